"""Run an actor in a test, with a disk that is as slow or as broken as the test wants."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from koperta_operator.room.actor import SittingActor
from koperta_operator.room.changes import Changes
from koperta_operator.room.journal.errors import NotDurableError
from koperta_operator.room.journal.store import Draft, Journal
from koperta_operator.room.verifier import Verifier
from tests.test_operator.desk import desk_in, solving
from tests.test_operator.room_fixture import (
    GENESIS,
    FakeClock,
    SmallTexts,
    Workstation,
    open_journal,
)


class Room:
    """Be an actor with everything it shows written down."""

    def __init__(
        self, folder: Path, clock: FakeClock, journal: Journal | None = None, verifier: Verifier | None = None
    ) -> None:
        self.clock = clock
        self.shown: list[Changes] = []
        self.fatal: list[BaseException] = []
        self.actor = SittingActor(
            journal or open_journal(folder),
            clock=clock,
            texts=SmallTexts(),
            publish=self.shown.append,
            on_fatal=self.fatal.append,
            verifier=verifier,
        )


@contextlib.asynccontextmanager
async def room_in(
    folder: Path, clock: FakeClock | None = None, journal: Journal | None = None, verifier: Verifier | None = None
) -> AsyncIterator[Room]:
    """Run an actor in a folder."""
    room = Room(folder, clock or FakeClock(), journal, verifier)
    room.actor.start()
    try:
        yield room
    finally:
        await asyncio.to_thread(room.actor.stop)


def begun(folder: Path, count: int) -> tuple[FakeClock, list[Workstation]]:
    """Leave a journal with candidates who are solving."""
    with desk_in(folder) as desk:
        return desk.clock, solving(desk, count, of=count)


def kinds(folder: Path) -> list[str]:
    """Read the journal's kinds after everything has ended."""
    with open_journal(folder) as journal:
        return [stored.kind for stored in journal.read_all()]


class SlowJournal(Journal):
    """Be a journal whose disk takes as long as the test wants, and fails when it wants."""

    gate: threading.Event
    failing: bool = False
    batches: list[int]

    @classmethod
    def at(cls, folder: Path) -> SlowJournal:
        """Open the sitting's journal."""
        journal = cls.open(folder / "journal.db", GENESIS)
        assert isinstance(journal, SlowJournal)
        journal.gate = threading.Event()
        journal.gate.set()
        journal.batches = []
        return journal

    def append_many(self, drafts: Sequence[Draft]) -> None:
        """Wait for the gate, then fail or write."""
        assert self.gate.wait(20)
        if self.failing:
            raise NotDurableError("the disk is gone")
        self.batches.append(len(drafts))
        super().append_many(drafts)
