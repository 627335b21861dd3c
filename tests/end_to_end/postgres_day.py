"""Let candidates sit an exam in a room on PostgreSQL while things are killed, and compare what the board scores."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from koperta_packages.identity import OfficialRole
from koperta_station.state import Screen
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.end_to_end import room_day as day
from tests.real_room import LONG_AGO, RealRoom, console, enrolment, official_of, take_in, unlock, until

ENDED = "DB_DURABILITY_LOST"
PEOPLE = 2
TASKS = 8

Answers = dict[str, dict[str, str]]  # candidate → task → option


@dataclass(frozen=True)
class Trouble:
    """Do something bad once so many answers are in; return when the room serves again."""

    after_answers: int
    act: Callable[[RealRoom], None]


@dataclass(frozen=True)
class Day:
    """Hold what candidates chose, what the board read from the signed bundle, and what the room's log says."""

    chosen: Answers
    official: Answers
    objections: int
    log: str
    folder: Path


def exam_day(tmp_path: Path, url: URL, troubles: Sequence[Trouble]) -> Day:
    """Run a whole exam from import to the board's verdict."""
    issued = issue_sitting(tmp_path, candidates=PEOPLE, tasks=TASKS, opens_at=LONG_AGO)
    with RealRoom(tmp_path / "room", issued.room, journal_url=url) as room:
        chosen = asyncio.run(_sit(tmp_path, room, issued, troubles))
        bundle = asyncio.run(_end(tmp_path, room, issued))
        log = room.log.read_text("utf-8")
    received = day.board_receives(issued, bundle, tmp_path / "results")
    objections = len(received.outcome.objections)
    return Day(chosen, day.official_answers(received), objections, log, room.folder.root)


def wait_ended(room: RealRoom) -> None:
    """Wait until the room has ended because it could not promise any more."""
    asyncio.run(until(lambda: ENDED in room.log.read_text("utf-8"), what=ENDED))


async def _sit(tmp_path: Path, room: RealRoom, issued: IssuedSittingForTest, troubles: Sequence[Trouble]) -> Answers:
    people = day.people(issued)
    async with console(room) as anybody:
        sitting_id = await take_in(anybody, issued)
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        file = await enrolment(operator, tmp_path / "stick", range(1, PEOPLE + 1))
    async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
        await unlock(chair, issued)
        kiosks = [
            await day.workstation(file, seat, tmp_path / f"pc{seat}", person) for seat, person in enumerate(people, 1)
        ]
        sitting = [asyncio.create_task(one.sit()) for one in kiosks]
        await day.all_ready(chair, sitting_id, PEOPLE)
        await day.start(chair, sitting_id)
        for trouble in troubles:
            await _answered(chair, trouble.after_answers)
            await asyncio.to_thread(trouble.act, room)
        done = await day.outcomes(sitting)
        assert all(one.state.screen is Screen.FINISHED for one in done)
    ids = {one.username: one.candidate_id for one in people}
    return {ids[one.person.username]: one.chosen for one in done}


async def _answered(chair: day.ConsoleClient, count: int) -> None:
    await until(lambda: sum(one.answered for one in chair.state.tiles.values()) >= count, what="answers")


async def _end(tmp_path: Path, room: RealRoom, issued: IssuedSittingForTest) -> Path:
    async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
        return await day.close_and_export(chair, issued, tmp_path / "stick", PEOPLE)
