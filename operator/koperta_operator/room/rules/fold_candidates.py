"""Fold the events of candidates: seats, leases, signed entries, time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.marks import Mark
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.state import Act, Attempt, Candidate, Gap, Lease, Shown, SittingState
from koperta_operator.room.rules.time_ledger import Absence, Cause

UNHEARD_START_MS = 1_000  # so much earlier is a first task than its arrival only where the room was away


def line(entry: ev.CandidateEntry) -> Candidate:
    """Return a candidate who has done nothing yet."""
    return Candidate(
        candidate_id=entry.candidate_id,
        package_id=entry.package_id,
        exam_room=entry.exam_room,
        minutes=entry.minutes,
        extra_minutes=entry.extra_minutes,
        exempt=entry.exempt,
        seat_waiver=entry.seat_waiver,
    )


def amend(state: SittingState, entry: ev.CandidateEntry) -> None:
    """Take a new line for a candidate; what the candidate has done stays."""
    known = state.candidates.get(entry.candidate_id)
    if known is None:
        made = state.candidates[entry.candidate_id] = line(entry)
        made.marks = list(state.marks)
        made.recount(state.undone)
        return
    if known.exam_room != entry.exam_room:
        known.seat_number = 0
    known.package_id = entry.package_id
    known.exam_room = entry.exam_room
    known.minutes = entry.minutes
    known.extra_minutes = entry.extra_minutes
    known.exempt = entry.exempt
    known.seat_waiver = entry.seat_waiver


def _seat_assigned(state: SittingState, event: ev.SeatAssigned, at: At) -> None:
    state.candidates[event.candidate_id].seat_number = event.seat_number


def _logged_in(state: SittingState, event: ev.LoggedIn, at: At) -> None:
    candidate = state.candidates[event.candidate_id]
    _end_lease(state, candidate)
    _close_gap(state, candidate)  # what the room saw of the old seat stays as it is
    candidate.epoch = event.epoch
    candidate.overcounted_ms = 0  # the next workstation begins with the room's count
    candidate.leases[event.epoch] = Lease(
        event.workstation, bytes.fromhex(event.answer_key), event.exam_room, event.seat_number
    )
    candidate.lease_active = True
    candidate.denied = False
    candidate.form_stored = False
    state.at_workstation[event.workstation] = event.candidate_id


def _end_lease(state: SittingState, candidate: Candidate) -> None:
    if candidate.lease_active:
        workstation = candidate.leases[candidate.epoch].workstation
        if state.at_workstation.get(workstation) == candidate.candidate_id:
            del state.at_workstation[workstation]
    candidate.lease_active = False


def _data_confirmed(state: SittingState, event: ev.DataConfirmed, at: At) -> None:
    state.candidates[event.candidate_id].confirmed = True


def _data_denied(state: SittingState, event: ev.DataDenied, at: At) -> None:
    candidate = state.candidates[event.candidate_id]
    candidate.confirmed = False
    candidate.denied = True
    _end_lease(state, candidate)


def _form_stored(state: SittingState, event: ev.FormStored, at: At) -> None:
    state.candidates[event.candidate_id].form_stored = True


def _lease_released(state: SittingState, event: ev.LeaseReleased, at: At) -> None:
    candidate = state.candidates[event.candidate_id]
    _end_lease(state, candidate)
    candidate.seat_number = 0


def _seat_left(state: SittingState, event: ev.SeatLeft, at: At) -> None:
    if state.at_workstation.get(event.workstation) == event.candidate_id:
        del state.at_workstation[event.workstation]
        state.candidates[event.candidate_id].lease_active = False


def _hold(state: SittingState, event: ev.SignedEntry, at: At) -> Candidate:
    """Note the entry under its number; numbers come without gaps."""
    candidate = state.candidates[event.candidate_id]
    candidate.leases[event.epoch].held.append(bytes.fromhex(event.entry.signature))
    candidate.worked_ms = max(candidate.worked_ms, event.entry.worked_ms)
    candidate.saved_at_ms = at.wall_ms
    state.entries_since_export += state.exports > 0
    return candidate


def _attempt_started(state: SittingState, event: ev.AttemptStarted, at: At) -> None:
    candidate = _hold(state, event, at)
    candidate.attempt = Attempt.SOLVING
    candidate.started_t = max(state.started_t, state.last_t - event.age_ms)
    candidate.started_stretch = state.stretch
    state.solving[candidate.candidate_id] = None
    if event.age_ms >= UNHEARD_START_MS:  # begun without the room: the report of a pause in that time is to come
        candidate.gap = Gap(event.epoch, candidate.started_t, state.last_t, state.last_t)


def _answer_given(state: SittingState, event: ev.AnswerGiven, at: At) -> None:
    candidate = _hold(state, event, at)
    if event.entry.value:
        candidate.answers[event.entry.item] = event.entry.value
    else:
        candidate.answers.pop(event.entry.item, None)
    candidate.score_due = candidate.attempt in (Attempt.FINISHED, Attempt.EXPIRED)


def _flag_set(state: SittingState, event: ev.FlagSet, at: At) -> None:
    candidate = _hold(state, event, at)
    if event.entry.value == "1":
        candidate.flags.add(event.entry.item)
    else:
        candidate.flags.discard(event.entry.item)


def _end(state: SittingState, candidate: Candidate, attempt: Attempt, ended_t: int) -> None:
    candidate.attempt = attempt  # a gap goes on: what the workstation then reports may give time back
    candidate.ended_t = ended_t
    candidate.score_due = True
    state.solving.pop(candidate.candidate_id, None)


def _attempt_finished(state: SittingState, event: ev.AttemptFinished, at: At) -> None:
    candidate = _hold(state, event, at)
    ended_t = candidate.ended_t if candidate.over else state.last_t
    _end(state, candidate, Attempt.FINISHED, ended_t)


def _attempt_expired(state: SittingState, event: ev.AttemptExpired, at: At) -> None:
    candidate = state.candidates[event.candidate_id]
    _end(state, candidate, Attempt.EXPIRED, max(candidate.started_t, state.last_t - event.over_ms))


def _entry_late(state: SittingState, event: ev.EntryLate, at: At) -> None:
    lease = state.candidates[event.candidate_id].leases[event.epoch]
    lease.held.append(bytes.fromhex(event.entry.signature))
    lease.late.add(event.entry.cseq)
    state.entries_since_export += state.exports > 0


def _entry_conflict(state: SittingState, event: ev.EntryConflict, at: At) -> None:
    lease = state.candidates[event.candidate_id].leases[event.epoch]
    lease.conflicts.add(bytes.fromhex(event.entry.signature))


def _entry_forged(state: SittingState, event: ev.EntryForged, at: At) -> None:
    state.candidates[event.candidate_id].leases[event.epoch].forged = True


def _entry_unplaced(state: SittingState, event: ev.EntryUnplaced, at: At) -> None:
    state.unplaced.add(bytes.fromhex(event.entry.signature))
    state.entries_since_export += state.exports > 0


def _capsule_imported(state: SittingState, event: ev.CapsuleImported, at: At) -> None:
    state.capsules[event.sha256] = event


def _offline_work_counted(state: SittingState, event: ev.OfflineWorkCounted, at: At) -> None:
    candidate = state.candidates[event.candidate_id]
    candidate.offline_ms += event.ms
    candidate.offline_checked = state.stretch


def _close_gap(state: SittingState, candidate: Candidate) -> None:
    if candidate.gap is not None and candidate.gap.to_t is None:
        candidate.overcounted_ms += candidate.unheard_exit_ms(state.last_t)
        candidate.gap = replace(candidate.gap, to_t=state.last_t)


def _workstation_away(state: SittingState, event: ev.WorkstationAway, at: At) -> None:
    candidate = state.candidates[event.candidate_id]
    heard_t, from_t, gap = max(0, state.last_t - event.silent_ms), state.last_t, candidate.gap
    if gap is not None and not gap.settled and gap.to_t is not None:
        if gap.epoch == event.epoch:  # gone again before it could say anything: one gap
            heard_t, from_t = gap.heard_t, gap.from_t
        elif gap.stands:  # of a seat that never said what it did: what the room saw stays
            _add_absence(state, candidate, Absence(Cause.OUTAGE, gap.from_t, gap.to_t))
    candidate.gap = Gap(event.epoch, heard_t, from_t, stands=event.stands, deaf_t=state.last_t)


def _workstation_back(state: SittingState, event: ev.WorkstationBack, at: At) -> None:
    candidate = state.candidates[event.candidate_id]
    _close_gap(state, candidate)
    if candidate.gap is not None:
        candidate.gap = replace(candidate.gap, settled=event.settled)


def _outage_reported(state: SittingState, event: ev.OutageReported, at: At) -> None:
    candidate = _hold(state, event, at)
    if event.to_t <= event.from_t:
        return
    _add_absence(state, candidate, Absence(Cause.OUTAGE, event.from_t, event.to_t))
    if candidate.attempt is Attempt.EXPIRED:  # decided only while nobody was told a number
        candidate.attempt = Attempt.SOLVING
        candidate.ended_t = 0
        candidate.score_due = False
        state.solving[candidate.candidate_id] = None


def _add_absence(state: SittingState, candidate: Candidate, absence: Absence) -> None:
    candidate.outages.append(absence)
    candidate.recount(state.undone)


def mark(state: SittingState, candidate: Candidate, at: At, *causes: Cause, stops: bool) -> None:
    """Stop a candidate's clock for these causes, or let it run again."""
    candidate.marks.append(Mark(at.seq, state.last_t, causes, stops, candidate.epoch))
    candidate.recount(state.undone)


def note_act(state: SittingState, event: ev.Event, at: At, role: str) -> None:
    """Keep in mind an act that may be undone."""
    candidate_id = getattr(event, "candidate_id", "")
    state.acts[at.seq] = Act(ev.kind_of(event), candidate_id, role, at.wall_ms, at.actor)


def _room_exit(state: SittingState, event: ev.RoomExit, at: At) -> None:
    mark(state, state.candidates[event.candidate_id], at, Cause.ROOM_EXIT, stops=True)
    note_act(state, event, at, event.role)


def _room_return(state: SittingState, event: ev.RoomReturn, at: At) -> None:
    mark(state, state.candidates[event.candidate_id], at, Cause.ROOM_EXIT, Cause.HEALTH, stops=False)
    note_act(state, event, at, event.role)


def _preliminary_shown(state: SittingState, event: ev.PreliminaryShown, at: At) -> None:
    candidate = state.candidates[event.candidate_id]
    candidate.shown = Shown(event.right, event.total, event.key_revision)
    candidate.score_due = False


def _marked_absent(state: SittingState, event: ev.MarkedAbsent, at: At) -> None:
    state.candidates[event.candidate_id].absent = True


CANDIDATE_HANDLERS: dict[type[ev.Event], Callable[[SittingState, Any, At], None]] = {
    ev.SeatAssigned: _seat_assigned,
    ev.LoggedIn: _logged_in,
    ev.DataConfirmed: _data_confirmed,
    ev.DataDenied: _data_denied,
    ev.FormStored: _form_stored,
    ev.LeaseReleased: _lease_released,
    ev.SeatLeft: _seat_left,
    ev.AttemptStarted: _attempt_started,
    ev.AnswerGiven: _answer_given,
    ev.FlagSet: _flag_set,
    ev.AttemptFinished: _attempt_finished,
    ev.AttemptExpired: _attempt_expired,
    ev.EntryLate: _entry_late,
    ev.EntryConflict: _entry_conflict,
    ev.EntryForged: _entry_forged,
    ev.EntryUnplaced: _entry_unplaced,
    ev.CapsuleImported: _capsule_imported,
    ev.OfflineWorkCounted: _offline_work_counted,
    ev.WorkstationAway: _workstation_away,
    ev.WorkstationBack: _workstation_back,
    ev.OutageReported: _outage_reported,
    ev.RoomExit: _room_exit,
    ev.RoomReturn: _room_return,
    ev.PreliminaryShown: _preliminary_shown,
    ev.MarkedAbsent: _marked_absent,
}
