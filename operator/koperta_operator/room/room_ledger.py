"""Keep the room's own journal: what machines, files and officials there are.

These events are rare, so each is written at once and returned when it is durable; the record is what
they add up to. Any error while writing ends the program, as for a sitting.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from koperta_operator.room.actor import end_program
from koperta_operator.room.clock import RoomClock
from koperta_operator.room.copies import ROOM_JOURNAL, Copies
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.errors import NotDurableError
from koperta_operator.room.journal.store import Draft, Journal, StoredEvent
from koperta_operator.room.journals import Journals
from koperta_operator.room.rules.event_base import Event
from koperta_operator.room.rules.events import BootStarted, Superseded, TermBegan
from koperta_operator.room.rules.moments import ROOM, At
from koperta_operator.room.rules.room_events import ROOM_CODEC
from koperta_operator.room.rules.room_state import RoomRecord, apply_room
from koperta_sync.bundle.manifest import room_genesis
from koperta_sync.protocol.refusals import Refused, RefusedError

T = TypeVar("T")


class RoomLedger:
    """Own the room's journal; `record` belongs to the event loop."""

    def __init__(
        self,
        folder: RoomFolder,
        room_id: str,
        version: str,
        *,
        clock: RoomClock | None = None,
        copies: Copies | None = None,
        journals: Journals | None = None,
        on_fatal: Callable[[BaseException], None] = end_program,
    ) -> None:
        """Replay the journal and begin a new boot; raises JournalError when it does not check.

        Without `journals` they lie in files of the folder.
        """
        journals = journals or Journals(folder, room_id)
        self.state = RoomRecord()
        self._clock = clock or RoomClock()
        self._on_fatal = on_fatal
        self._lock = asyncio.Lock()
        self._closing = False
        self._under_way: set[asyncio.Task[Any]] = set()
        start = room_genesis(room_id).start()
        self._journal = Journal.open(journals.room(), start, must_exist=journals.were_begun)
        journals.begun()
        self._copies = copies or Copies()
        self._journal.tap = self._copies.tap(ROOM_JOURNAL)
        self._copies.readable(ROOM_JOURNAL, self._read_rows)
        for stored in self._journal.read_all():
            at = At(stored.seq, stored.boot, stored.mono_ms, stored.wall_ms, stored.actor)
            apply_room(self.state, ROOM_CODEC.decode(stored.kind, stored.body), at)
        self.boot = self.state.boot + 1
        started = BootStarted(version=version)
        apply_room(self.state, started, self._write(started, ROOM))

    @property
    def length(self) -> int:
        """Return the number of the last event."""
        return self._journal.sequence

    @property
    def head(self) -> bytes:
        """Return the chain's value with the last event."""
        return self._journal.head

    async def record(self, event: Event, actor: str = ROOM) -> None:
        """Write an event; it is durable and part of the record when this returns.

        RefusedError SUPERSEDED when another machine is the room, and BUSY once the room stops: what comes so late,
        such as a sign-out, is not worth a journal's end.
        """
        if self._closing:
            raise RefusedError(Refused.BUSY, "the room is stopping")
        if self.state.superseded_by and not isinstance(event, TermBegan | Superseded):
            raise RefusedError(Refused.SUPERSEDED, f"term {self.state.superseded_by} is elsewhere")

        async def work() -> None:
            at = await asyncio.to_thread(self._write, event, actor)
            # In the loop, because the loop is who reads the record.
            apply_room(self.state, event, at)

        await self._whole(work())
        await self._safe(self._journal.sequence)

    async def all_events(self) -> list[StoredEvent]:
        """Return every event as it stands now."""
        return await self._whole(asyncio.to_thread(lambda: list(self._journal.read(0))))

    async def _read_rows(self, after: int, limit: int) -> list[StoredEvent]:
        return await self._whole(asyncio.to_thread(self._journal.read_some, after, limit))

    async def _safe(self, sequence: int) -> None:
        """Wait until an event may be told: where a standby is, for its word."""
        loop = asyncio.get_running_loop()
        told = asyncio.Event()

        def tell() -> None:
            with contextlib.suppress(RuntimeError):  # the loop was closed; nobody waits any more
                loop.call_soon_threadsafe(told.set)

        self._copies.when_safe(ROOM_JOURNAL, sequence, tell)
        await told.wait()

    async def tidy(self) -> None:
        """Empty the write-ahead log when there is something in it; called now and then."""

        async def work() -> None:
            try:
                await asyncio.to_thread(self._journal.checkpoint_if_due, idle=True)
            except NotDurableError as error:
                self._on_fatal(error)
                raise

        await self._whole(work())

    async def close(self) -> None:
        """Finish what is under way and let go of the file."""
        self._closing = True
        await asyncio.gather(*self._under_way, return_exceptions=True)
        try:
            self._journal.close()
        except NotDurableError as error:
            self._on_fatal(error)

    async def _whole(self, work: Coroutine[Any, Any, T]) -> T:
        """Do one thing with the journal after the other, and each to its end.

        Whoever waits may be cancelled; the thread that writes cannot be. Without this the next user of the
        connection would meet it there, and an event on the disk would be missing from the record.
        """

        async def alone() -> T:
            async with self._lock:
                return await work

        task = asyncio.get_running_loop().create_task(alone())
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    def _write(self, event: Event, actor: str) -> At:
        now = self._clock.read(self.boot)
        kind, body = ROOM_CODEC.encode(event)
        try:
            self._journal.append_many([Draft(now.boot, now.mono_ms, now.wall_ms, actor, kind, body)])
        except NotDurableError as error:
            self._on_fatal(error)
            raise
        return At(self._journal.sequence, now.boot, now.mono_ms, now.wall_ms, actor)
