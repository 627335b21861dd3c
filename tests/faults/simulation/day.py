"""Play one exam day by a seed: open, sit, suffer, heal, close; then judge it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.rules import commands as do
from koperta_sync.protocol.refusals import RefusedError
from tests.faults.simulation import disasters, faults, verdict
from tests.faults.simulation.cheap import cheap
from tests.faults.simulation.disks import Logs, RoomDisk
from tests.faults.simulation.exam import GENESIS, Exam
from tests.faults.simulation.kiosk import Candidate, SimKiosk
from tests.faults.simulation.loop import NothingEverHappensError, VirtualLoop, run
from tests.faults.simulation.network import Wire
from tests.faults.simulation.rooms import SimClock, SimRoom
from tests.faults.simulation.witness import Person, Witness

PATIENCE_S = 400.0
SHELF = Path("/dev/shm")  # files of workstations, where memory can stand for a disk


@dataclass(slots=True)
class Outcome:
    """Hold what came of a day."""

    seed: int
    wrong: list[str]
    faults: list[str]
    events: int = 0
    acknowledged: int = 0
    rebuilt: int = 0


@dataclass(slots=True)
class Day:
    """Hold everything there is on one day."""

    dice: Random
    exam: Exam
    wire: Wire
    witness: Witness
    disk: RoomDisk
    clock: SimClock
    kiosks: dict[int, SimKiosk]
    people: list[Candidate]
    room: SimRoom | None = None
    history: list[str] = field(default_factory=list)
    busy: set[int] = field(default_factory=set)  # seats at which a fault is at work
    stick: list[StoredEvent] = field(default_factory=list)
    remains: list[list[StoredEvent]] = field(default_factory=list)  # what is left of disks the room was lost on
    rebuilding: bool = False
    lost_disks: set[str] = field(default_factory=set)  # candidates whose workstation's disk was lost

    def note(self, what: str) -> None:
        """Write down what happened when."""
        self.history.append(f"{self.witness.now:7.1f} s {what}")

    @property
    def has_room(self) -> bool:
        """Say whether a room's program runs."""
        return self.room is not None

    def start_room(self, *, new_boot: bool = True) -> SimRoom:
        """Start the room's program on the disk there is."""
        if new_boot:
            self.clock.started_s = self.witness.now
        self.witness.watch(self.disk)
        self.room = SimRoom(self.exam, self.disk, self.clock, self.witness)
        self.wire.server = self.room
        self.witness.room_up.set(True, self.witness.now)
        return self.room

    def stop_room(self) -> None:
        """Let the room's program be gone between any two steps."""
        room, self.room = self.room, None
        self.wire.server = None
        self.witness.room_up.set(False, self.witness.now)
        if room is None:
            return
        self.witness.crashes += 1
        self.witness.look()
        verdict.live_equals_replay(self.witness, room)
        room.crash()
        for kiosk in self.kiosks.values():
            if kiosk.link is not None and kiosk.link.connection is not None:
                kiosk.link.connection.end(told_after=self.dice.choice((0.0, 0.05, 6.0)), room_told_after=0.0)

    async def watch_room(self) -> None:
        """Notice a room that has ended by itself at a commit, and start it again like the supervisor."""
        while True:
            await asyncio.sleep(0.5)
            if self.room is not None and self.room.dead and not self.rebuilding:
                self.note("the room ends at a commit")
                self.stop_room()
                await asyncio.sleep(self.dice.choice((0.3, 1.0, 5.0, 20.0)))
                await self.room_again()

    async def room_again(self, *, new_boot: bool = True) -> None:
        """Start the room again; it is unlocked a while later, or right away."""
        if self.has_room or self.rebuilding:
            return
        room = self.start_room(new_boot=new_boot)
        await asyncio.sleep(self.dice.choice((0.2, 2.0, 15.0)))
        if not room.dead and self.room is room:
            room.spawn(room.unlock())

    def done(self, person: Candidate) -> bool:
        """Say whether a candidate's attempt is over: the screen says so, or the room to somebody without a seat."""
        over = self.room is not None and self.room.actor.state.candidates[person.card.candidate_id].over
        return over and (person.done or person.waits)

    async def ask(self, command: do.Command[object]) -> bool:
        """Hand in a command of an official; False when it did not come to pass."""
        room = self.room
        if room is None or room.dead:
            return False
        try:
            async with asyncio.timeout(2.0):
                await room.actor.submit(command)
        except (RefusedError, TimeoutError):
            return False
        return not room.dead


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the programs say of hundreds of faults to themselves, and nothing of it after the day."""
    loggers = [logging.getLogger(name) for name in ("koperta_station", "koperta_operator")]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)


def play(seed: int, *, disaster: bool = False) -> Outcome:
    """Play the day of a seed; with a disaster the room is lost for good, once or more."""
    dice = Random(seed)
    shelf = SHELF if SHELF.is_dir() else None
    with tempfile.TemporaryDirectory(dir=shelf, prefix="koperta-day-") as folder:
        exam, logs = Exam.drawn(dice), Logs()
        loop = VirtualLoop(lambda: dice.choice((0.0, 0.001, 0.004, 0.02)))
        with _quiet(), cheap(dice, logs, exam.forms()):
            try:
                return run(_day(seed, dice, exam, logs, Path(folder), disaster=disaster), loop)
            except NothingEverHappensError as error:
                return Outcome(seed, [str(error)], [])


async def _day(seed: int, dice: Random, exam: Exam, logs: Logs, folder: Path, *, disaster: bool) -> Outcome:
    witness, wire = Witness(dice), Wire(dice)
    witness.people = {card.candidate_id: Person() for card in exam.cards}
    kiosks = {seat: SimKiosk(seat, folder, logs, wire, witness) for seat in exam.seats}
    people = [Candidate(card, kiosks[seat], dice, witness) for seat, card in zip(exam.seats, exam.cards, strict=False)]
    day = Day(dice, exam, wire, witness, RoomDisk(GENESIS), SimClock(), kiosks, people)
    room = day.start_room()
    await room.actor.submit(exam.opened())
    for person in people:
        person.kiosk.boot()
    living = [asyncio.ensure_future(person.live()) for person in people]
    watching = asyncio.ensure_future(day.watch_room())
    await room.unlock()
    await asyncio.sleep(dice.uniform(2.0, 8.0))
    await room.actor.submit(do.StartSitting())
    copying = asyncio.ensure_future(disasters.keep_a_stick(day))
    await faults.suffer(day, faults.FAULTS | ({"room_is_lost": disasters.room_is_lost} if disaster else {}))
    await _heal(day)
    for task in (*living, watching, copying):
        task.cancel()
    await asyncio.gather(*living, watching, copying, return_exceptions=True)
    for task in living:
        if not task.cancelled() and task.done() and (error := task.exception()) is not None:
            witness.wrong.append(f"a person could not go on: {type(error).__name__}: {error}")
    verdict.judge(day)
    acknowledged = len(witness.acknowledged)
    return Outcome(seed, witness.wrong, day.history, len(day.disk.rows), acknowledged, witness.rebuilt)


async def _heal(day: Day) -> None:
    """Let everything work again until everybody is done and everything has arrived."""
    day.wire.cut.clear()
    day.wire.delay_s = (0.001, 0.01)
    day.note("everything works again")
    until = day.witness.now + PATIENCE_S
    while day.witness.now < until:
        if day.room is None:
            await day.room_again()
        for kiosk in day.kiosks.values():
            if not kiosk.running and (kiosk.disk.logs or any(one.kiosk is kiosk for one in day.people)):
                kiosk.boot()
        for person in day.people:  # a rebuilt room may not know any more that somebody came back
            if not person.away and await faults.out(day, person.card.candidate_id):
                await day.ask(do.RoomReturn(candidate_id=person.card.candidate_id))
        if all(day.done(person) for person in day.people) and not any(map(_owes, day.kiosks.values())):
            break
        await asyncio.sleep(1.0)
    else:
        day.witness.wrong.append(f"not everybody is done after {PATIENCE_S:.0f} s: {_screens(day)}")
    await asyncio.sleep(3.0)


def _owes(kiosk: SimKiosk) -> bool:
    return kiosk.session is not None and kiosk.session.state.undelivered > 0


def _screens(day: Day) -> str:
    return ", ".join(
        f"{one.card.candidate_id} at {one.kiosk.seat}: "
        + (f"{one.kiosk.session.state.screen} {one.kiosk.session.state.link}" if one.kiosk.session else "off")
        for one in day.people
    )
