"""Stand between two machines as a bad network: delay, silence, half-open connections, resets in the middle of frames.

    wire = await Wire.to("127.0.0.1", port)      # listens on wire.port
    wire.delay_ms = (20, 80)                     # every piece waits so long
    wire.part()                                  # nothing arrives any more, nothing is closed; new connections hang
    wire.mend()
    wire.deafen()                                # what the far end says is swallowed: acknowledgements get lost
    wire.reset()                                 # both ends of every connection see a reset, perhaps within a frame

TCP hides loss and order inside a connection, so what can reach an application is lateness, silence, an end in the
wrong place, and the same message again after the connection is made anew. That is what this makes happen.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
from dataclasses import dataclass, field

PIECE = 1_024  # bytes; smaller than many frames, so that an end often lies inside one
_RESET = struct.pack("ii", 1, 0)


@dataclass(eq=False)
class _Pair:
    """Hold one connection and its continuation."""

    near: asyncio.StreamWriter
    far: asyncio.StreamWriter

    def reset(self) -> None:
        """End both without a goodbye."""
        for writer in (self.near, self.far):
            raw = writer.get_extra_info("socket")
            if raw is not None:
                with contextlib.suppress(OSError):
                    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            writer.transport.abort()


@dataclass(eq=False)
class Wire:
    """Hold one listening port and everything that goes through it."""

    host: str
    far_port: int
    dice: random.Random
    delay_ms: tuple[int, int] = (0, 0)
    port: int = 0
    connections: int = 0
    resets: int = 0
    carried: int = 0
    _server: asyncio.Server | None = None
    _pairs: set[_Pair] = field(default_factory=set)
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    _deaf: bool = False
    _break_after: int | None = None
    _work: set[asyncio.Task[None]] = field(default_factory=set)

    @classmethod
    async def to(cls, host: str, far_port: int, seed: int = 0) -> Wire:
        """Listen on a free port of this machine and carry everything to `far_port`."""
        wire = cls(host, far_port, random.Random(seed))
        wire._open.set()
        wire._server = await asyncio.start_server(wire._accept, "127.0.0.1", 0)
        wire.port = int(wire._server.sockets[0].getsockname()[1])
        return wire

    def part(self) -> None:
        """Let nothing through and close nothing: each end believes that the other is only slow."""
        self._open.clear()

    def mend(self) -> None:
        """Let everything through again; what waited arrives late."""
        self._deaf = False
        self._break_after = None
        self._open.set()

    def deafen(self) -> None:
        """Swallow what the far end says from now on: what is sent arrives, its answer does not."""
        self._deaf = True

    def reset(self) -> None:
        """Reset every connection now."""
        self.resets += len(self._pairs)
        for pair in list(self._pairs):
            pair.reset()

    def break_after(self, count: int) -> None:
        """Reset a connection once so many more bytes were carried, wherever in a frame that is."""
        self._break_after = count

    async def close(self) -> None:
        """Stop listening and end everything."""
        if self._server is not None:
            self._server.close()
        self.reset()
        for task in list(self._work):
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        if task is not None:
            self._work.add(task)
            task.add_done_callback(self._work.discard)
        await self._open.wait()  # a partition answers nobody
        try:
            far_reader, far_writer = await asyncio.open_connection(self.host, self.far_port)
        except OSError:
            writer.transport.abort()
            return
        pair = _Pair(writer, far_writer)
        self._pairs.add(pair)
        try:
            await asyncio.gather(
                self._carry(reader, far_writer, pair, outwards=True),
                self._carry(far_reader, writer, pair, outwards=False),
            )
        finally:
            pair.reset()
            self._pairs.discard(pair)

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pair: _Pair, *, outwards: bool
    ) -> None:
        with contextlib.suppress(OSError):
            while piece := await reader.read(PIECE):
                low, high = self.delay_ms
                if high:
                    await asyncio.sleep(self.dice.uniform(low, high) / 1_000)
                await self._open.wait()
                if self._deaf and not outwards:
                    continue
                if self._break_after is not None:
                    self._break_after -= len(piece)
                    if self._break_after <= 0:
                        writer.write(piece[: max(1, len(piece) // 2)])
                        self._break_after = None
                        self.resets += 1
                        await asyncio.sleep(0)
                        pair.reset()
                        return
                self.carried += len(piece)
                writer.write(piece)
                await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()
