"""Apply seeded defects to the real code, one at a time, and see a named test of the normal suite catch each.

A harness that never fails proves nothing. The lists in this folder (`*.toml`) hold mistakes somebody could make
tomorrow, each as exact text of today's code and what is put there instead, with the tests that must fail then:

    ./dev faults defects

The checkout is copied first; nothing is ever changed in place. Where the code has moved, the defect fails loudly
and is to be written anew: `tests/faults/test_seeded_defects.py` says so with every run of the suite.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.faults.defects.catalogue import Defect, catalogue
from tests.faults.defects.runner import CheckoutCopy


def search(seed: int, minutes: float) -> bool:
    """Run every defect of the lists, whatever seed and minutes are; False when one is not caught."""
    return run(catalogue())


def run(defects: tuple[Defect, ...]) -> bool:
    """Try these defects in a copy of the checkout, print a line for each and the sum; False when one gets through."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        copy = CheckoutCopy.make(Path(folder) / "checkout")
        sound = copy.run(sorted({test for defect in defects for test in defect.caught_by}))
        if sound.failed or sound.not_run:
            print(
                "the tests do not pass without any defect:", *sound.failed, *sound.not_run, sep="\n  ", file=sys.stderr
            )
            return False
        print(f"{len(sound.passed)} tests pass without a defect")
        caught = 0
        for defect in defects:
            verdict = copy.try_defect(defect)
            caught += verdict.caught
            print(f"{'caught' if verdict.caught else 'MISSED':<7} {defect.name}: {verdict.words}", flush=True)
    print(f"{caught} of {len(defects)} caught in {time.monotonic() - began:.0f} s")
    return caught == len(defects)
