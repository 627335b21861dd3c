"""Say which views an event changes, as data."""

from __future__ import annotations

import enum

from koperta_operator.room.rules import events as ev


class Reach(enum.Enum):
    """Name whose seat sees an event at once, without having asked for it."""

    NOBODY = "nobody"
    CANDIDATE = "candidate"
    EVERYBODY = "everybody"


# An answer is acknowledged to the one who gave it; its tile may wait for the next tick.
SEEN_BY: dict[type[ev.Event], Reach] = {
    ev.AttemptFinished: Reach.CANDIDATE,
    ev.AttemptExpired: Reach.CANDIDATE,
    ev.OfflineWorkCounted: Reach.CANDIDATE,
    ev.PreliminaryShown: Reach.CANDIDATE,
    ev.WorkstationAway: Reach.CANDIDATE,
    ev.WorkstationBack: Reach.CANDIDATE,
    ev.OutageReported: Reach.CANDIDATE,
    ev.RoomExit: Reach.CANDIDATE,
    ev.RoomReturn: Reach.CANDIDATE,
    ev.WorkstationFailureReported: Reach.CANDIDATE,
    ev.WorkstationResumed: Reach.CANDIDATE,
    ev.HealthInterruption: Reach.CANDIDATE,
    ev.TimeCorrected: Reach.CANDIDATE,
    ev.AttemptAnnulled: Reach.CANDIDATE,
    ev.AttemptInterrupted: Reach.CANDIDATE,
    ev.SittingSuspended: Reach.EVERYBODY,
    ev.SittingResumed: Reach.EVERYBODY,
    ev.SittingBrokenOff: Reach.EVERYBODY,
    ev.ActUndone: Reach.EVERYBODY,
    ev.CandidatesAmended: Reach.EVERYBODY,
    ev.FormsDrawn: Reach.EVERYBODY,
    ev.Unlocked: Reach.EVERYBODY,
    ev.SittingStarted: Reach.EVERYBODY,
    ev.Closed: Reach.EVERYBODY,
}

# Events of which there are too many, or that change nothing a console lists.
QUIET = frozenset({ev.AnswerGiven, ev.FlagSet, ev.Heartbeat, ev.FormStored})

# Events of the sitting as a whole: the console sees them at once, everything else with the next tick.
PROMPT = frozenset(
    {
        ev.SittingOpened,
        ev.CandidatesAmended,
        ev.SeatsDrawn,
        ev.Unlocked,
        ev.SittingStarted,
        ev.Rehearsed,
        ev.Closed,
        ev.ExportMade,
        ev.CopyVerified,
        ev.DocumentsWritten,
        ev.CollectiveSent,
        ev.ReceiptImported,
        ev.TermBegan,
        ev.Superseded,
    }
)
