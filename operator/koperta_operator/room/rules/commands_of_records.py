"""Hold what officials can write down on the day; see `commands`."""

from __future__ import annotations

from koperta_operator.room.rules.commands_of_acts import Act


class NoteIncident(Act, frozen=True, kw_only=True):
    """Note an incident."""

    code: str
    candidates: tuple[str, ...] = ()
    sealed_text: str = ""


class RecordDecision(Act, frozen=True, kw_only=True):
    """Record a call to the board; `at_ms` 0: now."""

    sealed_question: str
    sealed_answer: str
    sealed_person: str
    at_ms: int = 0
    channels: tuple[str, ...] = ()


class Countersign(Act, frozen=True, kw_only=True):
    """Confirm a decision that was given by phone."""

    seq: int


class ComeIn(Act, frozen=True, kw_only=True):
    """Record that somebody is in the room."""

    as_what: str
    sealed_name: str
    body: str = ""


class GoOut(Act, frozen=True, kw_only=True):
    """Record that somebody left, by the place of their coming."""

    seq: int


class HandOver(Act, frozen=True, kw_only=True):
    """Record that a duty went to somebody else."""

    duty: str
    sealed_from: str
    sealed_to: str
    sealed_reason: str = ""
