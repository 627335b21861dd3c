"""Decide about what stops or ends an exam: suspension (§31), annulment, health, corrections, undoing."""

from __future__ import annotations

from koperta_operator.room.rules import commands_of_acts as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.candidate import Attempt
from koperta_operator.room.rules.decision import Answer, Decision, candidate_of
from koperta_operator.room.rules.incident_codes import ANNULMENTS, CHANNELS, SUSPENSIONS
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_operator.room.rules.time_ledger import Cause
from koperta_operator.room.rules.undo import may_undo
from koperta_sync.protocol.refusals import Refused, RefusedError

ONE_KEY_MS = 5 * 60_000  # so much may one person add to one candidate's time
MOST_MS = 4 * 60 * 60_000
TWO_CHANNELS = 2


def suspend(state: SittingState, command: do.Suspend, now: Now) -> Decision:
    """Decide about a suspension of a sitting that is unlocked and not closed."""
    if command.cause not in SUSPENSIONS:
        raise RefusedError(Refused.UNKNOWN_THING, "not a cause")
    if not state.sitting_id or state.closed or state.broken_off:
        raise RefusedError(Refused.WRONG_STATE, "there is no exam to suspend")
    if state.suspended:
        raise RefusedError(Refused.WRONG_STATE, "the exam is suspended already")
    event = ev.SittingSuspended(cause=command.cause, sealed_text=command.sealed_text, **command.authority.fields())
    return Decision((event,))


def resume(state: SittingState, command: do.Resume, now: Now) -> Decision:
    """Decide about going on; who decided, and by which two channels, is part of it."""
    if not state.suspended:
        raise RefusedError(Refused.WRONG_STATE, "the exam is not suspended")
    _check_told(command)
    event = ev.SittingResumed(
        sealed_text=command.sealed_text,
        sealed_told=command.sealed_told,
        channels=command.channels,
        **command.authority.fields(),
    )
    return Decision((event,))


def break_off(state: SittingState, command: do.BreakOff, now: Now) -> Decision:
    """Decide about the end of the exam for everybody."""
    if not state.started or state.closed or state.broken_off:
        raise RefusedError(Refused.WRONG_STATE, "there is no exam to break off")
    _check_told(command)
    event = ev.SittingBrokenOff(
        sealed_text=command.sealed_text,
        sealed_told=command.sealed_told,
        channels=command.channels,
        **command.authority.fields(),
    )
    return Decision((event,))


def _check_told(command: do.Resume | do.BreakOff) -> None:
    if not set(command.channels) <= set(CHANNELS):
        raise RefusedError(Refused.UNKNOWN_THING, "not a channel")
    if not command.sealed_text or not command.sealed_told:
        raise RefusedError(Refused.REASON_MISSING, "the decision and who told the board are part of it")
    if len(set(command.channels)) < TWO_CHANNELS and not command.authority.sealed_break_glass:
        raise RefusedError(Refused.CHANNELS_MISSING, "the board is told by two channels")


def annul(state: SittingState, command: do.Annul, now: Now) -> Decision:
    """Decide about an annulment: of anybody who came, until the sitting is closed; the answers stay."""
    candidate = candidate_of(state, command.candidate_id)
    if command.cause not in ANNULMENTS:
        raise RefusedError(Refused.UNKNOWN_THING, "not a legal cause")
    if state.closed or not candidate.ever_logged_in or candidate.attempt is Attempt.ANNULLED:
        raise RefusedError(Refused.WRONG_STATE, "there is no exam to annul")
    event = ev.AttemptAnnulled(
        candidate_id=candidate.candidate_id,
        cause=command.cause,
        sealed_text=command.sealed_text,
        **command.authority.fields(),
    )
    return Decision((event,))


def stop_for_health(state: SittingState, command: do.InterruptForHealth, now: Now) -> Decision:
    """Decide about a candidate who needs help."""
    candidate = candidate_of(state, command.candidate_id)
    if candidate.attempt is not Attempt.SOLVING or Cause.HEALTH in candidate.standing_for:
        raise RefusedError(Refused.WRONG_STATE, "the candidate is not solving")
    if candidate.remaining_ms(state.time_at(now)) <= 0:
        raise RefusedError(Refused.ATTEMPT_OVER, "the time is over")
    event = ev.HealthInterruption(
        candidate_id=candidate.candidate_id, sealed_text=command.sealed_text, **command.authority.fields()
    )
    return Decision((event,), Answer.CLOCK, candidate.candidate_id)


def end_for_health(state: SittingState, command: do.EndForHealth, now: Now) -> Decision:
    """Decide about a candidate who does not go on."""
    candidate = candidate_of(state, command.candidate_id)
    if candidate.attempt is not Attempt.SOLVING or Cause.HEALTH not in candidate.standing_for:
        raise RefusedError(Refused.WRONG_STATE, "the candidate has not stopped for reasons of health")
    event = ev.AttemptInterrupted(
        candidate_id=candidate.candidate_id, sealed_text=command.sealed_text, **command.authority.fields()
    )
    return Decision((event,))


def correct_time(state: SittingState, command: do.CorrectTime, now: Now) -> Decision:
    """Decide about time that is given; beyond five minutes for one candidate it takes two people."""
    candidate = candidate_of(state, command.candidate_id)
    if not 0 < command.ms <= MOST_MS:
        raise RefusedError(Refused.UNKNOWN_THING, "a correction gives up to four hours", ms=command.ms)
    if not command.sealed_reason:
        raise RefusedError(Refused.REASON_MISSING, "a correction has a reason")
    if candidate.attempt is not Attempt.SOLVING or candidate.remaining_ms(state.time_at(now)) <= 0:
        raise RefusedError(Refused.WRONG_STATE, "the candidate is not solving")
    if sum(candidate.corrections.values()) + command.ms > ONE_KEY_MS and not command.authority.two:
        raise RefusedError(Refused.SECOND_KEY_MISSING, "more than five minutes", minutes=ONE_KEY_MS // 60_000)
    event = ev.TimeCorrected(
        candidate_id=candidate.candidate_id,
        ms=command.ms,
        sealed_reason=command.sealed_reason,
        **command.authority.fields(),
    )
    return Decision((event,), Answer.CLOCK, candidate.candidate_id)


def undo(state: SittingState, command: do.UndoAct, now: Now) -> Decision:
    """Decide about taking back an act: by a higher role than did it, and never after the sitting is closed."""
    may_undo(state, command.seq, command.authority.role, two=command.authority.two)
    if not command.sealed_reason:
        raise RefusedError(Refused.REASON_MISSING, "an act is undone for a reason")
    return Decision((ev.ActUndone(seq=command.seq, sealed_reason=command.sealed_reason, **command.authority.fields()),))
