"""Play a day on which everything breaks: workstations, the network, the room and its disk.

Nobody watches the faults happen but the terminal: each is done to real processes, sockets and folders from outside.
"""

from __future__ import annotations

import asyncio
import enum
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
    sitting_in = groups(coming)
    wire = Wire(port)
    try:
        async with room_part.desk(issued, where, say) as at:
            await room_part.take_in(at)
            wire_port = await wire.open()
            _enrolment, stick = await room_part.enrol(at, range(1, len(roles) + 3))
            await standby_part.set_up(at, programs, port)
            cards, seats = await room_part.seat_everybody(at)
            for role in sitting_in[Group.CABLE]:
                _lead_through(room_part.workstation_folder(where, seats[role.candidate_id]), wire_port)
            running = {
                group: exam_part.simulate(programs, where, day, issued, members, seats, stick, group.value)
                for group, members in sitting_in.items()
            }
            simulations = list(running.values())
            await room_part.unlock(at)
            await exam_part.all_here(at, [one.candidate_id for one in coming], simulations)
            await exam_part.start(at)

            def again(group: Group) -> None:
                simulations.remove(running[group])
                running[group] = exam_part.simulate(
                    programs, where, day, issued, sitting_in[group], seats, stick, group.value
                )
                simulations.append(running[group])

            faults = asyncio.create_task(_faults(at, programs, day, room, wire, sitting_in, running, again))
            exits = await exam_part.go_on(at, coming, simulations, day)
            await faults
            await handover_part.close(at)
            delivered = await handover_part.hand_over(at, programs)
            paths = {"second machine": str(where.spare), "cards": str(cards), "results": str(delivered.results)}
            seen = [exam_part.report(where, group.value) for group in Group]
            told = summary.add_up(issued, roles, at.sitting, exits, delivered, seen, paths, time.monotonic() - began)
    finally:
        await wire.close()
    programs.stop()
    return told, exits, account.of_everybody(where.spare, issued, roles)


def _lead_through(folder: Path, port: int) -> None:
    """Let a workstation reach the room by the wire that will be pulled."""
    save(load(folder).at(f"127.0.0.1:{port}"), folder)


async def _faults(
    at: Desk,
    programs: Programs,
    day: Plan,
    room: Program,
    wire: Wire,
    sitting_in: dict[Group, list[Role]],
    running: dict[Group, Program],
    again: Callable[[Group], None],
) -> None:
    loop = asyncio.get_running_loop()
    began, times = loop.time(), schedule(day)

    async def until(moment: float) -> None:
        await asyncio.sleep(max(0.0, began + moment - loop.time()))

    await until(times.power_off)
    running[Group.POWER].process.kill()
    at.say("FAULT", f"{len(sitting_in[Group.POWER])} workstations lose their power in the middle of a task")
    await until(times.power_on)
    again(Group.POWER)
    at.say("workstations", "switched on again; the candidates go on with their cards")
    await until(times.cable_out)
    wire.pull()
    at.say("FAULT", f"the network of {len(sitting_in[Group.CABLE])} workstations is gone; they go on answering")
    await until(times.cable_in)
    wire.plug()
    at.say("workstations", "the network is back; what was answered meanwhile is delivered")
    await until(times.room_dies)
    room.process.kill()
    await asyncio.to_thread(room.process.wait)
    await asyncio.to_thread(shutil.rmtree, at.places.room)
    at.say("FAULT", "the operator machine is dead and its disk is gone; everybody goes on answering")
    await until(times.takeover)
    await standby_part.promote(at, programs)
    await room_part.back_at_work(at, BACK_S)
    at.say("console", "officials signed in at the second machine; the wall is full again")
