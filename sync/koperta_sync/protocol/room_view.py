"""Hold what a console shows: the day's steps, sittings, machines and the wall. No task, no answer."""

from __future__ import annotations

import enum

from koperta_sync.protocol.base import Value
from koperta_sync.protocol.seat import Clock, Phase


class Step(enum.StrEnum):
    """Name the steps of the day, in their order."""

    PACKAGES = "packages"
    WORKSTATIONS = "workstations"
    SEATS = "seats"
    UNLOCK = "unlock"
    EXAM = "exam"
    CLOSE = "close"
    HANDOVER = "handover"


class StepState(enum.StrEnum):
    """Name how far a step is."""

    WAITING = "waiting"  # an earlier step has to be done first
    NOW = "now"
    DONE = "done"
    PROBLEM = "problem"


class StepView(Value, frozen=True, kw_only=True):
    """Hold one step: state, one Polish sentence on what is next, and what is wrong."""

    step: Step
    state: StepState
    next_act: str = ""
    problems: tuple[str, ...] = ()


class SittingState(enum.StrEnum):
    """Name how far a sitting is."""

    IMPORTED = "imported"
    UNLOCKED = "unlocked"
    STARTED = "started"
    CLOSED = "closed"
    EXPORTED = "exported"
    DELIVERED = "delivered"  # the board's receipt is here


class Attention(enum.StrEnum):
    """Name why a seat needs somebody, most urgent first."""

    WORKSTATION_FAILED = "workstation-failed"
    DISCONNECTED = "disconnected"
    NOT_SAVED = "not-saved"  # entries wait at the workstation
    FOCUS_LOST = "focus-lost"
    LONG_ABSENCE = "long-absence"
    KEEPS_NO_FILES = "keeps-no-files"  # the workstation forgets its files over a restart


class TimeMatter(enum.StrEnum):
    """Name what happened to somebody's time."""

    ROOM_EXIT = "room-exit"
    AWAY = "away"  # the room did not hear the workstation
    ROOM_DOWN = "room-down"  # the room's program did not run
    ROOM_ASLEEP = "room-asleep"
    WORK_COUNTED = "work-counted"  # done while the room was down, by the workstation's clock
    WORKED_ON = "worked-on"  # the four a workstation reports are named as in its report
    PAUSED = "paused"
    COVERED = "covered"
    SUSPENDED = "suspended"


class TimeNote(Value, frozen=True, kw_only=True):
    """Hold one thing that happened to a candidate's time; hours by the room's wall clock, lengths in milliseconds."""

    matter: TimeMatter
    from_ms: int
    to_ms: int = 0  # 0: it goes on
    ms: int = 0  # how long, by whoever counted it
    credited_ms: int = 0


class Tile(Value, frozen=True, kw_only=True):
    """Hold one seat of the wall."""

    seat_number: int
    exam_room: str
    connected: bool
    phase: Phase
    disconnected_ms: int = 0
    sitting_id: str = ""
    candidate_id: str = ""
    name: str = ""
    qualification: str = ""
    answered: int = 0
    total: int = 0
    undelivered: int = 0
    saved_at_ms: int = 0  # wall clock of the last durable entry, 0: none
    clock: Clock | None = None
    absent_ms: int = 0  # how long a candidate has been out of the room
    failed_ms: int = 0  # how long ago a failure of the workstation was reported that nobody has mended yet
    reason: str = ""  # why covered, suspended or ended, as at the seat
    attention: tuple[Attention, ...] = ()
    time_notes: tuple[TimeNote, ...] = ()  # the last ones, oldest first
    software: str = ""
    platform: str = ""


class CandidateLine(Value, frozen=True, kw_only=True):
    """Hold one candidate of a sitting for lists, seats and closing."""

    candidate_id: str
    name: str
    qualification: str
    exam_room: str
    seat_number: int = 0  # 0: none yet
    minutes: int
    status: str  # expected | logged-in | solving | finished | expired | ended | interrupted | annulled | absent
    exempt: bool = False


class Moving(Value, frozen=True, kw_only=True):
    """Hold a candidate whose workstation failed and who has no other yet; `failed_at_ms`: hour of the report."""

    candidate_id: str
    name: str
    exam_room: str
    failed_at_ms: int


class PackageLine(Value, frozen=True, kw_only=True):
    """Hold one package of a sitting."""

    package_id: str
    qualification: str
    name: str
    candidates: int
    present: bool
    problem: str = ""


class SittingView(Value, frozen=True, kw_only=True):
    """Hold one sitting as the console shows it."""

    sitting_id: str
    title: str
    session: str
    state: SittingState
    trial: bool
    opens_at_ms: int
    passphrase_id: str = ""
    packages: tuple[PackageLine, ...] = ()
    candidates: tuple[CandidateLine, ...] = ()
    rehearsed: bool = False
    score_checks: str = ""  # "" not run yet | "passed" | what failed, in Polish
    steps: tuple[StepView, ...] = ()
    bundle_path: str = ""
    copies: tuple[str, ...] = ()  # verified copies
    export_signers: tuple[str, ...] = ()
    receipt: str = ""
    head: str = ""
    events: int = 0
    suspended_at_ms: int = 0  # since when the exam is suspended for everybody, wall clock; 0: it is not
    broken_off: bool = False
    moving: tuple[Moving, ...] = ()


class WorkstationLine(Value, frozen=True, kw_only=True):
    """Hold one enrolled machine."""

    fingerprint: str
    role: str
    exam_room: str
    seat_number: int
    machine_name: str
    connected: bool
    revoked: bool = False
    kept: str = ""  # a KeptFiles: does it keep files over a restart; empty: never connected
    clock_off_ms: int = 0  # its wall clock less the room's, when it connected


class PendingPairing(Value, frozen=True, kw_only=True):
    """Hold one machine that shows a code now."""

    attempt: str
    machine_name: str
    role: str
    address: str
    approved: bool = False


class EventLine(Value, frozen=True, kw_only=True):
    """Hold one line of the last events."""

    wall_ms: int
    text: str  # Polish
    actor: str
    sitting_id: str = ""
    seat_number: int = 0
    seq: int = 0  # place in the sitting's journal
    undoable: bool = False
    flagged: bool = False  # one person did alone what takes two


class Lamp(Value, frozen=True, kw_only=True):
    """Hold one lamp of what keeps answers safe; `why` says in words what a lamp that is not green means.

    `advice` is there when people should do something soon, whatever page they are on.
    """

    name: str  # journal | standby | stick | disk
    state: str  # ok | warn | off
    why: str = ""
    advice: str = ""


class MirrorState(enum.StrEnum):
    """Name how the mirror of the journals on a stick is."""

    OFF = "off"
    WRITING = "writing"
    BEHIND = "behind"
    REMOVED = "removed"
    FULL = "full"
    FAILED = "failed"


class MirrorView(Value, frozen=True, kw_only=True):
    """Hold the mirror of the journals on a stick: how it is, where, and when it last grew (wall clock)."""

    state: MirrorState
    folder: str = ""
    saved_at_ms: int = 0


class RoomRole(enum.StrEnum):
    """Name what the machine a console speaks to is."""

    PRIMARY = "primary"  # the room itself
    STANDBY = "standby"  # keeps a copy; people may promote it
    SUPERSEDED = "superseded"  # was the room; another machine is now


class StandbyState(enum.StrEnum):
    """Name how the copy on the second machine is."""

    NONE = "none"  # no standby is paired
    AWAY = "away"
    CATCHING_UP = "catching-up"
    READY = "ready"  # answers wait for its word


class StandbyView(Value, frozen=True, kw_only=True):
    """Hold how the second machine is; at a standby, how it is connected to the room it copies."""

    state: StandbyState = StandbyState.NONE
    name: str = ""
    behind: int = 0  # events it has not confirmed
    since_ms: int = 0  # wall clock since when the state is so
    addresses: tuple[str, ...] = ()
    unlocked: tuple[str, ...] = ()  # sittings whose keys it holds in memory
    why: str = ""  # English, for logs and the help desk


class RoomView(Value, frozen=True, kw_only=True):
    """Hold everything of the room but the wall."""

    room_id: str
    label: str
    centre_number: str
    exam_rooms: tuple[str, ...]
    wall_ms: int
    addresses: tuple[str, ...]
    registered: bool
    pairing_open: bool
    pairings: tuple[PendingPairing, ...] = ()
    workstations: tuple[WorkstationLine, ...] = ()
    sittings: tuple[SittingView, ...] = ()
    lamps: tuple[Lamp, ...] = ()
    events: tuple[EventLine, ...] = ()  # the last 50, newest first
    backup_at_ms: int = 0
    mirror: MirrorView = MirrorView(state=MirrorState.OFF)
    strangers: tuple[str, ...] = ()  # after a rebuild: workstations of this room that the table does not know
    role: RoomRole = RoomRole.PRIMARY
    term: int = 1
    superseded_by: int = 0
    standby: StandbyView = StandbyView()
