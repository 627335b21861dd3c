"""Open the real windows for somebody to play with, and fill the rest of the room with simulated candidates."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from koperta_operator.demo import exam_part, handover_part, room_part
from koperta_operator.demo.board_part import OFFICIALS, Issued
from koperta_operator.demo.cast import Part, Role
from koperta_operator.demo.places import Places
from koperta_operator.demo.plan import Plan
from koperta_operator.demo.programs import Program, Programs
from koperta_operator.demo.room_part import Desk
from koperta_operator.demo.voice import say
from koperta_sync.protocol.room_view import SittingState

KIOSKS = 2
SPARE_SEATS = 2


def has_display() -> bool:
    """Tell whether windows can be opened here."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return os.name == "nt" or sys.platform == "darwin" or bool(shown)


async def play(programs: Programs, where: Places, day: Plan, issued: Issued, roles: Sequence[Role]) -> int:
    """Prepare the room, open console and kiosks, say what to type, and wait until the console is closed."""
    coming = [one for one in roles if one.comes]
    mine = [one for one in coming if one.part is Part.HANDS_IN][:KIOSKS]
    others = [one for one in coming if one not in mine]
    async with room_part.desk(issued, where, say) as at:
        await room_part.take_in(at)
        _enrolment, stick = await room_part.enrol(at, range(1, len(roles) + SPARE_SEATS + 1))
        _cards, seats = await room_part.seat_everybody(at)
        for client in at.consoles.values():
            await client.sign_out()
        exam_part.simulate(programs, where, day, issued, others, seats, stick)
        for role in mine:
            seat = seats[role.candidate_id]
            folder = room_part.workstation_folder(where, seat)
            programs.start(f"kiosk-{seat}", ["kiosk", "--window", "--data", folder])
        console = programs.start("console", ["console", "--room", where.room])
        _explain(at, mine, seats)
        await _wait(at, programs, console)
    return 0


def _explain(at: Desk, mine: Sequence[Role], seats: Mapping[str, int]) -> None:
    """Say on the terminal what to type where."""
    issued = at.issued
    cards = {one.candidate_id: one for one in issued.candidates}
    lines = ["", "The console and two workstations are open; the rest of the room is simulated.", ""]
    lines += ["At the console, sign in with a key file and its PIN:"]
    lines += [
        f"  {role:<11} {OFFICIALS[role]:<16} PIN {issued.pins[role]}  {path}" for role, path in issued.keys.items()
    ]
    lines += ["", f"Then unlock with the passphrase (id {issued.passphrase_id}): {issued.passphrase}"]
    lines += ["and start the sitting as the room chair.", "", "At the two workstations, log in with these cards:"]
    lines += [
        f"  seat {seats[one.candidate_id]:<4} user name {cards[one.candidate_id].username:<26} "
        f"password {_grouped(cards[one.candidate_id].secret)}"
        for one in mine
    ]
    sticks = ", ".join(str(one) for one in at.places.sticks)
    lines += ["", f"Folders that stand for sticks: {sticks}"]
    lines += ["A bundle written there is taken by the board at once. Close the console or press Ctrl-C to end.", ""]
    print("\n".join(lines), flush=True)


def _grouped(secret: str) -> str:
    return "-".join(secret[at : at + 4] for at in range(0, len(secret), 4))


async def _wait(at: Desk, programs: Programs, console: Program) -> None:
    """Wait for the console to be closed; be the board meanwhile when a bundle has been written."""
    told: set[str] = set()
    while console.running():
        for program in programs.started:
            if not program.running() and program.name not in told:
                told.add(program.name)
                say(program.name, f"has ended ({program.process.returncode})")
        if at.sitting.state is SittingState.EXPORTED and at.sitting.copies and "board" not in told:
            told.add("board")
            await _board(at, programs, Path(at.sitting.copies[0]))
        if at.sitting.state is SittingState.DELIVERED and "delivered" not in told:
            told.add("delivered")
            say("console", "receipt imported: the sitting counts as delivered")
        await asyncio.sleep(0.5)


async def _board(at: Desk, programs: Programs, bundle: Path) -> None:
    results, receipt = await asyncio.to_thread(handover_part.receive, at, programs, bundle)
    say("board", f"bundle received; official scores: {results}")
    say("board", f"import this receipt at the console: {receipt}")
