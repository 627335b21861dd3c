"""Decide what passing time does, and about candidates who leave the room and come back."""

from __future__ import annotations

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.decision import Answer, Decision, candidate_of
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import Attempt, SittingState
from koperta_sync.protocol.refusals import Refused, RefusedError

HEARTBEAT_MS = 5_000
WALL_JUMP_MS = 2_000


def tick(state: SittingState, command: do.Tick, now: Now) -> Decision:
    """Decide what a moment brings: a look at the wall clock, attempts that are over, a heartbeat."""
    t = state.time_at(now)
    events: list[ev.Event] = []
    jump = now.wall_ms - now.mono_ms - state.wall_offset_ms
    if abs(jump) > WALL_JUMP_MS:
        events.append(ev.WallClockJumped(by_ms=jump))
    for candidate_id in state.solving:
        candidate = state.candidates[candidate_id]
        remaining = candidate.remaining_ms(t)
        if remaining <= 0:
            events.append(ev.AttemptExpired(candidate_id=candidate_id, over_ms=-remaining))
    if not events and state.solving and t - state.last_t >= HEARTBEAT_MS:
        events.append(ev.Heartbeat())
    return Decision(tuple(events))


def room_exit(state: SittingState, command: do.RoomExit, now: Now) -> Decision:
    """Decide about a candidate who leaves the room."""
    candidate = candidate_of(state, command.candidate_id)
    if candidate.attempt is not Attempt.SOLVING or candidate.covered:
        raise RefusedError(Refused.WRONG_STATE, "the candidate is not solving")
    if candidate.remaining_ms(state.time_at(now)) <= 0:
        raise RefusedError(Refused.ATTEMPT_OVER, "the time is over")
    return Decision((ev.RoomExit(candidate_id=candidate.candidate_id),), Answer.CLOCK, candidate.candidate_id)


def room_return(state: SittingState, command: do.RoomReturn, now: Now) -> Decision:
    """Decide about a candidate who comes back."""
    candidate = candidate_of(state, command.candidate_id)
    if not candidate.covered:
        raise RefusedError(Refused.WRONG_STATE, "the candidate is not out of the room")
    return Decision((ev.RoomReturn(candidate_id=candidate.candidate_id),), Answer.CLOCK, candidate.candidate_id)
