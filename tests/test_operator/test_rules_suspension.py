"""Suspension, ends and corrections: what the chairs decide, what it does to clocks, statuses and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import commands_of_acts as act
from koperta_operator.room.rules.sitting_views import status_of
from koperta_operator.room.rules.state import Attempt
from koperta_operator.room.rules.views import seat_view
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import EntryKind, Phase, Preliminary, SeatView
from tests.test_operator.desk import Desk, desk_in, solving
from tests.test_operator.outage_desk import HOUR, MINUTE, left
from tests.test_operator.room_fixture import Workstation

CHAIR = act.Authority(role="exam-chair")
ROOM_CHAIR = act.Authority(role="room-chair")
TWO = act.Authority(role="exam-chair", second="z-9")
GLASS = act.Authority(role="room-chair", sealed_break_glass="aa")
SUSPEND = act.Suspend(authority=CHAIR, cause="fire")
TOLD = ("phone", "e-mail")
RESUME = act.Resume(authority=CHAIR, sealed_text="aa", sealed_told="bb", channels=TOLD)
BREAK_OFF = act.BreakOff(authority=CHAIR, sealed_text="aa", sealed_told="bb", channels=TOLD)
ANNUL = act.Annul(authority=CHAIR, candidate_id="k1", cause="device")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


def view(desk: Desk, candidate_id: str = "k1") -> SeatView:
    """Return what a seat shows."""
    return seat_view(desk.state, desk.candidate(candidate_id), desk.sitting.now, desk.texts)


# ---- suspension ----------------------------------------------------------------------------------


@pytest.mark.duty("D22")
def test_a_suspension_covers_every_screen_and_stands_every_clock(desk: Desk) -> None:
    solving(desk, 2)
    desk.tick(10 * MINUTE)
    desk.run(SUSPEND)
    desk.tick(30 * MINUTE)
    for candidate_id in ("k1", "k2"):
        shown = view(desk, candidate_id)
        assert (shown.phase, shown.reason, shown.form_key, shown.form) == (Phase.SUSPENDED, "suspension", "", None)
        assert left(desk, candidate_id) == HOUR - 10 * MINUTE
    desk.run(RESUME)
    desk.tick(MINUTE)
    assert left(desk) == HOUR - 11 * MINUTE
    assert view(desk).phase is Phase.SOLVING


def second(desk: Desk) -> Workstation:
    """Bring the second candidate to the instruction."""
    machine = Workstation(2, desk.clock)
    desk.connect(machine)
    desk.run(machine.log_in("k2"))
    desk.run(machine.confirm())
    return machine


@pytest.mark.duty("D22")
def test_who_has_not_begun_cannot_begin_meanwhile_and_loses_nothing(desk: Desk) -> None:
    solving(desk, 1)
    machine = second(desk)
    desk.run(SUSPEND)
    assert view(desk, "k2").phase is Phase.SUSPENDED
    begin = machine.write(EntryKind.START)
    assert desk.refused(machine.deliver(begin)) is Refused.NOT_STARTED
    desk.tick(10 * MINUTE)
    desk.run(RESUME)
    assert view(desk, "k2").phase is Phase.READY
    desk.run(machine.deliver(begin))
    assert left(desk, "k2") == HOUR


@pytest.mark.duty("D22")
def test_a_return_and_a_resumption_of_a_seat_do_not_end_a_suspension(desk: Desk) -> None:
    solving(desk)
    desk.run(do.RoomExit(candidate_id="k1"))
    desk.tick(MINUTE)
    desk.run(SUSPEND)
    desk.tick(5 * MINUTE)
    desk.run(do.RoomReturn(candidate_id="k1"))
    assert view(desk).phase is Phase.SUSPENDED
    desk.tick(4 * MINUTE)
    desk.run(RESUME)
    assert left(desk) == HOUR


@pytest.mark.duty("D22")
def test_answers_from_before_the_suspension_count_and_later_ones_are_only_kept(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(MINUTE)
    early = machine.write(EntryKind.ANSWER, "t01", "a")
    desk.run(SUSPEND)
    machine.work_ms(MINUTE)
    late = machine.write(EntryKind.ANSWER, "t02", "b")
    assert desk.refused(machine.deliver(early, late)) is Refused.ENTRY_NOT_ALLOWED
    assert desk.candidate("k1").answers == {"t01": "a"}


@pytest.mark.duty("D22")
def test_the_board_is_told_by_two_channels_or_somebody_says_why_not(desk: Desk) -> None:
    solving(desk)
    desk.run(SUSPEND)
    once = msgspec.structs.replace(RESUME, channels=("phone", "phone"))
    assert desk.refused(once) is Refused.CHANNELS_MISSING
    assert desk.refused(msgspec.structs.replace(RESUME, channels=("phone", "pigeon"))) is Refused.UNKNOWN_THING
    assert desk.refused(msgspec.structs.replace(RESUME, sealed_told="")) is Refused.REASON_MISSING
    desk.run(msgspec.structs.replace(once, authority=GLASS))
    assert not desk.state.suspended


@pytest.mark.duty("D22")
def test_a_sitting_is_suspended_once_resumed_once_and_not_closed_meanwhile(desk: Desk) -> None:
    solving(desk, 1, of=1)
    assert desk.refused(RESUME) is Refused.WRONG_STATE
    assert desk.refused(act.Suspend(authority=CHAIR, cause="boredom")) is Refused.UNKNOWN_THING
    desk.run(SUSPEND)
    assert desk.refused(SUSPEND) is Refused.WRONG_STATE
    assert desk.refused(do.CloseSitting(absent=())) is Refused.WRONG_STATE


@pytest.mark.duty("D22")
def test_breaking_off_ends_whoever_still_writes_and_nobody_else(desk: Desk) -> None:
    machines = solving(desk, 3)
    desk.run(machines[1].send(EntryKind.FINISH))
    desk.run(machines[0].send(EntryKind.ANSWER, "t01", "a"))
    desk.run(SUSPEND)
    desk.run(BREAK_OFF)
    assert [status_of(desk.candidate(one)) for one in ("k1", "k2", "k3")] == ["interrupted", "finished", "interrupted"]
    shown = view(desk)
    assert (shown.phase, shown.reason, shown.preliminary) == (Phase.ENDED, "broken-off", None)
    assert desk.candidate("k1").answers == {"t01": "a"}
    assert desk.refused(BREAK_OFF) is Refused.WRONG_STATE
    desk.run(do.CloseSitting(absent=()))


# ---- one candidate -------------------------------------------------------------------------------


@pytest.mark.duty("D23")
def test_an_annulment_keeps_the_answers_shows_no_number_and_says_why(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.sitting.set_scorer(lambda _id, _answers: Preliminary(right=1, total=8, key_revision=1))
    desk.run(machine.send(EntryKind.ANSWER, "t01", "a"))
    desk.run(ANNUL)
    desk.tick(MINUTE)
    shown = view(desk)
    assert (shown.phase, shown.reason, shown.cause) == (Phase.ENDED, "annulled", "device")
    assert (shown.preliminary, shown.preliminary_withheld) == (None, "annulled")
    assert desk.candidate("k1").answers == {"t01": "a"} and desk.candidate("k1").began
    assert "preliminary-shown" not in desk.kinds()


@pytest.mark.duty("D23")
def test_a_number_shown_before_the_annulment_is_shown_no_more(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.sitting.set_scorer(lambda _id, _answers: Preliminary(right=1, total=8, key_revision=1))
    desk.run(machine.send(EntryKind.FINISH))
    assert view(desk).preliminary is not None
    desk.run(ANNUL)
    assert view(desk).preliminary is None


@pytest.mark.duty("D23")
def test_answers_made_before_the_annulment_still_arrive_and_nothing_later_counts(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(MINUTE)
    early = machine.write(EntryKind.ANSWER, "t01", "a")
    desk.run(ANNUL)
    machine.work_ms(MINUTE)
    desk.run(machine.deliver(early, machine.write(EntryKind.ANSWER, "t02", "b"), machine.write(EntryKind.FINISH)))
    assert desk.candidate("k1").answers == {"t01": "a"}
    assert desk.candidate("k1").attempt is Attempt.ANNULLED
    assert desk.kinds().count("entry-late") == 2


@pytest.mark.duty("D23")
def test_an_annulment_has_a_legal_cause_and_somebody_who_came(desk: Desk) -> None:
    solving(desk)
    assert desk.refused(act.Annul(candidate_id="k1", cause="rudeness")) is Refused.UNKNOWN_THING
    assert desk.refused(act.Annul(candidate_id="k2", cause="device")) is Refused.WRONG_STATE
    desk.run(ANNUL)
    assert desk.refused(ANNUL) is Refused.WRONG_STATE


@pytest.mark.duty("D24")
def test_who_stops_for_health_goes_on_with_all_the_time_or_does_not(desk: Desk) -> None:
    solving(desk, 2)
    for candidate_id in ("k1", "k2"):
        desk.run(act.InterruptForHealth(candidate_id=candidate_id))
    assert view(desk).phase is Phase.COVERED and view(desk).reason == "health"
    desk.tick(20 * MINUTE)
    desk.run(do.RoomReturn(candidate_id="k1"))
    desk.run(act.EndForHealth(candidate_id="k2"))
    desk.tick(MINUTE)
    assert left(desk) == HOUR - MINUTE
    assert view(desk, "k2").reason == "health" and status_of(desk.candidate("k2")) == "interrupted"
    assert desk.refused(act.EndForHealth(candidate_id="k1")) is Refused.WRONG_STATE


@pytest.mark.duty("D22")
def test_a_seat_that_could_not_hear_of_the_suspension_counts_no_work_for_it(desk: Desk) -> None:
    """The room has just been started; the seat works on alone and comes back after the exam goes on."""
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    desk.restart()
    desk.run(SUSPEND)
    machine.work_ms(5 * MINUTE)
    desk.run(RESUME)
    desk.connect(machine)
    desk.run(machine.beat())
    assert left(desk) == HOUR - 10 * MINUTE
