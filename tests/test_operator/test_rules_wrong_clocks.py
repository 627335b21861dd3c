"""A clock that is wrong, goes back or stands is written down, and nobody's time changes by it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.console.texts import hour
from koperta_operator.room.rules import commands as do
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import EntryKind
from tests.test_operator.desk import Desk, desk_in, logged_in, solving
from tests.test_operator.outage_desk import HOUR, MINUTE, left
from tests.test_operator.room_fixture import OPENS_AT_MS, FakeClock, candidate_ids, opened, unlocked

YEAR_2000 = 946_684_800_000
YEAR_2090 = 3_786_912_000_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


@pytest.mark.parametrize("wall_ms", [YEAR_2000, YEAR_2090])
def test_a_room_with_a_dead_battery_works_says_so_once_and_counts_rightly(tmp_path: Path, wall_ms: int) -> None:
    desk = Desk(tmp_path, FakeClock(wall_ms=wall_ms))
    desk.run(opened())
    desk.run(unlocked(candidate_ids(3)))
    (machine,) = logged_in(desk)
    for _ in range(3):
        desk.tick(1_000)
    assert desk.kinds().count("clock-far-from-day") == 1
    if wall_ms < OPENS_AT_MS:  # the hour has not come by this clock: somebody has to look at it
        assert desk.refused(do.StartSitting()) is Refused.TOO_EARLY
        desk.clock.wall_ms = OPENS_AT_MS
    desk.run(do.StartSitting())
    desk.run(machine.send(EntryKind.START))
    machine.work_ms(10 * MINUTE)
    desk.tick()
    assert left(desk) == HOUR - 10 * MINUTE
    desk.close()


def test_a_sitting_prepared_weeks_before_its_day_is_no_reason_to_doubt_the_clock(desk: Desk) -> None:
    desk.clock.wall_ms = OPENS_AT_MS - 60 * 86_400_000
    desk.run(opened())
    desk.tick(1_000)
    assert "clock-far-from-day" not in desk.kinds()


def test_a_clock_that_went_back_between_two_runs_is_noted_once_and_changes_nothing(desk: Desk) -> None:
    solving(desk)
    desk.tick(10 * MINUTE)
    desk.clock.wall_ms -= 20 * MINUTE
    desk.restart(down_ms=MINUTE)
    for _ in range(3):
        desk.tick()
    assert desk.kinds().count("clock-went-back") == 1
    assert left(desk) == HOUR - 10 * MINUTE


def test_a_sleep_is_one_event_and_a_jump_on_top_of_it_another(desk: Desk) -> None:
    solving(desk)
    desk.clock.sleep_ms(5 * MINUTE)
    desk.clock.wall_ms += 3 * MINUTE
    desk.tick()
    desk.tick()
    assert [desk.kinds().count(kind) for kind in ("suspended", "wall-clock-jumped")] == [1, 1]
    assert left(desk) == HOUR


def test_a_machine_started_anew_has_not_slept_although_it_had_before(desk: Desk) -> None:
    solving(desk)
    desk.clock.sleep_ms(5 * MINUTE)
    desk.tick()
    desk.sitting.journal.close()
    desk.clock.asleep_ms = 0
    desk.restart(down_ms=MINUTE)
    desk.tick(2 * MINUTE)
    assert desk.kinds().count("suspended") == 1


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a test cannot be set here")
def test_hours_are_local_right_through_the_end_of_summer_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """25 October 2026, 3:00 becomes 2:00 in Poland; inside everything is UTC."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    change = 1_792_890_000_000
    try:
        assert [hour(change + minutes * MINUTE) for minutes in (-61, -1, 0, 59, 60)] == [
            "01:59", "02:59", "02:00", "02:59", "03:00",
        ]  # fmt: skip
    finally:
        monkeypatch.undo()
        time.tzset()
