"""Let the exam take place: simulated candidates at their seats, the chair who starts, one who leaves and returns."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from koperta_operator.demo import plan
from koperta_operator.demo.board_part import Issued
from koperta_operator.demo.cast import Part, Role, think_ms
from koperta_operator.demo.places import DemoError, Places
from koperta_operator.demo.programs import Program, Programs
from koperta_operator.demo.room_part import Desk, until
from koperta_operator.demo.voice import hour
from koperta_sync.protocol.console import ClockNow, Ok, RoomExit, RoomReturn, StartSitting
from koperta_sync.protocol.room_view import Tile
from koperta_sync.protocol.seat import Phase

ARRIVE_S = 60.0
BEHAVIOUR = {Part.RUNS_OUT: "slow", Part.WAITS: "waiting"}
TELL_EVERY_S = 10.0
_OVER = frozenset({"finished", "expired", "ended"})


@dataclass(frozen=True, slots=True)
class Exit:
    """Hold what a room exit did to a candidate's end hour; wall clock milliseconds."""

    candidate_id: str
    out_ms: int
    end_before_ms: int
    end_after_ms: int
    credited_ms: int


def simulate(
    programs: Programs,
    places: Places,
    day: plan.Plan,
    issued: Issued,
    roles: Sequence[Role],
    seats: Mapping[str, int],
    enrolment: Path,
    group: str = "candidates",
) -> Program:
    """Start the simulated candidates among `roles` as one program; each sits at the drawn seat.

    Started again under the same `group`, the workstations go on with what their disks hold.
    """
    known = {one.candidate_id: one for one in issued.candidates}
    cards = []
    for role in roles:
        candidate = known[role.candidate_id]
        pace = think_ms(role.part, day.exam_ms, role.extra_minutes * 60_000, day.tasks)
        cards.append(
            {
                "username": candidate.username,
                "secret": candidate.secret,
                "seat": seats[role.candidate_id],
                "behaviour": BEHAVIOUR.get(role.part, "steady"),
                "think_ms": pace,
            }
        )
    path = places.root / f"{group}-cards.json"
    path.write_text(json.dumps(cards, indent=1), encoding="utf-8")
    arguments: list[str | Path] = ["simulate", "--enrol", enrolment, "--cards", path, "--folder", places.workstations]
    arguments += ["--report", report(places, group), "--seed", str(day.seed)]
    return programs.start(f"simulate-{group}", arguments)


def report(places: Places, group: str = "candidates") -> Path:
    """Return the file in which the simulated candidates of a group say what their screens showed at the end."""
    return places.root / f"{group}-saw.json"


async def all_here(at: Desk, ids: Sequence[str], simulations: Sequence[Program]) -> None:
    """Wait until everybody has logged in, confirmed the data and holds the sealed form."""

    async def watch() -> None:
        _check(simulations)

    def here() -> bool:
        ready = {one.candidate_id for one in at.tiles if one.phase in (Phase.PREPARED, Phase.READY)}
        return ready >= set(ids)

    await until(here, ARRIVE_S, "everybody to log in and confirm their data", watch)
    at.say("workstations", f"{len(ids)} candidates logged in with their cards and confirmed their data")


async def start(at: Desk) -> None:
    """Start the sitting: the keys of all forms are released."""
    await at.ask("room-chair", StartSitting(sitting_id=at.issued.sitting_id), Ok)
    at.say("room chair", "sitting started; each clock begins with the candidate's first task")


async def go_on(at: Desk, roles: Sequence[Role], simulations: Sequence[Program], day: plan.Plan) -> list[Exit]:
    """Watch the exam to its end; let those whose part it is leave the room and come back.

    `simulations` may change meanwhile: a program that was ended on purpose is no longer among them.
    """
    ids = {role.candidate_id for role in roles}
    leaving = [asyncio.create_task(_leave(at, role, day)) for role in roles if role.part is Part.LEAVES]
    told: dict[str, float] = {"next": asyncio.get_running_loop().time() + TELL_EVERY_S}

    async def watch() -> None:
        _check(simulations)
        now = asyncio.get_running_loop().time()
        if now >= told["next"]:
            told["next"] = now + TELL_EVERY_S
            at.say("wall", _wall(at.tiles))

    def over() -> bool:
        shown = at.shown_sitting  # not while nobody is the room
        return shown is not None and all(one.status in _OVER for one in shown.candidates if one.candidate_id in ids)

    longest = (day.minutes + plan.EXTRA_MINUTES) * 60 + day.absence_s + 60
    try:
        await until(over, longest, "everybody to finish", watch)
        exits = await asyncio.wait_for(asyncio.gather(*leaving), 5)
    finally:
        for task in leaving:
            task.cancel()
    await until(lambda: not any(one.running() for one in simulations), 30, "the simulated candidates to leave")
    _check(simulations)
    at.say("wall", f"the last candidate is done: {_statuses(at)}")
    return exits


async def _leave(at: Desk, role: Role, day: plan.Plan) -> Exit:
    def tile() -> Tile | None:
        return next((one for one in at.tiles if one.candidate_id == role.candidate_id), None)

    def at_work() -> bool:
        seen = tile()
        return seen is not None and seen.phase is Phase.SOLVING and seen.answered >= 2

    await until(at_work, day.minutes * 60, f"{role.first_name} {role.surname} to be at work")
    seen = tile()
    seat = seen.seat_number if seen else 0
    message = RoomExit(sitting_id=at.issued.sitting_id, candidate_id=role.candidate_id)
    before = seen.clock.ends_at_ms if seen and seen.clock else 0
    out = (await at.ask("room-chair", message, ClockNow)).clock
    left = round(out.remaining_ms / 1000)
    at.say(
        "room chair", f"seat {seat} leaves the room: screen covered, clock stands at {left} s, end was {hour(before)}"
    )
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.sleep(day.absence_s)
    back_again = RoomReturn(sitting_id=at.issued.sitting_id, candidate_id=role.candidate_id)
    back = (await at.ask("room-chair", back_again, ClockNow)).clock
    credited = sum(one.ms for one in back.credits if one.reason == "room-exit")
    at.say("room chair", f"seat {seat} is back after {credited / 1000:.1f} s: end moved to {hour(back.ends_at_ms)}")
    return Exit(role.candidate_id, round((loop.time() - began) * 1000), before, back.ends_at_ms, credited)


def _wall(tiles: Sequence[Tile]) -> str:
    if not tiles:
        return "no room: the workstations go on by themselves"
    phases = Counter(one.phase.value for one in tiles if one.candidate_id)
    shown = ", ".join(f"{count} {phase}" for phase, count in sorted(phases.items()))
    answered, waiting = sum(one.answered for one in tiles), sum(one.undelivered for one in tiles)
    return f"{shown}; {answered} tasks answered and saved, {waiting} entries on their way"


def _statuses(at: Desk) -> str:
    counts = Counter(one.status for one in at.sitting.candidates if not one.exempt)
    return ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))


def _check(simulations: Sequence[Program]) -> None:
    for one in simulations:
        if not one.running() and one.process.returncode:
            raise DemoError(f"the simulated candidates have ended with {one.process.returncode}:\n{one.last_lines()}")
