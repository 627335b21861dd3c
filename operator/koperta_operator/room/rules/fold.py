"""Fold events into a state: one small function per event, found in a table.

Events are facts. A function here never refuses one; what may happen was decided before it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules import time_notes
from koperta_operator.room.rules.fold_candidates import CANDIDATE_HANDLERS, amend, line
from koperta_operator.room.rules.fold_incidents import INCIDENT_HANDLERS
from koperta_operator.room.rules.fold_records import RECORD_HANDLERS
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.state import Attempt, SittingState
from koperta_sync.protocol.room_view import SittingState as Progress


def _sitting_opened(state: SittingState, event: ev.SittingOpened, at: At) -> None:
    state.sitting_id = event.sitting_id
    state.session = event.session
    state.title = event.title
    state.opens_at_ms = event.opens_at_ms
    state.trial = event.trial
    state.room_id = event.room_id
    state.revision = event.revision
    state.packages = {package.package_id: package for package in event.packages}
    state.candidates = {entry.candidate_id: line(entry) for entry in event.candidates}


def _candidates_amended(state: SittingState, event: ev.CandidatesAmended, at: At) -> None:
    state.revision = event.revision
    for candidate_id in event.removed:
        state.candidates.pop(candidate_id, None)
    for entry in event.candidates:
        amend(state, entry)


def _boot_started(state: SittingState, event: ev.BootStarted, at: At) -> None:
    state.boot = at.boot
    state.boot_mono_ms = at.mono_ms
    state.boot_base_t = state.last_t
    state.wall_offset_ms = at.wall_ms - at.mono_ms
    state.wall_before_ms = state.last_wall_ms
    state.asleep_ms = event.asleep_ms
    state.stretch += 1


def _heartbeat(state: SittingState, event: ev.Heartbeat, at: At) -> None:
    """Only the moment of a heartbeat matters, and every event leaves that."""


def _wall_clock_jumped(state: SittingState, event: ev.WallClockJumped, at: At) -> None:
    state.wall_offset_ms = at.wall_ms - at.mono_ms


def _suspended(state: SittingState, event: ev.Suspended, at: At) -> None:
    state.wall_offset_ms = at.wall_ms - at.mono_ms
    state.asleep_ms = event.asleep_ms
    state.stretch += 1


def _clock_went_back(state: SittingState, event: ev.ClockWentBack, at: At) -> None:
    state.back_noted_boot = at.boot


def _clock_far_from_day(state: SittingState, event: ev.ClockFarFromDay, at: At) -> None:
    state.day_doubted_boot = at.boot


def _seats_drawn(state: SittingState, event: ev.SeatsDrawn, at: At) -> None:
    for candidate_id, seat_number in event.seats.items():
        state.candidates[candidate_id].seat_number = seat_number


def _unlocked(state: SittingState, event: ev.Unlocked, at: At) -> None:
    if state.progress is Progress.IMPORTED:
        state.progress = Progress.UNLOCKED
    state.passphrase_id = event.passphrase_id


def _forms_drawn(state: SittingState, event: ev.FormsDrawn, at: At) -> None:
    options = state.options.setdefault(event.package_id, {})
    options.update(event.options)
    names = {item: item for item in options}  # one string per task, however many forms hold it
    for form in event.forms:
        candidate = state.candidates[form.candidate_id]
        candidate.form = tuple(names[item] for item in form.items)
        candidate.form_sha256 = form.sha256
        candidate.form_attempt = form.attempt
        candidate.form_stored = False


def _score_checks_run(state: SittingState, event: ev.ScoreChecksRun, at: At) -> None:
    state.score_failures[event.package_id] = event.failures
    state.key_revisions[event.package_id] = event.key_revision


def _rehearsed(state: SittingState, event: ev.Rehearsed, at: At) -> None:
    state.rehearsed = set(event.package_ids) >= set(state.packages)


def _sitting_started(state: SittingState, event: ev.SittingStarted, at: At) -> None:
    state.progress = Progress.STARTED
    state.started_t = state.last_t
    state.started_wall_ms = at.wall_ms


def _closed(state: SittingState, event: ev.Closed, at: At) -> None:
    state.progress = Progress.CLOSED
    state.closed_wall_ms = at.wall_ms
    for candidate in state.candidates.values():
        if candidate.attempt is Attempt.NOT_BEGUN and candidate.ever_logged_in:
            candidate.attempt = Attempt.ENDED


def _export_made(state: SittingState, event: ev.ExportMade, at: At) -> None:
    state.progress = Progress.EXPORTED
    state.exports = event.export_number
    state.exported_through = event.through
    state.entries_since_export = 0
    state.bundle_sha256 = event.bundle_sha256
    state.export_signers = event.signers
    state.manifest_sha256 = event.manifest_sha256
    state.copies = ()
    state.receipt_sha256 = ""


def _copy_verified(state: SittingState, event: ev.CopyVerified, at: At) -> None:
    if event.bundle_sha256 == state.bundle_sha256 and event.place not in state.copies:
        state.copies = (*state.copies, event.place)


def _receipt_imported(state: SittingState, event: ev.ReceiptImported, at: At) -> None:
    if event.bundle_sha256 == state.bundle_sha256:
        state.receipt_sha256 = event.receipt_sha256
        state.progress = Progress.DELIVERED


def _term_began(state: SittingState, event: ev.TermBegan, at: At) -> None:
    state.term = event.term
    state.rebuilt = state.rebuilt or event.how == "rebuild"
    if event.term > state.superseded_by:
        state.superseded_by = 0


def _superseded(state: SittingState, event: ev.Superseded, at: At) -> None:
    state.superseded_by = event.term


def _rebuilt(state: SittingState, event: ev.Rebuilt, at: At) -> None:
    """What a journal was put together from is evidence; that it was is in the term."""


def _details_given(state: SittingState, event: ev.ProtocolDetailsGiven, at: At) -> None:
    state.protocol_details[event.exam_room] = event.sealed_details


def _documents_written(state: SittingState, event: ev.DocumentsWritten, at: At) -> None:
    state.documents = event


def _collective_sent(state: SittingState, event: ev.CollectiveSent, at: At) -> None:
    state.collective_sent_ms = at.wall_ms


_HANDLERS: dict[type[ev.Event], Callable[[SittingState, Any, At], None]] = {
    ev.SittingOpened: _sitting_opened,
    ev.CandidatesAmended: _candidates_amended,
    ev.BootStarted: _boot_started,
    ev.Heartbeat: _heartbeat,
    ev.WallClockJumped: _wall_clock_jumped,
    ev.Suspended: _suspended,
    ev.ClockWentBack: _clock_went_back,
    ev.ClockFarFromDay: _clock_far_from_day,
    ev.SeatsDrawn: _seats_drawn,
    ev.Unlocked: _unlocked,
    ev.FormsDrawn: _forms_drawn,
    ev.ScoreChecksRun: _score_checks_run,
    ev.Rehearsed: _rehearsed,
    ev.SittingStarted: _sitting_started,
    ev.Closed: _closed,
    ev.ExportMade: _export_made,
    ev.CopyVerified: _copy_verified,
    ev.ReceiptImported: _receipt_imported,
    ev.TermBegan: _term_began,
    ev.Superseded: _superseded,
    ev.Rebuilt: _rebuilt,
    ev.ProtocolDetailsGiven: _details_given,
    ev.DocumentsWritten: _documents_written,
    ev.CollectiveSent: _collective_sent,
    **CANDIDATE_HANDLERS,
    **INCIDENT_HANDLERS,
    **RECORD_HANDLERS,
}


def apply(state: SittingState, event: ev.Event, at: At) -> None:
    """Take one event into the state, in place."""
    state.seq = at.seq
    if type(event) is not ev.BootStarted:
        state.last_t = state.time_at(at)
    _HANDLERS[type(event)](state, event, at)
    time_notes.take(state, event, at)
    state.last_wall_ms = at.wall_ms


def fold(history: Iterable[tuple[ev.Event, At]], state: SittingState | None = None) -> SittingState:
    """Return the state that a history adds up to, going on from `state` when one is given."""
    state = SittingState() if state is None else state
    for event, at in history:
        apply(state, event, at)
    return state
