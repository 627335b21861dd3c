"""Speak with one connected machine: requests in order, replies, pushes.

Rules: a request is answered exactly once; requests of one connection are handled one after the
other, long work is a job with pushes of its own; a machine that does not read what it is sent is
cut off rather than waited for.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from aiohttp import WSMsgType, web

from koperta_sync.protocol.base import MAX_MESSAGE_BYTES, Message, Refusal
from koperta_sync.protocol.refusals import Refused, RefusedError, refusal

LOG = logging.getLogger(__name__)
REVOKED_CLOSE = 4403
SLOW_CLOSE = 4408
_MAX_WAITING_PUSHES = 256
_ENCODE = msgspec.json.Encoder().encode

Handler = Callable[[Any], Awaitable[Message]]


class Peer:
    """Hold one WebSocket to an enrolled machine."""

    def __init__(self, socket: web.WebSocketResponse, fingerprint: str, address: str) -> None:
        self.socket = socket
        self.fingerprint = fingerprint
        self.address = address
        self._pushes: asyncio.Queue[bytes] = asyncio.Queue(_MAX_WAITING_PUSHES)
        self._closing = False

    def push(self, message: Message) -> None:
        """Queue a push; a peer with too many unread pushes is cut off."""
        self.push_encoded(_ENCODE(message))

    def push_encoded(self, message: bytes) -> None:
        """Queue a push that is already encoded, for messages that go to many."""
        try:
            self._pushes.put_nowait(b'{"push":%b}' % message)
        except asyncio.QueueFull:
            self.close_soon(SLOW_CLOSE)

    def close_soon(self, code: int) -> None:
        """Cut the connection without waiting for the other side."""
        if not self._closing:
            self._closing = True
            asyncio.get_running_loop().create_task(self.socket.close(code=code))

    async def serve(self, decode: Callable[[bytes], Any], handle: Handler) -> None:
        """Answer requests until the connection ends; `decode` gives frames with `id` and `do`."""
        pusher = asyncio.get_running_loop().create_task(self._push_all())
        try:
            async for frame in self.socket:
                if frame.type is not WSMsgType.TEXT:
                    break
                await self._answer(frame.data, decode, handle)
        finally:
            pusher.cancel()

    async def _push_all(self) -> None:
        while True:
            message = await self._pushes.get()
            try:
                await self.socket.send_frame(message, WSMsgType.TEXT)
            except (ConnectionError, RuntimeError):
                return

    async def _answer(self, data: str, decode: Callable[[bytes], Any], handle: Handler) -> None:
        try:
            frame = decode(data.encode())
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            LOG.warning("bad message from %s: %s", self.fingerprint[:8], error)
            await self._refuse(_id_of(data), refusal(Refused.BAD_MESSAGE, str(error)))
            return
        try:
            reply = await handle(frame.do)
        except RefusedError as error:
            await self._refuse(frame.id, error.refusal)
            return
        await self._send(b'{"re":%d,"ok":%b}' % (frame.id, _ENCODE(reply)))

    async def _refuse(self, request_id: int, why: Refusal) -> None:
        await self._send(b'{"re":%d,"refused":%b}' % (request_id, _ENCODE(why)))

    async def _send(self, data: bytes) -> None:
        try:
            await self.socket.send_frame(data, WSMsgType.TEXT)
        except (ConnectionError, RuntimeError):  # the machine has gone; it asks again when it is back
            LOG.info("machine %s left before its reply", self.fingerprint[:8])


def _id_of(data: str) -> int:
    class OnlyId(msgspec.Struct):
        id: int = -1

    try:
        return msgspec.json.decode(data, type=OnlyId).id
    except (msgspec.DecodeError, msgspec.ValidationError):
        return -1


def new_socket() -> web.WebSocketResponse:
    """Make the server's end of a WebSocket: bounded messages, pings every 5 s, no compression."""
    return web.WebSocketResponse(heartbeat=5.0, compress=False, max_msg_size=MAX_MESSAGE_BYTES, timeout=2.0)
