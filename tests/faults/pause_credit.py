"""Cut real workstations off from a real room whose package asks for pause and credit, and compare both clocks.

    ./dev faults pause_credit --seed 7 --minutes 2

Twice in one exam the room cannot be reached for longer than the grace: once its wires are parted while it runs on,
once it is killed and started again. Every workstation must cover its tasks, and say so when the room is back. What the
room charges in the end is compared with the time in which the candidate could see the tasks: never more, and at
most five seconds less for each outage.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from koperta_operator.room.journal.store import Journal
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.fold import fold
from koperta_operator.room.rules.moments import At
from koperta_packages.identity import OfficialRole
from koperta_station.outage import GRACE_MS
from koperta_station.simulated.behaviour import Behaviour
from koperta_station.simulated.candidate import Person
from koperta_station.simulated.kiosk import SimulatedKiosk
from koperta_station.state import KioskState, Screen
from koperta_sync.bundle.manifest import sitting_genesis
from koperta_sync.protocol.seat import OutageKind
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.end_to_end import room_day as day
from tests.faults.proxy import Wire
from tests.real_room import LONG_AGO, RealRoom, console, enrolment, official_of, paired, take_in, unlock, until

TASKS = 12
OUTAGES = 2
PER_OUTAGE_MS = 5_000  # what may be given too much
ROUNDING_MS = 500  # of two clocks read by two programs


class TimedKiosk(SimulatedKiosk):
    """Count how long the candidate could see the tasks."""

    seen_ms = 0
    pauses = 0
    _since: int | None = None
    _was = Screen.LOOKING

    def _changed(self, state: KioskState) -> None:
        now = time.monotonic_ns() // 1_000_000
        if self._since is not None:
            self.seen_ms += now - self._since
        self._since = now if state.screen is Screen.SOLVING else None
        self.pauses += state.screen is Screen.PAUSED and self._was is not Screen.PAUSED
        self._was = state.screen
        super()._changed(state)


@dataclass
class Report:
    """Hold what came out; `over_ms`: how much less was charged than was seen, of each candidate."""

    over_ms: list[int] = field(default_factory=list)
    credited_ms: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


async def exam(folder: Path, issued: IssuedSittingForTest, room: RealRoom, dice: random.Random) -> list[TimedKiosk]:
    """Sit an exam with two outages."""
    people, grace_s = day.people(issued), GRACE_MS / 1_000
    async with console(room) as anybody:
        sitting_id = await take_in(anybody, issued)
    wires = [await Wire.to("127.0.0.1", room.port, dice.randrange(2**32)) for _ in people]
    async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
        async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
            file = await enrolment(operator, folder / "stick", range(1, len(people) + 1))
        await unlock(chair, issued)
        kiosks = []
        for seat, (person, wire) in enumerate(zip(people, wires, strict=True), 1):
            credentials = await paired(file, seat, folder / f"pc{seat}")
            behind = msgspec.structs.replace(credentials, addresses=(f"127.0.0.1:{wire.port}",))
            think = round((2 * grace_s + 8) * 1_000 / TASKS)  # through both stretches of grace, and a little more
            habits = Behaviour(think_ms=(think, think + 200), changes_mind=0.0, flags=0.0, leaves_open=0.0)
            who = Person(person.username, person.secret)
            kiosks.append(TimedKiosk(folder / f"pc{seat}", behind, who, habits, random.Random(f"{seat}")))
        sitting = [asyncio.create_task(one.sit()) for one in kiosks]
        await day.all_ready(chair, sitting_id, len(people))
        await day.start(chair, sitting_id)
        await until(lambda: all(one.answered for one in chair.state.tiles.values()), 20, "answers")
    for wire in wires:
        wire.part()
        wire.reset()
    await _covered(kiosks, 1, grace_s)
    await asyncio.sleep(dice.uniform(2.0, 6.0))
    for wire in wires:
        wire.mend()
    await _uncovered(kiosks)
    room.kill()
    room.forget()
    await _covered(kiosks, 2, grace_s)
    await asyncio.sleep(dice.uniform(2.0, 6.0))
    await asyncio.to_thread(room.start)
    await _uncovered(kiosks)
    await asyncio.wait_for(asyncio.gather(*sitting), 60)
    for wire in wires:
        await wire.close()
    return kiosks


async def _covered(kiosks: list[TimedKiosk], times: int, grace_s: float) -> None:
    await until(lambda: all(one.pauses == times for one in kiosks), grace_s + 12, "the tasks to be covered")
    if any(one.session.state.form is not None for one in kiosks):
        raise AssertionError("a covered screen still holds its tasks")


async def _uncovered(kiosks: list[TimedKiosk]) -> None:
    await until(lambda: all(one.session.state.screen is not Screen.PAUSED for one in kiosks), 20, "the room")
    await until(lambda: all(not one.session.state.undelivered for one in kiosks), 20, "everything to be delivered")


def compare(room: RealRoom, issued: IssuedSittingForTest, kiosks: list[TimedKiosk]) -> Report:
    """Compare what the room charged with what was seen."""
    report, sitting_id = Report(), issued.issue.sitting_id
    path = room.folder.sitting(sitting_id) / "journal.db"
    with Journal.open(path, sitting_genesis(issued.room.room_id, sitting_id).start(), must_exist=True) as journal:
        history = [
            (ev.CODEC.decode(one.kind, one.body), At(one.seq, one.boot, one.mono_ms, one.wall_ms, one.actor))
            for one in journal.read_all()
        ]
    state = fold(history)
    for person, kiosk in zip(day.people(issued), kiosks, strict=True):
        who = person.candidate_id
        told = [
            one
            for one, _at in history
            if isinstance(one, ev.OutageReported) and one.candidate_id == who and one.entry.item == OutageKind.PAUSED
        ]
        if len(told) != OUTAGES:
            report.wrong.append(f"{who}: {len(told)} pauses in the ledger, {OUTAGES} happened")
        charged = state.candidates[who].consumed_ms(0)
        over = kiosk.seen_ms - charged
        report.over_ms.append(over)
        report.credited_ms.append(sum(one.to_t - one.from_t for one in told))
        if over < -ROUNDING_MS:
            report.wrong.append(f"{who}: charged {charged} ms, and saw the tasks for {kiosk.seen_ms} ms")
        if over > OUTAGES * PER_OUTAGE_MS:
            report.wrong.append(f"{who}: {over} ms given too much in {OUTAGES} outages")
    return report


def run(folder: Path, *, candidates: int, seed: int) -> Report:
    """Run one exam in a folder of its own and return what was seen."""
    issued = issue_sitting(
        folder, candidates=candidates, tasks=TASKS, minutes=30, opens_at=LONG_AGO, outage="pause-and-credit"
    )
    with RealRoom(folder / "room", issued.room, supervised=False) as room:
        kiosks = asyncio.run(exam(folder, issued, room, random.Random(seed)))
    return compare(room, issued, kiosks)


def search(seed: int, minutes: float) -> bool:
    """Run exams of eight candidates until the time is over."""
    until_s, number = time.monotonic() + minutes * 60, 0
    while number == 0 or time.monotonic() < until_s:
        with tempfile.TemporaryDirectory(prefix="koperta-pause-") as folder:
            report = run(Path(folder), candidates=8, seed=seed + number)
        print(
            f"seed {seed + number}: {len(report.over_ms)} candidates, {OUTAGES} outages each; in the ledger "
            f"{min(report.credited_ms)} to {max(report.credited_ms)} ms of credit; given too much: "
            f"{min(report.over_ms)} to {max(report.over_ms)} ms",
            flush=True,
        )
        if report.wrong:
            print("\n".join(report.wrong))
            print(f"again: ./dev faults pause_credit --seed {seed + number} --minutes 0")
            return False
        number += 1
    return True
