"""Carry journals and keys to one connected standby: what it lacks first, then every commit as it happens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence

from koperta_crypto.exchange import wrap
from koperta_operator.room.copies import CHUNK, Copies
from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.server.peers import Peer
from koperta_operator.room.standby.keys import KEYS_INFO, packed
from koperta_operator.room.standby.outbox import Outbox, frames_of
from koperta_packages.identity import RoomIdentity
from koperta_sync.protocol.frames import encode_push
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.standby import Confirm, JournalHead, JournalRow, JournalRows, SittingKeys

LOG = logging.getLogger(__name__)
WINDOW = 32  # frames on their way; a standby that does not take them is sent no more


class Delivery:
    """Send to one standby until it is gone; belongs to the event loop, except `take`."""

    def __init__(
        self,
        peer: Peer,
        identity: RoomIdentity,
        copies: Copies,
        committed: Mapping[str, int],
        sittings: Mapping[str, OpenSitting],
    ) -> None:
        """`committed` is the length of each journal, kept up to date by others."""
        self.peer = peer
        self.outbox = Outbox({})
        self.keys_sent: tuple[str, ...] = ()
        self._identity = identity
        self._copies = copies
        self._committed = committed
        self._sittings = sittings
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self._room_in_window = asyncio.Event()
        self._on_their_way = 0
        self._goal: dict[str, int] | None = None
        self._task: asyncio.Task[None] | None = None

    async def compare(self, heads: Sequence[JournalHead]) -> None:
        """Begin where the standby's copies end; STANDBY_DIVERGED when one is no part of the room's journal."""
        for one in heads:
            if one.sequence == 0:
                continue
            try:
                rows = await self._copies.read_some(one.journal, one.sequence - 1, 1)
            except KeyError:
                rows = []
            if not rows or rows[0].head.hex() != one.head:
                detail = f"{one.journal} at {one.sequence} is not what this room wrote"
                raise RefusedError(Refused.STANDBY_DIVERGED, detail, journal=one.journal, sequence=one.sequence)
        self.outbox = Outbox({one.journal: one.sequence for one in heads})

    def start(self) -> None:
        """Begin to send."""
        self._task = self._loop.create_task(self._run(), name="standby-delivery")
        self._wake.set()

    def end(self) -> None:
        """Send nothing more."""
        if self._task is not None:
            self._task.cancel()

    def take(self, journal: str, rows: Sequence[StoredEvent]) -> None:
        """Take the rows of a commit; called in the journal's own thread."""
        self.outbox.take(journal, rows)
        self._loop.call_soon_threadsafe(self._wake.set)

    def confirmed(self, message: Confirm) -> bool:
        """Note what the standby holds; False when that is not what was sent."""
        self._on_their_way = max(0, self._on_their_way - 1)
        self._room_in_window.set()
        return self.outbox.note_confirmed(message.journal, message.sequence, bytes.fromhex(message.head))

    def caught_up(self) -> bool:
        """Tell whether the standby holds everything there was when nothing older was left to send."""
        goal = self._goal
        return goal is not None and all(self.outbox.confirmed.get(one, 0) >= length for one, length in goal.items())

    def begin_again(self) -> None:
        """Ask anew for a moment at which nothing older is left to send."""
        self._goal = None
        self._wake.set()

    async def _run(self) -> None:
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                self._send_keys()
                while await self._round():
                    pass
                if self._goal is None:
                    self._goal = dict(self.outbox.sent)
        except Exception:  # the connection is given up; the standby connects again
            LOG.exception("sending to the standby failed")
            self.peer.close_soon(1011)

    async def _round(self) -> bool:
        """Send a piece of every journal; return whether there was one."""
        sent = False
        for journal in self._copies.journals():
            rows = self.outbox.next_live(journal)
            if not rows and self.outbox.sent.get(journal, 0) < self._committed.get(journal, 0):
                rows = await self._copies.read_some(journal, self.outbox.sent.get(journal, 0), CHUNK)
            for frame in frames_of(rows):
                await self._window()
                self.outbox.note_sent(journal, frame[-1])
                self.peer.push_encoded(
                    encode_push(JournalRows(journal=journal, rows=tuple(_row(one) for one in frame)))
                )
                sent = True
        return sent

    async def _window(self) -> None:
        while self._on_their_way >= WINDOW:
            self._room_in_window.clear()
            await self._room_in_window.wait()
        self._on_their_way += 1

    def _send_keys(self) -> None:
        """Give the keys of every unlocked sitting, once; only the room's identity opens them."""
        for sitting_id, sitting in self._sittings.items():
            if sitting.unlocked_keys is None or sitting_id in self.keys_sent:
                continue
            box = wrap(self._identity.exchange.public, packed(sitting.unlocked_keys), KEYS_INFO + sitting_id.encode())
            self.peer.push(SittingKeys(sitting_id=sitting_id, sealed=box.hex()))
            self.keys_sent = (*self.keys_sent, sitting_id)


def _row(event: StoredEvent) -> JournalRow:
    return JournalRow(
        seq=event.seq,
        boot=event.boot,
        mono_ms=event.mono_ms,
        wall_ms=event.wall_ms,
        actor=event.actor,
        kind=event.kind,
        body=event.body,
        head=event.head.hex(),
    )
