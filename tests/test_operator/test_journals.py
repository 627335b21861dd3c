"""Where a room's journals lie is said in one place, without a secret, and never changed by accident."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.errors import ForeignJournalError, NotDurableError
from koperta_operator.room.journals import LONGEST_NAME, Journals, schema_name
from koperta_operator.room.rebuild.sources import read_sources
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.room_events import ExamRoomsNamed
from koperta_operator.room.settings import Settings, SettingsError, load_settings, write_settings
from koperta_packages.identity import RoomIdentity
from tests.postgres_cluster import Cluster
from tests.test_operator.journal_fixture import PostgresHome

ROOM_ID = "r3a25ttr4c4a7"
URL = make_url("postgresql+psycopg://koperta@db1,db2/centre?target_session_attrs=read-write")


@pytest.fixture
def folder(tmp_path: Path) -> RoomFolder:
    """Return an empty room folder."""
    made = RoomFolder(tmp_path / "room")
    made.create()
    return made


def test_the_database_of_the_settings_comes_back_as_it_was_written(tmp_path: Path) -> None:
    wanted = Settings(("sala 12",), 9_000, (), URL)
    write_settings(tmp_path / "room.toml", wanted)
    assert load_settings(tmp_path / "room.toml") == wanted


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://room:tajne@db/centre", "password file"),
        ("postgresql+psycopg://room@db/centre?password=tajne", "password file"),
        ("postgresql://room@db/centre", r"postgresql\+psycopg"),
        ("sqlite:///tajne.db", r"postgresql\+psycopg"),
        ("tajne", "no address"),
        ("postgresql+psycopg://room:tajne@db:port/centre", "no address"),
    ],
)
def test_an_address_with_a_password_or_of_another_kind_is_refused_and_not_repeated(
    tmp_path: Path, url: str, said: str
) -> None:
    path = tmp_path / "room.toml"
    path.write_text(f'[journal]\nurl = "{url}"\n', "utf-8")
    with pytest.raises(SettingsError, match=rf"room\.toml: \[journal\] url .*{said}") as caught:
        load_settings(path)
    assert "tajne" not in str(caught.value)


def test_every_journal_of_every_room_has_a_name_of_its_own_that_the_server_does_not_cut() -> None:
    long = "A" * 64
    names = ["room", "sitting 2026Z", "sitting 2026z", f"sitting {long}", f"sitting {long[:-1]}B"]
    schemas = [schema_name(room, name) for room in (ROOM_ID, "r4") for name in names]
    assert len(set(schemas)) == len(schemas)
    assert all(len(one.encode()) <= LONGEST_NAME for one in schemas)
    assert schemas[0] == "koperta r3a25ttr4c4a7 room"


def test_a_room_does_not_begin_anew_in_a_database_while_its_journals_lie_in_files(folder: RoomFolder) -> None:
    folder.journal.write_bytes(b"x")
    with pytest.raises(ForeignJournalError, match="lie in files"):
        Journals(folder, ROOM_ID, URL)


def test_a_room_does_not_begin_anew_in_files_or_an_empty_database_while_its_journals_lie_in_another(
    folder: RoomFolder, postgres: Cluster
) -> None:
    home = PostgresHome(postgres)
    RoomLedger(folder, ROOM_ID, "test", journals=Journals(folder, ROOM_ID, postgres.url()))._journal.close()
    with pytest.raises(ForeignJournalError, match="lie in a database"):
        Journals(folder, ROOM_ID)
    again = RoomLedger(folder, ROOM_ID, "test", journals=Journals(folder, ROOM_ID, postgres.url()))
    assert again.boot == 2
    again._journal.close()
    home.remove(Journals(folder, ROOM_ID, postgres.url()).room())
    with pytest.raises(ForeignJournalError, match="gone"):
        RoomLedger(folder, ROOM_ID, "test", journals=Journals(folder, ROOM_ID, postgres.url()))


def test_the_rooms_own_journal_ends_the_program_when_its_session_is_lost(folder: RoomFolder, postgres: Cluster) -> None:
    fatal: list[BaseException] = []

    async def day() -> None:
        journals = Journals(folder, "r4", postgres.url())
        ledger = RoomLedger(folder, "r4", "test", journals=journals, on_fatal=fatal.append)
        postgres.sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name LIKE 'kop%'")
        with pytest.raises(NotDurableError):
            await ledger.record(ExamRoomsNamed(exam_rooms=("sala 12",)))
        await ledger.close()

    asyncio.run(day())
    assert isinstance(fatal[0], NotDurableError)


def test_a_rebuild_is_told_that_a_folders_journals_lie_in_a_database(folder: RoomFolder) -> None:
    """Passing them over without a word would look as if there had been none."""
    folder.journal_note.write_text("x", "utf-8")
    (source,) = read_sources(folder.root, RoomIdentity.create("306401-00042", "sala 12"))
    assert "lie in a database" in source.troubles[0]
    assert not source.strands
