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
    return one_day(seed, disaster=False) if not minutes else days_from(seed, minutes, disaster=False)


def one_day(seed: int, *, disaster: bool) -> bool:
    """Play one day and print everything that happened on it."""
    outcome = play(seed, disaster=disaster)
    print(*outcome.faults, *(f"WRONG: {one}" for one in outcome.wrong), sep="\n")
    return not outcome.wrong


def days_from(seed: int, minutes: float, *, disaster: bool) -> bool:
    """Play as many days as fit; False when one broke a promise."""
    began = time.monotonic()
    days, events, acknowledged, broken, rebuilt = 0, 0, 0, 0, 0
    while time.monotonic() - began < minutes * 60:
        outcome = play(seed + days, disaster=disaster)
        rebuilt += outcome.rebuilt
        days += 1
        events += outcome.events
        acknowledged += outcome.acknowledged
        if outcome.wrong:
            broken += 1
            print(_reproduction("disasters" if disaster else "sim_days", outcome), flush=True)
    took = time.monotonic() - began
    print(f"{days} days in {took:.0f} s, {events} events, {acknowledged} entries acknowledged")
    if disaster:
        print(f"{rebuilt} rooms lost for good and rebuilt")
    print(f"{broken} days broke a promise")
    return not broken


def _reproduction(name: str, outcome: Outcome) -> str:
    return f"./dev faults {name} --seed {outcome.seed} --minutes 0    # {outcome.wrong[0]}"
