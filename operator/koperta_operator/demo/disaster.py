"""Play a day on which everything breaks: workstations, the network, the room and its disk.

Nobody watches the faults happen but the terminal: each is done to real processes, sockets and folders from outside.
"""

from __future__ import annotations

import asyncio
import enum
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from koperta_operator.demo import account, board_part, exam_part, handover_part, room_part, standby_part, summary
from koperta_operator.demo.cast import Part, Role
from koperta_operator.demo.places import Places
from koperta_operator.demo.plan import Plan
from koperta_operator.demo.programs import Program, Programs
from koperta_operator.demo.room_part import Desk
from koperta_operator.demo.voice import say
from koperta_operator.demo.wire import Wire
from koperta_sync.credentials import load, save

BACK_S = 30.0
SPARE_SEATS = 2


class Group(enum.StrEnum):
    """Name what happens to a candidate's workstation, beside what happens to the room."""

    STEADY = "steady"
    POWER = "power"  # loses its power and is switched on again
    CABLE = "cable"  # loses the network


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hold when things break, in seconds after the start of the sitting."""

    power_off: float
    power_on: float
    cable_out: float
    cable_in: float
    room_dies: float
    takeover: float


def schedule(day: Plan) -> Schedule:
    """Spread the faults over the exam's time."""
    whole = day.exam_ms / 1000
    return Schedule(*(whole * part for part in (0.10, 0.16, 0.22, 0.36, 0.55, 0.62)))


def groups(coming: Sequence[Role]) -> dict[Group, list[Role]]:
    """Return who sits where it happens; who leaves the room has enough to do."""
    found: dict[Group, list[Role]] = {group: [] for group in Group}
    plain = [one for one in coming if one.part is not Part.LEAVES]
    each = max(1, len(plain) // 6)
    found[Group.POWER], found[Group.CABLE] = plain[:each], plain[each : 2 * each]
    taken = {one.candidate_id for group in found.values() for one in group}
    found[Group.STEADY] = [one for one in coming if one.candidate_id not in taken]
    return found


async def play(
    programs: Programs,
    where: Places,
    day: Plan,
    issued: board_part.Issued,
    roles: Sequence[Role],
    room: Program,
    port: int,
) -> tuple[summary.Summary, list[exam_part.Exit], list[account.Line]]:
    """Run the day to its receipt; return what it came to and what happened to everybody's time."""
    began = time.monotonic()
    coming = [one for one in roles if one.comes]
    wire = Wire(port)
    wire_port = await wire.open()
    try:
        async with room_part.desk(issued, where, say) as at:
            await room_part.take_in(at)
            _enrolment, stick = await room_part.enrol(at, range(1, len(roles) + SPARE_SEATS + 1))
            await standby_part.set_up(at, programs, port)
            cards, seats = await room_part.seat_everybody(at)
            stage = Stage(at, programs, day, room, wire, groups(coming), seats, stick)
            stage.sit_down(wire_port)
            await room_part.unlock(at)
            await exam_part.all_here(at, [one.candidate_id for one in coming], stage.simulations)
            await exam_part.start(at)
            # Together: a fault that cannot be done ends the day at once.
            exits, _done = await asyncio.gather(exam_part.go_on(at, coming, stage.simulations, day), stage.faults())
            await handover_part.close(at)
            delivered = await handover_part.hand_over(at, programs)
            paths = {"second machine": str(where.spare), "cards": str(cards), "results": str(delivered.results)}
            seen = [exam_part.report(where, group.value) for group in Group]
            told = summary.add_up(issued, roles, at.sitting, exits, delivered, seen, paths, time.monotonic() - began)
    finally:
        await wire.close()
    programs.stop()
    return told, exits, account.of_everybody(where.spare, issued, roles)


@dataclass(slots=True)
class Stage:
    """Hold who sits where on this day, and break things one after the other."""

    at: Desk
    programs: Programs
    day: Plan
    room: Program
    wire: Wire
    sitting_in: dict[Group, list[Role]]
    seats: Mapping[str, int]
    stick: Path
    running: dict[Group, Program] = field(default_factory=dict)
    simulations: list[Program] = field(default_factory=list)  # those that must not end by themselves

    def sit_down(self, wire_port: int) -> None:
        """Start the candidates; a group reaches the room by the wire that will be pulled."""
        for role in self.sitting_in[Group.CABLE]:
            folder = room_part.workstation_folder(self.at.places, self.seats[role.candidate_id])
            save(load(folder).at(f"127.0.0.1:{wire_port}"), folder)
        for group in Group:
            self._start(group)

    def _start(self, group: Group) -> None:
        at, members = self.at, self.sitting_in[group]
        program = exam_part.simulate(
            self.programs, at.places, self.day, at.issued, members, self.seats, self.stick, group.value
        )
        self.running[group] = program
        self.simulations.append(program)

    async def faults(self) -> None:
        """Break everything at its time."""
        loop = asyncio.get_running_loop()
        began, times = loop.time(), schedule(self.day)
        for moment, fault in (
            (times.power_off, self._power_off),
            (times.power_on, self._power_on),
            (times.cable_out, self._cable_out),
            (times.cable_in, self._cable_in),
            (times.room_dies, self._room_dies),
            (times.takeover, self._takeover),
        ):
            await asyncio.sleep(max(0.0, began + moment - loop.time()))
            await fault()

    async def _power_off(self) -> None:
        program = self.running[Group.POWER]
        self.simulations.remove(program)
        program.process.kill()
        count = len(self.sitting_in[Group.POWER])
        self.at.say("FAULT", f"{count} workstations lose their power in the middle of a task")

    async def _power_on(self) -> None:
        self._start(Group.POWER)
        self.at.say("workstations", "switched on again; the candidates go on with their cards")

    async def _cable_out(self) -> None:
        self.wire.pull()
        count = len(self.sitting_in[Group.CABLE])
        self.at.say("FAULT", f"the network of {count} workstations is gone; they go on answering")

    async def _cable_in(self) -> None:
        self.wire.plug()
        self.at.say("workstations", "the network is back; what was answered meanwhile is delivered")

    async def _room_dies(self) -> None:
        self.room.process.kill()
        await asyncio.to_thread(self.room.process.wait)
        await asyncio.to_thread(shutil.rmtree, self.at.places.room)
        self.at.say("FAULT", "the operator machine is dead and its disk is gone; everybody goes on answering")

    async def _takeover(self) -> None:
        term = self.at.room.term
        await standby_part.promote(self.at, self.programs)
        await room_part.back_at_work(self.at, term + 1, BACK_S)
        self.at.say("console", "the officials work at the second machine now, and the wall is full again")
