"""Stand between the window and the candidate's session, which lives in the network's thread.

The window asks by plain calls and is told by signals, always in its own thread. Nothing is decided
here: what a refused act means is said by the next state.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from koperta_station.state import Clock, KioskState
from koperta_sync.desktop.bridge import Mailbox, NetworkThread

_log = logging.getLogger(__name__)


class Session(Protocol):
    """Be what the window needs of a session; `koperta_station.session.KioskSession` is one."""

    async def run(self) -> None:
        """Stay connected and deliver until cancelled."""

    async def log_in(self, username: str, secret: str) -> None:
        """Present the card."""

    async def confirm(self, correct: bool) -> None:
        """Say whether the data shown are the candidate's own."""

    async def begin(self) -> None:
        """Start the candidate's own time."""

    async def answer(self, item_id: str, option_id: str | None) -> None:
        """Choose an option, or take the answer back."""

    async def flag(self, item_id: str, on: bool) -> None:
        """Mark a task to be looked at again."""

    async def finish(self) -> None:
        """Hand in."""

    async def unlock_with_card(self, secret: str) -> None:
        """Open what is stored here while the room is away."""

    async def picture(self, segment_id: str) -> bytes:
        """Return an opened picture, in memory only."""

    async def write_capsules(self) -> list[Path]:
        """Write what is kept here onto the only stick."""

    def note_focus_loss(self) -> None:
        """Count one loss of the keyboard focus; told to the room with the next beat."""


class SessionFactory(Protocol):
    """Make a session that reports its states to a callback, which may be called in any thread."""

    def __call__(self, on_change: Callable[[KioskState], None]) -> Session:
        """Return a session that is not running yet."""


class Driver(QObject):
    """Run one session and carry acts to it and states from it."""

    changed = Signal(object)  # KioskState
    failed = Signal(object)  # the exception of an act
    stopped = Signal(object)  # the exception that ended the session

    def __init__(
        self, network: NetworkThread, make_session: SessionFactory, clock: Clock, parent: QObject | None = None
    ) -> None:
        """Take the clock the session counts by, so that window and session see the same moment."""
        super().__init__(parent)
        self.clock = clock
        self._network = network
        self._mailbox = Mailbox(self)
        self._mailbox.arrived.connect(self.changed)
        self._session = make_session(self._mailbox.post)
        self._running = network.call(self._session.run(), failed=self.stopped.emit)

    def close(self) -> None:
        """Let go of the session; what it has written stays in its journal."""
        self._running.cancel()

    def log_in(self, username: str, secret: str, done: Callable[[Exception | None], None]) -> None:
        """Present the card; `done` gets the error or None."""
        self._act(self._session.log_in(username, secret), done)

    def confirm(self, correct: bool, done: Callable[[Exception | None], None]) -> None:
        """Say whether the data are right."""
        self._act(self._session.confirm(correct), done)

    def begin(self, done: Callable[[Exception | None], None]) -> None:
        """Start the candidate's time."""
        self._act(self._session.begin(), done)

    def answer(self, item_id: str, option_id: str | None, done: Callable[[Exception | None], None]) -> None:
        """Choose an option or none; acts arrive in the order of the calls."""
        self._act(self._session.answer(item_id, option_id), done)

    def flag(self, item_id: str, on: bool, done: Callable[[Exception | None], None]) -> None:
        """Mark a task or unmark it."""
        self._act(self._session.flag(item_id, on), done)

    def finish(self, done: Callable[[Exception | None], None]) -> None:
        """Hand in."""
        self._act(self._session.finish(), done)

    def unlock_with_card(self, secret: str, done: Callable[[Exception | None], None]) -> None:
        """Open this workstation's journal with the card while the room is away."""
        self._act(self._session.unlock_with_card(secret), done)

    def picture(self, segment_id: str, arrived: Callable[[bytes], None], failed: Callable[[Exception], None]) -> None:
        """Fetch an opened picture."""
        self._network.call(self._session.picture(segment_id), arrived, failed)

    def write_capsules(self, written: Callable[[list[Path]], None], failed: Callable[[Exception], None]) -> None:
        """Write what is kept here onto the only stick."""
        self._network.call(self._session.write_capsules(), written, failed)

    def note_focus_loss(self) -> None:
        """Report that another window has the keyboard."""
        self._network.post(self._session.note_focus_loss)

    def _act(self, work: Coroutine[Any, Any, None], done: Callable[[Exception | None], None]) -> None:
        def failed(error: Exception) -> None:
            _log.info("an act was not taken: %s", error)
            self.failed.emit(error)
            answer(error)

        def answer(error: Exception | None) -> None:
            # The act itself may have replaced the screen that asked for it.
            asker = getattr(done, "__self__", None)
            if not isinstance(asker, QObject) or isValid(asker):
                done(error)

        self._network.call(work, lambda _nothing: answer(None), failed)
