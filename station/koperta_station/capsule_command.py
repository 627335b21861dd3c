"""Be the command `koperta kiosk capsule`: write everything a workstation keeps onto a stick, for a room far away.

For the operator at a workstation whose room is dead; no window, no card, no network. The files are sealed: only the
room, after its unlock, opens them. Writing them again writes the same names, so a stick never fills with copies.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from koperta_crypto.errors import CryptoError
from koperta_packages.public import Code, PackageError
from koperta_sync.capsule import capsule_name, make_capsules
from koperta_sync.credentials import Credentials, CredentialsError, load
from koperta_sync.durable import write_durably
from koperta_sync.room_memory import RoomMemory
from koperta_sync.terminal import refusing_calmly

_EXAMPLE = "example: koperta kiosk capsule kiosk1 --to /media/stick"


def main(argv: Sequence[str]) -> int:
    """Write the capsules; return the exit code (0 written and read back, 2 refused)."""
    parser = argparse.ArgumentParser(
        prog="koperta kiosk capsule",
        description="Write what this workstation keeps of its candidates, sealed, onto a stick.",
        epilog=_EXAMPLE,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder of this workstation's pairing and journals")
    parser.add_argument("--to", type=Path, required=True, metavar="STICK", help="folder to write into")
    options = parser.parse_args(list(argv))
    return refusing_calmly(lambda: _write(options.folder, options.to))


def _write(folder: Path, stick: Path) -> int:
    try:
        credentials = load(folder)
    except CredentialsError as error:
        raise PackageError(Code.CAPSULE_NOTHING_KEPT, str(error)) from error
    paths = write_capsules(folder, credentials, stick)
    if not paths:
        raise PackageError(Code.CAPSULE_NOTHING_KEPT, f"no journal of a candidate in {folder}")
    for path in paths:
        print(f"Written and read back: {path}")
    print("Take the stick to the operator's computer and import the files there, after the unlock.")
    return 0


def write_capsules(
    folder: Path, credentials: Credentials, stick: Path, records: Mapping[Path, bytes] = MappingProxyType({})
) -> list[Path]:
    """Write a capsule of every lease kept below a workstation's folder; return their paths.

    `records` are those of journals that hold more in memory than on the disk, by their folder.
    Raises OSError for the stick, PackageError IO_ERROR when it gives back other bytes.
    """
    written = []
    term, now_ms = RoomMemory(credentials.room_id, folder).term, time.time_ns() // 1_000_000
    try:
        journals = folder / "journals"
        made = list(make_capsules(journals, credentials, term=term, made_at_ms=now_ms, records=records))
    except CryptoError as error:
        raise PackageError(Code.CAPSULE_NOTHING_KEPT, f"the pairing of {folder}: {error}") from error
    for header, data in made:
        path = stick / capsule_name(header, credentials)
        write_durably(path, data)
        if path.read_bytes() != data:
            raise PackageError(Code.IO_ERROR, f"{path}: the stick gives back other bytes")
        written.append(path)
    return written
