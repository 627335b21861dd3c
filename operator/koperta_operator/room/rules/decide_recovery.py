"""Decide about what comes back after a disaster: entries from capsules and forks, leases nobody remembers.

1. Nothing signed is ever dropped: it is taken, or kept as late, as a conflict, or as unplaced.
2. A lease that the journal does not know comes back only in a rebuilt journal, as the next epoch of its candidate;
   the caller has checked that the workstation held the candidate's card.
3. The same file again changes nothing.
"""

from __future__ import annotations

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.decide_entries import place
from koperta_operator.room.rules.decision import Decision, candidate_of
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import Lease, SittingState
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import Entry


def salvage(state: SittingState, command: do.Salvage, now: Now) -> Decision:
    """Decide about the signed entries of one lease from a capsule or a fork."""
    if command.sha256 in state.capsules:
        return Decision()
    if not command.verified:
        raise RefusedError(Refused.ENTRY_FORGED, "a signature is not by the workstation's key")
    lease = _lease(state, command)
    if lease is None:
        unplaced = _unplaced(state, command, command.entries, "unknown-lease")
        return _decision(command, (), unplaced, known=0)
    reached = len(lease.held)
    within: list[Entry] = []
    for entry in command.entries:
        if entry.cseq > reached + 1:
            break
        within.append(entry)
        reached = max(reached, entry.cseq)
    rest = command.entries[len(within) :]
    # No moment of sending: a capsule may lie for an hour, so entries count by the time worked alone.
    delivery = do.Deliver(
        candidate_id=command.candidate_id,
        workstation=command.workstation,
        epoch=command.epoch,
        entries=tuple(within),
        sent_mono_ms=0,
        worked_ms=command.worked_ms,
        salvaged=command.late,
    )
    decision = place(state, delivery, now)
    if decision.refused is not None and decision.refused.code is Refused.NOT_STARTED:
        raise decision.refused
    known = sum(1 for entry in within if _held(lease, entry))
    return _decision(command, decision.events, _unplaced(state, command, rest, "gap"), known=known)


def recover_lease(state: SittingState, command: do.RecoverLease, now: Now) -> Decision:
    """Decide about a lease that only a workstation or a fork remembers."""
    candidate = candidate_of(state, command.candidate_id)
    lease = candidate.leases.get(command.epoch)
    if lease is not None and (lease.workstation, lease.answer_key.hex()) == (command.workstation, command.answer_key):
        return Decision()
    if not state.rebuilt:
        raise RefusedError(Refused.WRONG_STATE, "leases come back only in a rebuilt journal")
    if command.epoch <= candidate.epoch or candidate.over or state.closed:
        raise RefusedError(Refused.WRONG_STATE, f"epoch {command.epoch} cannot follow {candidate.epoch}")
    events: list[ev.Event] = []
    there = state.at_workstation.get(command.workstation)
    if there is not None and there != command.candidate_id:
        if not state.candidates[there].over:
            raise RefusedError(Refused.WRONG_SEAT, "somebody else sits at this workstation")
        events.append(ev.SeatLeft(candidate_id=there, workstation=command.workstation))
    if candidate.seat_number != command.seat_number:
        events.append(
            ev.SeatAssigned(
                candidate_id=command.candidate_id, seat_number=command.seat_number, how=f"recovered-{command.how}"
            )
        )
    # Epochs count without gaps: one that nobody remembers any more is filled by the lease that came after it.
    events += [
        ev.LoggedIn(
            candidate_id=command.candidate_id,
            workstation=command.workstation,
            answer_key=command.answer_key,
            exam_room=command.exam_room,
            seat_number=command.seat_number,
            epoch=epoch,
            recovered=command.how,
        )
        for epoch in range(candidate.epoch + 1, command.epoch + 1)
    ]
    if command.confirmed and not candidate.confirmed:
        events.append(ev.DataConfirmed(candidate_id=command.candidate_id))
    return Decision(tuple(events))


def record_rebuild(state: SittingState, command: do.RecordRebuild, now: Now) -> Decision:
    """Take note of a rebuild."""
    return Decision((command.rebuilt,))


def _lease(state: SittingState, command: do.Salvage) -> Lease | None:
    candidate = state.candidates.get(command.candidate_id)
    lease = candidate.leases.get(command.epoch) if candidate is not None else None
    if lease is None or (lease.workstation, lease.answer_key.hex()) != (command.workstation, command.answer_key):
        return None
    return lease


def _held(lease: Lease, entry: Entry) -> bool:
    return entry.cseq <= len(lease.held) and lease.held[entry.cseq - 1] == bytes.fromhex(entry.signature)


def _unplaced(state: SittingState, command: do.Salvage, entries: tuple[Entry, ...], why: str) -> list[ev.EntryUnplaced]:
    if command.candidate_id not in state.candidates:
        why = "unknown-candidate"
    return [
        ev.EntryUnplaced(
            candidate_id=command.candidate_id,
            epoch=command.epoch,
            entry=entry,
            workstation=command.workstation,
            answer_key=command.answer_key,
            why=why,
        )
        for entry in entries
        if bytes.fromhex(entry.signature) not in state.unplaced
    ]


def _decision(
    command: do.Salvage, placed: tuple[ev.Event, ...], unplaced: list[ev.EntryUnplaced], known: int
) -> Decision:
    late = sum(isinstance(event, ev.EntryLate) for event in placed)
    conflicts = sum(isinstance(event, ev.EntryConflict) for event in placed)
    fresh = sum(isinstance(event, ev.SignedEntry) for event in placed) - late - conflicts
    done = ev.CapsuleImported(
        sha256=command.sha256,
        candidate_id=command.candidate_id,
        epoch=command.epoch,
        workstation=command.workstation,
        entries=len(command.entries),
        known=known,
        fresh=fresh,
        late=late,
        conflicts=conflicts,
        unplaced=len(unplaced),
        how=command.how,
    )
    return Decision((*placed, *unplaced, done))
