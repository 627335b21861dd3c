"""Read a package: check every byte without the passphrase, open single segments with their keys.

Layout (`docs/format-package.md`): 8 bytes magic, u32be envelope length, envelope, segments, end of
file. Nothing is read before its length has been checked, memory stays constant whatever the size,
and a segment is hashed again when it is opened, because a file may change after it was verified.
The file is opened for each act and closed again, so that Windows can still move or delete it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from koperta_crypto import stream

from .errors import Code, PackageError
from .manifest import (
    ENVELOPE_LIMIT,
    MANIFEST_TYPE,
    Compartment,
    Manifest,
    Segment,
    SegmentKind,
    key_commit,
    opening,
    parse_manifest,
    segment_key,
    segment_opener,
    unpadded,
)
from .read_ahead import ReadAhead
from .trust import TrustDocument, open_signed

MAGIC = b"EXPKG\x01\r\n"
_FAMILY = b"EXPKG"
_PIECE = 256 * 1024
_BLOCK = 4 * (stream.CHUNK_BYTES + stream.OVERHEAD)  # of a segment: 256 KiB
_HEAD = len(MAGIC) + 4


class VerificationCancelled(Exception):
    """Say that the caller's `cancelled` asked to stop; nothing is known of the rest."""


def never() -> bool:
    """Answer no: the default for callers that do not cancel."""
    return False


def silent(done: int, total: int) -> None:
    """Ignore progress: the default for callers that show none."""


@dataclass(frozen=True, slots=True)
class PackageFile:
    """Hold a package whose manifest is verified; `manifest_sha256` is what grants name."""

    path: Path
    manifest: Manifest
    manifest_sha256: str
    body_offset: int

    @classmethod
    def open(cls, path: Path, trust: TrustDocument) -> PackageFile:
        """Check magic, lengths, signatures, recall and limits; read no segment yet.

        Raises PackageError: PKG_* codes, TRUST_TOO_OLD, IO_ERROR.
        """
        with reading(path) as file:
            size = file.seek(0, 2)
            file.seek(0)
            encoded = _read_envelope(file, size)
        payload = open_signed(encoded, MANIFEST_TYPE, trust, "issuing", limit=ENVELOPE_LIMIT)
        manifest = parse_manifest(payload)
        if manifest.package_id in trust.revoked.packages:
            raise PackageError(Code.PKG_RECALLED, manifest.package_id)
        if manifest.requires_trust_version > trust.version:
            raise PackageError(Code.TRUST_TOO_OLD, f"{trust.version} < {manifest.requires_trust_version}")
        body_offset = _HEAD + len(encoded)
        check_size(size, body_offset + manifest.body_length)
        return cls(path, manifest, hashlib.sha256(payload).hexdigest(), body_offset)

    @property
    def package_id(self) -> str:
        """Return the board's id of this package."""
        return self.manifest.package_id

    def verify(
        self,
        progress: Callable[[int, int], None] = silent,
        cancelled: Callable[[], bool] = never,
    ) -> None:
        """Hash every segment; `progress(done, total)` counts bytes.

        Raises PackageError PKG_SEGMENT_CORRUPT with the segment's id, PKG_TRUNCATED,
        PKG_TRAILING_DATA, IO_ERROR; VerificationCancelled.
        """
        total = self.manifest.body_length
        done = 0
        with reading(self.path) as file:
            check_size(file.seek(0, 2), self.body_offset + total)
            file.seek(self.body_offset)
            for segment in self.manifest.segments:
                digest = hashlib.sha256()
                left = segment.length
                while left:
                    if cancelled():
                        raise VerificationCancelled
                    piece = _read_exactly(file, min(left, _PIECE))
                    digest.update(piece)
                    left -= len(piece)
                    done += len(piece)
                    progress(done, total)
                _check_digest(segment, digest.hexdigest())

    def segment(self, segment_id: str) -> Segment:
        """Return a segment's metadata; KeyError for an id the package does not have."""
        for segment in self.manifest.segments:
            if segment.id == segment_id:
                return segment
        raise KeyError(segment_id)

    def only(self, kind: SegmentKind) -> Segment:
        """Return the one segment of a kind that occurs once (items, key, canary)."""
        return next(segment for segment in self.manifest.segments if segment.kind is kind)

    def segment_path_range(self, segment_id: str) -> tuple[int, int]:
        """Return where a sealed segment lies in the file: offset and length in bytes."""
        segment = self.segment(segment_id)
        return self.body_offset + segment.offset, segment.length

    def read_segment(self, segment_id: str) -> bytes:
        """Return a sealed segment after hashing it again; PKG_SEGMENT_CORRUPT if it changed."""
        segment = self.segment(segment_id)
        sealed = self._read_sealed(segment_id)
        _check_digest(segment, hashlib.sha256(sealed).hexdigest())
        return sealed

    def check_key(self, compartment: Compartment, compartment_key: bytes) -> None:
        """Refuse a key the manifest does not commit to: PackageError KEY_MISMATCH."""
        committed = self.manifest.key_commit(compartment)
        if key_commit(compartment_key, self.package_id, compartment) != committed:
            raise PackageError(Code.KEY_MISMATCH, f"{self.package_id} {compartment}")

    def segment_key(self, segment_id: str, compartment_key: bytes) -> bytes:
        """Return the key that opens one segment only, to be given to one workstation."""
        return segment_key(compartment_key, self.package_id, segment_id)

    def open_segment(self, segment_id: str, compartment_key: bytes) -> memoryview:
        """Return a segment's plaintext; nothing is released before every check has passed.

        Raises PackageError PKG_SEGMENT_CORRUPT, KEY_MISMATCH, SEGMENT_AUTH_FAILED, IO_ERROR.
        """
        segment = self.segment(segment_id)
        self.check_key(segment.compartment, compartment_key)
        key = self.segment_key(segment_id, compartment_key)
        offset, length = self.segment_path_range(segment_id)
        # Whoever holds the key could seal another text under it, so the signed hash counts as well: it is
        # taken of the very bytes that are decrypted.
        with reading(self.path) as file:
            file.seek(offset)
            header = _read_exactly(file, stream.HEADER_BYTES)
            with ReadAhead(file, length - len(header), _BLOCK, before=header) as blocks:
                try:
                    with opening(segment_id):
                        opener = segment_opener(key, self.package_id, segment_id, header, length)
                        for block in blocks:
                            opener.feed(block)
                        plain = unpadded(opener)
                finally:
                    # Of all that was read: damage is told from a wrong seal by the whole hash.
                    _check_digest(segment, blocks.hexdigest())
        return plain

    def _read_sealed(self, segment_id: str) -> bytes:
        offset, length = self.segment_path_range(segment_id)
        with reading(self.path) as file:
            file.seek(offset)
            return _read_exactly(file, length)


class reading:
    """Open a file for reading and turn the system's errors into IO_ERROR."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def __enter__(self) -> BinaryIO:
        try:
            self._file = self._path.open("rb")
        except OSError as error:
            raise PackageError(Code.IO_ERROR, f"{self._path.name}: {error.strerror}") from error
        return self._file

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self._file is not None:
            self._file.close()
        if isinstance(error, OSError):
            raise PackageError(Code.IO_ERROR, f"{self._path.name}: {error.strerror}") from error


def check_size(have: int, need: int) -> None:
    """Refuse a file that is shorter or longer than its own description."""
    if have < need:
        raise PackageError(Code.PKG_TRUNCATED, f"{have} of {need} bytes", have=have, need=need)
    if have > need:
        raise PackageError(Code.PKG_TRAILING_DATA, f"{have - need} bytes too many")


def _read_envelope(file: BinaryIO, size: int) -> bytes:
    magic = file.read(len(MAGIC))
    if magic != MAGIC:
        if MAGIC.startswith(magic):
            raise PackageError(Code.PKG_TRUNCATED, f"{size} bytes", have=size, need=_HEAD)
        newer = magic[:5] == _FAMILY and magic[6:] == MAGIC[6:]
        code = Code.PKG_UNSUPPORTED_VERSION if newer else Code.PKG_NOT_A_PACKAGE
        raise PackageError(code, "magic")
    length = int.from_bytes(_read_exactly(file, 4), "big")
    if length > ENVELOPE_LIMIT:
        raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"envelope of {length} bytes")
    if size < _HEAD + length:
        raise PackageError(Code.PKG_TRUNCATED, "inside the envelope", have=size, need=_HEAD + length)
    return _read_exactly(file, length)


def _read_exactly(file: BinaryIO, count: int) -> bytes:
    data = file.read(count)
    if len(data) != count:
        raise PackageError(Code.PKG_TRUNCATED, f"{len(data)} of {count} bytes", have=len(data), need=count)
    return data


def _check_digest(segment: Segment, hexdigest: str) -> None:
    if hexdigest != segment.sha256:
        raise PackageError(Code.PKG_SEGMENT_CORRUPT, segment.id, segment=segment.id)
