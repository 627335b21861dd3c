"""Pair with a live room step by step, honestly or not."""

from __future__ import annotations

import secrets

import aiohttp

from koperta_crypto.certificates import make_request
from koperta_crypto.signing import SigningKey
from koperta_operator.room.journal.store import StoredEvent
from koperta_packages.identity import OfficialRole
from koperta_sync.codes import Claim
from koperta_sync.pairing import MachinePairing
from koperta_sync.protocol.base import Message, Refusal
from koperta_sync.protocol.console import ApprovePairing, Ok, OpenPairing
from koperta_sync.protocol.frames import decode_answer, encode_body
from koperta_sync.protocol.pairing import (
    MachineRole,
    PairingBegun,
    PairingRevealed,
    RevealPairing,
)
from koperta_sync.transport import unpaired_context
from tests.test_operator.live_room import EXAM_ROOM, LiveRoom
from tests.test_operator.live_wire import Wire

SEAT = 77


class Party:
    """Be a machine that pairs step by step, from an address of its own on the loopback."""

    def __init__(self, live: LiveRoom, address: str = "127.0.0.1") -> None:
        self.live, self.address = live, address
        self.key, self.request = make_request("party")
        claim = Claim(self.request, SigningKey.generate().public, live.room.lan.certificate_der)
        self.side = MachinePairing(MachineRole.WORKSTATION, claim, "party", secrets.token_bytes)

    async def send(self, path: str, message: Message) -> Message | Refusal:
        """Post one message of pairing; return the answer."""
        return await post(self.live, path, message, self.address)

    async def to_reveal(self) -> RevealPairing:
        """Begin."""
        begun = await self.send("/v1/pairing/begin", self.side.begin())
        assert isinstance(begun, PairingBegun), begun
        return self.side.begun(begun)

    async def to_codes(self) -> str:
        """Begin and reveal; return the code this machine shows."""
        assert isinstance(await self.send("/v1/pairing/reveal", await self.to_reveal()), PairingRevealed)
        return self.side.revealed()


async def post(live: LiveRoom, path: str, message: Message, address: str = "127.0.0.1") -> Message | Refusal:
    """Post a message to one of the doors from an address."""
    context = unpaired_context(live.room.lan.certificate_der)
    connector = aiohttp.TCPConnector(ssl=context, local_addr=(address, 0))
    async with aiohttp.ClientSession(connector=connector) as session:
        async with session.post(f"https://{live.address}{path}", data=encode_body(message)) as answer:
            return decode_answer(await answer.read())


def code_of(answer: Message | Refusal) -> str:
    """Return the code of a refusal."""
    assert isinstance(answer, Refusal), answer
    return answer.code


async def opened(live: LiveRoom) -> Wire:
    """Open pairing; return the operator's console."""
    console = await live.console(OfficialRole.OPERATOR)
    await console.expect(OpenPairing(open=True), Ok)
    return console


def approve(code: str, seat: int = SEAT) -> ApprovePairing:
    """Type a code at the console."""
    return ApprovePairing(code=code, exam_room=EXAM_ROOM, seat_number=seat)


async def events(live: LiveRoom) -> list[StoredEvent]:
    """Return the room's journal."""
    return await live.room.ledger.all_events()
