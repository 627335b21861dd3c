"""The pure clock: two times, one runs down, one runs up, both stand together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koperta_station.countdown import WorkClock
from koperta_sync.protocol.seat import Clock

HOUR = 3_600_000


def room_clock(remaining_ms: int) -> Clock:
    return Clock(entitled_ms=HOUR, remaining_ms=remaining_ms, ends_at_ms=0, running=True)


def test_nothing_is_shown_before_the_room_has_said_how_much_there_is() -> None:
    clock = WorkClock(100).run(True, 100)
    assert clock.shown(200, 0) is None and not clock.expired_at(10**12)
    assert clock.worked_at(350) == 250


def test_the_solving_time_ends_with_the_time_there_is() -> None:
    clock = WorkClock(0).told(room_clock(1_000), 0).run(True, 0)
    assert (clock.worked_at(5_000), clock.remaining_at(5_000), clock.expired_at(5_000)) == (1_000, 0, True)
    assert not clock.expired_at(999)


def test_a_clock_that_stands_never_expires_by_itself() -> None:
    assert not WorkClock(0).told(room_clock(0), 0).expired_at(10**9)


def test_what_was_worked_after_the_note_is_taken_from_what_is_left() -> None:
    clock = WorkClock(0, worked_ms=1_000, remaining_ms=9_000).caught_up(3_000)
    assert (clock.worked_ms, clock.remaining_ms) == (3_000, 7_000)
    assert clock.caught_up(2_000) == clock


def test_a_longer_count_of_the_room_is_taken_over_and_a_shorter_is_not() -> None:
    clock = WorkClock(0, worked_ms=1_000, remaining_ms=9_000)
    assert clock.at_least(500, 0).worked_ms == 1_000
    assert clock.at_least(1_500, 0).worked_ms == 1_500
    assert clock.at_least(1_500, 0).remaining_ms == 9_000


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 100_000)), max_size=30))
def test_whatever_runs_and_stands_both_times_add_up(steps: list[tuple[bool, int]]) -> None:
    clock, now, ran = WorkClock(0).told(room_clock(HOUR), 0), 0, 0
    for running, passed in steps:
        clock = clock.run(running, now)
        now += passed
        ran += passed if running else 0
    remaining = clock.remaining_at(now)
    assert clock.worked_at(now) == min(ran, HOUR)
    assert remaining == max(0, HOUR - ran)
