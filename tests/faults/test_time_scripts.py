"""Three hundred scripts of crashes, cuts, sleep, jumps and exits, each with the true time counted beside it."""

from __future__ import annotations

import pytest

from tests.faults import time_scripts
from tests.faults.time_scripts import Script, Wrong

SCRIPTS = 300


def test_nobody_has_less_than_the_entitlement_nor_five_seconds_more_per_outage() -> None:
    outages = 0
    for seed in range(SCRIPTS):
        script = Script(seed)
        script.run()
        outages += script.truth.outages
    assert outages > 5 * SCRIPTS


def test_a_room_that_believes_no_report_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("koperta_operator.room.rules.decide_entries.outage.credited", lambda *_args: (0, 0))
    with pytest.raises(Wrong, match=r"the room counted|were given"):
        for seed in range(40):
            Script(seed).run()


def test_a_room_that_does_not_count_work_done_without_it_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("koperta_operator.room.rules.decide_entries.offline_work", lambda *_args: ())
    with pytest.raises(Wrong, match=r"the room counted|were given"):
        for seed in range(40):
            Script(seed).run()


def test_the_search_names_the_script_and_how_to_run_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("koperta_operator.room.rules.decide_entries.outage.credited", lambda *_args: (0, 0))
    assert not time_scripts.search(1, 1.0)
    assert "again: ./dev faults time_scripts --seed " in capsys.readouterr().out
