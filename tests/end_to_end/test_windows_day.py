"""Drive a whole day through the real windows: exit, kiosk restart, console kill, room restart; nothing is lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from koperta_operator.console.pages.closing import ClosingPage
from koperta_operator.console.pages.handover import HandoverPage
from koperta_operator.console.pages.unlock import UnlockPage
from koperta_packages.candidates import open_candidates, read_candidates_header
from koperta_packages.identity import OfficialRole
from koperta_station.kiosk.screens.message import OverScreen
from koperta_station.kiosk.screens.solving import SolvingScreen
from koperta_station.kiosk.screens.summary import SummaryScreen
from koperta_station.state import SaveState, Screen
from koperta_sync.board.command import main as board
from koperta_sync.bundle.readback import read_back
from koperta_sync.protocol.room_view import SittingState, Step
from koperta_sync.protocol.seat import Phase
from tests.board_fixture import PIN, issue_sitting
from tests.end_to_end.windows import ConsoleHands, KioskHands, press, write_key_file
from tests.end_to_end.windows_day import (
    MINUTES,
    SEAT,
    TASKS,
    Day,
    answer,
    before_the_hour,
    room_exit,
    saved,
    start,
    tile_phase,
)
from tests.real_room import LONG_AGO, RealRoom, official_of


@pytest.mark.timeout(240)
def test_a_day_through_the_windows_loses_nothing_and_keeps_the_clock_right(qtbot: QtBot, tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path, candidates=2, tasks=TASKS, minutes=MINUTES, opens_at=LONG_AGO)
    roles = (OfficialRole.OPERATOR, OfficialRole.ROOM_CHAIR)
    keys = {role: write_key_file(tmp_path, official_of(issued, role)) for role in roles}
    with RealRoom(tmp_path / "room", issued.room) as room:
        console = ConsoleHands(qtbot, room)
        kiosk = KioskHands(qtbot, tmp_path / "kiosk")
        data = open_candidates(
            read_candidates_header(issued.centre.candidates.read_bytes(), issued.trust()), issued.room
        )
        day = Day(issued, room, console, kiosk, keys, data.candidates[0], {})
        try:
            before_the_hour(day)
            started = start(day)
            absent_s = room_exit(day)
            _kiosk_restart(day)
            _console_killed(day)
            down_s = _room_restart(day)
            _clock_is_right(day, started, absent_s, down_s)
            _finish(day)
            bundle = _hand_over(day, tmp_path)
            _board_agrees(day, bundle, tmp_path)
        finally:
            kiosk.close()
            console.close()


def _kiosk_restart(day: Day) -> None:
    """Kill the kiosk; it goes on where it was, without the card, because the room is there."""
    day.kiosk.kill()
    day.kiosk.start()
    day.kiosk.until(lambda state: state.screen is Screen.SOLVING)
    saved(day)
    day.kiosk.screen(SolvingScreen)
    day.kiosk.key(Qt.Key.Key_Right)
    day.kiosk.key(Qt.Key.Key_Right)
    answer(day, 2)
    saved(day)


def _console_killed(day: Day) -> None:
    """Kill the console; a new one shows the same and goes on."""
    day.console.kill()
    day.console.open()
    day.console.sign_in(day.keys[OfficialRole.ROOM_CHAIR])
    assert day.console.sitting.state is SittingState.STARTED
    day.console.until(lambda: tile_phase(day) is Phase.SOLVING)


def _room_restart(day: Day) -> float:
    """Kill the room; the candidate answers meanwhile; return for how long the room was away."""
    day.kiosk.screen(SolvingScreen)
    began = time.monotonic()
    day.room.kill()
    answer(day, 3)
    assert day.kiosk.state.save in (SaveState.HERE, SaveState.ROOM)
    day.room.wait_ready()
    down = time.monotonic() - began
    saved(day)
    day.console.until(lambda: not day.console.window.desk.away)
    day.console.until(lambda: day.console.sitting.state is SittingState.STARTED)
    unlock = day.console.page(Step.UNLOCK)
    assert isinstance(unlock, UnlockPage)
    day.console.until(lambda: day.console.window.desk.official is not None)
    QTest.keyClicks(unlock.field.line, day.issued.passphrase)
    day.console.until(unlock.unlock.possible)
    press(unlock.unlock.button)
    day.console.job("unlock")
    return down


def _clock_is_right(day: Day, started: float, absent_s: float, down_s: float) -> None:
    """Compare the room's clock with the test's own: entitled minus worked, absence not counted.

    The room may have given back at most what a restart can cost it (a heartbeat), never taken any.
    """
    day.console.until(lambda: tile_phase(day) is Phase.SOLVING)
    QTest.qWait(1500)
    tile = day.console.window.desk.tiles["sala 12", SEAT]
    assert tile.clock is not None
    age_s = day.console.window.desk.age_ms(("sala 12", SEAT)) / 1000
    worked = time.monotonic() - age_s - started - absent_s
    expected = MINUTES * 60 - worked
    given = tile.clock.remaining_ms / 1000 - expected
    assert -1.5 <= given <= 6.5 + down_s, (given, down_s)
    credited = sum(one.ms for one in tile.clock.credits if one.reason == "room-exit") / 1000
    assert abs(credited - absent_s) < 1.5
    countdown = day.kiosk.state.countdown
    assert countdown is not None
    at_kiosk = countdown.remaining_ms(day.kiosk.program.window.driver.clock.mono_ms()) / 1000  # type: ignore[union-attr]
    assert abs(at_kiosk - (tile.clock.remaining_ms / 1000 - age_s)) < 3


def _finish(day: Day) -> None:
    """Hand in from the summary, asked once; the preliminary number is shown with its label."""
    day.kiosk.screen(SolvingScreen)
    day.kiosk.key(Qt.Key.Key_F10)
    summary = day.kiosk.screen(SummaryScreen)
    press(summary.finish)
    press(summary.sure)
    day.kiosk.until(lambda state: state.screen is Screen.FINISHED and state.save is SaveState.ROOM)
    day.kiosk.screen(OverScreen)
    day.kiosk.until(lambda state: state.preliminary is not None)


def _hand_over(day: Day, tmp_path: Path) -> Path:
    """Close with the absent named, sign in two, export and read back."""
    console = day.console
    console.until(lambda: tile_phase(day) is Phase.FINISHED)
    closing = console.page(Step.CLOSE)
    assert isinstance(closing, ClosingPage)
    console.until(lambda: len(closing.ticks) == 1)
    for tick in closing.ticks.values():
        tick.setChecked(True)
    console.until(closing.close_act.possible)
    press(closing.close_act.button)
    press(closing.confirm.yes)
    console.until(lambda: console.sitting.state is SittingState.CLOSED)
    handover = _sign(day, OfficialRole.ROOM_CHAIR, 1)
    console.kill()  # a new console finds the signature of the one before
    console.open()
    console.sign_in(day.keys[OfficialRole.ROOM_CHAIR])
    handover = _sign(day, OfficialRole.OPERATOR, 2)
    stick = tmp_path / "stick"
    stick.mkdir()
    press(handover.export.button)
    handover.folder.open(str(stick))
    console.until(lambda: handover.folder.path.text() == str(stick))
    press(handover.folder.choose)
    console.job("export")
    console.until(lambda: len(console.sitting.copies) == 1)
    return next(stick.glob("*.exambundle"))


def _sign(day: Day, role: OfficialRole, number: int) -> HandoverPage:
    """Prepare the bundle, or find it prepared, and sign it as the official of a role."""
    console = day.console
    handover = console.page(Step.HANDOVER)
    assert isinstance(handover, HandoverPage)
    press(handover.prepare.button)
    console.job("prepare-bundle")
    console.until(lambda: number == 1 or f"({number - 1} z 2)" in handover.signers.text())
    handover.form.path.setText(str(day.keys[role]))
    handover.form.pin.setText(PIN)
    press(handover.form.go)
    console.until(lambda: f"({number} z 2)" in handover.signers.text())
    return handover


def _board_agrees(day: Day, bundle: Path, tmp_path: Path) -> None:
    """Let the board receive, score and answer; the receipt makes the sitting delivered."""
    report = read_back(bundle, None, day.issued.trust())
    assert report.manifest.counts.sat == 1 and report.manifest.counts.absent == 1
    assert report.manifest.counts.answers == len(day.chosen)
    pin_file, out = tmp_path / "pin.txt", tmp_path / "received"
    pin_file.write_text(day.issued.pin, "utf-8")
    code = board(["receive", str(day.issued.board.path), str(bundle), "--out", str(out), "--pin-file", str(pin_file)])
    assert code == 0
    preliminary = day.kiosk.state.preliminary
    results = next(out.rglob("results-*.csv")).read_text("utf-8-sig").splitlines()
    line = next(one for one in results if one.startswith(day.candidate.candidate_id))
    assert preliminary is not None and f";{preliminary.right};{preliminary.total};" in line
    handover = day.console.page(Step.HANDOVER)
    assert isinstance(handover, HandoverPage)
    receipt = next(out.rglob("*.receipt"))
    press(handover.receipt.button)
    handover.files.open(str(receipt.parent))
    day.console.until(lambda: handover.files.path.text() == str(receipt.parent))
    for row in range(handover.files.list.count()):
        item = handover.files.list.item(row)
        if item.text().startswith(receipt.name):
            item.setCheckState(Qt.CheckState.Checked)
    press(handover.files.choose)
    day.console.until(lambda: day.console.sitting.state is SittingState.DELIVERED)
