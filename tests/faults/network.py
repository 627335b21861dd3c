"""Put a bad network between a real room and its workstations, by a seed, and look for what it costs.

    ./dev faults network --seed 7 --minutes 3

Every workstation has a wire of its own (`proxy.py`): pieces are delayed, acknowledgements swallowed, connections reset
within frames, left half-open, parted for seconds, and all of that at once. In the end every entry of every
workstation's journal must be in the room's journal exactly once, whatever was acknowledged must be among them, every
candidate's answers must be what they remember, and nobody may have been charged more time than has passed.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from koperta_operator.room.journal.store import Journal
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.fold import fold
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.state import SittingState
from koperta_packages.candidates import Candidate
from koperta_packages.identity import OfficialRole
from koperta_station.simulated.behaviour import Behaviour
from koperta_station.simulated.candidate import Person
from koperta_station.simulated.kiosk import Outcome, SimulatedKiosk
from koperta_station.state import SaveState
from koperta_sync.bundle.manifest import sitting_genesis
from koperta_sync.kiosk_journal import journals_in, open_with_card
from koperta_sync.protocol.seat import Entry
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.end_to_end import room_day as day
from tests.faults.proxy import Wire
from tests.real_room import LONG_AGO, RealRoom, console, enrolment, official_of, paired, take_in, unlock

TASKS = 12
SLACK_MS = 1_500


@dataclass
class Trouble:
    """Hold the wires, the dice and what was done with them."""

    wires: list[Wire]
    dice: random.Random
    done: Counter[str] = field(default_factory=Counter)

    async def run(self) -> None:
        """Make trouble until cancelled, then let everything through."""
        makes: list[Callable[[Wire], float]] = [
            self._slow, self._part, self._half_open, self._reset, self._break, self._deafen, self._storm,
        ]  # fmt: skip
        try:
            async with asyncio.TaskGroup() as group:
                for wire in self.wires:
                    group.create_task(self._on(wire, makes))
        finally:
            for wire in self.wires:
                wire.mend()
                wire.delay_ms = (0, 0)

    async def _on(self, wire: Wire, makes: list[Callable[[Wire], float]]) -> None:
        while True:
            await asyncio.sleep(self.dice.uniform(0.2, 1.0))
            make = self.dice.choice(makes)
            self.done[make.__name__.strip("_")] += 1
            await asyncio.sleep(make(wire))
            wire.mend()

    def _slow(self, wire: Wire) -> float:
        wire.delay_ms = self.dice.choice([(0, 0), (1, 20), (30, 120)])
        return 0.0

    def _part(self, wire: Wire) -> float:
        wire.part()
        return self.dice.uniform(0.2, 3.0)

    def _half_open(self, wire: Wire) -> float:
        wire.part()
        wire.reset()  # new connections hang; the old ones are gone at one end only when they are next used
        return self.dice.uniform(0.5, 2.0)

    def _reset(self, wire: Wire) -> float:
        wire.reset()
        return 0.0

    def _break(self, wire: Wire) -> float:
        wire.break_after(self.dice.randrange(1, 6_000))
        return self.dice.uniform(0.1, 1.0)

    def _deafen(self, wire: Wire) -> float:
        wire.deafen()
        asyncio.get_running_loop().call_later(self.dice.uniform(0.1, 0.6), wire.reset)
        return 0.7

    def _storm(self, wire: Wire) -> float:
        for at in range(6):
            asyncio.get_running_loop().call_later(at * 0.08, wire.reset)
        return 0.5


@dataclass
class Sat:
    """Hold one seat for the comparison afterwards."""

    candidate: Candidate
    folder: Path
    outcome: Outcome


@dataclass
class Report:
    """Hold what a run has seen; `wrong` is empty after a good one."""

    entries: int = 0
    trouble: Counter[str] = field(default_factory=Counter)
    connections: int = 0
    longest_s: float = 0.0  # in which something waited for an acknowledgement; only where that is measured
    wrong: list[str] = field(default_factory=list)


async def exam(folder: Path, issued: IssuedSittingForTest, room: RealRoom, seconds: float, seed: int) -> Report:
    """Let everybody sit for so long with a bad network, then with a good one, and compare the journals."""
    report = Report()
    dice = random.Random(seed)
    async with console(room) as anybody:
        sitting_id = await take_in(anybody, issued)
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        people = day.people(issued)
        file = await enrolment(operator, folder / "stick", range(1, len(people) + 1))
        await unlock(operator, issued)
        wires = [await Wire.to("127.0.0.1", room.port, dice.randrange(2**32)) for _ in people]
        think = (round(seconds * 1_000 / TASKS * 0.7), round(seconds * 1_000 / TASKS * 1.2))
        kiosks = []
        for seat, person in enumerate(people, 1):
            credentials = await paired(file, seat, folder / f"pc{seat}")
            behind = msgspec.structs.replace(credentials, addresses=(f"127.0.0.1:{wires[seat - 1].port}",))
            habits = Behaviour(think_ms=think, changes_mind=0.6, flags=0.4, leaves_open=0.0)
            who = Person(person.username, person.secret)
            kiosks.append(SimulatedKiosk(folder / f"pc{seat}", behind, who, habits, random.Random(f"{seed}/{seat}")))
        sitting = [asyncio.create_task(one.sit()) for one in kiosks]
        await day.all_ready(operator, sitting_id, len(people))
        trouble = Trouble(wires, dice)
        making = asyncio.create_task(trouble.run())
        async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
            await day.start(chair, sitting_id)
        await asyncio.sleep(seconds)
        making.cancel()
        await asyncio.gather(making, return_exceptions=True)
        outcomes = await asyncio.wait_for(asyncio.gather(*sitting), seconds + 60)
    report.trouble, report.connections = trouble.done, sum(wire.connections for wire in wires)
    for wire in wires:
        await wire.close()
    seats = [Sat(person, folder / f"pc{seat}", outcomes[seat - 1]) for seat, person in enumerate(people, 1)]
    room.stop()
    compare(room, issued, seats, report)
    return report


def compare(room: RealRoom, issued: IssuedSittingForTest, seats: list[Sat], report: Report) -> None:
    """Compare the room's journal with those of the workstations and with what candidates remember."""
    sitting_id = issued.issue.sitting_id
    journal = Journal.open(
        room.folder.sitting(sitting_id) / "journal.db", sitting_genesis(issued.room.room_id, sitting_id).start()
    )
    try:
        stored = [(ev.CODEC.decode(one.kind, one.body), one) for one in journal.read_all()]
    finally:
        journal.close()
    history = [(event, At(one.seq, one.boot, one.mono_ms, one.wall_ms, one.actor)) for event, one in stored]
    state = fold(history)
    held: dict[str, list[Entry]] = {}
    for event, _at in history:
        if isinstance(event, ev.EntryConflict):
            report.wrong.append(f"{event.candidate_id}: two entries under number {event.entry.cseq}")
        elif isinstance(event, ev.SignedEntry):
            held.setdefault(event.candidate_id, []).append(event.entry)
            if isinstance(event, ev.EntryLate):
                report.wrong.append(f"{event.candidate_id}: entry {event.entry.cseq} is late: {event.why}")
    for seat in seats:
        _compare_seat(seat, held.get(seat.candidate.candidate_id, []), state, report)
    _check_clocks(history, state, report)


def _compare_seat(seat: Sat, held: list[Entry], state: SittingState, report: Report) -> None:
    candidate_id = seat.candidate.candidate_id
    folder, _header = next(iter(journals_in(seat.folder / "journals")))
    kept = open_with_card(folder, seat.candidate.secret)
    try:
        entries, acknowledged = kept.entries, kept.acknowledged
    finally:
        kept.close()
    report.entries += len(entries)
    if list(entries) != held:
        report.wrong.append(f"{candidate_id}: {len(entries)} entries here, {len(held)} in the room")
    if acknowledged > len(held):
        report.wrong.append(f"{candidate_id}: {acknowledged} acknowledged, {len(held)} in the room")
    if seat.outcome.state.save is not SaveState.ROOM or seat.outcome.state.undelivered:
        report.wrong.append(f"{candidate_id}: something was not delivered")
    if state.candidates[candidate_id].answers != seat.outcome.chosen:
        report.wrong.append(f"{candidate_id}: the room holds other answers than the candidate remembers")


def _check_clocks(history: list[tuple[ev.Event, At]], state: SittingState, report: Report) -> None:
    """Nobody is charged more than has passed between start and end; one run of the room, so its clock tells."""
    began: dict[str, int] = {}
    for event, at in history:
        if isinstance(event, ev.AttemptStarted):
            began[event.candidate_id] = at.mono_ms - event.age_ms
        elif isinstance(event, ev.AttemptFinished):
            passed = at.mono_ms - began[event.candidate_id]
            charged = state.candidates[event.candidate_id].consumed_ms(0)
            if charged > passed + SLACK_MS:
                report.wrong.append(f"{event.candidate_id}: charged {charged} ms of {passed}")


def run(folder: Path, *, candidates: int, seconds: float, seed: int) -> Report:
    """Run one exam in a folder of its own and return what was seen."""
    issued = issue_sitting(folder, candidates=candidates, tasks=TASKS, minutes=30, opens_at=LONG_AGO)
    with RealRoom(folder / "room", issued.room, supervised=False) as room:
        return asyncio.run(exam(folder, issued, room, seconds, seed))


def search(seed: int, minutes: float) -> bool:
    """Run exams of half a minute with twelve candidates until the time is over."""
    until, number = time.monotonic() + minutes * 60, 0
    while time.monotonic() < until:
        with tempfile.TemporaryDirectory(prefix="koperta-network-") as folder:
            report = run(Path(folder), candidates=12, seconds=25.0, seed=seed + number)
        made = ", ".join(f"{count} {what}" for what, count in sorted(report.trouble.items()))
        print(
            f"seed {seed + number}: {report.entries} entries over {report.connections} connections; {made}", flush=True
        )
        if report.wrong:
            print("\n".join(report.wrong))
            print(f"again: ./dev faults network --seed {seed + number} --minutes 0.1")
            return False
        number += 1
    return True
