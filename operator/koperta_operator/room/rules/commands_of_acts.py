"""Hold what officials can decide on the day; see `commands`."""

from __future__ import annotations

from typing import TypedDict

import msgspec

from koperta_operator.room.rules.commands import Command


class AuthorityFields(TypedDict):
    """Name the fields of an event that say at whose word it was done."""

    role: str
    second: str
    by_phone: str
    sealed_break_glass: str


class Authority(msgspec.Struct, frozen=True, kw_only=True):
    """Hold in which role somebody acts, who signed beside them, who decided by phone, and why one did alone."""

    role: str = ""
    second: str = ""
    by_phone: str = ""
    sealed_break_glass: str = ""

    def fields(self) -> AuthorityFields:
        """Return the fields for an event."""
        return AuthorityFields(
            role=self.role,
            second=self.second,
            by_phone=self.by_phone,
            sealed_break_glass=self.sealed_break_glass,
        )

    @property
    def two(self) -> bool:
        """Say whether two people did it, or one who broke the glass."""
        return bool(self.second or self.sealed_break_glass)


class Act(Command[None], frozen=True, kw_only=True):
    """Be the parent of acts that are authored."""

    authority: Authority = Authority()


class ReportFailure(Act, frozen=True, kw_only=True):
    """Stop the clock of a candidate whose workstation failed."""

    candidate_id: str
    code: str
    sealed_text: str = ""


class ResumeWorkstation(Act, frozen=True, kw_only=True):
    """Let the clock run again at a workstation that was mended."""

    candidate_id: str


class InterruptForHealth(Act, frozen=True, kw_only=True):
    """Stop the clock of a candidate who needs help; the return lets it run again."""

    candidate_id: str
    sealed_text: str = ""


class EndForHealth(Act, frozen=True, kw_only=True):
    """End the attempt of a candidate who does not go on."""

    candidate_id: str
    sealed_text: str = ""


class Suspend(Act, frozen=True, kw_only=True):
    """Stop every clock (§31)."""

    cause: str
    sealed_text: str = ""


class Resume(Act, frozen=True, kw_only=True):
    """Let every clock run again, by a decision that came by these channels."""

    sealed_text: str
    sealed_told: str
    channels: tuple[str, ...]


class BreakOff(Act, frozen=True, kw_only=True):
    """End the exam for everybody, by a decision that came by these channels."""

    sealed_text: str
    sealed_told: str
    channels: tuple[str, ...]


class Annul(Act, frozen=True, kw_only=True):
    """Break off and annul one candidate's exam, with its legal cause."""

    candidate_id: str
    cause: str
    sealed_text: str = ""


class CorrectTime(Act, frozen=True, kw_only=True):
    """Give one candidate time; milliseconds."""

    candidate_id: str
    ms: int
    sealed_reason: str


class UndoAct(Act, frozen=True, kw_only=True):
    """Take back an act by its place in the journal."""

    seq: int
    sealed_reason: str
