"""Hold what a sitting's thread is asked to do, and bring the outcomes back to those who wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.decision import Decision
from koperta_operator.room.sitting import Verdict
from koperta_operator.room.verifier_process import Signed

_LOG = logging.getLogger(__name__)


class Ticket:
    """Hold one thing to do in the sitting's thread, and where its outcome goes."""

    __slots__ = ("call", "command", "decision", "error", "future", "outcome", "signed", "verdict")

    def __init__(
        self,
        future: asyncio.Future[Any],
        command: do.Command[Any] | None = None,
        call: Callable[[], Any] | None = None,
        signed: Signed | None = None,
    ) -> None:
        self.future = future
        self.command = command
        self.call = call
        self.signed = signed
        self.verdict: Verdict | None = None
        self.decision: Decision | None = None
        self.outcome: Any = None
        self.error: BaseException | None = None

    def resolve(self) -> None:
        """End the future; called in its loop."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.outcome)


def resolve(tickets: list[Ticket]) -> None:
    """End the futures in their loops, with one wake-up for each loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Ticket]] = {}
    for ticket in tickets:
        by_loop.setdefault(ticket.future.get_loop(), []).append(ticket)
    for loop, mine in by_loop.items():
        try:
            loop.call_soon_threadsafe(_resolve_all, mine)
        except RuntimeError:  # the loop was closed; nobody waits any more
            _LOG.info("%d answers found no event loop", len(mine))


def _resolve_all(tickets: list[Ticket]) -> None:
    for ticket in tickets:
        ticket.resolve()
