"""Name where a journal lies, and choose the recipe by which that kind of database is made to keep its word."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from koperta_operator.room.journal.errors import JournalError, UnsafeDatabaseError
from koperta_operator.room.journal.sqlite import SqliteRecipe, sqlite_url


@dataclass(frozen=True, slots=True)
class Place:
    """Name where one journal lies: a database and, where it holds several journals, the schema in it."""

    url: URL
    schema: str = ""


class Recipe(Protocol):
    """Know how one kind of database holds a journal; every method is used by one thread at a time."""

    def connect(self) -> Engine:
        """Return an engine with one connection, set up and checked; raises JournalError."""

    def tables(self, connection: Connection) -> set[str]:
        """Return the names of the tables that are there; none for a journal to be made."""

    def lay_down(self, connection: Connection) -> None:
        """Make tables and guards, within the transaction that is open."""

    def transaction(self, connection: Connection) -> AbstractContextManager[object]:
        """Return the transaction of one commit: it is durable when the block has ended without an error."""

    def rest(self, connection: Connection, *, idle: bool) -> None:
        """Do what is needed between commits; raises NotDurableError."""

    def release(self, connection: Connection) -> None:
        """Let another program have the journal."""

    def not_opened(self, error: SQLAlchemyError) -> JournalError:
        """Say why the journal could not be opened."""

    def not_read(self, after: int, error: Exception) -> JournalError:
        """Say why the events after a number could not be read."""


def in_file(path: Path) -> Place:
    """Return the place of a journal in a file."""
    return Place(sqlite_url(path))


def recipe_for(place: Place) -> Recipe:
    """Return the recipe for a place; UnsafeDatabaseError for a database that nobody has tried."""
    if place.url.get_backend_name() == "sqlite":
        return SqliteRecipe(place.url)
    if place.url.drivername == "postgresql+psycopg":
        # Only here: a room whose journals are files needs no driver of a server.
        from koperta_operator.room.journal.postgres import PostgresRecipe

        return PostgresRecipe(place.url, place.schema)
    raise UnsafeDatabaseError(f"there is no recipe for {place.url.drivername}: use files or postgresql+psycopg")
