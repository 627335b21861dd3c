"""The day's steps say what is done, what is next and what is wrong, from the sitting alone."""

from __future__ import annotations

import pytest

from koperta_operator.room.steps import RoomFacts, steps_of
from koperta_sync.protocol.room_view import CandidateLine, SittingState, SittingView, Step, StepState, StepView

READY = RoomFacts(registered=True, complete=True, workstations=4, connected=4, unlocked_now=False, backed_up=True)


def candidate(number: int, status: str, *, seat: int = 0, exempt: bool = False) -> CandidateLine:
    return CandidateLine(
        candidate_id=f"k{number}",
        name="Ewa Lis",
        qualification="INF.03",
        exam_room="sala 12",
        seat_number=seat,
        minutes=60,
        status=status,
        exempt=exempt,
    )


def steps(state: SittingState, *statuses: str, facts: RoomFacts = READY, **more: object) -> dict[Step, StepView]:
    people = tuple(candidate(number, status, seat=number) for number, status in enumerate(statuses, 1))
    base = {"sitting_id": "S", "title": "Egzamin", "session": "2026", "trial": True, "opens_at_ms": 0}
    view = SittingView(**{**base, "state": state, "candidates": people, "rehearsed": True, **more})  # type: ignore[arg-type]  # a table of fields
    return {one.step: one for one in steps_of(view, facts)}


def test_the_seven_steps_stand_in_the_order_of_the_day() -> None:
    assert list(steps(SittingState.IMPORTED, "expected")) == list(Step)


def test_a_missing_file_stops_packages_and_lets_the_unlock_wait() -> None:
    facts = RoomFacts(True, False, 4, 4, False, True)
    found = steps(SittingState.IMPORTED, "expected", facts=facts)
    assert found[Step.PACKAGES].state is StepState.PROBLEM
    assert found[Step.UNLOCK].state is StepState.WAITING


def test_without_a_rehearsal_and_a_backup_packages_are_not_done() -> None:
    facts = RoomFacts(True, True, 4, 4, False, False)
    found = steps(SittingState.IMPORTED, "expected", facts=facts, rehearsed=False)[Step.PACKAGES]
    assert found.state is StepState.NOW
    assert "próbne otwarcie" in found.next_act
    assert any("kopii klucza" in one for one in found.problems)


def test_after_a_restart_the_passphrase_is_asked_for_again_and_the_exam_goes_on() -> None:
    found = steps(SittingState.STARTED, "solving", "logged-in")
    assert found[Step.UNLOCK].state is StepState.PROBLEM
    assert "jeszcze raz" in found[Step.UNLOCK].next_act
    assert found[Step.EXAM].state is StepState.NOW


def test_exempt_candidates_need_neither_seat_nor_machine() -> None:
    people = (candidate(1, "expected", seat=1), candidate(2, "expected", exempt=True))
    facts = RoomFacts(True, True, 1, 1, False, True)
    found = steps(SittingState.IMPORTED, facts=facts, candidates=people)
    assert found[Step.SEATS].state is StepState.DONE
    assert found[Step.WORKSTATIONS].state is StepState.DONE


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("solving", "finished"), StepState.WAITING),
        (("logged-in", "finished"), StepState.WAITING),
        (("finished", "expired"), StepState.NOW),
        (("finished", "expected"), StepState.NOW),
    ],
)
def test_closing_waits_for_everybody_who_logged_in_and_for_nobody_else(
    statuses: tuple[str, ...], expected: StepState
) -> None:
    assert steps(SittingState.STARTED, *statuses)[Step.CLOSE].state is expected


def test_a_sitting_is_handed_over_only_with_the_receipt() -> None:
    none = steps(SittingState.CLOSED, "finished")[Step.HANDOVER]
    one = steps(SittingState.EXPORTED, "finished", copies=("E:/x",))[Step.HANDOVER]
    two = steps(SittingState.EXPORTED, "finished", copies=("E:/x", "F:/x"))[Step.HANDOVER]
    done = steps(SittingState.DELIVERED, "finished", copies=("E:/x", "F:/x"), receipt="ab")[Step.HANDOVER]
    assert [one_.state for one_ in (none, one, two, done)] == [StepState.NOW] * 3 + [StepState.DONE]
    assert "drugą" in one.next_act
    assert "potwierdzenie" in two.next_act
    assert all("Niedostarczone do komisji." in one_.problems for one_ in (none, one, two))
