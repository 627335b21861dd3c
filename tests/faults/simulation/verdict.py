"""Judge a simulated day: nothing acknowledged is lost, nobody had less than their time, a replay gives the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.fold import fold
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.state import Attempt, SittingState
from tests.faults.simulation.rooms import SimRoom
from tests.faults.simulation.witness import Witness, both, clipped, held_in, measure, without

if TYPE_CHECKING:
    from tests.faults.simulation.day import Day

SLACK_S = 2.5  # frames on their way, the second a tick comes late, the second offline work is rounded by
PER_OUTAGE_S = 5.0
BEHIND_THE_STICK_S = 25.0  # what a rebuilt room no longer knows of, longest


def replayed(rows: Iterable[StoredEvent]) -> SittingState:
    """Fold the rows of a disk from the beginning."""
    return fold(
        (ev.CODEC.decode(row.kind, row.body), At(row.seq, row.boot, row.mono_ms, row.wall_ms, row.actor))
        for row in rows
    )


def live_equals_replay(witness: Witness, room: SimRoom) -> None:
    """Compare the state in memory with a replay of the disk, where nothing is on its way."""
    state = room.actor.state
    if not room.dead and state.seq == len(room.journal.disk.rows):
        if replayed(room.journal.disk.rows) != state:
            witness.wrong.append(f"a replay of {state.seq} events gives another state than the live one")


def judge(day: Day) -> None:
    """Write down whatever must not have happened."""
    witness, rows = day.witness, day.disk.rows
    if day.room is not None:
        live_equals_replay(witness, day.room)
    witness.look()
    state = replayed(rows)
    _nothing_is_lost(day, rows)
    _answers_are_the_last_accepted(witness, state, rows)
    for person in day.people:
        _nobody_lost_time(day, state, person.card.candidate_id)
        session = person.kiosk.session
        candidate = state.candidates[person.card.candidate_id]
        if session is None or session._model.attempt is None or not person.done:
            continue  # somebody else's seat, or restarted after the end: no answers are shown
        if candidate.lease is not None and candidate.lease.late:
            continue  # made when the time was over and shown nevertheless; kept, and counted for nobody
        if dict(session.state.answers) != candidate.answers:
            witness.wrong.append(
                f"{candidate.candidate_id} sees {dict(session.state.answers)}, the room has {candidate.answers}"
            )


def _nothing_is_lost(day: Day, rows: list[StoredEvent]) -> None:
    witness = day.witness
    ledger = held_in(rows)
    times = Counter(key for key, *_ in ledger)
    witness.wrong += [f"{key} is in the ledger {count} times" for key, count in times.items() if count > 1]
    signatures = {key: signature for key, _kind, _entry, signature in ledger}
    for key, signature in witness.acknowledged.items():
        if signatures.get(key) != signature:
            witness.wrong.append(f"{key} was acknowledged and is {'other' if key in signatures else 'gone'} now")


def _answers_are_the_last_accepted(witness: Witness, state: SittingState, rows: list[StoredEvent]) -> None:
    """Follow the answers by a rule of one line, and compare."""
    answers: dict[str, dict[str, str]] = {candidate: {} for candidate in state.candidates}
    for (candidate, _epoch, _cseq), kind, entry, _signature in held_in(rows):
        if kind == "answer-given":
            answers[candidate][entry.item] = entry.value
    for candidate, chosen in answers.items():
        kept = {item: option for item, option in chosen.items() if option}
        if kept != state.candidates[candidate].answers:
            witness.wrong.append(
                f"{candidate}: the ledger says {kept}, the state {state.candidates[candidate].answers}"
            )


def _nobody_lost_time(day: Day, state: SittingState, candidate_id: str) -> None:
    witness = day.witness
    person, candidate = witness.people[candidate_id], state.candidates[candidate_id]
    now = witness.now
    for stretches in (person.solving, person.cut_off, person.absent, witness.room_up):
        stretches.set(False, now)
    if not person.solving.spans or candidate.attempt not in (Attempt.EXPIRED, Attempt.FINISHED):
        witness.wrong.append(f"{candidate_id} never came to an end: {candidate.attempt}")
        return
    life = (person.solving.spans[0][0], person.ended or person.solving.spans[-1][1])
    could = without(person.solving.spans, person.absent.spans)
    up = without(clipped(witness.room_up.spans, life), person.absent.spans)
    pauses = state.packages[candidate.package_id].outage == ev.PAUSE_AND_CREDIT
    if pauses and not person.moved:
        up = without(up, person.cut_off.spans)
    entitled_s = day.exam.entitled_ms(candidate_id) / 1000
    # Known limit: a workstation that nobody could tell of an absence before the room restarted counts it as work.
    untold = both(person.solving.spans, person.absent.spans)
    counted_s, could_s = measure([*could, *up, *untold]), measure(clipped(could, life))
    slack = SLACK_S + 1.5 * person.moved
    if candidate.attempt is Attempt.EXPIRED and counted_s < entitled_s - slack:
        witness.wrong.append(f"{candidate_id} had {counted_s:.1f} of {entitled_s} s")
    outages = witness.crashes + person.kiosk_deaths
    # Known limit: an absence that began while the tasks were covered for an outage may be credited twice.
    twice = measure(person.absent.spans) if pauses else 0.0
    twice += BEHIND_THE_STICK_S * witness.rebuilt
    if could_s > entitled_s + slack + twice + PER_OUTAGE_S * outages and not person.moved:
        witness.wrong.append(f"{candidate_id} had {could_s:.1f} of {entitled_s} s, with {outages} outages")
