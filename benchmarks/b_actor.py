"""Measure what one answer costs the room, part by part, and how long a replay of 60,000 events takes.

    python benchmarks/b_actor.py [FOLDER]

FOLDER is on the disk to be measured. Numbers are for reading side by side within one run.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from koperta_operator.room.actor import SittingActor
from koperta_operator.room.changes import Changes
from koperta_operator.room.journal.store import Journal
from koperta_operator.room.rules import commands as do
from koperta_operator.room.sitting import Sitting
from koperta_operator.room.verifier import Verifier
from koperta_operator.room.verifier_process import Signed
from koperta_sync.entries import verify_entry
from koperta_sync.protocol.seat import EntryKind
from tests.test_operator.room_fixture import (
    GENESIS,
    ITEMS,
    SITTING,
    FakeClock,
    SmallTexts,
    Workstation,
    candidate_ids,
    opened,
    unlocked,
)

SEATS = 200
ANSWERS = 300


def seats(sitting: Sitting, clock: FakeClock) -> list[Workstation]:
    """Bring a roomful of candidates to their first task."""
    everybody = candidate_ids(SEATS)
    sitting.execute(opened(SEATS))
    sitting.execute(unlocked(everybody))
    machines = [Workstation(number + 1, clock) for number in range(SEATS)]
    for machine, candidate_id in zip(machines, everybody, strict=True):
        sitting.execute(machine.log_in(candidate_id))
        sitting.execute(machine.confirm())
    clock.pass_ms(61_000)
    sitting.begin()
    sitting.execute(do.StartSitting())
    for machine in machines:
        sitting.execute(machine.send(EntryKind.START))
    sitting.commit()
    return machines


def answers(machines: list[Workstation], rounds: int) -> list[do.Deliver]:
    """Sign the answers of everybody, round by round."""
    made = []
    for number in range(rounds):
        for machine in machines:
            machine.work_ms(1)
            made.append(machine.send(EntryKind.ANSWER, ITEMS[number % len(ITEMS)], "abcd"[number % 4]))
    return made


def per_entry(name: str, began: float, count: int) -> None:
    """Print one line of the table."""
    print(f"{name:42} {(time.perf_counter() - began) / count * 1e6:8.1f} µs each")


def parts(folder: Path) -> None:
    """Measure signature, rules and commit one after the other."""
    clock = FakeClock()
    sitting = Sitting(Journal.open(folder / "parts.db", GENESIS), clock, SmallTexts())
    machines = seats(sitting, clock)
    made = answers(machines, ANSWERS)
    keys = {machine.candidate_id: machine.key.public for machine in machines}
    began = time.perf_counter()
    for command in made[:5000]:
        verify_entry(keys[command.candidate_id], SITTING, command.candidate_id, command.epoch, command.entries[0])
    per_entry("verify one signature", began, 5000)
    began = time.perf_counter()
    committing = answering = showing = 0.0
    for start in range(0, len(made), 100):
        sitting.begin()
        batch = made[start : start + 100]
        decided = [sitting.execute(command) for command in batch]
        mark = time.perf_counter()
        sitting.commit()
        committing += time.perf_counter() - mark
        mark = time.perf_counter()
        for command, decision in zip(batch, decided, strict=True):
            sitting.answer(command, decision)
        answering += time.perf_counter() - mark
        mark = time.perf_counter()
        sitting.changes(everything=False)
        showing += time.perf_counter() - mark
    per_entry("all of it, batches of 100", began, len(made))
    for name, spent in (("chain and commit", committing), ("answers", answering), ("views", showing)):
        print(f"  of which {name:31} {spent / len(made) * 1e6:8.1f} µs each")
    sitting.journal.close()
    began = time.perf_counter()
    again = Sitting(Journal.open(folder / "parts.db", GENESIS), clock, SmallTexts())
    print(f"replay of {again.state.seq} events {time.perf_counter() - began:27.2f} s")
    again.journal.close()


async def through_the_actor(folder: Path) -> None:
    """Measure answers through queue, thread and futures, 200 seats each waiting for its own."""
    clock = FakeClock()
    sitting = Sitting(Journal.open(folder / "actor.db", GENESIS), clock, SmallTexts())
    machines = seats(sitting, clock)
    made = {machine.candidate_id: answers([machine], 50) for machine in machines}
    sitting.journal.close()
    keys = {machine.candidate_id: machine.key.public for machine in machines}
    shown: list[Changes] = []
    verifier = Verifier()
    actor = SittingActor(
        Journal.open(folder / "actor.db", GENESIS),
        clock=clock, texts=SmallTexts(), publish=shown.append, verifier=verifier,
    )  # fmt: skip
    actor.start()
    verifier.check([], lambda _said: None)  # which starts its process
    while not verifier.ready:
        await asyncio.sleep(0.01)

    async def one(commands: list[do.Deliver]) -> None:
        for c in commands:
            await actor.submit(c, Signed(keys[c.candidate_id], SITTING, c.candidate_id, c.epoch, c.entries))

    began, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*(one(commands) for commands in made.values()))
    spent, used = time.perf_counter() - began, time.process_time() - used
    print(f"through the actor, {SEATS} seats {SEATS * 50 / spent:24.0f} durable answers/s")
    per_entry_s = used / (SEATS * 50)
    print(f"  processor time beside the verifier's {per_entry_s * 1e6:13.1f} µs each")
    actor.stop()
    await verifier.close()


def main() -> None:
    """Run both measurements in a folder of their own."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        parts(Path(name))
        asyncio.run(through_the_actor(Path(name)))


if __name__ == "__main__":
    main()
