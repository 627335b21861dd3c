"""Know which of two machines with the same identity is the room, and step back when it is not this one.

A term begins with a promotion or a rebuild and is written into the room's journal and into every sitting's. Who
hears of a higher one, with the proof of the room's own identity, writes that down and changes nothing any more.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

import msgspec

from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.events import Superseded, TermBegan
from koperta_packages.identity import RoomIdentity
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.terms import prove_term, term_is_proven

LOG = logging.getLogger(__name__)


class Terms:
    """Hold the term of this room; belongs to the event loop."""

    def __init__(
        self,
        identity: RoomIdentity,
        ledger: RoomLedger,
        sittings: Mapping[str, OpenSitting],
        on_superseded: Callable[[], Awaitable[None]],
    ) -> None:
        self._identity = identity
        self._ledger = ledger
        self._sittings = sittings
        self._on_superseded = on_superseded

    @property
    def term(self) -> int:
        """Return the room's own term."""
        return self._ledger.state.term

    @property
    def superseded_by(self) -> int:
        """Return the term of the machine that is the room now, 0 while it is this one."""
        return self._ledger.state.superseded_by

    @property
    def proof(self) -> str:
        """Return what proves the term to other rooms of this identity, in hex."""
        return prove_term(self._identity.signing, self._identity.room_id, self.term)

    def check(self) -> None:
        """Raise SUPERSEDED when another machine is the room."""
        if self.superseded_by:
            raise RefusedError(Refused.SUPERSEDED, f"term {self.superseded_by} is elsewhere", term=self.superseded_by)

    async def hear(self, term: int, proof: str) -> None:
        """Take note of a term somebody has seen, if it is higher and proven; a claim without proof changes nothing."""
        if term <= max(self.term, self.superseded_by):
            return
        if not term_is_proven(self._identity.signing.public, self._identity.room_id, term, proof):
            LOG.error("somebody claims the term %d without proof", term)
            return
        LOG.error("the room is elsewhere with the term %d; this machine changes nothing any more", term)
        await self._ledger.record(Superseded(term=term))
        for sitting in self._sittings.values():
            await sitting.actor.submit(do.Supersede(term=term))
        await self._on_superseded()

    async def begin(self, began: TermBegan, reason: str = "") -> None:
        """Begin a term on this machine, in every journal; repeating it after a restart changes nothing.

        The room's own journal last: while it lacks the term, a start does all of it again. The reason is sealed for
        each journal under its own key; `began` holds it as sealed for the room's.
        """
        if began.term <= max(self.term, self.superseded_by):
            return
        for sitting in self._sittings.values():
            sealed = msgspec.structs.replace(began, sealed_reason=sitting.sealed(reason))
            await sitting.actor.submit(do.BeginTerm(began=sealed))
        await self._ledger.record(began)

    async def settle(self) -> None:
        """Bring sittings to the room's own word after a start that a crash had cut short."""
        if self.superseded_by:
            for sitting in self._sittings.values():
                await sitting.actor.submit(do.Supersede(term=self.superseded_by))
