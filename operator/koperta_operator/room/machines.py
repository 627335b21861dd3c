"""Decide which machines belong to the room: pairing by code, pairing by file, cutting off.

The enrolment table is the room's journal; the certificate only says which line of the table a machine
is. Cutting off is an event, and the machine's connection ends with it.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from koperta_crypto.errors import CryptoError
from koperta_operator.room.lan import Lan
from koperta_operator.room.library import Library
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.moments import ROOM
from koperta_operator.room.rules.room_events import (
    ApprovalWritten,
    EnrolmentWritten,
    MachineEnrolled,
    MachineRevoked,
    PairingClosed,
    PairingOpened,
    PairingStopped,
)
from koperta_operator.room.rules.room_state import Machine
from koperta_operator.room.strangers import Strangers
from koperta_sync.credentials import Credentials
from koperta_sync.durable import write_durably
from koperta_sync.enrolment import SUFFIX, approval_digest, new_approvals, write_enrolment
from koperta_sync.pairing_room import RoomPairing
from koperta_sync.protocol.pairing import (
    BeginPairing,
    Enrol,
    EnrolmentFile,
    FinishPairing,
    MachineRole,
    PairingAnswer,
    PairingBegun,
    PairingRevealed,
    PairingState,
    RevealPairing,
)
from koperta_sync.protocol.refusals import Refused, RefusedError

__all__ = ["Machine", "Machines"]
LAST_SEAT = 9_999


class Machines:
    """Hold the enrolment table and the pairing that is open now."""

    def __init__(
        self,
        ledger: RoomLedger,
        lan: Lan,
        library: Library,
        addresses: Callable[[], tuple[str, ...]],
        on_revoked: Callable[[str], None],
    ) -> None:
        self._ledger = ledger
        self._lan = lan
        self._library = library
        self._addresses = addresses
        self._on_revoked = on_revoked
        self.pairing = RoomPairing(lan.certificate_der, secrets.token_bytes)
        self.strangers = Strangers(ledger)
        self._was_stopped = False
        # Who enrols looks at the table and then waits for the disk; nobody may enter the table in between.
        self._enrolling = asyncio.Lock()

    def admitted(self, fingerprint: str) -> Machine | None:
        """Return the machine of a certificate; None for a stranger and for one that was cut off."""
        return self._ledger.state.admitted(fingerprint)

    def known(self, fingerprint: str) -> bool:
        """Tell whether a certificate was ever enrolled, cut off or not."""
        return fingerprint in self._ledger.state.machines

    # ---- pairing by code --------------------------------------------------------------------------

    def begin(self, message: BeginPairing, address: str) -> PairingBegun:
        """Open an attempt of a machine at an address."""
        return self.pairing.begin(message, address, _now_ms())

    def reveal(self, message: RevealPairing, address: str) -> PairingRevealed:
        """Take the nonce a machine committed to."""
        return self.pairing.reveal(message, address, _now_ms())

    def finish(self, message: FinishPairing, address: str) -> PairingAnswer:
        """Say how far an attempt is, with the certificates once it is approved."""
        return self.pairing.finish(message, address, _now_ms())

    async def open_pairing(self, is_open: bool, actor: str) -> None:
        """Let machines pair, or no longer; an opening forgets the failures of the one before."""
        if is_open:
            self.pairing.open()
            self._was_stopped = False
            await self._ledger.record(PairingOpened(), actor)
        else:
            self.pairing.close()
            await self._ledger.record(PairingClosed(), actor)

    async def approve(self, code: str, exam_room: str, seat_number: int, actor: str) -> tuple[str, str]:
        """Enrol the machine that shows this code; return the room's code and the machine's name."""
        async with self._enrolling:
            attempt = self.pairing.find(code, _now_ms())
            message = attempt.message
            self._check_seat(message.role, exam_room, seat_number)
            pem, machine = self._certify(message, exam_room, seat_number)
            await self._ledger.record(machine, actor)
            try:
                room_code = self.pairing.grant(attempt, self._answer(pem, exam_room, seat_number))
            except RefusedError:  # closed or given up meanwhile: nobody holds this certificate
                await self._ledger.record(MachineRevoked(fingerprint=machine.fingerprint))
                raise
            return room_code, message.machine_name

    async def tick(self) -> bool:
        """Let attempts grow old; return whether pairing has just stopped by itself."""
        self.pairing.tidy(_now_ms())
        stopped = self.pairing.stopped and not self._was_stopped
        self._was_stopped = self.pairing.stopped
        if stopped:
            await self._ledger.record(PairingStopped(failures=self.pairing.failures))
        return stopped

    # ---- pairing by file --------------------------------------------------------------------------

    async def write_enrolment(self, folder: Path, exam_room: str, seats: tuple[int, ...], actor: str) -> Path:
        """Write the enrolment file for seats of an exam room; read back before it is reported."""
        if self._library.statement is None:
            raise RefusedError(Refused.WRONG_STATE, "the room is not registered yet")
        if exam_room not in self._ledger.state.exam_rooms:
            raise RefusedError(Refused.UNKNOWN_THING, f"no exam room {exam_room!r} here")
        if not seats or len(set(seats)) < len(seats) or not all(1 <= seat <= LAST_SEAT for seat in seats):
            raise RefusedError(Refused.UNKNOWN_THING, f"seats are different numbers from 1 to {LAST_SEAT}")
        approvals = new_approvals(exam_room, seats, secrets.token_bytes)
        file = EnrolmentFile(
            room_id=self._library.identity.room_id,
            room_key=self._library.identity.signing.public.hex(),
            room_statement=self._library.statement_hex,
            label=self._library.identity.label,
            addresses=self._addresses(),
            authority_pem=self._lan.authority.certificate_pem.decode("ascii"),
            server_name=self._lan.server_name,
            seats=approvals,
        )
        data = write_enrolment(file, self._library.identity.signing)
        path = folder / f"{_file_name(self._library.identity.label, exam_room)}{SUFFIX}"
        try:
            same = await asyncio.to_thread(_written_and_read_back, path, data)  # a stick may be slow
        except OSError as error:
            raise RefusedError(Refused.FILE_REFUSED, f"{path}: {error.strerror}", path=str(path)) from error
        if not same:
            raise RefusedError(Refused.FILE_REFUSED, f"{path}: read back differently", path=str(path))
        written = tuple(
            ApprovalWritten(
                exam_room=one.exam_room, seat_number=one.seat_number, approval_sha256=approval_digest(one.approval)
            )
            for one in approvals
        )
        await self._ledger.record(EnrolmentWritten(approvals=written), actor)
        return path

    async def enrol_by_file(self, message: Enrol, _address: str) -> PairingAnswer:
        """Enrol a machine that presents the approval of a seat; each approval is valid once."""
        if message.role is not MachineRole.WORKSTATION:
            raise RefusedError(Refused.NOT_ALLOWED, "the approval of a seat makes no console")
        digest = approval_digest(message.approval)
        async with self._enrolling:
            approval = self._ledger.state.approvals.get(digest)
            if approval is None or approval.seat_number != message.seat_number:
                raise RefusedError(Refused.APPROVAL_USED)
            self._check_seat(message.role, approval.exam_room, approval.seat_number)
            pem, machine = self._certify(message, approval.exam_room, approval.seat_number, digest)
            await self._ledger.record(machine, ROOM)
            return self._answer(pem, approval.exam_room, approval.seat_number)

    # ---- the table --------------------------------------------------------------------------------

    async def revoke(self, fingerprint: str, sealed_reason: str, actor: str) -> None:
        """Cut a machine off; its connection ends at once."""
        if self.admitted(fingerprint) is None:
            raise RefusedError(Refused.UNKNOWN_THING, "no such machine, or cut off already")
        await self._ledger.record(MachineRevoked(fingerprint=fingerprint, sealed_reason=sealed_reason), actor)
        self._on_revoked(fingerprint)

    async def enrol_local_console(self, request_pem: str, answer_key: str, name: str) -> tuple[str, str]:
        """Enrol the console on this very machine; whoever may read the room's folder may use it."""
        pem, fingerprint = self._lan.admit(request_pem, f"console {name}")
        machine = MachineEnrolled(
            fingerprint=fingerprint, role=MachineRole.CONSOLE.value, machine_name=name, answer_key=answer_key
        )
        await self._ledger.record(machine, ROOM)
        return pem, fingerprint

    async def readmit_local_console(self, known: Credentials, name: str) -> None:
        """Enrol a console of this machine that this machine itself let in while it was the standby."""
        machine = MachineEnrolled(
            fingerprint=known.fingerprint,
            role=MachineRole.CONSOLE.value,
            machine_name=name,
            answer_key=known.answer_key.public.hex(),
        )
        await self._ledger.record(machine, ROOM)

    def _check_seat(self, role: MachineRole, exam_room: str, seat_number: int) -> None:
        if role is not MachineRole.WORKSTATION:
            return
        if exam_room not in self._ledger.state.exam_rooms or not 1 <= seat_number <= LAST_SEAT:
            raise RefusedError(Refused.UNKNOWN_THING, f"no exam room {exam_room!r} or no seat {seat_number} here")
        if self._ledger.state.machine_at(exam_room, seat_number) is not None:
            raise RefusedError(Refused.SEAT_TAKEN, seat_number=seat_number)

    def _certify(
        self, message: BeginPairing | Enrol, exam_room: str, seat_number: int, approval_sha256: str = ""
    ) -> tuple[str, MachineEnrolled]:
        is_seat = message.role is MachineRole.WORKSTATION
        name = f"{exam_room} {seat_number}" if is_seat else f"{message.role.value} {message.machine_name}"
        try:
            pem, fingerprint = self._lan.admit(message.request_pem, name[:64])
        except (CryptoError, ValueError) as error:
            raise RefusedError(Refused.PAIRING_FAILED, f"the certificate request: {error}") from error
        return pem, MachineEnrolled(
            fingerprint=fingerprint,
            role=message.role.value,
            machine_name=message.machine_name,
            exam_room=exam_room if is_seat else "",
            seat_number=seat_number if is_seat else 0,
            answer_key=message.answer_key,
            approval_sha256=approval_sha256,
        )

    def _answer(self, certificate_pem: str, exam_room: str, seat_number: int) -> PairingAnswer:
        return PairingAnswer(
            state=PairingState.APPROVED,
            certificate_pem=certificate_pem,
            authority_pem=self._lan.authority.certificate_pem.decode("ascii"),
            server_name=self._lan.server_name,
            room_id=self._library.identity.room_id,
            label=self._library.identity.label,
            exam_room=exam_room,
            seat_number=seat_number,
        )


def _written_and_read_back(path: Path, data: bytes) -> bool:
    write_durably(path, data)
    return path.read_bytes() == data


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def _file_name(label: str, exam_room: str) -> str:
    """Return a name that every stick's file system takes."""
    plain = "".join(c if c.isalnum() else "-" for c in f"{label} {exam_room}").strip("-")
    return f"{plain[:40]}-{hashlib.sha256(f'{label}/{exam_room}'.encode()).hexdigest()[:6]}"
