"""Find the rule for a command."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import Any

import msgspec

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import commands_of_acts as acts
from koperta_operator.room.rules import commands_of_records as records
from koperta_operator.room.rules import (
    decide_documents,
    decide_entries,
    decide_failure,
    decide_incidents,
    decide_login,
    decide_outage,
    decide_records,
    decide_recovery,
    decide_seats,
    decide_sitting,
    decide_term,
    decide_time,
)
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.candidate import Attempt
from koperta_operator.room.rules.decision import Decision
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_sync.protocol.refusals import Refused, RefusedError

_RULES: dict[type[do.Command[Any]], Callable[[SittingState, Any, Now], Decision]] = {
    do.Deliver: decide_entries.deliver,
    do.Beat: decide_entries.beat,
    do.ConfirmData: decide_login.confirm_data,
    do.StoreForm: decide_login.store_form,
    do.ReleaseLease: decide_login.release_lease,
    do.LeaveSeat: decide_login.leave_seat,
    do.Salvage: decide_recovery.salvage,
    do.RecoverLease: decide_recovery.recover_lease,
    do.RecordRebuild: decide_recovery.record_rebuild,
    do.DrawSeats: decide_seats.draw_seats,
    do.OpenSitting: decide_sitting.open_sitting,
    do.AmendCandidates: decide_sitting.amend,
    do.RecordRehearsal: decide_sitting.rehearsed,
    do.RecordUnlock: decide_sitting.unlock,
    do.StartSitting: decide_sitting.start,
    do.CloseSitting: decide_sitting.close,
    do.RecordExport: decide_sitting.export,
    do.RecordCopy: decide_sitting.copied,
    do.RecordProtocolDetails: decide_documents.details,
    do.RecordDocuments: decide_documents.written,
    do.RecordSending: decide_documents.sent,
    do.RecordReceipt: decide_sitting.receipt,
    do.RoomReturn: decide_time.room_return,
    acts.ReportFailure: decide_failure.report,
    acts.ResumeWorkstation: decide_failure.resume,
    acts.InterruptForHealth: decide_incidents.stop_for_health,
    acts.EndForHealth: decide_incidents.end_for_health,
    acts.Suspend: decide_incidents.suspend,
    acts.Resume: decide_incidents.resume,
    acts.BreakOff: decide_incidents.break_off,
    acts.Annul: decide_incidents.annul,
    acts.CorrectTime: decide_incidents.correct_time,
    acts.UndoAct: decide_incidents.undo,
    records.NoteIncident: decide_records.note_incident,
    records.RecordDecision: decide_records.record_decision,
    records.Countersign: decide_records.countersign,
    records.ComeIn: decide_records.come_in,
    records.GoOut: decide_records.go_out,
    records.HandOver: decide_records.hand_over,
    do.BeginTerm: decide_term.begin_term,
    do.Supersede: decide_term.supersede,
}


def decide(
    state: SittingState, command: do.Command[Any], now: Now, connected: Container[str] = frozenset()
) -> Decision:
    """Return what a command does. Raises RefusedError when it does nothing and may not.

    `connected` are the fingerprints of the workstations that are there at this moment.
    """
    if state.superseded_by and not isinstance(command, do.BeginTerm | do.Supersede):
        return decide_term.when_superseded(state, command)
    if isinstance(command, do.LogIn):
        return decide_login.log_in(state, command, now, connected)
    if isinstance(command, do.AssignSeat):
        return decide_seats.assign_seat(state, command, now, connected)
    if isinstance(command, do.RoomExit):
        return decide_time.room_exit(state, command, now, connected)
    if isinstance(command, do.Tick):
        return decide_time.tick(state, command, now, connected)
    rule = _RULES.get(type(command))
    if rule is None:
        raise RefusedError(Refused.BAD_MESSAGE, f"no rule for {type(command).__name__}")
    decision = rule(state, command, now)
    if isinstance(command, acts.Suspend):
        return _with_unaware(state, state.solving, decision, connected)
    if isinstance(command, acts.ReportFailure | acts.InterruptForHealth):
        return _with_unaware(state, (command.candidate_id,), decision, connected)
    return decision


def _with_unaware(
    state: SittingState, concerned: Iterable[str], decision: Decision, connected: Container[str]
) -> Decision:
    """Note first which workstations cannot hear that a clock stops: they count the absence as work."""
    away: list[ev.Event] = []
    for candidate_id in concerned:
        candidate = state.candidates[candidate_id]
        if candidate.attempt is Attempt.SOLVING:
            away += decide_outage.lost(state, candidate, connected, {candidate.workstation: decide_outage.UNSEEN_MS})
    return msgspec.structs.replace(decision, events=(*away, *decision.events)) if away else decision
