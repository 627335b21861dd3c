"""Say what a standby and the room tell each other.

A standby is a second machine with the room's identity. It connects to the room (a room opens no connection to a
machine), says how far its copies are, and is sent what they lack: first what was before, then every commit. It
confirms each piece once it is on its own disk. JournalRows travel exactly as they were committed and are chained again.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from koperta_sync.protocol.base import Count, Hex32, Hex64OrEmpty, Message, Text, Value

MAX_JOURNALS = 1_000
MAX_ADDRESSES = 8


class JournalHead(Value, frozen=True, kw_only=True):
    """Hold how long the copy of one journal is and the value of its chain there; length 0 has its genesis."""

    journal: Text  # `room`, or the id of a sitting
    sequence: Count
    head: Hex32


class JournalRow(Value, frozen=True, kw_only=True):
    """Hold one event as it stands in the journal; `body` is base64 of its bytes."""

    seq: Count
    boot: Count
    mono_ms: int
    wall_ms: int
    actor: str
    kind: str
    body: bytes
    head: str


# ---- standby → room -----------------------------------------------------------------------------


class StandbyHello(Message, frozen=True, kw_only=True):
    """Open the conversation; answered by `standby-welcome`.

    Refused STANDBY_DIVERGED when a head is not in the room's journal: such a copy is never cut back, a person looks.
    """

    version: int
    software: Text
    addresses: Annotated[tuple[Text, ...], Meta(max_length=MAX_ADDRESSES)]  # where it serves once promoted
    heads: Annotated[tuple[JournalHead, ...], Meta(max_length=MAX_JOURNALS)]
    term: Count = 0
    term_proof: Hex64OrEmpty = ""


class Confirm(Message, frozen=True, kw_only=True):
    """Say that a journal is on this disk up to here; answered by `noted`.

    `missing` files of the board, or keys of sittings, are still to be fetched before this machine could be the room.
    """

    journal: Text
    sequence: Count
    head: Hex32
    missing: Count = 0


# ---- room → standby -----------------------------------------------------------------------------


class StandbyWelcome(Message, frozen=True, kw_only=True):
    """Answer `standby-hello`; rows follow as pushes."""

    version: int
    room_id: str
    term: int = 1
    term_proof: str = ""


class Noted(Message, frozen=True, kw_only=True):
    """Answer `confirm`."""


class JournalRows(Message, frozen=True, kw_only=True):
    """Push rows of one journal, in order and without a gap to those before."""

    journal: str
    rows: tuple[JournalRow, ...]


class SittingKeys(Message, frozen=True, kw_only=True):
    """Push the keys of an unlocked sitting, sealed to the room's identity; a standby holds them in memory only."""

    sitting_id: str
    sealed: str  # hex, HPKE with the info `koperta/standby-keys/1:` and the sitting's id


StandbyRequest = StandbyHello | Confirm
StandbyReply = StandbyWelcome | Noted
StandbyPush = JournalRows | SittingKeys
