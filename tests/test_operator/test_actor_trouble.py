"""What fails on the way to the disk ends everything; what fails beside it costs only itself."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import pytest

from koperta_operator.room import actor as acting
from koperta_operator.room.actor import SittingEndedError
from koperta_operator.room.changes import Changes
from koperta_operator.room.journal.errors import BrokenChainError, NotDurableError
from koperta_operator.room.journal.store import Journal
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import EntryKind, Phase
from tests.test_operator.actor_fixture import Room, SlowJournal, begun, kinds, room_in
from tests.test_operator.room_fixture import (
    FakeClock,
    open_journal,
    opened,
)


def test_a_failed_commit_is_never_acknowledged_and_ends_everything(tmp_path: Path) -> None:
    clock, (machine,) = begun(tmp_path, 1)

    async def day() -> None:
        journal = SlowJournal.at(tmp_path)
        async with room_in(tmp_path, clock, journal) as room:
            journal.failing = True
            with pytest.raises(SittingEndedError):
                await room.actor.submit(machine.send(EntryKind.ANSWER, "t01", "b"))
            with pytest.raises(SittingEndedError):
                await room.actor.submit(do.Tick())
            assert isinstance(room.fatal[0], NotDurableError)
            assert not [changes for changes in room.shown if changes.sequence > journal.sequence]

    asyncio.run(day())
    assert "answer-given" not in kinds(tmp_path)


def test_a_failed_checkpoint_ends_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_journal: Journal, *, idle: bool) -> None:
        raise NotDurableError("the checkpoint failed")

    async def day() -> None:
        async with room_in(tmp_path) as room:
            monkeypatch.setattr(Journal, "checkpoint_if_due", broken)
            durable = room.actor.submit(opened())
            time.sleep(0.3)  # the loop is busy, so the answer is still on its way when the checkpoint fails
            await durable
            with pytest.raises(SittingEndedError):
                await room.actor.submit(do.Tick())
                await room.actor.submit(do.Tick())
            assert isinstance(room.fatal[0], NotDurableError)

    asyncio.run(day())


def test_by_default_a_failed_commit_ends_the_program(tmp_path: Path) -> None:
    code = (
        "import sys; from koperta_operator.room.actor import end_program\n"
        "from koperta_operator.room.journal.errors import NotDurableError\n"
        "try: end_program(NotDurableError('x'))\n"
        "finally: print('went on')"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert (done.returncode, done.stdout) == (acting.EXIT_NOT_DURABLE, b"")


def test_a_rule_that_fails_refuses_its_command_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from koperta_operator.room import sitting
    from koperta_operator.room.rules.decide import decide

    real = decide

    def failing(state: SittingState, command: do.Command[object], now: Now, connected: set[str]) -> object:
        if isinstance(command, do.RoomExit):
            raise ZeroDivisionError
        return real(state, command, now, connected)

    monkeypatch.setattr(sitting, "decide", failing)
    clock, (machine,) = begun(tmp_path, 1)

    async def day() -> None:
        async with room_in(tmp_path, clock) as room:
            with pytest.raises(RefusedError, match="ZeroDivisionError"):
                await room.actor.submit(do.RoomExit(candidate_id="k1"))
            assert (await room.actor.submit(machine.send(EntryKind.ANSWER, "t01", "b"))).through == 2

    asyncio.run(day())


def test_an_event_that_cannot_be_folded_in_ends_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from koperta_operator.room import sitting

    clock, (machine,) = begun(tmp_path, 1)

    async def day() -> None:
        async with room_in(tmp_path, clock) as room:

            def broken(*_: object) -> None:
                raise KeyError("x")

            monkeypatch.setattr(sitting, "apply", broken)
            with pytest.raises(SittingEndedError):
                await room.actor.submit(machine.send(EntryKind.ANSWER, "t01", "b"))
            assert isinstance(room.fatal[0], KeyError)

    asyncio.run(day())
    monkeypatch.undo()
    assert "answer-given" not in kinds(tmp_path)


def test_a_view_that_fails_costs_the_view_and_not_the_sitting(tmp_path: Path) -> None:
    clock, (machine,) = begun(tmp_path, 1)

    async def day() -> None:
        async with room_in(tmp_path, clock) as room:

            def broken(_changes: Changes) -> None:
                raise RuntimeError("the loop is gone")

            room.actor._publish = broken
            assert (await room.actor.submit(machine.send(EntryKind.FINISH))).phase is Phase.FINISHED
            assert (await room.actor.submit(machine.deliver())).through == 2
            assert room.fatal == []

    asyncio.run(day())


def test_a_journal_that_does_not_check_opens_no_sitting(tmp_path: Path) -> None:
    import sqlite3

    begun(tmp_path, 1)
    connection = sqlite3.connect(tmp_path / "journal.db")
    connection.executescript("DROP TRIGGER event_never_update; UPDATE event SET wall_ms = 1 WHERE seq = 4;")
    connection.close()
    with open_journal(tmp_path) as journal, pytest.raises(BrokenChainError, match="event 4"):
        Room(tmp_path, FakeClock(), journal)
