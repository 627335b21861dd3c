"""Read the events of a journal from the bytes its chain links, knowing nothing of the room's program.

The bytes are `context("koperta/event/1", seq, boot, mono_ms, wall_ms, actor, kind, body)`; the four numbers are
u64 big-endian, actor and kind UTF-8, the body strict JSON whose `type` is the kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import msgspec

from koperta_crypto import strict_json
from koperta_crypto.errors import CryptoError
from koperta_crypto.labels import context
from koperta_packages.errors import Code, PackageError
from koperta_sync.bundle.manifest import MAX_RECORD

EVENT_LABEL = "koperta/event/1"
_PARTS = 7
_NUMBER = 8
_LENGTH = 4

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class JournalEvent:
    """Hold one event; times in milliseconds, `mono_ms` within the room's run `boot`."""

    seq: int
    boot: int
    mono_ms: int
    wall_ms: int
    actor: str
    kind: str
    body: bytes

    def read(self, shape: type[T]) -> T:
        """Return what the board relies on of the body; PackageError BUNDLE_CORRUPT when it is not there."""
        try:
            # Strictly, so that no two readers can see different answers in the same bytes.
            return msgspec.convert(strict_json.loads(self.body, limit=MAX_RECORD), shape)
        except (CryptoError, msgspec.MsgspecError) as error:
            raise PackageError(Code.BUNDLE_CORRUPT, f"event {self.seq} ({self.kind}): {error}") from error


def parse_event(data: bytes) -> JournalEvent:
    """Return the event in these bytes; PackageError BUNDLE_CORRUPT for anything else."""
    parts = _split(data)
    if any(len(part) != _NUMBER for part in parts[:4]):
        raise PackageError(Code.BUNDLE_CORRUPT, "an event whose numbers are not of eight bytes")
    seq, boot, mono_ms, wall_ms = (int.from_bytes(part, "big") for part in parts[:4])
    try:
        actor, kind = parts[4].decode(), parts[5].decode()
    except UnicodeDecodeError as error:
        raise PackageError(Code.BUNDLE_CORRUPT, f"event {seq} is not UTF-8") from error
    return JournalEvent(seq, boot, mono_ms, wall_ms, actor, kind, parts[6])


def event_bytes(event: JournalEvent) -> bytes:
    """Return the bytes of an event, the way back from `parse_event`."""
    numbers = (event.seq, event.boot, event.mono_ms, event.wall_ms)
    fixed = [number.to_bytes(_NUMBER, "big") for number in numbers]
    return context(EVENT_LABEL, *fixed, event.actor.encode(), event.kind.encode(), event.body)


def _split(data: bytes) -> list[bytes]:
    start = context(EVENT_LABEL)
    if not data.startswith(start):
        raise PackageError(Code.BUNDLE_CORRUPT, "not an event")
    parts = []
    at = len(start)
    while at < len(data):
        behind = at + _LENGTH
        end = behind + int.from_bytes(data[at:behind], "big")
        if behind > len(data) or end > len(data):
            raise PackageError(Code.BUNDLE_CORRUPT, "an event that ends too early")
        parts.append(data[behind:end])
        at = end
    if len(parts) != _PARTS:
        raise PackageError(Code.BUNDLE_CORRUPT, f"an event of {len(parts)} parts")
    return parts
