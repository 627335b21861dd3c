"""Write every journal onto a stick, in a thread of its own that may hang, fail and be left behind.

The journals' threads only note how much there is (`take`); what is written is read back from the journals, in
pieces, so memory stays small however long the stick was away. What the stick holds is found by reading it: nothing
on it says how far it is, and a series is gone on with only when it is a beginning of the room's own journals.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from koperta_operator.room.journal.errors import JournalError
from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.mirror import reading
from koperta_operator.room.mirror.progress import SEGMENT_BYTES, MirrorState, Progress, trouble_of
from koperta_operator.room.mirror.segment import SERIES_BYTES, Header, digest_of, mirror_key, write_segment
from koperta_operator.room.mirror.stick import Stick
from koperta_packages.identity import RoomIdentity

_LOG = logging.getLogger(__name__)
PIECE = 500  # rows of one look into a journal
LOOK_S = 1.0
AGAIN_S = 5.0  # a stick that failed is looked at again after this
READ_S = 30.0  # a room that is so busy that it cannot be read is read later
ROW_OVERHEAD = 150  # bytes of a row beside its body, roughly


class Journals(Protocol):
    """Be what a mirror needs of `room.copies.Copies`."""

    def journals(self) -> tuple[str, ...]:
        """Return the names of the journals."""

    async def read_some(self, journal: str, after: int, limit: int) -> list[StoredEvent]:
        """Return at most `limit` rows after a number."""


class _Place(msgspec.Struct):
    """Hold where the next segment of a journal goes."""

    segments: int = 0
    through: int = 0
    last_sha256: str = ""


class CannotReadError(Exception):
    """Say that the room's own journal could not be read in time."""


class StickMirror:
    """Be a copy of every journal on one stick; `start` once, `stop` once."""

    def __init__(
        self,
        stick: Stick,
        identity: RoomIdentity,
        journals: Journals,
        files: Callable[[], Sequence[tuple[str, Path]]] = tuple,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the stick and the journals; `files()` gives files to copy beside them, by name.

        Made in the event loop through which the journals are read.
        """
        self._stick = stick
        self._identity = identity
        self._journals = journals
        self._files = files
        self._loop = asyncio.get_running_loop()
        self._wake = threading.Event()
        self._stopping = False
        self._series = ""
        self._places: dict[str, _Place] = {}
        self._copied: set[str] = set()
        self._again = 0.0
        self._clock = clock
        self.progress = Progress(clock)
        self._thread = threading.Thread(target=self._run, name="mirror", daemon=True)

    # ---- from the room ----------------------------------------------------------------------------

    def take(self, journal: str, rows: Sequence[StoredEvent]) -> None:
        """Note rows that were committed; called in the journal's thread and never waits for the stick."""
        if self.progress.note(journal, sum(len(row.body) + ROW_OVERHEAD for row in rows)):
            self._wake.set()

    def start(self) -> None:
        """Begin to write."""
        for journal in self._journals.journals():
            self.progress.missed(journal)
        self._thread.start()

    def stop(self, seconds: float = 3.0) -> bool:
        """Write what is left and end; False when the stick hangs, whose thread is then left to itself.

        Call it outside the event loop, while that is still running.
        """
        self._stopping = True
        self._wake.set()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    # ---- in the thread ----------------------------------------------------------------------------

    def _run(self) -> None:
        last = False
        while not last:
            self._wake.wait(LOOK_S)
            self._wake.clear()
            last = self._stopping
            if self._clock() >= self._again or last:
                self._look(everything=last)

    def _look(self, *, everything: bool) -> None:
        self.progress.busy_since = self._clock()
        try:
            self._round(everything=everything)
            self.progress.trouble = None
        except OSError as error:
            self._failed(error)
        except (CannotReadError, JournalError) as error:
            _LOG.warning("the mirror waits: %s", error)
            self._again = self._clock() + AGAIN_S
        except Exception:  # a mirror that fails must not end the room, and must not be silent either
            _LOG.exception("the mirror failed")
            self._failed(OSError("the mirror failed"))
        finally:
            self.progress.busy_since = None

    def _failed(self, error: OSError) -> None:
        try:
            there = self._stick.there()
        except OSError:
            there = False
        trouble = trouble_of(error, there=there)
        if trouble is not self.progress.trouble:
            _LOG.warning("the mirror on the stick stands still (%s): %s", trouble.name, error)
        self.progress.trouble = trouble
        self._again = self._clock() + AGAIN_S
        if trouble.value is not MirrorState.FULL:
            self._series = ""  # what is there has to be looked at anew

    def _round(self, *, everything: bool) -> None:
        if not self._stick.there():
            raise FileNotFoundError("the stick is not there")
        if not self._series:
            self._attach()
        for journal in self._journals.journals():
            if journal not in self._places:
                self._places[journal] = _Place()
                self.progress.missed(journal)
            if everything or self.progress.due(journal):
                self._write_journal(journal)
        for name, path in self._files():
            if name not in self._copied and not self._stopping:
                folder = reading.folder_of(self._identity.room_id)
                self._stick.copy(path, f"{folder}/{reading.FILES}/{name}")
                self._copied.add(name)

    def _attach(self) -> None:
        """Find the series to go on with, or begin one."""
        best: dict[str, _Place] = {}
        self._series, self._copied = "", set()
        for name in reading.series_on(self._stick, self._identity.room_id):
            series = reading.read_series(self._stick, self._identity, name)
            places = {
                journal: _Place(one.segments, one.through, one.last_sha256) for journal, one in series.journals.items()
            }
            if self._is_ours(series) and sum(p.through for p in places.values()) >= _total(best):
                self._series, best = name, places
        self._series = self._series or secrets.token_hex(SERIES_BYTES)
        self._places = best
        for journal in self._journals.journals():
            self._places.setdefault(journal, _Place())
            self.progress.missed(journal)

    def _is_ours(self, series: reading.Series) -> bool:
        """Say whether a series is whole and a beginning of what this room's journals are now."""
        if not series.sound:
            return False
        known = set(self._journals.journals())
        for journal, held in series.journals.items():
            if journal not in known:
                continue
            own = self._read(journal, held.through - 1, 1)
            if not own or own[0].head != held.rows[-1].head:
                return False
        return True

    def _write_journal(self, journal: str) -> None:
        self.progress.taken(journal)
        place = self._places[journal]
        try:
            waiting: list[StoredEvent] = []
            while rows := self._read(journal, place.through + len(waiting), PIECE):
                waiting += rows
                while _size(waiting) >= SEGMENT_BYTES:
                    cut = _cut(waiting)
                    self._write_segment(journal, place, waiting[:cut])
                    waiting = waiting[cut:]
                if len(rows) < PIECE:
                    break
            if waiting:
                self._write_segment(journal, place, waiting)
        except BaseException:
            self.progress.missed(journal)
            raise

    def _write_segment(self, journal: str, place: _Place, rows: Sequence[StoredEvent]) -> None:
        header = Header(
            room_id=self._identity.room_id,
            series=self._series,
            journal=journal,
            number=place.segments + 1,
            first=rows[0].seq,
            last=rows[-1].seq,
            previous=place.last_sha256,
        )
        data = write_segment(mirror_key(self._identity, self._series), header, rows)
        folder = f"{reading.folder_of(self._identity.room_id)}/{self._series}"
        self._stick.write(f"{folder}/{reading.segment_name(journal, header.number)}", data)
        place.segments, place.through, place.last_sha256 = header.number, header.last, digest_of(data)
        self.progress.saved_at_ms = time.time_ns() // 1_000_000

    def _read(self, journal: str, after: int, limit: int) -> list[StoredEvent]:
        try:
            future = asyncio.run_coroutine_threadsafe(self._journals.read_some(journal, after, limit), self._loop)
            return future.result(READ_S)
        except (RuntimeError, KeyError, concurrent.futures.CancelledError, TimeoutError) as error:
            raise CannotReadError(f"{journal} cannot be read now: {error!r}") from error


def _total(places: dict[str, _Place]) -> int:
    return sum(place.through for place in places.values())


def _size(rows: Sequence[StoredEvent]) -> int:
    return sum(len(row.body) + ROW_OVERHEAD for row in rows)


def _cut(rows: Sequence[StoredEvent]) -> int:
    """Return how many rows fill a segment, at least one."""
    size = 0
    for count, row in enumerate(rows, 1):
        size += len(row.body) + ROW_OVERHEAD
        if size >= SEGMENT_BYTES:
            return count
    return len(rows)
