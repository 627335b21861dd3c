"""Keep a journal in a schema of a PostgreSQL database so that a commit means: it is on its disk, and on the standby's.

One engine holds one connection, which is never made a second time: what is lost with it (the advisory lock, the
settings, the answer to the last commit) is found out only by opening the journal anew. A session-level advisory lock
keeps every other writer out; it lives exactly as long as the session, so each commit asks whether this still is it.

With synchronous replication COMMIT returns when the standby has it, too. Whoever cancels that wait makes COMMIT succeed
with a warning (https://www.postgresql.org/docs/current/warm-standby.html#SYNCHRONOUS-REPLICATION-HA); here a warning at
COMMIT means: not durable.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.errors import Diagnostic
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from koperta_operator.room.journal.errors import (
    BrokenChainError,
    DatabaseAwayError,
    JournalError,
    JournalInUseError,
    NotDurableError,
    UnsafeDatabaseError,
)
from koperta_operator.room.journal.postgres_settings import check_server, check_still, set_session
from koperta_operator.room.journal.schema import METADATA

CHECK_EVERY_S = 1.0
# A killed room on this machine is gone for the server at once; a dead machine after its keepalives (5 + 3 × 2 s).
WAIT_HERE_S = 2.0
WAIT_REMOTE_S = 15.0
_RETRY_S = 0.1
_LOOPBACK = ("localhost", "127.0.0.1", "::1")

# A server that is gone is found out after some ten seconds; whoever operates it may say otherwise in the URL.
_CONNECTING: dict[str, int | str] = {
    "connect_timeout": 10,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # ms
    "application_name": "koperta room",
}

_GUARDS = (
    "CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'a journal is only added to' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    *(
        f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
        for table in ("event", "meta")
    ),
)

# An advisory lock of one 64-bit key stands in pg_locks as two halves (with objsubid 1).
_HOLDER = """
    SELECT a.pid, a.client_addr::text, a.wait_event FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND (l.classid::bigint << 32) | l.objid::bigint = %s
"""


def lock_key(schema: str) -> int:
    """Return the advisory lock of a journal: 64 bits of a hash of its schema's name."""
    digest = hashlib.sha256(b"koperta/journal-lock/1:" + schema.encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


class PostgresRecipe:
    """Know how a journal is kept in one schema of a PostgreSQL database."""

    def __init__(self, url: URL, schema: str) -> None:
        self._url = url
        self._schema = schema
        self._quoted = '"' + schema.replace('"', '""') + '"'
        self._lock = lock_key(schema)
        self._session = 0  # the server process that serves the one connection
        self._connected = False
        self._warnings: list[str] = []
        self._next_check = 0.0

    def connect(self) -> Engine:
        """Return an engine that connects once; what is wrong with the server is raised by its first connection."""
        given = {name: value for name, value in _CONNECTING.items() if name not in self._url.query}
        engine = create_engine(
            self._url,
            poolclass=StaticPool,
            connect_args=given,
            hide_parameters=True,
            paramstyle="format",
            use_native_hstore=False,
        )
        event.listen(engine, "do_connect", self._only_once)
        event.listen(engine, "connect", self._set_up)
        return engine

    def tables(self, connection: Connection) -> set[str]:
        """Return the names of the tables in the schema; UnsafeDatabaseError for one that a crash would empty."""
        query = "SELECT tablename, relpersistence FROM pg_tables JOIN pg_class ON relname = tablename "
        query += "AND relnamespace = %s::regnamespace WHERE schemaname = %s"
        with connection.begin():
            there = connection.exec_driver_sql("SELECT to_regnamespace(%s) IS NOT NULL", (self._quoted,)).scalar_one()
            rows = connection.exec_driver_sql(query, (self._quoted, self._schema)).all() if there else []
        for name, persistence in rows:
            if persistence != "p":
                raise UnsafeDatabaseError(f"table {self._schema}.{name} is unlogged: a crash would empty it")
        return {row[0] for row in rows}

    def lay_down(self, connection: Connection) -> None:
        """Make schema, tables and guards, within the transaction that is open."""
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {self._quoted}")
        METADATA.create_all(connection, checkfirst=False)
        for guard in _GUARDS:
            connection.exec_driver_sql(guard)

    @contextlib.contextmanager
    def transaction(self, connection: Connection) -> Iterator[None]:
        """Open the transaction of one commit; NotDurableError when the lock is lost or the server warns at COMMIT."""
        with connection.begin():
            fence = connection.exec_driver_sql("SELECT pg_backend_pid(), pg_try_advisory_xact_lock(%s)", (self._lock,))
            session, held = fence.one()
            if session != self._session or not held:
                raise NotDurableError("the journal's lock was lost: another program may be writing")
            yield
            self._warnings.clear()
        if self._warnings:
            raise NotDurableError(f"the server committed with a warning: {'; '.join(self._warnings)}")

    def rest(self, connection: Connection, *, idle: bool) -> None:
        """See now and then that the lock is held and the server still keeps its promise; there is no log to empty."""
        if time.monotonic() < self._next_check:
            return
        self._next_check = time.monotonic() + CHECK_EVERY_S
        try:
            with connection.begin():
                holders = connection.exec_driver_sql(_HOLDER, (self._lock,)).all()
                check_still(connection)
        except SQLAlchemyError as error:
            raise NotDurableError(f"the database does not answer: {_reason(error)}") from error
        if [row[0] for row in holders] != [self._session]:
            raise NotDurableError("the journal's lock was lost: another program may be writing")

    def release(self, connection: Connection) -> None:
        """Let another program have the journal before the server has noticed that this one is gone."""
        with contextlib.suppress(SQLAlchemyError, JournalError), connection.begin():
            connection.exec_driver_sql("SELECT pg_advisory_unlock(%s)", (self._lock,))

    def not_opened(self, error: SQLAlchemyError) -> JournalError:
        """Say why the journal could not be opened: the server is away, or does not let us."""
        if isinstance(error, DBAPIError) and isinstance(error.orig, psycopg.OperationalError):
            return DatabaseAwayError(f"the database cannot be reached: {_reason(error)}")
        return UnsafeDatabaseError(f"the database cannot be set up: {_reason(error)}")

    def not_read(self, after: int, error: Exception) -> JournalError:
        """Say why events could not be read: the server is gone, or the table is damaged."""
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            return DatabaseAwayError(f"the database is gone: {_reason(error)}")
        return BrokenChainError(after + 1, f"the table cannot be read: {_reason(error)}")

    # ---- the one connection -----------------------------------------------------------------------

    def _only_once(self, *_: object) -> None:
        if self._connected:
            raise NotDurableError("the connection to the database was lost")
        self._connected = True

    def _set_up(self, driver: psycopg.Connection[Any], _record: object) -> None:
        try:
            driver.autocommit = True
            check_server(driver)
            set_session(driver, self._quoted)
            self._take_lock(driver)
            driver.autocommit = False
        except psycopg.OperationalError as error:
            driver.close()
            raise DatabaseAwayError(f"the database cannot be reached: {_one_line(error)}") from error
        except psycopg.Error as error:
            driver.close()
            raise UnsafeDatabaseError(f"the database cannot be set up: {_one_line(error)}") from error
        except JournalError:
            driver.close()
            raise
        self._session = driver.info.backend_pid
        driver.add_notice_handler(self._noticed)

    def _noticed(self, diagnostic: Diagnostic) -> None:
        if diagnostic.severity_nonlocalized == "WARNING":
            self._warnings.append(diagnostic.message_primary or "without a word")

    def _take_lock(self, driver: psycopg.Connection[Any]) -> None:
        host = driver.info.host
        here = host.startswith(("/", "@")) or host in _LOOPBACK
        until = time.monotonic() + (WAIT_HERE_S if here else WAIT_REMOTE_S)
        while not _one(driver, "SELECT pg_try_advisory_lock(%s)", self._lock)[0]:
            if time.monotonic() > until:
                raise self._in_use(driver)
            time.sleep(_RETRY_S)

    def _in_use(self, driver: psycopg.Connection[Any]) -> JournalError:
        holders = driver.execute(_HOLDER, [self._lock]).fetchall()
        session, address, waits_for = holders[0] if holders else (0, "", "")
        if waits_for == "SyncRep":
            return DatabaseAwayError("the room's last commit still waits for the standby server")
        return JournalInUseError(
            f"another program holds this journal (server process {session}, from {address or 'this machine'}); "
            "end it first"
        )


def _one(driver: psycopg.Connection[Any], query: str, *values: object) -> tuple[Any, ...]:
    row = driver.execute(query.encode(), values).fetchone()
    if row is None:
        raise UnsafeDatabaseError(f"the server answers nothing to {query!r}")
    return tuple(row)


def _reason(error: Exception) -> str:
    """Return what the driver says, without the statement that SQLAlchemy adds."""
    return _one_line(error.orig) if isinstance(error, DBAPIError) and error.orig else _one_line(error)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
