"""Hand the board's files and the sittings' keys to a standby, in pieces that fit into memory."""

from __future__ import annotations

from collections.abc import Container

from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.rules.room_state import RoomRecord
from koperta_sync.protocol.refusals import Refused, RefusedError

PIECE = 4 * 1024 * 1024


class StandbyFiles:
    """Read what the room's journal names, and nothing else."""

    def __init__(self, folder: RoomFolder, record: RoomRecord, sittings: Container[str]) -> None:
        self._folder = folder
        self._record = record
        self._sittings = sittings

    def piece(self, sha256: str, start: str) -> bytes:
        """Return at most 4 MiB of a file from a place on, nothing at its end; RefusedError, OSError."""
        file = self._record.files.get(sha256)
        if file is None or not (start.isascii() and start.isdigit() and len(start) < 16):
            raise RefusedError(Refused.UNKNOWN_THING, "no such file of the board, or no such place in it")
        with (self._folder.files / f"{file.sha256}.{file.file_kind}").open("rb") as reader:
            reader.seek(int(start))
            return reader.read(PIECE)

    def sitting_key(self, sitting_id: str) -> bytes:
        """Return the key of a sitting's free text as it lies here, wrapped for the room's identity; RefusedError."""
        if sitting_id not in self._sittings:
            raise RefusedError(Refused.UNKNOWN_THING, f"no sitting {sitting_id}")
        return (self._folder.sitting(sitting_id) / "sitting.key").read_bytes()
