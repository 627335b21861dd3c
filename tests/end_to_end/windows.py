"""Drive the real console and the real kiosk window as their users do, for the end-to-end tests."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from koperta_crypto import keyfile
from koperta_crypto.kdf import KdfCost
from koperta_operator.console.command import Console
from koperta_operator.console.pages.packages import PackagesPage
from koperta_operator.console.window import ConsoleWindow
from koperta_packages.identity import OFFICIAL_KEY_PURPOSE, official_id_of
from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.program import Program
from koperta_station.kiosk.system_clock import SystemClock
from koperta_station.session import KioskSession
from koperta_station.state import KioskState
from koperta_sync.desktop.bridge import NetworkThread
from koperta_sync.protocol.room_view import SittingView, Step
from tests.board_fixture import PIN, Official
from tests.real_room import RealRoom

W = TypeVar("W", bound=QWidget)
PATIENCE_MS = 20_000


def write_key_file(folder: Path, official: Official) -> Path:
    """Write an official's key file with the PIN of the fixtures."""
    public = {
        "official_id": official_id_of(official.key.public),
        "name": official.name,
        "role": official.role.value,
        "public": official.key.public.hex(),
    }
    cheap = KdfCost(memory_kib=64 * 1024, passes=1)
    data = keyfile.protect(official.key.seed(), PIN, purpose=OFFICIAL_KEY_PURPOSE, public=dict(public), kdf=cheap)
    path = folder / f"{official.role.value}.key"
    path.write_bytes(data)
    return path


def press(button: QAbstractButton) -> None:
    """Press a button once a person could press it."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while not (button.isEnabled() and button.isVisible()) and time.monotonic() < until:
        QTest.qWait(20)
    assert button.isEnabled(), f"{button.text()!r} cannot be pressed: {button.accessibleDescription()}"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def front(window: QWidget) -> None:
    """Bring a window to the front: two machines share this process, and one of their windows is active."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)


@dataclass
class ConsoleHands:
    """Hold one running console and what an official does with it."""

    bot: QtBot
    room: RealRoom
    console: Console = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Open a new console on the room of this machine."""
        self.console = Console("pl")
        self.console.open_local(self.room.folder.root)
        self.until(lambda: self.window.desk.room is not None and not self.window.desk.away)

    def kill(self) -> None:
        """End the console without a word to anybody: its window and its network are simply gone."""
        window, desk = self.window, self.window.desk
        desk._network.stop()
        window.close()
        window.deleteLater()

    def close(self) -> None:
        """Close the console as a person does."""
        self.window.close()
        self.console.close()

    @property
    def window(self) -> ConsoleWindow:
        """Return the console's window."""
        window = self.console.window
        assert isinstance(window, ConsoleWindow)
        return window

    @property
    def sitting(self) -> SittingView:
        """Return the sitting as the window knows it."""
        found = self.window.desk.sitting(self.window.sitting_id)
        assert found is not None
        return found

    def until(self, condition: Callable[[], bool], ms: int = PATIENCE_MS) -> None:
        """Let the window work until something holds."""
        self.bot.waitUntil(condition, timeout=ms)

    def page(self, step: Step) -> QWidget:
        """Open the page of a step by the rail."""
        self.window.open_step(step)
        return self.window.pages[step]

    def sign_in(self, key_file: Path) -> None:
        """Sign in with a key file and PIN, as whoever comes to the console."""
        self.window.open_sign_in()
        form = self.window.sign_in.form
        form.path.setText(str(key_file))
        form.pin.setText(PIN)
        before = self.window.desk.official
        press(form.go)
        self.until(lambda: self.window.desk.official not in (None, before))

    def take_in(self, folder: Path) -> None:
        """Import every file of a folder through the browser of the console."""
        page = self.page(Step.PACKAGES)
        assert isinstance(page, PackagesPage)
        press(page.take_in.button)
        page.browser.open(str(folder))
        self.until(lambda: page.browser.path.text() == str(folder))
        press(page.browser.whole)
        self.job("import")

    def job(self, kind: str) -> None:
        """Wait until the newest job of a kind has ended well."""
        desk = self.window.desk

        def ended() -> bool:
            job = desk.newest_job(kind)
            return job is not None and job.finished

        self.until(ended)
        job = desk.newest_job(kind)
        assert job is not None and not job.failed, job

    def keys(self, text: str) -> None:
        """Type on the window's keyboard."""
        front(self.window)
        QTest.keyClicks(self.window, text)

    def enter(self) -> None:
        """Press Enter where the focus is."""
        front(self.window)
        QTest.keyClick(self.window.focusWidget() or self.window, Qt.Key.Key_Return)


@dataclass
class KioskHands:
    """Hold one running kiosk and what a candidate does with it, by keyboard wherever it matters."""

    bot: QtBot
    folder: Path
    program: Program = field(init=False)
    network: NetworkThread = field(init=False)
    states: list[KioskState] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start the kiosk's program on its folder."""
        looks = Looks()
        looks.wear()
        self.network = NetworkThread()
        clock = SystemClock()
        self.program = Program(
            self.folder,
            self.network,
            looks,
            clock,
            lambda credentials, changed: KioskSession(self.folder, credentials, clock, changed, screen_size="1366x768"),
        )
        self.program.window.resize(1366, 768)
        self.program.window.show()

    def kill(self) -> None:
        """End the program without a word: what is not on its disk is gone."""
        window = self.program.window
        self.network.stop()
        window.close()
        window.deleteLater()

    def close(self) -> None:
        """Close the kiosk in order."""
        self.program.close()
        self.network.stop()
        self.program.window.close()

    @property
    def state(self) -> KioskState:
        """Return the last state the window was shown."""
        state = self.program.window.state
        assert state is not None
        return state

    def screen(self, kind: type[W]) -> W:
        """Wait for a screen and return it."""
        found: list[W] = []

        def there() -> bool:
            found[:] = [one for one in self.program.window.findChildren(kind) if one.isVisible()]
            return bool(found)

        self.bot.waitUntil(there, timeout=PATIENCE_MS)
        return found[0]

    def until(self, condition: Callable[[KioskState], bool], ms: int = PATIENCE_MS) -> None:
        """Let the window work until its state fits."""
        self.bot.waitUntil(
            lambda: self.program.window.state is not None and condition(self.program.window.state), timeout=ms
        )

    def type(self, keys: str) -> None:
        """Type ASCII keys where the focus is."""
        front(self.program.window)
        target = self.program.window.focusWidget() or self.program.window
        QTest.keyClicks(target, keys)

    def key(self, key: Qt.Key) -> None:
        """Press one key where the focus is."""
        front(self.program.window)
        target = self.program.window.focusWidget() or self.program.window
        QTest.keyClick(target, key)
