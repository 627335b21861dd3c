"""Declare every event of the room's own journal, once: machines, files, officials, sittings.

The journal of a sitting says what happened to candidates; this one says what the room is. No name of a person,
no secret and no answer stands here.
"""

from __future__ import annotations

from koperta_operator.room.rules.event_base import Event, EventCodec, Part
from koperta_operator.room.rules.events import BootStarted, Superseded, TermBegan
from koperta_operator.room.rules.events_of_recovery import Rebuilt


class RoomRegistered(Event, frozen=True, kw_only=True):
    """The board's statement for this room was imported."""

    room_id: str
    centre_number: str
    label: str
    statement_sha256: str


class ExamRoomsNamed(Event, frozen=True, kw_only=True):
    """The exam rooms this machine serves were named."""

    exam_rooms: tuple[str, ...]


class FileImported(Event, frozen=True, kw_only=True):
    """A file of the board was checked and taken in; it lies under its SHA-256."""

    file_kind: str  # registration | package | grant | candidates | amendment | receipt
    sha256: str
    name: str
    size: int
    concerns: tuple[str, ...] = ()  # ids: sitting, package, room


class FileRefused(Event, frozen=True, kw_only=True):
    """A file was refused, with the code that says why; nothing of it was kept."""

    code: str
    sha256: str = ""


class ApprovalWritten(Part, frozen=True, kw_only=True):
    """Hold one seat's approval in an enrolment file, by the hash of the secret."""

    exam_room: str
    seat_number: int
    approval_sha256: str


class EnrolmentWritten(Event, frozen=True, kw_only=True):
    """An enrolment file was written; approvals of the same seats written before are void."""

    approvals: tuple[ApprovalWritten, ...]


class MachineEnrolled(Event, frozen=True, kw_only=True):
    """A machine was paired; `approval_sha256` when it came by an enrolment file, which is then used up."""

    fingerprint: str
    role: str  # workstation | console
    machine_name: str
    exam_room: str = ""
    seat_number: int = 0
    answer_key: str = ""
    approval_sha256: str = ""
    recovered: str = ""  # capsule | fork | journal | approval: how a rebuilt room knew it again


class MachineMoved(Event, frozen=True, kw_only=True):
    """A paired machine was given another seat."""

    fingerprint: str
    exam_room: str
    seat_number: int


class MachineRevoked(Event, frozen=True, kw_only=True):
    """A machine was cut off; its certificate is refused from now on."""

    fingerprint: str
    sealed_reason: str = ""


class FilesKept(Event, frozen=True, kw_only=True):
    """What is thought of a workstation's disk: does it keep files over a restart? `marker` names the file asked for."""

    fingerprint: str
    verdict: str  # yes | not-yet-known | no
    marker: str = ""


class WorkstationClocksDiffer(Event, frozen=True, kw_only=True):
    """The workstations' wall clocks, by their median, are over a minute off the room's, or no longer (0)."""

    median_ms: int
    workstations: int


class PairingOpened(Event, frozen=True, kw_only=True):
    """Machines may pair from now on."""


class PairingClosed(Event, frozen=True, kw_only=True):
    """Machines may no longer pair."""


class PairingStopped(Event, frozen=True, kw_only=True):
    """Pairing stopped by itself after too many failed attempts."""

    failures: int


class OfficialSignedIn(Event, frozen=True, kw_only=True):
    """An official signed in at a console."""

    official_id: str
    role: str
    console: str


class OfficialSignedOut(Event, frozen=True, kw_only=True):
    """An official signed out, or the console was gone."""

    official_id: str
    console: str


class SittingCreated(Event, frozen=True, kw_only=True):
    """A journal of its own was made for a sitting."""

    sitting_id: str


class IdentityBackedUp(Event, frozen=True, kw_only=True):
    """The room's identity was written, sealed, and read back."""

    file_sha256: str


class IdentityRestored(Event, frozen=True, kw_only=True):
    """The room's identity was restored from a sealed file onto this machine."""

    file_sha256: str


class MirrorSet(Event, frozen=True, kw_only=True):
    """The journals are mirrored into this folder from now on; empty: nowhere. `other_disk`: not the room's own."""

    sealed_folder: str = ""
    other_disk: bool = False


class StandbyKnown(Event, frozen=True, kw_only=True):
    """A standby connected and said where it serves; workstations and consoles are told."""

    fingerprint: str
    addresses: tuple[str, ...]


class StandbyLost(Event, frozen=True, kw_only=True):
    """The standby no longer confirms; from here on answers are safe on this machine alone."""

    fingerprint: str
    why: str  # silent | disconnected | revoked


class StandbyCaughtUp(Event, frozen=True, kw_only=True):
    """The standby holds everything up to here; from here on answers wait for its word."""

    fingerprint: str
    through: dict[str, int]  # journal → its length there


ROOM_EVENTS: tuple[type[Event], ...] = (
    BootStarted, RoomRegistered, ExamRoomsNamed, FileImported, FileRefused, EnrolmentWritten, MachineEnrolled,
    MachineMoved, MachineRevoked, FilesKept, WorkstationClocksDiffer, PairingOpened, PairingClosed, PairingStopped,
    OfficialSignedIn,
    OfficialSignedOut, SittingCreated, IdentityBackedUp, IdentityRestored, MirrorSet,
    TermBegan, Superseded, StandbyKnown, StandbyLost, StandbyCaughtUp,
    Rebuilt,
)  # fmt: skip
ROOM_CODEC: EventCodec[Event] = EventCodec(ROOM_EVENTS)
