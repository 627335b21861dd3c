"""The demo is a whole exam day, and its exit code and summary can be believed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from koperta_operator.demo import places, summary
from koperta_operator.demo.cast import Part, cast, think_ms
from koperta_operator.demo.command import main
from koperta_operator.demo.places import DemoError


@pytest.mark.timeout(240)
def test_a_small_day_runs_from_the_keys_of_the_board_to_its_receipt(tmp_path: Path) -> None:
    """A minute of real clock: one hands in, one runs out of time, one leaves, one has longer, one is absent."""
    command = [sys.executable, "-m", "koperta_sync.command", "demo", "--headless", "--candidates", "6"]
    command += ["--absence", "4", "--out", str(tmp_path / "day"), "--json", str(tmp_path / "summary.json")]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=230, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    found = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert found["problems"] == []
    assert [found[one] for one in ("candidates", "sat", "absent", "exempt")] == [6, 4, 1, 1]
    assert found["finished"] == 3
    assert found["expired"] == 1
    assert found["scores_compared"] == 4
    assert found["score_differences"] == found["answer_differences"] == 0
    assert found["answers_in_bundle"] == found["answers_on_screens"] > 10
    assert 4.0 <= found["room_exit_seconds"] < 6.0
    assert abs(found["room_exit_end_moved_seconds"] - found["room_exit_seconds"]) < 1.5
    assert found["signed_by"] == ["exam-chair", "room-chair"]
    assert found["receipt_imported"]
    assert all(Path(one).exists() for one in found["paths"].values())
    assert found["seconds"] < 180
    assert "unlocked with the passphrase" in run.stdout


def test_a_day_is_not_written_over_another_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "something.txt").write_text("here already", encoding="utf-8")
    assert main(["--headless", "--out", str(tmp_path)]) == 1
    assert "not an empty folder" in capsys.readouterr().err


def test_without_a_checkout_the_missing_bank_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_CHECKOUT", tmp_path)
    with pytest.raises(DemoError, match="inf03"):
        places.bank("inf03")


@pytest.mark.parametrize("candidates", [6, 25, 60])
def test_every_day_has_somebody_for_every_part(candidates: int) -> None:
    roles = cast(candidates)
    assert {one.part for one in roles} >= set(Part) - {Part.WAITS}
    assert len({one.candidate_id for one in roles}) == candidates
    assert len({(one.first_name, one.surname) for one in roles}) == candidates
    assert {one.qualification for one in roles} == {"INF.03", "ELE.02"}


def test_whoever_hands_in_can_do_so_in_time() -> None:
    for tasks in (3, 6, 40):
        for part in (Part.HANDS_IN, Part.LEAVES):
            assert think_ms(part, 60_000, 0, tasks)[1] * tasks < 60_000
        assert 60_000 < think_ms(Part.LONGER, 60_000, 60_000, tasks)[0] * tasks
        assert think_ms(Part.LONGER, 60_000, 60_000, tasks)[1] * tasks < 120_000


def test_a_score_or_an_answer_that_differs_is_found() -> None:
    seen = summary.Seen("lis-ewa", "finished", {"t1": "a", "t2": "b"}, 1, 2)
    row = {"right": "1", "total": "2", "task_1": "t1=a", "task_2": "t2=b"}
    assert summary._differences({"k1": seen}, {"k1": row}) == ([], [])
    assert [len(one) for one in summary._differences({"k1": seen}, {"k1": {**row, "right": "2"}})] == [1, 0]
    assert [len(one) for one in summary._differences({"k1": seen}, {"k1": {**row, "task_2": "t2=c"}})] == [0, 1]
    assert [len(one) for one in summary._differences({"k1": seen}, {})] == [1, 1]
