"""A bad network between a real room and its workstations loses nothing, doubles nothing and costs nobody time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import network


@pytest.mark.timeout(120)
def test_nothing_is_lost_doubled_or_charged_on_a_network_that_delays_parts_and_resets(tmp_path: Path) -> None:
    report = network.run(tmp_path, candidates=5, seconds=6.0, seed=11)
    assert report.wrong == []
    assert report.entries > 5 * network.TASKS
    assert report.connections > 10
    assert sum(report.trouble.values()) > 10
