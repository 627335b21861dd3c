"""Open console windows on a stand-in room, and close them again; say where journals of a test lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from koperta_operator.console.desk import Desk
from koperta_operator.console.page import StepPage
from koperta_operator.console.window import ConsoleWindow
from koperta_sync.desktop.bridge import NetworkThread
from koperta_sync.desktop.theme import apply_theme
from koperta_sync.desktop.translations import use_language
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import SignedIn
from koperta_sync.protocol.room_view import RoomView, Tile
from tests.test_operator.console_room import FakeRoom
from tests.test_operator.console_scenes import OPERATOR
from tests.test_operator.journal_fixture import Home, PostgresHome, SqliteHome

P = TypeVar("P", bound=StepPage)


class Hands:
    """Be the monotonic clock of a console, turned by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """Return the present moment."""
        return self.seconds


@dataclass
class Bench:
    """Hold one open console and the room behind it."""

    qtbot: QtBot
    room: FakeRoom
    desk: Desk
    window: ConsoleWindow
    clock: Hands

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until something is true, five seconds at most."""
        self.qtbot.waitUntil(true, timeout=5000)

    def page(self, kind: type[P]) -> P:
        """Open and return the page of a kind."""
        self.window.open_step(kind.step)
        page = self.window.pages[kind.step]
        assert isinstance(page, kind)
        return page

    def asked(self, kind: type[Message]) -> list[Message]:
        """Return what was asked of a kind."""
        return [message for message in self.room.asked if type(message) is kind]

    def still(self) -> None:
        """Let whatever is under way arrive."""
        QTest.qWait(80)


OpenConsole = Callable[..., Bench]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """Return the application in the kit's look."""
    apply_theme(qapp)
    return qapp


@pytest.fixture
def open_console(qtbot: QtBot, dressed: QApplication) -> Iterator[OpenConsole]:
    """Return what opens a console on a room view with tiles, an official signed in."""
    use_language("pl")
    benches: list[Bench] = []

    def opened(room: RoomView | FakeRoom, tiles: Iterable[Tile] = (), official: SignedIn | None = OPERATOR) -> Bench:
        fake = room if isinstance(room, FakeRoom) else FakeRoom(room, tiles)
        clock = Hands()
        desk = Desk(NetworkThread(), fake.connect, clock)
        window = ConsoleWindow(desk)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        desk.start()
        bench = Bench(qtbot, fake, desk, window, clock)
        benches.append(bench)
        bench.wait(lambda: desk.room is not None)
        fake.say_official(official)
        bench.wait(lambda: desk.official == official)
        return bench

    yield opened
    for bench in benches:
        bench.window.close()
        bench.desk.close()
    use_language("pl")


@pytest.fixture(params=["sqlite", "postgres"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """Return where journals lie, once in files and once in a real PostgreSQL."""
    return SqliteHome(tmp_path) if request.param == "sqlite" else PostgresHome(request.getfixturevalue("postgres"))
