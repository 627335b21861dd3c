"""Decide which machine is the room: terms only rise, and one that was superseded changes nothing any more."""

from __future__ import annotations

from typing import Any

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.decision import Decision
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_sync.protocol.refusals import Refused, RefusedError


def when_superseded(state: SittingState, command: do.Command[Any]) -> Decision:
    """Return what a superseded room does: time stands, everything else is refused with the term that counts."""
    if isinstance(command, do.Tick):
        return Decision()
    raise RefusedError(Refused.SUPERSEDED, f"term {state.superseded_by} is elsewhere", term=state.superseded_by)


def begin_term(state: SittingState, command: do.BeginTerm, now: Now) -> Decision:
    """Decide about a new term; the one that is there already changes nothing, so that a start can repeat it."""
    if command.began.term == state.term and not state.superseded_by:
        return Decision()
    if command.began.term <= max(state.term, state.superseded_by):
        raise RefusedError(Refused.WRONG_STATE, "a term only rises", term=state.term)
    return Decision((command.began,))


def supersede(state: SittingState, command: do.Supersede, now: Now) -> Decision:
    """Decide about the word of a higher term; a lower one says nothing new."""
    if command.term <= max(state.term, state.superseded_by):
        return Decision()
    return Decision((ev.Superseded(term=command.term),))
