"""The room's own rules and the board's reading of their journal agree, whatever candidates and machines do."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from koperta_operator.room.journal.store import event_bytes
from koperta_operator.room.rules import commands as do
from koperta_sync.board.official import final_answers
from koperta_sync.board.replay import Replay
from koperta_sync.bundle.manifest import room_genesis
from koperta_sync.bundle.reader import BundleFile
from koperta_sync.bundle.records import Record
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import EntryKind, OutageKind
from tests.test_operator.desk import Desk, desk_in, solving
from tests.test_operator.room_fixture import ITEMS, OPERATOR, SITTING, Workstation

VECTOR = Path(__file__).resolve().parent.parent / "vectors" / "bundle" / "good.exambundle"


class Chaos:
    """Do random things to a sitting; whatever the room refuses is its business."""

    def __init__(self, desk: Desk, machines: list[Workstation], seed: int) -> None:
        self.desk = desk
        self.machines = machines
        self.chance = random.Random(seed)
        self.acts: list[Callable[[Workstation], None]] = [
            *[self.answer] * 8, self.flag, self.go_out, self.come_back, self.repeat, self.late, self.move,
            self.finish, self.restart, self.report,
        ]  # fmt: skip

    def step(self) -> None:
        """Do one thing at one seat."""
        act, machine = self.chance.choice(self.acts), self.chance.choice(self.machines)
        try:
            act(machine)
        except RefusedError:
            return
        finally:
            machine.work_ms(self.chance.choice([10, 5_000, 120_000]))
            self.desk.run(do.Tick())

    def answer(self, machine: Workstation) -> None:
        """Choose an option, take one back, or send what no form has."""
        item, value = self.chance.choice([*ITEMS, "t99"]), self.chance.choice(["a", "b", "c", "d", "", "x"])
        self.desk.run(machine.send(EntryKind.ANSWER, item, value))

    def report(self, machine: Workstation) -> None:
        """Tell of time without the room, also after the end."""
        what, length = self.chance.choice([*OutageKind, "holiday"]), self.chance.choice(["5000", "", "x"])
        self.desk.run(machine.send(EntryKind.OUTAGE, what, length))

    def flag(self, machine: Workstation) -> None:
        """Mark a task."""
        self.desk.run(machine.send(EntryKind.FLAG, self.chance.choice(ITEMS), "1"))

    def go_out(self, machine: Workstation) -> None:
        """Leave the room."""
        self.desk.run(do.RoomExit(actor=OPERATOR, candidate_id=machine.candidate_id))

    def come_back(self, machine: Workstation) -> None:
        """Come back."""
        self.desk.run(do.RoomReturn(actor=OPERATOR, candidate_id=machine.candidate_id))

    def repeat(self, machine: Workstation) -> None:
        """Deliver everything again, and something else under an old number."""
        self.desk.run(machine.deliver(*machine.entries))
        old = len(machine.entries) // 2
        kept = machine.entries[old:]
        del machine.entries[old:]
        other = machine.write(EntryKind.ANSWER, ITEMS[0], "d", worked_ms=1)
        machine.entries[old:] = kept or [other]
        self.desk.run(machine.deliver(other))

    def late(self, machine: Workstation) -> None:
        """Sign several entries while the room is away, and deliver them at once."""
        made = [machine.write(EntryKind.ANSWER, item, "b") for item in ITEMS[:3]]
        machine.work_ms(60_000)
        self.desk.run(machine.deliver(*made))

    def move(self, machine: Workstation) -> None:
        """Let a candidate go on at another machine, and the old one deliver once more."""
        self.desk.run(do.ReleaseLease(actor=OPERATOR, candidate_id=machine.candidate_id))
        new = Workstation(len(self.machines) + 50 + self.chance.randrange(10_000), self.desk.clock)
        new.worked_ms = machine.worked_ms
        epoch = self.desk.candidate(machine.candidate_id).epoch + 1
        self.desk.connect(new)
        self.desk.run(new.log_in(machine.candidate_id, epoch=epoch))
        self.machines[self.machines.index(machine)] = new
        self.desk.run(machine.send(EntryKind.ANSWER, ITEMS[1], "c"))

    def finish(self, machine: Workstation) -> None:
        """Hand in, but only now and then."""
        if self.chance.random() < 0.2:
            self.desk.run(machine.send(EntryKind.FINISH))

    def restart(self, machine: Workstation) -> None:
        """End the room and start it again."""
        self.desk.restart(down_ms=30_000)


def replayed(desk: Desk) -> Replay:
    """Read the journal as the board reads it."""
    manifest = msgspec.structs.replace(BundleFile.open(VECTOR).manifest, sitting_id=SITTING, room_id="r-1")
    replay = Replay(manifest)
    head = room_genesis("r-1").start()
    for stored in desk.sitting.journal.read(0):
        replay.take(Record(1, stored.seq, event_bytes(stored.seq, stored), head))
    return replay


@pytest.mark.parametrize("seed", range(12))
def test_the_board_finds_the_answers_the_room_holds_and_objects_to_none(tmp_path: Path, seed: int) -> None:
    with desk_in(tmp_path) as desk:
        chaos = Chaos(desk, solving(desk, 3), seed)
        for _ in range(120):
            chaos.step()
        replay = replayed(desk)
        assert replay.objections == []
        for candidate_id, candidate in desk.state.candidates.items():
            found = replay.candidates[candidate_id]
            assert final_answers(found.answers) == candidate.answers
            assert len(found.leases) == candidate.epoch
            held = {epoch: len(lease.held) for epoch, lease in candidate.leases.items()}
            assert {epoch: lease.held for epoch, lease in found.leases.items()} == held
        kinds = set(desk.kinds())
        assert {"answer-given", "entry-late", "logged-in"} <= kinds
