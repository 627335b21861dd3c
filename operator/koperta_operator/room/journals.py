"""Say where a room's journals lie: in files of its folder, or in schemas of a PostgreSQL database.

The two must never be mixed: a room that looked in the other place would find no journal and begin an empty one. So a
note in the folder says that they lie in a database, and journals in files are not passed over.
"""

from __future__ import annotations

import hashlib

from sqlalchemy.engine import URL

from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.errors import ForeignJournalError
from koperta_operator.room.journal.recipes import Place, in_file
from koperta_sync.durable import write_durably

LONGEST_NAME = 63  # bytes; PostgreSQL cuts longer ones off without an error
_NOTE = "The journals of this room lie in a PostgreSQL database: [journal] url in room.toml says which.\n"


class Journals:
    """Know the places of one room's journals."""

    def __init__(self, folder: RoomFolder, room_id: str, url: URL | None = None) -> None:
        """Hold where to look; no `url` means files. Raises ForeignJournalError when they were begun elsewhere."""
        self._folder = folder
        self._room_id = room_id
        self._url = url
        if url is None and folder.journal_note.exists():
            raise ForeignJournalError(f"the journals lie in a database ({folder.journal_note}); name it in room.toml")
        if url is not None and folder.journal.exists():
            raise ForeignJournalError(f"the journals lie in files ({folder.journal}), not in the database of room.toml")

    @property
    def were_begun(self) -> bool:
        """Say whether a database has held them before, so that an empty one now has lost them."""
        return self._folder.journal_note.exists()

    def begun(self) -> None:
        """Note that they were begun in a database."""
        if self._url is not None and not self.were_begun:
            write_durably(self._folder.journal_note, _NOTE.encode())

    def room(self) -> Place:
        """Return the place of the room's own journal."""
        return in_file(self._folder.journal) if self._url is None else self._in_database(self._url, "room")

    def sitting(self, sitting_id: str) -> Place:
        """Return the place of a sitting's journal."""
        if self._url is None:
            return in_file(self._folder.sitting(sitting_id) / "journal.db")
        return self._in_database(self._url, f"sitting {sitting_id}")

    def _in_database(self, url: URL, name: str) -> Place:
        return Place(url, schema_name(self._room_id, name))


def schema_name(room_id: str, name: str) -> str:
    """Return the schema of a journal: readable, and other for every room and sitting even where it has to be cut."""
    whole = f"koperta {room_id} {name}"
    if len(whole.encode()) <= LONGEST_NAME:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()[:16]
    return f"{whole.encode()[: LONGEST_NAME - 17].decode(errors='ignore')} {digest}"
