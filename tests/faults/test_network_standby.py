"""A bad network between room and standby holds nobody up; what the standby lacks it gets once promoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import network, network_standby


@pytest.mark.timeout(120)
def test_a_standby_parted_when_the_room_dies_gets_everything_from_the_workstations(tmp_path: Path) -> None:
    report = network_standby.run(tmp_path, candidates=4, seconds=3.0, seed=3, parted=True)
    assert report.wrong == []
    assert report.entries > 4 * network.TASKS
    assert report.trouble["rows on the old room alone"] > 0
    assert report.longest_s > 0
