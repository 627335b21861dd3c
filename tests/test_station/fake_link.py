"""Be the connection between a session and a fake room: what a `RoomLink` promises, over real frames."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from koperta_station.desk import Link
from koperta_sync.client import LinkChange, LinkState
from koperta_sync.credentials import Credentials
from koperta_sync.protocol.base import Message, Refusal
from koperta_sync.protocol.frames import (
    WORKSTATION,
    Push,
    encode_push,
    encode_refusal,
    encode_reply,
    encode_request,
)
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.workstation import (
    Beat,
    Welcome,
)
from koperta_sync.transport import RoomAwayError
from tests.test_station.fake_room import FakeRoom

T = TypeVar("T", bound=Message)


class FakeLink:
    """Be a `RoomLink` to a `FakeRoom`; the strict frames are the wire."""

    def __init__(
        self,
        room: FakeRoom,
        credentials: Credentials,
        on_push: Callable[[Message], None],
        on_state: Callable[[LinkChange], None],
        hello: Callable[[], Message],
    ) -> None:
        self.seat = credentials.seat_number
        self.connected = False
        self._room = room
        self._on_push = on_push
        self._on_state = on_state
        self._hello = hello
        self._lost = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        room.machines[self.seat] = credentials
        room.links.append(self)

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def close(self) -> None:
        self.connected = False
        if self in self._room.links:
            self._room.links.remove(self)
        if self._task is not None:
            self._task.cancel()

    def lose(self) -> None:
        self._lost.set()
        if self.connected:
            self.connected = False
            self._on_state(LinkChange(LinkState.AWAY))

    def take_push(self, message: Message) -> None:
        frame = WORKSTATION.decode_from_room(encode_push(message))
        assert isinstance(frame, Push)
        self._on_push(frame.message)

    async def request(self, message: Message, reply_type: type[T], seconds: float = 10.0) -> T:
        self._check()
        await asyncio.sleep(0)
        self._check()
        if self._room.lose_requests:
            self._room.lose_requests -= 1
            self.lose()
            raise RoomAwayError("the request was lost")
        answer = self._answer(message)
        if self._room.lose_replies:
            self._room.lose_replies -= 1
            self.lose()
            raise RoomAwayError("the reply was lost")
        if self._room.lose_replies_quietly and not isinstance(message, Beat):
            self._room.lose_replies_quietly -= 1
            raise RoomAwayError("the room did not answer in time")
        await asyncio.sleep(0)
        if isinstance(answer, Refusal):
            raise RefusedError.received(answer)
        assert isinstance(answer, reply_type)
        return answer

    async def fetch(self, path: str, limit: int = 2**26, seconds: float = 60.0) -> bytes:
        self._check()
        await asyncio.sleep(0)
        self._check()
        data = self._room.file(self.seat, path)
        if len(data) > limit:
            raise RoomAwayError("more than the limit")
        return data

    def _check(self) -> None:
        if not self.connected:
            raise RoomAwayError("the room is not connected")

    def _answer(self, message: Message) -> Message | Refusal:
        request = WORKSTATION.decode_request(encode_request(1, message))
        try:
            frame = encode_reply(1, self._room.answer(self.seat, request.do))
        except RefusedError as error:
            frame = encode_refusal(1, error.refusal)
        decoded = WORKSTATION.decode_from_room(frame)
        assert not isinstance(decoded, Push)
        return decoded.answer

    async def _run(self) -> None:
        said_away = False
        while True:
            self._lost.clear()
            if self._room.reachable():
                welcome = self._answer(self._hello())
                assert isinstance(welcome, Welcome)
                self.connected = True
                self._on_state(LinkChange(LinkState.CONNECTED))
                self._on_push(welcome)
                await self._lost.wait()
            elif not said_away:
                self._on_state(LinkChange(LinkState.AWAY))
                said_away = True
            await asyncio.sleep(0.002)


def link_factory(room: FakeRoom) -> Callable[..., Link]:
    """Return what a session takes for `RoomLink`."""

    def make(
        credentials: Credentials,
        kind: MachineRole,
        on_push: Callable[[Message], None],
        on_state: Callable[[LinkChange], None],
        *,
        hello: Callable[[], Message],
    ) -> Link:
        assert kind is MachineRole.WORKSTATION
        return FakeLink(room, credentials, on_push, on_state, hello)

    return make
