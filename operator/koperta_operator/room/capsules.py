"""Take in what workstations wrote onto a stick when they could not reach the room.

Each capsule is checked from the outside in: its signatures, that its machine was this room's, that it opens with the
sitting's key, that its form is the one drawn. Only then the rules decide about its entries.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.pem import certificate_der, fingerprint
from koperta_crypto.possession import issued_by
from koperta_operator.room.jobs import Job
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.room_events import MachineEnrolled
from koperta_operator.room.rules.state import SittingState
from koperta_packages.errors import Code, PackageError
from koperta_sync.capsule import MAGIC, MAX_CAPSULE, Capsule, CapsuleError, read_capsule
from koperta_sync.kiosk_records import Contents
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import Entry, EntryKind

CAPSULE = "capsule"


@dataclass(frozen=True, slots=True)
class _Known:
    """Hold what the sitting's journal says about the lease of a capsule."""

    form_sha256: str
    has_lease: bool
    rebuilt: bool
    done: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold what came of a capsule; `lease` is what kept a forgotten lease from coming back, in English."""

    imported: ev.CapsuleImported
    contents: Contents
    lease: str = ""


class Capsules:
    """Take capsules into one room's sittings."""

    def __init__(self, ledger: RoomLedger, room_id: str, authority_pem: bytes) -> None:
        self._ledger = ledger
        self._room_id = room_id
        self._authority = authority_pem

    async def take(self, capsule: Capsule, sitting: OpenSitting, journal_key: ExchangeKey | None, actor: str) -> Taken:
        """Take one capsule; PackageError CAPSULE_LOCKED, CAPSULE_NOT_OURS, CAPSULE_DAMAGED, RefusedError."""
        if journal_key is None:
            raise PackageError(Code.CAPSULE_LOCKED, f"{sitting.sitting_id} is locked")
        header = capsule.header
        machine = self._machine(capsule)
        try:
            contents = await asyncio.to_thread(capsule.open, journal_key)
        except CapsuleError as error:
            raise PackageError(Code.CAPSULE_DAMAGED, str(error)) from error
        known = await sitting.actor.call(lambda state, _now: _known(state, capsule))
        if header.form_sha256 and known.form_sha256 and header.form_sha256 != known.form_sha256:
            raise PackageError(Code.CAPSULE_NOT_OURS, f"{header.candidate_id}: another form than the one drawn")
        lease = ""
        if not known.has_lease and known.rebuilt and not known.done:
            lease = await self._recover(capsule, contents, sitting, journal_key, machine, actor)
        await sitting.actor.submit(
            do.Salvage(
                actor=actor,
                sha256=capsule.sha256,
                candidate_id=header.candidate_id,
                epoch=header.epoch,
                workstation=machine,
                answer_key=header.answer_key,
                entries=_in_order(contents),
                worked_ms=contents.worked_ms,
            )
        )
        imported = await sitting.actor.call(lambda state, _now: state.capsules[capsule.sha256])
        return Taken(imported, contents, lease)

    def _machine(self, capsule: Capsule) -> str:
        """Return the fingerprint of a capsule's machine, if it was this room's."""
        header = capsule.header
        if header.room_id != self._room_id or not issued_by(self._authority, header.certificate_pem.encode("ascii")):
            raise PackageError(Code.CAPSULE_NOT_OURS, f"a capsule of room {header.room_id}")
        print_ = fingerprint(certificate_der(header.certificate_pem.encode("ascii")))
        known = self._ledger.state.machines.get(print_)
        if known is not None and known.answer_key != header.answer_key:
            raise PackageError(Code.CAPSULE_NOT_OURS, f"{print_[:8]} signs with another key than it was paired with")
        return print_

    async def _recover(
        self,
        capsule: Capsule,
        contents: Contents,
        sitting: OpenSitting,
        journal_key: ExchangeKey,
        machine: str,
        actor: str,
    ) -> str:
        """Bring back a lease that a rebuilt journal has lost; return why not, or nothing."""
        header = capsule.header
        candidate = next(
            (one for one in sitting.names.data.candidates if one.candidate_id == header.candidate_id), None
        )
        if candidate is None:
            return "no such candidate"
        if not await asyncio.to_thread(capsule.held_card, candidate.secret, journal_key):
            return "the workstation does not prove that it had the candidate's card"
        await self.enrol(machine, header.exam_room, header.seat_number, header.answer_key, CAPSULE, actor)
        try:
            await sitting.actor.submit(
                do.RecoverLease(
                    actor=actor,
                    candidate_id=header.candidate_id,
                    workstation=machine,
                    answer_key=header.answer_key,
                    exam_room=header.exam_room,
                    seat_number=header.seat_number,
                    epoch=header.epoch,
                    how=CAPSULE,
                    confirmed=any(entry.kind is EntryKind.START for entry in contents.entries),
                )
            )
        except RefusedError as error:
            return error.refusal.detail
        return ""

    async def enrol(
        self, machine: str, exam_room: str, seat_number: int, answer_key: str, how: str, actor: str, name: str = ""
    ) -> None:
        """Enter a machine into the table again, unless it is there; its seat only when that is free."""
        state = self._ledger.state
        if machine in state.machines:
            return
        free = state.machine_at(exam_room, seat_number) is None
        event = MachineEnrolled(
            fingerprint=machine,
            role=MachineRole.WORKSTATION.value,
            machine_name=name or f"{exam_room} {seat_number}",
            exam_room=exam_room if free else "",
            seat_number=seat_number if free else 0,
            answer_key=answer_key,
            recovered=how,
        )
        await self._ledger.record(event, actor)

    def take_files(
        self,
        paths: Sequence[Path],
        find: Callable[[str], OpenSitting],
        loop: asyncio.AbstractEventLoop,
        actor: str,
        job: Job,
    ) -> list[Path]:
        """Take the capsules among the files; return the other files. Runs in a job's thread."""
        rest: list[Path] = []
        for path in paths:
            if not _is_capsule(path):
                rest.append(path)
                continue
            job.begin("Plik stanowiska")
            capsule = _read(path)
            sitting = find(capsule.header.sitting_id)
            work = self.take(capsule, sitting, sitting.journal_key, actor)
            done = asyncio.run_coroutine_threadsafe(work, loop).result().imported
            job.settle(f"{done.candidate_id}: nowych {done.fresh}, znanych {done.known}, spóźnionych {done.late}")
        return rest


def _known(state: SittingState, capsule: Capsule) -> _Known:
    candidate = state.candidates.get(capsule.header.candidate_id)
    return _Known(
        form_sha256=candidate.form_sha256 if candidate is not None else "",
        has_lease=candidate is not None and capsule.header.epoch in candidate.leases,
        rebuilt=state.rebuilt,
        done=capsule.sha256 in state.capsules,
    )


def _in_order(contents: Contents) -> tuple[Entry, ...]:
    return tuple(sorted(contents.entries, key=lambda entry: (entry.cseq, entry.signature)))


def _is_capsule(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise PackageError(Code.IO_ERROR, f"{path.name}: {error.strerror}") from error


def _read(path: Path) -> Capsule:
    with path.open("rb") as file:
        data = file.read(MAX_CAPSULE + 1)
    try:
        if len(data) > MAX_CAPSULE:
            raise CapsuleError("larger than any capsule")
        return read_capsule(data)
    except CapsuleError as error:
        raise PackageError(Code.CAPSULE_DAMAGED, f"{path.name}: {error}") from error
