"""Count a candidate's time from the entries of the ledger.

1. Time runs in sitting time: milliseconds in which the room was up. What the room slept through is counted for
   nobody, except work that a workstation did meanwhile and reports (`offline_ms`).
2. Absences, whatever their cause, stop the clock; where they overlap they are credited once.
3. The end hour is the wall clock now and what remains; it depends on nothing else.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class Cause(enum.StrEnum):
    """Name why a candidate's clock stands; the values are the reasons of a credit in the protocol."""

    ROOM_EXIT = "room-exit"
    HEALTH = "health"
    WORKSTATION_FAILURE = "workstation-failure"
    SUSPENSION = "suspension"
    CORRECTION = "correction"
    OUTAGE = "outage"  # the workstation could not reach the room and the tasks were covered, or it slept


@dataclass(frozen=True, slots=True)
class Absence:
    """Hold one stretch of sitting time in which a candidate could not work; `to_t` None: not over yet."""

    cause: Cause
    from_t: int
    to_t: int | None = None


def _clipped(absences: Iterable[Absence], start: int, until: int) -> list[tuple[int, int, Cause]]:
    spans = []
    for absence in absences:
        left = max(absence.from_t, start)
        right = until if absence.to_t is None else min(absence.to_t, until)
        if right > left:
            spans.append((left, right, absence.cause))
    spans.sort()
    return spans


def credited_ms(absences: Iterable[Absence], start: int, until: int) -> dict[Cause, int]:
    """Return the milliseconds between `start` and `until` that each cause stopped the clock.

    Every moment counts once, for the cause that began first; the values add up to the union.
    """
    credited: dict[Cause, int] = {}
    reached = start
    for left, right, cause in _clipped(absences, start, until):
        fresh = right - max(left, reached)
        if fresh > 0:
            credited[cause] = credited.get(cause, 0) + fresh
            reached = right
    return credited


def absent_ms(absences: Sequence[Absence], start: int, until: int) -> int:
    """Return the length of the union of absences between `start` and `until`, in milliseconds."""
    if not absences:
        return 0
    return sum(credited_ms(absences, start, until).values())


def consumed_ms(started_t: int, t: int, absences: Sequence[Absence], offline_ms: int) -> int:
    """Return how much of the entitlement is used at sitting time `t`."""
    return max(0, t - started_t - absent_ms(absences, started_t, t)) + offline_ms


def remaining_ms(entitled_ms: int, consumed: int) -> int:
    """Return what is left; negative when the end has passed unseen for a moment."""
    return entitled_ms - consumed


def end_hour_ms(wall_ms: int, remaining: int) -> int:
    """Return the wall clock's reading at which the time is over, if nothing stops the clock again."""
    return wall_ms + max(0, remaining)


def offline_work_ms(worked_ms: int, consumed: int, entitled_ms: int, tolerance_ms: int = 1_000) -> int:
    """Return what a workstation worked beyond what the room counted; never beyond the entitlement."""
    beyond = worked_ms - consumed
    return max(0, min(worked_ms, entitled_ms) - consumed) if beyond > tolerance_ms else 0


def placed_from(absences: Iterable[Absence], floor_t: int, end_t: int, fresh_ms: int) -> int:
    """Return from when on an absence up to `end_t` stops the clock for `fresh_ms` beyond those that are there.

    Never before `floor_t`: then it stops the clock for less.
    """
    reached, missing = end_t, fresh_ms
    spans = sorted(((left, right) for left, right, _cause in _clipped(absences, floor_t, end_t)), key=lambda s: -s[1])
    for left, right in spans:
        free = max(0, reached - right)
        if free >= missing:
            break
        missing -= free
        reached = min(reached, left)
    return max(floor_t, reached - missing) if missing > 0 else reached
