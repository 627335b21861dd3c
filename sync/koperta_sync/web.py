"""Send single HTTPS requests to a room: no redirects, no proxies, no cookies, bounded answers."""

from __future__ import annotations

import asyncio
import ssl
from types import SimpleNamespace

import aiohttp

from koperta_sync.protocol.base import MAX_ROOM_MESSAGE_BYTES, Message, Refusal
from koperta_sync.protocol.frames import BadMessageError, decode_answer, encode_body
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.transport import RoomAwayError, base_url

REQUEST_SECONDS = 10.0


class RedirectRefusedError(aiohttp.ClientError):
    """Say that the other side tried to send this machine somewhere else; a room never does."""


async def _refuse_redirect(
    session: aiohttp.ClientSession, context: SimpleNamespace, parameters: aiohttp.TraceRequestRedirectParams
) -> None:
    raise RedirectRefusedError(f"redirected from {parameters.url}")


def open_session(context: ssl.SSLContext) -> aiohttp.ClientSession:
    """Open a session whose every connection uses this TLS context; close it with `await session.close()`."""
    trace = aiohttp.TraceConfig()
    trace.on_request_redirect.append(_refuse_redirect)
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=context, limit=4),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        trace_configs=[trace],
        auto_decompress=False,
    )


async def fetch(
    session: aiohttp.ClientSession,
    method: str,
    url: str,
    *,
    server_name: str | None,
    body: bytes | None = None,
    limit: int = MAX_ROOM_MESSAGE_BYTES,
    seconds: float = REQUEST_SECONDS,
) -> bytes:
    """Return the body of a 200 answer of at most `limit` bytes; RefusedError or RoomAwayError."""
    try:
        async with asyncio.timeout(seconds):
            async with session.request(
                method, url, data=body, server_hostname=server_name, allow_redirects=False
            ) as response:
                if 300 <= response.status < 400:
                    raise RedirectRefusedError(f"redirected from {url}")
                data = await _read(response, limit)
                status = response.status
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise RoomAwayError(f"{url}: {type(error).__name__}: {error}") from error
    if status == 200:
        return data
    raise _refusal_in(data, f"{url} answered {status}")


async def ask(
    session: aiohttp.ClientSession, address: str, path: str, message: Message | None, *, server_name: str | None
) -> Message:
    """Send one message as POST, or GET without one, and return the message that answers it."""
    url = base_url("https", address) + path
    method, body = ("GET", None) if message is None else ("POST", encode_body(message))
    data = await fetch(session, method, url, server_name=server_name, body=body)
    try:
        answer = decode_answer(data)
    except BadMessageError as error:
        raise RoomAwayError(f"{url} is no room: {error}") from error
    if isinstance(answer, Refusal):
        raise RefusedError.received(answer)
    return answer


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    pieces = []
    length = 0
    async for piece in response.content.iter_any():
        length += len(piece)
        if length > limit:
            raise aiohttp.ClientPayloadError(f"more than {limit} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _refusal_in(data: bytes, otherwise: str) -> Exception:
    try:
        answer = decode_answer(data)
    except BadMessageError:
        return RoomAwayError(otherwise)
    return RefusedError.received(answer) if isinstance(answer, Refusal) else RoomAwayError(otherwise)
