"""Declare what people write down during the day: incidents, calls to the board, persons, duties, countersignatures."""

from __future__ import annotations

from koperta_operator.room.rules.events_of_incidents import Deed


class IncidentNoted(Deed, frozen=True, kw_only=True):
    """Something happened that concerns these candidates, or nobody in particular; `code` is of a fixed list."""

    code: str
    candidates: tuple[str, ...] = ()
    sealed_text: str = ""


class DecisionRecorded(Deed, frozen=True, kw_only=True):
    """The board was asked: question, answer, person there, by these channels; `at_ms` is the hour, wall clock."""

    sealed_question: str
    sealed_answer: str
    sealed_person: str
    at_ms: int
    channels: tuple[str, ...] = ()


class Countersigned(Deed, frozen=True, kw_only=True):
    """Who decided by phone confirmed what was entered in their name, at a place of this journal."""

    seq: int
    official: str


class PersonPresent(Deed, frozen=True, kw_only=True):
    """Somebody is in the room from now on (§27); `body` is who sent an observer. Known by the event's place."""

    as_what: str
    sealed_name: str
    body: str = ""


class PersonLeft(Deed, frozen=True, kw_only=True):
    """Somebody who was present left; `seq` is the place of their coming."""

    seq: int


class DutyHandedOver(Deed, frozen=True, kw_only=True):
    """A duty went from one person to another (§22(3), §23(4))."""

    duty: str
    sealed_from: str
    sealed_to: str
    sealed_reason: str = ""
