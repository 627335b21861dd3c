"""While one batch is committed the signatures of the next are checked elsewhere, and nobody can tell from outside."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from koperta_operator.room.actor import SittingEndedError
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.sitting import Verdict
from koperta_operator.room.verifier import Flight, Verifier
from koperta_operator.room.verifier_process import Signed, genuine
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import EntryKind
from tests.test_operator.actor_fixture import SlowJournal, begun, kinds, room_in
from tests.test_operator.desk import desk_in, solving
from tests.test_operator.room_fixture import Workstation
from tests.test_operator.verifier_fixture import until, verifier


class Watched(Verifier):
    """Be a verifier in memory that tells what it was asked, and holds verdicts back until the test wants them."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Sequence[Signed]] = []
        self.told: list[int] = []
        self.gate = threading.Event()

    def hand_in(self, batch: Sequence[Signed]) -> Flight | None:
        """Note the batch."""
        self.asked.append(batch)
        return _Held(self, len(self.asked) - 1)


class _Held(Flight):
    def __init__(self, verifier: Watched, number: int) -> None:
        self._watched = verifier
        self._number = number

    def verdicts(self) -> list[bool] | None:
        assert self._watched.gate.wait(20)
        self._watched.told.append(self._number)
        return [genuine(signed) for signed in self._watched.asked[self._number]]


def answers(machines: Sequence[Workstation], value: str = "b") -> list[do.Deliver]:
    return [machine.send(EntryKind.ANSWER, "t01", value) for machine in machines]


def forged(command: do.Deliver) -> do.Deliver:
    """Change what a delivery says under its signature."""
    (entry,) = command.entries
    return msgspec.structs.replace(command, entries=(msgspec.structs.replace(entry, mono_ms=entry.mono_ms + 1),))


def code_of(outcome: object) -> Refused | None:
    return Refused(outcome.code) if isinstance(outcome, RefusedError) else None


def test_a_forged_entry_among_good_ones_is_refused_alone(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        with verifier() as one:
            async with room_in(tmp_path, clock, verifier=one) as room:
                commands = answers(machines)
                commands[7] = forged(commands[7])
                futures = [room.actor.submit(command) for command in commands]
                outcomes = await asyncio.gather(*futures, return_exceptions=True)
                found = [code_of(outcome) for outcome in outcomes]
                assert found == [Refused.ENTRY_FORGED if n == 7 else None for n in range(20)]
                chosen = await room.actor.call(lambda state, now: [dict(c.answers) for c in state.candidates.values()])
                assert chosen == [{} if n == 7 else {"t01": "b"} for n in range(20)]

    asyncio.run(day())
    assert kinds(tmp_path).count("entry-forged") == 1
    assert kinds(tmp_path).count("answer-given") == 19


def test_a_batch_is_committed_while_the_next_is_checked(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        watched, journal = Watched(), SlowJournal.at(tmp_path)
        async with room_in(tmp_path, clock, journal, verifier=watched) as room:
            first = [room.actor.submit(command) for command in answers(machines[:10])]
            await _eventually(lambda: len(watched.asked) == 1)
            second = [room.actor.submit(command) for command in answers(machines[10:])]
            journal.gate.clear()
            watched.gate.set()
            await _eventually(lambda: watched.told == [0])
            assert not any(future.done() for future in first)
            journal.gate.set()
            await asyncio.gather(*first, *second)
            assert watched.told == list(range(len(watched.asked)))
            assert [signed.candidate_id for batch in watched.asked for signed in batch] == [
                machine.candidate_id for machine in machines
            ]

    asyncio.run(day())


def test_what_is_being_checked_is_neither_shown_nor_acknowledged(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 10)

    async def day() -> None:
        watched = Watched()
        async with room_in(tmp_path, clock, verifier=watched) as room:
            asked = [room.actor.submit(command) for command in answers(machines)]
            looking = room.actor.call(lambda state, now: dict(state.candidates["k1"].answers))
            await asyncio.sleep(0.2)
            assert not looking.done()
            assert not any(future.done() for future in asked)
            watched.gate.set()
            await asyncio.gather(*asked)
            assert await looking == {"t01": "b"}

    asyncio.run(day())


def test_entries_of_a_lease_keep_their_order_through_many_batches(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        with verifier() as one:
            async with room_in(tmp_path, clock, verifier=one) as room:
                futures = []
                for number in range(15):
                    futures += [room.actor.submit(command) for command in answers(machines, "abcd"[number % 4])]
                    await asyncio.sleep(0)
                delivered = await asyncio.gather(*futures)
                assert [one.through for one in delivered] == [n + 2 for n in range(15) for _ in machines]

    asyncio.run(day())
    assert kinds(tmp_path).count("answer-given") == 300


def test_a_verifier_that_dies_loses_nothing_and_lets_nothing_through(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        with verifier() as one:
            async with room_in(tmp_path, clock, verifier=one) as room:
                outcomes: list[Any] = []
                for number in range(10):
                    commands = answers(machines, "abcd"[number % 4])
                    bad = forged(commands[number])
                    futures = [room.actor.submit(command) for command in (bad, *commands)]
                    if number == 3:
                        assert one._process is not None
                        one._process.kill()
                    outcomes += await asyncio.gather(*futures, return_exceptions=True)
                assert [code_of(outcome) for outcome in outcomes] == [Refused.ENTRY_FORGED, *[None] * 20] * 10
                assert room.fatal == []

    asyncio.run(day())
    assert kinds(tmp_path).count("answer-given") == 200
    assert kinds(tmp_path).count("entry-forged") == 10


def test_stopping_finishes_what_is_being_checked(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        watched, journal = Watched(), SlowJournal.at(tmp_path)
        watched.gate.set()
        async with room_in(tmp_path, clock, journal, verifier=watched) as room:
            journal.gate.clear()
            first = room.actor.submit(do.RoomExit(candidate_id="k20"))
            await _eventually(room.actor._queue.empty)
            asked = [room.actor.submit(command) for command in answers(machines[:19])]
            stopping = asyncio.create_task(asyncio.to_thread(room.actor.stop))
            await _eventually(lambda: room.actor._queue.qsize() == 20)  # the word to stop is the last in the same batch
            journal.gate.set()
            await asyncio.wait_for(first, 20)
            delivered = await asyncio.wait_for(asyncio.gather(*asked), 20)
            assert [one.through for one in delivered] == [2] * 19
            await stopping
            assert len(watched.asked[0]) == 19

    asyncio.run(day())
    assert kinds(tmp_path).count("answer-given") == 19


def test_a_failed_commit_gives_up_what_is_being_checked_too(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        watched, journal = Watched(), SlowJournal.at(tmp_path)
        async with room_in(tmp_path, clock, journal, verifier=watched) as room:
            journal.failing = True
            first = [room.actor.submit(command) for command in answers(machines[:10])]
            await _eventually(lambda: len(watched.asked) == 1)
            second = [room.actor.submit(command) for command in answers(machines[10:])]
            watched.gate.set()
            outcomes = await asyncio.gather(*first, *second, return_exceptions=True)
            assert [type(outcome) for outcome in outcomes] == [SittingEndedError] * 20
            assert len(room.fatal) == 1

    asyncio.run(day())
    assert "answer-given" not in kinds(tmp_path)


def test_a_verdict_counts_only_for_the_key_of_the_lease(tmp_path: Path) -> None:
    with desk_in(tmp_path) as desk:
        (machine,) = solving(desk, 1, of=1)
        bad = forged(machine.send(EntryKind.ANSWER, "t01", "b"))
        decision = desk.sitting.execute(bad, Verdict(bytes(32), genuine=True))
        assert isinstance(decision.events[0], ev.EntryForged)
        good = machine.deliver(machine.entries[-1])
        decision = desk.sitting.execute(good, Verdict(bytes(32), genuine=False))
        assert isinstance(decision.events[0], ev.AnswerGiven)
        desk.sitting.commit()


def test_a_sitting_has_a_verifier_of_its_own_and_ends_it(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        async with room_in(tmp_path, clock) as room:
            await asyncio.gather(*(room.actor.submit(command) for command in answers(machines)))
            own = room.actor._verifier
            await asyncio.to_thread(until, lambda: own.ready)
            process = own._process
            assert process is not None
        assert process.poll() is not None

    asyncio.run(day())


@pytest.mark.parametrize("count", [1, 4])
def test_a_few_answers_are_checked_without_a_process(tmp_path: Path, count: int) -> None:
    clock, machines = begun(tmp_path, count)

    async def day() -> None:
        watched = Watched()
        async with room_in(tmp_path, clock, verifier=watched) as room:
            await asyncio.gather(*(room.actor.submit(command) for command in answers(machines)))
            assert watched.asked == []

    asyncio.run(day())


async def _eventually(true: Any) -> None:
    await asyncio.to_thread(until, true)
