"""Decide about what people write down: it must be of the lists, and about what is there."""

from __future__ import annotations

from koperta_operator.room.rules import commands_of_records as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.decision import Decision, candidate_of
from koperta_operator.room.rules.incident_codes import CHANNELS, DUTIES, INCIDENTS, PRESENT_AS
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_sync.protocol.refusals import Refused, RefusedError


def note_incident(state: SittingState, command: do.NoteIncident, now: Now) -> Decision:
    """Decide about an incident: a code of the list, and candidates of this sitting, each once."""
    _known(command.code, INCIDENTS, "incident")
    for candidate_id in command.candidates:
        candidate_of(state, candidate_id)
    event = ev.IncidentNoted(
        code=command.code,
        candidates=tuple(dict.fromkeys(command.candidates)),
        sealed_text=command.sealed_text,
        **command.authority.fields(),
    )
    return _open(state, event)


def record_decision(state: SittingState, command: do.RecordDecision, now: Now) -> Decision:
    """Decide about a call to the board."""
    for channel in command.channels:
        _known(channel, CHANNELS, "channel")
    if not (command.sealed_question and command.sealed_answer and command.sealed_person):
        raise RefusedError(Refused.REASON_MISSING, "question, answer and person are the record")
    event = ev.DecisionRecorded(
        sealed_question=command.sealed_question,
        sealed_answer=command.sealed_answer,
        sealed_person=command.sealed_person,
        at_ms=command.at_ms or now.wall_ms,
        channels=command.channels,
        **command.authority.fields(),
    )
    return _open(state, event)


def countersign(state: SittingState, command: do.Countersign, now: Now) -> Decision:
    """Decide about a countersignature: by the very person in whose name it was entered; also after the closing."""
    decider = state.to_countersign.get(command.seq)
    if decider is None:
        raise RefusedError(Refused.UNKNOWN_THING, f"event {command.seq} waits for no countersignature")
    if decider != command.actor:
        raise RefusedError(Refused.NOT_ALLOWED, "entered in somebody else's name", seq=command.seq)
    return Decision((ev.Countersigned(seq=command.seq, official=command.actor, **command.authority.fields()),))


def come_in(state: SittingState, command: do.ComeIn, now: Now) -> Decision:
    """Decide about somebody who is in the room from now on."""
    _known(command.as_what, PRESENT_AS, "kind of person")
    if not command.sealed_name:
        raise RefusedError(Refused.REASON_MISSING, "a person has a name")
    event = ev.PersonPresent(
        as_what=command.as_what, sealed_name=command.sealed_name, body=command.body, **command.authority.fields()
    )
    return _open(state, event)


def go_out(state: SittingState, command: do.GoOut, now: Now) -> Decision:
    """Decide about somebody who leaves: only who is there, once."""
    if command.seq not in state.present:
        raise RefusedError(Refused.UNKNOWN_THING, f"nobody who came by event {command.seq} is here")
    return _open(state, ev.PersonLeft(seq=command.seq, **command.authority.fields()))


def hand_over(state: SittingState, command: do.HandOver, now: Now) -> Decision:
    """Decide about a duty that goes to somebody else."""
    _known(command.duty, DUTIES, "duty")
    if not (command.sealed_from and command.sealed_to):
        raise RefusedError(Refused.REASON_MISSING, "both persons are part of it")
    event = ev.DutyHandedOver(
        duty=command.duty,
        sealed_from=command.sealed_from,
        sealed_to=command.sealed_to,
        sealed_reason=command.sealed_reason,
        **command.authority.fields(),
    )
    return _open(state, event)


def _known(code: str, codes: tuple[str, ...], what: str) -> None:
    if code not in codes:
        raise RefusedError(Refused.UNKNOWN_THING, f"no such {what}")


def _open(state: SittingState, event: ev.Event) -> Decision:
    if not state.sitting_id or state.exports:
        raise RefusedError(Refused.WRONG_STATE, "the sitting's record is signed already")
    return Decision((event,))
