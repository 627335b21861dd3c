"""Bring what only forks and capsules know into the rebuilt journals, through the rules and never past them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from koperta_crypto.exchange import ExchangeKey
from koperta_operator.room.capsules import Taken
from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.rebuild.merge import Fork
from koperta_operator.room.rebuild.sheet import Line
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules import room_events
from koperta_operator.room.service import Room
from koperta_packages.errors import PackageError
from koperta_sync.capsule import Capsule, CapsuleError
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import Entry, EntryKind

FORK = "fork"


@dataclass(slots=True)
class _Lease:
    """Hold what a fork says of one lease."""

    login: ev.LoggedIn
    entries: list[Entry] = field(default_factory=list)
    late: dict[int, str] = field(default_factory=dict)


async def salvage_fork(sitting: OpenSitting, shared: Sequence[StoredEvent], fork: Fork, actor: str) -> list[Line]:
    """Deliver the signed entries of another continuation; return what has to be looked at."""
    lines: list[Line] = []
    logins: dict[tuple[str, int], ev.LoggedIn] = {}
    for row in shared:
        if row.kind == "logged-in":
            login = ev.CODEC.decode(row.kind, row.body)
            if isinstance(login, ev.LoggedIn):
                logins[login.candidate_id, login.epoch] = login
    leases = _leases(fork.rows, logins)
    for (candidate_id, epoch), lease in sorted(leases.items()):
        login = lease.login
        if login.recovered == FORK:
            try:
                await sitting.actor.submit(
                    do.RecoverLease(
                        actor=actor,
                        candidate_id=candidate_id,
                        workstation=login.workstation,
                        answer_key=login.answer_key,
                        exam_room=login.exam_room,
                        seat_number=login.seat_number,
                        epoch=epoch,
                        how=FORK,
                        confirmed=any(entry.kind is EntryKind.START for entry in lease.entries),
                    )
                )
            except RefusedError as error:
                why = error.refusal.detail
                lines.append(Line(candidate_id, f"logowania {epoch} z innego ciągu nie przywrócono ({why})"))
        if lease.entries:
            lines += await _deliver(sitting, lease, fork, actor)
    return lines


def _leases(rows: Iterable[StoredEvent], logins: dict[tuple[str, int], ev.LoggedIn]) -> dict[tuple[str, int], _Lease]:
    leases: dict[tuple[str, int], _Lease] = {}
    for row in rows:
        event = ev.CODEC.decode(row.kind, row.body)
        if isinstance(event, ev.LoggedIn):
            marked = ev.LoggedIn(
                candidate_id=event.candidate_id,
                workstation=event.workstation,
                answer_key=event.answer_key,
                exam_room=event.exam_room,
                seat_number=event.seat_number,
                epoch=event.epoch,
                recovered=FORK,
            )
            leases[event.candidate_id, event.epoch] = _Lease(marked)
        elif isinstance(event, ev.SignedEntry) and not isinstance(event, ev.EntryUnplaced):
            key = event.candidate_id, event.epoch
            if key not in leases and key in logins:
                leases[key] = _Lease(logins[key])
            if key in leases:
                leases[key].entries.append(event.entry)
                if isinstance(event, ev.EntryLate):
                    leases[key].late[event.entry.cseq] = event.why
    return leases


async def _deliver(sitting: OpenSitting, lease: _Lease, fork: Fork, actor: str) -> list[Line]:
    login = lease.login
    name = hashlib.sha256(f"{fork.rows[-1].head.hex()}/{login.candidate_id}/{login.epoch}".encode()).hexdigest()
    entries = tuple(sorted(lease.entries, key=lambda entry: (entry.cseq, entry.signature)))
    command = do.Salvage(
        actor=actor,
        sha256=name,
        candidate_id=login.candidate_id,
        epoch=login.epoch,
        workstation=login.workstation,
        answer_key=login.answer_key,
        entries=entries,
        worked_ms=max(entry.worked_ms for entry in entries),
        late=lease.late,
        how=FORK,
    )
    try:
        await sitting.actor.submit(command)
    except RefusedError as error:
        return [Line(login.candidate_id, f"wpisów z innego ciągu nie dołączono: {error.refusal.sentence}")]
    done = await sitting.actor.call(lambda state, _now: state.capsules[name])
    return lines_of(done)


async def salvage_capsules(
    room: Room, sitting: OpenSitting, capsules: Sequence[Capsule], key: ExchangeKey | None, actor: str
) -> tuple[list[Line], dict[str, Taken]]:
    """Take capsules in an order that is always the same: who has finished first, then by candidate and epoch."""
    lines: list[Line] = []
    taken: dict[str, Taken] = {}
    for capsule in sorted(capsules, key=lambda one: _rank(one, key)):
        try:
            outcome = await room.capsules.take(capsule, sitting, key, actor)
        except PackageError as error:
            lines.append(Line(capsule.header.candidate_id, f"{error.sentence()} ({error.detail})"))
            continue
        except RefusedError as error:
            lines.append(Line(capsule.header.candidate_id, f"{error.refusal.sentence} ({error.refusal.detail})"))
            continue
        taken[capsule.sha256] = outcome
        lines += lines_of(outcome.imported)
        if outcome.lease:
            lines.append(Line(capsule.header.candidate_id, f"logowania nie przywrócono ({outcome.lease})"))
    return lines, taken


def _rank(capsule: Capsule, key: ExchangeKey | None) -> tuple[bool, str, int, str]:
    header, finished = capsule.header, False
    if key is not None:
        try:
            finished = any(entry.kind is EntryKind.FINISH for entry in capsule.open(key).entries)
        except CapsuleError:  # said when it is taken
            finished = False
    return not finished, header.candidate_id, header.epoch, capsule.sha256


def lines_of(done: ev.CapsuleImported) -> list[Line]:
    """Return what of an import a person has to look at."""
    lines = []
    if done.conflicts:
        lines.append(Line(done.candidate_id, f"ten sam numer wpisu z inną treścią: {done.conflicts}; zachowano oba"))
    if done.unplaced:
        lines.append(Line(done.candidate_id, f"wpisy bez znanego logowania lub za luką: {done.unplaced}; zachowano"))
    return lines


async def salvage_machines(room: Room, forks: Sequence[Fork], sittings: Iterable[Sequence[StoredEvent]]) -> None:
    """Enter machines again that a fork of the room's journal or the sittings' journals know; and cut off again."""
    actor = "room"
    revoked: list[room_events.MachineRevoked] = []
    for fork in forks:
        for row in fork.rows:
            event = room_events.ROOM_CODEC.decode(row.kind, row.body)
            if isinstance(event, room_events.MachineEnrolled) and event.seat_number:
                await room.capsules.enrol(
                    event.fingerprint,
                    event.exam_room,
                    event.seat_number,
                    event.answer_key,
                    FORK,
                    actor,
                    event.machine_name,
                )
            elif isinstance(event, room_events.MachineRevoked):
                revoked.append(event)
    for rows in sittings:
        for row in rows:
            if row.kind != "logged-in":
                continue
            login = ev.CODEC.decode(row.kind, row.body)
            if isinstance(login, ev.LoggedIn):
                await room.capsules.enrol(
                    login.workstation, login.exam_room, login.seat_number, login.answer_key, "journal", actor
                )
    for event in revoked:
        if room.ledger.state.admitted(event.fingerprint) is not None:
            await room.ledger.record(event, actor)
