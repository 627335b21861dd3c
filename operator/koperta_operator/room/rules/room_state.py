"""Hold what the events of the room's own journal add up to: the enrolment table above all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from koperta_operator.room.rules import room_events as ev
from koperta_operator.room.rules.event_base import Event
from koperta_operator.room.rules.events import BootStarted, Superseded, TermBegan
from koperta_operator.room.rules.events_of_recovery import Rebuilt
from koperta_operator.room.rules.moments import At


@dataclass(frozen=True, slots=True)
class Machine:
    """Hold one enrolled machine; a revoked one stays in the table so that its certificate is known."""

    fingerprint: str
    role: str
    machine_name: str
    exam_room: str = ""
    seat_number: int = 0
    answer_key: str = ""
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """Hold one approval of an enrolment file that has not been used or made void."""

    exam_room: str
    seat_number: int


@dataclass(slots=True)
class RoomRecord:
    """Hold the room as its journal tells it."""

    room_id: str = ""
    centre_number: str = ""
    label: str = ""
    exam_rooms: tuple[str, ...] = ()
    boot: int = 0
    seq: int = 0
    machines: dict[str, Machine] = field(default_factory=dict)
    kept: dict[str, ev.FilesKept] = field(default_factory=dict)  # by fingerprint
    approvals: dict[str, Approval] = field(default_factory=dict)  # by the hash of the secret
    used_approvals: set[str] = field(default_factory=set)
    files: dict[str, ev.FileImported] = field(default_factory=dict)  # by SHA-256, in order of import
    sittings: dict[str, None] = field(default_factory=dict)
    pairing_open: bool = False
    backup_at_ms: int = 0
    mirror: ev.MirrorSet = field(default_factory=ev.MirrorSet)
    term: int = 1
    rebuilt: bool = False
    superseded_by: int = 0  # the term of another machine that is the room now; 0: this one is
    standbys: dict[str, tuple[str, ...]] = field(default_factory=dict)  # fingerprint → where it serves

    def standby_addresses(self) -> tuple[str, ...]:
        """Return where the standbys that are not revoked serve."""
        mine = (addresses for one, addresses in self.standbys.items() if self.admitted(one) is not None)
        return tuple(dict.fromkeys(address for addresses in mine for address in addresses))

    def machine_at(self, exam_room: str, seat_number: int) -> Machine | None:
        """Return the workstation that has a seat and is not revoked."""
        for machine in self.machines.values():
            if not machine.revoked and (machine.exam_room, machine.seat_number) == (exam_room, seat_number):
                return machine
        return None

    def admitted(self, fingerprint: str) -> Machine | None:
        """Return the machine of a certificate, or None for a stranger and for one that was revoked."""
        machine = self.machines.get(fingerprint)
        return machine if machine is not None and not machine.revoked else None


def _boot_started(record: RoomRecord, event: BootStarted, at: At) -> None:
    record.boot = at.boot
    # Pairing that somebody opened before a restart is closed by it: it must be a fresh decision.
    record.pairing_open = False


def _room_registered(record: RoomRecord, event: ev.RoomRegistered, at: At) -> None:
    record.room_id = event.room_id
    record.centre_number = event.centre_number
    record.label = event.label


def _exam_rooms_named(record: RoomRecord, event: ev.ExamRoomsNamed, at: At) -> None:
    record.exam_rooms = event.exam_rooms


def _file_imported(record: RoomRecord, event: ev.FileImported, at: At) -> None:
    record.files[event.sha256] = event


def _enrolment_written(record: RoomRecord, event: ev.EnrolmentWritten, at: At) -> None:
    seats = {(approval.exam_room, approval.seat_number) for approval in event.approvals}
    void = [key for key, old in record.approvals.items() if (old.exam_room, old.seat_number) in seats]
    for key in void:
        del record.approvals[key]
        record.used_approvals.add(key)
    for approval in event.approvals:
        record.approvals[approval.approval_sha256] = Approval(approval.exam_room, approval.seat_number)


def _machine_enrolled(record: RoomRecord, event: ev.MachineEnrolled, at: At) -> None:
    record.machines[event.fingerprint] = Machine(
        event.fingerprint, event.role, event.machine_name, event.exam_room, event.seat_number, event.answer_key
    )
    if event.approval_sha256:
        record.approvals.pop(event.approval_sha256, None)
        record.used_approvals.add(event.approval_sha256)


def _machine_moved(record: RoomRecord, event: ev.MachineMoved, at: At) -> None:
    machine = record.machines[event.fingerprint]
    record.machines[event.fingerprint] = replace(machine, exam_room=event.exam_room, seat_number=event.seat_number)


def _machine_revoked(record: RoomRecord, event: ev.MachineRevoked, at: At) -> None:
    machine = record.machines.get(event.fingerprint)
    if machine is not None:
        record.machines[event.fingerprint] = replace(machine, revoked=True)


def _files_kept(record: RoomRecord, event: ev.FilesKept, at: At) -> None:
    record.kept[event.fingerprint] = event


def _pairing_opened(record: RoomRecord, event: ev.PairingOpened, at: At) -> None:
    record.pairing_open = True


def _pairing_over(record: RoomRecord, event: Event, at: At) -> None:
    record.pairing_open = False


def _sitting_created(record: RoomRecord, event: ev.SittingCreated, at: At) -> None:
    record.sittings[event.sitting_id] = None


def _identity_backed_up(record: RoomRecord, event: ev.IdentityBackedUp, at: At) -> None:
    record.backup_at_ms = at.wall_ms


def _mirror_set(record: RoomRecord, event: ev.MirrorSet, at: At) -> None:
    record.mirror = event


def _term_began(record: RoomRecord, event: TermBegan, at: At) -> None:
    record.term = event.term
    record.rebuilt = record.rebuilt or event.how == "rebuild"
    if event.term > record.superseded_by:
        record.superseded_by = 0


def _superseded(record: RoomRecord, event: Superseded, at: At) -> None:
    record.superseded_by = event.term
    record.pairing_open = False


def _standby_known(record: RoomRecord, event: ev.StandbyKnown, at: At) -> None:
    record.standbys[event.fingerprint] = event.addresses


def _evidence(record: RoomRecord, event: Event, at: At) -> None:
    """Some events are evidence only: who signed in, what was refused."""


_HANDLERS: dict[type[Event], Callable[[RoomRecord, Any, At], None]] = {
    BootStarted: _boot_started,
    ev.RoomRegistered: _room_registered,
    ev.ExamRoomsNamed: _exam_rooms_named,
    ev.FileImported: _file_imported,
    ev.FileRefused: _evidence,
    ev.EnrolmentWritten: _enrolment_written,
    ev.MachineEnrolled: _machine_enrolled,
    ev.MachineMoved: _machine_moved,
    ev.MachineRevoked: _machine_revoked,
    ev.FilesKept: _files_kept,
    ev.WorkstationClocksDiffer: _evidence,
    ev.PairingOpened: _pairing_opened,
    ev.PairingClosed: _pairing_over,
    ev.PairingStopped: _pairing_over,
    ev.OfficialSignedIn: _evidence,
    ev.OfficialSignedOut: _evidence,
    ev.SittingCreated: _sitting_created,
    ev.IdentityBackedUp: _identity_backed_up,
    ev.IdentityRestored: _evidence,
    ev.MirrorSet: _mirror_set,
    Rebuilt: _evidence,
    TermBegan: _term_began,
    Superseded: _superseded,
    ev.StandbyKnown: _standby_known,
    ev.StandbyLost: _evidence,
    ev.StandbyCaughtUp: _evidence,
}


def apply_room(record: RoomRecord, event: Event, at: At) -> None:
    """Take one event into the record, in place."""
    record.seq = at.seq
    _HANDLERS[type(event)](record, event, at)
