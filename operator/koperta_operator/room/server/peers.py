"""Speak with one connected machine: requests in order, replies, pushes.

Rules: a request is answered exactly once; requests of one connection are handled one after the
other, long work is a job with pushes of its own; a machine that does not read what it is sent is
cut off rather than waited for.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator

from aiohttp import WSMsgType, web

from koperta_packages.errors import PackageError
from koperta_sync.protocol.base import CLOSE_BAD_MESSAGE, MAX_MESSAGE_BYTES, Message, Refusal
from koperta_sync.protocol.frames import BadMessageError, Dialect, encode_push, encode_refusal, encode_reply
from koperta_sync.protocol.refusals import Refused, RefusedError, refusal

LOG = logging.getLogger(__name__)
CLOSE_SLOW = 4408  # too many unread pushes
CUT_OFF_S = 0.5  # so long a machine may take to answer that it is being closed
_MAX_WAITING_PUSHES = 256

Handler = Callable[[Message], Awaitable[Message]]


class Peer:
    """Hold one WebSocket to an enrolled machine."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        fingerprint: str,
        address: str,
        transport: asyncio.Transport | None = None,
    ) -> None:
        self.socket = socket
        self.fingerprint = fingerprint
        self.address = address
        self._transport = transport
        self._pushes: asyncio.Queue[bytes] = asyncio.Queue(_MAX_WAITING_PUSHES)
        self._closing: asyncio.Task[None] | None = None

    def push(self, message: Message) -> None:
        """Queue a push."""
        self.push_encoded(encode_push(message))

    def push_encoded(self, frame: bytes) -> None:
        """Queue a push that is encoded already, for messages to many; a slow reader is cut off."""
        try:
            self._pushes.put_nowait(frame)
        except asyncio.QueueFull:
            LOG.warning("machine %s does not read its pushes", self.fingerprint[:8])
            self.close_soon(CLOSE_SLOW)

    def close_soon(self, code: int) -> None:
        """Cut the connection without waiting for the other side."""
        if self._closing is None:
            self._closing = asyncio.get_running_loop().create_task(self.close(code))

    async def close(self, code: int) -> None:
        """Close the connection; a machine that does not read or answer is cut off after half a second."""
        try:
            async with asyncio.timeout(CUT_OFF_S):
                await self.socket.close(code=code)
        except (TimeoutError, ConnectionError, RuntimeError):
            LOG.info("machine %s did not answer its closing", self.fingerprint[:8])
        # The close code gets a moment to leave; after it, what still waits to be written to somebody who
        # does not read must not keep the connection.
        if self._transport is not None:
            asyncio.get_running_loop().call_later(CUT_OFF_S, self._transport.abort)

    async def serve(self, dialect: Dialect, handle: Handler) -> None:
        """Answer requests until the connection ends."""
        loop = asyncio.get_running_loop()
        pusher = loop.create_task(self._push_all())
        try:
            # In a task of its own: every wake-up of a task goes through all that await each other in it, and
            # below this there are the server's own; a click wakes it twice.
            await loop.create_task(self._answer_all(dialect, handle))
        finally:
            pusher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await pusher
            if self._closing is not None:
                await self._closing

    async def _answer_all(self, dialect: Dialect, handle: Handler) -> None:
        while True:
            frame = await self.socket.receive()
            if self._closing is not None or frame.type is not WSMsgType.TEXT:
                return
            if not await self._answer(frame.data, dialect, handle):
                return

    async def _push_all(self) -> None:
        while True:
            await self._send(await self._pushes.get())

    async def _answer(self, data: bytes | str, dialect: Dialect, handle: Handler) -> bool:
        try:
            request = dialect.decode_request(data)
        except BadMessageError as error:
            LOG.warning("bad message from %s: %s", self.fingerprint[:8], error)
            if error.request_id is None:
                self.close_soon(CLOSE_BAD_MESSAGE)
                return False
            await self._send(encode_refusal(error.request_id, refusal(Refused.BAD_MESSAGE, str(error))))
            return True
        try:
            reply = encode_reply(request.id, await handle(request.do))
        except Exception as error:  # one request that fails must not cost the machine its connection
            reply = encode_refusal(request.id, refusal_of(error))
        await self._send(reply)
        return True

    async def _send(self, data: bytes) -> None:
        # A machine that has gone asks again when it is back; nothing is lost by not telling it now.
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self.socket.send_frame(data, WSMsgType.TEXT)


def refusal_of(error: Exception) -> Refusal:
    """Turn whatever went wrong with a request into the refusal people see; what nobody foresaw is logged."""
    if isinstance(error, RefusedError):
        return error.refusal
    if isinstance(error, PackageError):
        return refusal(Refused.FILE_REFUSED, f"{error.code}: {error.detail}", file_code=error.code.value)
    if isinstance(error, OSError):
        return refusal(Refused.FILE_REFUSED, error.strerror or type(error).__name__)
    LOG.error("a request failed", exc_info=error)
    return refusal(Refused.WRONG_STATE, f"the request failed: {type(error).__name__}")


def new_socket() -> web.WebSocketResponse:
    """Make the server's end of a WebSocket: bounded messages, pings every 5 s, no compression."""
    return web.WebSocketResponse(
        heartbeat=5.0, compress=False, max_msg_size=MAX_MESSAGE_BYTES, timeout=2.0, decode_text=False
    )


class Peers:
    """Hold every open WebSocket from its first moment, whether or not it has said hello."""

    def __init__(self) -> None:
        self._open: set[Peer] = set()

    @contextlib.contextmanager
    def holding(self, peer: Peer) -> Iterator[None]:
        """Hold a connection while it is served."""
        self._open.add(peer)
        try:
            yield
        finally:
            self._open.discard(peer)

    def of(self, fingerprint: str) -> list[Peer]:
        """Return the connections of one machine."""
        return [peer for peer in self._open if peer.fingerprint == fingerprint]

    def all(self) -> list[Peer]:
        """Return every connection."""
        return list(self._open)
