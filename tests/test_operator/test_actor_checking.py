"""Signatures are checked elsewhere while the batch before is committed, and nobody can tell from outside."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from koperta_operator.room import actor as acting
from koperta_operator.room.actor import SittingEndedError
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.sitting import Verdict
from koperta_operator.room.verifier import Told, Verifier
from koperta_operator.room.verifier_process import Signed, genuine
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import EntryKind
from koperta_sync.protocol.workstation import Delivered
from tests.test_operator.actor_fixture import Room, SlowJournal, begun, kinds, room_in
from tests.test_operator.desk import desk_in, solving
from tests.test_operator.room_fixture import SITTING, Workstation
from tests.test_operator.verifier_fixture import until, verifier


class Watched(Verifier):
    """Be a verifier in memory that says what it was asked, and tells verdicts when the test wants."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Sequence[Signed]] = []
        self.held: list[tuple[Sequence[Signed], Told]] | None = []

    def check(self, batch: Sequence[Signed], told: Told) -> bool:
        """Note the batch."""
        self.asked.append(batch)
        if self.held is None:
            asyncio.get_running_loop().call_soon(self._tell, batch, told)
        else:
            self.held.append((batch, told))
        return True

    def let_go(self) -> None:
        """Tell the verdicts held back, and hold back no more."""
        held, self.held = self.held or [], None
        for batch, told in held:
            self._tell(batch, told)

    def _tell(self, batch: Sequence[Signed], told: Told) -> None:
        told([genuine(signed) for signed in batch])


def run(day: Coroutine[Any, Any, None]) -> None:
    """Run a test's day; an answer that never comes must not hang it."""
    asyncio.run(asyncio.wait_for(day, 60))


def answers(machines: Sequence[Workstation], value: str = "b") -> list[do.Deliver]:
    """Sign an answer of everybody."""
    return [machine.send(EntryKind.ANSWER, "t01", value) for machine in machines]


def signed(machine: Workstation, command: do.Deliver) -> Signed:
    """Say what of a delivery is signed, as the room's server does."""
    return Signed(machine.key.public, SITTING, command.candidate_id, command.epoch, command.entries)


def hand_in(
    room: Room, machines: Sequence[Workstation], commands: Sequence[do.Deliver]
) -> list[asyncio.Future[Delivered]]:
    """Hand everything in at once."""
    pairs = zip(machines, commands, strict=True)
    return [room.actor.submit(command, signed(machine, command)) for machine, command in pairs]


def forged(command: do.Deliver) -> do.Deliver:
    """Change what a delivery says under its signature."""
    (entry,) = command.entries
    return msgspec.structs.replace(command, entries=(msgspec.structs.replace(entry, mono_ms=entry.mono_ms + 1),))


def code_of(outcome: object) -> Refused | None:
    """Return why something was refused."""
    return Refused(outcome.code) if isinstance(outcome, RefusedError) else None


def test_a_forged_entry_among_good_ones_is_refused_alone(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        async with verifier() as one, room_in(tmp_path, clock, verifier=one) as room:
            commands = answers(machines)
            commands[7] = forged(commands[7])
            outcomes = await asyncio.gather(*hand_in(room, machines, commands), return_exceptions=True)
            assert [code_of(outcome) for outcome in outcomes] == [
                Refused.ENTRY_FORGED if number == 7 else None for number in range(20)
            ]
            chosen = await room.actor.call(lambda state, now: [dict(c.answers) for c in state.candidates.values()])
            assert chosen == [{} if number == 7 else {"t01": "b"} for number in range(20)]

    run(day())
    assert kinds(tmp_path).count("entry-forged") == 1
    assert kinds(tmp_path).count("answer-given") == 19


def test_the_next_answers_are_checked_while_a_batch_is_committed(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        watched, journal = Watched(), SlowJournal.at(tmp_path)
        watched.let_go()
        async with room_in(tmp_path, clock, journal, verifier=watched) as room:
            journal.gate.clear()
            first = hand_in(room, machines[:10], answers(machines[:10]))
            await until(lambda: room.actor.waiting == 0)
            second = hand_in(room, machines[10:], answers(machines[10:]))
            await until(lambda: len(watched.asked) == 2)
            assert not any(future.done() for future in (*first, *second))
            journal.gate.set()
            await asyncio.gather(*first, *second)

    run(day())


def test_what_is_being_checked_is_neither_shown_nor_acknowledged(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 10)

    async def day() -> None:
        watched = Watched()
        async with room_in(tmp_path, clock, verifier=watched) as room:
            asked = hand_in(room, machines, answers(machines))
            looking = room.actor.call(lambda state, now: dict(state.candidates["k1"].answers))
            await asyncio.sleep(0.2)
            assert not looking.done()
            assert not any(future.done() for future in asked)
            watched.let_go()
            await asyncio.gather(*asked)
            assert await looking == {"t01": "b"}

    run(day())


def test_verdicts_out_of_their_order_do_not_change_the_order(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 10)

    async def day() -> None:
        watched = Watched()
        async with room_in(tmp_path, clock, verifier=watched) as room:
            first = hand_in(room, machines, answers(machines))
            await until(lambda: len(watched.asked) == 1)
            second = hand_in(room, machines, answers(machines, "c"))
            await until(lambda: len(watched.asked) == 2)
            assert watched.held is not None
            watched.held.reverse()
            watched.let_go()
            assert [one.through for one in await asyncio.gather(*first, *second)] == [2] * 10 + [3] * 10

    run(day())


def test_entries_of_a_lease_keep_their_order_through_many_batches(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        async with verifier() as one, room_in(tmp_path, clock, verifier=one) as room:
            futures = []
            for number in range(15):
                futures += hand_in(room, machines, answers(machines, "abcd"[number % 4]))
                await asyncio.sleep(0)
            delivered = await asyncio.gather(*futures)
            assert [one.through for one in delivered] == [number + 2 for number in range(15) for _ in machines]

    run(day())
    assert kinds(tmp_path).count("answer-given") == 300


def test_a_verifier_that_dies_loses_nothing_and_lets_nothing_through(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        async with verifier() as one, room_in(tmp_path, clock, verifier=one) as room:
            outcomes: list[object] = []
            for number in range(10):
                commands = answers(machines, "abcd"[number % 4])
                bad = forged(commands[number])
                asked = hand_in(room, [machines[number], *machines], [bad, *commands])
                if number == 3:
                    assert one._process is not None
                    one._process._transport.kill()
                outcomes += await asyncio.gather(*asked, return_exceptions=True)
            assert [code_of(outcome) for outcome in outcomes] == [Refused.ENTRY_FORGED, *[None] * 20] * 10
            assert room.fatal == []
            assert not one.ready

    run(day())
    assert kinds(tmp_path).count("answer-given") == 200
    assert kinds(tmp_path).count("entry-forged") == 10


def test_what_waits_for_a_verdict_counts_as_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "MAX_QUEUE", 10)
    clock, machines = begun(tmp_path, 10)

    async def day() -> None:
        watched = Watched()
        async with room_in(tmp_path, clock, verifier=watched) as room:
            asked = hand_in(room, machines, answers(machines))
            with pytest.raises(RefusedError) as caught:
                await room.actor.submit(do.Tick())
            assert caught.value.code is Refused.BUSY
            watched.let_go()
            await asyncio.gather(*asked)
            await room.actor.submit(do.Tick())

    run(day())


def test_stopping_finishes_what_is_being_checked(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        watched = Watched()
        async with room_in(tmp_path, clock, verifier=watched) as room:
            commands = answers(machines)
            commands[3] = forged(commands[3])
            asked = hand_in(room, machines[:10], commands[:10])
            await until(lambda: len(watched.asked) == 1)
            asked += hand_in(room, machines[10:], commands[10:])  # these have not even been asked about
            await asyncio.to_thread(room.actor.stop)
            outcomes = await asyncio.gather(*asked, return_exceptions=True)
            assert [code_of(one) for one in outcomes] == [Refused.ENTRY_FORGED if n == 3 else None for n in range(20)]
            watched.let_go()

    run(day())
    assert kinds(tmp_path).count("answer-given") == 19


def test_a_failed_commit_gives_up_what_is_being_checked_too(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        watched, journal = Watched(), SlowJournal.at(tmp_path)
        async with room_in(tmp_path, clock, journal, verifier=watched) as room:
            journal.failing = True
            asked = hand_in(room, machines, answers(machines))
            await until(lambda: len(watched.asked) == 1)
            doomed = room.actor.submit(do.RoomExit(candidate_id="k1"))
            watched.let_go()
            outcomes = await asyncio.gather(*asked, doomed, return_exceptions=True)
            assert [type(outcome) for outcome in outcomes] == [SittingEndedError] * 21
            assert len(room.fatal) == 1

    run(day())
    assert "answer-given" not in kinds(tmp_path)


def test_a_verdict_counts_only_for_the_very_delivery_and_the_key_of_its_lease(tmp_path: Path) -> None:
    with desk_in(tmp_path) as desk:
        (machine,) = solving(desk, 1, of=1)
        good = machine.send(EntryKind.ANSWER, "t01", "b")
        bad = forged(good)
        about_another_key = Verdict(msgspec.structs.replace(signed(machine, bad), public=bytes(32)), genuine=True)
        about_another_entry = Verdict(signed(machine, good), genuine=True)
        for verdict in (about_another_key, about_another_entry):
            assert desk.sitting.execute(bad, verdict).refused is not None
        decision = desk.sitting.execute(good, Verdict(signed(machine, bad), genuine=False))
        assert isinstance(decision.events[0], ev.AnswerGiven)
        desk.sitting.commit()


@pytest.mark.parametrize("count", [1, 4])
def test_a_few_answers_are_checked_without_a_process(tmp_path: Path, count: int) -> None:
    clock, machines = begun(tmp_path, count)

    async def day() -> None:
        watched = Watched()
        async with room_in(tmp_path, clock, verifier=watched) as room:
            await asyncio.gather(*hand_in(room, machines, answers(machines)))
            assert watched.asked == []

    run(day())


def test_a_long_batch_is_checked_by_its_own_process_of_a_real_room(tmp_path: Path) -> None:
    clock, machines = begun(tmp_path, 20)

    async def day() -> None:
        one = Verifier()
        async with room_in(tmp_path, clock, verifier=one) as room:
            assert [d.through for d in await asyncio.gather(*hand_in(room, machines, answers(machines)))] == [2] * 20
            await until(lambda: one.ready)
            assert [d.through for d in await asyncio.gather(*hand_in(room, machines, answers(machines)))] == [3] * 20
            await one.close()
            assert [d.through for d in await asyncio.gather(*hand_in(room, machines, answers(machines)))] == [4] * 20

    run(day())
