"""The same room on PostgreSQL: room and server are killed while candidates answer, and nobody loses anything."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.room.command import main as room_command
from koperta_operator.room.settings import Settings, write_settings
from koperta_operator.room.supervisor import CANNOT_START, TRY_AGAIN
from koperta_packages.identity import OfficialRole
from koperta_station.state import Screen
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.end_to_end import room_day as day
from tests.postgres_cluster import Cluster, cluster_folder, why_not
from tests.real_room import LONG_AGO, RealRoom, console, enrolment, official_of, take_in, unlock, until

ENDED = "DB_DURABILITY_LOST"
PEOPLE = 2
TASKS = 8


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """Return a cluster that this test may kill."""
    if (reason := why_not()) != "":
        pytest.skip(reason)
    with cluster_folder() as folder, Cluster(folder).make().start() as cluster:
        yield cluster


@pytest.mark.timeout(180)
def test_room_and_server_are_killed_while_candidates_answer_and_nothing_is_lost(
    tmp_path: Path, own_cluster: Cluster
) -> None:
    issued = issue_sitting(tmp_path, candidates=PEOPLE, tasks=TASKS, opens_at=LONG_AGO)
    with RealRoom(tmp_path / "room", issued.room, journal_url=own_cluster.url()) as room:
        done = asyncio.run(_day_of_kills(tmp_path, room, issued, own_cluster))
        bundle = asyncio.run(_end(tmp_path, room, issued))
        log = room.log.read_text("utf-8")
    received = day.board_receives(issued, bundle, tmp_path / "results")
    assert day.official_answers(received) == done
    assert all(len(chosen) == TASKS for chosen in done.values())
    assert not received.outcome.objections
    assert log.count(ENDED) == 1
    assert not list(room.folder.root.rglob("*.db")), "nothing of a journal lies in the folder"


async def _day_of_kills(
    tmp_path: Path, room: RealRoom, issued: IssuedSittingForTest, cluster: Cluster
) -> dict[str, dict[str, str]]:
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
        for answers, trouble in ((2, _kill_room), (6, _kill_server)):
            await until(lambda: sum(one.answered for one in chair.state.tiles.values()) >= answers, what="answers")  # noqa: B023
            await asyncio.to_thread(trouble, room, cluster)
        done = await day.outcomes(sitting)
        assert all(one.state.screen is Screen.FINISHED for one in done)
    ids = {one.username: one.candidate_id for one in people}
    return {ids[one.person.username]: one.chosen for one in done}


def _kill_room(room: RealRoom, _cluster: Cluster) -> None:
    room.kill()
    room.wait_ready()


def _kill_server(room: RealRoom, cluster: Cluster) -> None:
    """Crash the server, let the room find out, start the server again."""
    cluster.stop("immediate")
    asyncio.run(until(lambda: ENDED in room.log.read_text("utf-8"), what=ENDED))
    cluster.start()
    room.wait_ready()


async def _end(tmp_path: Path, room: RealRoom, issued: IssuedSittingForTest) -> Path:
    async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
        return await day.close_and_export(chair, issued, tmp_path / "stick", PEOPLE)


@pytest.fixture
def made(tmp_path: Path, postgres: Cluster) -> Iterator[Path]:
    """Make a room whose journals are to lie in a database of its own."""
    postgres.sql("CREATE DATABASE centre")
    folder = tmp_path / "room"
    url = postgres.url("centre").render_as_string()
    made = ["init", str(folder), "--centre", "306401-00042", "--label", "sala 12", "--journal-url", url]
    assert room_command(made) == 0
    yield folder
    postgres.sql("DROP DATABASE centre WITH (FORCE)")


def test_a_database_that_may_lose_commits_is_refused_with_the_reason(
    made: Path, postgres: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    postgres.sql("ALTER DATABASE centre SET synchronous_commit = off")
    assert room_command(["serve", str(made), "--port", "0"]) == CANNOT_START
    said = capsys.readouterr().err
    assert said.startswith("JOURNAL_REFUSED: ")
    assert "synchronous_commit is 'off'" in said


def test_a_second_room_on_the_same_journals_is_refused_and_a_lost_lock_ends_the_first(
    made: Path, postgres: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder was copied to another machine, and both are to be the room."""
    room = RealRoom(made, None, with_identity=False, journal_url=postgres.url("centre"))
    with room:
        assert room_command(["serve", str(made), "--port", "0"]) == CANNOT_START
        said = capsys.readouterr().err
        # The lock goes with its session: the room that had it ends at once and asks for it anew.
        postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'centre'")
        room.wait_ready()
        assert ENDED in room.log.read_text("utf-8")
    assert said.startswith("ROOM_IN_USE: ")
    assert "server process" in said


def test_a_server_that_is_away_is_asked_again_and_never_replaced_by_a_file(
    made: Path, postgres: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = postgres.url("centre").update_query_dict({"port": "1"})
    write_settings(made / "room.toml", Settings(journal_url=nowhere))
    assert room_command(["serve", str(made), "--port", "0"]) == TRY_AGAIN
    assert capsys.readouterr().err.startswith("DATABASE_AWAY: ")
    assert not (made / "room.db").exists()
