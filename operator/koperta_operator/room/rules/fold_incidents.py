"""Fold what people decide on the day: failures, suspension, ends, corrections, and acts that were wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.fold_candidates import mark, note_act
from koperta_operator.room.rules.marks import Mark
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.state import Attempt, Candidate, Ending, SittingState
from koperta_operator.room.rules.time_ledger import Absence, Cause

HEALTH, BROKEN_OFF = "health", "broken-off"


def _keep(state: SittingState, event: ev.Deed, at: At) -> None:
    note_act(state, event, at, event.role)
    if event.by_phone:
        state.to_countersign[at.seq] = event.by_phone


def _failure_reported(state: SittingState, event: ev.WorkstationFailureReported, at: At) -> None:
    mark(state, state.candidates[event.candidate_id], at, Cause.WORKSTATION_FAILURE, stops=True)
    _keep(state, event, at)


def _resumed(state: SittingState, event: ev.WorkstationResumed, at: At) -> None:
    mark(state, state.candidates[event.candidate_id], at, Cause.WORKSTATION_FAILURE, stops=False)
    _keep(state, event, at)


def _health(state: SittingState, event: ev.HealthInterruption, at: At) -> None:
    mark(state, state.candidates[event.candidate_id], at, Cause.HEALTH, stops=True)
    _keep(state, event, at)


def _mark_all(state: SittingState, at: At, *, stops: bool) -> None:
    made = Mark(at.seq, state.last_t, (Cause.SUSPENSION,), stops)
    state.marks.append(made)
    for candidate in state.candidates.values():
        candidate.marks.append(made)
        candidate.recount(state.undone)


def _suspended(state: SittingState, event: ev.SittingSuspended, at: At) -> None:
    _mark_all(state, at, stops=True)
    _keep(state, event, at)


def _sitting_resumed(state: SittingState, event: ev.SittingResumed, at: At) -> None:
    _mark_all(state, at, stops=False)
    _keep(state, event, at)


def _corrected(state: SittingState, event: ev.TimeCorrected, at: At) -> None:
    state.candidates[event.candidate_id].corrections[at.seq] = event.ms
    _keep(state, event, at)


def _end(state: SittingState, candidate: Candidate, attempt: Attempt, at: At, why: str) -> None:
    candidate.endings.append(Ending(at.seq, why, candidate.attempt, candidate.ended_t))
    if not candidate.over:
        candidate.ended_t = state.last_t
    if candidate.gap is not None and candidate.gap.to_t is None:
        candidate.gap = replace(candidate.gap, to_t=state.last_t)
    candidate.attempt = attempt
    candidate.score_due = False
    state.solving.pop(candidate.candidate_id, None)


def _annulled(state: SittingState, event: ev.AttemptAnnulled, at: At) -> None:
    _end(state, state.candidates[event.candidate_id], Attempt.ANNULLED, at, event.cause)
    _keep(state, event, at)


def _interrupted(state: SittingState, event: ev.AttemptInterrupted, at: At) -> None:
    _end(state, state.candidates[event.candidate_id], Attempt.INTERRUPTED, at, HEALTH)
    _keep(state, event, at)


def _broken_off(state: SittingState, event: ev.SittingBrokenOff, at: At) -> None:
    state.broken_off = True
    for candidate in state.candidates.values():
        if candidate.attempt is Attempt.SOLVING:
            _end(state, candidate, Attempt.INTERRUPTED, at, BROKEN_OFF)
    _keep(state, event, at)


def _undone(state: SittingState, event: ev.ActUndone, at: At) -> None:
    state.undone.add(event.seq)
    state.to_countersign.pop(event.seq, None)
    act = state.acts.pop(event.seq, None)
    if act is None:
        return
    if act.kind == "sitting-broken-off":
        state.broken_off = False
    concerned = [state.candidates[act.candidate_id]] if act.candidate_id else list(state.candidates.values())
    for candidate in concerned:
        candidate.corrections.pop(event.seq, None)
        _take_back_end(state, candidate, event.seq)
        candidate.recount(state.undone)


def _take_back_end(state: SittingState, candidate: Candidate, seq: int) -> None:
    """Give back an attempt that an act had ended; what passed meanwhile is credited."""
    place = next((place for place, ending in enumerate(candidate.endings) if ending.seq == seq), None)
    if place is None:
        return
    ending = candidate.endings.pop(place)
    if place < len(candidate.endings):  # another act ended it after this one: only what was before it changes
        after = candidate.endings[place]
        candidate.endings[place] = replace(after, before=ending.before, before_ended_t=ending.before_ended_t)
        return
    if ending.before is Attempt.SOLVING:
        candidate.outages.append(Absence(Cause.CORRECTION, candidate.ended_t, state.last_t))
        state.solving[candidate.candidate_id] = None
    candidate.attempt, candidate.ended_t = ending.before, ending.before_ended_t
    candidate.score_due = candidate.shown is None and candidate.attempt in (Attempt.FINISHED, Attempt.EXPIRED)


INCIDENT_HANDLERS: dict[type[ev.Event], Callable[[SittingState, Any, At], None]] = {
    ev.WorkstationFailureReported: _failure_reported,
    ev.WorkstationResumed: _resumed,
    ev.HealthInterruption: _health,
    ev.SittingSuspended: _suspended,
    ev.SittingResumed: _sitting_resumed,
    ev.TimeCorrected: _corrected,
    ev.AttemptAnnulled: _annulled,
    ev.AttemptInterrupted: _interrupted,
    ev.SittingBrokenOff: _broken_off,
    ev.ActUndone: _undone,
}
