"""Follow what one candidate has done at this workstation; pure, so that every order of events can be tried.

All entries of the epoch that this workstation knows stay in memory (a few hundred): whatever the
room turns out to hold, after a restart or from an older backup, the rest can be sent again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from koperta_sync.protocol.seat import Entry, EntryKind, Phase, Resume
from koperta_sync.protocol.workstation import MAX_ENTRIES


@dataclass(frozen=True, slots=True)
class AttemptId:
    """Name one lease: a candidate of a sitting at one workstation."""

    sitting_id: str
    candidate_id: str
    epoch: int


@dataclass(slots=True)
class Attempt:
    """Hold the entries of one lease, what the room has of them, and what the room had before."""

    id: AttemptId
    entries: dict[int, Entry] = field(default_factory=dict)
    written_through: int = 0  # entries up to here may be sent
    delivered_through: int = 0
    witness: tuple[int, str] = (0, "")  # the room's journal place and head in its last acknowledgement
    resume: Resume = field(default_factory=lambda: Resume(answers={}))

    def loaded(self, entries: Iterable[Entry], acknowledged: int, witness: tuple[int, str] = (0, "")) -> None:
        """Add entries read from the journal after a restart, and how many of them the room was known to hold."""
        self.witness = witness
        self.entries.update((entry.cseq, entry) for entry in entries)
        self.written_through = max(self.entries, default=0)
        self.delivered_through = acknowledged

    def add(self, entry: Entry) -> None:
        """Add a new entry; ValueError when its number is taken."""
        if entry.cseq < self.next_cseq:
            raise ValueError(f"entry {entry.cseq} is there already")
        self.entries[entry.cseq] = entry

    def told(self, resume: Resume) -> None:
        """Take over what the room says it holds, also when it is less than it held before."""
        self.resume = resume
        self.delivered_through = resume.delivered_through

    def acknowledged(self, through: int, sequence: int, head: str) -> None:
        """Take over the highest number the room holds durably, and the place in its journal."""
        self.delivered_through = max(self.delivered_through, through)
        self.witness = sequence, head

    def missing_from(self, cseq: int) -> None:
        """Send again from this number on."""
        self.delivered_through = min(self.delivered_through, max(0, cseq - 1))

    @property
    def next_cseq(self) -> int:
        """Return the number of the next entry; also when this disk has lost entries the room holds."""
        return max(max(self.entries, default=0), self.delivered_through, self.resume.delivered_through) + 1

    @property
    def last_report(self) -> int | None:
        """Return the number of the last entry by which this workstation told of time without the room."""
        return max((cseq for cseq, entry in self.entries.items() if entry.kind is EntryKind.OUTAGE), default=None)

    def undelivered(self) -> int:
        """Return how many entries the room does not hold yet."""
        return sum(1 for cseq in self.entries if cseq > self.delivered_through)

    def batch(self) -> tuple[Entry, ...]:
        """Return the next entries to send, in order, without a gap, as many as one message takes."""
        entries: list[Entry] = []
        last = min(self.written_through, self.delivered_through + MAX_ENTRIES)
        for cseq in range(self.delivered_through + 1, last + 1):
            if cseq not in self.entries:
                break
            entries.append(self.entries[cseq])
        return tuple(entries)

    def answers(self) -> dict[str, str]:
        """Return the option chosen for each item: what the room holds, then what was done since."""
        chosen = dict(self.resume.answers)
        for entry in self._since_resume(EntryKind.ANSWER):
            chosen[entry.item] = entry.value
        return {item: option for item, option in chosen.items() if option}

    def flags(self) -> frozenset[str]:
        """Return the items to be looked at again."""
        flagged = set(self.resume.flags)
        for entry in self._since_resume(EntryKind.FLAG):
            (flagged.add if entry.value == "1" else flagged.discard)(entry.item)
        return frozenset(flagged)

    def worked_ms(self) -> int:
        """Return the longest solving time that anybody has written down."""
        return max([self.resume.worked_ms, *(entry.worked_ms for entry in self.entries.values())])

    def phase(self, room: Phase) -> Phase:
        """Return the phase in force: the room's, moved on by acts it may not have heard of yet."""
        kinds = {entry.kind for entry in self.entries.values()}
        if room in (Phase.PREPARED, Phase.READY) and EntryKind.START in kinds:
            room = Phase.SOLVING
        if room is Phase.SOLVING and EntryKind.FINISH in kinds:
            room = Phase.FINISHED
        return room

    def _since_resume(self, kind: EntryKind) -> Iterable[Entry]:
        for cseq in sorted(self.entries):
            if cseq > self.resume.delivered_through and self.entries[cseq].kind is kind:
                yield self.entries[cseq]
