"""Hold what a sitting can be asked to do. `actor` is who asks, as the journal names them.

Who may ask what is the server's business (`room.rights`); whether it is possible now is decided here.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.moments import ROOM
from koperta_sync.protocol.seat import Clock, Entry, SeatView
from koperta_sync.protocol.workstation import Beaten, Delivered

R_co = TypeVar("R_co", covariant=True)


class Command(msgspec.Struct, Generic[R_co], frozen=True, kw_only=True, gc=False):
    """Be the parent of every command; `R_co` is what answers it once its events are durable."""

    actor: str = ROOM


# ---- of a workstation; the server has checked certificate, card and enrolment --------------------


class LogIn(Command[SeatView], frozen=True, kw_only=True):
    """Give the lease of a candidate, whose card has been checked, to a workstation."""

    candidate_id: str
    workstation: str
    exam_room: str
    seat_number: int
    answer_key: str


class ConfirmData(Command[SeatView], frozen=True, kw_only=True):
    """Record the candidate's answer to "are these your data?"."""

    candidate_id: str
    workstation: str
    correct: bool


class StoreForm(Command[SeatView], frozen=True, kw_only=True):
    """Record that the sealed form lies at the workstation."""

    candidate_id: str
    workstation: str
    sha256: str


class Deliver(Command[Delivered], frozen=True, kw_only=True):
    """Take entries in order; `verified` is whether every signature is the lease's, checked before."""

    candidate_id: str
    workstation: str
    epoch: int
    entries: tuple[Entry, ...]
    sent_mono_ms: int
    worked_ms: int
    verified: bool = False
    silent_ms: int = 0  # how long the room had not heard this workstation before
    salvaged: dict[int, str] | None = None  # from a copy: cseq of entries kept as late there, and why


class Beat(Command[Beaten], frozen=True, kw_only=True):
    """Take a sign of life; after a restart of the room it may count work done meanwhile."""

    candidate_id: str
    workstation: str
    worked_ms: int = 0
    undelivered: int = 0
    focus_losses: int = 0
    witness_sequence: int = 0
    witness_head: str = ""
    keeps_files: bool = True


class LeaveSeat(Command[None], frozen=True, kw_only=True):
    """Take a candidate whose attempt is over off a workstation that somebody else logs in at."""

    workstation: str


# ---- of officials --------------------------------------------------------------------------------


class AssignSeat(Command[None], frozen=True, kw_only=True):
    """Give a candidate a seat; 0 takes it away."""

    candidate_id: str
    seat_number: int


class DrawSeats(Command[None], frozen=True, kw_only=True):
    """Draw seats for every candidate without one from the free numbers per exam room; `seed` is 32 fresh bytes."""

    seats: dict[str, tuple[int, ...]]
    seed: bytes


class StartSitting(Command[None], frozen=True, kw_only=True):
    """Start the sitting."""


class RoomExit(Command[Clock], frozen=True, kw_only=True):
    """Stop the clock of a candidate who leaves the room."""

    candidate_id: str
    role: str = ""


class RoomReturn(Command[Clock], frozen=True, kw_only=True):
    """Let the clock of a candidate run again."""

    candidate_id: str
    role: str = ""


class ReleaseLease(Command[None], frozen=True, kw_only=True):
    """Let a candidate go on at another seat."""

    candidate_id: str
    sealed_reason: str = ""


class Salvage(Command[None], frozen=True, kw_only=True):
    """Take the signed entries of one lease from a capsule or a fork; `late` are those kept as late there, and why.

    `verified` is whether every signature is by `answer_key`, checked before. Age is not known: entries count by the
    time worked alone.
    """

    sha256: str
    candidate_id: str
    epoch: int
    workstation: str
    answer_key: str
    entries: tuple[Entry, ...]
    worked_ms: int
    late: dict[int, str] = {}
    how: str = "capsule"
    verified: bool = False


class RecoverLease(Command[None], frozen=True, kw_only=True):
    """Give a workstation back the lease that only it, or a fork of the journal, remembers."""

    candidate_id: str
    workstation: str
    answer_key: str
    exam_room: str
    seat_number: int
    epoch: int
    how: str  # capsule | fork
    confirmed: bool = True


class RecordRebuild(Command[None], frozen=True, kw_only=True):
    """Record what a journal was put together from."""

    rebuilt: ev.Rebuilt


class CloseSitting(Command[None], frozen=True, kw_only=True):
    """Close the sitting; `absent` must be exactly those who never logged in."""

    absent: tuple[str, ...]


# ---- of the room itself: outcomes of work done outside the rules ---------------------------------


class OpenSitting(Command[None], frozen=True, kw_only=True):
    """Make the sitting from verified files of the board."""

    opened: ev.SittingOpened


class AmendCandidates(Command[None], frozen=True, kw_only=True):
    """Apply a verified amendment."""

    amended: ev.CandidatesAmended


class RecordRehearsal(Command[None], frozen=True, kw_only=True):
    """Record that the canaries were opened."""

    package_ids: tuple[str, ...]


class RecordUnlock(Command[None], frozen=True, kw_only=True):
    """Record an unlock, the drawn forms and the outcome of the score checks, all at once.

    Unlocking again after a restart must draw the very same forms.
    """

    unlocked: ev.Unlocked
    forms: tuple[ev.FormsDrawn, ...]
    checks: tuple[ev.ScoreChecksRun, ...]


class BeginTerm(Command[None], frozen=True, kw_only=True):
    """Make this machine the room, with the term and the people of a promotion or a rebuild."""

    began: ev.TermBegan


class Supersede(Command[None], frozen=True, kw_only=True):
    """Take note that another machine is the room since this term: nothing changes here any more."""

    term: int


class Tick(Command[None], frozen=True, kw_only=True):
    """Let time pass: expiry, heartbeat, a look at the clocks and at who is connected. Once a second.

    `silent` are the workstations that were connected in this run and are not now, each with how long ago it was heard.
    """

    silent: dict[str, int] = {}


class RecordExport(Command[None], frozen=True, kw_only=True):
    """Record a signed bundle."""

    made: ev.ExportMade


class RecordCopy(Command[None], frozen=True, kw_only=True):
    """Record a copy that was read back."""

    bundle_sha256: str
    place: str


class RecordProtocolDetails(Command[None], frozen=True, kw_only=True):
    """Record what people give for the protocol of one exam room."""

    exam_room: str
    sealed_details: str


class RecordSending(Command[None], frozen=True, kw_only=True):
    """Record that a copy of the collective protocol was sent to the board."""

    sealed_how: str = ""


class RecordDocuments(Command[None], frozen=True, kw_only=True):
    """Record documents that were written and read back."""

    made: ev.DocumentsWritten


class RecordReceipt(Command[None], frozen=True, kw_only=True):
    """Record the board's verified receipt."""

    bundle_sha256: str
    receipt_sha256: str
