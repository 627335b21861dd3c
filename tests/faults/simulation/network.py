"""Carry real frames between workstations and rooms over a wire that loses, delays and forgets.

One connection keeps its order, as TCP does; a connection that is gone may still deliver to the room what was on its
way, behind what the next connection brings. Half open: nothing arrives any more, and only time tells.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Protocol, TypeVar

from koperta_sync.client import LinkChange, LinkState
from koperta_sync.protocol.base import Message, Refusal
from koperta_sync.protocol.frames import WORKSTATION, Push, encode_request
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.room_memory import RoomMemory
from koperta_sync.transport import RoomAwayError

T = TypeVar("T", bound=Message)
NOTICED_S = 8.0  # a dead connection is noticed by a workstation within so long


class Server(Protocol):
    """Be what a wire needs of a room."""

    def accept(self, connection: Connection) -> bool:
        """Take a new connection, or not."""

    def receive(self, connection: Connection, frame: bytes) -> None:
        """Take a frame."""

    def lost(self, connection: Connection) -> None:
        """Notice that a connection is gone."""

    def file(self, connection: Connection, path: str) -> bytes:
        """Return a file's bytes. Raises RefusedError."""


@dataclass(slots=True)
class Wire:
    """Hold the network of a day: who can be reached, how slow it is, which room answers."""

    dice: Random
    server: Server | None = None
    cut: set[int] = field(default_factory=set)  # seats whose cable is out
    delay_s: tuple[float, float] = (0.001, 0.01)
    frames: int = 0

    def delay(self) -> float:
        """Return how long a frame takes now."""
        return self.dice.uniform(*self.delay_s)

    def reaches(self, seat: int) -> bool:
        """Say whether a room can be reached from a seat."""
        return self.server is not None and seat not in self.cut


class Connection:
    """Hold one connection: two directions, each in order."""

    def __init__(self, wire: Wire, link: SimLink, server: Server) -> None:
        self.wire, self.link, self.server = wire, link, server
        self.seat = link.seat
        self.deaf = False  # half open: what is sent is lost and nobody says so
        self.open = True  # as the room knows it
        self._last = {"up": 0.0, "down": 0.0}

    def up(self, frame: bytes) -> None:
        """Send to the room."""
        if not self.deaf:
            self._later("up", lambda: self.server.receive(self, frame) if self.open else None)

    def down(self, frame: bytes) -> None:
        """Send to the workstation."""
        if not self.deaf:
            self._later("down", lambda: self.link.take(self, frame))

    def end(self, *, told_after: float, room_told_after: float) -> None:
        """Let the connection be gone; each side notices after a while, and the room may still get what was sent."""
        self.deaf = True
        loop = asyncio.get_running_loop()
        loop.call_later(told_after, self.link.gone, self)
        loop.call_later(room_told_after, self._room_notices)

    def _room_notices(self) -> None:
        if self.open:
            self.open = False
            self.server.lost(self)

    def _later(self, way: str, act: Callable[[], object]) -> None:
        loop = asyncio.get_running_loop()
        self._last[way] = max(self._last[way], loop.time() + self.wire.delay())
        self.wire.frames += 1
        loop.call_at(self._last[way], act)


class SimLink:
    """Be a `RoomLink` over a wire: connects by itself, says hello, knows when the room is away."""

    def __init__(
        self,
        wire: Wire,
        seat: int,
        memory: RoomMemory,
        on_push: Callable[[Message], None],
        on_state: Callable[[LinkChange], None],
        hello: Callable[[], Message],
    ) -> None:
        self.seat = seat
        self.connected = False
        self._wire, self._on_push, self._on_state, self._hello = wire, on_push, on_state, hello
        self._memory = memory
        self._connection: Connection | None = None
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Message | Refusal]] = {}
        self._lost = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def connection(self) -> Connection | None:
        """Return the connection there is."""
        return self._connection

    def start(self) -> None:
        """Begin to connect."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def close(self) -> None:
        """Disconnect; the room notices."""
        self.connected = False
        if self._task is not None:
            self._task.cancel()
        if self._connection is not None:
            self._connection.end(told_after=0.0, room_told_after=0.05)
        self._connection = None

    async def request(self, message: Message, reply_type: type[T], seconds: float = 10.0) -> T:
        """Ask over the wire; RefusedError, RoomAwayError."""
        if not self.connected or self._connection is None:
            raise RoomAwayError("the room is not connected")
        answer = await self._ask(self._connection, message, seconds)
        if isinstance(answer, Refusal):
            raise RefusedError.received(answer)
        if not isinstance(answer, reply_type):
            raise TypeError(f"{type(answer).__name__} answers {type(message).__name__}")
        return answer

    async def fetch(self, path: str, limit: int = 2**26, seconds: float = 60.0) -> bytes:
        """Return a file."""
        connection = self._connection
        if not self.connected or connection is None:
            raise RoomAwayError("the room is not connected")
        await asyncio.sleep(2 * self._wire.delay())
        if connection is not self._connection or connection.deaf:
            raise RoomAwayError("the connection ended")
        return connection.server.file(connection, path)

    def take(self, connection: Connection, frame: bytes) -> None:
        """Take a frame from the room."""
        if connection is not self._connection:
            return
        decoded = WORKSTATION.decode_from_room(frame)
        if isinstance(decoded, Push):
            if self.connected:
                self._on_push(decoded.message)
            return
        waiting = self._waiting.pop(decoded.re, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(decoded.answer)

    def gone(self, connection: Connection) -> None:
        """Notice that a connection is gone."""
        if connection is not self._connection:
            return
        self._connection = None
        waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            if not future.done():
                future.set_exception(RoomAwayError("the connection ended"))
        if self.connected:
            self.connected = False
            self._on_state(LinkChange(LinkState.AWAY))
        self._lost.set()

    async def _ask(self, connection: Connection, message: Message, seconds: float) -> Message | Refusal:
        number = next(self._numbers)
        future: asyncio.Future[Message | Refusal] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        connection.up(encode_request(number, message))
        try:
            async with asyncio.timeout(seconds):
                return await future
        except TimeoutError:
            raise RoomAwayError("no answer in time") from None
        finally:
            self._waiting.pop(number, None)

    async def _run(self) -> None:
        said_away = False
        while True:
            self._lost.clear()
            server = self._wire.server
            if server is not None and self._wire.reaches(self.seat):
                connection = Connection(self._wire, self, server)
                if server.accept(connection):
                    await self._serve(connection)
            if not self.connected and not said_away:
                self._on_state(LinkChange(LinkState.AWAY))
                said_away = True
            await asyncio.sleep(0.2 + self._wire.delay())

    async def _serve(self, connection: Connection) -> None:
        self._connection = connection
        try:
            welcome = await self._ask(connection, self._memory.told(self._hello()), NOTICED_S)
            if not isinstance(welcome, Refusal):
                self._memory.heed(welcome, "192.0.2.1:8443")
        except RoomAwayError:
            self.gone(connection)
            return
        if isinstance(welcome, Refusal) or connection is not self._connection:
            self.gone(connection)
            return
        self.connected = True
        self._on_state(LinkChange(LinkState.CONNECTED))
        self._on_push(welcome)
        await self._lost.wait()
