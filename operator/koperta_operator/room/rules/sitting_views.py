"""Build what a console shows of a sitting from its state: how far it is, its packages, its candidates."""

from __future__ import annotations

from koperta_operator.room.rules.marks import standing_for
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import Attempt, Candidate, SittingState
from koperta_operator.room.rules.time_ledger import Cause
from koperta_operator.room.rules.views import Texts
from koperta_sync.protocol.room_view import CandidateLine, Moving, PackageLine, SittingView


def sitting_view(state: SittingState, texts: Texts, head: bytes, now: Now) -> SittingView:
    """Return the sitting as the console shows it; the steps of the day are the server's to add."""
    return SittingView(
        sitting_id=state.sitting_id,
        title=state.title,
        session=state.session,
        state=state.progress,
        trial=state.trial,
        opens_at_ms=state.opens_at_ms,
        passphrase_id=state.passphrase_id,
        packages=_packages(state),
        candidates=tuple(_line(state, candidate, texts) for candidate in state.candidates.values()),
        rehearsed=state.rehearsed,
        score_checks=_score_checks(state),
        copies=state.copies,
        export_signers=state.export_signers,
        receipt=state.receipt_sha256,
        head=head.hex(),
        events=state.seq,
        suspended_at_ms=_suspended_at_ms(state, now),
        broken_off=state.broken_off,
        moving=_moving(state, texts, now),
    )


def _suspended_at_ms(state: SittingState, now: Now) -> int:
    standing = standing_for(state.marks, state.undone)
    return now.wall_ms - state.time_at(now) + min(one.t for one in standing.values()) if standing else 0


def _moving(state: SittingState, texts: Texts, now: Now) -> tuple[Moving, ...]:
    """Return who waits for another workstation after a failure."""
    found = []
    for candidate in state.candidates.values():
        failed = candidate.standing_for.get(Cause.WORKSTATION_FAILURE)
        if failed is None or candidate.over or candidate.lease_active:
            continue
        facts = texts.facts(candidate.candidate_id)
        found.append(
            Moving(
                candidate_id=candidate.candidate_id,
                name=f"{facts.surname} {facts.first_names}" if facts else "",
                exam_room=candidate.exam_room,
                failed_at_ms=now.wall_ms - state.time_at(now) + failed.t,
            )
        )
    return tuple(found)


def _packages(state: SittingState) -> tuple[PackageLine, ...]:
    counts = dict.fromkeys(state.packages, 0)
    for candidate in state.candidates.values():
        counts[candidate.package_id] += 1
    return tuple(
        PackageLine(
            package_id=package.package_id,
            qualification=package.qualification,
            name=package.name,
            candidates=counts[package.package_id],
            present=True,
        )
        for package in state.packages.values()
    )


def _score_checks(state: SittingState) -> str:
    if not state.score_failures:
        return ""
    failures = [failure for failures in state.score_failures.values() for failure in failures]
    return " ".join(failures) or "passed"


def status_of(candidate: Candidate) -> str:
    """Return a candidate's status in one word of the protocol."""
    if candidate.absent:
        return "absent"
    if candidate.attempt is not Attempt.NOT_BEGUN:
        return str(candidate.attempt)
    return "logged-in" if candidate.lease_active else "expected"


def _line(state: SittingState, candidate: Candidate, texts: Texts) -> CandidateLine:
    facts = texts.facts(candidate.candidate_id)
    return CandidateLine(
        candidate_id=candidate.candidate_id,
        name=f"{facts.surname} {facts.first_names}" if facts else "",
        qualification=state.packages[candidate.package_id].qualification,
        exam_room=candidate.exam_room,
        seat_number=candidate.seat_number,
        minutes=candidate.minutes + candidate.extra_minutes,
        status=status_of(candidate),
        exempt=candidate.exempt,
    )
