"""The chosen seat's acts and the suspension: keys, effects before they are confirmed, two people where it takes two."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtTest import QTest

from koperta_operator.console.faces import REPAIR_MS, attention_sentence, face_of
from koperta_operator.console.texts import hour
from koperta_packages.identity import OfficialRole
from koperta_sync.officials import create_official
from koperta_sync.protocol import acts
from koperta_sync.protocol.console import SignedIn
from koperta_sync.protocol.records import NoteIncident
from koperta_sync.protocol.room_view import Attention, EventLine, Moving, Tile
from koperta_sync.protocol.seat import Phase
from tests.board_fixture import CHEAP
from tests.test_operator import console_day as day
from tests.test_operator.conftest import Bench, OpenConsole
from tests.test_operator.console_scenes import EXAM_CHAIR, OPERATOR, ROOM_CHAIR

MINUTE = 60_000
FAILED = (Attention.WORKSTATION_FAILED,)


def bench_with(open_console: OpenConsole, tile: Tile, official: SignedIn = ROOM_CHAIR) -> Bench:
    """Open a console in an exam with one seat."""
    return open_console(day.room(day.sitting()), (tile,), official=official)


def failed(ms: int) -> Tile:
    """Make a seat whose workstation failed so long ago."""
    return day.tile(
        3, Phase.COVERED, reason="workstation-failure", failed_ms=ms, clock=day.clock(25, running=False),
        attention=FAILED,
    )  # fmt: skip


@pytest.mark.duty("D21")
def test_two_keys_and_enter_report_a_failure(open_console: OpenConsole) -> None:
    bench = bench_with(open_console, day.tile(3), OPERATOR)
    QTest.keyClicks(bench.window, "3a")
    assert "od tej chwili" in bench.window.side.confirm.effect.text()
    bench.window.side.form.code.setCurrentIndex(1)
    bench.window.side.form.answer()
    bench.wait(lambda: bool(bench.asked(acts.ReportFailure)))
    asked = bench.asked(acts.ReportFailure)[0]
    assert isinstance(asked, acts.ReportFailure) and (asked.candidate_id, asked.code) == ("Z-003", "keyboard")


@pytest.mark.duty("D21")
def test_the_repair_timer_counts_down_and_then_asks_for_a_spare(open_console: OpenConsole) -> None:
    tile = failed(3 * MINUTE)
    assert "zostało 1:30" in attention_sentence(FAILED[0], tile, 30_000)
    assert "zapasowe" in attention_sentence(FAILED[0], tile, REPAIR_MS)
    assert face_of(tile, 30_000).beside.startswith("3:30")
    bench = bench_with(open_console, tile)
    QTest.keyClicks(bench.window, "3")
    assert "zostało 2:00" in bench.window.side.trouble.text()
    QTest.keyClicks(bench.window, "d")
    end = day.NOW + 25 * MINUTE
    assert bench.window.side.confirm.effect.text() == f"koniec {hour(end - 3 * MINUTE)} → {hour(end)}"
    bench.window.side.confirm.yes.click()
    bench.wait(lambda: bool(bench.asked(acts.ResumeWorkstation)))


@pytest.mark.duty("D21")
def test_who_waits_for_another_seat_is_named_until_there_is_one(open_console: OpenConsole) -> None:
    waiting = Moving(candidate_id="k", name="Kowal Ewa", exam_room=day.ROOM, failed_at_ms=day.NOW - 3 * MINUTE)
    sitting = msgspec.structs.replace(day.sitting(), moving=(waiting,))
    bench = open_console(day.room(sitting), (day.tile(1),), official=ROOM_CHAIR)
    assert bench.window.side.suspension.moving.text() == "Czeka na inne stanowisko: Kowal Ewa (3:00)"


@pytest.mark.duty("D23")
def test_only_the_exam_chair_is_offered_the_annulment_and_gives_cause_and_text(open_console: OpenConsole) -> None:
    bench = bench_with(open_console, day.tile(3), EXAM_CHAIR)
    QTest.keyClicks(bench.window, "3u")
    form = bench.window.side.form
    form.code.setCurrentIndex(1)
    form.answer()
    bench.still()
    assert bench.room.asked == [] and "Wpisz powód" in form.warning.text()
    form.text.setText("telefon w kieszeni")
    form.answer()
    bench.wait(lambda: bool(bench.asked(acts.AnnulAttempt)))
    assert bench.asked(acts.AnnulAttempt) == [
        acts.AnnulAttempt(sitting_id=day.MORNING, candidate_id="Z-003", cause="device", text="telefon w kieszeni")
    ]
    bench.room.say_official(ROOM_CHAIR)
    bench.wait(lambda: not bench.window.side.acts["U"].possible())
    QTest.keyClicks(bench.window, "3u")
    assert form.asked is None


@pytest.mark.duty("D24")
def test_health_stops_the_clock_and_offers_to_come_back_or_to_end(open_console: OpenConsole) -> None:
    bench = bench_with(open_console, day.tile(3))
    QTest.keyClicks(bench.window, "3z")
    bench.window.side.form.answer()
    bench.wait(lambda: bool(bench.asked(acts.InterruptForHealth)))
    bench.room.say_tiles(day.tile(3, Phase.COVERED, reason="health", absent_ms=MINUTE))
    bench.wait(lambda: bench.window.side.acts["N"].isVisibleTo(bench.window))
    assert bench.window.side.acts["P"].isVisibleTo(bench.window)
    QTest.keyClicks(bench.window, "3n")
    bench.window.side.form.answer()
    bench.wait(lambda: bool(bench.asked(acts.EndForHealth)))


@pytest.mark.duty("D20")
def test_a_correction_says_where_the_end_moves_and_above_five_minutes_takes_two(
    open_console: OpenConsole, tmp_path: Path
) -> None:
    bench = bench_with(open_console, day.tile(3, clock=day.clock(20)))
    QTest.keyClicks(bench.window, "3c")
    form = bench.window.side.form
    form.minutes.setText("7")
    form.text.setText("awaria sieci")
    end = day.NOW + 20 * MINUTE
    assert bench.window.side.confirm.effect.text() == f"koniec {hour(end)} → {hour(end + 7 * MINUTE)}"
    form.answer()
    bench.still()
    assert bench.room.asked == [] and "Druga osoba" in form.warning.text()
    key = tmp_path / "drugi.key"
    key.write_bytes(create_official("Jan Dwa", OfficialRole.TEAM_MEMBER, "123456", CHEAP)[0])
    form.key.path.setText(str(key))
    form.key.pin.setText("123456")
    form.key.go.click()
    bench.wait(lambda: bool(bench.asked(acts.CorrectTime)))
    asked = bench.asked(acts.CorrectTime)[0]
    assert isinstance(asked, acts.CorrectTime) and asked.second is not None
    assert (asked.ms, asked.reason, asked.broken_glass) == (7 * MINUTE, "awaria sieci", "")


@pytest.mark.duty("D20")
def test_one_person_alone_says_why_and_up_to_five_minutes_need_nobody(open_console: OpenConsole) -> None:
    bench = bench_with(open_console, day.tile(3, clock=day.clock(20)))
    form = bench.window.side.form
    for minutes, glass in (("7", "jestem sama"), ("5", "")):
        QTest.keyClicks(bench.window, "3c")
        form.minutes.setText(minutes)
        form.text.setText("awaria")
        form.glass.setText(glass)
        form.answer()
    bench.wait(lambda: len(bench.asked(acts.CorrectTime)) == 2)
    asked = [one for one in bench.asked(acts.CorrectTime) if isinstance(one, acts.CorrectTime)]
    assert [(one.ms, one.broken_glass) for one in asked] == [(7 * MINUTE, "jestem sama"), (5 * MINUTE, "")]


@pytest.mark.duty("D22")
def test_the_exam_chair_suspends_with_a_cause_and_goes_on_by_a_decision_told_in_two_ways(
    open_console: OpenConsole,
) -> None:
    bench = open_console(day.room(day.sitting()), day.wall(), official=EXAM_CHAIR)
    panel = bench.window.side.suspension
    panel.start.press()
    panel.cause.setCurrentIndex(1)
    panel.suspend.press()
    bench.wait(lambda: bool(bench.asked(acts.SuspendSitting)))
    assert bench.asked(acts.SuspendSitting) == [acts.SuspendSitting(sitting_id=day.MORNING, cause="fire")]
    bench.room.say_room(day.room(msgspec.structs.replace(day.sitting(), suspended_at_ms=day.NOW - 2 * MINUTE)))
    bench.wait(lambda: f"wstrzymany od {hour(day.NOW - 2 * MINUTE)}" in panel.words.text())
    assert not panel.go_on.possible()
    panel.text.setText("wznawiamy po ewakuacji")
    panel.told.setText("dyr. Zych z OKE")
    panel.channels["phone"].setChecked(True)
    assert not panel.go_on.possible()
    panel.channels["e-mail"].setChecked(True)
    panel.go_on.press()
    bench.wait(lambda: bool(bench.asked(acts.ResumeSitting)))
    (asked,) = bench.asked(acts.ResumeSitting)
    assert isinstance(asked, acts.ResumeSitting) and asked.channels == ("phone", "e-mail")


@pytest.mark.duty("D22")
def test_the_operator_sees_the_suspension_and_cannot_decide_it(open_console: OpenConsole) -> None:
    suspended = msgspec.structs.replace(day.sitting(), suspended_at_ms=day.NOW)
    bench = open_console(day.room(suspended), day.wall(), official=OPERATOR)
    panel = bench.window.side.suspension
    assert panel.words.isVisibleTo(bench.window)
    assert not panel.go_on.possible() and not panel.end.possible() and "PZE" in panel.go_on.reason()


@pytest.mark.duty("D25")
def test_an_incident_takes_two_keys_and_enter(open_console: OpenConsole) -> None:
    bench = bench_with(open_console, day.tile(3), OPERATOR)
    QTest.keyClicks(bench.window, "3i")
    bench.window.side.form.code.setCurrentIndex(1)
    bench.window.side.form.answer()
    bench.wait(lambda: bool(bench.asked(NoteIncident)))
    assert bench.asked(NoteIncident) == [NoteIncident(sitting_id=day.MORNING, code="talking", candidates=("Z-003",))]


@pytest.mark.duty("D20")
def test_taking_back_an_entry_shows_first_where_the_end_would_move(open_console: OpenConsole) -> None:
    line = EventLine(
        wall_ms=day.NOW, text="Stanowisko 3: wyjście z sali, zegar stoi.", actor="op", sitting_id=day.MORNING,
        seat_number=3, seq=77, undoable=True,
    )  # fmt: skip
    room = msgspec.structs.replace(day.room(day.sitting()), events=(line,))
    bench = open_console(room, (day.tile(3),), official=ROOM_CHAIR)
    foreseen = acts.UndoneClock(
        candidate_id="Z-003", left_before_ms=2, left_after_ms=1, ends_before_ms=day.NOW, ends_after_ms=day.NINE
    )
    bench.room.answers[acts.ForeseeUndo] = acts.UndoEffect(clocks=(foreseen,))
    QTest.keyClicks(bench.window, "3x")
    form = bench.window.side.form
    bench.wait(lambda: form.asked is not None)
    assert f"koniec {hour(day.NOW)} → {hour(day.NINE)}" in form.confirm.effect.text()
    assert not bench.asked(acts.UndoAct)
    form.text.setText("pomyłka")
    form.answer()
    bench.wait(lambda: bool(bench.asked(acts.UndoAct)))
    assert bench.asked(acts.UndoAct) == [acts.UndoAct(sitting_id=day.MORNING, seq=77, reason="pomyłka")]
