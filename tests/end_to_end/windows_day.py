"""Play the parts of a day that come before anything goes wrong, as its people do."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from koperta_operator.console.pages.exam import ExamPage
from koperta_operator.console.pages.packages import PackagesPage
from koperta_operator.console.pages.unlock import UnlockPage
from koperta_operator.console.pages.workstations import WorkstationsPage
from koperta_packages.candidates import Candidate
from koperta_packages.identity import OfficialRole
from koperta_station.kiosk.screens.confirm import ConfirmScreen
from koperta_station.kiosk.screens.finding import FindingScreen
from koperta_station.kiosk.screens.instruction import ReadyScreen
from koperta_station.kiosk.screens.login import LoginScreen
from koperta_station.kiosk.screens.pairing import PairingScreen
from koperta_station.kiosk.screens.solving import SolvingScreen
from koperta_station.state import SaveState, Screen
from koperta_sync.protocol.room_view import SittingState, Step
from koperta_sync.protocol.seat import Phase
from tests.board_fixture import IssuedSittingForTest
from tests.end_to_end.windows import ConsoleHands, KioskHands, press
from tests.real_room import RealRoom

SEAT = 7
MINUTES = 30
TASKS = 6


@dataclass
class Day:
    """Hold everything the day is played with."""

    issued: IssuedSittingForTest
    room: RealRoom
    console: ConsoleHands
    kiosk: KioskHands
    keys: dict[OfficialRole, Path]
    candidate: Candidate
    chosen: dict[str, str]


def before_the_hour(day: Day) -> None:
    """Import, pair by codes typed both ways, rehearse, unlock; the candidate logs in meanwhile."""
    console = day.console
    console.take_in(day.issued.folder)
    console.sign_in(day.keys[OfficialRole.OPERATOR])
    packages = console.page(Step.PACKAGES)
    assert isinstance(packages, PackagesPage)
    press(packages.rehearse.button)
    console.job("rehearse")
    _pair(day)
    _log_in(day)
    unlock = console.page(Step.UNLOCK)
    assert isinstance(unlock, UnlockPage)
    unlock.field.line.setFocus()
    QTest.keyClicks(unlock.field.line, day.issued.passphrase)
    press(unlock.unlock.button)
    console.job("unlock")
    console.until(lambda: console.sitting.state is SittingState.UNLOCKED)
    day.kiosk.until(lambda state: state.preparation is not None and state.preparation.stored)


def _pair(day: Day) -> None:
    machines = day.console.page(Step.WORKSTATIONS)
    assert isinstance(machines, WorkstationsPage)
    card = machines.pairing
    press(card.switch.button)
    room = day.console.window.desk
    day.console.until(lambda: room.room is not None and room.room.pairing_open)
    finding = day.kiosk.screen(FindingScreen)
    finding.address.setText(f"127.0.0.1:{day.room.port}")
    press(finding.connect_button)
    pairing = day.kiosk.screen(PairingScreen)
    day.console.until(lambda: len(pairing.code.text().replace(" ", "")) == 6)
    QTest.keyClicks(card.code, pairing.code.text().replace(" ", ""))
    card.seat.setText(str(SEAT))
    day.console.until(card.approve.possible)
    press(card.approve.button)
    day.console.until(lambda: len(card.digits.text().replace(" ", "")) == 4)
    pairing.digits.setFocus()
    QTest.keyClicks(pairing.digits, card.digits.text().replace(" ", ""))
    press(pairing.send)
    day.kiosk.until(lambda state: state.screen is Screen.WAITING and state.seat_number == SEAT)


def _log_in(day: Day) -> None:
    login = day.kiosk.screen(LoginScreen)
    login.username.setFocus()
    QTest.keyClicks(login.username, day.candidate.username)
    login.secret.set_text(day.candidate.secret)
    press(login.button)
    confirm = day.kiosk.screen(ConfirmScreen)
    assert day.kiosk.state.candidate is not None
    assert day.kiosk.state.candidate.surname == day.candidate.surname
    press(confirm.yes)
    day.kiosk.until(lambda state: state.screen is Screen.PREPARED)


def start(day: Day) -> float:
    """Let the room chair start the sitting, and the candidate begin; return when the clock began."""
    console = day.console
    console.sign_in(day.keys[OfficialRole.ROOM_CHAIR])
    exam = console.page(Step.EXAM)
    assert isinstance(exam, ExamPage)
    console.until(exam.start.possible)
    press(exam.start.button)
    ready = day.kiosk.screen(ReadyScreen)
    day.kiosk.bot.waitUntil(ready.start.isEnabled)
    press(ready.start)
    started = time.monotonic()
    day.kiosk.until(lambda state: state.screen is Screen.SOLVING)
    day.kiosk.screen(SolvingScreen)
    for number in range(2):
        answer(day, number)
    return started


def answer(day: Day, number: int) -> None:
    """Choose an option by its letter and go on to the next task by the arrow key."""
    form = day.kiosk.state.form
    assert form is not None
    item = form.items[number]
    place = number % len(item.options)
    day.kiosk.key(Qt.Key(Qt.Key.Key_A.value + place))
    day.chosen[item.item_id] = item.options[place].id
    day.kiosk.until(lambda state: state.answers.get(item.item_id) == item.options[place].id)
    day.kiosk.key(Qt.Key.Key_Right)


def saved(day: Day) -> None:
    """Wait until everything chosen is at the room."""
    day.kiosk.until(lambda state: state.save is SaveState.ROOM and dict(state.answers) == day.chosen)


def tile_phase(day: Day) -> Phase | None:
    """Return what the wall shows of the seat."""
    tile = day.console.window.desk.tiles.get(("sala 12", SEAT))
    return tile.phase if tile else None


def room_exit(day: Day) -> float:
    """Record an exit and a return by keyboard; return how long the candidate was out."""
    console = day.console
    saved(day)
    console.until(lambda: tile_phase(day) is Phase.SOLVING)
    console.keys(f"{SEAT}")
    console.keys("w")
    console.enter()
    day.kiosk.until(lambda state: state.screen is Screen.COVERED)
    out = time.monotonic()
    assert day.kiosk.state.form is None
    QTest.qWait(2500)
    console.until(lambda: tile_phase(day) is Phase.COVERED)
    console.keys(f"{SEAT}")
    console.keys("p")
    console.enter()
    day.kiosk.until(lambda state: state.screen is Screen.SOLVING)
    return time.monotonic() - out
