"""Decide about workstations that cannot reach the room, and what they report of that time afterwards.

1. A workstation that works on loses nothing and is credited nothing: its entries say how long was worked.
2. Where the package asks for pause and credit, the clock stands from the moment the room no longer hears the
   workstation. The workstation then reports how long the tasks were covered, signed, and that takes its place.
3. Sleep of a workstation, and a screen that stayed covered because nobody could tell it of the candidate's return,
   are reported in the same way and credited under either policy.
4. Never more is credited than was reported, than the room counted beyond the work done, and than lies in the
   stretch in which the room did not hear the workstation.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.state import Attempt, Candidate, SittingState
from koperta_operator.room.rules.time_ledger import Absence, absent_ms, consumed_ms, placed_from
from koperta_sync.protocol.seat import MAX_OUTAGE_MS, Entry, OutageKind

UNSEEN_MS = 20_000  # a connection that is dead is noticed within so long, by the room as by the workstation


def pauses(state: SittingState, candidate: Candidate) -> bool:
    """Say whether the candidate's package asks for pause and credit."""
    return state.packages[candidate.package_id].outage == ev.PAUSE_AND_CREDIT


def lost(
    state: SittingState, candidate: Candidate, connected: Container[str], silent: Mapping[str, int]
) -> tuple[ev.WorkstationAway, ...]:
    """Return the event for the workstation of somebody who is solving, when the room no longer hears it.

    `silent` holds the workstations that were connected in this run and are gone: when they were heard last, in
    milliseconds before now. After a start of the room nobody is connected yet: only clocks that are to stand matter.
    """
    workstation = candidate.workstation
    gap = candidate.gap
    if not workstation or workstation in connected or (gap is not None and gap.to_t is None):
        return ()
    stands = pauses(state, candidate)
    if workstation not in silent and not stands:
        return ()
    # Before a crash the room may have been deaf to this workstation for a moment without knowing it.
    heard_ms = silent.get(workstation, UNSEEN_MS)
    return (
        ev.WorkstationAway(
            candidate_id=candidate.candidate_id, epoch=candidate.epoch, silent_ms=heard_ms, stands=stands
        ),
    )


def heard(candidate: Candidate, *, more_to_come: bool) -> tuple[ev.WorkstationBack, ...]:
    """Return the event for a workstation that is heard again, if it changes anything."""
    gap = candidate.gap
    if gap is None or gap.epoch != candidate.epoch or gap.settled or (more_to_come and gap.to_t is not None):
        return ()
    return (ev.WorkstationBack(candidate_id=candidate.candidate_id, epoch=gap.epoch, settled=not more_to_come),)


def real_work_ms(candidate: Candidate, worked_ms: int, t: int) -> int:
    """Return a workstation's count of work without room exits that nobody could tell it of."""
    return max(0, worked_ms - candidate.overcounted_ms - candidate.unheard_exit_ms(t))


def length_of(entry: Entry) -> int | None:
    """Return how long a report is about, in milliseconds; None when it is none."""
    if entry.item not in list(OutageKind) or not entry.value.isascii() or not entry.value.isdigit():
        return None
    length = int(entry.value) if len(entry.value) <= len(str(MAX_OUTAGE_MS)) else MAX_OUTAGE_MS + 1
    return length if length <= MAX_OUTAGE_MS else None


@dataclass(frozen=True, slots=True)
class Account:
    """Hold what a report is judged by; sitting time and milliseconds.

    `age_ms`: how long before `t` the reported stretch ended, by the workstation's clock. `worked_ms`: all the work the
    workstation has counted. `absences` and `offline_ms`: what is known so far, nothing provisional.
    """

    t: int
    age_ms: int | None
    worked_ms: int
    absences: list[Absence]
    offline_ms: int
    silent_ms: int = 0


def credited(state: SittingState, candidate: Candidate, entry: Entry, account: Account) -> tuple[int, int]:
    """Return the stretch of sitting time a report is credited for; (0, 0) for none."""
    length = length_of(entry)
    if length is None or candidate.attempt not in (Attempt.SOLVING, Attempt.EXPIRED):
        return 0, 0
    if entry.item == OutageKind.WORKED_ON or (entry.item == OutageKind.PAUSED and not pauses(state, candidate)):
        return 0, 0
    if candidate.attempt is Attempt.EXPIRED and (candidate.shown is not None or state.closed):
        return 0, 0  # the attempt is over for everybody to see: what to do now is the team's to decide
    floor_t, ceiling_t = _unheard(candidate, account)
    end_t = ceiling_t if account.age_ms is None else min(ceiling_t, max(floor_t, account.t - account.age_ms))
    floor_t = max(floor_t, candidate.started_t)
    counted = consumed_ms(candidate.started_t, account.t, account.absences, account.offline_ms)
    if end_t <= floor_t:
        return 0, 0
    # The reports of one gap are about stretches beside each other, but a clock that slept cannot say where they lay.
    from_t = placed_from(account.absences, floor_t, end_t, min(length, counted - account.worked_ms))
    fresh = end_t - from_t - absent_ms(account.absences, from_t, end_t)
    if candidate.attempt is Attempt.EXPIRED and counted - fresh >= candidate.allowance_ms:
        return 0, 0  # the time was used up all the same
    return (from_t, end_t) if fresh > 0 else (0, 0)


def _unheard(candidate: Candidate, account: Account) -> tuple[int, int]:
    """Return the stretch in which the room did not hear the workstation."""
    gap = candidate.gap
    if gap is not None and gap.epoch == candidate.epoch and not gap.settled:
        return gap.heard_t, account.t if gap.to_t is None else gap.to_t
    return account.t - min(account.silent_ms, UNSEEN_MS), account.t
