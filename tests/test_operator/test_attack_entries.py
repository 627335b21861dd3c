"""Attacks with entries: forged, misplaced, for somebody else, too early and too late."""

from __future__ import annotations

import msgspec

from koperta_packages.identity import OfficialRole
from koperta_sync.protocol.console import Ok, ReleaseLease
from koperta_sync.protocol.workstation import (
    Beat,
    Beaten,
    Deliver,
    Delivered,
)
from tests.test_operator.live_room import LiveRoom, on_live_room
from tests.test_operator.live_wire import Wire
from tests.test_operator.solver import ANSWER, FINISH, FLAG, START, answers, code, seated, solving, start


@on_live_room(unlocked=True)
async def test_nobody_delivers_for_a_candidate_of_another_seat(live: LiveRoom) -> None:
    victim, thief = await solving(live, 1), await seated(live, 2)
    item, option = victim.option(0)
    me = victim.candidate.candidate_id
    before = await live.heads()
    for epoch in (0, 1, 2, 2**53 - 1):
        entry = thief.wire.entry(live.sitting_id, me, 2, ANSWER, item, option, epoch=epoch)
        assert code(await thief.wire.deliver(live.sitting_id, me, entry, epoch=epoch)) == "NO_CANDIDATE"
    assert await live.heads() == before
    assert await answers(live, victim.candidate) == {}


@on_live_room(unlocked=True)
async def test_a_forged_signature_is_kept_as_evidence_and_changes_no_answer(live: LiveRoom) -> None:
    solver, other = await solving(live, 1), live.seat(2)
    item, option = solver.option(0)
    honest = solver.wire.entry(live.sitting_id, solver.candidate.candidate_id, 2, ANSWER, item, option)
    foreign = Wire(other, solver.wire.session, solver.wire.socket)
    forged = (
        msgspec.structs.replace(honest, value=solver.options[item][1]),
        msgspec.structs.replace(honest, worked_ms=99),
        msgspec.structs.replace(honest, signature="00" * 64),
        foreign.entry(live.sitting_id, solver.candidate.candidate_id, 2, ANSWER, item, option),
        solver.wire.entry("another-sitting", solver.candidate.candidate_id, 2, ANSWER, item, option),
        solver.wire.entry(live.sitting_id, "somebody-else", 2, ANSWER, item, option),
        solver.wire.entry(live.sitting_id, solver.candidate.candidate_id, 2, ANSWER, item, option, epoch=2),
    )
    for entry in forged:
        sent = await solver.wire.deliver(live.sitting_id, solver.candidate.candidate_id, entry)
        assert code(sent) == "ENTRY_FORGED"
    assert await answers(live, solver.candidate) == {}
    assert isinstance(await solver.wire.deliver(live.sitting_id, solver.candidate.candidate_id, honest), Delivered)
    assert await answers(live, solver.candidate) == {item: option}


@on_live_room(unlocked=True)
async def test_answers_to_other_tasks_and_with_options_that_do_not_exist_do_not_count(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    item, option = solver.option(0)
    pool = await live.sitting.actor.call(lambda state, _now: set(next(iter(state.options.values()))))
    elsewhere = next(iter(sorted(pool - set(solver.items))), "z-99")
    wrong = [
        (elsewhere, option),
        ("", option),
        (item, "no-such-option"),
        (item, solver.options[solver.items[1]][0] + "x"),
    ]
    for cseq, (task, value) in enumerate(wrong, 2):
        assert code(await solver.send(cseq, ANSWER, task, value)) == "ENTRY_NOT_ALLOWED", (task, value)
    assert code(await solver.send(6, FLAG, item, "2")) == "ENTRY_NOT_ALLOWED"
    assert await answers(live, solver.candidate) == {}
    assert isinstance(await solver.send(7, ANSWER, item, option), Delivered)
    assert await answers(live, solver.candidate) == {item: option}


@on_live_room(unlocked=True)
async def test_nothing_counts_before_the_start_and_nothing_after_the_finish(live: LiveRoom) -> None:
    solver = await seated(live, 1)
    item, option = solver.option(0)
    assert code(await solver.send(1, START)) == "NOT_STARTED"
    await start(live)
    assert code(await solver.send(1, ANSWER, item, option)) == "ENTRY_NOT_ALLOWED"
    assert isinstance(await solver.send(2, START), Delivered)
    assert isinstance(await solver.send(3, ANSWER, item, option), Delivered)
    assert isinstance(await solver.send(4, FINISH), Delivered)
    late = await solver.send(5, ANSWER, item, solver.options[item][1])
    assert isinstance(late, Delivered) and late.late == 1
    assert await answers(live, solver.candidate) == {item: option}


@on_live_room(unlocked=True)
async def test_a_lower_epoch_never_overrides_the_candidates_new_seat(live: LiveRoom) -> None:
    old = await solving(live, 1)
    chair = await live.console(OfficialRole.ROOM_CHAIR)
    me = old.candidate.candidate_id
    await chair.expect(ReleaseLease(sitting_id=live.sitting_id, candidate_id=me, reason="awaria"), Ok)
    new = await live.workstation(4)
    assert (await new.log_in(old.candidate)).view.epoch == 2
    item, option = old.option(0)
    assert code(await old.send(2, ANSWER, item, option)) == "EPOCH_OVER"
    assert await answers(live, old.candidate) == {}
    entry = new.entry(live.sitting_id, me, 1, ANSWER, item, old.options[item][1], epoch=2)
    assert isinstance(await new.deliver(live.sitting_id, me, entry, epoch=2), Delivered)
    assert code(await old.send(3, ANSWER, item, option)) == "EPOCH_OVER"
    assert await answers(live, old.candidate) == {item: old.options[item][1]}


@on_live_room(unlocked=True)
async def test_a_gap_a_repetition_and_a_conflict_are_told_apart(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    item, option = solver.option(0)
    assert code(await solver.send(5, ANSWER, item, option)) == "ENTRY_GAP"
    assert isinstance(await solver.send(2, ANSWER, item, option), Delivered)
    before = await live.heads()
    assert isinstance(await solver.send(2, ANSWER, item, option), Delivered)
    assert await live.heads() == before, "the same again is acknowledged and written once"
    assert code(await solver.send(2, ANSWER, item, solver.options[item][1])) == "ENTRY_CONFLICT"
    assert await answers(live, solver.candidate) == {item: option}


@on_live_room(unlocked=True)
async def test_worked_time_from_the_workstation_never_gives_more_time_than_entitled(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    clock = (await solver.wire.expect(Beat(worked_ms=2**53 - 1), Beaten)).clock
    assert clock is not None and 0 <= clock.remaining_ms <= clock.entitled_ms
    sent = await solver.wire.expect(
        Deliver(
            sitting_id=live.sitting_id, candidate_id=solver.candidate.candidate_id, epoch=1, entries=(),
            sent_mono_ms=0, worked_ms=2**53 - 1,
        ),
        Delivered,
    )  # fmt: skip
    assert sent.clock is not None and sent.clock.remaining_ms <= sent.clock.entitled_ms
