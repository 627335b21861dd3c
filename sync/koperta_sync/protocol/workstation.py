"""Say what a workstation and the room tell each other; the values inside are in `seat`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from koperta_sync.protocol.base import (
    Count,
    Hex32,
    Hex32OrEmpty,
    Hex64OrEmpty,
    HexUpTo4K,
    Message,
    StandbysChanged,
    Text,
)
from koperta_sync.protocol.seat import Clock, Entry, Phase, SeatView, WorkstationFacts

MAX_ENTRIES = 200  # of one `deliver`; a workstation with more sends them in several

# ---- workstation → room -------------------------------------------------------------------------


class Hello(Message, frozen=True, kw_only=True):
    """Open the conversation; the room answers with `welcome` or refuses the version.

    `term` is the highest one this workstation has seen of this room and `term_proof` what came with it; a room
    that hears of a higher one than its own answers SUPERSEDED.
    """

    version: int
    facts: WorkstationFacts
    term: Count = 0
    term_proof: Hex64OrEmpty = ""


class LogIn(Message, frozen=True, kw_only=True):
    """Present the identification card (§26(6)); answered by `logged-in`."""

    username: Text
    secret: Text


class ConfirmData(Message, frozen=True, kw_only=True):
    """Confirm, or deny, that the data shown are the candidate's own; answered by `done`."""

    correct: bool


class FormStored(Message, frozen=True, kw_only=True):
    """Report that the sealed form and all its pictures are stored at the workstation; answered by `done`."""

    sha256: Hex32


class Deliver(Message, frozen=True, kw_only=True):
    """Deliver entries of the journal in order; answered by `delivered` only after they are durable.

    The room takes each entry at most once; a workstation repeats it until it is acknowledged.
    """

    sitting_id: Text
    candidate_id: Text
    epoch: Count
    entries: Annotated[tuple[Entry, ...], Meta(max_length=MAX_ENTRIES)]
    sent_mono_ms: Count  # same clock as the entries', at sending
    worked_ms: Count


class Beat(Message, frozen=True, kw_only=True):
    """Say every 5 s that the workstation is alive and what its own clock counted; answered by `beaten`.

    `witness_sequence` and `witness_head` are those of the last acknowledgement this workstation holds: the
    room names them in the bundle, so a journal rewritten afterwards contradicts its own witnesses. `keeps_files` is
    false once the workstation's disk refuses to write: what is answered then lies in its memory until the room has it.
    """

    worked_ms: Count = 0
    undelivered: Count = 0
    focus_losses: Count = 0
    witness_sequence: Count = 0
    witness_head: Hex32OrEmpty = ""
    keeps_files: bool = True


class RecoverJournal(Message, frozen=True, kw_only=True):
    """Ask for the journal's key after a restart, by its wrapping for the room; answered by `journal-key`."""

    sitting_id: Text
    candidate_id: Text
    epoch: Count
    wrapped: HexUpTo4K


# ---- room → workstation -------------------------------------------------------------------------


class Welcome(Message, frozen=True, kw_only=True):
    """Answer `hello`. A workstation leaves a room whose `term` is lower than one it has seen, for another address.

    `standbys` are addresses at which the room may be found when it is not here; `term_proof` is handed on to rooms.
    """

    version: int
    room_id: str
    view: SeatView
    term: int = 1
    term_proof: str = ""
    standbys: tuple[str, ...] = ()


class LoggedIn(Message, frozen=True, kw_only=True):
    """Grant the lease of one candidate to this workstation."""

    view: SeatView
    journal_public: str  # hex X25519 key to which the workstation wraps its journal's key


class Done(Message, frozen=True, kw_only=True):
    """Acknowledge an act and show what the seat is now."""

    view: SeatView


class Delivered(Message, frozen=True, kw_only=True):
    """Acknowledge durable entries.

    `through` is the highest cseq held without a gap; `sequence` and `head` are the journal's place
    and chain value after the commit: the workstation keeps the last ones as a witness.
    """

    through: int
    sequence: int
    head: str
    durability: str = "room"  # room | room+standby
    late: int = 0  # how many of these entries came after the end and are kept as late
    clock: Clock | None = None
    phase: Phase


class Beaten(Message, frozen=True, kw_only=True):
    """Answer a beat with the room's clock."""

    wall_ms: int
    clock: Clock | None = None


class JournalKey(Message, frozen=True, kw_only=True):
    """Hand the journal's key back to the workstation that holds the lease."""

    key: str  # hex


# ---- pushes -------------------------------------------------------------------------------------


class ViewChanged(Message, frozen=True, kw_only=True):
    """Show a seat that something about it changed."""

    view: SeatView


class LeaseLost(Message, frozen=True, kw_only=True):
    """Tell a workstation that the candidate goes on at another seat; it keeps its journal and shows `waiting`."""

    epoch: int
    view: SeatView


WorkstationRequest = Hello | LogIn | ConfirmData | FormStored | Deliver | Beat | RecoverJournal
WorkstationReply = Welcome | LoggedIn | Done | Delivered | Beaten | JournalKey
WorkstationPush = ViewChanged | LeaseLost | StandbysChanged
