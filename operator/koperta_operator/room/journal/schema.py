"""Describe the two tables of a journal. Rows are added and never changed: each recipe has triggers that defend it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

SCHEMA_VERSION = 1

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers a row by a column that is exactly INTEGER PRIMARY KEY.
_SEQ = BigInteger().with_variant(Integer(), "sqlite")

EVENT = Table(
    "event",
    METADATA,
    Column("seq", _SEQ, primary_key=True, autoincrement=False),  # from 1 without gaps
    Column("boot", BigInteger, nullable=False),  # run of the room's program, from 1
    Column("mono_ms", BigInteger, nullable=False),  # monotonic clock within that run
    Column("wall_ms", BigInteger, nullable=False),  # wall clock, UTC
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # JSON
    Column("head", LargeBinary, nullable=False),  # the chain's value with this event
)

META = Table(
    "meta",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
