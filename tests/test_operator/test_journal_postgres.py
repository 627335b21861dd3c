"""PostgreSQL does what an acknowledgement needs, or is refused.

The store's own tests run on it too (`home` in conftest.py); here is what only a server can do.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import make_url

from koperta_operator.room.journal import postgres as recipe
from koperta_operator.room.journal import postgres_settings
from koperta_operator.room.journal.errors import (
    BrokenChainError,
    DatabaseAwayError,
    NotDurableError,
    UnsafeDatabaseError,
)
from koperta_operator.room.journal.recipes import Place
from koperta_operator.room.journal.store import Journal
from tests.postgres_cluster import Cluster
from tests.test_operator.journal_fixture import GENESIS, PostgresHome, filled, opened


@pytest.fixture
def home(postgres: Cluster) -> PostgresHome:
    """Return journals in the cluster of this run."""
    return PostgresHome(postgres)


@pytest.fixture
def other_database(postgres: Cluster) -> Iterator[str]:
    """Return a database of its own, for settings that must not reach other tests."""
    postgres.sql("CREATE DATABASE other")
    yield "other"
    postgres.sql("DROP DATABASE other WITH (FORCE)")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("synchronous_commit", "off"), ("synchronous_commit", "local"), ("synchronous_commit", "remote_write"),
     ("session_replication_role", "replica")],
)  # fmt: skip
def test_a_setting_of_the_database_that_loses_commits_is_refused(
    postgres: Cluster, other_database: str, setting: str, value: str
) -> None:
    postgres.sql(f"ALTER DATABASE {other_database} SET {setting} = '{value}'")
    with pytest.raises(UnsafeDatabaseError, match=f"{setting} is '{value}'"):
        Journal.open(Place(postgres.url(other_database), "j"), GENESIS)


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_does_not_flush_is_refused_at_start_and_found_out_later(
    home: PostgresHome, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe, "CHECK_EVERY_S", 0.0)
    journal = opened(home.place())
    journal.checkpoint_if_due(idle=True)
    home.cluster.sql(f"ALTER SYSTEM SET {setting} = off")
    try:
        home.cluster.reload(setting, "off")
        with pytest.raises(NotDurableError, match=f"{setting} was changed to 'off'"):
            journal.checkpoint_if_due(idle=True)
        journal.close()
        with pytest.raises(UnsafeDatabaseError, match=f"{setting} is 'off'"):
            Journal.open(home.place("new"), GENESIS)
    finally:
        home.cluster.sql(f"ALTER SYSTEM RESET {setting}")
        home.cluster.reload(setting, "on")


def test_a_reload_of_the_server_does_not_make_the_rooms_commits_careless(home: PostgresHome) -> None:
    with opened(home.place()) as journal:
        home.cluster.sql("ALTER SYSTEM SET synchronous_commit = off")
        try:
            home.cluster.reload("synchronous_commit", "off")
            shown = journal._connection.exec_driver_sql("SHOW synchronous_commit").scalar_one()
            journal._connection.rollback()
            assert shown == "on"
        finally:
            home.cluster.sql("ALTER SYSTEM RESET synchronous_commit")
            home.cluster.reload("synchronous_commit", "on")


def test_the_settings_of_the_session_hold_whatever_the_role_was_given(postgres: Cluster, other_database: str) -> None:
    for setting, value in {"statement_timeout": "'5s'", "client_min_messages": "error"}.items():
        postgres.sql(f"ALTER DATABASE {other_database} SET {setting} = {value}")
    with opened(Place(postgres.url(other_database), "j")) as journal:
        for setting, value in {"statement_timeout": "0", "client_min_messages": "warning"}.items():
            assert journal._connection.exec_driver_sql(f"SHOW {setting}").scalar_one() == value
        journal._connection.rollback()


def test_a_setting_that_is_ignored_is_found_out(home: PostgresHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_settings, "_OURS", {"lock_timeout": "1min"})  # reads back in milliseconds
    with pytest.raises(UnsafeDatabaseError, match="lock_timeout is '60000'"):
        Journal.open(home.place(), GENESIS)


def test_an_old_server_is_refused(home: PostgresHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_settings, "LEAST_VERSION", 99_00_00)
    with pytest.raises(UnsafeDatabaseError, match="too old; 99"):
        Journal.open(home.place(), GENESIS)


def test_a_table_that_a_crash_would_empty_is_refused(home: PostgresHome) -> None:
    place = filled(home.place())
    home.run(place, "ALTER TABLE event SET UNLOGGED")
    with pytest.raises(UnsafeDatabaseError, match="unlogged"):
        Journal.open(place, GENESIS)


def test_a_table_cannot_be_emptied_at_once_either(home: PostgresHome) -> None:
    place = filled(home.place())
    with pytest.raises(home.integrity_error, match="only added to"):
        home.run(place, "TRUNCATE event")


def test_a_server_that_is_away_is_told_apart_and_no_password_is_in_the_message(postgres: Cluster) -> None:
    url = postgres.url().set(password="tajne-haslo").update_query_dict({"port": "1"})
    with pytest.raises(DatabaseAwayError, match="cannot be reached") as caught:
        Journal.open(Place(url, "j"), GENESIS)
    assert "tajne" not in f"{caught.value!r} {caught.value.__cause__!r} {Place(url, 'j')!r}"


def test_a_role_that_may_make_nothing_is_told_so(postgres: Cluster, other_database: str) -> None:
    postgres.sql("CREATE ROLE guest LOGIN")
    try:
        with pytest.raises(UnsafeDatabaseError, match="permission denied"):
            Journal.open(Place(postgres.url(other_database).set(username="guest"), "j"), GENESIS)
    finally:
        postgres.sql("DROP ROLE guest")


def test_only_the_driver_that_was_tried_is_taken(home: PostgresHome) -> None:
    with pytest.raises(UnsafeDatabaseError, match="no recipe for postgresql"):
        Journal.open(Place(make_url("postgresql://room@localhost/room"), "j"), GENESIS)


def test_damage_in_the_table_is_not_taken_for_a_server_that_is_away(home: PostgresHome) -> None:
    place = filled(home.place())
    home.tamper(place, "DROP TABLE event; CREATE TABLE event (seq text)")
    with Journal.open(place, GENESIS) as journal, pytest.raises(BrokenChainError):
        list(journal.read_all())
