"""Count the candidates of a sitting as §33(1) and §33(4) ask: every number from the folded state and nothing else.

Everybody who was declared is exactly one of exempt (§32), absent and sat; who sat finished, ran out of time, was
interrupted or was annulled. Who logged in and never began did not sit. Who was annulled did sit. Accommodations
count where they were used, so for those who sat.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from koperta_operator.room.rules.state import Attempt, Candidate, SittingState
from koperta_packages.candidates import Candidate as Declared


class Status(enum.StrEnum):
    """Name what became of a declared candidate; `OPEN` while it is not known yet."""

    EXEMPT = "exempt"
    ABSENT = "absent"
    FINISHED = "finished"
    BY_TIME = "by-time"
    INTERRUPTED = "interrupted"
    ANNULLED = "annulled"
    OPEN = "open"


SAT = frozenset({Status.FINISHED, Status.BY_TIME, Status.INTERRUPTED, Status.ANNULLED})
_ENDS = {
    Attempt.FINISHED: Status.FINISHED,
    Attempt.EXPIRED: Status.BY_TIME,
    Attempt.INTERRUPTED: Status.INTERRUPTED,
    Attempt.ANNULLED: Status.ANNULLED,
}


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """Name for whom candidates are counted: the own organisation and the qualification (§33(1)(2) to (8))."""

    organisation: str
    package_id: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Hold the numbers of one group, or of several together."""

    declared: int = 0
    exempt: int = 0
    sat: int = 0
    absent: int = 0
    finished: int = 0
    by_time: int = 0
    interrupted: int = 0
    annulled: int = 0
    accommodated: int = 0
    still_open: int = 0

    def __add__(self, other: Numbers) -> Numbers:
        """Return the numbers of both."""
        return Numbers(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def complete(self) -> bool:
        """Say whether every declared candidate is exactly one of sat, absent and exempt, and every end is known."""
        ends = self.finished + self.by_time + self.interrupted + self.annulled
        return not self.still_open and self.declared == self.exempt + self.absent + self.sat and self.sat == ends


def status_of(state: SittingState, candidate: Candidate) -> Status:
    """Return what became of a candidate; an attempt outranks an exemption that was entered after it."""
    end = _ENDS.get(candidate.attempt)
    if end is not None:
        return end
    if candidate.attempt is Attempt.SOLVING:
        return Status.OPEN
    if candidate.exempt:
        return Status.EXEMPT
    return Status.ABSENT if candidate.absent or state.closed else Status.OPEN


def of_one(status: Status, *, accommodated: bool) -> Numbers:
    """Return the numbers of a single candidate."""
    sat = status in SAT
    return Numbers(
        declared=1,
        exempt=int(status is Status.EXEMPT),
        sat=int(sat),
        absent=int(status is Status.ABSENT),
        finished=int(status is Status.FINISHED),
        by_time=int(status is Status.BY_TIME),
        interrupted=int(status is Status.INTERRUPTED),
        annulled=int(status is Status.ANNULLED),
        accommodated=int(accommodated and sat),
        still_open=int(status is Status.OPEN),
    )


def has_accommodation(candidate: Candidate, declared: Declared | None) -> bool:
    """Say whether conditions or form were adapted for a candidate: time, or anything the board declared."""
    return candidate.extra_minutes > 0 or (declared is not None and bool(declared.accommodations))


def count(state: SittingState, people: Mapping[str, Declared], exam_room: str = "") -> dict[Group, Numbers]:
    """Return the numbers by organisation and qualification, of one exam room or of all.

    `people` are the board's data by candidate id; who is missing there counts without an organisation.
    """
    counted: dict[Group, Numbers] = {}
    for candidate in state.candidates.values():
        if exam_room and candidate.exam_room != exam_room:
            continue
        declared = people.get(candidate.candidate_id)
        group = Group(declared.organisation if declared else "", candidate.package_id)
        one = of_one(status_of(state, candidate), accommodated=has_accommodation(candidate, declared))
        counted[group] = counted.get(group, Numbers()) + one
    return dict(sorted(counted.items()))


def total(numbers: Iterable[Numbers]) -> Numbers:
    """Return the sum."""
    return sum(numbers, Numbers())
