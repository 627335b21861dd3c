"""A room dies in the middle of an exam: its standby, promoted by people, has every answer and every minute."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from koperta_packages.identity import OfficialRole
from koperta_station.state import Screen
from koperta_sync.protocol.room_view import RoomRole, StandbyState, Tile
from tests.board_fixture import issue_sitting
from tests.end_to_end import room_day as day
from tests.real_room import LONG_AGO, RealRoom, console, enrolment, official_of, room_of, take_in, unlock, until
from tests.real_standby import RealStandby, promoted, started

CANDIDATES = 5
TASKS = 10


@pytest.mark.timeout(180)
def test_a_room_that_dies_for_good_is_taken_over_and_nothing_is_lost(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path, candidates=CANDIDATES, tasks=TASKS, opens_at=LONG_AGO)

    with RealRoom(tmp_path / "room", issued.room, supervised=False) as room:
        done, bundle = asyncio.run(_taken_over(tmp_path, room, issued))
        room.forget()
    ids = {one.username: one.candidate_id for one in day.people(issued)}
    received = day.board_receives(issued, bundle, tmp_path / "results")
    assert not received.outcome.objections
    assert day.official_answers(received) == {ids[one.person.username]: one.chosen for one in done}
    assert all(len(one.chosen) == TASKS and one.state.screen is Screen.FINISHED for one in done)


async def _taken_over(
    tmp_path: Path, room: RealRoom, issued: day.IssuedSittingForTest
) -> tuple[list[day.Outcome], Path]:
    """Kill the room in the middle, promote; return what the candidates remember and the bundle."""
    sitting_id, kiosks = await begun(tmp_path, room, issued)
    standby = RealStandby(tmp_path / "standby", room)
    await started(standby, room, issued)
    try:
        async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
            sitting = [asyncio.create_task(one.sit()) for one in kiosks]
            await day.all_ready(chair, sitting_id, CANDIDATES)
            await day.start(chair, sitting_id)
            await until(lambda: sum(one.answered for one in chair.state.tiles.values()) >= 8, what="answers")
            assert room_of(chair).standby.state is StandbyState.READY
            before = ends(chair.state.tiles)
            room.kill()
            await promoted(standby, issued)
        async with console(standby, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
            assert (room_of(chair).role, room_of(chair).term) == (RoomRole.PRIMARY, 2)
            after: dict[str, int] = {}
            going_on = asyncio.create_task(day.outcomes(sitting))
            while not going_on.done():
                after.update(ends(chair.state.tiles))
                await asyncio.sleep(0.1)
            assert before.keys() & after.keys()
            for one in before.keys() & after.keys():
                # Work went on meanwhile and is counted; nobody has less, and nobody much more.
                assert before[one] - 1_500 <= after[one] <= before[one] + 30_000
            return await going_on, await day.close_and_export(chair, issued, tmp_path / "stick", CANDIDATES)
    finally:
        await asyncio.to_thread(standby.stop)


def ends(tiles: dict[tuple[str, int], Tile]) -> dict[str, int]:
    """Return the end hour of everybody who is solving and connected."""
    return {
        one.candidate_id: one.clock.ends_at_ms
        for one in tiles.values()
        if one.phase == "solving" and one.connected and one.clock is not None
    }


async def begun(
    tmp_path: Path, room: RealRoom, issued: day.IssuedSittingForTest
) -> tuple[str, list[day.SimulatedKiosk]]:
    """Import, pair, unlock; return the sitting's id and a workstation for everybody."""
    async with console(room) as anybody:
        sitting_id = await take_in(anybody, issued)
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        file = await enrolment(operator, tmp_path / "stick", range(1, CANDIDATES + 1))
        await unlock(operator, issued)
    people = day.people(issued)
    return sitting_id, [
        await day.workstation(file, seat, tmp_path / f"pc{seat}", person) for seat, person in enumerate(people, 1)
    ]
