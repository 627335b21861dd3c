"""Keep the standby up to date, and know whether its word is waited for (the room's side).

A standby that answers is waited for: nobody is told of a commit before both machines have it. One that is silent
for two seconds, or gone, is not: the exam goes on, the console says so in red, and what it lacks is sent when it is
back. A dead second machine can cost safety and never an answer or a minute.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

import msgspec

from koperta_operator.room.copies import ROOM_JOURNAL, Copies
from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.room_events import StandbyCaughtUp, StandbyKnown, StandbyLost
from koperta_operator.room.server.peers import Peer
from koperta_operator.room.standby.delivery import Delivery
from koperta_operator.room.standby.gate import StandbyGate
from koperta_operator.room.terms import Terms
from koperta_packages.identity import RoomIdentity
from koperta_sync.protocol.base import CLOSE_REPLACED, PROTOCOL_VERSION, Message
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import Lamp, StandbyState, StandbyView
from koperta_sync.protocol.standby import Confirm, Noted, StandbyHello, StandbyWelcome
from koperta_sync.protocol.workstation import Delivered

LOG = logging.getLogger(__name__)
PATIENCE_S = 2.0
LOOK_EVERY_S = 0.2
_LAMP_TEXTS = {
    StandbyState.NONE: "Sala pracuje bez komputera zapasowego.",
    StandbyState.AWAY: "Komputer zapasowy nie odpowiada; odpowiedzi są bezpieczne tylko na tym komputerze.",
    StandbyState.CATCHING_UP: "Komputer zapasowy uzupełnia zaległości; egzamin trwa bez przerwy.",
}


class StandbyKeeper:
    """Be the copy on the standby, as the room's journals see it, and the gate their answers wait at."""

    def __init__(
        self,
        identity: RoomIdentity,
        ledger: RoomLedger,
        copies: Copies,
        sittings: Mapping[str, OpenSitting],
        terms: Terms,
        tell: Callable[[tuple[str, ...]], None],
    ) -> None:
        """`tell` is called with the addresses at which the standbys serve, whenever one has said where it does."""
        self._identity = identity
        self._ledger = ledger
        self._copies = copies
        self._sittings = sittings
        self._terms = terms
        self._tell = tell
        self.gate = StandbyGate()
        self._committed = {ROOM_JOURNAL: ledger.length}
        self._delivery: Delivery | None = None
        self._healthy = False
        self._since_ms = _wall_ms()
        self._why = ""
        self._work: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()
        copies.add(self)
        copies.guard(self.gate)

    # ---- what the journals see --------------------------------------------------------------------

    def take(self, journal: str, rows: Sequence[StoredEvent]) -> None:
        """Take the rows of a commit; called in the journal's own thread."""
        self._committed[journal] = rows[-1].seq
        delivery = self._delivery
        if delivery is not None:
            delivery.take(journal, rows)

    # ---- one connection ---------------------------------------------------------------------------

    async def handle(self, peer: Peer, message: Message) -> Message:
        """Answer one request of a standby; raises RefusedError."""
        if isinstance(message, StandbyHello):
            return await self._hello(peer, message)
        delivery = self._delivery
        if delivery is None or delivery.peer is not peer or not isinstance(message, Confirm):
            raise RefusedError(Refused.BAD_MESSAGE, "standby-hello comes first")
        self._confirmed(delivery, message)
        return Noted()

    def left(self, peer: Peer) -> None:
        """Note that a connection has ended."""
        if self._delivery is not None and self._delivery.peer is peer:
            delivery, self._delivery = self._delivery, None
            delivery.end()
            admitted = self._ledger.state.admitted(peer.fingerprint)
            self._lose(peer.fingerprint, "disconnected" if admitted else "revoked")

    def marked(self, journal: str, delivered: Delivered) -> Delivered:
        """Say in an acknowledgement when the standby holds it too."""
        if not self.gate.holds(journal, delivered.sequence):
            return delivered
        return msgspec.structs.replace(delivered, durability="room+standby")

    def view(self) -> StandbyView:
        """Return what consoles show."""
        known = [one for one in self._ledger.state.machines.values() if one.role == "standby" and not one.revoked]
        if not known:
            return StandbyView()
        there = self._delivery
        state = StandbyState.AWAY if there is None else StandbyState.CATCHING_UP
        return StandbyView(
            state=StandbyState.READY if self._healthy else state,
            name=known[-1].machine_name,
            behind=there.outbox.behind(dict(self._committed)) if there is not None else 0,
            since_ms=self._since_ms,
            addresses=self._ledger.state.standby_addresses(),
            unlocked=there.keys_sent if there is not None else (),
            why=self._why,
        )

    def lamp(self) -> Lamp:
        """Return the lamp of the second machine."""
        state = self.view().state
        why = _LAMP_TEXTS.get(state, "")
        return Lamp(name="standby", state="off" if state is StandbyState.NONE else "warn" if why else "ok", why=why)

    async def watch(self) -> None:
        """Stop waiting for a standby that does not answer; runs until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            delivery = self._delivery
            if self._healthy and delivery is not None and self.gate.waited_s() > PATIENCE_S:
                delivery.begin_again()
                self._lose(delivery.peer.fingerprint, "silent")

    async def close(self) -> None:
        """Wait for nobody any more; the room stops."""
        self._copies.remove(self)
        self._copies.guard(None)
        self.gate.open()
        if self._delivery is not None:
            self._delivery.end()
        for task in list(self._work):
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)

    # ---- inside -----------------------------------------------------------------------------------

    async def _hello(self, peer: Peer, message: StandbyHello) -> Message:
        if message.version != PROTOCOL_VERSION:
            raise RefusedError(Refused.VERSION, f"{message.version}, the room speaks {PROTOCOL_VERSION}")
        await self._terms.hear(message.term, message.term_proof)
        self._terms.check()
        if self._delivery is not None and self._delivery.peer.fingerprint != peer.fingerprint:
            raise RefusedError(Refused.BUSY, "another standby is connected")
        delivery = Delivery(peer, self._identity, self._copies, self._committed, self._sittings)
        try:
            await delivery.compare(message.heads)
        except RefusedError as error:
            self._why = error.refusal.detail
            LOG.critical("the standby's copy does not fit: %s", error)
            raise
        # At every connection: it is evidence, and there is always something for the standby to confirm.
        await self._ledger.record(StandbyKnown(fingerprint=peer.fingerprint, addresses=message.addresses))
        self._tell(self._ledger.state.standby_addresses())
        if (old := self._delivery) is not None:
            old.peer.close_soon(CLOSE_REPLACED)
            self.left(old.peer)
        self._delivery, self._since_ms, self._why = delivery, _wall_ms(), ""
        delivery.start()
        return StandbyWelcome(
            version=PROTOCOL_VERSION,
            room_id=self._identity.room_id,
            term=self._terms.term,
            term_proof=self._terms.proof,
        )

    def _confirmed(self, delivery: Delivery, message: Confirm) -> None:
        if not delivery.confirmed(message):
            self._why = f"{message.journal} at {message.sequence} was confirmed with another head"
            LOG.critical("the standby diverged: %s", self._why)
            delivery.peer.close_soon(CLOSE_REPLACED)
            raise RefusedError(Refused.STANDBY_DIVERGED, self._why)
        self.gate.confirm(message.journal, message.sequence)
        if message.missing and self._healthy:
            delivery.begin_again()
            self._healthy = False  # what it lacks is on its way; an import is no loss
            self.gate.open()
        elif not self._healthy and not message.missing and delivery.caught_up():
            self._healthy, self._since_ms = True, _wall_ms()
            through = dict(delivery.outbox.confirmed)
            self.gate.shut(through)
            LOG.info("the standby holds everything")
            self._record(StandbyCaughtUp(fingerprint=delivery.peer.fingerprint, through=through))

    def _lose(self, fingerprint: str, why: str) -> None:
        was, self._healthy = self._healthy, False
        self._since_ms, self._why = _wall_ms(), why
        self.gate.open()
        if was:
            LOG.error("the standby is not waited for any more: %s", why)
            self._record(StandbyLost(fingerprint=fingerprint, why=why))

    def _record(self, event: StandbyCaughtUp | StandbyLost) -> None:
        async def write() -> None:
            try:
                await self._ledger.record(event)
            except RefusedError as error:  # the room stops, or is not the room any more
                LOG.info("%s: %s", type(event).__name__, error)

        self._spawn(write())

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000
