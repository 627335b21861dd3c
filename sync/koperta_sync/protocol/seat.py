"""Hold what one seat may know: phases, the clock, the journal's entries, the view.

Rules that hold for every message here:

* The workstation is who its client certificate says; the candidate is who holds its lease.
* A lease has an epoch per candidate. Only the newest epoch may deliver; delivering again is harmless.
* `worked_ms` is the time the candidate has been solving, by the workstation's monotonic clock: it
  stands still while the screen is covered and while the program was not running.
* A view is always the whole truth about one seat, never a difference.
"""

from __future__ import annotations

import enum

from koperta_sync.protocol.base import Count, Hex64, Text, Value


class Phase(enum.StrEnum):
    """Name what a seat shows; every phase is a screen of its own."""

    WAITING = "waiting"  # paired, nobody has logged in
    CONFIRMING = "confirming"  # "are these your data?"
    PREPARED = "prepared"  # data confirmed, waiting for the start of the sitting
    READY = "ready"  # the sitting has started, this candidate has not yet begun
    SOLVING = "solving"
    COVERED = "covered"  # room exit: screen covered, clock credited
    SUSPENDED = "suspended"  # by the exam chair, clock stands
    FINISHED = "finished"  # by the candidate
    EXPIRED = "expired"  # time over
    ENDED = "ended"  # by the team: interrupted, annulled, sitting closed


class OutageKind(enum.StrEnum):
    """Name what a workstation did while it could not reach the room."""

    WORKED_ON = "worked-on"  # the candidate went on; the work is counted, nothing is credited
    PAUSED = "paused"  # the tasks were covered because the package asks for it
    COVERED = "covered"  # the screen was covered by the team, and nobody could tell it that the candidate is back
    SUSPENDED = "suspended"  # the machine slept


MAX_OUTAGE_MS = 24 * 3_600_000


class EntryKind(enum.StrEnum):
    """Name what a candidate, or the workstation for them, writes about the attempt."""

    START = "start"  # opens the individual clock (§28(1))
    ANSWER = "answer"  # value = option id, or empty for "no answer"
    FLAG = "flag"  # value = "1" or "0": to be looked at again
    FINISH = "finish"  # hands in; no act of the candidate may follow
    OUTAGE = "outage"  # by the workstation: item = an OutageKind, value = milliseconds up to this moment


class Entry(Value, frozen=True, kw_only=True):
    """Hold one act of the candidate, as written into the kiosk's journal before it is sent.

    `cseq` counts from 1 without gaps within (candidate, epoch). `mono_ms` is the workstation's
    monotonic clock within `boot`, a random id of the program's run. The signature is Ed25519 by the
    workstation's answer key over `entry_bytes`.
    """

    cseq: Count
    kind: EntryKind
    item: Text = ""
    value: Text = ""
    worked_ms: Count
    mono_ms: Count
    boot: Text
    signature: Hex64


class KeptFiles(enum.StrEnum):
    """Say whether a workstation keeps a file over a restart of the machine."""

    YES = "yes"
    NOT_KNOWN = "not-yet-known"  # it was not restarted since its first start with this folder
    NO = "no"


class WorkstationFacts(Value, frozen=True, kw_only=True):
    """Say what a workstation knows of itself; shown to the operator, never trusted for rules."""

    software: Text
    platform: Text
    screen: Text  # "1366x768"
    wall_ms: int
    disk_sync_ms: int = -1  # time one synced write took; -1: the disk could not be written
    keeps_files: bool = True
    kept: KeptFiles = KeptFiles.NOT_KNOWN
    marker: Text = ""  # random name of the file that is looked for at every start
    starts: Count = 0  # of the program that have found it, the first one included


class CandidateFacts(Value, frozen=True, kw_only=True):
    """Hold what the candidate is asked to confirm (§25(4)): exactly the fields of the card."""

    candidate_id: str
    first_names: str
    surname: str
    document: str  # PESEL, or series and number of another document
    qualification: str
    qualification_name: str


class SittingFacts(Value, frozen=True, kw_only=True):
    """Hold what a workstation shows of the sitting."""

    sitting_id: str
    title: str
    session: str
    opens_at_ms: int  # wall clock, UTC
    trial: bool
    tasks: int
    minutes: int  # the candidate's own, with accommodation
    calculator: bool
    started: bool
    pauses: bool = False  # the package asks for pause and credit where the room cannot be reached


class SealedPicture(Value, frozen=True, kw_only=True):
    """Name one sealed picture to fetch before the start: GET /v1/segments/{package_id}/{segment_id}."""

    segment_id: str
    length: int
    sha256: str


class SealedFormOffer(Value, frozen=True, kw_only=True):
    """Say that the drawn form is ready to be fetched, still sealed: GET /v1/form."""

    package_id: str
    attempt: int
    length: int
    sha256: str
    pictures: tuple[SealedPicture, ...] = ()


class Credit(Value, frozen=True, kw_only=True):
    """Hold one extension of a candidate's time, as shown at the seat."""

    reason: str  # accommodation | room-exit | health | workstation-failure | suspension | correction | outage
    ms: int


class Clock(Value, frozen=True, kw_only=True):
    """Hold a candidate's time as the room counts it at the moment of sending."""

    entitled_ms: int  # base and accommodation
    remaining_ms: int
    ends_at_ms: int  # wall clock of the room, UTC; meaningless while `running` is false
    running: bool
    credits: tuple[Credit, ...] = ()


class Preliminary(Value, frozen=True, kw_only=True):
    """Hold the preliminary number of right answers; never called a result."""

    right: int
    total: int
    key_revision: int


class Resume(Value, frozen=True, kw_only=True):
    """Hold what the room has of an attempt, so that any workstation can go on with it."""

    answers: dict[str, str]
    flags: tuple[str, ...] = ()
    worked_ms: int = 0
    delivered_through: int = 0  # highest cseq held for this epoch


class SeatView(Value, frozen=True, kw_only=True):
    """Hold everything one seat may know now."""

    phase: Phase
    room_label: str
    exam_room: str
    seat_number: int
    wall_ms: int
    candidate: CandidateFacts | None = None
    sitting: SittingFacts | None = None
    epoch: int = 0
    form: SealedFormOffer | None = None
    form_key: str = ""  # hex; released by the start of the sitting
    clock: Clock | None = None
    resume: Resume | None = None
    preliminary: Preliminary | None = None
    preliminary_withheld: str = ""  # why there is none: checks-failed | package-says-no | annulled | interrupted
    reason: str = ""  # why covered, suspended or ended: a Cause of the time ledger | annulled | broken-off | closed
    cause: str = ""  # of an annulment or suspension, as coded
    notice: str = ""  # one sentence from the team, already in Polish
