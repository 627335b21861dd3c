"""Check that a PostgreSQL server keeps what it commits, and set up the room's session; every setting is read back."""

from __future__ import annotations

import logging
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection

from koperta_operator.room.journal.errors import DatabaseAwayError, NotDurableError, UnsafeDatabaseError

_LOG = logging.getLogger(__name__)

LEAST_VERSION = 13_00_00

# What the server or the role must have been given; a room does not quietly overrule who operates the database.
_DEMANDED: dict[str, tuple[str, ...]] = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "data_sync_retry": ("off",),  # after a failed flush the server must end and replay, as the room does
    "synchronous_commit": ("on", "remote_apply"),
    "server_encoding": ("UTF8",),
    "session_replication_role": ("origin",),  # in a replica the guards of the tables would not run
}

# What can be changed under a running session by a reload of the server's configuration.
_STILL = ("fsync", "full_page_writes", "data_sync_retry", "synchronous_commit")

# Set for the session, so that no reload changes it. Older servers do not know all of them.
_OURS: dict[str, str] = {
    "client_encoding": "UTF8",
    "client_min_messages": "warning",  # a warning at COMMIT is how the server says that the standby has not got it
    "default_transaction_isolation": "read committed",
    "default_transaction_read_only": "off",
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "idle_session_timeout": "0",
    "transaction_timeout": "0",
}
# Over TCP the server itself finds out that the room's machine is dead and frees the lock: by keepalives when it is
# silent, by the user timeout (ms) when it has an answer on its way, which keepalives wait for. 0 on a socket.
_KEEPALIVES = {
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "10000",
}


def check_server(driver: psycopg.Connection[Any]) -> None:
    """Raise UnsafeDatabaseError for a server that may lose a commit, DatabaseAwayError for one that takes none."""
    version = driver.info.server_version
    if version < LEAST_VERSION:
        raise UnsafeDatabaseError(f"PostgreSQL {version // 10_000} is too old; {LEAST_VERSION // 10_000} is the least")
    if driver.execute("SELECT pg_is_in_recovery()").fetchone() != (False,):
        raise DatabaseAwayError("the server is a standby and takes no writes; name the primary, or promote this one")
    found = _settings(driver, list(_DEMANDED))
    for name, accepted in _DEMANDED.items():
        if found.get(name) not in accepted:
            raise UnsafeDatabaseError(f"{name} is {found.get(name)!r} where {' or '.join(accepted)} is needed")
    _warn_of_a_missing_standby(driver)


def set_session(driver: psycopg.Connection[Any], schema: str) -> None:
    """Set what the room relies on, and read it back; `schema` is quoted already. Raises UnsafeDatabaseError."""
    known = _settings(driver, [*_OURS, *_KEEPALIVES, "synchronous_commit"])
    # Its own value once more, but for this session: from now on a reload does not change it.
    wanted = {name: value for name, value in _OURS.items() if name in known}
    wanted["synchronous_commit"] = known["synchronous_commit"]
    for name, value in {**wanted, **_KEEPALIVES}.items():
        driver.execute(sql.SQL("SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
    driver.execute(b"SET search_path TO " + schema.encode())
    found = _settings(driver, list(wanted))
    for name, value in wanted.items():
        if found.get(name) != value:
            raise UnsafeDatabaseError(f"{name} is {found.get(name)!r} where {value!r} was asked for")


def check_still(connection: Connection) -> None:
    """Raise NotDurableError when the server was told, meanwhile, not to keep what it commits."""
    columns = ", ".join(f"current_setting('{name}')" for name in _STILL)
    row = connection.exec_driver_sql(f"SELECT {columns}").one()
    for name, value in zip(_STILL, row, strict=True):
        if value not in _DEMANDED[name]:
            raise NotDurableError(f"{name} was changed to {value!r}")


def _settings(driver: psycopg.Connection[Any], names: list[str]) -> dict[str, str]:
    rows = driver.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [names]).fetchall()
    return dict(rows)


def _warn_of_a_missing_standby(driver: psycopg.Connection[Any]) -> None:
    names = _settings(driver, ["synchronous_standby_names"]).get("synchronous_standby_names", "")
    if names and driver.execute("SELECT count(*) FROM pg_stat_replication").fetchone() == (0,):
        _LOG.warning("no standby server is connected, and commits wait for one of: %s", names)
