"""Put the journals of several copies together: the longest sound chain counts, every other continuation is a fork.

Pure, and the same for every order of the copies: a strand is chosen by the highest term in it, then by its length,
then by its head, and never by where it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from koperta_crypto.chain import link
from koperta_operator.room.journal.store import StoredEvent, event_bytes

TERM_BEGAN = "term-began"
SUPERSEDED = "superseded"
FIRST_TERM = 1


@dataclass(frozen=True, slots=True)
class Strand:
    """Hold what one source has of one journal: rows from the first on whose chain is sound."""

    source: str  # SHA-256 of the source
    journal: str
    rows: tuple[StoredEvent, ...]

    @property
    def head(self) -> str:
        """Return the chain's value with the last row, empty without one."""
        return self.rows[-1].head.hex() if self.rows else ""


@dataclass(frozen=True, slots=True)
class Fork:
    """Hold another continuation: the rows of a source behind the last event it shares with the chosen chain."""

    source: str
    shared: int
    rows: tuple[StoredEvent, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """Hold one journal put together; `chosen` is the source of its chain, the first by name among equal ones."""

    journal: str
    chosen: str
    rows: tuple[StoredEvent, ...]
    forks: tuple[Fork, ...]


class _Term(msgspec.Struct, frozen=True):
    term: int


def sound_rows(rows: Iterable[StoredEvent], start: bytes) -> tuple[tuple[StoredEvent, ...], str]:
    """Return the rows up to the first that does not follow, and what is wrong with that one, or nothing."""
    head = start
    sound: list[StoredEvent] = []
    for row in rows:
        if row.seq != len(sound) + 1:
            return tuple(sound), f"event {len(sound) + 1} is missing"
        head = link(head, event_bytes(row.seq, row))
        if head != row.head:
            return tuple(sound), f"event {row.seq} or one before it was changed"
        sound.append(row)
    return tuple(sound), ""


def term_of(rows: Sequence[StoredEvent]) -> int:
    """Return the highest term that began in these rows."""
    return _highest(rows, {TERM_BEGAN})


def highest_term(rows: Sequence[StoredEvent]) -> int:
    """Return the highest term these rows know of, also that of another machine."""
    return _highest(rows, {TERM_BEGAN, SUPERSEDED})


def _highest(rows: Sequence[StoredEvent], kinds: set[str]) -> int:
    found = [FIRST_TERM]
    for row in rows:
        if row.kind in kinds:
            try:
                found.append(msgspec.json.decode(row.body, type=_Term).term)
            except msgspec.DecodeError:
                continue
    return max(found)


def merge(strands: Sequence[Strand]) -> Merged:
    """Choose the chain of one journal and name the forks. ValueError without a strand."""
    ordered = sorted(strands, key=lambda one: (-term_of(one.rows), -len(one.rows), one.head, one.source))
    if not ordered:
        raise ValueError("there is nothing to merge")
    best = ordered[0]
    forks: dict[str, Fork] = {}
    for other in ordered[1:]:
        shared = _shared(best.rows, other.rows)
        if shared < len(other.rows) and other.head not in forks:
            forks[other.head] = Fork(other.source, shared, other.rows[shared:])
    return Merged(best.journal, best.source, best.rows, tuple(forks[head] for head in sorted(forks)))


def _shared(one: Sequence[StoredEvent], other: Sequence[StoredEvent]) -> int:
    """Return how many rows two sound chains share: equal heads mean equal beginnings."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[middle - 1].head == other[middle - 1].head:
            low = middle
        else:
            high = middle - 1
    return low
