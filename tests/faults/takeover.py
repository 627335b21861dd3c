"""Kill the room for good in the middle of an exam and promote its standby: how long, and is anything lost.

Real processes, real TLS, simulated candidates: `./dev faults takeover --seed N --minutes M`. The room is killed at a
moment drawn from the seed; two officials decide at once. Counted from their decision until every workstation that
is still at work is at the new room. At the end the board scores the bundle, and every answer has to be there.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from koperta_packages.identity import OfficialRole
from koperta_station.simulated.behaviour import Behaviour
from koperta_station.simulated.kiosk import Outcome, SimulatedKiosk
from koperta_station.state import LinkState, Screen
from koperta_sync.protocol.room_view import RoomRole, Tile
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.end_to_end import room_day as day
from tests.real_room import LONG_AGO, RealRoom, console, enrolment, official_of, room_of, take_in, unlock, until
from tests.real_standby import RealStandby, promoted, started

CANDIDATES = 50
TASKS = 12
LIMIT_S = 30.0  # from the decision
SLACK_MS = 1_500  # what a workstation's count and the room's may differ
PATIENT = Behaviour(think_ms=(1_500, 4_000), changes_mind=0.3, flags=0.1, leaves_open=0.0)


@dataclass(frozen=True, slots=True)
class Takeover:
    """Hold what came out: seconds from the decision to the last workstation, answers that the board scored wrongly."""

    seconds: float
    answered_before: int
    wrong: tuple[str, ...]
    objections: int
    clocks: tuple[int, ...]  # how much later each end hour is than before the room died, in milliseconds

    @property
    def kept(self) -> bool:
        """Tell whether every promise was kept."""
        fair = bool(self.clocks) and min(self.clocks) >= -SLACK_MS
        return self.seconds <= LIMIT_S and not self.wrong and not self.objections and fair


def run(folder: Path, seed: int, candidates: int, behaviour: Behaviour = PATIENT) -> Takeover:
    """Play one exam in which the room dies; AssertionError when it does not come to an end."""
    random = Random(seed)
    issued = issue_sitting(folder, candidates=candidates, tasks=TASKS, opens_at=LONG_AGO)
    with RealRoom(folder / "room", issued.room, supervised=False) as room:
        standby = RealStandby(folder / "standby", room)
        try:
            return asyncio.run(_play(folder, room, standby, issued, random, behaviour))
        finally:
            standby.stop()
            room.forget()


async def _play(
    folder: Path,
    room: RealRoom,
    standby: RealStandby,
    issued: IssuedSittingForTest,
    random: Random,
    behaviour: Behaviour,
) -> Takeover:
    count = len(day.people(issued))
    sitting_id, kiosks = await _prepared(folder, room, issued, behaviour)
    await started(standby, room, issued)
    async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
        sitting = [asyncio.create_task(one.sit()) for one in kiosks]
        await day.all_ready(chair, sitting_id, count)
        await day.start(chair, sitting_id)
        goal = random.randint(count // 2, count * TASKS // 2)
        await until(lambda: sum(one.answered for one in chair.state.tiles.values()) >= goal, 60, "answers")
        before = _ends(chair.state.tiles)
        room.kill()
    await asyncio.sleep(random.uniform(0.5, 3.0))  # until somebody notices
    decided = time.monotonic()
    await promoted(standby, issued)
    await until(lambda: all(_settled(one, task) for one, task in zip(kiosks, sitting, strict=True)), 60, "everybody")
    seconds = time.monotonic() - decided
    async with console(standby, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
        assert (room_of(chair).role, room_of(chair).term) == (RoomRole.PRIMARY, 2)
        after: dict[str, int] = {}
        going_on = asyncio.gather(*sitting)
        while not going_on.done():
            after.update(_ends(chair.state.tiles))
            await asyncio.sleep(0.1)
        bundle = await day.close_and_export(chair, issued, folder / "stick", count)
    clocks = tuple(after[one] - before[one] for one in before.keys() & after.keys())
    return _judged(folder, issued, bundle, list(await going_on), Takeover(seconds, goal, (), 0, clocks))


def _ends(tiles: dict[tuple[str, int], Tile]) -> dict[str, int]:
    """Return the end hour of everybody who is solving and connected."""
    return {
        one.candidate_id: one.clock.ends_at_ms
        for one in tiles.values()
        if one.phase == "solving" and one.connected and one.clock is not None
    }


async def _prepared(
    folder: Path, room: RealRoom, issued: IssuedSittingForTest, behaviour: Behaviour
) -> tuple[str, list[SimulatedKiosk]]:
    async with console(room) as anybody:
        sitting_id = await take_in(anybody, issued)
    people = day.people(issued)
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        file = await enrolment(operator, folder / "stick", range(1, len(people) + 1))
        await unlock(operator, issued)
    return sitting_id, [
        await day.workstation(file, seat, folder / f"pc{seat}", person, behaviour)
        for seat, person in enumerate(people, 1)
    ]


def _settled(kiosk: SimulatedKiosk, task: asyncio.Task[Outcome]) -> bool:
    """Tell whether a workstation has found the new room and everything it held is there, or its exam is over."""
    state = kiosk.session.state
    return task.done() or (state.link is LinkState.CONNECTED and not state.undelivered)


def _judged(folder: Path, issued: IssuedSittingForTest, bundle: Path, done: list[Outcome], found: Takeover) -> Takeover:
    ids = {one.username: one.candidate_id for one in day.people(issued)}
    received = day.board_receives(issued, bundle, folder / "results")
    official = day.official_answers(received)
    wrong = [ids[one.person.username] for one in done if official.get(ids[one.person.username]) != one.chosen]
    wrong += [ids[one.person.username] for one in done if one.state.screen is not Screen.FINISHED]
    return replace(found, wrong=tuple(wrong), objections=len(received.outcome.objections))


def search(seed: int, minutes: float) -> bool:
    """Take over again and again until the time is up; print each, return whether every one kept its promises."""
    until_s, kept, first = time.monotonic() + 60 * minutes, True, True
    while first or time.monotonic() < until_s:
        first = False
        with tempfile.TemporaryDirectory(prefix="koperta-takeover-") as place:
            found = run(Path(place), seed, CANDIDATES)
        print(
            f"seed {seed}: {CANDIDATES} workstations, {found.answered_before} answers before the room died, "
            f"taken over in {found.seconds:.1f} s after the decision, wrong: {list(found.wrong) or 'none'}, "
            f"objections: {found.objections}, end hours moved by {min(found.clocks, default=0)} to "
            f"{max(found.clocks, default=0)} ms"
        )
        if not found.kept:
            kept = False
            print(f"again: ./dev faults takeover --seed {seed} --minutes 0")
        seed += 1
    return kept
