"""Be a real kiosk window that a candidate works through by itself: `kiosk_child.py FOLDER USERNAME SECRET`.

The window, the session and the network are the program's own, put together as `koperta kiosk` does. A timer
plays the candidate: log in, confirm, begin, answer every task, look at every picture. Says `prepared` when the
sitting may start, and at the end its memory in MiB as the kernel counts it: now, at its highest, and how much
of now is mapped program files.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from koperta_station.kiosk.command import show
from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.program import Program
from koperta_station.kiosk.screens.solving import SolvingScreen
from koperta_station.kiosk.system_clock import SystemClock
from koperta_station.session import KioskSession
from koperta_station.state import KioskState, LinkState, Screen
from koperta_sync.credentials import Credentials
from koperta_sync.desktop.bridge import NetworkThread

STEP_MS = 150
SIZE = "1366x768"


class Hand:
    """Play the candidate, one step at a time."""

    def __init__(self, program: Program, username: str, secret: str, done: Callable[[int, int], None]) -> None:
        self._program = program
        self._card = (username, secret)
        self._done = done
        self._asked: Screen | None = None
        self._seen: set[str] = set()
        self._pictures = 0
        self._zoomed = False

    def step(self) -> None:
        """Do what the screen asks for."""
        state, driver = self._program.window.state, self._program.window.driver
        if state is None or driver is None or state.link is not LinkState.CONNECTED:
            return
        if state.screen is Screen.SOLVING:
            self._solve()
        if state.screen is self._asked:
            return
        self._asked = state.screen
        if state.screen is Screen.WAITING:
            driver.log_in(*self._card, _failed)
        elif state.screen is Screen.CONFIRMING:
            driver.confirm(True, _failed)
        elif state.screen is Screen.PREPARED:
            print("prepared", flush=True)
        elif state.screen is Screen.READY:
            driver.begin(_failed)

    def _solve(self) -> None:
        """Look at one task: zoom into its picture if it has one, answer it, go on."""
        window = self._program.window
        screen, state = window.screen_shown, window.state
        if not isinstance(screen, SolvingScreen) or screen.sheet is None or state is None or state.form is None:
            return
        items = {item.item_id: item for item in state.form.items}
        current = items[window.place.item_id]
        if current.pictures and not self._zoomed:
            screen.zoom_button.click()
            self._zoomed = True
            return
        if self._zoomed:
            screen.zoom_button.click()
            self._zoomed = False
        self._pictures += len(current.pictures) if current.item_id not in self._seen else 0
        self._seen.add(current.item_id)
        if window.driver is not None:
            window.driver.answer(current.item_id, current.options[0].id, _failed)
        if len(self._seen) == len(items):
            self._done(len(items), self._pictures)
        else:
            screen.forward.click()


def _failed(error: Exception | None) -> None:
    if error is not None:
        print(f"failed {error!r}", flush=True)


def _mib(name: str) -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return int(next(one for one in lines if one.startswith(name)).split()[1]) / 1024


def main() -> None:
    """Open the window and work."""
    folder = Path(sys.argv[1])
    application = QApplication(sys.argv[:1])
    looks, network, clock = Looks(), NetworkThread(), SystemClock()
    looks.wear()

    def session(credentials: Credentials, on_change: Callable[[KioskState], None]) -> KioskSession:
        return KioskSession(folder, credentials, clock, on_change, screen_size=SIZE)

    program = Program(folder, network, looks, clock, session)
    program.failed.connect(_failed)
    show(program.window, windowed=True, grab=False)

    def done(tasks: int, pictures: int) -> None:
        timer.stop()
        print(f"done {tasks} {pictures} {_mib('VmRSS'):.1f} {_mib('VmHWM'):.1f} {_mib('RssFile'):.1f}", flush=True)
        QTimer.singleShot(0, application.quit)

    hand = Hand(program, sys.argv[2], sys.argv[3], done)
    timer = QTimer()
    timer.timeout.connect(hand.step)
    timer.start(STEP_MS)
    try:
        application.exec()
    finally:
        program.close()
        network.stop()


if __name__ == "__main__":
    main()
