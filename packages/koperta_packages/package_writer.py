"""Write a package: seal every segment, hash it, sign the manifest, put the file together.

Segments are sealed one after another into a temporary file beside the target, hashed on the way,
and copied behind the signed manifest; the target appears only when it is complete.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import msgspec

from koperta_crypto import stream
from koperta_crypto.signing import SigningKey

from . import documents
from .errors import Code, PackageError
from .manifest import (
    ENVELOPE_LIMIT,
    MANIFEST_TYPE,
    PADDING,
    Compartment,
    CompartmentInfo,
    Manifest,
    Segment,
    SegmentKind,
    check_manifest,
    key_commit,
    segment_aad,
    segment_key,
)
from .package import MAGIC

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class CompartmentKeys:
    """Hold the 32-byte keys of a package's compartments; never shown."""

    tasks: bytes = field(repr=False)
    answer_key: bytes = field(repr=False)
    canary: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> CompartmentKeys:
        """Make fresh keys from the operating system's randomness."""
        return cls(secrets.token_bytes(32), secrets.token_bytes(32), secrets.token_bytes(32))

    def of(self, compartment: Compartment) -> bytes:
        """Return the key of one compartment."""
        keys = {
            Compartment.TASKS: self.tasks,
            Compartment.ANSWER_KEY: self.answer_key,
            Compartment.CANARY: self.canary,
        }
        return keys[compartment]


@dataclass(frozen=True, slots=True)
class PlainSegment:
    """Hold the plaintext of one segment before it is sealed."""

    id: str
    kind: SegmentKind
    data: bytes = field(repr=False)


def opaque_id() -> str:
    """Return a random segment id that says nothing about what it names."""
    return secrets.token_hex(16)


def write_package(
    path: Path,
    draft: Manifest,
    segments: Sequence[PlainSegment],
    keys: CompartmentKeys,
    signers: Sequence[SigningKey],
) -> Manifest:
    """Seal the segments, complete the draft with them, sign it, and write the file.

    The draft's `compartments` and `segments` are ignored. Returns the manifest as signed. Raises
    PackageError for a manifest a reader would refuse, OSError when the disk refuses.
    """
    with tempfile.TemporaryFile(dir=path.parent) as body:
        written = tuple(_seal_all(body, draft.package_id, segments, keys))
        commits = tuple(
            CompartmentInfo(one, key_commit(keys.of(one), draft.package_id, one).hex()) for one in Compartment
        )
        manifest = msgspec.structs.replace(draft, compartments=commits, segments=written)
        check_manifest(manifest)
        envelope = documents.sign(MANIFEST_TYPE, manifest, signers)
        if len(envelope) > ENVELOPE_LIMIT:
            raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"envelope of {len(envelope)} bytes")
        body.seek(0)
        head = MAGIC + len(envelope).to_bytes(4, "big") + envelope
        write_whole(path, _then_body(head, body))
    return manifest


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file so that it appears complete and durable or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        staged.replace(path)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


def _seal_all(
    body: BinaryIO, package_id: str, segments: Sequence[PlainSegment], keys: CompartmentKeys
) -> Iterator[Segment]:
    at = 0
    for plain in segments:
        described = Segment(plain.id, plain.kind, at, 0, "")
        key = segment_key(keys.of(described.compartment), package_id, plain.id)
        digest, length = hashlib.sha256(), 0
        padded = stream.pad(plain.data, PADDING)
        for piece in stream.seal_stream(key, segment_aad(package_id, plain.id), [padded]):
            digest.update(piece)
            length += len(piece)
            body.write(piece)
        yield Segment(plain.id, plain.kind, at, length, digest.hexdigest())
        at += length


def _then_body(head: bytes, body: BinaryIO) -> Iterator[bytes]:
    yield head
    while piece := body.read(_PIECE):
        yield piece
