"""Hold the outcome of a decision: events to write, then an answer or a refusal."""

from __future__ import annotations

import enum

import msgspec

from koperta_operator.room.rules.events import Event
from koperta_operator.room.rules.state import Candidate, SittingState
from koperta_sync.protocol.refusals import Refused, RefusedError


class Answer(enum.Enum):
    """Name what is shown once the events are durable."""

    NOTHING = "nothing"
    SEAT = "seat"  # the seat's view
    CLOCK = "clock"  # the candidate's clock
    DELIVERED = "delivered"


class Decision(msgspec.Struct, frozen=True, gc=False):
    """Hold events and what is answered after they are durable.

    `refused` with events: what came is kept, and the sender is told that it does not count.
    """

    events: tuple[Event, ...] = ()
    answer: Answer = Answer.NOTHING
    candidate_id: str = ""
    through: int = 0
    late: int = 0
    refused: RefusedError | None = None
    lost: tuple[str, int] | None = None  # workstation whose lease of this epoch ended


def candidate_of(state: SittingState, candidate_id: str) -> Candidate:
    """Return a candidate of the sitting; UNKNOWN_THING for any other id."""
    candidate = state.candidates.get(candidate_id)
    if candidate is None:
        raise RefusedError(Refused.UNKNOWN_THING, "no such candidate in this sitting")
    return candidate


def holder(state: SittingState, candidate_id: str, workstation: str) -> Candidate:
    """Return a candidate whose lease this workstation holds; NO_CANDIDATE otherwise."""
    candidate = candidate_of(state, candidate_id)
    if candidate.workstation != workstation:
        raise RefusedError(Refused.NO_CANDIDATE, "this workstation does not hold the lease")
    return candidate
