"""Stand in for the room at the interface of `ConsoleClient`: same coroutines, same thread, own answers.

Everything the window asks is kept in `asked`; answers are looked up by the type of the request, and a
request nobody prepared an answer for is refused as the room would refuse it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from koperta_crypto.signing import SigningKey
from koperta_operator.console.desk import OnChange
from koperta_sync.client import LinkChange, LinkState
from koperta_sync.console_client import ConsoleState
from koperta_sync.protocol.acts import ActRequest, SecondSignature, second_bytes
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message
from koperta_sync.protocol.console import (
    ConsoleWelcome,
    JobProgress,
    Ok,
    RoomChanged,
    SignedIn,
    WallChanged,
)
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import RoomView, Tile
from koperta_sync.transport import RoomAwayError

T = TypeVar("T", bound=Message)


class FakeRoom:
    """Be a room that says what a test tells it to say."""

    def __init__(self, room: RoomView, tiles: Iterable[Tile] = ()) -> None:
        self.room, self.tiles = room, tuple(tiles)
        self.state = ConsoleState()
        self.asked: list[Message] = []
        self.answers: dict[type, Message | Exception] = {}
        self.official: SignedIn | None = None
        self._on_change: OnChange | None = None
        self.loop: asyncio.AbstractEventLoop | None = None

    def connect(self, on_change: OnChange) -> FakeRoom:
        """Be the client the desk makes."""
        self._on_change = on_change
        return self

    def start(self) -> None:
        """Welcome the console at once."""
        self.loop = asyncio.get_running_loop()
        self._say_link(LinkState.CONNECTED)
        self.welcome()

    async def close(self) -> None:
        """End."""

    # ---- from the test's thread ------------------------------------------------------------------

    def say(self, news: Message) -> None:
        """Push a message."""
        self._soon(self._tell, news)

    def say_link(self, state: LinkState) -> None:
        """Come or go."""
        self._soon(self._say_link, state)

    def say_official(self, official: SignedIn | None) -> None:
        """Let somebody be signed in already."""
        self._soon(self._say_official, official)

    def say_room(self, room: RoomView) -> None:
        """Push the room's view."""
        self.room = room
        self.say(RoomChanged(room=room))

    def say_tiles(self, *tiles: Tile) -> None:
        """Push some tiles."""
        self.say(WallChanged(tiles=tiles))

    # ---- the client's interface, in the network thread ---------------------------------------------

    def welcome(self) -> None:
        """Send the whole view, as a room does after every connection."""
        self._tell(ConsoleWelcome(version=PROTOCOL_VERSION, challenge="00" * 32, room=self.room, tiles=self.tiles))

    async def sign_in(self, official_id: str, key: SigningKey) -> SignedIn:
        """Sign in whoever comes, as the prepared official."""
        answer = self.answers.get(SignedIn, SignedIn(official_id=official_id, name="Anna Nowak", role="operator"))
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, SignedIn)
        self._say_official(answer)
        return answer

    async def sign_out(self) -> None:
        """Sign out."""
        self._say_official(None)

    async def ask(self, message: Message, reply: type[T]) -> T:
        """Give the prepared answer."""
        answer = self._answer(message)
        assert isinstance(answer, reply)
        return answer

    async def job(self, message: Message) -> JobProgress:
        """Give the prepared end of the job."""
        answer = self._answer(message)
        assert isinstance(answer, JobProgress)
        self._tell(answer)
        return answer

    def seconded(self, request: ActRequest, official_id: str, key: SigningKey) -> ActRequest:
        """Sign as the client does."""
        said = second_bytes(self.room.room_id, "00" * 32, "11" * 16, request)
        second = SecondSignature(official_id=official_id, nonce="11" * 16, signature=key.sign(said).hex())
        return msgspec.structs.replace(request, second=second)

    def _answer(self, message: Message) -> Message:
        if self.state.link.state is not LinkState.CONNECTED:
            raise RoomAwayError("away")
        self.asked.append(message)
        answer = self.answers.get(type(message), Ok())
        if isinstance(answer, Exception):
            raise answer
        return answer

    def refuse(self, request: type, code: Refused) -> None:
        """Prepare a refusal."""
        self.answers[request] = RefusedError(code)

    def _soon(self, function: object, *arguments: object) -> None:
        assert self.loop is not None and callable(function)
        self.loop.call_soon_threadsafe(function, *arguments)

    def _say_link(self, state: LinkState) -> None:
        self.state.link = LinkChange(state)
        self._tell(None)

    def _say_official(self, official: SignedIn | None) -> None:
        self.state.official = official
        self._tell(official)

    def _tell(self, news: Message | None) -> None:
        assert self._on_change is not None
        self._on_change(self.state, news)
