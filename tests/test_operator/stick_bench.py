"""Simulate sticks: pulled, full, hanging, lying, torn – around a real folder; and a room's journals to mirror."""

from __future__ import annotations

import asyncio
import errno
import threading
import time
from collections.abc import Callable
from pathlib import Path

from koperta_operator.room.journal.store import Draft, Journal, StoredEvent
from koperta_operator.room.mirror import reading
from koperta_operator.room.mirror.progress import MirrorState
from koperta_operator.room.mirror.stick import ReadBackError, StickFolder
from koperta_operator.room.mirror.writer import StickMirror
from koperta_packages.identity import RoomIdentity

SITTING = "2026Z-2026-11-21-0900"


class SimulatedStick(StickFolder):
    """Be a stick that can be pulled, filled, made to hang or to lie."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.pulled = self.full = self.lies = False
        self.gate = threading.Event()
        self.gate.set()
        self.writes = 0

    def _touch(self) -> None:
        self.gate.wait(20)
        if self.pulled:
            raise OSError(errno.EIO, "Input/output error")

    def there(self) -> bool:
        """Say whether the stick is there."""
        self.gate.wait(20)
        return not self.pulled and super().there()

    def folders(self, path: str) -> list[str]:
        """Return the names of folders."""
        self._touch()
        return super().folders(path)

    def files(self, path: str) -> list[str]:
        """Return the names of files."""
        self._touch()
        return super().files(path)

    def read(self, path: str) -> bytes:
        """Read a file."""
        self._touch()
        return super().read(path)

    def write(self, path: str, data: bytes) -> None:
        """Write a file, or fail as the stick does."""
        self._touch()
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.writes += 1
        if self.lies:
            raise ReadBackError(f"{path}: the stick gives back other bytes")
        super().write(path, data)


class Journals:
    """Be the journals of a room: real files, read through one thread."""

    def __init__(self, folder: Path, identity: RoomIdentity) -> None:
        self.identity = identity
        self.reads: list[tuple[str, int, int]] = []
        self.open: dict[str, Journal] = {}
        for name in (reading.ROOM_JOURNAL, SITTING):
            journal = Journal.open(folder / f"{name}.db", reading.start_of(name, identity.room_id))
            list(journal.read_all())
            self.open[name] = journal
        self.mirror: StickMirror | None = None

    def journals(self) -> tuple[str, ...]:
        """Return the names of the journals."""
        return tuple(self.open)

    async def read_some(self, journal: str, after: int, limit: int) -> list[StoredEvent]:
        """Return rows after a number."""
        self.reads.append((journal, after, limit))
        return self.open[journal].read_some(after, limit)

    def write(self, count: int, *, journal: str = SITTING, size: int = 200) -> None:
        """Commit some events and show them to the mirror, as the journal's thread does."""
        own = self.open[journal]
        before = own.sequence
        filler = "x" * size
        body = f'{{"type":"heartbeat","note":"{filler}"}}'.encode()
        own.append_many([Draft(1, 1_000 + n, 2_000 + n, "room", "heartbeat", body) for n in range(count)])
        if self.mirror is not None:
            self.mirror.take(journal, own.read_some(before, count))

    def rows(self, journal: str = SITTING) -> list[StoredEvent]:
        """Return every row of a journal."""
        return list(self.open[journal].read(0))

    def close(self) -> None:
        """Let go of the files."""
        for journal in self.open.values():
            journal.close()


def mirrored(stick: StickFolder, identity: RoomIdentity, journal: str = SITTING) -> list[list[StoredEvent]]:
    """Return the rows of a journal in every series of a stick."""
    found = []
    for name in reading.series_on(stick, identity.room_id):
        series = reading.read_series(stick, identity, name)
        if journal in series.journals:
            found.append(series.journals[journal].rows)
    return found


async def until(holds: Callable[[], bool], seconds: float = 8.0) -> None:
    """Wait until something holds; TimeoutError otherwise."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("it never came to hold")
        await asyncio.sleep(0.01)


def state(journals: Journals) -> MirrorState:
    """Return how the mirror is."""
    if journals.mirror is None:
        raise ValueError("no mirror")
    return journals.mirror.progress.state()
