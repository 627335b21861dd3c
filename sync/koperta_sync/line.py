"""Open one WebSocket connection to a room: no redirects, no proxies, and a dead peer is noticed.

This is all that the client needs of the library `websockets`; its errors end here, except for those that
`open_line` names.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from typing import Any, cast

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus, WebSocketException
from websockets.protocol import State

from koperta_sync.protocol.base import MAX_ROOM_MESSAGE_BYTES
from koperta_sync.transport import base_url
from koperta_sync.web import RedirectRefusedError

CLOSE_SECONDS = 2.0


class LineError(Exception):
    """Say that no connection came about.

    `status` is the room's HTTP answer, if there was one; `cut` says that the room ended the connection
    after the TLS handshake without any answer.
    """

    def __init__(self, text: str, *, status: int = 0, cut: bool = False) -> None:
        super().__init__(text)
        self.status = status
        self.cut = cut


class LineEndedError(Exception):
    """Say that the connection has ended; `Line.close_code` may say why."""


class Line:
    """Carry messages until one side ends it; `watch` has to run beside."""

    def __init__(self, socket: _Socket, heartbeat: float) -> None:
        self._socket = socket
        self._heartbeat = heartbeat

    @property
    def close_code(self) -> int | None:
        """Return with which code the connection was closed, None while it is open."""
        return self._socket.close_code

    async def send(self, data: bytes) -> None:
        """Send one text message; LineEndedError."""
        try:
            await self._socket.send(data, text=True)
        except (ConnectionClosed, OSError) as error:
            raise LineEndedError(str(error)) from error

    async def receive(self) -> bytes:
        """Wait for the next message; LineEndedError."""
        try:
            return await self._socket.recv(decode=False)
        except (ConnectionClosed, OSError) as error:
            raise LineEndedError(str(error)) from error

    async def watch(self) -> None:
        """Ping after silence, and cut the connection when half of that time later still nothing has come."""
        loop = asyncio.get_running_loop()
        while self._socket.state is not State.CLOSED:
            rest = self._socket.heard_at + self._heartbeat - loop.time()
            if rest > 0:
                await asyncio.sleep(rest)
                continue
            asked = loop.time()
            await self._ping(self._heartbeat / 2)
            await asyncio.sleep(asked + self._heartbeat / 2 - loop.time())
            if self._socket.heard_at < asked:
                self._socket.transport.abort()
                return

    async def close(self) -> None:
        """End the connection; a peer that does not answer is not waited for longer than CLOSE_SECONDS."""
        await self._socket.close()

    async def _ping(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._socket.ping()
        except (ConnectionClosed, OSError, TimeoutError):
            pass  # what counts is whether anything comes


async def open_line(
    address: str,
    path: str,
    context: ssl.SSLContext,
    server_name: str,
    heartbeat: float,
    headers: Mapping[str, str] | None = None,
) -> Line:
    """Connect; LineError, OSError (ssl.SSLError, too), RedirectRefusedError. The caller limits the time."""
    opening = _Connect(
        base_url("wss", address) + path,
        ssl=context,
        server_hostname=server_name,
        create_connection=_Socket,
        additional_headers=headers,
        compression=None,
        proxy=None,
        user_agent_header=None,
        max_size=MAX_ROOM_MESSAGE_BYTES,
        open_timeout=None,
        close_timeout=CLOSE_SECONDS,
        ping_interval=None,
    )
    try:
        socket = cast(_Socket, await opening)
    except InvalidStatus as error:
        raise LineError(f"the room answered {error.response.status_code}", status=error.response.status_code) from error
    except ConnectionClosed as error:
        raise LineError(str(error), cut=True) from error
    except WebSocketException as error:
        cut = isinstance(error, InvalidMessage) and isinstance(error.__cause__, EOFError)
        raise LineError(f"{error}: {error.__cause__}", cut=cut) from error
    return Line(socket, heartbeat)


class _Socket(ClientConnection):
    """Remember when the room was last heard, in seconds of the loop: any byte counts, not only an answered ping."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.heard_at = self.loop.time()

    def data_received(self, data: bytes) -> None:
        self.heard_at = self.loop.time()
        super().data_received(data)


class _Connect(connect):
    def process_redirect(self, exc: Exception) -> Exception | str:
        redirected = isinstance(exc, InvalidStatus) and 300 <= exc.response.status_code < 400
        return RedirectRefusedError(f"redirected from {self.uri}") if redirected else exc
