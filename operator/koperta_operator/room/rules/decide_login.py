"""Decide about leases: who sits where, and which workstation may deliver for whom."""

from __future__ import annotations

from collections.abc import Container

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.commands import ConfirmData, LeaveSeat, LogIn, ReleaseLease, StoreForm
from koperta_operator.room.rules.decide_failure import resumed_elsewhere
from koperta_operator.room.rules.decision import Answer, Decision, candidate_of, holder
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import Attempt, Candidate, SittingState
from koperta_sync.protocol.refusals import Refused, RefusedError


def log_in(state: SittingState, command: LogIn, now: Now, connected: Container[str]) -> Decision:
    """Decide about a login; `connected` are the fingerprints of workstations that are there now."""
    candidate = candidate_of(state, command.candidate_id)
    if candidate.exempt:
        raise RefusedError(Refused.CANDIDATE_EXEMPT, "exempt by §32")
    if candidate.exam_room != command.exam_room:
        raise RefusedError(Refused.WRONG_EXAM_ROOM, "another exam room", exam_room=candidate.exam_room)
    if candidate.workstation == command.workstation:
        return Decision((), Answer.SEAT, candidate.candidate_id)
    if candidate.over:
        raise RefusedError(Refused.ATTEMPT_OVER, "the attempt is over")
    if state.closed or not state.sitting_id:
        raise RefusedError(Refused.SITTING_NOT_OPEN, "the sitting is closed")
    if candidate.workstation in connected:
        raise RefusedError(Refused.OTHER_SEAT_ACTIVE, "the other seat is connected", seat=candidate.seat_number)
    events = _take_seat(state, candidate, command)
    epoch = candidate.epoch + 1
    events.append(
        ev.LoggedIn(
            candidate_id=candidate.candidate_id,
            workstation=command.workstation,
            answer_key=command.answer_key,
            exam_room=command.exam_room,
            seat_number=command.seat_number,
            epoch=epoch,
        )
    )
    lost = (candidate.workstation, candidate.epoch) if candidate.lease_active else None
    return Decision(tuple(events), Answer.SEAT, candidate.candidate_id, lost=lost)


def _take_seat(state: SittingState, candidate: Candidate, command: LogIn) -> list[ev.Event]:
    if candidate.seat_number not in (0, command.seat_number):
        raise RefusedError(Refused.WRONG_SEAT, "another seat is assigned", seat=candidate.seat_number)
    events: list[ev.Event] = []
    there = state.at_workstation.get(command.workstation)
    if there is not None:
        if not state.candidates[there].over:
            raise RefusedError(Refused.WRONG_SEAT, "somebody else sits here")
        events.append(ev.SeatLeft(candidate_id=there, workstation=command.workstation))
    if not candidate.seat_number:
        if seat_holder(state, candidate.exam_room, command.seat_number) is not None:
            raise RefusedError(Refused.WRONG_SEAT, "the seat is assigned to somebody else")
        events.append(
            ev.SeatAssigned(candidate_id=candidate.candidate_id, seat_number=command.seat_number, how="login")
        )
    return events


def seat_holder(state: SittingState, exam_room: str, seat_number: int) -> Candidate | None:
    """Return the candidate who has a seat and may still need it."""
    for candidate in state.candidates.values():
        if candidate.seat_number == seat_number and candidate.exam_room == exam_room and not candidate.over:
            return candidate
    return None


def confirm_data(state: SittingState, command: ConfirmData, now: Now) -> Decision:
    """Decide about the candidate's own word on the data shown; saying it twice changes nothing."""
    candidate = holder(state, command.candidate_id, command.workstation)
    if candidate.attempt is not Attempt.NOT_BEGUN or state.closed:
        if command.correct:
            return Decision((), Answer.SEAT, candidate.candidate_id)
        raise RefusedError(Refused.WRONG_STATE, "the attempt has begun")
    if not command.correct:
        event = ev.DataDenied(candidate_id=candidate.candidate_id)
        return Decision((event,), Answer.SEAT, candidate.candidate_id)
    events = () if candidate.confirmed else (ev.DataConfirmed(candidate_id=candidate.candidate_id),)
    return Decision(events, Answer.SEAT, candidate.candidate_id)


def store_form(state: SittingState, command: StoreForm, now: Now) -> Decision:
    """Decide about a stored form; the hash must be that of the form drawn."""
    candidate = holder(state, command.candidate_id, command.workstation)
    if not candidate.form_sha256 or command.sha256 != candidate.form_sha256:
        raise RefusedError(Refused.WRONG_STATE, "not the form that was drawn")
    events: tuple[ev.Event, ...] = ()
    if not candidate.form_stored:
        events = (ev.FormStored(candidate_id=candidate.candidate_id, epoch=candidate.epoch, sha256=command.sha256),)
        events += resumed_elsewhere(candidate)  # the tasks lie at the new seat: from now on it can be worked on
    return Decision(events, Answer.SEAT, candidate.candidate_id)


def release_lease(state: SittingState, command: ReleaseLease, now: Now) -> Decision:
    """Decide about letting a candidate go on elsewhere."""
    candidate = candidate_of(state, command.candidate_id)
    if not candidate.lease_active or candidate.over:
        raise RefusedError(Refused.WRONG_STATE, "there is no lease to release")
    event = ev.LeaseReleased(
        candidate_id=candidate.candidate_id, epoch=candidate.epoch, sealed_reason=command.sealed_reason
    )
    return Decision((event,), lost=(candidate.workstation, candidate.epoch))


def leave_seat(state: SittingState, command: LeaveSeat, now: Now) -> Decision:
    """Decide about a workstation that somebody of another sitting logs in at."""
    there = state.at_workstation.get(command.workstation)
    if there is None:
        return Decision()
    if not state.candidates[there].over:
        raise RefusedError(Refused.WRONG_SEAT, "somebody else sits here")
    return Decision((ev.SeatLeft(candidate_id=there, workstation=command.workstation),))
