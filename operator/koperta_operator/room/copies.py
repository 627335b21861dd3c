"""Hand every committed event to whoever keeps a copy: a standby, a mirror on a stick.

A copy is a prefix of the journal, byte for byte. It is given what the disk already has, in the thread that wrote it,
so a room that starts again can never miss what a copy holds; and it can ask for older rows through that same thread,
because a journal has one connection. Journals are called `room` and, for a sitting, by its id.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Protocol

from koperta_operator.room.journal.store import Row, StoredEvent

ROOM_JOURNAL = "room"
CHUNK = 500  # rows of one look into a journal: some milliseconds of its thread

_LOG = logging.getLogger(__name__)

ReadRows = Callable[[int, int], Awaitable[list[StoredEvent]]]  # (after this number, at most so many)
Act = Callable[[], None]


class Copy(Protocol):
    """Keep a copy of every journal."""

    def take(self, journal: str, rows: Sequence[StoredEvent]) -> None:
        """Take rows that were committed a moment ago.

        Called in the journal's own thread, in order, once per commit. It must return at once: what takes long
        belongs into a thread or task of the copy. An error is logged and concerns nobody else.
        """


class Gate(Protocol):
    """Decide when a commit may be told to those who wait for it."""

    def when_safe(self, journal: str, sequence: int, act: Act) -> None:
        """Call `act` once the event of that number is safe, at once where nothing else is to be waited for.

        Called in the journal's own thread; acts of one journal are called in their order, in any thread.
        """


class Copies:
    """Know the room's journals and the copies of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._copies: tuple[Copy, ...] = ()
        self._readers: dict[str, ReadRows] = {}
        self._gate: Gate | None = None

    # ---- journals ---------------------------------------------------------------------------------

    def tap(self, journal: str) -> Callable[[Sequence[Row]], None]:
        """Return what a journal calls with the rows of each commit."""

        def committed(rows: Sequence[Row]) -> None:
            copies = self._copies
            if not copies:
                return
            events = [StoredEvent(*row) for row in rows]
            for copy in copies:
                try:
                    copy.take(journal, events)
                except Exception:  # a copy that fails must not take the room with it
                    _LOG.exception("a copy did not take the events of %s", journal)

        return committed

    def readable(self, journal: str, read: ReadRows) -> None:
        """Let copies read a journal back; `read` asks the journal's own thread."""
        with self._lock:
            self._readers[journal] = read

    def journals(self) -> tuple[str, ...]:
        """Return the names of the journals that are open, the room's own first."""
        with self._lock:
            return tuple(self._readers)

    def when_safe(self, journal: str, sequence: int, act: Act) -> None:
        """Call `act` when a commit may be told; at once unless a gate says otherwise."""
        gate = self._gate
        if gate is None:
            act()
        else:
            gate.when_safe(journal, sequence, act)

    # ---- copies -----------------------------------------------------------------------------------

    def add(self, copy: Copy) -> None:
        """Hand every commit from now on to a copy; what was before it reads back."""
        with self._lock:
            self._copies = (*self._copies, copy)

    def remove(self, copy: Copy) -> None:
        """Hand nothing more to a copy."""
        with self._lock:
            self._copies = tuple(one for one in self._copies if one is not copy)

    def guard(self, gate: Gate | None) -> None:
        """Let a gate decide from now on when commits may be told."""
        self._gate = gate

    async def read(self, journal: str, after: int) -> AsyncIterator[list[StoredEvent]]:
        """Yield what a journal holds after a number, in chunks, as it is when each chunk is read.

        Add the copy first and read then: nothing is missing, and what comes twice has the same number.
        Raises KeyError for a journal that is not open.
        """
        while True:
            rows = await self.read_some(journal, after, CHUNK)
            if rows:
                yield rows
            if len(rows) < CHUNK:
                return
            after = rows[-1].seq

    async def read_some(self, journal: str, after: int, limit: int) -> list[StoredEvent]:
        """Return at most `limit` rows after a number."""
        with self._lock:
            reader = self._readers[journal]
        return await reader(after, limit)
