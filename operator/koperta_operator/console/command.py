"""Be the command `koperta console`: open the window on a room of this machine or of another one."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from koperta_operator.console.desk import Desk, OnChange, RoomPort
from koperta_operator.console.local_room import LocalRoom, start_room
from koperta_operator.console.pairing_window import PairingWindow
from koperta_operator.console.window import ConsoleWindow
from koperta_operator.room.folder import RoomFolder
from koperta_packages.errors import Code, PackageError
from koperta_sync.console_client import ConsoleClient
from koperta_sync.credentials import Credentials, CredentialsError, load
from koperta_sync.desktop.bridge import NetworkThread
from koperta_sync.desktop.display import NO_DISPLAY, display_missing
from koperta_sync.desktop.theme import apply_theme
from koperta_sync.desktop.translations import LANGUAGES, use_language
from koperta_sync.terminal import print_refusal

LEAST_SIZE = (1280, 680)
FIRST_SIZE = (1366, 768)
CANNOT_START = 2
_EXAMPLE = "example: koperta console --room room"
TASK_BAR = 48  # what desktops keep for themselves


def main(argv: Sequence[str]) -> int:
    """Open the window and stay until it is closed; the room goes on."""
    options = _parser().parse_args(list(argv))
    logging.basicConfig(level=logging.INFO if options.verbose else logging.WARNING, stream=sys.stderr)
    if options.room is not None and not RoomFolder(options.room).identity.is_dir():
        print_refusal(PackageError(Code.NOT_A_ROOM, f"{options.room} is no room's folder"))
        return CANNOT_START
    if display_missing(os.environ):
        print(f"koperta console: {NO_DISPLAY}", file=sys.stderr)
        return CANNOT_START
    application = QApplication(sys.argv[:1])
    application.setApplicationName("koperta-console")
    apply_theme(application, scale=options.print_size)
    use_language(options.language)
    console = Console(options.language)
    try:
        if options.room is not None:
            console.open_local(options.room.resolve())
        else:
            console.open_paired(options.credentials or _user_folder())
        with_signals = QTimer()
        with_signals.timeout.connect(lambda: None)  # lets Python see Ctrl-C
        with_signals.start(300)
        signal.signal(signal.SIGINT, lambda _number, _frame: application.quit())
        return application.exec()
    finally:
        console.close()


class Console:
    """Hold the windows and the network thread of one console."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._network = NetworkThread()
        self._desk: Desk | None = None
        self.window: QWidget | None = None

    def open_local(self, folder: Path) -> None:
        """Open the window on the room of a folder on this machine."""
        self._open(lambda on_change: LocalRoom(folder, on_change), partial(start_room, folder))

    def open_paired(self, folder: Path) -> None:
        """Open the window with the credentials of a folder, or pair first."""
        try:
            self._open_with(load(folder), folder)
        except CredentialsError:
            pairing = PairingWindow(self._network, folder)
            pairing.paired.connect(partial(self._open_with, folder=folder))
            self._show(pairing)

    def close(self) -> None:
        """Disconnect and end the network thread."""
        if self._desk is not None:
            self._desk.close()
        self._network.stop()

    def _open_with(self, credentials: Credentials, folder: Path) -> None:
        self._open(lambda on_change: ConsoleClient(credentials, on_change, folder), None)

    def _open(self, connect: Callable[[OnChange], RoomPort], start: Callable[[], bool] | None) -> None:
        self._desk = Desk(self._network, connect, time.monotonic)
        self._show(ConsoleWindow(self._desk, self._language, start))
        self._desk.start()

    def _show(self, window: QWidget) -> None:
        old, self.window = self.window, window
        window.setMinimumSize(*LEAST_SIZE)
        window.resize(*FIRST_SIZE)
        screen = window.screen().availableGeometry()
        fits = screen.width() >= LEAST_SIZE[0] and screen.height() >= LEAST_SIZE[1] - TASK_BAR
        if fits and (screen.width() <= FIRST_SIZE[0] or screen.height() <= FIRST_SIZE[1]):
            window.showMaximized()
        else:
            window.show()
        if old is not None:
            old.close()
            old.deleteLater()


def _user_folder() -> Path:
    place = QStandardPaths.StandardLocation.AppDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "pairing"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="koperta console", description="Open the operator's window on a room.", epilog=_EXAMPLE
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--room", type=Path, metavar="FOLDER", help="data folder of the room on this machine")
    where.add_argument("--credentials", type=Path, metavar="FOLDER", help="where this machine's pairing is kept")
    parser.add_argument("--language", choices=sorted(LANGUAGES), default="pl", help="language at the start")
    parser.add_argument("--print-size", type=float, default=1.0, metavar="TIMES", help="1.25 prints a quarter larger")
    parser.add_argument("--verbose", action="store_true", help="say on standard error what happens")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
