"""The machine of a room is lost in the middle of an exam: a new one goes on, and the board scores the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from koperta_station.simulated.behaviour import Behaviour
from tests.faults.rebuild_timed import disaster

BUSY = Behaviour(think_ms=(2_500, 3_200), changes_mind=0.0, flags=0.0, leaves_open=0.0)


@pytest.mark.timeout(180)
def test_a_room_that_is_killed_and_deleted_is_rebuilt_and_nobody_loses_an_answer_or_a_minute(tmp_path: Path) -> None:
    report = disaster(tmp_path, 3, BUSY, 5)
    assert report.official == report.chosen
    assert all(len(chosen) == 10 for chosen in report.chosen.values())
    assert not report.objections
    assert len(report.clocks) >= 2
    for before, after in report.clocks:
        # Everybody worked on meanwhile: that counts, and at most five seconds and a beat are given, none taken.
        assert before - report.outage_ms - 1_500 <= after <= before - report.outage_ms + 8_000
    assert report.sheet.rstrip().endswith("brak")
