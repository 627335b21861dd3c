"""Declare the events of a whole sitting: what it is, the room's clocks, unlock, close and hand-over."""

from __future__ import annotations

from koperta_operator.room.rules.event_base import Event, Part

# ---- what a sitting is ---------------------------------------------------------------------------


PAUSE_AND_CREDIT = "pause-and-credit"


class PackageFacts(Part, frozen=True, kw_only=True):
    """Hold what the rules need of a package: nothing that is secret before the unlock."""

    package_id: str
    qualification: str
    name: str
    tasks: int
    minutes: int
    manifest_sha256: str = ""
    calculator: bool = False
    show_preliminary: bool = True
    outage: str = "work-on"  # or PAUSE_AND_CREDIT: what a workstation does that cannot reach the room


class CandidateEntry(Part, frozen=True, kw_only=True):
    """Hold one candidate of a sitting; minutes are the package's, extra minutes the accommodation."""

    candidate_id: str
    package_id: str
    exam_room: str
    minutes: int
    extra_minutes: int = 0
    exempt: bool = False
    seat_waiver: bool = False  # placed by the room chair, never by a draw (§26(2))


class SittingOpened(Event, frozen=True, kw_only=True):
    """The sitting was made from the board's files; first event of every journal after `boot-started`."""

    sitting_id: str
    session: str
    title: str
    opens_at_ms: int
    trial: bool
    room_id: str
    packages: tuple[PackageFacts, ...]
    candidates: tuple[CandidateEntry, ...]
    revision: int = 0
    sealed: str = ""


class CandidatesAmended(Event, frozen=True, kw_only=True):
    """A signed amendment was applied: these candidates are new or replace their earlier lines; these left."""

    revision: int
    candidates: tuple[CandidateEntry, ...] = ()
    removed: tuple[str, ...] = ()
    sealed: str = ""


# ---- the room and its clocks ---------------------------------------------------------------------


class BootStarted(Event, frozen=True, kw_only=True):
    """The room's program started; sitting time goes on from the last event before."""

    version: str = ""
    asleep_ms: int = 0  # how long the machine had slept until then, where that can be known


class Heartbeat(Event, frozen=True, kw_only=True):
    """Nothing else was written for five seconds while somebody was solving; bounds what a crash can cost."""


class WallClockJumped(Event, frozen=True, kw_only=True):
    """The wall clock moved against the monotonic one by more than two seconds; changes nobody's time."""

    by_ms: int


class Suspended(Event, frozen=True, kw_only=True):
    """The room's machine slept; its monotonic clock stood, so nobody is charged. `asleep_ms` is the sum so far."""

    ms: int
    asleep_ms: int


class ClockWentBack(Event, frozen=True, kw_only=True):
    """The wall clock stands before the last event of the run before; changes nobody's time."""

    by_ms: int


class ClockFarFromDay(Event, frozen=True, kw_only=True):
    """The wall clock is far from the sitting's hour, `by_ms` after it; negative: before it. Changes nobody's time."""

    by_ms: int


# ---- unlock --------------------------------------------------------------------------------------


class Unlocked(Event, frozen=True, kw_only=True):
    """Passphrase and room key opened the packages; `handed_over_ms` is the hour the operator got the passphrase."""

    package_ids: tuple[str, ...]
    passphrase_id: str = ""
    handed_over_ms: int = 0
    early: bool = False
    sealed_reason: str = ""


class FormLine(Part, frozen=True, kw_only=True):
    """Hold one drawn form: its tasks by id in the order shown, and the hash of its sealed bytes."""

    candidate_id: str
    attempt: int
    sha256: str
    items: tuple[str, ...]


class FormsDrawn(Event, frozen=True, kw_only=True):
    """Forms were drawn from one package; `options` are the authored option ids of every task drawn."""

    package_id: str
    options: dict[str, tuple[str, ...]]
    forms: tuple[FormLine, ...]


class ScoreChecksRun(Event, frozen=True, kw_only=True):
    """The package's own score checks ran; any failure keeps preliminary scores from being shown."""

    package_id: str
    key_revision: int
    failures: tuple[str, ...] = ()


class Rehearsed(Event, frozen=True, kw_only=True):
    """The canary of every package was opened with the public phrase."""

    package_ids: tuple[str, ...]


# ---- end -----------------------------------------------------------------------------------------


class Closed(Event, frozen=True, kw_only=True):
    """The sitting was closed; who had logged in but never begun ended without an attempt."""


class ExportMade(Event, frozen=True, kw_only=True):
    """A signed bundle of the journal up to `through` was made."""

    export_number: int
    bundle_sha256: str
    through: int
    signers: tuple[str, ...] = ()
    manifest_sha256: str = ""


class CopyVerified(Event, frozen=True, kw_only=True):
    """A copy of the bundle was read back from where it was written and found equal."""

    bundle_sha256: str
    place: str


class ReceiptImported(Event, frozen=True, kw_only=True):
    """The board's signed receipt of a bundle is here."""

    bundle_sha256: str
    receipt_sha256: str


class SittingStarted(Event, frozen=True, kw_only=True):
    """The sitting started (§28(1)): keys of forms may be released."""
