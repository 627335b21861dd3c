"""Hold a kiosk window on a session in memory, with the hands of a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from koperta_station.kiosk.driver import Driver
from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.screens.solving import SolvingScreen
from koperta_station.kiosk.window import KioskWindow
from koperta_station.state import KioskState, Screen
from koperta_sync.desktop.bridge import NetworkThread
from tests.test_station import kiosk_scenes
from tests.test_station.kiosk_bench import HandClock, MemorySession, waiting


class Bench:
    """Drive one window."""

    def __init__(self, qtbot: QtBot, state: KioskState | None = None, clock: HandClock | None = None) -> None:
        self.qtbot = qtbot
        self.clock = clock or HandClock()
        self.looks = Looks()
        self.looks.wear()
        self.network = NetworkThread()
        self.session = MemorySession(state or waiting(), kiosk_scenes.pictures())
        self.driver = Driver(self.network, self.session, self.clock)
        self.window = KioskWindow(self.driver, self.looks)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: self.window.state is not None)

    def become(self, state: KioskState) -> None:
        """Show a state and wait until the window has it."""
        self.session.state = state
        self.session.become()
        self.qtbot.waitUntil(lambda: self.window.state is self.session.state)
        QApplication.processEvents()

    def scene(self, name: str) -> KioskState:
        """Show a scene."""
        state = kiosk_scenes.SCENES[name](self.clock)
        self.become(state)
        return state

    def key(self, key: Qt.Key, text: str = "") -> None:
        """Press a key as it comes from the keyboard: to whatever has the focus."""
        if text and not text.isascii():
            event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(self.window.focusWidget() or self.window, event)
        else:
            QTest.keyClick(self.window.windowHandle(), key)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type ASCII text."""
        for sign in text:
            QTest.keyClick(self.window.windowHandle(), ord(sign))
        QApplication.processEvents()

    def until(self, screen: Screen) -> None:
        """Wait for a screen."""
        self.qtbot.waitUntil(lambda: self.window.state is not None and self.window.state.screen is screen)
        QApplication.processEvents()

    def settled(self) -> None:
        """Wait until every act has come back from the session."""
        self.qtbot.waitUntil(lambda: not self.solving.acts.waiting)
        self.qtbot.waitUntil(lambda: self.window.state is self.session.state)

    @property
    def solving(self) -> SolvingScreen:
        """Return the solving screen; it has to be the one shown."""
        shown = self.window.screen_shown
        if not isinstance(shown, SolvingScreen):
            raise AssertionError(f"{type(shown).__name__} is shown")
        return shown

    def texts(self) -> str:
        """Return every word anywhere in the window, seen or hidden, read or spoken."""
        found = []
        for widget in [self.window, *self.window.findChildren(QWidget)]:
            found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
            if isinstance(widget, QLabel):
                found.append(widget.text())
            for reader in ("text", "toPlainText"):
                value = getattr(widget, reader, None)
                if callable(value):
                    found.append(str(value()))
        return "\n".join(found)


@contextmanager
def opened(qtbot: QtBot, state: KioskState | None = None, clock: HandClock | None = None) -> Iterator[Bench]:
    """Open a bench and clear it away."""
    bench = Bench(qtbot, state, clock)
    try:
        yield bench
    finally:
        bench.driver.close()
        bench.network.stop()
        bench.window.hide()
        Looks().wear()
