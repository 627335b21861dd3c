"""Decide what may be noted about protocols."""

from __future__ import annotations

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.decision import Decision
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_sync.protocol.refusals import Refused, RefusedError


def details(state: SittingState, command: do.RecordProtocolDetails, now: Now) -> Decision:
    """Take what people say of an exam room that the sitting has."""
    if command.exam_room not in {one.exam_room for one in state.candidates.values()}:
        raise RefusedError(Refused.UNKNOWN_THING, f"nobody sits in {command.exam_room!r}")
    given = ev.ProtocolDetailsGiven(exam_room=command.exam_room, sealed_details=command.sealed_details)
    return Decision((given,))


def written(state: SittingState, command: do.RecordDocuments, now: Now) -> Decision:
    """Take note of documents; only of a closed sitting can one be other than a draft."""
    if command.made.through > state.seq:
        raise RefusedError(Refused.WRONG_STATE, "documents of events that are not there")
    if not state.closed and not all(one.draft for one in command.made.files if one.document != "signature_list"):
        raise RefusedError(Refused.WRONG_STATE, "the sitting is not closed")
    return Decision((command.made,))


def sent(state: SittingState, command: do.RecordSending, now: Now) -> Decision:
    """Take note that a copy went to the board: there must be one that is no draft."""
    made = state.documents.files if state.documents else ()
    if not any(one.document == "collective" and not one.draft for one in made):
        raise RefusedError(Refused.WRONG_STATE, "the collective protocol has not been written")
    return Decision((ev.CollectiveSent(sealed_how=command.sealed_how),))
