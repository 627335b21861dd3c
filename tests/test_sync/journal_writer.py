"""Append entries to a kiosk journal as fast as possible and say each number after it is durable.

Run as a program by the tests, which kill it: `python journal_writer.py ROOT`. Prints one cseq a line.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.signing import SigningKey
from koperta_sync.entries import sign_entry
from koperta_sync.journal_keys import Scope
from koperta_sync.kiosk_journal import KioskJournal
from koperta_sync.protocol.seat import Entry, EntryKind

SCOPE = Scope("2026Z-2026-11-21-0900", "c-0042", 1)
SECRET = "K7QF-9MZT-PX4H"
KEY = bytes(range(32))
ROOM = ExchangeKey.from_bytes(b"\x07" * 32)
SIGNER = SigningKey.from_seed(b"\x05" * 32)


def entry(cseq: int) -> Entry:
    """Return the signed entry of a number; the same number gives the same bytes."""
    return sign_entry(
        SIGNER,
        SCOPE.sitting_id,
        SCOPE.candidate_id,
        SCOPE.epoch,
        cseq=cseq,
        kind=EntryKind.ANSWER,
        item=f"INF02-ZADANIE-{cseq:04d}",
        value=f"OPCJA-{cseq % 4}",
        worked_ms=1_000 * cseq,
        mono_ms=5_000 + 1_000 * cseq,
        boot="b00t",
    )


def new_journal(root: Path) -> KioskJournal:
    """Make the journal of SCOPE."""
    return KioskJournal.create(root, SCOPE, key=KEY, journal_public=ROOM.public, card_secret=SECRET, salt=b"\x03" * 16)


def main() -> None:
    """Append until killed."""
    journal = new_journal(Path(sys.argv[1]))
    for cseq in range(1, 1_000_000):
        journal.append(entry(cseq))
        os.write(1, b"%d\n" % cseq)


if __name__ == "__main__":
    main()
