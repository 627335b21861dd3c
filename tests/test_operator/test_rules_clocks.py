"""Clocks over exits, restarts, outages and jumps of the wall clock: nobody loses time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.room.rules import commands as do
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import EntryKind
from tests.test_operator.desk import Desk, desk_in, logged_in, solving
from tests.test_operator.room_fixture import MINUTES, candidate_ids, opened, unlocked

HOUR = MINUTES * 60_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


def left(desk: Desk, candidate_id: str = "k1") -> int:
    """Return a candidate's remaining time now."""
    return desk.candidate(candidate_id).remaining_ms(desk.state.time_at(desk.sitting.now))


def test_leaving_the_room_moves_the_end_by_the_absence(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(600_000)
    desk.run(do.RoomExit(candidate_id="k1"))
    assert desk.refused(do.RoomExit(candidate_id="k1")) is Refused.WRONG_STATE
    desk.clock.pass_ms(180_000)
    clock = desk.run(do.RoomReturn(candidate_id="k1"))
    assert clock.remaining_ms == HOUR - 600_000
    assert clock.ends_at_ms == desk.clock.wall_ms + HOUR - 600_000
    assert [(credit.reason, credit.ms) for credit in clock.credits] == [("room-exit", 180_000)]
    assert desk.refused(do.RoomReturn(candidate_id="k1")) is Refused.WRONG_STATE


def test_accommodation_is_part_of_the_entitlement(desk: Desk) -> None:
    solving(desk, extra={"k1": 30})
    desk.tick(HOUR)
    assert (desk.candidate("k1").over, left(desk)) == (False, 30 * 60_000)


def test_an_attempt_expires_exactly_once(desk: Desk) -> None:
    solving(desk)
    desk.tick(HOUR - 1)
    assert not desk.candidate("k1").over
    for _ in range(3):
        desk.tick(1_000)
    assert desk.kinds().count("attempt-expired") == 1
    assert desk.candidate("k1").consumed_ms(desk.state.last_t) == HOUR


def test_nobody_expires_while_out_of_the_room(desk: Desk) -> None:
    solving(desk)
    desk.tick(HOUR - 1_000)
    desk.run(do.RoomExit(candidate_id="k1"))
    desk.tick(HOUR)
    assert not desk.candidate("k1").over
    desk.run(do.RoomReturn(candidate_id="k1"))
    desk.tick(1_000)
    assert desk.candidate("k1").over


def test_a_restart_of_the_room_keeps_every_clock(desk: Desk) -> None:
    solving(desk, 2)
    desk.tick(600_000)
    desk.restart(down_ms=300_000)
    assert (left(desk), left(desk, "k2")) == (HOUR - 600_000, HOUR - 600_000)
    desk.tick(60_000)
    assert left(desk) == HOUR - 660_000


def test_a_crash_costs_nobody_time_and_gives_no_more_than_a_heartbeat(desk: Desk) -> None:
    solving(desk)
    for _ in range(63):
        desk.tick(1_000)
    assert desk.kinds().count("heartbeat") == 12
    before = left(desk)
    desk.restart(down_ms=10_000)
    assert before <= left(desk) <= before + 5_000


def test_a_restart_with_another_monotonic_clock_keeps_every_clock(desk: Desk) -> None:
    solving(desk)
    desk.tick(600_000)
    desk.sitting.journal.close()
    desk.clock.mono_ms = 12  # the machine was switched off and on
    desk.restart(down_ms=40_000)
    assert left(desk) == HOUR - 600_000


def test_work_done_while_the_room_was_down_is_counted_once(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(600_000)
    desk.tick()
    desk.sitting.journal.close()
    machine.work_ms(120_000)
    desk.restart()
    assert left(desk) == HOUR - 600_000
    for _ in range(3):
        beaten = desk.run(machine.beat())
        assert beaten.clock is not None
        assert beaten.clock.remaining_ms == HOUR - 720_000
    assert desk.kinds().count("offline-work-counted") == 1


def test_work_claimed_without_an_outage_is_not_counted(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10_000)
    machine.worked_ms += 600_000
    desk.run(machine.beat())
    assert left(desk) == HOUR - 10_000


def test_an_absence_the_workstation_could_not_know_of_is_not_counted_as_work(desk: Desk) -> None:
    """The candidate goes out right after a restart, before the workstation is back; found by a simulated day."""
    (machine,) = solving(desk)
    machine.work_ms(600_000)
    desk.tick()
    desk.restart()
    desk.run(do.RoomExit(candidate_id="k1"))
    machine.work_ms(8_000)
    desk.run(machine.beat())
    desk.run(do.RoomReturn(candidate_id="k1"))
    assert left(desk) == HOUR - 600_000


def test_offline_work_is_never_counted_beyond_the_entitlement(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(600_000)
    desk.tick()
    desk.sitting.journal.close()
    machine.work_ms(2 * HOUR)
    desk.restart()
    desk.run(machine.beat())
    assert left(desk) == 0
    desk.tick()
    assert desk.candidate("k1").over


def test_an_attempt_begun_while_the_room_was_down_counts_as_long_as_it_lasted(desk: Desk) -> None:
    desk.run(opened())
    desk.run(unlocked(candidate_ids(3)))
    (machine,) = logged_in(desk)
    desk.clock.pass_ms(60_000)
    desk.run(do.StartSitting())
    desk.sitting.journal.close()
    start = machine.write(EntryKind.START)
    machine.work_ms(300_000)
    desk.restart()
    desk.run(machine.deliver(start))
    assert left(desk) == HOUR - 300_000


def test_a_wall_clock_that_jumps_changes_nobodys_time_and_is_noted(desk: Desk) -> None:
    solving(desk)
    desk.tick(600_000)
    desk.clock.wall_ms += 3_600_000
    desk.tick()
    desk.clock.wall_ms -= 7_200_000
    desk.tick()
    desk.tick()
    assert left(desk) == HOUR - 600_000
    assert desk.kinds().count("wall-clock-jumped") == 2
