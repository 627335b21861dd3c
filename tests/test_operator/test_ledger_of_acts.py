"""Whatever people record in whatever order: the clock loses nobody a second, and an act taken back never was."""

from __future__ import annotations

import random
from collections.abc import Set as AbstractSet

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules import time_ledger
from koperta_operator.room.rules.fold import apply, fold
from koperta_operator.room.rules.moments import At, Now
from koperta_operator.room.rules.state import SittingState
from koperta_operator.room.rules.time_ledger import Cause
from koperta_operator.room.rules.views import clock_of
from koperta_sync.protocol.seat import Entry, EntryKind
from tests.test_operator.room_fixture import OPENS_AT_MS, opened, unlocked
from tests.test_operator.test_time_ledger import counted_by_hand

pytestmark = [pytest.mark.duty("D20"), pytest.mark.duty("D21"), pytest.mark.duty("D22")]
HOUR = 3_600_000
START = 1_000
Step = tuple[int, str]  # milliseconds since the step before, and what was recorded
ACTS = ("exit", "return", "failed", "resumed", "health", "suspended", "all-resumed", "corrected")
histories = st.lists(st.tuples(st.integers(0, 10 * 60_000), st.sampled_from(ACTS)), max_size=12)
STOPS = {"exit": Cause.ROOM_EXIT, "failed": Cause.WORKSTATION_FAILURE, "health": Cause.HEALTH,
         "suspended": Cause.SUSPENSION}  # fmt: skip
GOES = {"return": (Cause.ROOM_EXIT, Cause.HEALTH), "resumed": (Cause.WORKSTATION_FAILURE,),
        "all-resumed": (Cause.SUSPENSION,)}  # fmt: skip
ENTRY = Entry(cseq=1, kind=EntryKind.START, worked_ms=0, mono_ms=0, boot="b", signature="00" * 64)


def event_of(act: str) -> ev.Event:
    """Return the event that records an act on the first candidate."""
    match act:
        case "exit":
            return ev.RoomExit(candidate_id="k1")
        case "return":
            return ev.RoomReturn(candidate_id="k1")
        case "failed":
            return ev.WorkstationFailureReported(candidate_id="k1", seat_number=1, epoch=1, code="screen")
        case "resumed":
            return ev.WorkstationResumed(candidate_id="k1", seat_number=1, how="same-seat")
        case "health":
            return ev.HealthInterruption(candidate_id="k1")
        case "suspended":
            return ev.SittingSuspended(cause="fire")
        case "all-resumed":
            return ev.SittingResumed()
        case _:
            return ev.TimeCorrected(candidate_id="k1", ms=60_000)


def at(seq: int, mono_ms: int) -> At:
    """Return a place in the journal."""
    return At(seq, 1, mono_ms, OPENS_AT_MS + mono_ms, "x")


def begun() -> SittingState:
    """Return a sitting in which the first candidate has just begun."""
    unlock = unlocked(["k1", "k2"])
    login = ev.LoggedIn(
        candidate_id="k1", workstation="aa" * 32, answer_key="bb" * 32, exam_room="sala 12", seat_number=1, epoch=1
    )
    start = ev.AttemptStarted(candidate_id="k1", epoch=1, entry=ENTRY)
    events = [ev.BootStarted(), opened(2).opened, *unlock.forms, unlock.unlocked, login, ev.SittingStarted(), start]
    return fold((event, at(place, START)) for place, event in enumerate(events, 1))


def played(
    steps: list[Step], undo: AbstractSet[int] = frozenset(), *, written: bool = True
) -> tuple[SittingState, int]:
    """Fold a history; steps in `undo` are undone at its end, or (not `written`) never happen. Return state and time."""
    state, mono, first = begun(), START, 100
    for place, (wait, act) in enumerate(steps):
        mono += wait
        if written or place not in undo:
            apply(state, event_of(act), at(first + place, mono))
    for count, place in enumerate(sorted(undo)):
        if written:
            apply(state, ev.ActUndone(seq=first + place), at(500 + count, mono))
    return state, mono - START


def by_hand(steps: list[Step], until: int) -> tuple[int, int]:
    """Count the time worked and the corrections without the ledger: walk from moment to moment."""
    t, worked, given_ms = 0, 0, 0
    standing: set[Cause] = set()
    for wait, act in steps:
        t += wait
        worked += wait if not standing else 0
        if act in STOPS:
            standing.add(STOPS[act])
        elif act in GOES:
            standing -= set(GOES[act])
        else:
            given_ms += 60_000
    return worked + (until - t if not standing else 0), given_ms


def left(state: SittingState, t: int) -> int:
    """Return the first candidate's remaining time at a sitting time since the start."""
    candidate = state.candidates["k1"]
    return candidate.remaining_ms(candidate.started_t + t)


@given(histories, st.integers(0, HOUR))
def test_the_union_of_all_absences_is_credited_and_nothing_else(steps: list[Step], later: int) -> None:
    state, end = played(steps)
    worked, given_ms = by_hand(steps, end + later)
    assert left(state, end + later) == HOUR + given_ms - worked


@given(histories, st.data())
def test_an_act_taken_back_is_for_the_clock_as_if_it_had_never_been_written(
    steps: list[Step], data: st.DataObject
) -> None:
    undo = set(data.draw(st.lists(st.integers(0, max(0, len(steps) - 1)), max_size=4))) if steps else set()
    with_undo, end = played(steps, undo)
    without, _ = played(steps, undo, written=False)
    for later in (0, 1, 60_000):
        assert left(with_undo, end + later) == left(without, end + later)
    one, other = with_undo.candidates["k1"], without.candidates["k1"]
    assert with_undo.phase_of(one) is without.phase_of(other)
    assert one.standing_for.keys() == other.standing_for.keys()


@given(histories, st.randoms(use_true_random=False))
def test_acts_of_one_moment_on_different_causes_may_come_in_any_order(steps: list[Step], chance: random.Random) -> None:
    """Acts on the same cause tell a story and keep their order; those on others do not concern each other."""

    def cause(act: str) -> frozenset[Cause]:
        return frozenset(GOES.get(act, ())) | ({STOPS[act]} if act in STOPS else set())

    moment = [(0, act) for _wait, act in steps]
    shuffled = list(moment)
    for _ in range(3 * len(shuffled)):
        place = chance.randrange(max(1, len(shuffled) - 1))
        if len(shuffled) > 1 and not cause(shuffled[place][1]) & cause(shuffled[place + 1][1]):
            shuffled[place], shuffled[place + 1] = shuffled[place + 1], shuffled[place]
    one, end = played([(60_000, "exit"), *moment])
    other, _ = played([(60_000, "exit"), *shuffled])
    assert left(one, end + HOUR // 2) == left(other, end + HOUR // 2)


@given(histories, st.integers(0, HOUR), st.integers(-HOUR, HOUR))
def test_the_end_hour_is_the_hour_now_and_what_is_left(steps: list[Step], later: int, off: int) -> None:
    """However the wall clock is set: the ledger does not ask it."""
    state, end = played(steps)
    now = Now(1, START + end + later, OPENS_AT_MS + off)
    clock = clock_of(state, state.candidates["k1"], now)
    assert clock is not None
    assert clock.ends_at_ms == now.wall_ms + max(0, left(state, end + later))
    assert clock == clock_of(state, state.candidates["k1"], now)


@given(histories)
def test_no_clock_of_anybody_else_moves_by_what_concerns_one(steps: list[Step]) -> None:
    own = [(wait, act) for wait, act in steps if act not in ("suspended", "all-resumed")]
    state, _end = played(own)
    assert state.candidates["k2"].absences == []


@given(histories, st.integers(0, HOUR))
def test_the_credits_shown_add_up_to_what_was_given(steps: list[Step], later: int) -> None:
    state, end = played(steps)
    candidate = state.candidates["k1"]
    until = candidate.started_t + end + later
    shown = sum(time_ledger.credited_ms(candidate.absences, candidate.started_t, until).values())
    assert shown == counted_by_hand(candidate.absences, candidate.started_t, until)
