"""Give the tests of the client a machine whose link reports everything, and a play to put it in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

from koperta_crypto.certificates import make_request
from koperta_crypto.signing import SigningKey
from koperta_sync.client import LinkChange, LinkState, RoomLink
from koperta_sync.credentials import Credentials, make_credentials
from koperta_sync.pairing import Paired
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.seat import WorkstationFacts
from koperta_sync.protocol.workstation import Hello
from tests.test_sync.small_room import SmallRoom, serving


def hello() -> Hello:
    """Say hello as a test."""
    facts = WorkstationFacts(software="t", platform="t", screen="1x1", wall_ms=0)
    return Hello(version=PROTOCOL_VERSION, facts=facts)


def admitted(room: SmallRoom, *addresses: str) -> Credentials:
    """Return the credentials of a machine that the room knows."""
    key, request = make_request("PC-07")
    answer = room.issue(request, 7)
    paired = Paired(
        certificate_pem=answer.certificate_pem.encode(),
        authority_pem=answer.authority_pem.encode(),
        server_name=answer.server_name,
        room_id=answer.room_id,
        label=answer.label,
        exam_room=answer.exam_room,
        seat_number=answer.seat_number,
    )
    role = MachineRole.WORKSTATION
    return make_credentials(role, paired, key, SigningKey.generate(), addresses or (room.address,))


class Machine:
    """Hold a link and everything it reported."""

    def __init__(self, credentials: Credentials) -> None:
        self.changes: list[LinkChange] = []
        self.pushed: list[Message] = []
        self.news = asyncio.Event()
        self.link = RoomLink(credentials, MachineRole.WORKSTATION, self._push, self._state, hello=hello)
        self.link.start()

    def _push(self, message: Message) -> None:
        self.pushed.append(message)
        self.news.set()

    def _state(self, change: LinkChange) -> None:
        self.changes.append(change)
        self.news.set()

    async def until(self, holds: Callable[[], bool], seconds: float = 15.0) -> None:
        """Wait until something reported makes a condition true."""
        async with asyncio.timeout(seconds):
            while not holds():
                self.news.clear()
                await self.news.wait()

    async def until_state(self, state: LinkState, seconds: float = 15.0) -> LinkChange:
        """Wait for a state that is reported from now on or holds already."""
        await self.until(lambda: self.link.change.state is state, seconds)
        return self.link.change


def run(story: Callable[[SmallRoom, Machine], Coroutine[None, None, None]], room: SmallRoom | None = None) -> None:
    """Play a story between a room and one admitted machine."""

    async def play() -> None:
        async with serving(room or SmallRoom()) as served:
            machine = Machine(admitted(served))
            try:
                await story(served, machine)
            finally:
                await machine.link.close()
                assert machine.link.change.state is LinkState.CLOSED

    asyncio.run(play())
