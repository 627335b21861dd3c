"""Answer machines that have no certificate yet: who is here, pairing by code, pairing by file.

Everything else on the port refuses without a certificate. These routes get a tiny budget: small
bodies, no lists, nothing that costs more than one signature.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import web

from koperta_operator.room.machines import Machines
from koperta_sync.protocol.base import Message, Refusal
from koperta_sync.protocol.frames import BadMessageError, Body, encode_answer
from koperta_sync.protocol.pairing import BeginPairing, Enrol, FinishPairing, RevealPairing, RoomHint
from koperta_sync.protocol.refusals import Refused, RefusedError, refusal

LOG = logging.getLogger(__name__)
MAX_BODY_BYTES = 16 * 1024
BODY_S = 5.0  # whoever has no certificate gets no longer to say what it wants
_M = TypeVar("_M", bound=Message)


def address_of(request: web.Request) -> str:
    """Return what tells machines apart before they have a certificate: the address they come from."""
    peer = request.transport.get_extra_info("peername") if request.transport else None
    return str(peer[0]) if peer else "?"


class Doors:
    """Hold the routes that need no certificate."""

    def __init__(self, machines: Machines, hint: Callable[[], RoomHint]) -> None:
        self._machines = machines
        self._hint = hint

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to add to the application."""
        return [
            web.get("/v1/room", self._who),
            web.post("/v1/pairing/begin", self._begin),
            web.post("/v1/pairing/reveal", self._reveal),
            web.post("/v1/pairing/finish", self._finish),
            web.post("/v1/enrol", self._enrol),
        ]

    async def _who(self, _request: web.Request) -> web.Response:
        return _response(self._hint())

    async def _begin(self, request: web.Request) -> web.Response:
        async def act(message: BeginPairing) -> Message:
            return self._machines.begin(message, address_of(request))

        return await _answer(request, BeginPairing, act)

    async def _reveal(self, request: web.Request) -> web.Response:
        async def act(message: RevealPairing) -> Message:
            return self._machines.reveal(message, address_of(request))

        return await _answer(request, RevealPairing, act)

    async def _finish(self, request: web.Request) -> web.Response:
        async def act(message: FinishPairing) -> Message:
            return self._machines.finish(message, address_of(request))

        return await _answer(request, FinishPairing, act)

    async def _enrol(self, request: web.Request) -> web.Response:
        async def act(message: Enrol) -> Message:
            return await self._machines.enrol_by_file(message, address_of(request))

        return await _answer(request, Enrol, act)


async def _answer(request: web.Request, kind: type[_M], act: Callable[[_M], Awaitable[Message]]) -> web.Response:
    """Decode one message, act on it and answer it or the refusal (status 409, a malformed body 400)."""
    try:
        async with asyncio.timeout(BODY_S):
            body = await request.read()
        message = Body(kind).decode(body)
    except (BadMessageError, web.HTTPRequestEntityTooLarge, web.RequestPayloadError, TimeoutError) as error:
        LOG.warning("bad pairing message from %s: %s", address_of(request), error)
        return _response(refusal(Refused.BAD_MESSAGE, str(error)), 400)
    try:
        return _response(await act(message))
    except RefusedError as error:
        return _response(error.refusal, 409)


def _response(answer: Message | Refusal, status: int = 200) -> web.Response:
    return web.Response(status=status, body=encode_answer(answer), content_type="application/json")
