"""Lay out a new data folder from merged journals: rows exactly as they were, files under their hashes."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.store import Journal
from koperta_operator.room.mirror import reading
from koperta_operator.room.rebuild.merge import Merged, Strand, merge
from koperta_operator.room.rebuild.sources import KEY_FILE, Source
from koperta_operator.room.rules.room_events import ROOM_CODEC, FileImported, SittingCreated
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import RoomIdentity
from koperta_sync.durable import private_folder, sync_folder, write_durably

_CHUNK = 2_000


def merged_journals(sources: Sequence[Source]) -> dict[str, Merged]:
    """Return every journal that some source has a sound beginning of."""
    strands: dict[str, list[Strand]] = {}
    for source in sources:
        for strand in source.strands:
            if strand.rows:
                strands.setdefault(strand.journal, []).append(strand)
    return {journal: merge(found) for journal, found in sorted(strands.items())}


def write_journals(folder: RoomFolder, identity: RoomIdentity, merged: Mapping[str, Merged]) -> None:
    """Write every journal; a sitting that only the room's journal still knows begins anew."""
    for journal, one in merged.items():
        _write(_path(folder, journal), reading.start_of(journal, identity.room_id), one)
    if room := merged.get(reading.ROOM_JOURNAL):
        for row in room.rows:
            event = ROOM_CODEC.decode(row.kind, row.body)
            if isinstance(event, SittingCreated) and event.sitting_id not in merged:
                empty = Merged(event.sitting_id, "", (), ())
                _write(_path(folder, event.sitting_id), reading.start_of(event.sitting_id, identity.room_id), empty)


def _path(folder: RoomFolder, journal: str) -> Path:
    if journal == reading.ROOM_JOURNAL:
        return folder.journal
    private_folder(folder.sitting(journal))
    return folder.sitting(journal) / "journal.db"


def _write(path: Path, start: bytes, merged: Merged) -> None:
    with Journal.open(path, start) as journal:
        list(journal.read_all())
        for at in range(0, len(merged.rows), _CHUNK):
            journal.append_stored(merged.rows[at : at + _CHUNK])
        journal.checkpoint_if_due(idle=True)


def gather_files(
    folder: RoomFolder, sources: Sequence[Source], given: Sequence[Path], merged: Mapping[str, Merged]
) -> None:
    """Copy the board's files that the room's journal names, and sittings' keys.

    PackageError REBUILD_FILES_MISSING names what no source and none of the given files is.
    """
    wanted = _wanted(merged.get(reading.ROOM_JOURNAL))
    offered: dict[str, list[Path]] = {}
    for source in sources:
        for name, path in source.files.items():
            offered.setdefault(name.partition(".")[0], []).append(path)
    by_hash = {_digest(path): path for path in given if path.is_file()} if wanted else {}
    missing = []
    for event in wanted:
        candidates = [*offered.get(event.sha256, []), *([by_hash[event.sha256]] if event.sha256 in by_hash else [])]
        target = folder.files / f"{event.sha256}.{event.file_kind}"
        if not any(_copied(path, target, event.sha256) for path in candidates):
            missing.append(event.name)
    if missing:
        raise PackageError(Code.REBUILD_FILES_MISSING, ", ".join(missing))
    sync_folder(folder.files)
    for journal in merged:
        name = f"{journal}.{KEY_FILE}"
        keys = sorted({path.read_bytes() for one in sources for found, path in one.files.items() if found == name})
        if keys and journal != reading.ROOM_JOURNAL:
            write_durably(folder.sitting(journal) / KEY_FILE, keys[0])


def _wanted(room: Merged | None) -> list[FileImported]:
    found: dict[str, FileImported] = {}
    for row in room.rows if room is not None else ():
        event = ROOM_CODEC.decode(row.kind, row.body)
        if isinstance(event, FileImported):
            found[event.sha256] = event
    return list(found.values())


def _copied(path: Path, target: Path, sha256: str) -> bool:
    """Copy a file when it is the one wanted; False for damage or a stick that does not give it."""
    try:
        shutil.copyfile(path, target)
        if _digest(target) == sha256:
            with target.open("rb+") as file:
                os.fsync(file.fileno())
            return True
    except OSError:
        pass
    target.unlink(missing_ok=True)
    return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
