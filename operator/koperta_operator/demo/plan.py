"""Hold what was asked for on the command line, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

CENTRE = "000000-0DEMO"
CENTRE_NAME = "Zespół Szkół Pokazowych w Kopertowie"
EXAM_ROOM = "sala 12"
BANKS = {"INF.03": "inf03", "ELE.02": "ele02"}
EXTRA_MINUTES = 1
# Every file of the day is made fresh and thrown away: the cheapest key derivation that readers accept will do
# for PINs. The passphrase of the sitting keeps the board's own.
CHEAP = ("--kdf-memory", "64", "--kdf-passes", "1")


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold the size of the day."""

    candidates: int
    minutes: int
    tasks: int
    seed: int
    absence_s: float

    @property
    def exam_ms(self) -> int:
        """Return everybody's time without accommodations, in milliseconds."""
        return self.minutes * 60_000
