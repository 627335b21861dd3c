"""Send single HTTPS requests to a room: no redirects, no proxies, no cookies, bounded answers."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from dataclasses import dataclass

import h11

from koperta_sync.protocol.base import MAX_ROOM_MESSAGE_BYTES, Message, Refusal
from koperta_sync.protocol.frames import BadMessageError, decode_answer, encode_body
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.transport import RoomAwayError, base_url, split_address

REQUEST_SECONDS = 10.0
KEPT_SECONDS = 10.0  # an idle connection is used again within this time; a room keeps it for longer
MAX_CONNECTIONS = 4
_MAX_HEAD_BYTES = 32 * 1024
_PIECE_BYTES = 64 * 1024


class RedirectRefusedError(Exception):
    """Say that the other side tried to send this machine somewhere else; a room never does."""


class TooLongError(Exception):
    """Say that an answer is longer than what was asked for can be."""


@dataclass(slots=True)
class _Connection:
    place: tuple[str, str | None]  # address, name in the certificate
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    http: h11.Connection
    used_at: float = 0.0

    async def ask(self, request: h11.Request, body: bytes, limit: int) -> tuple[int, bytes]:
        """Return status and body of the answer; OSError, h11.ProtocolError, TooLongError."""
        for event in (request, h11.Data(data=body), h11.EndOfMessage()):
            self.writer.write(self.http.send(event) or b"")
        await self.writer.drain()
        status, length, pieces = 0, 0, []
        while True:
            match self.http.next_event():
                case h11.NEED_DATA:
                    self.http.receive_data(await self.reader.read(_PIECE_BYTES))
                case h11.Response(status_code=status):
                    pass
                case h11.Data(data=piece):
                    length += len(piece)
                    if length > limit:
                        raise TooLongError(f"more than {limit} bytes")
                    pieces.append(bytes(piece))
                case h11.EndOfMessage():
                    return status, b"".join(pieces)
                case h11.ConnectionClosed():
                    raise ConnectionError("the room ended the connection")
                case _:  # a 1xx answer: the real one follows
                    pass


class Session:
    """Hold the connections of one TLS context to rooms; close it with `await session.close()`."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        self._idle: list[_Connection] = []
        self._room_for_more = asyncio.Semaphore(MAX_CONNECTIONS)

    async def ask(
        self, method: str, address: str, path: str, *, server_name: str | None, body: bytes, limit: int
    ) -> tuple[int, bytes]:
        """Return status and body of the answer to one request; OSError, h11.ProtocolError, TooLongError."""
        headers = [("Host", base_url("https", address).partition("//")[2]), ("Content-Length", str(len(body)))]
        request = h11.Request(method=method, target=path, headers=headers)
        async with self._room_for_more:
            connection = await self._connection((address, server_name))
            try:
                answer = await connection.ask(request, body, limit)
            except BaseException:
                connection.writer.transport.abort()
                raise
            self._keep(connection)
            return answer

    async def close(self) -> None:
        """End all connections."""
        idle, self._idle = self._idle, []
        for connection in idle:
            await _end(connection)

    async def _connection(self, place: tuple[str, str | None]) -> _Connection:
        now = asyncio.get_running_loop().time()
        while self._idle:
            kept = self._idle.pop()
            if kept.place == place and now - kept.used_at < KEPT_SECONDS and not kept.reader.at_eof():
                kept.http.start_next_cycle()
                return kept
            await _end(kept)
        host, port = split_address(place[0])
        reader, writer = await asyncio.open_connection(host, port, ssl=self._context, server_hostname=place[1])
        http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MAX_HEAD_BYTES)
        return _Connection(place, reader, writer, http)

    def _keep(self, connection: _Connection) -> None:
        if connection.http.our_state is h11.DONE and connection.http.their_state is h11.DONE:
            connection.used_at = asyncio.get_running_loop().time()
            self._idle.append(connection)
        else:
            connection.writer.transport.abort()


async def _end(connection: _Connection) -> None:
    # The other side's goodbye is not waited for: everything asked for has been answered.
    connection.writer.transport.abort()
    with contextlib.suppress(OSError):
        await connection.writer.wait_closed()


def open_session(context: ssl.SSLContext) -> Session:
    """Open a session whose every connection uses this TLS context."""
    return Session(context)


async def fetch(
    session: Session,
    method: str,
    address: str,
    path: str,
    *,
    server_name: str | None,
    body: bytes = b"",
    limit: int = MAX_ROOM_MESSAGE_BYTES,
    seconds: float = REQUEST_SECONDS,
) -> bytes:
    """Return the body of a 200 answer of at most `limit` bytes; RefusedError or RoomAwayError."""
    url = base_url("https", address) + path
    try:
        async with asyncio.timeout(seconds):
            status, data = await session.ask(method, address, path, server_name=server_name, body=body, limit=limit)
        if 300 <= status < 400:
            raise RedirectRefusedError(f"redirected from {url}")
    except (RedirectRefusedError, TooLongError, h11.ProtocolError, OSError, TimeoutError) as error:
        raise RoomAwayError(f"{url}: {type(error).__name__}: {error}") from error
    if status == 200:
        return data
    raise _refusal_in(data, f"{url} answered {status}")


async def ask(
    session: Session, address: str, path: str, message: Message | None, *, server_name: str | None
) -> Message:
    """Send one message as POST, or GET without one, and return the message that answers it."""
    method, body = ("GET", b"") if message is None else ("POST", encode_body(message))
    data = await fetch(session, method, address, path, server_name=server_name, body=body)
    try:
        answer = decode_answer(data)
    except BadMessageError as error:
        raise RoomAwayError(f"{address}{path} is no room: {error}") from error
    if isinstance(answer, Refusal):
        raise RefusedError.received(answer)
    return answer


def _refusal_in(data: bytes, otherwise: str) -> Exception:
    try:
        answer = decode_answer(data)
    except BadMessageError:
        return RoomAwayError(otherwise)
    return RefusedError.received(answer) if isinstance(answer, Refusal) else RoomAwayError(otherwise)
