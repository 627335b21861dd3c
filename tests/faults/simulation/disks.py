"""Hold the disks of a simulated day: rows of a room's journal, sealed records of workstations, what a crash leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from koperta_crypto.chain import link
from koperta_operator.room.journal.errors import BrokenChainError, NotDurableError
from koperta_operator.room.journal.store import Draft, Row, StoredEvent, event_bytes
from koperta_operator.room.rules.events import Superseded, TermBegan
from koperta_sync.sealed_log import LogError, Tail
from koperta_sync.terms import FIRST_TERM


@dataclass(slots=True)
class TermLedger:
    """Be the room's own journal as far as terms go; a record is durable at once."""

    term: int = FIRST_TERM
    superseded_by: int = 0

    @property
    def state(self) -> TermLedger:
        """Return what the journal adds up to."""
        return self

    async def record(self, event: TermBegan | Superseded) -> None:
        """Write an event."""
        if isinstance(event, TermBegan):
            self.term, self.superseded_by = event.term, 0
        else:
            self.superseded_by = event.term


@dataclass(slots=True)
class RoomDisk:
    """Hold the committed rows of one sitting on one machine, and the term in its room's journal."""

    genesis: bytes
    rows: list[StoredEvent] = field(default_factory=list)
    ledger: TermLedger = field(default_factory=TermLedger)


class SimJournal:
    """Be a sitting's `Journal` over a `RoomDisk`: a commit is all there or not at all, and can be the last act."""

    def __init__(self, disk: RoomDisk) -> None:
        self.disk = disk
        self.genesis = disk.genesis
        self.sequence = 0
        self.head = disk.genesis
        self.tap: Callable[[Sequence[Row]], None] | None = None
        self.dies: str = ""  # at the next commit: "before" it is on the disk, or "after"

    def read_all(self) -> Iterator[StoredEvent]:
        """Yield every event, checking the chain as the real journal does."""
        head = self.genesis
        for place, stored in enumerate(self.disk.rows, 1):
            head = link(head, event_bytes(stored.seq, stored))
            if stored.seq != place or head != stored.head:
                raise BrokenChainError(place, "the simulated disk holds another event")
            yield stored
        self.sequence, self.head = len(self.disk.rows), head

    def read(self, after: int) -> Iterator[StoredEvent]:
        """Yield the events after a number."""
        yield from self.disk.rows[after:]

    def read_some(self, after: int, limit: int) -> list[StoredEvent]:
        """Return at most `limit` events after a number."""
        return self.disk.rows[after : after + limit]

    def append_many(self, drafts: Sequence[Draft]) -> None:
        """Commit, or die on the way. Raises NotDurableError."""
        if self.dies == "before":
            raise NotDurableError("the power fails before the commit is on the disk")
        rows: list[Row] = []
        seq, head = self.sequence, self.head
        for draft in drafts:
            seq += 1
            head = link(head, event_bytes(seq, draft))
            rows.append((seq, draft.boot, draft.mono_ms, draft.wall_ms, draft.actor, draft.kind, draft.body, head))
        self.disk.rows.extend(StoredEvent(*row) for row in rows)
        if self.dies:
            raise NotDurableError("the power fails after the commit, before anybody is told")
        self.sequence, self.head = seq, head
        if self.tap is not None:
            self.tap(rows)

    def checkpoint_if_due(self, *, idle: bool) -> None:
        """Nothing is to be moved anywhere."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass(slots=True)
class _Log:
    key: bytes
    scope: bytes
    records: list[bytes] = field(default_factory=list)
    synced: int = 0


class KioskDisk:
    """Hold the sealed records of one workstation; the folder beside it holds the rest of its files."""

    def __init__(self) -> None:
        self.logs: dict[Path, _Log] = {}
        self.mount = 0

    def end_program(self, dice: Random, *, power: bool) -> None:
        """Let whoever writes here be gone; a power cut takes what was not synced, from some place on."""
        self.mount += 1
        for log in self.logs.values() if power else ():
            kept = dice.randint(log.synced, len(log.records))
            del log.records[kept:]
            log.synced = kept


class MemoryLog:
    """Be a `SealedLog` on a `KioskDisk`; a program that has ended can no longer write."""

    def __init__(self, disk: KioskDisk, log: _Log) -> None:
        self.tail = Tail()
        self._disk, self._log, self._mount = disk, log, disk.mount
        self._closed = False
        self._found = list(log.records)

    def take_records(self) -> list[bytes]:
        """Return the records found at opening, once."""
        found, self._found = self._found, []
        return found

    def append(self, plaintext: bytes, *, durable: bool = True) -> None:
        """Add a record; OSError when this program is gone."""
        if self._closed or self._mount != self._disk.mount:
            raise OSError(5, "this program has ended")
        self._log.records.append(plaintext)
        if durable:
            self._log.synced = len(self._log.records)

    def close(self) -> None:
        """Write no more."""
        self._closed = True


class Logs:
    """Stand where the kiosk journal looks for the class `SealedLog`; finds the workstation's disk by its folder."""

    def __init__(self) -> None:
        self.disks: dict[Path, KioskDisk] = {}
        self.boot = ""  # the name of the machine's start, for the session that is being made

    def __call__(self, path: Path, key: bytes, scope: bytes) -> MemoryLog:
        """Open a log. Raises LogError for another key."""
        disk = self._disk(path)
        log = disk.logs.get(path)
        if log is None or (log.key, log.scope) != (key, scope):
            raise LogError("the key does not open this log, or its first record is damaged")
        return MemoryLog(disk, log)

    def create(self, path: Path, key: bytes, scope: bytes) -> MemoryLog:
        """Make an empty log."""
        disk = self._disk(path)
        disk.logs[path] = _Log(key, scope)
        return MemoryLog(disk, disk.logs[path])

    def _disk(self, path: Path) -> KioskDisk:
        return next(self.disks[parent] for parent in path.parents if parent in self.disks)
