"""Write and read one segment of a mirror: some rows of one journal, sealed (`docs/format-mirror.md`).

A segment is `8 bytes magic ‖ u32be length ‖ header ‖ box`. The header is strict JSON in clear; the box is
XChaCha20-Poly1305 over the rows with `context("koperta/mirror-segment/1", header)` as associated data. Whoever
finds the stick learns which room and sitting it is of and how many events there are, nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec

from koperta_crypto import strict_json
from koperta_crypto.errors import CryptoError
from koperta_crypto.kdf import combine
from koperta_crypto.labels import context
from koperta_crypto.sealing import open_sealed, seal
from koperta_operator.room.journal.store import StoredEvent, event_bytes
from koperta_packages.errors import PackageError
from koperta_packages.identity import RoomIdentity
from koperta_sync.bundle.events import parse_event

MAGIC = b"KOMIR\x01\r\n"
SERIES_BYTES = 16
MAX_HEADER = 4 * 1024
MAX_SEGMENT = 32 * 1024 * 1024
_HEAD_BYTES = 32
_LENGTH = 4


class SegmentError(Exception):
    """Say why a file is no sound segment of this room's mirror."""


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hold what stands in clear; `previous` is the SHA-256 of the file before, empty for the first."""

    room_id: str
    series: str  # 16 random bytes in hex, the folder's name
    journal: str  # `room` or the id of a sitting
    number: Annotated[int, msgspec.Meta(ge=1)]
    first: Annotated[int, msgspec.Meta(ge=1)]  # number of the first event
    last: Annotated[int, msgspec.Meta(ge=1)]
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Hold one opened segment; `sha256` is that of the file."""

    header: Header
    rows: tuple[StoredEvent, ...]
    sha256: str


def mirror_key(identity: RoomIdentity, series: str) -> bytes:
    """Return the key of one series: only who holds both secrets of the room's identity can derive it."""
    secrets = (identity.signing.seed(), identity.exchange.secret_bytes())
    return combine(bytes.fromhex(series), secrets, "koperta/mirror-key/1", 32)


def write_segment(key: bytes, header: Header, rows: Sequence[StoredEvent]) -> bytes:
    """Return the bytes of a segment."""
    shown = strict_json.dumps(msgspec.to_builtins(header))
    box = seal(key, b"".join(_packed(rows)), context("koperta/mirror-segment/1", shown))
    return MAGIC + len(shown).to_bytes(_LENGTH, "big") + shown + box


def read_header(data: bytes) -> tuple[Header, bytes, bytes]:
    """Return header, its bytes, and the box; SegmentError for another kind of file."""
    if not data.startswith(MAGIC):
        raise SegmentError("not a segment of a mirror")
    at = len(MAGIC) + _LENGTH
    end = at + int.from_bytes(data[len(MAGIC) : at], "big")
    if end > len(data) or end - at > MAX_HEADER:
        raise SegmentError("the segment ends within its header")
    try:
        header = msgspec.convert(strict_json.loads(data[at:end], limit=MAX_HEADER), Header)
    except (CryptoError, msgspec.MsgspecError) as error:
        raise SegmentError(f"the header is malformed: {error}") from error
    return header, data[at:end], data[end:]


def read_segment(key: bytes, data: bytes) -> Segment:
    """Open a segment; SegmentError for a wrong key, a changed byte, or rows that are not those announced."""
    header, shown, box = read_header(data)
    try:
        plaintext = open_sealed(key, box, context("koperta/mirror-segment/1", shown))
        rows = tuple(_unpacked(plaintext))
    except (CryptoError, PackageError) as error:
        raise SegmentError(f"the segment does not open: {error}") from error
    numbers = [row.seq for row in rows]
    if numbers != list(range(header.first, header.last + 1)):
        raise SegmentError("the rows are not those the header announces")
    return Segment(header, rows, digest_of(data))


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a segment's file in hex."""
    return hashlib.sha256(data).hexdigest()


def _packed(rows: Iterable[StoredEvent]) -> Iterator[bytes]:
    for row in rows:
        event = event_bytes(row.seq, row)
        yield len(event).to_bytes(_LENGTH, "big") + event + row.head


def _unpacked(data: bytes) -> Iterator[StoredEvent]:
    at = 0
    while at < len(data):
        start = at + _LENGTH
        end = start + int.from_bytes(data[at:start], "big")
        if end + _HEAD_BYTES > len(data):
            raise SegmentError("a row ends too early")
        event = parse_event(data[start:end])
        at = end + _HEAD_BYTES
        yield StoredEvent(
            event.seq,
            event.boot,
            event.mono_ms,
            event.wall_ms,
            event.actor,
            event.kind,
            event.body,
            data[end:at],
        )
