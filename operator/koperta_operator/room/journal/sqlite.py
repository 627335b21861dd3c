"""Keep a journal in an SQLite file so that a commit means: it is on the disk.

One engine holds one connection, in exclusive mode. Every setting is read back, because a
setting that was silently ignored is found out only when the power fails. SQLite 3.7.0 to 3.51.2 can damage a
WAL file when two connections reset it at once (https://www.sqlite.org/wal.html#walresetbug); with the one
exclusive connection that cannot happen, so such a version is accepted in that mode only.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from koperta_operator.room.journal.errors import (
    BrokenChainError,
    ForeignJournalError,
    JournalError,
    JournalInUseError,
    NotDurableError,
    UnsafeDatabaseError,
)
from koperta_operator.room.journal.schema import METADATA

WAL_LIMIT_BYTES = 4 * 1024 * 1024
_PIECE = 1024 * 1024

_LOG = logging.getLogger(__name__)

# Set and read back in this order: the mode of locking must stand before WAL is entered.
_SETTINGS: tuple[tuple[str, str, str | int], ...] = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("fullfsync", "ON", 1),
    ("checkpoint_fullfsync", "ON", 1),
    ("wal_autocheckpoint", "0", 0),
    ("mmap_size", "0", 0),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
)


# An event that could be changed in place would make the chain wrong at best and evidence worthless at
# worst, so even our own mistake must not be able to.
_TRIGGERS = tuple(
    f"CREATE TRIGGER {table}_never_{act.lower()} BEFORE {act} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, 'a journal is only added to'); END"
    for table in ("event", "meta")
    for act in ("UPDATE", "DELETE")
)


class SqliteRecipe:
    """Know how a journal is kept in an SQLite file."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._wal = Path(f"{url.database}-wal")

    def connect(self) -> Engine:
        """Return an engine with one connection, set up and checked; raises JournalError."""
        return connect(self._url)

    def tables(self, connection: Connection) -> set[str]:
        """Return the names of the tables in the file."""
        names = set(inspect(connection).get_table_names())
        connection.rollback()
        return names

    def lay_down(self, connection: Connection) -> None:
        """Make tables and guards, within the transaction that is open."""
        METADATA.create_all(connection)
        for trigger in _TRIGGERS:
            connection.exec_driver_sql(trigger)

    def transaction(self, connection: Connection) -> AbstractContextManager[object]:
        """Return the transaction of one commit: it is on the disk when the block has ended."""
        return connection.begin()

    def rest(self, connection: Connection, *, idle: bool) -> None:
        """Empty the write-ahead log when it is long, or short and there is nothing else to do."""
        size = self._wal.stat().st_size if self._wal.exists() else 0
        if size > WAL_LIMIT_BYTES or (idle and size):
            checkpoint(connection)

    def release(self, connection: Connection) -> None:
        """Empty the log, because the checkpoint that SQLite makes by itself when it closes keeps its errors."""
        checkpoint(connection)

    def not_opened(self, error: SQLAlchemyError) -> JournalError:
        """Say why the journal could not be opened."""
        if "locked" in str(error):
            return JournalInUseError("another program holds this journal; end it first")
        if _is_the_disks(error):
            return NotDurableError(f"the disk refuses: {error}")
        return ForeignJournalError(f"this is not a journal: {error}")

    def not_read(self, after: int, error: Exception) -> JournalError:
        """Say why events could not be read: a file that was opened and cannot be read is damaged."""
        if _is_the_disks(error):
            return NotDurableError(f"the disk refuses to read: {error}")
        return BrokenChainError(after + 1, f"the file cannot be read: {error}")


def sqlite_url(path: Path) -> URL:
    """Return the URL of a journal in a file."""
    return URL.create("sqlite", database=str(path))


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Say whether this SQLite can damage a WAL file through a second connection."""
    if (3, 44, 6) <= version < (3, 45, 0) or (3, 50, 7) <= version < (3, 51, 0):
        return False
    return (3, 7, 0) <= version < (3, 51, 3)


def connect(where: URL | str) -> Engine:
    """Return an engine with one connection, set up and checked.

    Raises UnsafeDatabaseError when the database cannot promise durability, JournalInUseError when
    another program holds it.
    """
    url = make_url(where)
    if not url.database or url.database == ":memory:":
        raise UnsafeDatabaseError("a journal in memory would be lost with the program")
    # The connection is made in one thread and handed to the writer; never used by two at once.
    connect_args = {"check_same_thread": False, "timeout": 0}
    engine = create_engine(url, poolclass=StaticPool, connect_args=connect_args, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # Otherwise sqlite3 opens transactions by itself, and later than the statement that needs one.
    connection.isolation_level = None
    try:
        for name, value, expected in _SETTINGS:
            connection.execute(f"PRAGMA {name}={value}")
            row = connection.execute(f"PRAGMA {name}").fetchone()
            # Some settings are unknown to some builds, which then have nothing of that kind to switch.
            if row is not None and row[0] != expected:
                raise UnsafeDatabaseError(f"{name} is {row[0]!r} where {expected!r} was asked for")
        _check_version(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
        _settle(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        if "locked" in str(error):
            raise JournalInUseError("another program holds this journal; end it first") from error
        if _is_the_disks(error):
            raise NotDurableError(f"the disk refuses: {error}") from error
        raise UnsafeDatabaseError(f"the database cannot be set up: {error}") from error
    except JournalError:
        connection.close()
        raise


def _settle(connection: sqlite3.Connection) -> None:
    """Bring what an earlier program left in the write-ahead log onto the disk, before anything is built on it.

    A program that ended because a sync failed leaves bytes that everybody can read and no later sync writes: the
    kernel takes their pages for clean. So they are written once more, the same to the same place, and then moved.
    The lock is held by now; SQLite itself locks only the database file, so this one may be opened beside it.
    """
    wal = Path(f"{connection.execute('PRAGMA database_list').fetchone()[2]}-wal")
    try:
        with wal.open("r+b") as file:
            while piece := file.read(_PIECE):
                file.seek(-len(piece), os.SEEK_CUR)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    except OSError as error:
        raise NotDurableError(f"what an earlier run wrote cannot be brought onto the disk: {error}") from error
    _empty_log(connection)


def _is_the_disks(error: Exception) -> bool:
    """Say whether the disk is full or failed, rather than the file wrong: then a new start may help."""
    found = getattr(error, "orig", error)
    return getattr(found, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL)


def _check_version(connection: sqlite3.Connection) -> None:
    if not has_wal_reset_bug(sqlite3.sqlite_version_info):
        return
    mode = connection.execute("PRAGMA locking_mode").fetchone()[0]
    if mode != "exclusive":
        raise UnsafeDatabaseError(f"SQLite {sqlite3.sqlite_version} needs the exclusive mode")
    _LOG.info("SQLite %s is safe in exclusive mode only, which is on", sqlite3.sqlite_version)


def _begin(connection: Connection) -> None:
    # Takes the write lock now, so that a transaction never fails half way for want of it.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def checkpoint(connection: Connection) -> None:
    """Move the WAL into the database file and empty it. Raises NotDurableError when it did not happen."""
    _empty_log(connection.connection.driver_connection)


def _empty_log(driver: Any) -> None:
    try:
        busy, in_log, moved = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise NotDurableError(f"the checkpoint failed: {error}") from error
    if busy or in_log != moved:
        raise NotDurableError(f"the checkpoint moved {moved} of {in_log} pages (busy: {busy})")
