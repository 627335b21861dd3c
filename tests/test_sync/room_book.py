"""Hold a journal as the room would chain it, and a workstation that signs; parts of `room_play`."""

from __future__ import annotations

from dataclasses import dataclass, field

from koperta_crypto.chain import link
from koperta_crypto.signing import SigningKey
from koperta_operator.room.journal.store import Draft, event_bytes
from koperta_operator.room.rules.event_base import Event, EventCodec

NOON = 1_800_000_000_000


@dataclass(slots=True)
class Book:
    """Hold one journal as a list of the bytes its chain links."""

    codec: EventCodec[Event]
    start: bytes
    lines: list[bytes] = field(default_factory=list)

    def write(self, event: Event, actor: str = "room") -> int:
        """Append an event as the room does; return its place."""
        seq = len(self.lines) + 1
        kind, body = self.codec.encode(event)
        draft = Draft(1, seq * 1_000, NOON + seq * 1_000, actor, kind, body)
        self.lines.append(event_bytes(seq, draft))
        return seq

    def head_at(self, sequence: int) -> bytes:
        """Return the chain's value behind an event."""
        head = self.start
        for line in self.lines[:sequence]:
            head = link(head, line)
        return head


@dataclass(slots=True)
class Seat:
    """Hold one workstation: its fingerprint, the key it signs with, and how many entries it has made."""

    fingerprint: str
    key: SigningKey
    cseq: int = 0
