"""Say what officials write down on the day: incidents, calls to the board, persons, duties, countersignatures."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from koperta_sync.protocol.acts import ActRequest, Channels, Reason
from koperta_sync.protocol.base import Count, Text

Candidates = Annotated[tuple[Text, ...], Meta(max_length=500)]


class NoteIncident(ActRequest, frozen=True, kw_only=True):
    """Note an incident that concerns none, one or several candidates; answered by `ok`."""

    code: Text
    candidates: Candidates = ()
    text: Reason = ""


class RecordDecision(ActRequest, frozen=True, kw_only=True):
    """Record a call to the board: question, answer, person, hour (0: now), channels; answered by `ok`."""

    question: Reason
    answer: Reason
    person: Reason
    at_ms: Count = 0
    channels: Channels = ()


class Countersign(ActRequest, frozen=True, kw_only=True):
    """Confirm a decision that was entered in one's name, by its place in the journal; answered by `ok`."""

    seq: Count


class PersonComes(ActRequest, frozen=True, kw_only=True):
    """Record that somebody is in the room; `body` is who sent an observer; answered by `ok`."""

    as_what: Text
    name: Reason
    body: Text = ""


class PersonGoes(ActRequest, frozen=True, kw_only=True):
    """Record that somebody left, by the place of their coming; answered by `ok`."""

    seq: Count


class HandDutyOver(ActRequest, frozen=True, kw_only=True):
    """Record that a duty went from one person to another; answered by `ok`."""

    duty: Text
    from_name: Reason
    to_name: Reason
    reason: Reason = ""


RecordOfTheDay = NoteIncident | RecordDecision | Countersign | PersonComes | PersonGoes | HandDutyOver
