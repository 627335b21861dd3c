"""Run `koperta kiosk`: the exam window of one workstation."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QStandardPaths, Qt
from PySide6.QtWidgets import QApplication

from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.program import Program
from koperta_station.kiosk.system_clock import SystemClock
from koperta_station.kiosk.window import KioskWindow
from koperta_station.session import KioskSession
from koperta_station.state import KioskState
from koperta_sync.credentials import Credentials
from koperta_sync.desktop.bridge import NetworkThread
from koperta_sync.desktop.display import NO_DISPLAY, display_missing
from koperta_sync.desktop.translations import LANGUAGES
from koperta_sync.durable import private_folder

_log = logging.getLogger(__name__)
FAILED, BUSY = 1, 3
_EXAMPLE = "example: koperta kiosk --data kiosk1 --window; without a window: koperta kiosk capsule kiosk1 --to STICK"


def main(argv: Sequence[str]) -> int:
    """Open the window and stay until it is closed; 3 when this folder is already in use. `capsule` opens none."""
    if list(argv[:1]) == ["capsule"]:
        from koperta_station import capsule_command  # what signs with certificates stays out of a window's memory

        return capsule_command.main(argv[1:])
    options = _parser().parse_args(list(argv))
    logging.basicConfig(level=logging.INFO if options.verbose else logging.WARNING, stream=sys.stderr)
    if display_missing(os.environ):
        print(f"koperta kiosk: {NO_DISPLAY}", file=sys.stderr)
        return FAILED
    application = QApplication(sys.argv[:1])
    application.setApplicationName("koperta-kiosk")
    folder: Path = options.data or Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    )
    try:
        private_folder(folder)
    except OSError as error:
        print(f"koperta kiosk: {folder}: {error.strerror}", file=sys.stderr)
        return FAILED
    lock = QLockFile(str(folder / "window.lock"))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        print(f"koperta kiosk: another window already uses {folder}", file=sys.stderr)
        return BUSY
    return _run(application, folder, options)


def _run(application: QApplication, folder: Path, options: argparse.Namespace) -> int:
    looks = Looks(language=options.language)
    looks.wear()
    network = NetworkThread()
    clock = SystemClock()
    geometry = application.primaryScreen().geometry()
    size = f"{geometry.width()}x{geometry.height()}"

    def make_session(credentials: Credentials, on_change: Callable[[KioskState], None]) -> KioskSession:
        return KioskSession(folder, credentials, clock, on_change, screen_size=size)

    program = Program(folder, network, looks, clock, make_session)
    program.failed.connect(lambda error: _give_up(application, error))
    for number in (signal.SIGINT, signal.SIGTERM):
        # Not quit(): that asks the windows, and a full-screen one refuses to be closed.
        signal.signal(number, lambda *_args: application.exit(0))
    show(program.window, windowed=options.window, grab=options.grab_keyboard)
    try:
        return application.exec()
    finally:
        program.close()
        network.stop()


def show(window: KioskWindow, *, windowed: bool, grab: bool) -> None:
    """Show the window over the whole screen, or as an ordinary one for development."""
    if windowed:
        window.resize(1366, 768)
        window.show()
        return
    window.may_close = False
    window.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
    # A small screen is better than a part of a larger one. Not zero: that would let the layout set a minimum of its
    # own, and larger print would push the window over the edge of the screen.
    window.setMinimumSize(1, 1)
    # Without a window manager nobody resizes a full-screen window: the size is set by hand.
    window.setGeometry(window.screen().geometry())
    window.showFullScreen()
    window.activateWindow()
    handle = window.windowHandle()
    if grab and handle is not None:
        handle.setKeyboardGrabEnabled(True)


def _give_up(application: QApplication, error: Exception) -> None:
    # The journal holds everything: a new start goes on where this one stopped.
    _log.critical("the session has ended: %s", error, exc_info=error)
    application.exit(FAILED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="koperta kiosk", description="Open a workstation's exam window.", epilog=_EXAMPLE
    )
    parser.add_argument("--data", type=Path, help="folder of this workstation's pairing and journals")
    parser.add_argument("--window", action="store_true", help="an ordinary window, for development")
    parser.add_argument("--grab-keyboard", action="store_true", help="take Alt+Tab and the like from the window system")
    parser.add_argument("--language", choices=sorted(LANGUAGES), default="pl", help="language at the start")
    parser.add_argument("--verbose", action="store_true", help="say on standard error what happens")
    return parser
