"""Append events and read them back, each linked to the one before.

The bytes that are chained are `context("koperta/event/1", seq, boot, mono_ms, wall_ms, actor, kind, body)` with
integers as u64 big-endian. A journal that does not check is never opened and never repaired: it is evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import msgspec
from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from koperta_crypto.chain import link
from koperta_crypto.labels import context
from koperta_operator.room.journal.errors import (
    BrokenChainError,
    ForeignJournalError,
    JournalError,
    NotDurableError,
)
from koperta_operator.room.journal.insert import Insert
from koperta_operator.room.journal.recipes import Place, Recipe, in_file, recipe_for
from koperta_operator.room.journal.schema import EVENT, META, SCHEMA_VERSION
from koperta_sync.bundle.events import EVENT_LABEL

_CHUNK = 2_000
Row = tuple[int, int, int, int, str, str, bytes, bytes]  # the fields of StoredEvent, in their order


class Draft(msgspec.Struct, frozen=True, gc=False):
    """Hold an event that is about to be written."""

    boot: int
    mono_ms: int
    wall_ms: int
    actor: str
    kind: str
    body: bytes


class StoredEvent(msgspec.Struct, frozen=True, gc=False):
    """Hold an event as it stands in the journal; `head` is the chain's value with it."""

    seq: int
    boot: int
    mono_ms: int
    wall_ms: int
    actor: str
    kind: str
    body: bytes
    head: bytes


def event_bytes(seq: int, draft: Draft | StoredEvent) -> bytes:
    """Return the bytes of an event that the chain commits to."""
    return context(
        EVENT_LABEL,
        seq.to_bytes(8, "big"),
        draft.boot.to_bytes(8, "big"),
        draft.mono_ms.to_bytes(8, "big"),
        draft.wall_ms.to_bytes(8, "big"),
        draft.actor.encode(),
        draft.kind.encode(),
        draft.body,
    )


class Journal:
    """Own one journal: its connection, its length and its head. One thread uses it at a time."""

    def __init__(self, recipe: Recipe, engine: Engine, connection: Connection, genesis: bytes) -> None:
        self._recipe = recipe
        self._engine = engine
        self._connection = connection
        self._insert = Insert(engine.dialect)
        self._lost: Exception | None = None  # after a failed commit nothing is written any more
        self.genesis = genesis
        self.sequence = 0
        self.head = genesis
        self.tap: Callable[[Sequence[Row]], None] | None = None  # is shown the rows of each commit, after it

    @classmethod
    def open(cls, where: Place | Path, genesis: bytes, *, must_exist: bool = False) -> Journal:
        """Open a journal or make it; `genesis` is the start of its chain and names what it is of.

        With `must_exist` one that is missing or was cut to nothing is refused instead of begun anew.
        The events have to be read once (`read_all`) before anything can be appended. Raises JournalError.
        """
        recipe = recipe_for(in_file(where) if isinstance(where, Path) else where)
        engine = recipe.connect()
        try:
            connection = engine.connect()
            _prepare(recipe, connection, genesis, must_exist)
        except JournalError:
            engine.dispose()
            raise
        except SQLAlchemyError as error:
            engine.dispose()
            raise recipe.not_opened(error) from error
        return cls(recipe, engine, connection, genesis)

    def read_all(self) -> Iterator[StoredEvent]:
        """Yield every event in order, checking the chain on the way.

        Raises BrokenChainError at the first event that does not fit. After the last one the journal
        knows its length and head and can be appended to.
        """
        seq, head = 0, self.genesis
        for stored in self.read(0):
            if stored.seq != seq + 1:
                raise BrokenChainError(seq + 1, f"event {stored.seq} follows {seq}")
            head = link(head, event_bytes(stored.seq, stored))
            if head != stored.head:
                raise BrokenChainError(stored.seq, "the event or one before it was changed")
            seq = stored.seq
            yield stored
        self.sequence, self.head = seq, head

    def read(self, after: int) -> Iterator[StoredEvent]:
        """Yield the events after a number without checking the chain, in chunks."""
        while True:
            rows = self.read_some(after, _CHUNK)
            yield from rows
            if len(rows) < _CHUNK:
                return
            after = rows[-1].seq

    def read_some(self, after: int, limit: int) -> list[StoredEvent]:
        """Return at most so many events after a number, without checking the chain."""
        query = select(EVENT).where(EVENT.c.seq > after).order_by(EVENT.c.seq).limit(limit)
        try:
            with self._connection.begin():
                rows = self._connection.execute(query).fetchall()
        except (DatabaseError, OverflowError, UnicodeDecodeError) as error:
            raise self._recipe.not_read(after, error) from error
        return [StoredEvent(*row) for row in rows]

    def append_many(self, drafts: Sequence[Draft]) -> None:
        """Write events and return when they are on the disk.

        Raises NotDurableError, after which the journal writes nothing any more: nobody knows then whether
        the events are there, and only opening it anew can tell.
        """
        if self._lost is not None:
            raise NotDurableError("a commit before this one failed") from self._lost
        seq, head = self.sequence, self.head
        rows: list[Row] = []
        for draft in drafts:
            seq += 1
            head = link(head, event_bytes(seq, draft))
            rows.append((seq, draft.boot, draft.mono_ms, draft.wall_ms, draft.actor, draft.kind, draft.body, head))
        self._insert_rows(rows)

    def append_stored(self, events: Sequence[StoredEvent]) -> None:
        """Write events of another copy of this journal exactly as they are, after checking their place in the chain.

        Raises BrokenChainError, and then nothing is written, or NotDurableError as `append_many` does.
        """
        if self._lost is not None:
            raise NotDurableError("a commit before this one failed") from self._lost
        if not events:
            return
        seq, head = self.sequence, self.head
        for event in events:
            if event.seq != seq + 1:
                raise BrokenChainError(seq + 1, f"event {event.seq} follows {seq}")
            head = link(head, event_bytes(event.seq, event))
            if head != event.head:
                raise BrokenChainError(event.seq, "the event does not continue this copy's chain")
            seq = event.seq
        self._insert_rows([msgspec.structs.astuple(event) for event in events])

    def _insert_rows(self, rows: Sequence[Row]) -> None:
        last = rows[-1][0]
        try:
            with self._recipe.transaction(self._connection):
                self._write(rows)
        except NotDurableError as error:
            self._lost = error
            raise
        except Exception as error:  # also of the driver itself, such as a number too large for a column
            self._lost = error
            raise NotDurableError(f"events {self.sequence + 1} to {last} were not written: {error}") from error
        self.sequence, self.head = last, rows[-1][7]
        if self.tap is not None:
            self.tap(rows)

    def _write(self, rows: Sequence[Row]) -> None:
        for text, values in self._insert.statements(rows):
            self._connection.exec_driver_sql(text, values)

    def checkpoint_if_due(self, *, idle: bool) -> None:
        """Do what the database needs between commits: empty its log, or see that it still keeps its promise.

        Raises NotDurableError.
        """
        self._recipe.rest(self._connection, idle=idle)

    def close(self) -> None:
        """Let go of the database; harmless to repeat. Raises NotDurableError when its last rest fails."""
        try:
            if self._lost is None and not self._connection.closed:
                self._recipe.release(self._connection)
        finally:
            self._connection.close()
            self._engine.dispose()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _prepare(recipe: Recipe, connection: Connection, genesis: bytes, must_exist: bool) -> None:
    """Make the tables of a new journal, or check that an old one is the one asked for."""
    names = recipe.tables(connection)
    wanted = {"schema": str(SCHEMA_VERSION), "genesis": genesis.hex()}
    if not names:
        if must_exist:
            raise ForeignJournalError("the journal is gone: what should hold it is missing or empty")
        with recipe.transaction(connection):
            recipe.lay_down(connection)
            connection.execute(insert(META), [{"name": k, "value": v} for k, v in wanted.items()])
        # A new file is whole before the first event: a log beside an empty file would be taken for nothing.
        recipe.rest(connection, idle=True)
        return
    if not {"event", "meta"} <= names:
        raise ForeignJournalError("this database is not a journal")
    with connection.begin():
        found = {row.name: row.value for row in connection.execute(select(META))}
    if found.get("schema") != wanted["schema"]:
        raise ForeignJournalError(f"a journal of schema {found.get('schema')}, this program writes {SCHEMA_VERSION}")
    if found.get("genesis") != wanted["genesis"]:
        raise ForeignJournalError("a journal of another sitting or room")
