"""Declare the events of candidates: seats, logins, signed entries and time."""

from __future__ import annotations

from koperta_operator.room.rules.event_base import Event
from koperta_sync.protocol.seat import Entry

# ---- seats ---------------------------------------------------------------------------------------


class SeatAssigned(Event, frozen=True, kw_only=True):
    """A candidate was given a seat by hand, or by the first login at one; 0 takes the seat away."""

    candidate_id: str
    seat_number: int
    how: str  # hand | login | recovered-capsule | recovered-fork


class SeatsDrawn(Event, frozen=True, kw_only=True):
    """Seats were drawn at random (§26(2)) from this seed."""

    seed: str
    seats: dict[str, int]


# ---- a candidate's way ---------------------------------------------------------------------------


class LoggedIn(Event, frozen=True, kw_only=True):
    """A workstation holds the lease of a candidate from now on, in a new epoch.

    `recovered`: the journal had lost it; a capsule or a fork still knew.
    """

    candidate_id: str
    workstation: str
    answer_key: str
    exam_room: str
    seat_number: int
    epoch: int
    recovered: str = ""  # capsule | fork


class DataConfirmed(Event, frozen=True, kw_only=True):
    """The candidate said that the data shown are theirs (§26(6))."""

    candidate_id: str


class DataDenied(Event, frozen=True, kw_only=True):
    """The candidate said that the data shown are not theirs; the lease ends."""

    candidate_id: str


class FormStored(Event, frozen=True, kw_only=True):
    """The sealed form and its pictures lie at the workstation."""

    candidate_id: str
    epoch: int
    sha256: str


class LeaseReleased(Event, frozen=True, kw_only=True):
    """The team let the candidate go on at another seat."""

    candidate_id: str
    epoch: int
    sealed_reason: str = ""


class SeatLeft(Event, frozen=True, kw_only=True):
    """A workstation went on to somebody else after this candidate's attempt was over."""

    candidate_id: str
    workstation: str


# ---- signed entries of workstations --------------------------------------------------------------


class SignedEntry(Event, frozen=True, kw_only=True):
    """Be the parent of events that carry an entry exactly as the workstation signed it."""

    candidate_id: str
    epoch: int
    entry: Entry


class AttemptStarted(SignedEntry, frozen=True, kw_only=True):
    """The candidate began; `age_ms` is how long before its arrival, by the workstation's clock."""

    age_ms: int = 0


class AnswerGiven(SignedEntry, frozen=True, kw_only=True):
    """An option was chosen or taken back; `late`: made before the end, delivered after it."""

    late: bool = False


class FlagSet(SignedEntry, frozen=True, kw_only=True):
    """A task was marked, or no longer marked, to be looked at again."""

    late: bool = False


class AttemptFinished(SignedEntry, frozen=True, kw_only=True):
    """The candidate handed in."""

    late: bool = False


class EntryLate(SignedEntry, frozen=True, kw_only=True):
    """A signed entry is kept and changes nothing; `why`: after-end, covered, epoch-over, …"""

    why: str


class EntryConflict(SignedEntry, frozen=True, kw_only=True):
    """The same number came again with other content; both are kept, the first one counts."""


class EntryForged(Event, frozen=True, kw_only=True):
    """A workstation delivered an entry whose signature is not its own; noted once per lease."""

    candidate_id: str
    epoch: int
    cseq: int


# ---- time ----------------------------------------------------------------------------------------


class AttemptExpired(Event, frozen=True, kw_only=True):
    """The candidate's time was used up; `over_ms` is how long before this event that was."""

    candidate_id: str
    over_ms: int = 0


class OfflineWorkCounted(Event, frozen=True, kw_only=True):
    """Work done while the room was down was counted, by the workstation's own clock."""

    candidate_id: str
    ms: int


class WorkstationAway(Event, frozen=True, kw_only=True):
    """The room no longer hears the workstation of somebody who is solving; the last sign came `silent_ms` before.

    `stands`: the package asks for pause and credit, so the clock stands until the workstation is heard again.
    """

    candidate_id: str
    epoch: int
    silent_ms: int = 0
    stands: bool = False


class WorkstationBack(Event, frozen=True, kw_only=True):
    """The room hears the workstation again; `settled`: it has nothing more to report, what it did not pause counts."""

    candidate_id: str
    epoch: int
    settled: bool = False


class OutageReported(SignedEntry, frozen=True, kw_only=True):
    """A workstation reports a stretch without the room: `worked-on`, `paused` or `suspended` is the entry's item.

    Its value is the length in milliseconds up to the entry's own moment. `from_t` to `to_t` is the part that is
    credited, in sitting time; both 0: nothing.
    """

    from_t: int = 0
    to_t: int = 0


class RoomExit(Event, frozen=True, kw_only=True):
    """A candidate left the room (§28(3)); the screen is covered and the clock stands."""

    candidate_id: str
    role: str = ""


class RoomReturn(Event, frozen=True, kw_only=True):
    """A candidate came back (§28(4)); the end moves by the absence."""

    candidate_id: str
    role: str = ""


# ---- end -----------------------------------------------------------------------------------------


class PreliminaryShown(Event, frozen=True, kw_only=True):
    """These numbers were shown to the candidate, never called a result."""

    candidate_id: str
    key_revision: int
    right: int
    total: int


class MarkedAbsent(Event, frozen=True, kw_only=True):
    """A candidate who never logged in was recorded as absent."""

    candidate_id: str
