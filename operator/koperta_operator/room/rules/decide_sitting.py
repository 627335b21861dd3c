"""Decide about the sitting as a whole: made, amended, unlocked, started, closed, handed over."""

from __future__ import annotations

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.decision import Decision
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import Attempt, SittingState
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import SittingState as Progress


def open_sitting(state: SittingState, command: do.OpenSitting, now: Now) -> Decision:
    """Decide about making the sitting: once, with candidates whose packages are there."""
    opened = command.opened
    if state.sitting_id:
        raise RefusedError(Refused.WRONG_STATE, "this sitting is open already")
    _check_candidates(opened.candidates, {package.package_id for package in opened.packages})
    return Decision((opened,))


def _check_candidates(candidates: tuple[ev.CandidateEntry, ...], packages: set[str]) -> None:
    ids = [candidate.candidate_id for candidate in candidates]
    if len(set(ids)) != len(ids):
        raise RefusedError(Refused.FILE_REFUSED, "a candidate occurs twice")
    for candidate in candidates:
        if candidate.package_id not in packages:
            raise RefusedError(Refused.FILE_REFUSED, "a candidate's package is not of this sitting")
        if candidate.minutes <= 0 or candidate.extra_minutes < 0:
            raise RefusedError(Refused.FILE_REFUSED, "minutes must be positive")


def amend(state: SittingState, command: do.AmendCandidates, now: Now) -> Decision:
    """Decide about an amendment; who has begun keeps package and room, and nobody loses minutes."""
    amended = command.amended
    if state.closed:
        raise RefusedError(Refused.WRONG_STATE, "the sitting is closed")
    if amended.revision <= state.revision:
        raise RefusedError(Refused.FILE_REFUSED, "an older amendment", revision=state.revision)
    _check_candidates(amended.candidates, set(state.packages))
    for candidate_id in amended.removed:
        known = state.candidates.get(candidate_id)
        if known is not None and known.ever_logged_in:
            raise RefusedError(Refused.WRONG_STATE, "a removed candidate has logged in")
    for entry in amended.candidates:
        known = state.candidates.get(entry.candidate_id)
        if known is None:
            continue
        if known.form and entry.package_id != known.package_id:
            raise RefusedError(Refused.WRONG_STATE, "a candidate with a drawn form changes the package")
        if known.attempt is Attempt.NOT_BEGUN:
            continue
        less = entry.minutes + entry.extra_minutes < known.minutes + known.extra_minutes
        if less or entry.exam_room != known.exam_room or entry.exempt != known.exempt:
            raise RefusedError(Refused.WRONG_STATE, "a candidate who has begun cannot be moved or shortened")
    return Decision((amended,))


def rehearsed(state: SittingState, command: do.RecordRehearsal, now: Now) -> Decision:
    """Take note of a rehearsal."""
    return Decision((ev.Rehearsed(package_ids=command.package_ids),))


def unlock(state: SittingState, command: do.RecordUnlock, now: Now) -> Decision:
    """Take note of an unlock. A second one, after a restart, must have drawn the very same forms."""
    if state.closed or not state.sitting_id:
        raise RefusedError(Refused.WRONG_STATE, "there is nothing to unlock")
    fresh: list[ev.Event] = []
    for drawn in command.forms:
        _check_drawn(state, drawn)
        new = tuple(form for form in drawn.forms if _is_new(state, form))
        if new:
            fresh.append(ev.FormsDrawn(package_id=drawn.package_id, options=drawn.options, forms=new))
    covered = {form.candidate_id for drawn in command.forms for form in drawn.forms}
    without = [c for c in state.candidates.values() if not c.exempt and c.candidate_id not in covered]
    if without:
        raise RefusedError(Refused.WRONG_STATE, "a candidate has no form", missing=len(without))
    if {check.package_id for check in command.checks} < {drawn.package_id for drawn in command.forms}:
        raise RefusedError(Refused.WRONG_STATE, "score checks of a package did not run")
    return Decision((command.unlocked, *fresh, *command.checks))


def _check_drawn(state: SittingState, drawn: ev.FormsDrawn) -> None:
    for form in drawn.forms:
        candidate = state.candidates.get(form.candidate_id)
        if candidate is None or candidate.package_id != drawn.package_id:
            raise RefusedError(Refused.WRONG_STATE, "a form for somebody else")
        if len(set(form.items)) != len(form.items) or not set(form.items) <= set(drawn.options):
            raise RefusedError(Refused.WRONG_STATE, "a form with unknown or repeated tasks")


def _is_new(state: SittingState, form: ev.FormLine) -> bool:
    candidate = state.candidates[form.candidate_id]
    if not candidate.form or form.attempt > candidate.form_attempt:
        return True
    if candidate.form != form.items or candidate.form_sha256 != form.sha256:
        raise RefusedError(Refused.WRONG_STATE, "the draw gave another form than before the restart")
    return False


def start(state: SittingState, command: do.StartSitting, now: Now) -> Decision:
    """Decide about the start: after the unlock, not before the hour (§28(1))."""
    if state.progress is Progress.IMPORTED:
        raise RefusedError(Refused.WRONG_STATE, "the tasks are not unlocked")
    if state.started:
        raise RefusedError(Refused.WRONG_STATE, "the sitting has started already")
    if now.wall_ms < state.opens_at_ms:
        raise RefusedError(Refused.TOO_EARLY, "before the hour", opens_at_ms=state.opens_at_ms)
    return Decision((ev.SittingStarted(),))


def close(state: SittingState, command: do.CloseSitting, now: Now) -> Decision:
    """Decide about closing: nobody is solving, and whoever never logged in is named as absent."""
    if state.progress not in (Progress.STARTED, Progress.UNLOCKED, Progress.IMPORTED) or not state.sitting_id:
        raise RefusedError(Refused.WRONG_STATE, "the sitting is closed already")
    if state.solving:
        raise RefusedError(Refused.WRONG_STATE, "somebody is still solving", solving=len(state.solving))
    if not state.started and any(c.ever_logged_in for c in state.candidates.values()):
        raise RefusedError(Refused.WRONG_STATE, "the sitting has not started, and candidates are waiting")
    never = sorted(c.candidate_id for c in state.candidates.values() if not c.ever_logged_in and not c.exempt)
    if sorted(command.absent) != never:
        raise RefusedError(Refused.WRONG_STATE, "the absent named are not those who never logged in", absent=len(never))
    return Decision((*(ev.MarkedAbsent(candidate_id=c) for c in never), ev.Closed()))


def export(state: SittingState, command: do.RecordExport, now: Now) -> Decision:
    """Take note of a signed bundle of a closed sitting; export numbers grow by one."""
    if not state.closed:
        raise RefusedError(Refused.WRONG_STATE, "the sitting is not closed")
    if command.made.export_number != state.exports + 1 or command.made.through > state.seq:
        raise RefusedError(Refused.WRONG_STATE, "not the next export", exports=state.exports)
    return Decision((command.made,))


def copied(state: SittingState, command: do.RecordCopy, now: Now) -> Decision:
    """Take note of a verified copy of the newest bundle."""
    if not state.bundle_sha256 or command.bundle_sha256 != state.bundle_sha256:
        raise RefusedError(Refused.WRONG_STATE, "not a copy of the newest bundle")
    return Decision((ev.CopyVerified(bundle_sha256=command.bundle_sha256, place=command.place),))


def receipt(state: SittingState, command: do.RecordReceipt, now: Now) -> Decision:
    """Take note of the board's receipt for the newest bundle; the same again changes nothing."""
    if not state.bundle_sha256 or command.bundle_sha256 != state.bundle_sha256:
        raise RefusedError(Refused.FILE_REFUSED, "a receipt for another bundle")
    if state.receipt_sha256 == command.receipt_sha256:
        return Decision()
    return Decision((ev.ReceiptImported(bundle_sha256=command.bundle_sha256, receipt_sha256=command.receipt_sha256),))
