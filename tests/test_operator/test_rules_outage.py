"""Pause and credit: a covered screen costs nothing, and nobody is given more than was covered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.views import clock_of
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import Entry, EntryKind, OutageKind
from tests.test_operator.desk import Desk, desk_in, logged_in, solving
from tests.test_operator.outage_desk import HOUR, MINUTE, PAUSE, cut, left, report
from tests.test_operator.room_fixture import Workstation, candidate_ids, opened, unlocked


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


def test_the_clock_stands_where_the_package_asks_for_pause_and_credit(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    machine.work_ms(15_000)  # the grace in which the tasks stay open
    desk.tick()
    assert left(desk) == HOUR - 10 * MINUTE
    shown = clock_of(desk.state, desk.candidate("k1"), desk.sitting.now)
    assert shown is not None and not shown.running
    for _ in range(20):
        desk.tick(MINUTE)
    desk.connect(machine)
    desk.run(report(machine, OutageKind.PAUSED, 20 * MINUTE))
    desk.run(machine.beat())
    assert left(desk) == HOUR - 10 * MINUTE - 15_000
    desk.tick(MINUTE)
    assert left(desk) == HOUR - 11 * MINUTE - 15_000
    shown = clock_of(desk.state, desk.candidate("k1"), desk.sitting.now)
    assert shown is not None and [(one.reason, one.ms) for one in shown.credits] == [("outage", 20 * MINUTE)]


def test_nobody_expires_while_the_tasks_are_covered(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(HOUR - MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    for _ in range(30):
        desk.tick(MINUTE)
    assert not desk.candidate("k1").over
    desk.connect(machine)
    desk.run(report(machine, OutageKind.PAUSED, 30 * MINUTE))
    assert left(desk) == MINUTE


def test_a_room_that_was_down_meanwhile_credits_only_what_it_counted(desk: Desk) -> None:
    """Its time stood while it was down: the pause of 10 minutes is worth the seconds since the start."""
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    desk.sitting.journal.close()
    machine.work_ms(20_000)
    desk.clock.pass_ms(10 * MINUTE)
    desk.restart()
    desk.tick(1_000)
    assert left(desk) >= HOUR - 10 * MINUTE - 1_000
    desk.clock.pass_ms(4_000)
    desk.connect(machine)
    desk.run(report(machine, OutageKind.PAUSED, 10 * MINUTE + 5_000))
    desk.run(machine.beat())
    assert left(desk) == HOUR - 10 * MINUTE - 20_000


def test_a_workstation_that_did_not_pause_is_credited_nothing(desk: Desk) -> None:
    """The workstation itself was down, or worked on: a credit is the team's to give."""
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(5 * MINUTE)
    desk.connect(machine)
    desk.run(machine.beat())
    assert left(desk) == HOUR - 15 * MINUTE


def test_a_pause_claimed_without_an_outage_is_credited_nothing(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    desk.clock.pass_ms(2_000)
    desk.run(report(machine, OutageKind.PAUSED, 10 * MINUTE))
    assert HOUR - 10 * MINUTE - 2_000 <= left(desk) <= HOUR - 10 * MINUTE


def test_a_workstation_that_lies_about_pause_and_work_gains_nothing_while_the_room_hears_it(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    desk.clock.pass_ms(1_000)
    machine.worked_ms = 0
    desk.run(report(machine, OutageKind.PAUSED, 10 * MINUTE))
    assert left(desk) <= HOUR - 10 * MINUTE


def test_a_pause_longer_than_the_outage_is_credited_as_the_room_saw_it(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(2 * MINUTE)
    desk.connect(machine)
    machine.worked_ms = 0
    desk.run(report(machine, OutageKind.PAUSED, 60 * MINUTE))
    assert left(desk) == HOUR - 10 * MINUTE


def test_a_pause_is_credited_once_however_often_it_is_claimed(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(2 * MINUTE)
    desk.connect(machine)
    both = [machine.write(EntryKind.OUTAGE, OutageKind.PAUSED, str(2 * MINUTE)) for _ in range(2)]
    desk.run(machine.deliver(*both))
    desk.run(report(machine, OutageKind.PAUSED, 2 * MINUTE))
    assert left(desk) == HOUR - 10 * MINUTE


def test_a_room_exit_during_the_outage_is_credited_once(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(2 * MINUTE)
    desk.run(do.RoomExit(candidate_id="k1"))
    desk.tick(3 * MINUTE)
    desk.run(do.RoomReturn(candidate_id="k1"))
    desk.tick(MINUTE)
    desk.connect(machine)
    desk.run(report(machine, OutageKind.PAUSED, 6 * MINUTE))
    assert left(desk) == HOUR - 10 * MINUTE
    desk.tick(MINUTE)
    assert left(desk) == HOUR - 11 * MINUTE


def test_somebody_who_is_out_of_the_room_when_the_outage_ends_stays_out(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(2 * MINUTE)
    desk.run(do.RoomExit(candidate_id="k1"))
    desk.tick(3 * MINUTE)
    desk.connect(machine)
    desk.run(report(machine, OutageKind.PAUSED, 5 * MINUTE))
    assert desk.candidate("k1").covered
    desk.tick(4 * MINUTE)
    desk.run(do.RoomReturn(candidate_id="k1"))
    assert left(desk) == HOUR - 10 * MINUTE


def test_two_gaps_with_no_report_between_them_are_one(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    for _ in range(2):
        cut(desk, machine)
        desk.tick(2 * MINUTE)
        desk.connect(machine)
        desk.run(machine.beat(undelivered=3))
    desk.run(report(machine, OutageKind.PAUSED, 4 * MINUTE))
    desk.run(machine.beat())
    assert left(desk) == HOUR - 10 * MINUTE


def test_what_the_room_saw_stays_credited_when_the_candidate_goes_on_at_another_seat(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(2 * MINUTE)
    desk.run(do.ReleaseLease(candidate_id="k1"))
    spare = Workstation(9, desk.clock, worked_ms=machine.worked_ms)
    desk.connect(spare)
    desk.run(spare.log_in("k1", epoch=2))
    desk.run(spare.beat())
    assert left(desk) == HOUR - 10 * MINUTE
    desk.connect(machine)
    late = report(machine, OutageKind.PAUSED, 2 * MINUTE)
    assert desk.refused(late) is Refused.EPOCH_OVER
    assert left(desk) == HOUR - 10 * MINUTE
    cut(desk, spare)
    desk.tick(MINUTE)
    desk.connect(spare)
    desk.run(report(spare, OutageKind.PAUSED, MINUTE))
    assert left(desk) == HOUR - 10 * MINUTE


def test_work_through_a_gap_after_a_restart_of_the_room_is_charged_once(desk: Desk) -> None:
    """The room believes the workstation away, which has noticed nothing; found by a simulated day."""
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    desk.restart()
    desk.tick(1_000)
    assert desk.candidate("k1").standing
    desk.clock.pass_ms(4_000)
    machine.worked_ms += 5_000
    desk.connect(machine)
    desk.run(machine.beat(undelivered=1))
    desk.run(machine.beat())
    assert left(desk) == HOUR - machine.worked_ms


def _begins_without_the_room(desk: Desk) -> tuple[Workstation, Entry]:
    """Let the hour come, and somebody work 20 seconds and sit before covered tasks for 5 minutes, unheard."""
    desk.run(opened(1, outage=PAUSE))
    desk.run(unlocked(candidate_ids(1)))
    (machine,) = logged_in(desk, 1)
    desk.clock.pass_ms(MINUTE)
    desk.run(do.StartSitting())
    cut(desk, machine)
    start = machine.write(EntryKind.START)
    machine.work_ms(20_000)
    desk.tick(5 * MINUTE)
    desk.connect(machine)
    return machine, start


def test_a_pause_right_after_a_first_task_that_the_room_did_not_hear_of_is_credited(desk: Desk) -> None:
    """The room knew of no attempt that could be cut off; found by a simulated day."""
    machine, start = _begins_without_the_room(desk)
    desk.run(machine.deliver(start))
    desk.run(report(machine, OutageKind.PAUSED, 5 * MINUTE))
    desk.run(machine.beat())
    assert left(desk) == HOUR - 20_000


def test_a_pause_reported_together_with_the_first_task_is_credited(desk: Desk) -> None:
    machine, start = _begins_without_the_room(desk)
    paused = machine.write(EntryKind.OUTAGE, OutageKind.PAUSED, str(5 * MINUTE))
    reply = desk.run(machine.deliver(start, paused))
    assert reply.through == start.cseq
    desk.run(machine.deliver(paused))
    assert left(desk) == HOUR - 20_000


def test_a_credited_pause_is_not_taken_off_the_work_of_the_next_gap(desk: Desk) -> None:
    """Two gaps become one where the room was not told all in between; found by a simulated day."""
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(5 * MINUTE)
    desk.connect(machine)
    desk.run(report(machine, OutageKind.PAUSED, 5 * MINUTE))
    _works_while_the_room_is_down(desk, machine, 4 * MINUTE)
    assert left(desk) == HOUR - 14 * MINUTE


def test_an_exit_that_could_not_be_told_is_taken_off_the_work_once(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.run(do.RoomExit(candidate_id="k1"))
    machine.work_ms(3 * MINUTE)  # as it must think
    desk.run(do.RoomReturn(candidate_id="k1"))
    desk.connect(machine)
    desk.run(machine.beat(undelivered=1))
    _works_while_the_room_is_down(desk, machine, 4 * MINUTE)
    assert left(desk) == HOUR - 14 * MINUTE


def _works_while_the_room_is_down(desk: Desk, machine: Workstation, ms: int) -> None:
    """Lose the workstation again before it has said all, and then the room."""
    cut(desk, machine)
    machine.worked_ms += ms
    desk.restart(ms)
    desk.connect(machine)
    desk.run(machine.beat(undelivered=1))
    desk.run(machine.beat())
