"""Put together what consoles show of the room: sittings with their steps, machines, lamps, last events."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Mapping

import msgspec

from koperta_operator.room.changes import Changes
from koperta_operator.room.disk.guard import DiskGuard
from koperta_operator.room.library import Library
from koperta_operator.room.machines import Machines
from koperta_operator.room.mirror.keeper import MirrorKeeper
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.seat_checks import seat_problems
from koperta_operator.room.server.seats import Seats
from koperta_operator.room.standby.keeper import StandbyKeeper
from koperta_operator.room.steps import RoomFacts, steps_of
from koperta_packages.identity import RoomIdentity
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.room_view import (
    EventLine,
    Lamp,
    PendingPairing,
    RoomRole,
    RoomView,
    SittingView,
    WorkstationLine,
)

MAX_LINES = 50


class Overview:
    """Remember the sittings' last views and tell when consoles need a new one of the room."""

    def __init__(
        self,
        identity: RoomIdentity,
        library: Library,
        ledger: RoomLedger,
        machines: Machines,
        seats: Seats,
        addresses: Callable[[], tuple[str, ...]],
        mirror: MirrorKeeper,
        disk: DiskGuard,
        standby: StandbyKeeper,
    ) -> None:
        self._disk = disk
        self._mirror = mirror
        self._standby = standby
        self._identity = identity
        self._library = library
        self._ledger = ledger
        self._machines = machines
        self._seats = seats
        self._addresses = addresses
        self._sittings: dict[str, SittingView] = {}
        self._lines: deque[EventLine] = deque(maxlen=MAX_LINES)
        self._touched = False
        self._shown: bytes = b""

    def take(self, changes: Changes) -> None:
        """Take over what a commit changed of a sitting."""
        if changes.sitting is not None:
            self._sittings[changes.sitting_id] = changes.sitting
            self._touched = True
        for line in changes.lines:
            self._lines.appendleft(line)
            self._touched = True

    def touch(self) -> None:
        """Note that something else of the room changed."""
        self._touched = True

    def changed(self) -> bool:
        """Tell, once, whether consoles need a new view: after a change, a pairing, a machine that came or went."""
        lamps = (self._mirror.lamp(), self._disk.lamp(), self._standby.view(), self._machines.strangers.names())
        marks = repr((self._pairings(), sorted(self._seats.connected), self._ledger.state.seq, lamps))
        digest = hashlib.sha256(marks.encode()).digest()
        touched = self._touched or digest != self._shown
        self._touched, self._shown = False, digest
        return touched

    def view(self, sittings: Mapping[str, OpenSitting]) -> RoomView:
        """Return everything of the room but the wall."""
        state = self._ledger.state
        machines = tuple(self._machine_lines())
        return RoomView(
            room_id=self._identity.room_id,
            label=self._identity.label,
            centre_number=self._identity.centre_number,
            exam_rooms=state.exam_rooms,
            wall_ms=self._seats.now().wall_ms,
            addresses=self._addresses(),
            registered=self._library.statement is not None,
            pairing_open=self._machines.pairing.is_open,
            pairings=self._pairings(),
            workstations=machines,
            sittings=tuple(self._sitting(one, machines) for one in sittings.values()),
            lamps=self._lamps(),
            events=tuple(self._lines),
            backup_at_ms=state.backup_at_ms,
            mirror=self._mirror.view(),
            standby=self._standby.view(),
            strangers=self._machines.strangers.names(),
            role=RoomRole.SUPERSEDED if state.superseded_by else RoomRole.PRIMARY,
            term=state.term,
            superseded_by=state.superseded_by,
        )

    def _sitting(self, sitting: OpenSitting, machines: tuple[WorkstationLine, ...]) -> SittingView:
        shown = self._sittings.get(sitting.sitting_id)
        if shown is None:  # its first commit has not been shown yet
            definition = sitting.names.data.sitting
            shown = sitting.empty_view(definition)
        seats = [one for one in machines if one.role == MachineRole.WORKSTATION.value and not one.revoked]
        facts = RoomFacts(
            registered=self._library.statement is not None,
            complete=self._library.ready(sitting.sitting_id),
            workstations=len(seats),
            connected=sum(one.connected for one in seats),
            unlocked_now=sitting.unlocked,
            backed_up=self._ledger.state.backup_at_ms > 0,
            seat_problems=tuple(
                seat_problems(
                    {one.seat_number: (one.kept, one.clock_off_ms) for one in seats if one.connected},
                    self._seats.checks.together_ms(),
                )
            ),
            wall_ms=self._seats.now().wall_ms,
        )
        grant = self._library.grants.get(sitting.sitting_id)
        shown = msgspec.structs.replace(
            shown,
            passphrase_id=grant.passphrase_id if grant else "",
            export_signers=self._library.names_of(shown.export_signers),
        )
        return msgspec.structs.replace(shown, steps=steps_of(shown, facts))

    def _machine_lines(self) -> list[WorkstationLine]:
        here = set(self._seats.connected)
        lines = [
            WorkstationLine(
                fingerprint=one.fingerprint,
                role=one.role,
                exam_room=one.exam_room,
                seat_number=one.seat_number,
                machine_name=one.machine_name,
                connected=one.fingerprint in here,
                revoked=one.revoked,
                kept=self._seats.checks.kept(one.fingerprint),
                clock_off_ms=self._seats.checks.clock_off_ms(one.fingerprint),
            )
            for one in self._ledger.state.machines.values()
        ]
        return sorted(lines, key=lambda one: (one.revoked, one.role, one.exam_room, one.seat_number))

    def _pairings(self) -> tuple[PendingPairing, ...]:
        return tuple(
            PendingPairing(
                attempt=one.id,
                machine_name=one.message.machine_name,
                role=one.role.value,
                address=one.machine,
                approved=one.answer.certificate_pem != "",
            )
            for one in self._machines.pairing.attempts()
        )

    def _lamps(self) -> tuple[Lamp, ...]:
        stopped = self._machines.pairing.stopped
        pairing = Lamp(name="pairing", state="warn", why="Łączenie zatrzymano po zbyt wielu nieudanych próbach.")
        lamps = (
            Lamp(name="journal", state="ok"),
            self._disk.lamp(),
            self._standby.lamp(),
            self._mirror.lamp(),
        )
        return (*lamps, pairing) if stopped else lamps
