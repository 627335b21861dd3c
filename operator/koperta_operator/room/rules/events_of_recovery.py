"""Declare the events by which a room is rebuilt and capsules of workstations are taken in."""

from __future__ import annotations

from koperta_operator.room.rules.event_base import Event, Part
from koperta_operator.room.rules.events_of_candidates import SignedEntry


class SourceUsed(Part, frozen=True, kw_only=True):
    """Hold one thing a room was rebuilt from: what it is, the SHA-256 of its contents, what it held of this journal."""

    source_kind: str  # data-folder | mirror | capsule | kiosk-folder
    sha256: str
    events: int = 0
    head: str = ""


class Rebuilt(Event, frozen=True, kw_only=True):
    """The journal was put together from these sources; everything before this event was read from them.

    `chosen` is the SHA-256 of the source of the chain, empty when no source held the journal; `discrepancies` is how
    many lines of the sheet ask for a look. Officials sign
    `context("koperta/rebuild/1", room id, term as u64, each SHA-256)`.
    """

    sources: tuple[SourceUsed, ...]
    chosen: str = ""
    discrepancies: int = 0
    officials: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    sealed_reason: str = ""


class EntryUnplaced(SignedEntry, frozen=True, kw_only=True):
    """A signed entry is kept that belongs to no lease of this journal, or follows a gap; it changes nothing."""

    workstation: str
    answer_key: str
    why: str  # unknown-lease | unknown-candidate | gap


class CapsuleImported(Event, frozen=True, kw_only=True):
    """What a workstation had written of one lease was taken in: how many entries were there before, how many came."""

    sha256: str
    candidate_id: str
    epoch: int
    workstation: str
    entries: int
    known: int = 0
    fresh: int = 0
    late: int = 0
    conflicts: int = 0
    unplaced: int = 0
    how: str = "capsule"  # capsule | fork: another continuation of the journal, found at a rebuild
