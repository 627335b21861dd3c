"""Turn what people recorded about a candidate's clock into absences.

A mark stops the clock for a cause, or lets it run again. Absences follow from the marks that stand, in the order
of the journal; a mark that was undone is left out as if it had never been written.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from koperta_operator.room.rules.time_ledger import Absence, Cause


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one act on the clock: place in the journal, sitting time, causes, and the lease it was made under."""

    seq: int
    t: int
    causes: tuple[Cause, ...]
    stops: bool
    epoch: int = 0


def standing_for(marks: Iterable[Mark], undone: Container[int]) -> dict[Cause, Mark]:
    """Return why the clock stands now: for each cause the mark that stopped it."""
    _closed, still_open = _walk(marks, undone)
    return still_open


def absences_of(marks: Iterable[Mark], undone: Container[int]) -> list[Absence]:
    """Return the absences that the marks add up to; those that last come at the end."""
    closed, still_open = _walk(marks, undone)
    return closed + [Absence(cause, mark.t) for cause, mark in still_open.items()]


def _walk(marks: Iterable[Mark], undone: Container[int]) -> tuple[list[Absence], dict[Cause, Mark]]:
    closed: list[Absence] = []
    still_open: dict[Cause, Mark] = {}
    for mark in marks:
        if mark.seq in undone:
            continue
        for cause in mark.causes:
            if mark.stops:
                still_open.setdefault(cause, mark)
            elif cause in still_open:
                closed.append(Absence(cause, still_open.pop(cause).t, mark.t))
    return closed, still_open
