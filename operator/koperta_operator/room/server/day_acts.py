"""Do what officials decide on the day: failures, suspension, annulment, health, corrections, undoing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.rules import commands_of_acts as do
from koperta_operator.room.rules.undo import effects
from koperta_operator.room.server.authority import Authorities
from koperta_operator.room.server.desk import Act, Console
from koperta_operator.room.server.sitting_acts import Find
from koperta_sync.protocol import acts as m
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import Ok

R = TypeVar("R", bound=m.ActRequest)
Make = Callable[[R, OpenSitting, do.Authority, str], do.Act]


class DayActs:
    """Turn decisions into commands of one sitting; free text is sealed on the way."""

    def __init__(self, find: Find, authorities: Authorities) -> None:
        self._find = find
        self._authorities = authorities

    def table(self) -> dict[type[Message], Act]:
        """Return the acts by request."""
        return {
            m.ReportFailure: self._act(_report_failure),
            m.ResumeWorkstation: self._act(_resume_workstation),
            m.InterruptForHealth: self._act(_stop_for_health),
            m.EndForHealth: self._act(_end_for_health),
            m.SuspendSitting: self._act(_suspend),
            m.ResumeSitting: self._act(_resume),
            m.BreakOffSitting: self._act(_break_off),
            m.AnnulAttempt: self._act(_annul),
            m.CorrectTime: self._act(_correct),
            m.UndoAct: self._act(_undo),
            m.ForeseeUndo: self._foresee,
        }

    def _act(self, make: Make[R]) -> Callable[[Console, R], Awaitable[Message]]:
        async def do_it(console: Console, message: R) -> Message:
            sitting = self._find(message.sitting_id)
            authority = self._authorities.of(console, message, sitting.sealed)
            await sitting.actor.submit(make(message, sitting, authority, console.actor))
            return Ok()

        return do_it

    async def _foresee(self, _console: Console, message: m.ForeseeUndo) -> Message:
        found = await self._find(message.sitting_id).actor.call(
            lambda state, now: tuple(effects(state, message.seq, now))
        )
        return m.UndoEffect(
            clocks=tuple(
                m.UndoneClock(
                    candidate_id=one.candidate_id,
                    left_before_ms=one.left_before_ms,
                    left_after_ms=one.left_after_ms,
                    ends_before_ms=one.ends_before_ms,
                    ends_after_ms=one.ends_after_ms,
                    goes_on=one.goes_on,
                )
                for one in found
            )
        )


def _report_failure(asked: m.ReportFailure, sitting: OpenSitting, authority: do.Authority, actor: str) -> do.Act:
    text = sitting.sealed(asked.text)
    return do.ReportFailure(
        actor=actor, authority=authority, candidate_id=asked.candidate_id, code=asked.code, sealed_text=text
    )


def _resume_workstation(asked: m.ResumeWorkstation, _: OpenSitting, authority: do.Authority, actor: str) -> do.Act:
    return do.ResumeWorkstation(actor=actor, authority=authority, candidate_id=asked.candidate_id)


def _stop_for_health(asked: m.InterruptForHealth, sitting: OpenSitting, authority: do.Authority, actor: str) -> do.Act:
    text = sitting.sealed(asked.text)
    return do.InterruptForHealth(actor=actor, authority=authority, candidate_id=asked.candidate_id, sealed_text=text)


def _end_for_health(asked: m.EndForHealth, sitting: OpenSitting, authority: do.Authority, actor: str) -> do.Act:
    text = sitting.sealed(asked.text)
    return do.EndForHealth(actor=actor, authority=authority, candidate_id=asked.candidate_id, sealed_text=text)


def _suspend(asked: m.SuspendSitting, sitting: OpenSitting, authority: do.Authority, actor: str) -> do.Act:
    return do.Suspend(actor=actor, authority=authority, cause=asked.cause, sealed_text=sitting.sealed(asked.text))


def _resume(asked: m.ResumeSitting, sitting: OpenSitting, authority: do.Authority, actor: str) -> do.Act:
    return do.Resume(
        actor=actor,
        authority=authority,
        sealed_text=sitting.sealed(asked.text.strip()),
        sealed_told=sitting.sealed(asked.told.strip()),
        channels=asked.channels,
    )


def _break_off(asked: m.BreakOffSitting, sitting: OpenSitting, authority: do.Authority, actor: str) -> do.Act:
    return do.BreakOff(
        actor=actor,
        authority=authority,
        sealed_text=sitting.sealed(asked.text.strip()),
        sealed_told=sitting.sealed(asked.told.strip()),
        channels=asked.channels,
    )


def _annul(asked: m.AnnulAttempt, sitting: OpenSitting, authority: do.Authority, actor: str) -> do.Act:
    text = sitting.sealed(asked.text)
    return do.Annul(
        actor=actor, authority=authority, candidate_id=asked.candidate_id, cause=asked.cause, sealed_text=text
    )


def _correct(asked: m.CorrectTime, sitting: OpenSitting, authority: do.Authority, actor: str) -> do.Act:
    return do.CorrectTime(
        actor=actor,
        authority=authority,
        candidate_id=asked.candidate_id,
        ms=asked.ms,
        sealed_reason=sitting.sealed(asked.reason.strip()),
    )


def _undo(asked: m.UndoAct, sitting: OpenSitting, authority: do.Authority, actor: str) -> do.Act:
    return do.UndoAct(
        actor=actor, authority=authority, seq=asked.seq, sealed_reason=sitting.sealed(asked.reason.strip())
    )
