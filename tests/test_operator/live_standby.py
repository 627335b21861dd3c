"""Connect a standby to a room inside a test: one that does as it is told, honest or not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from koperta_crypto.certificates import make_request
from koperta_crypto.signing import SigningKey
from koperta_operator.room.rules.room_events import MachineEnrolled
from koperta_sync.client import LinkChange, LinkState, RoomLink
from koperta_sync.credentials import Credentials
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.room_view import StandbyState
from koperta_sync.protocol.standby import (
    Confirm,
    JournalHead,
    JournalRow,
    JournalRows,
    Noted,
    SittingKeys,
    StandbyHello,
)
from tests.test_operator.live_room import LiveRoom

SERVES_AT = ("127.0.0.1:9",)


async def standby_pairing(live: LiveRoom, name: str = "zapas") -> Credentials:
    """Enrol a standby as pairing by codes does."""
    key_pem, request_pem = make_request(name)
    answer_key, room = SigningKey.generate(), live.room
    certificate, fingerprint = room.lan.admit(request_pem.decode(), f"standby {name}")
    enrolled = MachineEnrolled(
        fingerprint=fingerprint, role="standby", machine_name=name, answer_key=answer_key.public.hex()
    )
    await room.ledger.record(enrolled)
    return Credentials(
        role=MachineRole.STANDBY,
        key_pem=key_pem.decode(),
        certificate_pem=certificate,
        authority_pem=room.lan.authority.certificate_pem.decode(),
        server_name=room.lan.server_name,
        addresses=(live.address,),
        room_id=room.identity.room_id,
        label=room.identity.label,
        answer_seed=answer_key.seed().hex(),
    )


class Scripted:
    """Be a standby that keeps what it is sent in memory and confirms when the test says so."""

    def __init__(self, credentials: Credentials, heads: tuple[JournalHead, ...] = ()) -> None:
        self.rows: dict[str, list[JournalRow]] = {}
        self.keys: dict[str, bytes] = {}
        self.changes: list[LinkChange] = []
        self.honest = True
        self.missing = 0
        self._heads = heads
        self._work: set[asyncio.Task[object]] = set()
        self.link = RoomLink(credentials, MachineRole.STANDBY, self._heard, self.changes.append, hello=self._hello)
        self.link.start()

    def _hello(self) -> Message:
        heads = self._heads + tuple(
            JournalHead(journal=name, sequence=rows[-1].seq, head=rows[-1].head) for name, rows in self.rows.items()
        )
        return StandbyHello(version=PROTOCOL_VERSION, software="test", addresses=SERVES_AT, heads=heads)

    def _heard(self, message: Message) -> None:
        if isinstance(message, SittingKeys):
            self.keys[message.sitting_id] = bytes.fromhex(message.sealed)
        if isinstance(message, JournalRows):
            self.rows.setdefault(message.journal, []).extend(message.rows)
            if self.honest:
                task = asyncio.ensure_future(self.confirm(message.journal))
                self._work.add(task)
                task.add_done_callback(self._work.discard)

    async def confirm(self, journal: str) -> None:
        """Confirm everything of a journal."""
        last = self.rows[journal][-1]
        message = Confirm(journal=journal, sequence=last.seq, head=last.head, missing=self.missing)
        await self.link.request(message, Noted)

    async def confirm_all(self) -> None:
        """Confirm everything there is."""
        for journal in list(self.rows):
            await self.confirm(journal)

    async def close(self) -> None:
        """Go away."""
        await self.link.close()

    async def until_state(self, state: LinkState) -> LinkChange:
        """Wait for a state of the connection."""
        await until(lambda: any(one.state is state for one in self.changes))
        return next(one for one in self.changes if one.state is state)


async def counted(live: LiveRoom, credentials: Credentials) -> Scripted:
    """Connect a standby and wait until the room waits for its word."""
    standby = Scripted(credentials)
    await until(lambda: live.room.standby.view().state is StandbyState.READY)
    return standby


async def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.01)
