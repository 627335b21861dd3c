"""Ask the known standbys whether one of them is the room now: what a machine that was away has to know first."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from koperta_operator.room.lan import Lan
from koperta_operator.room.rules.room_state import RoomRecord
from koperta_operator.room.terms import Terms
from koperta_sync import web
from koperta_sync.protocol.pairing import RoomHint
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.transport import RoomAwayError, authority_context

LOG = logging.getLogger(__name__)
ANSWER_S = 1.5
EVERY_S = 5.0


class Elsewhere:
    """Look for a higher term at the addresses of standbys; only this room's own authority is believed."""

    def __init__(self, lan: Lan, record: RoomRecord, terms: Terms) -> None:
        self._lan = lan
        self._record = record
        self._terms = terms

    async def ask(self) -> None:
        """Ask every address once; who does not answer in time says nothing."""
        if self._terms.superseded_by:
            return
        await asyncio.gather(*(self._ask_one(address) for address in self._record.standby_addresses()))

    async def watch(self) -> None:
        """Ask now and then; runs until cancelled."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                await self.ask()
            except Exception:  # a question that fails must not end the room that asks it
                LOG.exception("the standby could not be asked")

    async def _ask_one(self, address: str) -> None:
        session = web.open_session(authority_context(self._lan.authority.certificate_pem.decode("ascii")))
        try:
            with contextlib.suppress(RoomAwayError, RefusedError, TimeoutError, ValueError):
                async with asyncio.timeout(ANSWER_S):
                    name = self._lan.server_name
                    answer = await web.ask(session, address, "/v1/room", None, server_name=name)
                if isinstance(answer, RoomHint):
                    await self._terms.hear(answer.term, answer.term_proof)
        finally:
            await session.close()
