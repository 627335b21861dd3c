"""Decide what passing time does, and about candidates who leave the room and come back."""

from __future__ import annotations

from collections.abc import Container, Iterator

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import decide_outage as outage
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.decision import Answer, Decision, candidate_of
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import Attempt, SittingState
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import SittingState as Progress

HEARTBEAT_MS = 5_000
WALL_JUMP_MS = 2_000
SLEEP_MS = 1_000
DAY_MS = 24 * 3_600_000
EARLIEST_MS = 180 * DAY_MS  # so long before the hour a sitting may be prepared


def tick(state: SittingState, command: do.Tick, now: Now, connected: Container[str]) -> Decision:
    """Decide what a moment brings: a look at the clocks, workstations gone, attempts that are over, a heartbeat."""
    t = state.time_at(now)
    events: list[ev.Event] = list(_clocks(state, now))
    for candidate_id in state.solving:
        candidate = state.candidates[candidate_id]
        gone = outage.lost(state, candidate, connected, command.silent)
        events += gone
        if any(event.stands for event in gone):
            continue  # its clock stands from now on
        remaining = candidate.remaining_ms(t)
        if remaining <= 0:
            events.append(ev.AttemptExpired(candidate_id=candidate_id, over_ms=-remaining))
    if not events and state.solving and t - state.last_t >= HEARTBEAT_MS:
        events.append(ev.Heartbeat())
    return Decision(tuple(events))


def _clocks(state: SittingState, now: Now) -> Iterator[ev.Event]:
    """Yield what the room's clocks have done; none of it changes anybody's time."""
    slept = now.asleep_ms - state.asleep_ms
    if slept < SLEEP_MS:
        slept = 0
    else:
        yield ev.Suspended(ms=slept, asleep_ms=now.asleep_ms)
    jump = now.wall_ms - now.mono_ms - state.wall_offset_ms - slept
    if abs(jump) > WALL_JUMP_MS:
        yield ev.WallClockJumped(by_ms=jump)
    back = state.wall_before_ms - now.wall_ms
    if back > WALL_JUMP_MS and state.back_noted_boot != now.boot:
        yield ev.ClockWentBack(by_ms=back)
    if state.sitting_id and not state.closed and state.day_doubted_boot != now.boot:
        off = now.wall_ms - state.opens_at_ms
        earliest = EARLIEST_MS if state.progress is Progress.IMPORTED else DAY_MS
        if not -earliest <= off <= DAY_MS:
            yield ev.ClockFarFromDay(by_ms=off)


def room_exit(state: SittingState, command: do.RoomExit, now: Now, connected: Container[str]) -> Decision:
    """Decide about a candidate who leaves the room.

    After a start of the room a workstation may not be back yet: nobody can tell it, and it counts the absence as work.
    """
    candidate = candidate_of(state, command.candidate_id)
    if candidate.attempt is not Attempt.SOLVING or candidate.out:
        raise RefusedError(Refused.WRONG_STATE, "the candidate is not solving")
    if candidate.remaining_ms(state.time_at(now)) <= 0:
        raise RefusedError(Refused.ATTEMPT_OVER, "the time is over")
    unaware = outage.lost(state, candidate, connected, {candidate.workstation: outage.UNSEEN_MS})
    events = (*unaware, ev.RoomExit(candidate_id=candidate.candidate_id, role=command.role))
    return Decision(events, Answer.CLOCK, candidate.candidate_id)


def room_return(state: SittingState, command: do.RoomReturn, now: Now) -> Decision:
    """Decide about a candidate who comes back."""
    candidate = candidate_of(state, command.candidate_id)
    if not candidate.out or candidate.over:
        raise RefusedError(Refused.WRONG_STATE, "the candidate is not out of the room")
    event = ev.RoomReturn(candidate_id=candidate.candidate_id, role=command.role)
    return Decision((event,), Answer.CLOCK, candidate.candidate_id)
