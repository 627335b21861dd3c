"""One thread owns a sitting: answers and views come after the commit, in batches, in order."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from koperta_operator.room import actor as acting
from koperta_operator.room.actor import RETRY_MS, SittingEndedError
from koperta_operator.room.clock import RoomClock
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.views import Presence
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import EntryKind, Phase
from tests.test_operator.actor_fixture import SlowJournal, begun, kinds, room_in
from tests.test_operator.desk import Desk, desk_in, solving
from tests.test_operator.room_fixture import (
    EXAM_ROOM,
    Workstation,
    opened,
)


def test_a_command_is_answered_and_is_in_the_journal(tmp_path: Path) -> None:
    async def day() -> None:
        async with room_in(tmp_path) as room:
            await room.actor.submit(opened())
            view = await room.actor.submit(Workstation(1, room.clock).log_in("k1"))
            assert view.phase is Phase.CONFIRMING
            assert await room.actor.call(lambda state, now: len(state.candidates)) == 3

    asyncio.run(day())
    assert kinds(tmp_path) == ["boot-started", "sitting-opened", "seat-assigned", "logged-in"]


def test_nothing_is_acknowledged_or_shown_before_the_commit(tmp_path: Path) -> None:
    clock, (machine,) = begun(tmp_path, 1)

    async def day() -> None:
        journal = SlowJournal.at(tmp_path)
        async with room_in(tmp_path, clock, journal) as room:
            await room.actor.attach(Presence(fingerprint=machine.fingerprint, exam_room=EXAM_ROOM, seat_number=1))
            await room.actor.call(lambda state, now: None)  # what the connection changed has been shown
            room.shown.clear()
            journal.gate.clear()
            waiting = room.actor.submit(machine.send(EntryKind.FINISH))
            looking = room.actor.call(lambda state, now: state.candidates["k1"].over)
            await asyncio.sleep(0.3)
            assert not waiting.done()
            assert not looking.done()
            assert not room.shown
            journal.gate.set()
            delivered = await waiting
            assert (delivered.phase, delivered.sequence) == (Phase.FINISHED, journal.sequence)
            assert delivered.head == journal.head.hex()
            assert await looking
            await room.actor.call(lambda state, now: None)  # answers go out first, views right behind them
            assert room.shown

    asyncio.run(day())


def test_answers_that_come_together_are_committed_together(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        journal = SlowJournal.at(tmp_path)
        async with room_in(tmp_path, clock, journal) as room:
            journal.gate.clear()
            first = room.actor.submit(do.RoomExit(candidate_id="k1"))
            while room.actor.waiting:
                await asyncio.sleep(0.001)
            rest = [room.actor.submit(machine.send(EntryKind.ANSWER, "t01", "b")) for machine in machines[1:]]
            journal.gate.set()
            await asyncio.gather(first, *rest)
            assert journal.batches[-1] == 19

    asyncio.run(day())


def test_a_batch_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "MAX_BATCH", 4)
    clock, machines = begun(tmp_path, 10)

    async def day() -> None:
        journal = SlowJournal.at(tmp_path)
        async with room_in(tmp_path, clock, journal) as room:
            journal.gate.clear()
            asked = [room.actor.submit(machine.send(EntryKind.ANSWER, "t01", "b")) for machine in machines]
            journal.gate.set()
            await asyncio.gather(*asked)
            assert max(journal.batches) <= 4
            assert sum(journal.batches[1:]) == 10

    asyncio.run(day())


def test_too_many_waiting_commands_are_refused_as_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "MAX_QUEUE", 5)
    clock, (machine,) = begun(tmp_path, 1)

    async def day() -> None:
        journal = SlowJournal.at(tmp_path)
        async with room_in(tmp_path, clock, journal) as room:
            journal.gate.clear()
            first = room.actor.submit(machine.send(EntryKind.ANSWER, "t01", "b"))
            while room.actor.waiting:
                await asyncio.sleep(0.001)
            queued = [room.actor.submit(do.Tick()) for _ in range(5)]
            with pytest.raises(RefusedError) as caught:
                await room.actor.submit(do.Tick())
            assert caught.value.code is Refused.BUSY
            assert caught.value.refusal.facts == {"retry_ms": RETRY_MS}, "who is refused is told when to come again"
            journal.gate.set()
            await asyncio.gather(first, *queued)

    asyncio.run(day())


def test_a_refused_command_does_not_touch_the_others_of_its_batch(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 2)

    async def day() -> None:
        async with room_in(tmp_path, clock) as room:
            outcomes = await asyncio.gather(
                room.actor.submit(machines[0].send(EntryKind.ANSWER, "t01", "b")),
                room.actor.submit(do.RoomReturn(candidate_id="k1")),
                room.actor.submit(machines[1].send(EntryKind.ANSWER, "t99", "b")),
                room.actor.submit(do.RoomExit(candidate_id="nobody")),
                room.actor.submit(machines[1].deliver()),
                return_exceptions=True,
            )
            codes = [outcome.code if isinstance(outcome, RefusedError) else None for outcome in outcomes]
            assert codes == [
                None, Refused.WRONG_STATE, Refused.ENTRY_NOT_ALLOWED, Refused.UNKNOWN_THING, None,
            ]  # fmt: skip
            assert room.fatal == []

    asyncio.run(day())
    assert kinds(tmp_path)[-2:] == ["answer-given", "entry-late"]


def test_a_cancelled_wait_does_not_undo_what_was_asked(tmp_path: Path) -> None:
    clock, (machine,) = begun(tmp_path, 1)

    async def day() -> None:
        journal = SlowJournal.at(tmp_path)
        async with room_in(tmp_path, clock, journal) as room:
            journal.gate.clear()
            waiting = room.actor.submit(machine.send(EntryKind.ANSWER, "t01", "b"))
            waiting.cancel()
            journal.gate.set()
            assert (await room.actor.submit(machine.deliver())).through == 2

    asyncio.run(day())


def test_stopping_finishes_what_was_asked_before(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 5)

    async def day() -> None:
        journal = SlowJournal.at(tmp_path)
        async with room_in(tmp_path, clock, journal) as room:
            journal.gate.clear()  # the disk is busy, so what follows comes with the order to stop, in one batch
            asked = [room.actor.submit(machines[0].send(EntryKind.ANSWER, "t01", "b"))]
            while room.actor.waiting:
                await asyncio.sleep(0.001)
            asked += [room.actor.submit(machine.send(EntryKind.ANSWER, "t01", "b")) for machine in machines[1:]]
            stopping = asyncio.ensure_future(asyncio.to_thread(room.actor.stop))
            while room.actor._queue.qsize() < len(machines):
                await asyncio.sleep(0.001)
            journal.gate.set()
            await stopping
            assert [delivered.through for delivered in await asyncio.gather(*asked)] == [2] * 5
            with pytest.raises(SittingEndedError):
                await room.actor.submit(do.Tick())

    asyncio.run(day())
    assert kinds(tmp_path).count("answer-given") == 5
    assert not (tmp_path / "journal.db-wal").exists()


def test_the_real_clock_runs_forward() -> None:
    clock = RoomClock()
    one, other = clock.read(1), clock.read(2)
    assert (one.boot, other.boot) == (1, 2)
    assert other.mono_ms >= one.mono_ms
    assert one.wall_ms > 1_700_000_000_000


def test_sixty_thousand_events_are_replayed_to_the_same_state(tmp_path: Path) -> None:
    """How long that takes is measured by `./dev bench room`."""
    with desk_in(tmp_path) as desk:
        machines = solving(desk, 50, of=50)
        desk.sitting.begin()
        for number in range(1_200):
            for machine in machines:
                machine.worked_ms += 1
                _accept_unchecked(desk, machine, number)
        desk.sitting.commit()
        answers = dict(desk.candidate("k7").answers)
    with desk_in(tmp_path) as desk:
        assert desk.state.seq > 60_000
        assert desk.candidate("k7").answers == answers
        assert len(desk.candidate("k7").leases[1].held) == 1_201


def _accept_unchecked(desk: Desk, machine: Workstation, number: int) -> None:
    """Write an answer event without signing it, to make many."""
    from koperta_operator.room.rules import events as ev
    from koperta_sync.protocol.seat import Entry

    entry = Entry(
        cseq=number + 2, kind=EntryKind.ANSWER, item=f"t0{number % 8 + 1}", value="abcd"[number % 4],
        worked_ms=machine.worked_ms, mono_ms=number, boot="b1", signature=f"{number:0128x}",
    )  # fmt: skip
    desk.sitting._write((ev.AnswerGiven(candidate_id=machine.candidate_id, epoch=1, entry=entry),), "room")
