"""The same room on PostgreSQL: room and server are killed while candidates answer, and nobody loses anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.room.command import main as room_command
from koperta_operator.room.settings import SMALL_DISK, Settings, write_settings
from koperta_operator.room.supervisor import CANNOT_START, TRY_AGAIN
from tests.end_to_end.postgres_day import ENDED, TASKS, Trouble, exam_day, wait_ended
from tests.postgres_cluster import Cluster, cluster_folder, why_not
from tests.real_room import RealRoom


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
    def kill_room(room: RealRoom) -> None:
        room.kill()
        room.wait_ready()

    def kill_server(room: RealRoom) -> None:
        own_cluster.stop("immediate")
        wait_ended(room)
        own_cluster.start()
        room.wait_ready()

    done = exam_day(tmp_path, own_cluster.url(), (Trouble(2, kill_room), Trouble(6, kill_server)))
    assert done.official == done.chosen
    assert all(len(chosen) == TASKS for chosen in done.chosen.values())
    assert done.objections == 0
    assert ENDED in done.log  # twice when both journals find out at once
    assert not list(done.folder.rglob("*.db")), "nothing of a journal lies in the folder"


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
    write_settings(made / "room.toml", Settings(journal_url=nowhere, disk=SMALL_DISK))
    assert room_command(["serve", str(made), "--port", "0"]) == TRY_AGAIN
    assert capsys.readouterr().err.startswith("DATABASE_AWAY: ")
    assert not (made / "room.db").exists()
