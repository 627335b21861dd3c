"""A room dies for good in the middle of an exam: its standby, promoted by people, has every answer and every minute."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.room_day import BUSY
from tests.faults import takeover


@pytest.mark.timeout(180)
def test_a_room_that_dies_for_good_is_taken_over_and_nothing_is_lost(tmp_path: Path) -> None:
    """Run one small turn of `./dev faults takeover`."""
    found = takeover.run(tmp_path, seed=7, candidates=5, behaviour=BUSY)
    assert found.wrong == ()
    assert found.objections == 0
    assert found.seconds <= takeover.LIMIT_S
    # Work went on meanwhile and is counted: nobody has less, and nobody much more than the room was away.
    assert found.clocks
    assert -takeover.SLACK_MS <= min(found.clocks)
    assert max(found.clocks) <= 30_000
    assert found.kept
