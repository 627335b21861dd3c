"""Say which acts may be undone by whom, and what that would do to whose clock, before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from koperta_operator.room.rules.candidate import Attempt, Candidate
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import Act, SittingState
from koperta_operator.room.rules.time_ledger import end_hour_ms
from koperta_sync.protocol.refusals import Refused, RefusedError

RANK = {"operator": 1, "room-chair": 2, "deputy-exam-chair": 3, "exam-chair": 3}
HIGHEST = 3
_ENDS = frozenset({"attempt-annulled", "attempt-interrupted", "sitting-broken-off"})


@dataclass(frozen=True, slots=True)
class Effect:
    """Hold what an act would do to one candidate: time left (milliseconds) and end hour, before and after."""

    candidate_id: str
    left_before_ms: int
    left_after_ms: int
    ends_before_ms: int
    ends_after_ms: int
    goes_on: bool


def may_undo(state: SittingState, seq: int, role: str, *, two: bool) -> Act:
    """Return the act at a place of the journal; RefusedError when this role may not undo it now."""
    act = state.acts.get(seq)
    if act is None:
        raise RefusedError(Refused.UNKNOWN_THING, f"event {seq} is no act that can be undone")
    if state.closed:
        raise RefusedError(Refused.WRONG_STATE, "the sitting is closed")
    rank = RANK.get(role, 0)
    higher = rank > RANK.get(act.role, 0)
    if not higher and not (rank == HIGHEST and two):  # nobody is above the exam chair: there it takes two
        raise RefusedError(Refused.HIGHER_ROLE_NEEDED, f"done by {act.role}", seq=seq)
    if act.candidate_id and act.kind not in _ENDS and state.candidates[act.candidate_id].over:
        raise RefusedError(Refused.ATTEMPT_OVER, "the attempt is over: its clock changes no more")
    return act


def effects(state: SittingState, seq: int, now: Now) -> Iterator[Effect]:
    """Yield what undoing an act would do now, for everybody whose time or status it changes; nothing is changed."""
    act = state.acts.get(seq)
    if act is None:
        return
    undone = state.undone | {seq}
    t = state.time_at(now)
    concerned = [state.candidates[act.candidate_id]] if act.candidate_id else list(state.candidates.values())
    for candidate in concerned:
        if not candidate.began:
            continue
        after = _without(candidate, seq, undone)
        before_ms = max(0, candidate.remaining_ms(t))
        after_ms = max(0, after.remaining_ms(candidate.ended_t if candidate.over else t))
        goes_on = candidate.over and after.attempt is Attempt.SOLVING
        if before_ms != after_ms or goes_on or candidate.standing_for.keys() != after.standing_for.keys():
            yield Effect(
                candidate.candidate_id,
                before_ms,
                after_ms,
                end_hour_ms(now.wall_ms, before_ms),
                end_hour_ms(now.wall_ms, after_ms),
                goes_on,
            )


def _without(candidate: Candidate, seq: int, undone: set[int]) -> Candidate:
    """Return a copy of a candidate as it would be without an act; an end taken back costs no time."""
    after = copy(candidate)
    after.corrections = {place: ms for place, ms in candidate.corrections.items() if place != seq}
    after.recount(undone)
    if candidate.endings and candidate.endings[-1].seq == seq:
        after.attempt = candidate.endings[-1].before
    return after
