"""Open what a disk holds after a failure with the programs' own code, and look for everything acknowledged.

Each check returns what is wrong, or nothing. The folder is a copy of its own: opening it goes on writing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.errors import JournalError
from koperta_operator.room.journal.store import Journal
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.sitting import Sitting
from koperta_sync.kiosk_journal import JournalError as KioskJournalError
from koperta_sync.kiosk_journal import KioskJournal, journal_folder, open_with_key
from tests.faults.disk_writers import LEDGER_ROOM, form_of
from tests.test_operator.room_fixture import GENESIS, FakeClock, SmallTexts
from tests.test_sync.journal_writer import KEY, SCOPE, entry

Check = Callable[[Path, Sequence[bytes]], str]


def check_sitting(folder: Path, notes: Sequence[bytes]) -> str:
    """Open a sitting's journal as the room does: sound, whole, and with every acknowledged answer in the state."""
    said = _said(notes)
    try:
        with Journal.open(folder / "journal.db", GENESIS, must_exist=bool(said)) as journal:
            sitting = Sitting(journal, FakeClock(), SmallTexts())
            wrong = _unsound(journal, said)
            for one in (one for one in said if "candidate" in one):
                candidate = sitting.state.candidates.get(one["candidate"])
                through = len(candidate.leases[1].held) if candidate and 1 in candidate.leases else 0
                if through < one["through"]:
                    wrong.append(f"{one['candidate']}: entry {one['through']} was acknowledged, {through} is there")
    except JournalError as error:
        return f"cannot be opened: {error}"
    return "; ".join(wrong)


def check_ledger(folder: Path, notes: Sequence[bytes]) -> str:
    """Open the room's own journal as the room does."""
    said = _said(notes)
    try:
        ledger = RoomLedger(RoomFolder(folder), LEDGER_ROOM, "test")
    except JournalError as error:
        return f"cannot be opened: {error}"
    wrong = _unsound(ledger._journal, said)
    ledger._journal.close()
    return "; ".join(wrong)


def _unsound(journal: Journal, said: Sequence[dict[str, Any]]) -> list[str]:
    """Check the file itself, and that the newest acknowledged event is there: its head stands for all before it."""
    driver: Any = journal._connection.connection.driver_connection
    answer = driver.execute("PRAGMA integrity_check").fetchone()[0]
    wrong = [] if answer == "ok" else [f"integrity: {answer}"]
    newest = max(said, key=lambda one: int(one["sequence"]), default=None)
    if newest is not None:
        found = next(iter(journal.read(newest["sequence"] - 1)), None)
        if found is None or found.head.hex() != newest["head"]:
            wrong.append(f"event {newest['sequence']} was acknowledged and is gone")
    return wrong


def check_kiosk(folder: Path, notes: Sequence[bytes]) -> str:
    """Open a workstation's journal as the kiosk does: every entry that might have been sent, in order."""
    said = _said(notes)
    try:
        journal = open_with_key(journal_folder(folder, SCOPE), KEY)
    except (KioskJournalError, OSError) as error:
        return f"cannot be opened: {error}" if said else ""
    wrong = _missing(journal, said)
    journal.close()
    return "; ".join(wrong)


def _missing(journal: KioskJournal, said: Sequence[dict[str, Any]]) -> list[str]:
    through = max((one["cseq"] for one in said if "cseq" in one), default=0)
    wrong = []
    if journal.entries != tuple(entry(cseq) for cseq in range(1, len(journal.entries) + 1)):
        wrong.append("the entries are not those that were written, in order")
    if len(journal.entries) < through:
        wrong.append(f"entry {through} was kept, {len(journal.entries)} are there")
    form = journal.load_form() or form_of(0)
    number = int.from_bytes(form[:8], "big")  # a newer one than was noted may have got its name already
    if form != form_of(number) or number < max((one["form"] for one in said if "form" in one), default=0):
        wrong.append("the form is not the one that was stored")
    if any("view" in one for one in said) and not journal.recall("view"):
        wrong.append("the view that was kept is gone")
    return wrong


def _said(notes: Sequence[bytes]) -> list[dict[str, Any]]:
    return [json.loads(one) for one in notes]


CHECKS: dict[str, Check] = {"sitting": check_sitting, "ledger": check_ledger, "kiosk": check_kiosk}
