"""Describe a package: its exam, its compartments and every segment with length and hash.

The manifest is the signed payload of a package's envelope. Segments lie one behind another without
a gap; offsets count from the end of the envelope, because the envelope holds the manifest. Limits
are checked before anything is allocated.
"""

from __future__ import annotations

import contextlib
import enum
from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from koperta_crypto import stream
from koperta_crypto.errors import CryptoError
from koperta_crypto.kdf import derive
from koperta_crypto.labels import context

from . import documents
from .documents import Count, Hex32, Identifier, Text
from .draw import DrawRule
from .errors import Code, PackageError

MANIFEST_TYPE = "koperta/manifest/1"
ENVELOPE_LIMIT = 1024 * 1024
MAX_SEGMENTS = 4_000
MAX_SEGMENT_BYTES = 64 * 1024 * 1024
MAX_PACKAGE_BYTES = 4 * 1024 * 1024 * 1024
PADDING = 4096
SUITE = "koperta-1"

Minutes = Annotated[int, msgspec.Meta(ge=1, le=600)]


class Compartment(enum.StrEnum):
    """Name the parts of a package that have a key of their own."""

    TASKS = "tasks"
    ANSWER_KEY = "answer-key"
    CANARY = "canary"


class SegmentKind(enum.StrEnum):
    """Name what a segment holds."""

    ITEMS = "items"
    PICTURE = "picture"
    KEY = "key"
    CANARY = "canary"


class OutagePolicy(enum.StrEnum):
    """Say what a kiosk does while the room cannot be reached."""

    WORK_ON = "work-on"
    PAUSE_AND_CREDIT = "pause-and-credit"


_HOME = {
    SegmentKind.ITEMS: Compartment.TASKS,
    SegmentKind.PICTURE: Compartment.TASKS,
    SegmentKind.KEY: Compartment.ANSWER_KEY,
    SegmentKind.CANARY: Compartment.CANARY,
}


class ExamSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the rules of the exam in one package; `pass_mark` (tasks) is for information only."""

    qualification: Identifier
    name: Text
    tasks: Count
    minutes: Minutes
    rule: DrawRule
    calculator: bool
    show_preliminary_score: bool
    pass_mark: Count | None
    outage_policy: OutagePolicy
    trial: bool


class CompartmentInfo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the commitment to a compartment's key, so that a wrong key is told from damage."""

    name: Compartment
    key_commit: Hex32


class Segment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the place, length and SHA-256 of one sealed segment."""

    id: Identifier
    kind: SegmentKind
    offset: Count
    length: Count
    sha256: Hex32

    @property
    def compartment(self) -> Compartment:
        """Return the compartment whose key opens this segment."""
        return _HOME[self.kind]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold everything a package says about itself; `issued_at` and `not_before` are ISO times."""

    package_id: Identifier
    sitting_id: Identifier
    session: Text
    title: Text
    issued_at: Text
    not_before: Text
    requires_trust_version: Count
    software_min: Text
    suite: Literal["koperta-1"]
    chunk: Literal[65536]
    answer_keys: tuple[Hex32, Hex32]
    exam: ExamSection
    compartments: tuple[CompartmentInfo, ...]
    segments: tuple[Segment, ...]

    @property
    def body_length(self) -> int:
        """Return the length of all segments together, in bytes."""
        return sum(segment.length for segment in self.segments)

    def key_commit(self, compartment: Compartment) -> bytes:
        """Return the commitment to one compartment's key."""
        return next(bytes.fromhex(info.key_commit) for info in self.compartments if info.name is compartment)


def parse_manifest(payload: bytes) -> Manifest:
    """Parse and check a verified payload; PackageError PKG_MALFORMED or PKG_LIMIT_EXCEEDED."""
    manifest = documents.parse(payload, Manifest, limit=ENVELOPE_LIMIT)
    check_manifest(manifest)
    return manifest


def check_manifest(manifest: Manifest) -> None:
    """Refuse a manifest whose segments overlap, leave gaps, repeat ids or exceed the limits."""
    if len(manifest.segments) > MAX_SEGMENTS or manifest.body_length > MAX_PACKAGE_BYTES:
        raise PackageError(Code.PKG_LIMIT_EXCEEDED, "too many or too large segments")
    if sorted(info.name for info in manifest.compartments) != sorted(Compartment):
        raise PackageError(Code.PKG_MALFORMED, "a compartment is missing or occurs twice")
    if len({segment.id for segment in manifest.segments}) != len(manifest.segments):
        raise PackageError(Code.PKG_MALFORMED, "a segment id occurs twice")
    at = 0
    for segment in manifest.segments:
        _check_segment(segment, at)
        at += segment.length
    kinds = [segment.kind for segment in manifest.segments]
    for kind in (SegmentKind.ITEMS, SegmentKind.KEY, SegmentKind.CANARY):
        if kinds.count(kind) != 1:
            raise PackageError(Code.PKG_MALFORMED, f"{kinds.count(kind)} segments of kind {kind}")
    if manifest.exam.tasks != manifest.exam.rule.form_length or manifest.exam.tasks < 1:
        raise PackageError(Code.PKG_MALFORMED, "the draw rule does not give the number of tasks")


def _check_segment(segment: Segment, expected_offset: int) -> None:
    if segment.offset != expected_offset:
        raise PackageError(Code.PKG_MALFORMED, f"segment {segment.id} is not where it must be")
    if segment.length > MAX_SEGMENT_BYTES:
        raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"segment {segment.id}")
    try:
        padded = stream.plain_length(segment.length)
    except CryptoError as error:
        raise PackageError(Code.PKG_MALFORMED, f"segment {segment.id}: {error}") from error
    if padded == 0 or padded % PADDING:
        raise PackageError(Code.PKG_MALFORMED, f"segment {segment.id} is not padded")


def segment_key(compartment_key: bytes, package_id: str, segment_id: str) -> bytes:
    """Return the key of one segment; it opens this segment and no other."""
    return derive(compartment_key, "koperta/segment/1", package_id.encode(), segment_id.encode())


def segment_aad(package_id: str, segment_id: str) -> bytes:
    """Return the associated data of every chunk of one segment."""
    return context("koperta/segment/1", package_id.encode(), segment_id.encode())


def key_commit(compartment_key: bytes, package_id: str, compartment: Compartment) -> bytes:
    """Return the commitment to a compartment key as the manifest states it."""
    return derive(compartment_key, "koperta/commit/1", package_id.encode(), compartment.value.encode())


def open_sealed_segment(key: bytes, package_id: str, segment_id: str, sealed: bytes) -> bytes:
    """Open one sealed segment with its own key and remove the padding.

    This is all a workstation needs to show a picture. Raises PackageError SEGMENT_AUTH_FAILED.
    """
    with opening(segment_id):
        opener = segment_opener(key, package_id, segment_id, sealed[: stream.HEADER_BYTES], len(sealed))
        opener.feed(sealed[stream.HEADER_BYTES :])
        return bytes(unpadded(opener))


def segment_opener(key: bytes, package_id: str, segment_id: str, header: bytes, length: int) -> stream.Opener:
    """Return what opens a segment of `length` sealed bytes block by block; CryptoError."""
    return stream.Opener(key, segment_aad(package_id, segment_id), header, length)


def unpadded(opener: stream.Opener) -> memoryview:
    """Return the opened segment without its padding, which lies in the last block; CryptoError."""
    plain = opener.finish()
    end = plain[-PADDING:]
    return plain[: len(plain) - len(end) + len(stream.unpad(bytes(end), PADDING))]


@contextlib.contextmanager
def opening(segment_id: str) -> Iterator[None]:
    """Turn what cryptography refuses into SEGMENT_AUTH_FAILED of a segment."""
    try:
        yield
    except CryptoError as error:
        raise PackageError(Code.SEGMENT_AUTH_FAILED, f"{segment_id}: {error}") from error
