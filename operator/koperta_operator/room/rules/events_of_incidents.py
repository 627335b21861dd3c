"""Declare what happens on the day and what people decide about it: failures, suspension, annulment, incidents."""

from __future__ import annotations

from koperta_operator.room.rules.event_base import Event


class Deed(Event, frozen=True, kw_only=True):
    """Be the parent of what an official does: in which role, with whose second signature, at whose word.

    `by_phone`: the official who decided and was not there; it has to be countersigned. `sealed_break_glass`: one
    person did alone what two should, for this reason; shown in red and printed.
    """

    role: str = ""
    second: str = ""
    by_phone: str = ""
    sealed_break_glass: str = ""


# ---- time ----------------------------------------------------------------------------------------


class WorkstationFailureReported(Deed, frozen=True, kw_only=True):
    """A candidate's workstation failed (§26(7)); the clock stands from this report on."""

    candidate_id: str
    seat_number: int
    epoch: int
    code: str
    sealed_text: str = ""


class WorkstationResumed(Deed, frozen=True, kw_only=True):
    """The candidate goes on after a failure, at the same seat or at another; `how`: same-seat | transfer."""

    candidate_id: str
    seat_number: int
    how: str


class HealthInterruption(Deed, frozen=True, kw_only=True):
    """A candidate stops for reasons of health; `room-return` or `attempt-interrupted` follows."""

    candidate_id: str
    sealed_text: str = ""


class SittingSuspended(Deed, frozen=True, kw_only=True):
    """The exam chair suspended the exam for everybody (§31); every clock stands."""

    cause: str
    sealed_text: str = ""


class SittingResumed(Deed, frozen=True, kw_only=True):
    """The exam goes on; `channels` are the ways by which the board was told and decided."""

    sealed_text: str = ""
    sealed_told: str = ""
    channels: tuple[str, ...] = ()


class TimeCorrected(Deed, frozen=True, kw_only=True):
    """A candidate was given milliseconds beyond what the clocks gave by themselves."""

    candidate_id: str
    ms: int
    sealed_reason: str = ""


# ---- ends ----------------------------------------------------------------------------------------


class SittingBrokenOff(Deed, frozen=True, kw_only=True):
    """The exam was broken off for everybody who had not finished (§31)."""

    sealed_text: str = ""
    sealed_told: str = ""
    channels: tuple[str, ...] = ()


class AttemptAnnulled(Deed, frozen=True, kw_only=True):
    """The exam chair broke off and annulled one exam; the answers stay, no number is shown.

    `cause`: non-independent-work | device | disturbance.
    """

    candidate_id: str
    cause: str
    sealed_text: str = ""


class AttemptInterrupted(Deed, frozen=True, kw_only=True):
    """A candidate who had stopped for reasons of health does not go on."""

    candidate_id: str
    sealed_text: str = ""


class ActUndone(Deed, frozen=True, kw_only=True):
    """An act was wrong: clocks and statuses are as if it had not happened; the event stays.

    Where it had ended an attempt, the time until now is credited.
    """

    seq: int
    sealed_reason: str = ""
