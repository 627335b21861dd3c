"""Serve consoles: who is signed in, what they may do, what everybody is shown.

Rules: a console without an official may only look; every act is checked against one table of rights
before anything else; what is shown is built from durable state alone and holds no task and no answer.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from koperta_crypto.errors import CryptoError
from koperta_crypto.signing import verify
from koperta_operator.room.rights import OPEN, may_make
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.room_events import OfficialSignedIn, OfficialSignedOut
from koperta_operator.room.rules.room_state import Machine
from koperta_operator.room.server.peers import Peer
from koperta_operator.room.terms import Terms
from koperta_packages.identity import OfficialStatement
from koperta_sync.console_client import sign_in_bytes
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message
from koperta_sync.protocol.console import (
    ConsoleHello,
    ConsoleWelcome,
    ImportFiles,
    ListFolder,
    Ok,
    SignedIn,
    SignIn,
    SignOut,
)
from koperta_sync.protocol.frames import encode_push
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import RoomView, Tile

LOCAL_CONSOLE = "local"
LOG = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Console:
    """Hold one connected console; `challenge` is what its official signs, fresh for every connection."""

    peer: Peer
    machine: Machine
    challenge: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    official: OfficialStatement | None = None
    welcomed: bool = False

    @property
    def actor(self) -> str:
        """Return how journals name who acts here."""
        return self.official.official_id if self.official else f"console:{self.machine.fingerprint[:8]}"

    @property
    def role(self) -> str:
        """Return the role of who acts here; empty for nobody."""
        return self.official.role.value if self.official else ""


Act = Callable[[Console, Any], Awaitable[Message]]


@dataclass(slots=True, repr=False)  # names of people stay out of logs
class Desk:
    """Answer the requests of all consoles; what the acts do is registered from outside."""

    room_id: str
    ledger: RoomLedger
    official: Callable[[str], OfficialStatement | None]
    registered: Callable[[], bool]
    view: Callable[[], RoomView]
    tiles: Callable[[], tuple[Tile, ...]]
    terms: Terms
    acts: dict[type[Message], Act] = field(default_factory=dict)
    consoles: set[Console] = field(default_factory=set)

    async def handle(self, console: Console, message: Message) -> Message:
        """Answer one request; raises RefusedError."""
        if not console.welcomed and not isinstance(message, ConsoleHello):
            raise RefusedError(Refused.BAD_MESSAGE, "console-hello comes first")
        if not isinstance(message, ConsoleHello):
            self.terms.check()
        if type(message) not in OPEN and not self._first_import(console, message):
            if console.official is not None and self.official(console.official.official_id) is None:
                await self._sign_out(console)  # the board has revoked this person meanwhile
            if console.official is None:
                raise RefusedError(Refused.NOT_SIGNED_IN)
            if not may_make(console.official.role.value, message):
                raise RefusedError(Refused.NOT_ALLOWED, role=console.official.role.value)
        if isinstance(message, ConsoleHello):
            await self.terms.hear(message.term, message.term_proof)
            return self._welcome(console, message)
        if isinstance(message, SignIn):
            return await self._sign_in(console, message)
        if isinstance(message, SignOut):
            await self._sign_out(console)
            return Ok()
        act = self.acts.get(type(message))
        if act is None:
            raise RefusedError(Refused.BAD_MESSAGE, f"no act for {type(message).__name__}")
        return await act(console, message)

    def _first_import(self, console: Console, message: Message) -> bool:
        """Tell whether this is the import of the registration, before which nobody can sign in.

        Only the console on this very machine may: whoever is there could read the room's folder anyway.
        """
        local = console.machine.machine_name == LOCAL_CONSOLE
        return local and isinstance(message, ImportFiles | ListFolder) and not self.registered()

    async def leave(self, console: Console) -> None:
        """Note that a console is gone; nothing of the exam depends on it."""
        self.consoles.discard(console)
        with contextlib.suppress(RefusedError):  # the room is stopping
            await self._sign_out(console)

    def broadcast(self, message: Message) -> None:
        """Push a message to every console, encoded once."""
        if self.consoles:
            frame = encode_push(message)
            for console in self.consoles:
                console.peer.push_encoded(frame)

    def _welcome(self, console: Console, message: ConsoleHello) -> Message:
        if message.version != PROTOCOL_VERSION:
            raise RefusedError(Refused.VERSION, f"{message.version}, the room speaks {PROTOCOL_VERSION}")
        console.welcomed = True
        self.consoles.add(console)
        return ConsoleWelcome(
            version=PROTOCOL_VERSION,
            challenge=console.challenge.hex(),
            room=self.view(),
            tiles=self.tiles(),
            term=self.terms.term,
            term_proof=self.terms.proof,
            standbys=self.ledger.state.standby_addresses(),
        )

    async def _sign_in(self, console: Console, message: SignIn) -> Message:
        official = self.official(message.official_id)
        try:
            if official is None:
                raise RefusedError(Refused.NOT_ALLOWED, "not a registered official of this centre")
            signed = sign_in_bytes(self.room_id, console.challenge.hex())
            verify(bytes.fromhex(official.public), signed, bytes.fromhex(message.signature))
        except (CryptoError, ValueError) as error:
            raise RefusedError(Refused.NOT_ALLOWED, f"the signature does not fit: {error}") from error
        await self._sign_out(console)
        console.official = official
        event = OfficialSignedIn(
            official_id=official.official_id, role=official.role.value, console=console.machine.fingerprint[:8]
        )
        await self.ledger.record(event, official.official_id)
        return SignedIn(official_id=official.official_id, name=official.name, role=official.role.value)

    async def _sign_out(self, console: Console) -> None:
        official, console.official = console.official, None
        if official is not None:
            event = OfficialSignedOut(official_id=official.official_id, console=console.machine.fingerprint[:8])
            await self.ledger.record(event, official.official_id)
