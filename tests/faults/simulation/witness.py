"""Keep books of a simulated day, apart from everything that is tried: what was promised, shown and possible.

It knows no rule of the room. Times are true seconds of the virtual loop, which no simulated machine can read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

import msgspec

from koperta_operator.room.journal.store import StoredEvent
from koperta_station.state import KioskState, SaveState, Screen
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.workstation import Deliver, Delivered
from tests.faults.simulation.disks import RoomDisk

Key = tuple[str, int, int]  # candidate, epoch, number
Span = tuple[float, float]


class _Entry(msgspec.Struct):
    cseq: int
    kind: str
    signature: str
    item: str = ""
    value: str = ""


class _Line(msgspec.Struct):
    """Hold what is looked at of an event about a candidate."""

    candidate_id: str
    epoch: int = 0
    entry: _Entry | None = None
    over_ms: int = 0


_decoder = msgspec.json.Decoder(_Line)
HELD = frozenset({"attempt-started", "answer-given", "flag-set", "attempt-finished", "outage-reported", "entry-late"})


def held_in(rows: Iterable[StoredEvent]) -> list[tuple[Key, str, _Entry, str]]:
    """Return every signed entry in these rows: its key, the event's kind, the entry, its signature."""
    found = []
    for row in rows:
        if row.kind in HELD:
            line = _decoder.decode(row.body)
            if line.entry is not None:
                entry = line.entry
                found.append(((line.candidate_id, line.epoch, entry.cseq), row.kind, entry, entry.signature))
    return found


@dataclass(slots=True)
class Stretches:
    """Collect the stretches in which something held."""

    spans: list[Span] = field(default_factory=list)
    since: float | None = None

    def set(self, on: bool, now: float) -> None:
        """Note a change."""
        if on and self.since is None:
            self.since = now
        elif not on and self.since is not None:
            self.spans.append((self.since, now))
            self.since = None


@dataclass(slots=True)
class Person:
    """Hold what is known of one candidate's day."""

    solving: Stretches = field(default_factory=Stretches)
    cut_off: Stretches = field(default_factory=Stretches)
    absent: Stretches = field(default_factory=Stretches)
    began: float | None = None
    ended: float | None = None
    kiosk_deaths: int = 0
    moved: int = 0


class Witness:
    """Hold the books of one day."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.wrong: list[str] = []
        self.durable: dict[Key, str] = {}
        self.acknowledged: dict[Key, str] = {}
        self.people: dict[str, Person] = {}
        self.room_up = Stretches()
        self.crashes = 0
        self.rebuilt = 0
        self.shown = 0
        self._disk: RoomDisk | None = None
        self._seen = 0

    @property
    def now(self) -> float:
        """Return the true time."""
        return asyncio.get_running_loop().time()

    def watch(self, disk: RoomDisk) -> None:
        """Look at another machine's disk from now on."""
        self._disk, self._seen = disk, self._seen if disk is self._disk else 0

    def look(self) -> None:
        """Take note of what has reached the room's disk."""
        if self._disk is None:
            return
        fresh = self._disk.rows[self._seen :]
        for key, _kind, _entry, signature in held_in(fresh):
            self.durable.setdefault(key, signature)
        for row in fresh:
            if row.kind in ("attempt-expired", "attempt-finished"):
                line = _decoder.decode(row.body)
                self.people[line.candidate_id].ended = self.now - line.over_ms / 1000
        self._seen = len(self._disk.rows)

    def only_lost(self, sources: dict[Key, str], lost_disks: set[str]) -> None:
        """Take note of what no source of a rebuild holds: that can only be what lay on a lost workstation alone."""
        gone = [key for key in self.acknowledged if key not in sources]
        if lost := [key for key in gone if key[0] not in lost_disks]:
            self.wrong.append(f"a rebuild has lost {lost}")
        for key in gone:
            del self.acknowledged[key]

    def answered(self, request: Message, reply: Message) -> None:
        """Take note of what a room acknowledges at this moment."""
        if isinstance(request, Deliver) and isinstance(reply, Delivered):
            self.look()
            for entry in request.entries:
                if entry.cseq > reply.through:
                    continue
                key = (request.candidate_id, request.epoch, entry.cseq)
                if self.durable.get(key) != entry.signature:
                    self.wrong.append(f"{key} is acknowledged and not on the disk")
                self.acknowledged.setdefault(key, entry.signature)

    def shows(self, candidate_id: str, epoch: int, newest: int, synced: int, state: KioskState) -> None:
        """Take note of what a workstation shows; `newest` and `synced` are numbers of entries."""
        self.shown += 1
        person = self.people[candidate_id]
        person.solving.set(state.screen is Screen.SOLVING, self.now)
        who = f"{candidate_id}/{epoch}: entry {newest}"
        if newest and state.save is SaveState.ROOM:
            self.look()
            if (candidate_id, epoch, newest) not in self.durable:
                self.wrong.append(
                    f"{candidate_id}/{epoch}: entry {newest} is shown as saved at the room and is not there"
                )
        if newest and state.save is SaveState.HERE and synced < newest:
            self.wrong.append(f"{who} is shown as saved here, the disk has {synced}")


def measure(spans: Iterable[Span]) -> float:
    """Return the length of a union, in seconds."""
    total, reached = 0.0, float("-inf")
    for left, right in sorted(spans):
        total += max(0.0, right - max(left, reached))
        reached = max(reached, right)
    return total


def clipped(spans: Iterable[Span], within: Span) -> list[Span]:
    """Return what lies within a stretch."""
    left, right = within
    return [(max(a, left), min(b, right)) for a, b in spans if min(b, right) > max(a, left)]


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """Return the stretches with the holes cut out."""
    rest = list(spans)
    for left, right in holes:
        cut: list[Span] = []
        for a, b in rest:
            cut += [(a, min(b, left)), (max(a, right), b)]
        rest = [(a, b) for a, b in cut if b > a]
    return rest


def both(some: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return what lies in both."""
    found = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return [(a, b) for a, b in found if b > a]
