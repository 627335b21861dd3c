"""A day on which everything breaks ends with the same verified bundle, and nobody has lost time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from koperta_operator.demo import disaster
from koperta_operator.demo.account import Line
from koperta_operator.demo.cast import cast
from koperta_operator.demo.plan import Plan


@pytest.mark.timeout(300)
def test_workstations_network_room_and_disk_die_and_the_bundle_is_whole(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "koperta_sync.command",
        "demo",
        "--disaster",
        "--minutes",
        "1",
        "--candidates",
        "6",
    ]
    command += ["--absence", "4", "--out", str(tmp_path / "day"), "--json", str(tmp_path / "summary.json")]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=280, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    found = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert found["problems"] == []
    assert found["sat"] == found["scores_compared"] == 4
    assert found["score_differences"] == found["answer_differences"] == 0
    assert found["answers_in_bundle"] == found["answers_on_screens"] > 10
    assert found["receipt_imported"]
    assert not (tmp_path / "day" / "room").exists(), "the first room's disk is gone for good"
    assert run.stdout.count("FAULT") == 3
    assert "the second machine took over (promotion)" in run.stdout
    assert "DOES NOT HOLD" not in run.stdout
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("candidates", [6, 12, 25])
def test_every_fault_hits_somebody_and_nobody_twice(candidates: int) -> None:
    coming = [one for one in cast(candidates) if one.comes]
    found = disaster.groups(coming)
    assert all(found.values())
    assert sorted(one.candidate_id for group in found.values() for one in group) == [one.candidate_id for one in coming]


def test_the_faults_come_one_after_the_other_and_within_the_exam() -> None:
    times = disaster.schedule(Plan(25, 2, 6, 1, 8.0))
    moments = [times.power_off, times.power_on, times.cable_out, times.cable_in, times.room_dies, times.takeover]
    assert moments == sorted(moments)
    assert moments[-1] < 120


@pytest.mark.parametrize(
    ("how", "ended_ms", "short"),
    [
        ("time over", 60_000, False),
        ("time over", 55_000, True),
        ("handed in", 55_000, False),
    ],
)
def test_a_candidate_whose_time_was_over_too_early_is_found(how: str, ended_ms: int, short: bool) -> None:
    line = Line("k1", "Ewa Lis", began_ms=0, ended_ms=ended_ms, how=how, entitled_ms=60_000)
    assert line.short is short
