"""Follow a stretch in which the room cannot be reached: how long it is, and how long the tasks were covered (pure).

Every moment is passed in as milliseconds of the monotonic clock. Where the package asks for pause and credit the
tasks are covered after a grace; a pause that has begun lasts until the room is back, also over a restart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from koperta_sync.protocol.seat import MAX_OUTAGE_MS, OutageKind

GRACE_MS = 15_000  # shorter stretches pass unnoticed
LOST_MS = 5_000  # what a machine that was switched off may have paused after its last note; never more is lost


@dataclass(frozen=True, slots=True)
class Report:
    """Hold what is to be told about a stretch that is over."""

    kind: OutageKind
    ms: int


@dataclass(frozen=True, slots=True)
class Outage:
    """Hold a stretch that goes on: from when in this run, and what there was of it before."""

    since_ms: int
    paused_since_ms: int | None = None
    away_before_ms: int = 0
    paused_before_ms: int = 0
    covered: bool = False  # by the team, before the room went away

    @property
    def paused(self) -> bool:
        """Say whether the tasks are covered."""
        return self.paused_since_ms is not None

    def at(self, mono_ms: int, *, pauses: bool) -> Outage:
        """Return the stretch as it is now: after the grace the pause begins."""
        if self.paused or not pauses or mono_ms - self.since_ms < GRACE_MS:
            return self
        return replace(self, paused_since_ms=mono_ms)

    def slept(self, ms: int) -> Outage:
        """Return the stretch with sleep in it, which the monotonic clock does not count."""
        paused_ms = ms if self.paused else 0
        return replace(
            self, away_before_ms=self.away_before_ms + ms, paused_before_ms=self.paused_before_ms + paused_ms
        )

    def away_ms(self, mono_ms: int) -> int:
        """Return how long the room has been away."""
        return self.away_before_ms + max(0, mono_ms - self.since_ms)

    def paused_ms(self, mono_ms: int) -> int:
        """Return how long the tasks have been covered."""
        now = 0 if self.paused_since_ms is None else max(0, mono_ms - self.paused_since_ms)
        return self.paused_before_ms + now

    def report(self, mono_ms: int) -> Report | None:
        """Return what is to be told when the room is back; nothing of a stretch that passed unnoticed."""
        if self.paused:
            kind = OutageKind.COVERED if self.covered else OutageKind.PAUSED
            return Report(kind, min(self.paused_ms(mono_ms), MAX_OUTAGE_MS))
        away_ms = self.away_ms(mono_ms)
        return Report(OutageKind.WORKED_ON, min(away_ms, MAX_OUTAGE_MS)) if away_ms >= GRACE_MS else None


def resumed(
    since_ms: int, mono_ms: int, *, away_ms: int, paused_ms: int, was_paused: bool, noted_ms: int | None
) -> Outage:
    """Return a stretch that an earlier run of the program noted and that this one goes on with.

    `noted_ms` is the moment of the note by this machine's clock; None when the machine itself was started anew.
    """
    passed = LOST_MS if noted_ms is None else max(0, min(mono_ms, since_ms) - noted_ms)
    return Outage(
        since_ms=since_ms,
        paused_since_ms=since_ms if was_paused else None,
        away_before_ms=away_ms + passed,
        paused_before_ms=paused_ms + passed if was_paused else paused_ms,
    )
