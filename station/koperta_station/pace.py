"""Say how often a workstation does what it does by itself; in seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Hold the rhythm; tests use a faster one."""

    beat: float = 5.0
    tick: float = 0.25  # how late the screen may notice that the time is over; answers are checked exactly
    retry: float = 1.0  # after an error that is not the connection's
    patience: float = 5.0  # after the room has refused an entry, or sent a damaged file


DEFAULT_PACE = Pace()
