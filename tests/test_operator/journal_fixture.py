"""Make small journals for tests."""

from __future__ import annotations

from pathlib import Path

from koperta_crypto.chain import genesis
from koperta_operator.room.journal.store import Draft, Journal

GENESIS = genesis("koperta/journal/1", b"a sitting")


def draft(number: int) -> Draft:
    """Return a small event."""
    return Draft(1, number * 10, 1_700_000_000_000 + number, "room", "heartbeat", b'{"type":"heartbeat"}')


def filled(path: Path, count: int = 5) -> Path:
    """Make a journal of some events."""
    with Journal.open(path, GENESIS) as journal:
        assert list(journal.read_all()) == []
        journal.append_many([draft(number) for number in range(count)])
    return path
