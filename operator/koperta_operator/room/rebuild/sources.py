"""Read whatever is left of a room: data folders, mirrors on sticks, capsules, folders of workstations.

A source is only read, never opened for writing: a database is copied with its write-ahead log first, because opening
it would change it. What does not check is named and left out; nothing behind it is used.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.mirror import reading
from koperta_operator.room.mirror.stick import StickFolder
from koperta_operator.room.rebuild.merge import Strand, sound_rows
from koperta_packages.identity import RoomIdentity
from koperta_sync.capsule import MAX_CAPSULE, SUFFIX, Capsule, CapsuleError, is_capsule, make_capsules, read_capsule
from koperta_sync.credentials import CredentialsError, load

DATA_FOLDER, MIRROR, CAPSULE, KIOSK_FOLDER = "data-folder", "mirror", "capsule", "kiosk-folder"
KEY_FILE = "sitting.key"
_COLUMNS = "seq, boot, mono_ms, wall_ms, actor, kind, body, head"


@dataclass(slots=True)
class Source:
    """Hold what one source has. `files` are the board's files and sittings' keys by name; `troubles` are English."""

    kind: str
    place: str  # as the operator named it, for the sheet
    sha256: str = ""
    strands: list[Strand] = field(default_factory=list)
    capsules: list[Capsule] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)


def read_sources(path: Path, identity: RoomIdentity) -> list[Source]:
    """Return everything that a path holds of this room: a file, or a folder of any kind. Raises OSError."""
    if path.is_file():
        return [_capsule_file(path)]
    found: list[Source] = []
    if RoomFolder(path).journal.is_file() or (path / "sittings").is_dir():
        found.append(_data_folder(path, identity))
    mirrors = path.parent if path.name == reading.folder_of(identity.room_id) else path
    if (mirrors / reading.folder_of(identity.room_id)).is_dir():
        found += _mirror(mirrors, identity)
    if (path / "journals").is_dir():
        found.append(_kiosk_folder(path))
    found += [_capsule_file(one) for one in sorted(path.glob(f"*{SUFFIX}"))]
    return found


# ---- a room's data folder, or a standby's ---------------------------------------------------------


def _data_folder(path: Path, identity: RoomIdentity) -> Source:
    source = Source(DATA_FOLDER, str(path))
    digest = hashlib.sha256()
    journals = {reading.ROOM_JOURNAL: RoomFolder(path).journal}
    if RoomFolder(path).journal_note.exists():
        source.troubles.append(f"{path}: its journals lie in a database; while that is there, start the room there")
    for folder in sorted((path / "sittings").glob("*")):
        journals[folder.name] = folder / "journal.db"
        if (folder / KEY_FILE).is_file():
            source.files[f"{folder.name}.{KEY_FILE}"] = folder / KEY_FILE
    for journal, database in journals.items():
        if not database.is_file():
            continue
        start = reading.start_of(journal, identity.room_id)
        rows, sound_until = _database_rows(database, digest)
        sound, trouble = sound_rows(rows, start)
        if trouble or sound_until:
            source.troubles.append(f"{database}: {trouble or sound_until}; {len(sound)} events are used")
        source.strands.append(Strand("", journal, sound))
    if (path / "files").is_dir():
        source.files |= {one.name: one for one in sorted((path / "files").iterdir()) if one.is_file()}
    return _named(source, digest)


def _database_rows(database: Path, digest: hashlib._Hash) -> tuple[list[StoredEvent], str]:
    """Return the rows of a database and of its write-ahead log as far as it is whole, and what ended the reading."""
    with tempfile.TemporaryDirectory(prefix="koperta-rebuild-") as place:
        copy = Path(place) / "journal.db"
        for suffix in ("", "-wal"):
            original = database.with_name(database.name + suffix)
            if original.is_file():
                shutil.copyfile(original, copy.with_name(copy.name + suffix))
                digest.update(_file_digest(original))
        rows: list[StoredEvent] = []
        try:
            with contextlib.closing(sqlite3.connect(copy)) as connection:
                for row in connection.execute(f"SELECT {_COLUMNS} FROM event ORDER BY seq"):
                    rows.append(StoredEvent(*row))
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            return rows, f"the database cannot be read further: {error}"
        return rows, ""


# ---- the mirror on a stick ------------------------------------------------------------------------


def _mirror(path: Path, identity: RoomIdentity) -> Iterator[Source]:
    stick = StickFolder(path)
    files = path / reading.folder_of(identity.room_id) / reading.FILES
    names = sorted(one for one in files.iterdir() if one.is_file()) if files.is_dir() else []
    kept = {one.name: one for one in names if one.suffix != ".part" and not one.name.startswith(".")}
    for name in reading.series_on(stick, identity.room_id) or [""]:
        source = Source(MIRROR, f"{path} ({name[:8]})", files=kept)
        digest = hashlib.sha256(name.encode())
        series = reading.read_series(stick, identity, name) if name else reading.Series("")
        for journal, held in series.journals.items():
            source.strands.append(Strand("", journal, tuple(held.rows)))
            source.troubles += held.troubles
            digest.update(journal.encode() + held.last_sha256.encode())
        yield _named(source, digest)


# ---- workstations ---------------------------------------------------------------------------------


def _capsule_file(path: Path) -> Source:
    source = Source(CAPSULE, str(path))
    with path.open("rb") as file:
        data = file.read(MAX_CAPSULE + 1)
    source.sha256 = hashlib.sha256(data).hexdigest()
    try:
        if len(data) > MAX_CAPSULE or not is_capsule(data):
            raise CapsuleError("not a capsule")
        source.capsules.append(read_capsule(data))
    except CapsuleError as error:
        source.troubles.append(f"{path}: {error}")
    return source


def _kiosk_folder(path: Path) -> Source:
    source = Source(KIOSK_FOLDER, str(path))
    digest = hashlib.sha256()
    try:
        credentials = load(path)
        for header, data in make_capsules(path / "journals", credentials, term=1, made_at_ms=0):
            # Made here and now, so its signatures are fresh: what counts as the same source are the records.
            capsule = read_capsule(data)
            digest.update(header.candidate_id.encode() + hashlib.sha256(capsule.records).digest())
            source.capsules.append(capsule)
    except (CredentialsError, CapsuleError) as error:
        source.troubles.append(f"{path}: {error}")
    return _named(source, digest)


def _named(source: Source, digest: hashlib._Hash) -> Source:
    source.sha256 = digest.hexdigest()
    source.strands = [Strand(source.sha256, one.journal, one.rows) for one in source.strands]
    return source


def _file_digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
