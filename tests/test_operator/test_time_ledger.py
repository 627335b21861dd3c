"""A candidate gets the whole entitlement, whatever stops the clock and in whatever order it is written down."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from koperta_operator.room.rules.time_ledger import (
    Absence,
    Cause,
    absent_ms,
    consumed_ms,
    credited_ms,
    end_hour_ms,
    offline_work_ms,
    remaining_ms,
)

HOUR = 3_600_000
moments = st.integers(min_value=0, max_value=4 * HOUR)
causes = st.sampled_from(Cause)


@st.composite
def absences(draw: st.DrawFn) -> list[Absence]:
    """Draw absences that overlap in every way; the last one may be open."""
    made = []
    for _ in range(draw(st.integers(min_value=0, max_value=6))):
        start, end = sorted((draw(moments), draw(moments)))
        made.append(Absence(draw(causes), start, draw(st.sampled_from([end, end, end, None]))))
    return made


def counted_by_hand(spans: list[Absence], start: int, until: int) -> int:
    """Count the union on the points where something changes, one piece after the other."""
    ends = [until if span.to_t is None else span.to_t for span in spans]
    points = sorted({start, until, *(span.from_t for span in spans), *ends})
    total = 0
    for left, right in itertools.pairwise(points):
        inside = any(s.from_t <= left and right <= e for s, e in zip(spans, ends, strict=True))
        if inside and left >= start and right <= until:
            total += right - left
    return total


@given(absences(), moments, moments)
def test_overlapping_absences_are_credited_once(spans: list[Absence], one: int, other: int) -> None:
    start, until = sorted((one, other))
    assert absent_ms(spans, start, until) == counted_by_hand(spans, start, until)


@given(absences(), moments, moments, st.randoms(use_true_random=False))
def test_the_order_in_which_absences_were_written_does_not_matter(
    spans: list[Absence], one: int, other: int, random: st.DataObject
) -> None:
    start, until = sorted((one, other))
    shuffled = list(spans)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert absent_ms(shuffled, start, until) == absent_ms(spans, start, until)


@given(absences(), moments)
def test_nobody_gets_less_than_the_entitlement(spans: list[Absence], start: int) -> None:
    """Walk until the time is over: the moments in which the candidate could work add up to the entitlement."""
    closed = [Absence(s.cause, s.from_t, s.to_t if s.to_t is not None else s.from_t + HOUR) for s in spans]
    t = start
    while (left := remaining_ms(HOUR, consumed_ms(start, t, closed, 0))) > 0:
        t += left
    assert (t - start) - counted_by_hand(closed, start, t) == HOUR


@given(absences(), moments, moments, moments)
def test_the_clock_never_runs_backwards(spans: list[Absence], start: int, one: int, other: int) -> None:
    early, late = sorted((start + one, start + other))
    assert consumed_ms(start, early, spans, 0) <= consumed_ms(start, late, spans, 0)


@given(absences(), moments)
def test_an_open_absence_holds_the_end_for_as_long_as_it_lasts(spans: list[Absence], start: int) -> None:
    t = max([start, *(s.from_t for s in spans)]) + 1
    spans = [*spans, Absence(Cause.ROOM_EXIT, t)]
    assert consumed_ms(start, t, spans, 0) == consumed_ms(start, t + HOUR, spans, 0)


@given(absences(), moments, moments)
def test_the_credits_of_all_causes_add_up_to_the_union(spans: list[Absence], one: int, other: int) -> None:
    start, until = sorted((one, other))
    assert sum(credited_ms(spans, start, until).values()) == absent_ms(spans, start, until)


def test_an_absence_inside_another_adds_nothing() -> None:
    spans = [Absence(Cause.SUSPENSION, 100, 900), Absence(Cause.ROOM_EXIT, 200, 300)]
    assert credited_ms(spans, 0, 1_000) == {Cause.SUSPENSION: 800}


def test_an_absence_before_the_first_task_credits_nothing() -> None:
    assert consumed_ms(1_000, 2_000, [Absence(Cause.ROOM_EXIT, 0, 900)], 0) == 1_000


@given(moments, st.integers(min_value=-HOUR, max_value=HOUR))
def test_the_end_hour_is_the_hour_now_and_what_remains(wall: int, left: int) -> None:
    assert end_hour_ms(wall, left) == wall + max(0, left)


@given(st.integers(0, 2 * HOUR), st.integers(0, 2 * HOUR))
def test_work_done_offline_is_counted_but_never_beyond_the_entitlement(worked: int, consumed: int) -> None:
    counted = offline_work_ms(worked, consumed, HOUR)
    assert counted >= 0
    if worked <= consumed + 1_000:
        assert counted == 0
    else:
        assert consumed + counted == max(consumed, min(worked, HOUR))
