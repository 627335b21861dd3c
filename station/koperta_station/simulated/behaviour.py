"""Say how a simulated candidate behaves; data only, nothing here knows a right answer."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Ending(enum.StrEnum):
    """Name how a candidate's exam ends."""

    HANDS_IN = "hands-in"
    RUNS_OUT = "runs-out"  # goes on changing answers until the time is over
    WAITS = "waits"  # has answered and sits there until the time is over


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Hold the habits of one candidate; probabilities are 0 to 1, per task."""

    think_ms: tuple[int, int] = (20_000, 90_000)  # per task, from … to
    changes_mind: float = 0.15
    flags: float = 0.1
    leaves_open: float = 0.05
    ending: Ending = Ending.HANDS_IN


BEHAVIOURS = {
    "steady": Behaviour(),
    "quick": Behaviour(think_ms=(3_000, 15_000), changes_mind=0.05, flags=0.02),
    "unsure": Behaviour(changes_mind=0.6, flags=0.4, leaves_open=0.1),
    "slow": Behaviour(think_ms=(60_000, 180_000), ending=Ending.RUNS_OUT),
    "waiting": Behaviour(ending=Ending.WAITS),
}
