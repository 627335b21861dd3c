"""Say how often a workstation does what it does by itself; in seconds."""

from __future__ import annotations

import random
from dataclasses import dataclass

from koperta_sync.protocol.refusals import Refused, RefusedError

LONGEST_PAUSE_S = 30.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Hold the rhythm; tests use a faster one."""

    beat: float = 5.0
    tick: float = 0.25  # how late the screen may notice that the time is over; answers are checked exactly
    retry: float = 1.0  # after an error that is not the connection's
    patience: float = 5.0  # after the room has refused an entry, or sent a damaged file


DEFAULT_PACE = Pace()


def pause_after(error: RefusedError, pace: Pace) -> float:
    """Return the seconds until entries are offered again after a refusal.

    A busy room says in `retry_ms` when to come again; the pause is scattered around that, so that a room full of
    workstations does not come back in one moment.
    """
    if error.code is not Refused.BUSY:
        return pace.patience
    asked = error.refusal.facts.get("retry_ms")
    if not isinstance(asked, int) or asked < 0:
        return pace.retry
    return min(asked / 1_000, LONGEST_PAUSE_S) * random.uniform(0.5, 1.5)
