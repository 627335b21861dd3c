"""Find the rule for a command."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import (
    decide_entries,
    decide_login,
    decide_recovery,
    decide_seats,
    decide_sitting,
    decide_term,
    decide_time,
)
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
    do.RecordReceipt: decide_sitting.receipt,
    do.RoomReturn: decide_time.room_return,
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
    return rule(state, command, now)
