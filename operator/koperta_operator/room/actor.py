"""Give one open sitting its thread: the only one that touches its state and its journal.

Commands are drained in batches, without waiting for more than the first. Each is decided on the state that
the ones before it left; the whole batch is committed at once; only then are answers given and views shown, so
nothing that is not durable is ever visible outside. Any error on the way ends the program (`on_fatal`): it
starts again, reads the journal and goes on (`docs/adr/0002-one-thread-owns-a-sitting.md`). Signatures are
checked on the way in (`intake`).
"""

from __future__ import annotations

import asyncio
import logging
import os
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from koperta_operator.room.changes import Changes
from koperta_operator.room.intake import Intake
from koperta_operator.room.journal.errors import NotDurableError
from koperta_operator.room.journal.store import Journal, StoredEvent
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_operator.room.rules.views import Presence, Texts
from koperta_operator.room.sitting import Clocks, Scorer, Sitting
from koperta_operator.room.tickets import Ticket, resolve
from koperta_operator.room.verifier import Verifier
from koperta_operator.room.verifier_process import Signed
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import SeatView

_LOG = logging.getLogger(__name__)
MAX_BATCH = 512
MAX_QUEUE = 5_000
RETRY_MS = 1_000  # when to come again after BUSY: a full queue is done in less, even on a slow disk
IDLE_MS = 5_000
EXIT_NOT_DURABLE = 70

T = TypeVar("T")
WhenSafe = Callable[[int, Callable[[], None]], None]


class SittingEndedError(Exception):
    """Say that the sitting's thread is gone; whether what was asked is done only the journal knows."""


def end_program(error: BaseException) -> None:
    """End the program at once, so that nothing more can be acknowledged."""
    _LOG.critical("DB_DURABILITY_LOST: the room ends and has to start again", exc_info=error)
    os._exit(EXIT_NOT_DURABLE)


def must_not_end(task: asyncio.Task[None]) -> None:
    """End the program when time no longer runs: a room that never lets it run out is worse than a restart."""
    if not task.cancelled() and (error := task.exception()) is not None:
        end_program(error)


class SittingActor:
    """Take commands from an event loop and answer when they are durable."""

    def __init__(
        self,
        journal: Journal,
        *,
        clock: Clocks,
        texts: Texts,
        publish: Callable[[Changes], None],
        on_fatal: Callable[[BaseException], None] = end_program,
        when_safe: WhenSafe | None = None,
        verifier: Verifier | None = None,
        version: str = "",
    ) -> None:
        """Replay the journal and begin a new boot. Raises JournalError when the journal does not check.

        `publish` is called after each commit that shows something. `when_safe(sequence, act)` calls `act` when
        a commit may be told: where a standby is, only with its word. Without it that is at once.
        """
        self._sitting = Sitting(journal, clock, texts, version)
        self._publish = publish
        self._on_fatal = on_fatal
        self._when_safe = when_safe
        self._queue: queue.SimpleQueue[list[Ticket] | None] = queue.SimpleQueue()
        self._intake = Intake(verifier, self._queue.put)
        self._handed_in = self._taken = 0
        self._rest: list[Ticket] = []  # taken from the queue, too many for the last batch
        self._stopping = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sitting", daemon=True)

    # ---- from the event loop --------------------------------------------------------------------

    def start(self) -> None:
        """Start the sitting's thread."""
        self._thread.start()

    @property
    def waiting(self) -> int:
        """Return how many commands the thread has not yet begun with."""
        return self._handed_in - self._taken

    def submit(self, command: do.Command[T], signed: Signed | None = None) -> asyncio.Future[T]:
        """Hand in a command; the future ends after the commit, with its answer or RefusedError.

        `signed` is what is signed in a delivery, by the key that should be its lease's: it may then be checked by
        the verifier.
        """
        return self._put(command, signed=signed)

    def call(self, function: Callable[[SittingState, Now], T]) -> asyncio.Future[T]:
        """Let a function read the state in the sitting's thread; it must not change it, nor keep any of it."""
        return self._put(call=lambda: function(self._sitting.state, self._sitting.now))

    def attach(self, presence: Presence) -> asyncio.Future[SeatView | None]:
        """Note that a workstation is connected; the future gives the view of its lease, if it holds one."""
        return self._put(call=lambda: self._sitting.attach(presence))

    def detach(self, fingerprint: str) -> asyncio.Future[None]:
        """Note that a workstation is gone."""
        return self._put(call=lambda: self._sitting.detach(fingerprint))

    def set_scorer(self, scorer: Scorer | None) -> asyncio.Future[None]:
        """Give or take what counts right answers: a function of candidate id and answers by option id."""
        return self._put(call=lambda: self._sitting.set_scorer(scorer))

    def presences(self) -> asyncio.Future[tuple[Presence, ...]]:
        """Return what is known of every workstation that was ever connected in this run."""
        return self._put(call=lambda: self._sitting.presences())

    def read_rows(self, after: int, limit: int) -> asyncio.Future[list[StoredEvent]]:
        """Read the journal back in the sitting's thread, for a copy of it; given at once, whatever copies confirm."""
        loop = asyncio.get_running_loop()
        given: asyncio.Future[list[StoredEvent]] = loop.create_future()

        def read() -> None:
            rows = self._sitting.journal.read_some(after, limit)
            loop.call_soon_threadsafe(give, rows, None)

        def give(rows: list[StoredEvent], error: BaseException | None) -> None:
            if given.done():
                return
            if error is not None:
                given.set_exception(error)
            else:
                given.set_result(rows)

        self._put(call=read).add_done_callback(lambda asked: give([], asked.exception()) if asked.exception() else None)
        return given

    def stop(self, timeout: float = 10.0) -> None:
        """Finish what was handed in, empty the write-ahead log, end the thread and close the journal."""
        self._intake.hurry()
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)
        try:
            self._sitting.journal.close()
        except NotDurableError as error:
            self._on_fatal(error)

    def _put(
        self,
        command: do.Command[Any] | None = None,
        call: Callable[[], Any] | None = None,
        signed: Signed | None = None,
    ) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if self._ended.is_set():
            future.set_exception(SittingEndedError("the sitting's thread has ended"))
        elif self.waiting >= MAX_QUEUE:
            future.set_exception(RefusedError(Refused.BUSY, "the queue is full", retry_ms=RETRY_MS))
        else:
            self._handed_in += 1
            self._intake.add(Ticket(future, command, call, signed))
        return future

    # ---- in the thread --------------------------------------------------------------------------

    def _run(self) -> None:
        tickets: list[Ticket] = []
        try:
            more = True
            while more:
                tickets, more = self._drain()
                self._batch(tickets)
                tickets = []  # answered; what fails from here on concerns nobody who asked
                self._journal_rest(more)
        except BaseException as error:  # crash-only: no error may leave a thread that still acknowledges
            self._ended.set()
            self._on_fatal(error)
            self._give_up(tickets)
        self._ended.set()
        self._intake.hurry()
        self._give_up(self._drain_rest())

    def _drain(self) -> tuple[list[Ticket], bool]:
        """Return what is there, at most a batch, and whether the thread goes on."""
        tickets = self._rest
        while len(tickets) < MAX_BATCH and not self._stopping:
            try:
                came = self._queue.get(block=not tickets)
            except queue.Empty:
                break
            if came is None:
                self._stopping = True
            else:
                tickets += came
        tickets, self._rest = tickets[:MAX_BATCH], tickets[MAX_BATCH:]
        self._taken += len(tickets)
        return tickets, bool(self._rest) or not self._stopping

    def _drain_rest(self) -> list[Ticket]:
        rest = self._rest
        while not self._queue.empty():
            rest += self._queue.get() or ()
        return rest

    def _batch(self, tickets: list[Ticket]) -> None:
        sitting = self._sitting
        sitting.begin()
        for ticket in tickets:
            self._do(ticket)
        sitting.commit()
        ticked = False
        for ticket in tickets:
            if ticket.command is not None and ticket.decision is not None:
                ticked = ticked or isinstance(ticket.command, do.Tick)
                try:
                    ticket.outcome = sitting.answer(ticket.command, ticket.decision)
                except Exception as error:  # refused, or a view that failed: the events are durable
                    ticket.error = error
        self._tell(tickets, self._changes(everything=ticked))

    def _changes(self, *, everything: bool) -> Changes | None:
        try:
            changes = self._sitting.changes(everything=everything)
        except Exception:  # what is shown is not what is held: the sitting goes on
            _LOG.exception("the views of a commit could not be made")
            return None
        return changes if changes.anything else None

    def _tell(self, tickets: list[Ticket], changes: Changes | None) -> None:
        """Answer and show a commit as soon as it is safe; the thread goes on meanwhile."""

        def tell() -> None:
            resolve(tickets)
            if changes is not None:
                self._show(changes)

        if self._when_safe is None:
            tell()
        elif tickets or changes is not None:
            self._when_safe(self._sitting.journal.sequence, tell)

    def _show(self, changes: Changes) -> None:
        try:
            self._publish(changes)
        except Exception:
            _LOG.exception("the views of a commit could not be shown")

    def _do(self, ticket: Ticket) -> None:
        try:
            if ticket.command is not None:
                ticket.decision = self._sitting.execute(ticket.command, ticket.verdict)
                return
        except RefusedError as refused:
            ticket.error = refused
        try:
            if ticket.call is not None:
                ticket.outcome = ticket.call()
        except Exception as error:  # a look at the state that fails has changed nothing
            ticket.error = error

    def _journal_rest(self, more: bool) -> None:
        idle = self._sitting.now.mono_ms - self._sitting.wrote_ms > IDLE_MS
        self._sitting.journal.checkpoint_if_due(idle=idle or not more)

    def _give_up(self, tickets: list[Ticket]) -> None:
        for ticket in tickets:
            ticket.error = SittingEndedError("the sitting's thread has ended")
        resolve(tickets)
