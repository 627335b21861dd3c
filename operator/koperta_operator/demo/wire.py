"""Be the cable between some workstations and the room: bytes pass as they are until somebody pulls it out."""

from __future__ import annotations

import asyncio
import contextlib

_AT_ONCE = 65_536


class Wire:
    """Relay TCP connections to the room's port, and drop all of them on demand."""

    def __init__(self, target: int) -> None:
        """Lead to a port of this machine."""
        self._target = target
        self._pulled = False
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def open(self) -> int:
        """Begin to relay; return the port of this end."""
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    def pull(self) -> None:
        """Break every connection and let no new one through."""
        self._pulled = True
        for writer in list(self._writers):
            writer.transport.abort()

    def plug(self) -> None:
        """Let connections through again."""
        self._pulled = False

    async def close(self) -> None:
        """End the relay for good."""
        self.pull()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._pulled:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, back}
        try:
            await asyncio.gather(_pass(reader, back), _pass(there, writer))
        finally:
            for end in (writer, back):
                self._writers.discard(end)
                end.transport.abort()


async def _pass(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await source.read(_AT_ONCE):
            target.write(data)
            await target.drain()
        target.close()
