"""Keep the standby's own copies of the journals: check each row's place in the chain, write it, then say so.

One thread owns the copies, with the same journal code as the room. A row that does not fit is never written and
nothing is ever cut back: from then on the copy stands still, and a person has to look. An error of the disk ends the
program; it starts again and reads its copies anew.
"""

from __future__ import annotations

import logging
import queue
import re
import threading
from collections.abc import Callable, Sequence

from koperta_operator.room.copies import ROOM_JOURNAL
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.errors import BrokenChainError
from koperta_operator.room.journal.store import Journal, StoredEvent
from koperta_sync.bundle.manifest import room_genesis, sitting_genesis
from koperta_sync.durable import private_folder
from koperta_sync.protocol.standby import JournalHead, JournalRow, JournalRows

LOG = logging.getLogger(__name__)
_SITTING_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

Written = Callable[[str, Sequence[StoredEvent], int, bytes], None]  # journal, new rows, confirmed length and head


class Follower:
    """Hold the copies; `put` may be called in any thread, what `written` and `failed` do happens in the copies' own."""

    def __init__(
        self, folder: RoomFolder, room_id: str, written: Written, failed: Callable[[str, BaseException], None]
    ) -> None:
        """Open what is there and check it; JournalError when a copy does not check or is in use."""
        self._folder = folder
        self._room_id = room_id
        self._written = written
        self._failed = failed
        self._journals: dict[str, Journal] = {}
        self._queue: queue.SimpleQueue[JournalRows | None] = queue.SimpleQueue()
        self._broken = False
        for name in (ROOM_JOURNAL, *self._sittings_on_disk()):
            self._open(name)
        self._heads = {name: _head(name, journal) for name, journal in self._journals.items()}
        self._thread = threading.Thread(target=self._run, name="standby-copies", daemon=True)

    def room_rows(self) -> list[StoredEvent]:
        """Return the rows of the room's journal; call it before `start`."""
        return list(self._journals[ROOM_JOURNAL].read(0))

    def start(self) -> None:
        """Start the thread of the copies."""
        self._thread.start()

    def heads(self) -> tuple[JournalHead, ...]:
        """Return how far the copies are."""
        return tuple(self._heads.copy().values())

    def put(self, rows: JournalRows) -> None:
        """Hand in rows as they came."""
        self._queue.put(rows)

    def close(self) -> None:
        """Write what was handed in, end the thread, let go of the files."""
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join()
        for journal in self._journals.values():
            journal.close()

    # ---- in the thread ----------------------------------------------------------------------------

    def _run(self) -> None:
        while (message := self._queue.get()) is not None:
            if self._broken:
                continue
            try:
                self._take(message)
            except BaseException as error:  # whatever it is, nothing may be confirmed after it
                self._broken = True
                self._failed(message.journal, error)

    def _take(self, message: JournalRows) -> None:
        journal = self._journals.get(message.journal) or self._open(message.journal)
        rows = [_stored(one) for one in message.rows]
        known = [one for one in rows if one.seq <= journal.sequence]
        if known and journal.read_some(known[-1].seq - 1, 1) != [known[-1]]:
            raise BrokenChainError(known[-1].seq, "the room sends another event than it did before")
        new = rows[len(known) :]
        if new:
            journal.append_stored(new)
            journal.checkpoint_if_due(idle=self._queue.empty())
        self._heads[message.journal] = _head(message.journal, journal)
        self._written(message.journal, new, rows[-1].seq, rows[-1].head)

    def _open(self, name: str) -> Journal:
        if name == ROOM_JOURNAL:
            path, start = self._folder.journal, room_genesis(self._room_id).start()
        else:
            if not _SITTING_ID.fullmatch(name):
                raise ValueError(f"{name!r} is no journal's name")
            private_folder(self._folder.sitting(name))
            path, start = self._folder.sitting(name) / "journal.db", sitting_genesis(self._room_id, name).start()
        journal = Journal.open(path, start)
        for _row in journal.read_all():
            pass  # reading it is what checks the chain
        self._journals[name] = journal
        return journal

    def _sittings_on_disk(self) -> list[str]:
        return sorted(one.parent.name for one in (self._folder.root / "sittings").glob("*/journal.db"))


def _stored(row: JournalRow) -> StoredEvent:
    return StoredEvent(
        row.seq, row.boot, row.mono_ms, row.wall_ms, row.actor, row.kind, row.body, bytes.fromhex(row.head)
    )


def _head(name: str, journal: Journal) -> JournalHead:
    return JournalHead(journal=name, sequence=journal.sequence, head=journal.head.hex())
