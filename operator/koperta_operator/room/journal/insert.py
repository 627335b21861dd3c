"""Write rows by few statements: between two of them sqlite3 lets other threads run and has to wait for its turn.

To a server the rows of one statement travel in a pipeline: one way to and fro, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Dialect, insert

from koperta_operator.room.journal.schema import EVENT

_SIZES = (64, 16, 4, 1)  # rows of one statement: few different texts, and less than 999 values in each


class Insert:
    """Know the texts by which events are inserted, with their values in place instead of built for each row."""

    def __init__(self, dialect: Dialect) -> None:
        into, values = str(insert(EVENT).compile(dialect=dialect)).split(" VALUES ")
        self._pipelined = dialect.name == "postgresql"
        self._texts = {size: f"{into} VALUES {', '.join([values] * size)}" for size in _SIZES}

    def statements(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[str, Any]]:
        """Yield texts with their values, which together insert the rows in their order."""
        if self._pipelined and rows:
            yield self._texts[1], list(rows)
            return
        done = 0
        for size in _SIZES:
            while len(rows) - done >= size:
                yield self._texts[size], tuple(value for row in rows[done : done + size] for value in row)
                done += size
