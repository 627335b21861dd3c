"""Measure the path of a click: 200 kiosks over TLS, every answer acknowledged when it is on the disk."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.load import Figures, Run
from benchmarks.measures import Row
from benchmarks.reference import Reference
from benchmarks.room import BenchRoom

SECONDS = 3.0
PACE = 500.0
ENTRIES = {"closed": 250, "paced": 20, "burst": 8}  # for each kiosk; signed before the clock starts


@dataclass(slots=True)
class Clicks:
    """Hold the rows of this benchmark while the rounds run."""

    answers: Row = field(default_factory=lambda: Row("answers, 200 kiosks, closed loop", "1/s", at_least=0.4))
    p99: Row = field(default_factory=lambda: Row("500 answers/s: p99", "ms", at_most=5))
    median: Row = field(default_factory=lambda: Row("500 answers/s: p50", "ms"))
    burst: Row = field(default_factory=lambda: Row("200 click at once: last acknowledgement", "ms", at_most=4))

    @property
    def rows(self) -> list[Row]:
        """Return the rows in the order of the table."""
        return [self.answers, self.p99, self.median, self.burst]

    def __post_init__(self) -> None:
        for row in self.rows:
            row.compares = True

    async def round(self, room: BenchRoom, reference: Reference | None) -> None:
        """Run every mode once against the room and once against the reference."""
        for mode, entries in ENTRIES.items():
            rate = PACE if mode == "paced" else 0.0
            self._mine(mode, await Run(room.people, mode, SECONDS, rate).go(entries))
            if reference is not None:
                self._theirs(mode, reference.load(mode, SECONDS, len(room.people), rate))

    def _mine(self, mode: str, found: Figures) -> None:
        if mode == "closed":
            self.answers.ours.append(found.per_second)
        elif mode == "paced":
            self.p99.ours.append(found.percentile(0.99))
            self.median.ours.append(found.percentile(0.5))
        else:
            self.burst.ours.append(found.burst_ms)

    def _theirs(self, mode: str, found: dict[str, float]) -> None:
        if mode == "closed":
            self.answers.reference.append(found["per_s"])
        elif mode == "paced":
            self.p99.reference.append(found["p99_ms"])
            self.median.reference.append(found["p50_ms"])
        else:
            self.burst.reference.append(found["burst_ms_median"])
