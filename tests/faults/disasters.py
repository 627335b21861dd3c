"""Simulate exam days on which the room is lost for good and built again from what is left, each by a seed.

    ./dev faults disasters --seed 1 --minutes 2        as many days as fit, from this seed on
    ./dev faults disasters --seed 17 --minutes 0       this one day, with everything that happened on it

What is left says `tests/faults/simulation/disasters.py`; all the faults of `sim_days` happen besides.
"""

from __future__ import annotations

from tests.faults.sim_days import days_from, one_day


def search(seed: int, minutes: float) -> bool:
    """Play days with disasters; print a line for each that broke a promise, with what repeats it."""
    return one_day(seed, disaster=True) if not minutes else days_from(seed, minutes, disaster=True)
