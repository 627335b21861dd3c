"""Corrections by two keys, and acts taken back: by whom, with what effect, known before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import commands_of_acts as act
from koperta_operator.room.rules.state import Attempt
from koperta_operator.room.rules.undo import effects
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import EntryKind, Phase
from tests.test_operator.desk import Desk, desk_in, solving
from tests.test_operator.outage_desk import HOUR, MINUTE, left
from tests.test_operator.test_rules_suspension import ANNUL, CHAIR, GLASS, ROOM_CHAIR, SUSPEND, TWO, view


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


@pytest.mark.duty("D20")
def test_more_than_five_minutes_take_two_people_also_in_two_steps(desk: Desk) -> None:
    solving(desk)

    def give(minutes: int, authority: act.Authority) -> act.CorrectTime:
        return act.CorrectTime(candidate_id="k1", ms=minutes * MINUTE, sealed_reason="aa", authority=authority)

    assert desk.refused(give(6, ROOM_CHAIR)) is Refused.SECOND_KEY_MISSING
    desk.run(give(3, ROOM_CHAIR))
    assert desk.refused(give(3, ROOM_CHAIR)) is Refused.SECOND_KEY_MISSING
    desk.run(give(3, TWO))
    assert left(desk) == HOUR + 6 * MINUTE
    desk.run(give(10, GLASS))
    clock = view(desk).clock
    assert clock is not None and [(one.reason, one.ms) for one in clock.credits] == [("correction", 16 * MINUTE)]
    assert desk.refused(give(0, TWO)) is Refused.UNKNOWN_THING
    desk.tick(HOUR + 15 * MINUTE)
    assert not desk.candidate("k1").over
    desk.tick(MINUTE)
    assert desk.candidate("k1").attempt is Attempt.EXPIRED


@pytest.mark.duty("D20")
def test_only_a_higher_role_takes_an_act_back_and_the_chairs_own_takes_two(desk: Desk) -> None:
    solving(desk)
    desk.run(do.RoomExit(candidate_id="k1", role="room-chair"))
    seq = desk.state.seq

    def undo(authority: act.Authority, at: int = seq) -> act.UndoAct:
        return act.UndoAct(seq=at, sealed_reason="aa", authority=authority)

    assert desk.refused(undo(act.Authority(role="operator"))) is Refused.HIGHER_ROLE_NEEDED
    assert desk.refused(undo(ROOM_CHAIR)) is Refused.HIGHER_ROLE_NEEDED
    assert desk.refused(undo(CHAIR, at=1)) is Refused.UNKNOWN_THING
    desk.run(undo(CHAIR))
    assert desk.refused(undo(CHAIR)) is Refused.UNKNOWN_THING
    desk.run(SUSPEND)
    assert desk.refused(undo(CHAIR, at=desk.state.seq)) is Refused.HIGHER_ROLE_NEEDED
    desk.run(undo(TWO, at=desk.state.seq))
    assert not desk.state.suspended and view(desk).phase is Phase.SOLVING


@pytest.mark.duty("D20")
def test_what_undoing_would_do_is_known_before_it_is_done(desk: Desk) -> None:
    solving(desk)
    desk.run(do.RoomExit(candidate_id="k1", role="operator"))
    seq = desk.state.seq
    desk.tick(7 * MINUTE)
    (foreseen,) = effects(desk.state, seq, desk.sitting.now)
    assert (foreseen.left_before_ms, foreseen.left_after_ms) == (HOUR, HOUR - 7 * MINUTE)
    assert foreseen.ends_before_ms - foreseen.ends_after_ms == 7 * MINUTE
    desk.run(act.UndoAct(seq=seq, sealed_reason="aa", authority=ROOM_CHAIR))
    assert left(desk) == foreseen.left_after_ms and not desk.candidate("k1").out


@pytest.mark.duty("D23")
def test_an_annulment_taken_back_gives_the_exam_back_with_the_time_it_cost(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(ANNUL)
    seq = desk.state.seq
    desk.tick(5 * MINUTE)
    (foreseen,) = effects(desk.state, seq, desk.sitting.now)
    assert foreseen.goes_on and foreseen.left_after_ms == HOUR - 10 * MINUTE
    desk.run(act.UndoAct(seq=seq, sealed_reason="aa", authority=TWO))
    assert view(desk).phase is Phase.SOLVING and left(desk) == HOUR - 10 * MINUTE
    desk.tick(MINUTE)
    assert left(desk) == HOUR - 11 * MINUTE
    desk.run(machine.send(EntryKind.ANSWER, "t01", "a"))
    desk.restart()
    assert desk.candidate("k1").attempt is Attempt.SOLVING


@pytest.mark.duty("D24")
def test_two_ends_of_one_exam_are_taken_back_in_any_order(desk: Desk) -> None:
    solving(desk, 2)
    seqs: dict[str, list[int]] = {"k1": [], "k2": []}
    for candidate_id, places in seqs.items():
        desk.run(act.InterruptForHealth(candidate_id=candidate_id))
        desk.run(act.EndForHealth(candidate_id=candidate_id, authority=ROOM_CHAIR))
        places.append(desk.state.seq)
        desk.run(act.Annul(candidate_id=candidate_id, cause="device", authority=CHAIR))
        places.append(desk.state.seq)
    for order in (seqs["k1"], seqs["k2"][::-1]):
        for seq in order:
            desk.run(act.UndoAct(seq=seq, sealed_reason="aa", authority=TWO))
    assert {desk.candidate(one).attempt for one in seqs} == {Attempt.SOLVING}
    assert all(desk.candidate(one).covered for one in seqs)
