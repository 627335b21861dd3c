"""Run a small sitting in a test without a thread: every command is decided, committed and answered at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.state import Candidate, SittingState
from koperta_operator.room.rules.views import Presence
from koperta_operator.room.sitting import Sitting
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import EntryKind, SeatView
from tests.test_operator.room_fixture import (
    EXAM_ROOM,
    OPERATOR,
    FakeClock,
    SmallTexts,
    Workstation,
    candidate_ids,
    open_journal,
    opened,
    unlocked,
)

T = TypeVar("T")


class Desk:
    """Be a sitting without a thread: every command is a batch of its own."""

    def __init__(self, folder: Path, clock: FakeClock | None = None) -> None:
        self.folder = folder
        self.clock = clock or FakeClock()
        self.texts = SmallTexts()
        self.sitting = Sitting(open_journal(folder), self.clock, self.texts)

    @property
    def state(self) -> SittingState:
        """Return the state."""
        return self.sitting.state

    def candidate(self, candidate_id: str) -> Candidate:
        """Return one candidate's state."""
        return self.state.candidates[candidate_id]

    def run(self, command: do.Command[T]) -> T:
        """Do a command, commit, and return its answer or raise its refusal."""
        self.sitting.begin()
        decision = self.sitting.execute(command)
        self.sitting.commit()
        answer: T = self.sitting.answer(command, decision)
        return answer

    def refused(self, command: do.Command[T]) -> Refused:
        """Do a command that must be refused, and return the code."""
        with pytest.raises(RefusedError) as caught:
            self.run(command)
        return caught.value.code

    def tick(self, ms: int = 0) -> None:
        """Let time pass and the room notice it."""
        self.clock.pass_ms(ms)
        self.run(do.Tick())

    def connect(self, machine: Workstation) -> SeatView | None:
        """Note that a workstation is connected."""
        return self.sitting.attach(
            Presence(fingerprint=machine.fingerprint, exam_room=EXAM_ROOM, seat_number=machine.number)
        )

    def disconnect(self, machine: Workstation) -> None:
        """Note that a workstation is gone."""
        self.sitting.begin()
        self.sitting.detach(machine.fingerprint)

    def kinds(self) -> list[str]:
        """Return the kinds of all events that are on the disk."""
        return [stored.kind for stored in self.sitting.journal.read(0)]

    def restart(self, down_ms: int = 0) -> None:
        """End the room, let time pass without it, and start it again from its journal."""
        self.sitting.journal.close()
        self.clock.pass_ms(down_ms)
        self.sitting = Sitting(open_journal(self.folder), self.clock, self.texts)

    def close(self) -> None:
        """Let go of the file."""
        self.sitting.journal.close()


def logged_in(desk: Desk, count: int = 1) -> list[Workstation]:
    """Bring the first candidates to confirmed data at the workstations of their number."""
    machines = [Workstation(number + 1, desk.clock) for number in range(count)]
    for machine, candidate_id in zip(machines, candidate_ids(count), strict=True):
        desk.connect(machine)
        desk.run(machine.log_in(candidate_id))
        desk.run(machine.confirm())
    return machines


def solving(
    desk: Desk, count: int = 1, *, of: int = 3, extra: dict[str, int] | None = None, outage: str = "work-on"
) -> list[Workstation]:
    """Bring the first candidates of a sitting to their first task, just after the hour."""
    desk.run(opened(of, extra=extra, outage=outage))
    desk.run(unlocked(candidate_ids(of)))
    machines = logged_in(desk, count)
    desk.clock.pass_ms(60_000)
    desk.run(do.StartSitting(actor=OPERATOR))
    for machine in machines:
        desk.run(machine.send(EntryKind.START))
    return machines


@contextlib.contextmanager
def desk_in(folder: Path) -> Iterator[Desk]:
    """Open a desk in a folder and let go of its file afterwards."""
    desk = Desk(folder)
    try:
        yield desk
    finally:
        desk.close()
