"""Collect measured values round by round and say how they stand to their thresholds."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum


class Verdict(Enum):
    """Say how a row stands to its threshold."""

    MET = "met"
    NOT_MET = "NOT MET"
    UNKNOWN = "no reference here"
    INFORMATION = ""


@dataclass(slots=True)
class Row:
    """Hold one line of the table: our values, the reference's if it has one, and the threshold.

    With a reference the threshold is for the median of the ratios of each round, without for the median itself. The
    ratio of two medians would compare different moments: on a busy machine it can differ twofold from every round.
    """

    name: str
    unit: str
    ours: list[float] = field(default_factory=list)
    reference: list[float] = field(default_factory=list)
    at_most: float | None = None
    at_least: float | None = None
    compares: bool = False
    note: str = ""

    @property
    def ratios(self) -> list[float]:
        """Return ours to the reference's, round by round: what was measured in the same spell of noise."""
        return [mine / other for mine, other in zip(self.ours, self.reference, strict=True)] if self.reference else []

    @property
    def figure(self) -> float | None:
        """Return what the threshold is for, the median of ratios or values; None while a side is missing."""
        values = self.ratios if self.compares else self.ours
        return statistics.median(values) if values else None

    @property
    def verdict(self) -> Verdict:
        """Return met, not met, or that nothing can be said."""
        if self.at_most is None and self.at_least is None:
            return Verdict.INFORMATION
        figure = self.figure
        if figure is None:
            return Verdict.UNKNOWN
        good = figure <= self.at_most if self.at_most is not None else figure >= (self.at_least or 0.0)
        return Verdict.MET if good else Verdict.NOT_MET

    def as_json(self) -> dict[str, object]:
        """Return the row with every single value."""
        return {
            "name": self.name, "unit": self.unit, "ours": self.ours, "reference": self.reference,
            "ratios": self.ratios, "figure": self.figure, "at_most": self.at_most, "at_least": self.at_least,
            "verdict": self.verdict.value, "note": self.note,
        }  # fmt: skip


def spread(values: list[float]) -> str:
    """Write median and range: 12.3 [11.0–14.2]."""
    if not values:
        return "–"
    middle = _number(statistics.median(values))
    if len(values) == 1:
        return middle
    return f"{middle} [{_number(min(values))}–{_number(max(values))}]"


def table(rows: list[Row]) -> str:
    """Write the rows as a Markdown table."""
    lines = [
        "| what | unit | Koperta | reference | ratio | threshold | |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        bound = ""
        if row.at_most is not None or row.at_least is not None:
            sign, limit = ("≤", row.at_most) if row.at_most is not None else ("≥", row.at_least)
            bound = f"{sign} {limit:g}" + (" × ref" if row.compares else "")
        ratio = spread(row.ratios) if row.compares else ""
        name = f"{row.name} ({row.note})" if row.note else row.name
        cells = (name, row.unit, spread(row.ours), spread(row.reference), ratio, bound, row.verdict.value)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def interleaved(cases: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Run the cases round by round, so that a noisy spell hits all of them and ratios stay fair."""
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            found[name].append(case())
    return found


def _number(value: float) -> str:
    if abs(value) >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"
