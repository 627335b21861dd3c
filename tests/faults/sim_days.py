"""Simulate exam days with mixed faults, thousands of them, each by a seed.

    ./dev faults sim_days --seed 1 --minutes 5         as many days as fit, from this seed on
    ./dev faults sim_days --seed 4711 --minutes 0      this one day, with everything that happened on it

What is real and what is made up says `tests/faults/simulation`.
"""

from __future__ import annotations

import time

from tests.faults.simulation.day import Outcome, play


def search(seed: int, minutes: float) -> bool:
    """Play days from a seed on; print a line for each that broke a promise, with what repeats it."""
    if not minutes:
        outcome = play(seed)
        print(*outcome.faults, *(f"WRONG: {one}" for one in outcome.wrong), sep="\n")
        return not outcome.wrong
    began = time.monotonic()
    days, events, acknowledged, broken = 0, 0, 0, 0
    while time.monotonic() - began < minutes * 60:
        outcome = play(seed + days)
        days += 1
        events += outcome.events
        acknowledged += outcome.acknowledged
        if outcome.wrong:
            broken += 1
            print(_reproduction(outcome), flush=True)
    took = time.monotonic() - began
    print(f"{days} days in {took:.0f} s, {events} events, {acknowledged} entries acknowledged")
    print(f"{broken} days broke a promise")
    return not broken


def _reproduction(outcome: Outcome) -> str:
    return f"./dev faults sim_days --seed {outcome.seed} --minutes 0    # {outcome.wrong[0]}"
