"""Hold what the parts of a workstation's session share, and ask the room until it has answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Protocol, TypeVar

from koperta_station.pace import Pace
from koperta_station.seat_model import SeatModel
from koperta_station.seat_store import SeatStore
from koperta_station.state import Clock, KioskState, LinkState
from koperta_sync.client import LinkChange
from koperta_sync.client import LinkState as Connection
from koperta_sync.credentials import Credentials
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import SeatView
from koperta_sync.protocol.workstation import Done, LoggedIn
from koperta_sync.transport import RoomAwayError

_log = logging.getLogger(__name__)
T = TypeVar("T", bound=Message)
LINKS = {
    Connection.AWAY: LinkState.AWAY,
    Connection.NOT_ADMITTED: LinkState.REFUSED,
    Connection.REFUSED: LinkState.REFUSED,
    Connection.REVOKED: LinkState.REVOKED,
    Connection.CLOSED: LinkState.AWAY,
}


class Link(Protocol):
    """Be what a session needs of a connection; `koperta_sync.client.RoomLink` is one."""

    @property
    def connected(self) -> bool:
        """Say whether a request could be sent now."""

    def start(self) -> None:
        """Begin to connect."""

    async def close(self) -> None:
        """Disconnect."""

    async def request(self, message: Message, reply_type: type[T], seconds: float = ...) -> T:
        """Return the reply; RefusedError, RoomAwayError."""

    async def fetch(self, path: str, limit: int = ..., seconds: float = ...) -> bytes:
        """Return the bytes of a path; RefusedError, RoomAwayError."""


class LinkFactory(Protocol):
    """Make a link; called with the arguments of `RoomLink`."""

    def __call__(
        self,
        credentials: Credentials,
        kind: MachineRole,
        on_push: Callable[[Message], None],
        on_state: Callable[[LinkChange], None],
        *,
        hello: Callable[[], Message],
    ) -> Link:
        """Return a link that has not started."""


class Desk:
    """Be the table around which session, courier and form keeper sit; everything in one loop."""

    def __init__(self, model: SeatModel, clock: Clock, pace: Pace, on_change: Callable[[KioskState], None]) -> None:
        self.model = model
        self.clock = clock
        self.pace = pace
        self.link: Link | None = None
        self.store: SeatStore | None = None
        self.welcomed = asyncio.Event()  # connected, and the room's view is here
        self.pushes = 0
        self.view_taken: Callable[[], None] = lambda: None
        self._on_change = on_change
        self._state: KioskState | None = None
        self._work: set[asyncio.Task[None]] = set()

    @property
    def state(self) -> KioskState:
        """Return what the window shows now."""
        return self.model.state(self.clock.mono_ms())

    def changed(self) -> None:
        """Tell the window, when there is something new to tell."""
        state = self.state
        if state != self._state:
            self._state = state
            self._on_change(state)

    def take_view(self, view: SeatView) -> None:
        """Take over a view and everything that follows from it."""
        self.model.take_view(view, self.clock.mono_ms())
        self.view_taken()
        self.changed()

    def refused(self, code: Refused, detail: str = "", **facts: int) -> RefusedError:
        """Make a refusal of this workstation's own and show it."""
        error = RefusedError(code, detail, **facts)
        self.model.refusal = error.refusal
        self.changed()
        return error

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        """Let something happen beside; what goes wrong in it is logged."""
        task = asyncio.get_running_loop().create_task(work)
        self._work.add(task)
        task.add_done_callback(self._ended)

    def stop(self) -> None:
        """End what still happens beside."""
        for task in self._work:
            task.cancel()

    async def request(self, message: Message, reply_type: type[T]) -> T:
        """Ask once; RefusedError, RoomAwayError. A view in the reply is taken over unless a newer one came first."""
        if self.link is None:
            raise RoomAwayError("there is no link yet")
        before = self.pushes
        reply = await self.link.request(message, reply_type)
        if isinstance(reply, LoggedIn | Done) and self._is_news(reply.view, before):
            self.take_view(reply.view)
        return reply

    async def ask(self, message: Message, reply_type: type[T], settled: Callable[[], bool] = lambda: False) -> T | None:
        """Ask again and again while the room is away or busy; RefusedError for any other refusal.

        `settled()` says that an earlier try had its effect although its answer was lost; then None is returned.
        """
        tries = 0
        while True:
            await self.welcomed.wait()
            if tries and settled():
                return None
            tries += 1
            try:
                return await self.request(message, reply_type)
            except RoomAwayError:
                await asyncio.sleep(self.pace.retry)
            except RefusedError as error:
                if tries > 1 and settled():
                    return None
                if error.code is not Refused.BUSY:
                    raise
                await asyncio.sleep(self.pace.retry)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._work.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("a piece of work has failed", exc_info=error)

    def _is_news(self, view: SeatView, pushes_before: int) -> bool:
        """A push that came in the meantime has been taken at once, this reply only now: the room's clock tells.

        Within one millisecond the push counts: it is made after the commit, the reply perhaps before another one.
        """
        now = self.model.view
        return self.pushes == pushes_before or now is None or view.wall_ms > now.wall_ms
