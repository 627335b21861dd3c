"""Count a candidate's own time: what is left, and how long they have been solving.

Pure: every moment is passed in as milliseconds of the workstation's monotonic clock. The room's
clock is the truth and is taken over whenever it speaks; in between, and while the room is away, the
monotonic clock goes on by itself. Both times stand while the screen is covered, the exam suspended or
the program not running.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from koperta_station.state import Countdown
from koperta_sync.protocol.seat import Clock, Credit


@dataclass(frozen=True, slots=True)
class WorkClock:
    """Hold both times at one moment; `remaining_ms` is None while nobody has said how much there is."""

    mono_ms: int
    worked_ms: int = 0
    remaining_ms: int | None = None
    entitled_ms: int = 0
    running: bool = False
    credits: tuple[Credit, ...] = ()

    def worked_at(self, mono_ms: int) -> int:
        """Return the solving time; it ends with the time there is."""
        elapsed = self._elapsed(mono_ms)
        if self.remaining_ms is not None:
            elapsed = min(elapsed, max(0, self.remaining_ms))
        return self.worked_ms + elapsed

    def remaining_at(self, mono_ms: int) -> int | None:
        """Return the time left, never below zero."""
        if self.remaining_ms is None:
            return None
        return max(0, self.remaining_ms - self._elapsed(mono_ms))

    def expired_at(self, mono_ms: int) -> bool:
        """Say whether a running time has run out."""
        return self.running and self.remaining_at(mono_ms) == 0

    def run(self, running: bool, mono_ms: int) -> WorkClock:
        """Let time pass from now on, or stand."""
        if running == self.running:
            return self
        return replace(self._moved(mono_ms), running=running)

    def told(self, clock: Clock, mono_ms: int) -> WorkClock:
        """Take over what the room says of the time left; whether it runs is said by the phase."""
        return replace(
            self._moved(mono_ms),
            remaining_ms=clock.remaining_ms,
            entitled_ms=clock.entitled_ms,
            credits=clock.credits,
        )

    def at_least(self, worked_ms: int, mono_ms: int) -> WorkClock:
        """Take over a solving time somebody else has counted, when it is longer."""
        moved = self._moved(mono_ms)
        return replace(moved, worked_ms=max(moved.worked_ms, worked_ms))

    def caught_up(self, worked_ms: int) -> WorkClock:
        """Count time that was worked after this clock had been written down; both times move."""
        extra = max(0, worked_ms - self.worked_ms)
        remaining = None if self.remaining_ms is None else self.remaining_ms - extra
        return replace(self, worked_ms=self.worked_ms + extra, remaining_ms=remaining)

    def shown(self, mono_ms: int, room_wall_ms: int) -> Countdown | None:
        """Return the value a window counts down from; `room_wall_ms` is the room's wall clock at `mono_ms`."""
        remaining = self.remaining_at(mono_ms)
        if remaining is None:
            return None
        return Countdown(mono_ms, remaining, self.running, room_wall_ms + remaining, self.entitled_ms, self.credits)

    def _moved(self, mono_ms: int) -> WorkClock:
        return replace(
            self, mono_ms=mono_ms, worked_ms=self.worked_at(mono_ms), remaining_ms=self.remaining_at(mono_ms)
        )

    def _elapsed(self, mono_ms: int) -> int:
        return max(0, mono_ms - self.mono_ms) if self.running else 0
