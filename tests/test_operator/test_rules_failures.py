"""A failed workstation costs nobody a second: the clock stands from the report until the work goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import commands_of_acts as act
from koperta_operator.room.rules.views import clock_of, seat_view, tile
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.room_view import Attention
from koperta_sync.protocol.seat import EntryKind, OutageKind, Phase
from tests.test_operator.desk import Desk, desk_in, solving
from tests.test_operator.outage_desk import HOUR, MINUTE, PAUSE, cut, left, report
from tests.test_operator.room_fixture import Workstation, form_sha256

pytestmark = pytest.mark.duty("D21")
FAILED = act.ReportFailure(candidate_id="k1", code="screen")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


def moved(desk: Desk, worked_ms: int) -> Workstation:
    """Let the first candidate log in at a spare workstation."""
    desk.run(do.ReleaseLease(candidate_id="k1"))
    spare = Workstation(9, desk.clock, worked_ms=worked_ms)
    desk.connect(spare)
    desk.run(spare.log_in("k1", epoch=2))
    return spare


@pytest.mark.duty("D15")
def test_the_report_stops_the_clock_at_once_and_covers_the_tasks(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(FAILED)
    desk.tick(3 * MINUTE)
    assert left(desk) == HOUR - 10 * MINUTE
    view = seat_view(desk.state, desk.candidate("k1"), desk.sitting.now, desk.texts)
    assert (view.phase, view.reason, view.form_key) == (Phase.COVERED, "workstation-failure", "")
    shown = clock_of(desk.state, desk.candidate("k1"), desk.sitting.now)
    assert shown is not None and not shown.running
    assert [(one.reason, one.ms) for one in shown.credits] == [("workstation-failure", 3 * MINUTE)]


def test_the_wall_shows_since_when_it_has_failed(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.run(FAILED)
    desk.tick(4 * MINUTE)
    there = desk.sitting.presences()[0]
    shown = tile(desk.state, desk.candidate("k1"), there, desk.sitting.now, desk.texts)
    assert shown.failed_ms == 4 * MINUTE
    assert shown.attention[0] is Attention.WORKSTATION_FAILED
    desk.run(act.ResumeWorkstation(candidate_id="k1"))
    shown = tile(desk.state, desk.candidate("k1"), there, desk.sitting.now, desk.texts)
    assert (shown.failed_ms, shown.attention) == (0, ())
    assert machine.number == 1


def test_a_seat_that_was_mended_goes_on_where_it_was(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(FAILED)
    desk.tick(4 * MINUTE)
    desk.run(act.ResumeWorkstation(candidate_id="k1"))
    machine.work_ms(MINUTE)
    desk.run(machine.send(EntryKind.ANSWER, "t01", "a"))
    assert left(desk) == HOUR - 11 * MINUTE
    assert desk.candidate("k1").answers == {"t01": "a"}


def test_at_a_spare_seat_the_clock_runs_again_when_the_tasks_are_there(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.send(EntryKind.ANSWER, "t01", "a"))
    desk.run(FAILED)
    desk.tick(6 * MINUTE)
    spare = moved(desk, machine.worked_ms)
    view = seat_view(desk.state, desk.candidate("k1"), desk.sitting.now, desk.texts)
    assert view.phase is Phase.SOLVING and view.form_key and view.resume and view.resume.answers == {"t01": "a"}
    assert view.clock is not None and not view.clock.running
    desk.tick(MINUTE)
    assert left(desk) == HOUR - 10 * MINUTE
    desk.run(do.StoreForm(candidate_id="k1", workstation=spare.fingerprint, sha256=form_sha256("k1")))
    assert desk.kinds().count("workstation-resumed") == 1
    desk.tick(2 * MINUTE)
    assert left(desk) == HOUR - 12 * MINUTE


def test_an_answer_at_the_spare_seat_is_a_sign_of_work_too_and_counts_once(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(FAILED)
    desk.tick(6 * MINUTE)
    spare = moved(desk, machine.worked_ms)
    both = [spare.write(EntryKind.ANSWER, "t02", "b"), spare.write(EntryKind.ANSWER, "t03", "c")]
    desk.run(spare.deliver(*both))
    assert desk.kinds().count("workstation-resumed") == 1
    assert desk.candidate("k1").answers == {"t02": "b", "t03": "c"}
    desk.tick(MINUTE)
    assert left(desk) == HOUR - 11 * MINUTE


def test_what_the_failed_seat_made_after_the_report_is_kept_without_effect(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(MINUTE)
    early = machine.write(EntryKind.ANSWER, "t01", "a")
    desk.run(FAILED)
    machine.work_ms(2 * MINUTE)
    late = machine.write(EntryKind.ANSWER, "t02", "b")
    assert desk.refused(machine.deliver(early, late)) is Refused.ENTRY_NOT_ALLOWED
    assert desk.candidate("k1").answers == {"t01": "a"}
    assert desk.kinds().count("entry-late") == 1
    assert "workstation-resumed" not in desk.kinds() and desk.candidate("k1").covered


def test_a_failure_during_a_room_exit_and_an_outage_is_credited_once(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)  # 10:00 away
    desk.tick(2 * MINUTE)
    desk.run(do.RoomExit(candidate_id="k1"))  # 12:00
    desk.tick(MINUTE)
    desk.run(FAILED)  # 13:00
    desk.tick(3 * MINUTE)
    desk.run(do.RoomReturn(candidate_id="k1"))  # 16:00
    desk.tick(MINUTE)
    desk.connect(machine)
    desk.run(report(machine, OutageKind.PAUSED, 7 * MINUTE))  # 17:00
    desk.run(machine.beat())
    assert left(desk) == HOUR - 10 * MINUTE
    desk.tick(2 * MINUTE)
    desk.run(act.ResumeWorkstation(candidate_id="k1"))  # 19:00
    desk.tick(MINUTE)
    assert left(desk) == HOUR - 11 * MINUTE


def test_nobody_runs_out_of_time_at_a_failed_seat(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(HOUR - 1_000)
    desk.run(FAILED)
    desk.tick(HOUR)
    assert not desk.candidate("k1").over and left(desk) == 1_000
    assert machine.worked_ms


@pytest.mark.duty("D15")
def test_a_failure_before_the_attempt_is_recorded_and_ends_with_the_first_task(desk: Desk) -> None:
    solving(desk, 1)
    other = Workstation(2, desk.clock)
    desk.connect(other)
    desk.run(other.log_in("k2"))
    desk.run(other.confirm())
    desk.run(act.ReportFailure(candidate_id="k2", code="mouse"))
    desk.tick(5 * MINUTE)
    desk.run(other.send(EntryKind.START))
    assert left(desk, "k2") == HOUR
    desk.tick(MINUTE)
    assert left(desk, "k2") == HOUR - MINUTE
    assert "workstation-resumed" in desk.kinds()


@pytest.mark.parametrize("twice", [FAILED, act.ReportFailure(candidate_id="k1", code="keyboard")])
def test_the_same_failure_is_not_reported_twice(desk: Desk, twice: act.ReportFailure) -> None:
    solving(desk)
    desk.run(FAILED)
    assert desk.refused(twice) is Refused.WRONG_STATE


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    solving(desk)
    assert desk.refused(act.ResumeWorkstation(candidate_id="k1")) is Refused.WRONG_STATE
    assert desk.refused(act.ReportFailure(candidate_id="k1", code="ghost")) is Refused.UNKNOWN_THING
    assert desk.refused(act.ReportFailure(candidate_id="k2", code="screen")) is Refused.WRONG_STATE
    desk.run(FAILED)
    desk.run(do.ReleaseLease(candidate_id="k1"))
    assert desk.refused(act.ResumeWorkstation(candidate_id="k1")) is Refused.NO_CANDIDATE


def test_everything_is_the_same_after_a_restart_of_the_room(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(FAILED)
    desk.tick(2 * MINUTE)
    desk.restart(down_ms=5 * MINUTE)
    assert left(desk) == HOUR - 10 * MINUTE
    assert desk.candidate("k1").covered
