"""Be a console without a window: the view of the room, signing in, acts and jobs.

The window of the console, the demo and the tests drive the room through this one client, so what a
test or a script does is what an operator's console does.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from koperta_crypto.labels import context
from koperta_crypto.signing import SigningKey
from koperta_crypto.version import VERSION
from koperta_sync.client import LinkChange, LinkState, RoomLink
from koperta_sync.credentials import Credentials
from koperta_sync.protocol.acts import ActRequest, SecondSignature, second_bytes
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message
from koperta_sync.protocol.console import (
    ConsoleHello,
    ConsoleWelcome,
    JobProgress,
    JobStarted,
    Ok,
    RoomChanged,
    SignedIn,
    SignIn,
    SignOut,
    WallChanged,
)
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.room_view import RoomView, Tile
from koperta_sync.room_memory import RoomMemory
from koperta_sync.transport import RoomAwayError

_LOG = logging.getLogger(__name__)

T = TypeVar("T", bound=Message)


@dataclass(slots=True)
class ConsoleState:
    """Hold what the console knows: always the room's last word, never a guess."""

    link: LinkChange = field(default_factory=lambda: LinkChange(LinkState.CONNECTING))
    room: RoomView | None = None
    tiles: dict[tuple[str, int], Tile] = field(default_factory=dict)
    jobs: dict[int, JobProgress] = field(default_factory=dict)
    official: SignedIn | None = None


def sign_in_bytes(room_id: str, challenge: str) -> bytes:
    """Return what an official signs to sign in: label `koperta/sign-in/1`, room id, the connection's challenge."""
    return context("koperta/sign-in/1", room_id.encode(), bytes.fromhex(challenge))


class ConsoleClient:
    """Stay connected to a room as a console; all methods belong to the running asyncio loop."""

    def __init__(
        self,
        credentials: Credentials,
        on_change: Callable[[ConsoleState, Message | None], None],
        folder: Path | None = None,
    ) -> None:
        """Call `on_change(state, news)` after every change; `news` is the message that caused it.

        In `folder`, that of the pairing, the room's term and standbys are remembered.
        """
        self.state = ConsoleState()
        self._on_change = on_change
        self._challenge = ""
        self._key: tuple[str, SigningKey] | None = None
        self._waiting: dict[int, asyncio.Future[JobProgress]] = {}
        self._signing_in: asyncio.Task[None] | None = None
        self._welcomed = asyncio.Event()
        memory = RoomMemory(credentials.room_id, folder)
        self.link = RoomLink(
            credentials, MachineRole.CONSOLE, self._heard, self._link_changed, hello=_hello, memory=memory
        )

    @property
    def challenge(self) -> str:
        """Return what officials sign on this connection, in hex."""
        return self._challenge

    def start(self) -> None:
        """Begin to connect."""
        self.link.start()

    async def close(self) -> None:
        """Disconnect; the room goes on without this console."""
        await self.link.close()

    async def welcome(self) -> None:
        """Wait until the room has sent its view."""
        await self._welcomed.wait()

    async def sign_in(self, official_id: str, key: SigningKey) -> SignedIn:
        """Sign an official in; after a lost connection it happens again by itself. RefusedError, RoomAwayError."""
        signed = await self._sign(official_id, key)
        self._key = (official_id, key)
        return signed

    async def sign_out(self) -> None:
        """Sign the official out and forget the key."""
        self._key = None
        self.state.official = None
        await self.link.request(SignOut(), Ok)
        self._on_change(self.state, None)

    async def ask(self, message: Message, reply: type[T]) -> T:
        """Make a request and return its reply; RefusedError, RoomAwayError."""
        return await self.link.request(message, reply)

    def seconded(self, request: ActRequest, official_id: str, key: SigningKey) -> ActRequest:
        """Return a request with a second person's signature, good once on this connection. Raises RoomAwayError."""
        room = self.state.room
        if room is None:
            raise RoomAwayError("the room has not answered yet")
        nonce = secrets.token_hex(16)
        signed = key.sign(second_bytes(room.room_id, self._challenge, nonce, request)).hex()
        second = SecondSignature(official_id=official_id, nonce=nonce, signature=signed)
        return msgspec.structs.replace(request, second=second)

    async def job(self, message: Message) -> JobProgress:
        """Start a job and wait for its end; look at `failed` and `checks`.

        Raises RefusedError when it may not start, RoomAwayError when the room goes away meanwhile.
        """
        started = await self.link.request(message, JobStarted)
        known = self.state.jobs.get(started.job)
        if known is not None and known.finished:
            return known
        future: asyncio.Future[JobProgress] = asyncio.get_running_loop().create_future()
        self._waiting[started.job] = future
        try:
            return await future
        finally:
            self._waiting.pop(started.job, None)

    async def _sign(self, official_id: str, key: SigningKey) -> SignedIn:
        room = self.state.room
        if room is None:
            raise RoomAwayError("the room has not answered yet")
        signature = key.sign(sign_in_bytes(room.room_id, self._challenge)).hex()
        signed = await self.link.request(SignIn(official_id=official_id, signature=signature), SignedIn)
        self.state.official = signed
        self._on_change(self.state, signed)
        return signed

    async def _sign_again(self, official_id: str, key: SigningKey) -> None:
        try:
            await self._sign(official_id, key)
        except RoomAwayError:
            return  # the next welcome tries again
        except RefusedError as error:  # a standby signs nobody in before it is the room
            _LOG.info("%s is not signed in again: %s", official_id, error)

    def _heard(self, message: Message) -> None:
        if isinstance(message, ConsoleWelcome):
            self._welcome(message)
        elif isinstance(message, RoomChanged):
            self.state.room = message.room
        elif isinstance(message, WallChanged):
            self.state.tiles.update({(tile.exam_room, tile.seat_number): tile for tile in message.tiles})
            for gone in message.gone:
                self.state.tiles.pop(gone, None)
        elif isinstance(message, JobProgress):
            self.state.jobs[message.job] = message
            future = self._waiting.get(message.job)
            if message.finished and future is not None and not future.done():
                future.set_result(message)
        self._on_change(self.state, message)

    def _welcome(self, welcome: ConsoleWelcome) -> None:
        self._challenge = welcome.challenge
        self.state.jobs.clear()  # they are counted anew by every run of the room
        self.state.room = welcome.room
        self.state.tiles = {(tile.exam_room, tile.seat_number): tile for tile in welcome.tiles}
        self.state.official = None
        self._welcomed.set()
        if self._key is not None:
            self._signing_in = asyncio.get_running_loop().create_task(self._sign_again(*self._key))

    def _link_changed(self, change: LinkChange) -> None:
        self.state.link = change
        if change.state is not LinkState.CONNECTED:
            for future in self._waiting.values():
                if not future.done():
                    future.set_exception(RoomAwayError("the room went away during a job"))
        self._on_change(self.state, None)


def _hello() -> ConsoleHello:
    return ConsoleHello(version=PROTOCOL_VERSION, software=VERSION)
