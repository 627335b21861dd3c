"""Decide about workstations that fail (§26(7)): the clock stands from the report until the work goes on."""

from __future__ import annotations

from koperta_operator.room.rules import commands_of_acts as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.candidate import Attempt, Candidate
from koperta_operator.room.rules.decision import Answer, Decision, candidate_of
from koperta_operator.room.rules.incident_codes import FAILURES
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_operator.room.rules.time_ledger import Cause
from koperta_sync.protocol.refusals import Refused, RefusedError


def report(state: SittingState, command: do.ReportFailure, now: Now) -> Decision:
    """Decide about a report; before the attempt it is recorded all the same (§26(7)), and no clock runs."""
    candidate = candidate_of(state, command.candidate_id)
    if command.code not in FAILURES:
        raise RefusedError(Refused.UNKNOWN_THING, "not a kind of failure")
    if candidate.over or state.closed or not candidate.ever_logged_in:
        raise RefusedError(Refused.WRONG_STATE, "there is no work that could stop")
    if Cause.WORKSTATION_FAILURE in candidate.standing_for:
        raise RefusedError(Refused.WRONG_STATE, "this failure is reported already")
    if candidate.attempt is Attempt.SOLVING and candidate.remaining_ms(state.time_at(now)) <= 0:
        raise RefusedError(Refused.ATTEMPT_OVER, "the time is over")
    event = ev.WorkstationFailureReported(
        candidate_id=candidate.candidate_id,
        seat_number=candidate.seat_number,
        epoch=candidate.epoch,
        code=command.code,
        sealed_text=command.sealed_text,
        **command.authority.fields(),
    )
    return Decision((event,), _answer(candidate), candidate.candidate_id)


def resume(state: SittingState, command: do.ResumeWorkstation, now: Now) -> Decision:
    """Decide about a seat that works again."""
    candidate = candidate_of(state, command.candidate_id)
    if Cause.WORKSTATION_FAILURE not in candidate.standing_for:
        raise RefusedError(Refused.WRONG_STATE, "no failure is reported")
    if not candidate.lease_active:
        raise RefusedError(Refused.NO_CANDIDATE, "the candidate has not logged in again")
    return Decision((_resumed(candidate, command.authority),), _answer(candidate), candidate.candidate_id)


def resumed_elsewhere(candidate: Candidate, *, beginning: bool = False) -> tuple[ev.Event, ...]:
    """Return the event for the first sign of work at another seat than the one that failed.

    `beginning`: who only begins has mended it, wherever that is.
    """
    failed = candidate.standing_for.get(Cause.WORKSTATION_FAILURE)
    if failed is None or not (beginning or failed.epoch != candidate.epoch):
        return ()
    return (_resumed(candidate, do.Authority()),)


def _resumed(candidate: Candidate, authority: do.Authority) -> ev.WorkstationResumed:
    failed = candidate.standing_for[Cause.WORKSTATION_FAILURE]
    lease = candidate.lease
    return ev.WorkstationResumed(
        candidate_id=candidate.candidate_id,
        seat_number=lease.seat_number if lease is not None else candidate.seat_number,
        how="same-seat" if failed.epoch == candidate.epoch else "transfer",
        **authority.fields(),
    )


def _answer(candidate: Candidate) -> Answer:
    return Answer.CLOCK if candidate.attempt is Attempt.SOLVING else Answer.NOTHING
