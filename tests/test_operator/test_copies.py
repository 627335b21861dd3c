"""Copies of the journals: byte for byte, complete, and never able to hold or hurt the room."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from koperta_operator.room.actor import SittingActor
from koperta_operator.room.copies import ROOM_JOURNAL, Copies
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.room_events import ExamRoomsNamed, SittingCreated
from koperta_sync.protocol.seat import EntryKind
from tests.test_operator.actor_fixture import begun
from tests.test_operator.room_fixture import SITTING, FakeClock, SmallTexts, open_journal


class Kept:
    """Be a copy in memory that can be told to fail."""

    def __init__(self) -> None:
        self.rows: list[StoredEvent] = []
        self.threads: set[int] = set()
        self.failing = False

    def take(self, journal: str, rows: Sequence[StoredEvent]) -> None:
        """Keep the rows."""
        self.threads.add(threading.get_ident())
        if self.failing:
            raise OSError("the stick was pulled out")
        self.rows += rows


class Held:
    """Be a gate that is opened by hand."""

    def __init__(self) -> None:
        self.waiting: list[tuple[str, int, Callable[[], None]]] = []

    def when_safe(self, journal: str, sequence: int, act: Callable[[], None]) -> None:
        """Keep the act."""
        self.waiting.append((journal, sequence, act))

    def open(self) -> None:
        """Let everything through that waits."""
        waiting, self.waiting = self.waiting, []
        for _journal, _sequence, act in waiting:
            act()


def copied_actor(folder: Path, clock: FakeClock, copies: Copies) -> SittingActor:
    """Run a sitting whose journal is copied."""
    journal = open_journal(folder)
    journal.tap = copies.tap(SITTING)
    actor = SittingActor(
        journal,
        clock=clock,
        texts=SmallTexts(),
        publish=lambda _changes: None,
        when_safe=lambda sequence, act: copies.when_safe(SITTING, sequence, act),
    )
    copies.readable(SITTING, actor.read_rows)
    actor.start()
    return actor


def test_a_copy_is_the_journal_byte_for_byte_whenever_it_joined(tmp_path: Path) -> None:
    clock, seats = begun(tmp_path, 2)
    copies, copy = Copies(), Kept()

    async def day() -> list[StoredEvent]:
        actor = copied_actor(tmp_path, clock, copies)
        await actor.submit(seats[0].send(EntryKind.ANSWER, "t01", "b"))
        copies.add(copy)
        await actor.submit(seats[1].send(EntryKind.ANSWER, "t02", "b"))
        old = [row async for chunk in copies.read(SITTING, 0) for row in chunk]
        await actor.submit(seats[0].send(EntryKind.ANSWER, "t03", "b"))
        await asyncio.to_thread(actor.stop)
        return old

    old = asyncio.run(day())
    by_number = {row.seq: row for row in old} | {row.seq: row for row in copy.rows}
    with open_journal(tmp_path) as journal:
        assert list(journal.read_all()) == [by_number[number] for number in sorted(by_number)]
    assert threading.get_ident() not in copy.threads


def test_reading_back_in_small_chunks_misses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("koperta_operator.room.copies.CHUNK", 3)
    clock, _seats = begun(tmp_path, 2)
    copies = Copies()

    async def day() -> list[int]:
        actor = copied_actor(tmp_path, clock, copies)
        numbers = [row.seq async for chunk in copies.read(SITTING, 2) for row in chunk]
        await asyncio.to_thread(actor.stop)
        return numbers

    numbers = asyncio.run(day())
    assert numbers == list(range(3, numbers[-1] + 1))
    assert len(numbers) > 6


def test_a_copy_that_fails_costs_nobody_an_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    clock, seats = begun(tmp_path, 1)
    copies, broken, good = Copies(), Kept(), Kept()
    broken.failing = True
    copies.add(broken)
    copies.add(good)

    async def day() -> int:
        actor = copied_actor(tmp_path, clock, copies)
        delivered = await actor.submit(seats[0].send(EntryKind.ANSWER, "t01", "b"))
        copies.remove(broken)
        await asyncio.to_thread(actor.stop)
        return delivered.through

    assert asyncio.run(day()) == len(seats[0].entries)
    assert good.rows
    assert "a copy did not take the events" in caplog.text


def test_nothing_is_told_before_the_gate_opens_and_the_sitting_goes_on_meanwhile(tmp_path: Path) -> None:
    clock, seats = begun(tmp_path, 2)
    copies, gate = Copies(), Held()

    async def day() -> None:
        actor = copied_actor(tmp_path, clock, copies)
        copies.guard(gate)
        first = actor.submit(seats[0].send(EntryKind.ANSWER, "t01", "b"))
        await _until(lambda: len(gate.waiting) == 1)
        second = actor.submit(seats[1].send(EntryKind.ANSWER, "t01", "b"))
        await _until(lambda: len(gate.waiting) == 2)
        assert not first.done()
        assert not second.done()
        assert gate.waiting[0][1] < gate.waiting[1][1]
        gate.open()
        assert (await first).through == len(seats[0].entries)
        assert (await second).through == len(seats[1].entries)
        copies.guard(None)
        await actor.submit(do.Tick())
        await asyncio.to_thread(actor.stop)

    asyncio.run(day())


def test_the_rooms_own_journal_is_copied_and_gated_too(tmp_path: Path) -> None:
    async def day() -> None:
        folder, copies, copy, gate = RoomFolder(tmp_path), Copies(), Kept(), Held()
        folder.create()
        copies.add(copy)
        ledger = RoomLedger(folder, "r3a25ttr4c4a7", "test", copies=copies)
        await ledger.record(ExamRoomsNamed(exam_rooms=("sala 12",)))
        copies.guard(gate)
        waiting = asyncio.ensure_future(ledger.record(SittingCreated(sitting_id="proba-1")))
        await _until(lambda: len(gate.waiting) == 1)
        assert not waiting.done()
        gate.open()
        await waiting
        assert [row async for chunk in copies.read(ROOM_JOURNAL, 0) for row in chunk] == copy.rows
        assert copies.journals() == (ROOM_JOURNAL,)
        assert len(copy.rows) == 3
        await ledger.close()

    asyncio.run(day())


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.005)
