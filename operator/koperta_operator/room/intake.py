"""Take what a sitting is asked to do, have signatures checked on the way, and pass everything on in its order.

Deliveries that arrive together are handed to the verifier at once, so that it works while the sitting's thread
commits what came before. A few that come alone are passed on as they are: the sitting's thread checks them sooner
than they could be asked about.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable

from koperta_operator.room.sitting import Verdict
from koperta_operator.room.tickets import Ticket
from koperta_operator.room.verifier import Verifier

FEW = 5  # deliveries that are not worth asking about
ENOUGH = 32  # deliveries that are sent though the verifier has enough to do
MAX_UNDER_WAY = 2  # batches, so that the verifier never waits for the next one


class _Group:
    """Hold tickets that arrived together; `ready` when they may be passed on."""

    __slots__ = ("asked", "ready", "tickets")

    def __init__(self, tickets: list[Ticket]) -> None:
        self.tickets = tickets
        self.asked = [ticket for ticket in tickets if ticket.signed is not None]
        self.ready = False


class Intake:
    """Stand between an event loop and a sitting's thread; what is added first is passed on first."""

    def __init__(self, verifier: Verifier | None, pass_on: Callable[[list[Ticket]], None]) -> None:
        """`pass_on` takes tickets in order, from whichever thread."""
        self._verifier = verifier
        self._pass_on = pass_on
        self._lock = threading.RLock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._arrived: list[Ticket] = []
        self._line: deque[_Group] = deque()
        self._under_way = 0
        self._scheduled = False
        self._hurried = verifier is None

    def add(self, ticket: Ticket) -> None:
        """Take a ticket, in the loop of its future."""
        with self._lock:
            loop = ticket.future.get_loop()
            if self._loop is None and not self._hurried:
                self._loop = loop
            if self._hurried or loop is not self._loop:
                self._pass_on([ticket])
                return
            self._arrived.append(ticket)
            if not self._scheduled:
                self._scheduled = True
                loop.call_soon(self._sort)

    def hurry(self) -> None:
        """Pass everything on at once, checked or not, also what is added later; from any thread."""
        with self._lock:
            self._hurried = True
            for group in self._line:
                self._pass_on(group.tickets)
            self._line.clear()
            if self._arrived:
                self._pass_on(self._arrived)
            self._arrived = []

    # ---- in the loop ----------------------------------------------------------------------------

    def _sort(self) -> None:
        with self._lock:
            self._scheduled = False
            self._ask()
            self._advance()

    def _ask(self) -> None:
        """Make a group of what has arrived and hand its signatures in."""
        if not self._arrived or self._verifier is None:
            return
        if self._under_way >= MAX_UNDER_WAY and len(self._arrived) < ENOUGH:
            return  # the next verdict sees to it
        group = _Group(self._arrived)
        self._arrived = []
        few = len(group.asked) < FEW and not self._line
        self._line.append(group)
        if not group.asked or few:
            group.ready = True
        elif self._verifier.check([t.signed for t in group.asked if t.signed], lambda said: self._told(group, said)):
            self._under_way += 1
        else:
            group.ready = True

    def _told(self, group: _Group, verdicts: list[bool] | None) -> None:
        """Note what the verifier said; without a verdict a delivery is checked when it is its turn."""
        with self._lock:
            self._under_way -= 1
            if self._hurried:
                return
            for ticket, genuine in zip(group.asked, verdicts or (), strict=verdicts is not None):
                if ticket.signed is not None:
                    ticket.verdict = Verdict(ticket.signed, genuine)
            group.ready = True
            self._ask()
            self._advance()

    def _advance(self) -> None:
        while self._line and self._line[0].ready:
            self._pass_on(self._line.popleft().tickets)
