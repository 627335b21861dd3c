"""Fold what people write down: most of it is evidence and changes nothing; who is here, and what waits, does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.state import SittingState


def _evidence(state: SittingState, event: ev.Deed, at: At) -> None:
    """The event itself is the record."""


def _countersigned(state: SittingState, event: ev.Countersigned, at: At) -> None:
    state.to_countersign.pop(event.seq, None)


def _present(state: SittingState, event: ev.PersonPresent, at: At) -> None:
    state.present[at.seq] = event.as_what


def _left(state: SittingState, event: ev.PersonLeft, at: At) -> None:
    state.present.pop(event.seq, None)


RECORD_HANDLERS: dict[type[ev.Event], Callable[[SittingState, Any, At], None]] = {
    ev.IncidentNoted: _evidence,
    ev.DecisionRecorded: _evidence,
    ev.DutyHandedOver: _evidence,
    ev.Countersigned: _countersigned,
    ev.PersonPresent: _present,
    ev.PersonLeft: _left,
}
