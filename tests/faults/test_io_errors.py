"""Whatever call fails, nothing is acknowledged that is not there, and a new start builds on nothing that was lost.

The long run is `./dev faults io_errors`; here is a slice of it, and its negative controls.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.faults.disk_record import why_not
from tests.faults.io_errors import ERRORS, ROUNDS, Breaker, Case, Findings

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
CALLS, SYNCS = 4, 4  # of each writer, with every error; a sync that fails is the worst that can happen


@pytest.fixture(scope="module")
def breaker() -> Iterator[Breaker]:
    """Start the program that forks the writers once."""
    with Breaker(5) as breaker:
        yield breaker


@pytest.mark.parametrize("writer", ROUNDS)
def test_no_error_of_the_disk_leads_to_a_false_acknowledgement(breaker: Breaker, writer: str) -> None:
    found, dice = Findings(), random.Random(5)
    calls, syncs = breaker.calls(writer)
    for call in dice.sample(range(1, calls - 20), CALLS) + dice.sample(syncs[:-10], SYNCS):
        for error in ERRORS:
            breaker.try_out(Case(writer, call, error), found)
    assert found.wrong == []
    assert found.cases["EIO"] + found.cases["ENOSPC"] >= 2 * (CALLS + SYNCS) - 2 and found.acknowledged


@pytest.mark.parametrize(("writer", "weakened"), [("sitting", "DEAF"), ("kiosk", "UNSYNCED")])
def test_a_writer_that_overhears_the_error_is_found(breaker: Breaker, writer: str, weakened: str) -> None:
    found = Findings()
    for call in range(100, 108):
        breaker.try_out(Case(writer, call, "ENOSPC", weakened), found)
    assert found.wrong


@pytest.mark.parametrize("writer", ["ledger", "kiosk"])
def test_a_start_that_builds_on_what_a_failed_sync_lost_is_found(breaker: Breaker, writer: str) -> None:
    found = Findings()
    for call in range(100, 108):
        breaker.try_out(Case(writer, call, "EIO", "UNSETTLED"), found)
    assert [one for one in found.wrong if "after the restart" in one]
