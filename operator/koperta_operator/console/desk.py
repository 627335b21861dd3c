"""Hold what the window shows, always the room's last word, and carry requests to the room.

The client lives in the network thread; this object lives in the window's. News comes by a mailbox, as
frozen messages, so nothing is shared between the threads.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from koperta_crypto.signing import SigningKey
from koperta_operator.console.texts import role_name, say, who_may
from koperta_operator.room.rights import may
from koperta_sync.client import LinkChange, LinkState
from koperta_sync.console_client import ConsoleState
from koperta_sync.desktop.bridge import Mailbox, NetworkThread
from koperta_sync.protocol.acts import ActRequest
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import (
    ConsoleWelcome,
    ImportFiles,
    JobProgress,
    RoomChanged,
    SignedIn,
    WallChanged,
)
from koperta_sync.protocol.room_view import RoomView, SittingView, Tile
from koperta_sync.transport import RoomAwayError

T = TypeVar("T", bound=Message)
R = TypeVar("R")
TileKey = tuple[str, int]
OnChange = Callable[[ConsoleState, Message | None], None]
CLOSE_SECONDS = 2.0


class RoomPort(Protocol):
    """Name what the window needs of `ConsoleClient`."""

    def start(self) -> None:
        """Begin to connect."""

    async def close(self) -> None:
        """Disconnect."""

    async def sign_in(self, official_id: str, key: SigningKey) -> SignedIn:
        """Sign an official in."""

    async def sign_out(self) -> None:
        """Sign the official out."""

    async def ask(self, message: Message, reply: type[T]) -> T:
        """Make a request and return its reply."""

    async def job(self, message: Message) -> JobProgress:
        """Start a job and wait for its end."""

    def seconded(self, request: ActRequest, official_id: str, key: SigningKey) -> ActRequest:
        """Add a second person's signature to a request."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """Hold one piece of news on its way from the network thread."""

    news: Message | None
    link: LinkChange
    official: SignedIn | None


class Desk(QObject):
    """Be the window's side of the room."""

    room_changed = Signal()
    wall_changed = Signal(object)  # set[TileKey], or None: everything
    job_changed = Signal(object)  # JobProgress
    link_changed = Signal()
    official_changed = Signal()

    def __init__(
        self,
        network: NetworkThread,
        connect: Callable[[OnChange], RoomPort],
        mono_s: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        """Take what makes the client, called in the network thread, and the monotonic clock in seconds."""
        super().__init__(parent)
        self.room: RoomView | None = None
        self.tiles: dict[TileKey, Tile] = {}
        self.jobs: dict[int, JobProgress] = {}
        self.official: SignedIn | None = None
        self.link = LinkChange(LinkState.CONNECTING)
        self.challenge = ""  # what officials sign on this connection, in hex
        self._network = network
        self._connect = connect
        self._mono_s = mono_s
        self._room_at = 0.0
        self._heard_at: dict[TileKey, float] = {}
        self._port: RoomPort | None = None
        self._mailbox = Mailbox(self)
        self._mailbox.arrived.connect(self._arrived)

    # ---- what is known ---------------------------------------------------------------------------

    def now_ms(self) -> int:
        """Return the room's wall clock now."""
        if self.room is None:
            return 0
        return self.room.wall_ms + round((self._mono_s() - self._room_at) * 1000)

    def age_ms(self, key: TileKey) -> int:
        """Return how long ago the room said what a tile shows."""
        return round((self._mono_s() - self._heard_at.get(key, self._mono_s())) * 1000)

    def sitting(self, sitting_id: str) -> SittingView | None:
        """Return a sitting."""
        sittings = self.room.sittings if self.room else ()
        return next((one for one in sittings if one.sitting_id == sitting_id), None)

    def newest_job(self, kind: str, sitting_id: str = "") -> JobProgress | None:
        """Return the newest job of a kind, of any sitting when none is named."""
        fitting = [j for j in self.jobs.values() if j.kind == kind and sitting_id in ("", j.sitting_id)]
        return max(fitting, key=lambda job: job.job, default=None)

    @property
    def away(self) -> bool:
        """Tell whether the room does not answer now."""
        return self.link.state is not LinkState.CONNECTED

    def why_not(self, request: type) -> str:
        """Return why the signed-in official cannot make a request, in words; empty when nothing is known against it."""
        if self.away:
            return say("Brak połączenia z salą.")
        if request is ImportFiles and self.room is not None and not self.room.registered:
            return ""  # nobody can sign in before the registration is here; the room allows it on its own machine
        if self.official is None:
            return say("Najpierw zaloguj się plikiem klucza. Może to zrobić: {who}.", who=who_may(request))
        if not may(self.official.role, request):
            role = role_name(self.official.role)
            return say("Nie należy do zadań roli „{role}”. Może to zrobić: {who}.", role=role, who=who_may(request))
        return ""

    # ---- asking ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to connect."""
        self._network.call(self._open())

    def ask(
        self, message: Message, reply: type[T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Make a request; one of the callbacks comes in the window's thread."""
        self.run(self._ask(message, reply), done, failed)

    def job(self, message: Message, failed: Callable[[Exception], None]) -> None:
        """Start a job; its progress comes by `job_changed`."""
        self.run(self._job(message), lambda _end: None, failed)

    def seconded(self, request: ActRequest, official_id: str, key: SigningKey) -> ActRequest:
        """Add a second person's signature to a request. Raises RoomAwayError."""
        return self._needed().seconded(request, official_id, key)

    def sign_in(self, opened: Coroutine[Any, Any, tuple[str, SigningKey]], failed: Callable[[Exception], None]) -> None:
        """Sign in the official whose key `opened` opens."""
        self.run(self._sign_in(opened), lambda _who: None, failed)

    def sign_out(self, failed: Callable[[Exception], None]) -> None:
        """Sign the official out."""
        self.run(self._sign_out(), lambda _none: None, failed)

    def run(self, work: Coroutine[Any, Any, R], done: Callable[[R], None], failed: Callable[[Exception], None]) -> None:
        """Run a coroutine in the network thread."""
        self._network.call(work, done, failed)

    def close(self) -> None:
        """Disconnect and end the network thread; the room goes on."""
        if self._port is not None:
            ending = asyncio.run_coroutine_threadsafe(self._port.close(), self._network.loop)
            with contextlib.suppress(TimeoutError, CancelledError):
                ending.result(CLOSE_SECONDS)
        self._network.stop()

    async def _open(self) -> None:
        self._port = self._connect(self._post)
        self._port.start()

    def _needed(self) -> RoomPort:
        if self._port is None:
            raise RoomAwayError("not connected yet")
        return self._port

    async def _ask(self, message: Message, reply: type[T]) -> T:
        return await self._needed().ask(message, reply)

    async def _job(self, message: Message) -> JobProgress:
        return await self._needed().job(message)

    async def _sign_in(self, opened: Coroutine[Any, Any, tuple[str, SigningKey]]) -> SignedIn:
        official_id, key = await opened
        return await self._needed().sign_in(official_id, key)

    async def _sign_out(self) -> None:
        await self._needed().sign_out()

    # ---- hearing ---------------------------------------------------------------------------------

    def _post(self, state: ConsoleState, news: Message | None) -> None:
        self._mailbox.post(_Heard(news, state.link, state.official))

    @Slot(object)
    def _arrived(self, heard: _Heard) -> None:
        news = heard.news
        if heard.link != self.link:
            self.link = heard.link
            self.link_changed.emit()
        if isinstance(news, ConsoleWelcome):
            self.challenge = news.challenge
            self._take_room(news.room)
            self.tiles = {}
            self._take_tiles(news.tiles)
            self.wall_changed.emit(None)
        elif isinstance(news, RoomChanged):
            self._take_room(news.room)
        elif isinstance(news, WallChanged):
            self._take_tiles(news.tiles)
            for gone in news.gone:
                self.tiles.pop(gone, None)
            self.wall_changed.emit({(t.exam_room, t.seat_number) for t in news.tiles} | set(news.gone))
        elif isinstance(news, JobProgress):
            self.jobs[news.job] = news
            self.job_changed.emit(news)
        if heard.official != self.official:
            self.official = heard.official
            self.official_changed.emit()

    def _take_room(self, room: RoomView) -> None:
        self.room, self._room_at = room, self._mono_s()
        self.room_changed.emit()

    def _take_tiles(self, tiles: tuple[Tile, ...]) -> None:
        now = self._mono_s()
        for tile in tiles:
            key = (tile.exam_room, tile.seat_number)
            self.tiles[key] = tile
            self._heard_at[key] = now
