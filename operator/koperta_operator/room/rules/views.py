"""Build what seats and the wall show from a state; texts, names and forms are passed in.

A seat's view holds nothing of anybody else. A tile holds no task and no answer (§28(5)): only how many.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from koperta_operator.room.rules import time_ledger
from koperta_operator.room.rules.events import PAUSE_AND_CREDIT
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import Attempt, Candidate, SittingState
from koperta_operator.room.rules.time_ledger import Cause
from koperta_sync.protocol.room_view import Attention, Tile, TimeNote
from koperta_sync.protocol.seat import (
    CandidateFacts,
    Clock,
    Credit,
    KeptFiles,
    Phase,
    Preliminary,
    Resume,
    SealedFormOffer,
    SeatView,
    SittingFacts,
)

LONG_ABSENCE_MS = 10 * 60_000
NOTES_SHOWN = 8
_KEY_PHASES = frozenset({Phase.READY, Phase.SOLVING})
_FORM_PHASES = _KEY_PHASES | {Phase.PREPARED, Phase.COVERED}


class FormParts(msgspec.Struct, frozen=True):
    """Hold what is outside the journal of a drawn form: where to fetch it, and its key in hex."""

    offer: SealedFormOffer
    key: str

    def __repr__(self) -> str:
        return f"FormParts({self.offer.package_id})"


class Texts(Protocol):
    """Give names and forms for ids; called in the sitting's thread, so it must only look things up."""

    @property
    def room_label(self) -> str:
        """Return the name of the room as people say it."""

    def facts(self, candidate_id: str) -> CandidateFacts | None:
        """Return what a candidate is asked to confirm."""

    def form(self, candidate_id: str) -> FormParts | None:
        """Return the sealed form, while the sitting is unlocked in this run of the program."""


class Presence(msgspec.Struct):
    """Hold what is known of a workstation at this moment, not in any journal."""

    fingerprint: str
    exam_room: str
    seat_number: int
    connected: bool = False
    since_mono_ms: int = 0
    heard_mono_ms: int = 0
    undelivered: int = 0
    focus_losses: int = 0
    focus_losses_seen: int = 0
    witness_sequence: int = 0
    witness_head: str = ""
    software: str = ""
    platform: str = ""
    kept: str = ""
    keeps_files: bool = True  # false: its disk has failed since


def clock_of(state: SittingState, candidate: Candidate, now: Now) -> Clock | None:
    """Return a candidate's clock; None before the attempt and after the sitting ended without one."""
    if not candidate.began:
        return None
    t = candidate.ended_t if candidate.over else state.time_at(now)
    remaining = max(0, candidate.remaining_ms(t))
    return Clock(
        entitled_ms=candidate.entitled_ms,
        remaining_ms=remaining,
        ends_at_ms=time_ledger.end_hour_ms(now.wall_ms, remaining),
        running=candidate.attempt is Attempt.SOLVING and not (candidate.standing_for or candidate.standing),
        credits=_credits(candidate, t),
    )


def _credits(candidate: Candidate, t: int) -> tuple[Credit, ...]:
    if not candidate.all_absences and not candidate.extra_minutes and not candidate.corrections:
        return ()
    credits_ = []
    if candidate.extra_minutes:
        credits_.append(Credit(reason="accommodation", ms=candidate.extra_minutes * 60_000))
    given = time_ledger.credited_ms(candidate.all_absences, candidate.started_t, t)
    if candidate.corrections:
        corrected = sum(candidate.corrections.values())
        given[Cause.CORRECTION] = given.get(Cause.CORRECTION, 0) + corrected
    for cause, ms in given.items():
        credits_.append(Credit(reason=cause.value, ms=ms))
    return tuple(credits_)


def empty_view(room_label: str, exam_room: str, seat_number: int, now: Now, notice: str = "") -> SeatView:
    """Return the view of a seat where nobody is logged in."""
    return SeatView(
        phase=Phase.WAITING,
        room_label=room_label,
        exam_room=exam_room,
        seat_number=seat_number,
        wall_ms=now.wall_ms,
        notice=notice,
    )


def seat_view(state: SittingState, candidate: Candidate, now: Now, texts: Texts) -> SeatView:
    """Return everything the holder of a candidate's lease may know now."""
    lease = candidate.lease
    if lease is None or not candidate.lease_active:
        return empty_view(texts.room_label, candidate.exam_room, candidate.seat_number, now)
    phase = state.phase_of(candidate)
    parts = texts.form(candidate.candidate_id) if phase in _FORM_PHASES else None
    preliminary, withheld = _preliminary(state, candidate)
    return SeatView(
        phase=phase,
        room_label=texts.room_label,
        exam_room=lease.exam_room,
        seat_number=lease.seat_number,
        wall_ms=now.wall_ms,
        candidate=texts.facts(candidate.candidate_id),
        sitting=_sitting_facts(state, candidate),
        epoch=candidate.epoch,
        form=parts.offer if parts else None,
        form_key=parts.key if parts and phase in _KEY_PHASES else "",
        clock=clock_of(state, candidate, now),
        resume=_resume(state, candidate, now),
        preliminary=preliminary,
        preliminary_withheld=withheld,
        reason=reason_of(state, candidate),
        cause=cause_of(state, candidate),
    )


_FIRST = (Cause.SUSPENSION, Cause.WORKSTATION_FAILURE, Cause.HEALTH, Cause.ROOM_EXIT)


def reason_of(state: SittingState, candidate: Candidate) -> str:
    """Return why a seat is covered, suspended or ended, as a code; empty for none of these."""
    if candidate.attempt is Attempt.ANNULLED:
        return "annulled"
    if candidate.attempt is Attempt.INTERRUPTED:
        return candidate.endings[-1].why
    if state.phase_of(candidate) is Phase.ENDED:
        return "closed"
    if candidate.over or not (candidate.covered or candidate.suspended):
        return ""
    return next(cause.value for cause in _FIRST if cause in candidate.standing_for)


def cause_of(state: SittingState, candidate: Candidate) -> str:
    """Return the coded cause of an annulment."""
    return candidate.endings[-1].why if candidate.attempt is Attempt.ANNULLED else ""


def _sitting_facts(state: SittingState, candidate: Candidate) -> SittingFacts:
    package = state.packages[candidate.package_id]
    return SittingFacts(
        sitting_id=state.sitting_id,
        title=state.title,
        session=state.session,
        opens_at_ms=state.opens_at_ms,
        trial=state.trial,
        tasks=len(candidate.form) or package.tasks,
        minutes=candidate.minutes + candidate.extra_minutes,
        calculator=package.calculator,
        pauses=package.outage == PAUSE_AND_CREDIT,
        started=state.started,
    )


def _resume(state: SittingState, candidate: Candidate, now: Now) -> Resume | None:
    """Return what the room holds; also before the start, because a lost acknowledgement may hide an entry."""
    lease = candidate.lease
    if lease is None or (candidate.attempt is Attempt.NOT_BEGUN and not lease.held):
        return None
    return Resume(
        answers=dict(candidate.answers),
        flags=tuple(sorted(candidate.flags)),
        worked_ms=candidate.consumed_ms(state.time_at(now)),
        delivered_through=len(lease.held),
    )


def _preliminary(state: SittingState, candidate: Candidate) -> tuple[Preliminary | None, str]:
    if candidate.attempt in (Attempt.ANNULLED, Attempt.INTERRUPTED):
        return None, str(candidate.attempt)
    if candidate.attempt not in (Attempt.FINISHED, Attempt.EXPIRED):
        return None, ""
    if not state.packages[candidate.package_id].show_preliminary:
        return None, "package-says-no"
    if state.score_failures.get(candidate.package_id):
        return None, "checks-failed"
    shown = candidate.shown
    if shown is None:
        return None, ""
    return Preliminary(right=shown.right, total=shown.total, key_revision=shown.key_revision), ""


def tile(state: SittingState, candidate: Candidate, presence: Presence, now: Now, texts: Texts) -> Tile:
    """Return one seat of the wall with the candidate who holds its lease."""
    facts = texts.facts(candidate.candidate_id)
    t = state.time_at(now)
    absent_ms = _since(candidate, t, Cause.ROOM_EXIT, Cause.HEALTH)
    failed_ms = _since(candidate, t, Cause.WORKSTATION_FAILURE)
    disconnected_ms = 0 if presence.connected else max(0, now.mono_ms - presence.since_mono_ms)
    return Tile(
        seat_number=presence.seat_number,
        exam_room=presence.exam_room,
        connected=presence.connected,
        phase=state.phase_of(candidate),
        disconnected_ms=disconnected_ms,
        sitting_id=state.sitting_id,
        candidate_id=candidate.candidate_id,
        name=f"{facts.surname} {facts.first_names}" if facts else "",
        qualification=state.packages[candidate.package_id].qualification,
        answered=len(candidate.answers),
        total=len(candidate.form) or state.packages[candidate.package_id].tasks,
        undelivered=_undelivered(candidate, presence),
        saved_at_ms=candidate.saved_at_ms,
        clock=clock_of(state, candidate, now),
        absent_ms=absent_ms,
        failed_ms=failed_ms,
        reason=reason_of(state, candidate),
        attention=_attention(candidate, presence, absent_ms),
        time_notes=tuple(
            TimeNote(matter=one.matter, from_ms=one.from_ms, to_ms=one.to_ms, ms=one.ms, credited_ms=one.credited_ms)
            for one in candidate.notes[-NOTES_SHOWN:]
        ),
        software=presence.software,
        platform=presence.platform,
    )


def _since(candidate: Candidate, t: int, *causes: Cause) -> int:
    """Return how long the clock has stood for the first of these causes; at least 1 where it stands."""
    began = [candidate.standing_for[cause].t for cause in causes if cause in candidate.standing_for]
    return max(1, t - min(began)) if began and not candidate.over else 0


def _undelivered(candidate: Candidate, presence: Presence) -> int:
    """Return what the workstation last said is still to come; behind the entry that hands in there is nothing."""
    return 0 if candidate.attempt is Attempt.FINISHED else presence.undelivered


def _attention(candidate: Candidate, presence: Presence, absent_ms: int) -> tuple[Attention, ...]:
    """Return why a seat needs somebody, most urgent first; a disconnected one matters until it is over."""
    reasons = []
    if Cause.WORKSTATION_FAILURE in candidate.standing_for and not candidate.over:
        reasons.append(Attention.WORKSTATION_FAILED)
    if not presence.connected and not candidate.over:
        reasons.append(Attention.DISCONNECTED)
    if _undelivered(candidate, presence):
        reasons.append(Attention.NOT_SAVED)
    if presence.focus_losses > presence.focus_losses_seen and not candidate.over:
        reasons.append(Attention.FOCUS_LOST)
    if absent_ms >= LONG_ABSENCE_MS:
        reasons.append(Attention.LONG_ABSENCE)
    if (presence.kept == KeptFiles.NO or not presence.keeps_files) and not candidate.over:
        reasons.append(Attention.KEEPS_NO_FILES)
    return tuple(reasons)
