"""Simulated exam days: nothing is lost, nobody loses time, and a replay gives the same (`./dev faults sim_days`)."""

from __future__ import annotations

import asyncio

import pytest

from koperta_operator.room.rules import time_ledger
from koperta_operator.room.tickets import Ticket
from tests.faults.simulation import disasters
from tests.faults.simulation.day import play
from tests.faults.simulation.rooms import InlineActor

# Each of these days has found a fault that was mended since.
FOUND_SOMETHING = (20, 59, 127, 181, 5385, 5650, 5725)


@pytest.mark.parametrize("first", [1000, 1020, 1040])
def test_simulated_days_lose_no_answer_and_no_time(first: int) -> None:
    outcomes = [play(seed) for seed in range(first, first + 20)]
    assert not [(outcome.seed, outcome.wrong) for outcome in outcomes if outcome.wrong]
    assert sum(outcome.acknowledged for outcome in outcomes) > 1_000, "too little happened to prove anything"
    assert sum(len(outcome.faults) for outcome in outcomes) > 100


def test_rooms_that_are_lost_for_good_are_rebuilt_with_every_acknowledged_answer() -> None:
    outcomes = [play(seed, disaster=True) for seed in range(2000, 2020)]
    assert not [(outcome.seed, outcome.wrong) for outcome in outcomes if outcome.wrong]
    assert sum(outcome.rebuilt for outcome in outcomes) > 10, "too few to prove anything"


@pytest.mark.parametrize("seed", FOUND_SOMETHING)
def test_a_day_that_once_broke_a_promise_keeps_it(seed: int) -> None:
    assert play(seed).wrong == []


def test_a_seed_gives_the_same_day_again() -> None:
    assert play(7) == play(7) != play(8)


def test_an_acknowledgement_before_the_commit_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def told_too_early(actor: InlineActor, tickets: list[Ticket]) -> None:
        sitting = actor._sitting
        commit = sitting.commit
        monkeypatch.setattr(sitting, "commit", lambda: None)
        real(actor, tickets)
        monkeypatch.setattr(sitting, "commit", commit)
        asyncio.get_running_loop().call_later(0.05, _late, actor)

    real = InlineActor._batch
    monkeypatch.setattr(InlineActor, "_batch", told_too_early)
    assert any("not on the disk" in wrong or "not there" in wrong for seed in range(5) for wrong in play(seed).wrong)


def _late(actor: InlineActor) -> None:
    if not actor.dead:
        actor._sitting.commit()


def test_a_rebuild_that_forgets_the_workstations_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disasters, "_journals", lambda _kiosk: [])
    assert any("rebuild has lost" in wrong for seed in range(25) for wrong in play(seed, disaster=True).wrong)


def test_absences_that_are_not_credited_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_ledger, "absent_ms", lambda *_arguments: 0)
    assert any(" had " in wrong for seed in range(10) for wrong in play(seed).wrong)
