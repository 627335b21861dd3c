"""Remember every bundle the board has taken, so that an older or a forked one is seen.

One record per sitting and room in `received/`, sealed under the board's storage key: the newest export, the
chain heads of both its journals, and the rows of its results. The bundle itself is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from koperta_crypto import sealing
from koperta_crypto.labels import context
from koperta_packages import documents
from koperta_packages.board.folder import BoardFolder
from koperta_packages.documents import Count, Hex32, HexBytes, Identifier, refusing
from koperta_packages.errors import Code, PackageError
from koperta_packages.package_writer import write_whole
from koperta_sync.board.results import ResultRow
from koperta_sync.bundle.manifest import BundleManifest

HEAD_BYTES = 32
RECORD_LIMIT = 512 * 1024 * 1024
_PIECE = 1024 * 1024


class SeenBundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the newest bundle of one sitting and room; heads are those behind event 1, 2, … in a row."""

    centre_number: Identifier
    sitting_id: Identifier
    room_id: Identifier
    export_number: Count
    bundle_sha256: Hex32
    manifest_sha256: Hex32
    sitting_heads: HexBytes
    room_heads: HexBytes
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class ReceivedStore:
    """Read and write what the board remembers of received bundles; every read is authenticated."""

    folder: Path
    _key: bytes = field(repr=False)

    @classmethod
    def at(cls, board: BoardFolder, storage_key: bytes) -> ReceivedStore:
        """Return the store of a board."""
        return cls(board.received_folder, storage_key)

    def seen(self, sitting_id: str, room_id: str) -> SeenBundle | None:
        """Return the newest bundle of a sitting and room, None when there is none yet."""
        file = self._file(sitting_id, room_id)
        if not file.is_file():
            return None
        with refusing(file.name):
            data = sealing.open_sealed(self._key, file.read_bytes(), _aad(sitting_id, room_id))
        return documents.parse(data, SeenBundle, limit=RECORD_LIMIT)

    def of_sitting(self, sitting_id: str) -> list[SeenBundle]:
        """Return what was received of every room of a sitting."""
        files = sorted((self.folder / sitting_id).glob("*.sealed"))
        found = [self.seen(sitting_id, file.stem) for file in files]
        return [one for one in found if one is not None]

    def keep(self, seen: SeenBundle, bundle: Path) -> None:
        """Keep a copy of the bundle, then the record that makes it the newest."""
        target = self._file(seen.sitting_id, seen.room_id)
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = target.parent / f"{seen.room_id}-{seen.export_number:03}-{seen.bundle_sha256[:8]}.exambundle"
        if not copy.exists():
            write_whole(copy, _pieces(bundle))
        sealed = sealing.seal(self._key, documents.encode(seen), _aad(seen.sitting_id, seen.room_id))
        write_whole(target, [sealed])

    def _file(self, sitting_id: str, room_id: str) -> Path:
        return self.folder / sitting_id / f"{room_id}.sealed"


def check_succession(known: SeenBundle | None, manifest: BundleManifest, manifest_sha256: str, new: SeenBundle) -> None:
    """Let a bundle follow the newest known one only when both its journals go on from there.

    Raises PackageError BUNDLE_OLDER_EXPORT when the known one already holds everything in this one,
    BUNDLE_FORKED when the two contradict each other. The very same bundle again is let through.
    """
    if known is None or known.manifest_sha256 == manifest_sha256:
        return
    for name, old, now in (
        ("sitting", known.sitting_heads, new.sitting_heads),
        ("room", known.room_heads, new.room_heads),
    ):
        common = min(len(old), len(now))
        # Heads commit to everything before them: equal at one place means equal up to there.
        if old[:common] != now[:common]:
            raise PackageError(Code.BUNDLE_FORKED, f"the journals of the {name} differ")
    if len(new.sitting_heads) < len(known.sitting_heads) or manifest.export_number < known.export_number:
        raise PackageError(Code.BUNDLE_OLDER_EXPORT, f"export {manifest.export_number} after {known.export_number}")
    if manifest.export_number == known.export_number:
        raise PackageError(Code.BUNDLE_FORKED, f"a second export {known.export_number}")
    if manifest.export_number == known.export_number + 1 and manifest.supersedes != known.manifest_sha256:
        raise PackageError(Code.BUNDLE_FORKED, "it follows another export than the one received")


def _aad(sitting_id: str, room_id: str) -> bytes:
    return context("koperta/received/1", sitting_id.encode(), room_id.encode())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
