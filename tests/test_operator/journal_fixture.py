"""Make small journals for tests, in each kind of database that can hold one."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path
from typing import Protocol, TypeVar

import psycopg
from sqlalchemy import make_url

from koperta_crypto.chain import genesis
from koperta_operator.room.journal.recipes import Place, in_file
from koperta_operator.room.journal.store import Draft, Journal
from tests.postgres_cluster import Cluster

GENESIS = genesis("koperta/journal/1", b"a sitting")
W = TypeVar("W", Path, Place)
_NUMBERS = itertools.count(1)


class Home(Protocol):
    """Be where journals of a test lie, and do to them what the program never would."""

    integrity_error: type[Exception]

    def place(self, name: str = "j") -> Place:
        """Return the place of a journal; the same name is the same journal within a test."""

    def run(self, place: Place, script: str) -> None:
        """Run SQL where a journal is or will be."""

    def tamper(self, place: Place, script: str) -> None:
        """Change a journal behind its guards."""

    def remove(self, place: Place) -> None:
        """Take a journal away."""

    def bytes_literal(self, data: bytes) -> str:
        """Write bytes in the database's SQL."""


class SqliteHome:
    """Keep journals in files."""

    integrity_error: type[Exception] = sqlite3.IntegrityError

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, name: str = "j") -> Place:
        """Return the place of a file."""
        return in_file(self._folder / f"{name}.db")

    def run(self, place: Place, script: str) -> None:
        """Run SQL in the file."""
        connection = sqlite3.connect(str(place.url.database))
        try:
            connection.executescript(script)
            connection.commit()
        finally:
            connection.close()

    def tamper(self, place: Place, script: str) -> None:
        """Take the triggers away, then run SQL."""
        drop = "".join(f"DROP TRIGGER {t}_never_{act};" for t in ("event", "meta") for act in ("update", "delete"))
        self.run(place, drop + script)

    def remove(self, place: Place) -> None:
        """Delete the file."""
        Path(str(place.url.database)).unlink()

    def bytes_literal(self, data: bytes) -> str:
        """Write bytes as SQLite does."""
        return f"x'{data.hex()}'"


class PostgresHome:
    """Keep journals in schemas of a cluster's database."""

    integrity_error: type[Exception] = psycopg.IntegrityError

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._test = next(_NUMBERS)

    def place(self, name: str = "j") -> Place:
        """Return the place of a schema that no other test uses."""
        return Place(self.cluster.url(), f"Test {self._test}: {name}")

    def run(self, place: Place, script: str) -> None:
        """Run SQL in the schema, which is made when it is not there."""
        self.cluster.sql(f'CREATE SCHEMA IF NOT EXISTS "{place.schema}"')
        self.cluster.sql(f'SET search_path TO "{place.schema}"; {script}')

    def tamper(self, place: Place, script: str) -> None:
        """Switch the triggers off, then run SQL."""
        self.run(place, f"ALTER TABLE event DISABLE TRIGGER ALL; ALTER TABLE meta DISABLE TRIGGER ALL; {script}")

    def remove(self, place: Place) -> None:
        """Drop the schema."""
        self.cluster.sql(f'DROP SCHEMA "{place.schema}" CASCADE')

    def bytes_literal(self, data: bytes) -> str:
        """Write bytes as PostgreSQL does."""
        return f"decode('{data.hex()}', 'hex')"


def draft(number: int) -> Draft:
    """Return a small event."""
    return Draft(1, number * 10, 1_700_000_000_000 + number, "room", "heartbeat", b'{"type":"heartbeat"}')


def filled(where: W, count: int = 5) -> W:
    """Make a journal of some events."""
    with Journal.open(where, GENESIS) as journal:
        assert list(journal.read_all()) == []
        journal.append_many([draft(number) for number in range(count)])
    return where


def opened(place: Place) -> Journal:
    """Open a journal and read it, so that it can be written."""
    journal = Journal.open(place, GENESIS)
    list(journal.read_all())
    return journal


def session_of(journal: Journal) -> int:
    """Return the server process that serves a journal."""
    driver = journal._connection.connection.driver_connection
    assert driver is not None
    return int(driver.info.backend_pid)


def as_arguments(place: Place) -> list[str]:
    """Write a place for the command line of another program."""
    return [place.url.render_as_string(hide_password=False), place.schema]


def from_arguments(url: str, schema: str) -> Place:
    """Read what `as_arguments` wrote."""
    return Place(make_url(url), schema)
