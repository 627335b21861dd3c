"""Decide about seats: by hand, or drawn from a seed that is passed in and recorded (§26(2))."""

from __future__ import annotations

from collections.abc import Container

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.commands import AssignSeat, DrawSeats
from koperta_operator.room.rules.decide_login import seat_holder
from koperta_operator.room.rules.decision import Decision, candidate_of
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_packages.words import Words
from koperta_sync.protocol.refusals import Refused, RefusedError


def assign_seat(state: SittingState, command: AssignSeat, now: Now, connected: Container[str]) -> Decision:
    """Decide about a seat given by hand."""
    candidate = candidate_of(state, command.candidate_id)
    if command.seat_number < 0:
        raise RefusedError(Refused.UNKNOWN_THING, "seats are numbered from 1")
    if candidate.exempt or candidate.over or state.closed:
        raise RefusedError(Refused.WRONG_STATE, "this candidate needs no seat")
    if candidate.workstation in connected:
        raise RefusedError(Refused.OTHER_SEAT_ACTIVE, "the candidate sits at a connected workstation")
    taken = seat_holder(state, candidate.exam_room, command.seat_number) if command.seat_number else None
    if taken is not None and taken is not candidate:
        raise RefusedError(Refused.SEAT_TAKEN, "another candidate has that seat")
    if candidate.seat_number == command.seat_number:
        return Decision()
    return Decision(
        (ev.SeatAssigned(candidate_id=candidate.candidate_id, seat_number=command.seat_number, how="hand"),)
    )


def draw_seats(state: SittingState, command: DrawSeats, now: Now) -> Decision:
    """Decide about a draw: per exam room, the free numbers shuffled, dealt to candidates in order of id."""
    if state.closed:
        raise RefusedError(Refused.WRONG_STATE, "the sitting is closed")
    words = Words(command.seed)
    drawn: dict[str, int] = {}
    for room in sorted({candidate.exam_room for candidate in state.candidates.values()}):
        waiting = sorted(
            candidate.candidate_id
            for candidate in state.candidates.values()
            if candidate.exam_room == room and _to_be_drawn(state, candidate.candidate_id)
        )
        numbers = [n for n in sorted(set(command.seats.get(room, ()))) if seat_holder(state, room, n) is None]
        if len(numbers) < len(waiting):
            raise RefusedError(
                Refused.WRONG_STATE, "too few seats", exam_room=room, seats=len(numbers), needed=len(waiting)
            )
        words.shuffle(numbers)
        drawn.update(zip(waiting, numbers, strict=False))
    if not drawn:
        return Decision()
    return Decision((ev.SeatsDrawn(seed=command.seed.hex(), seats=drawn),))


def _to_be_drawn(state: SittingState, candidate_id: str) -> bool:
    candidate = state.candidates[candidate_id]
    return not (candidate.seat_number or candidate.exempt or candidate.over or candidate.seat_waiver)
