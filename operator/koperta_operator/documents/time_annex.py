"""Set out one candidate's time as the ledger counted it: begun, ended, every absence with its cause, the credit."""

from __future__ import annotations

from koperta_operator.documents import counts
from koperta_operator.documents.content import Stand, Timed
from koperta_operator.documents.counts import Status
from koperta_operator.documents.diary import Diary, clock_of
from koperta_operator.room.rules import time_ledger
from koperta_operator.room.rules.state import Candidate

CAUSES = {
    "room-exit": "wyjście z sali",
    "health": "przerwa z powodów zdrowotnych",
    "workstation-failure": "awaria stanowiska",
    "suspension": "zawieszenie egzaminu",
    "correction": "korekta czasu",
    "outage": "brak łączności stanowiska",
}
ENDS = {
    Status.FINISHED: "zakończył zdający",
    Status.BY_TIME: "upłynął czas",
    Status.INTERRUPTED: "przerwano",
    Status.ANNULLED: "unieważniono",
    Status.OPEN: "w toku",
}


def time_ledger_of(diary: Diary, candidate: Candidate, name: str) -> Timed:
    """Return the lines of one candidate who began.

    `latest` is the hour at which the time would have been over: the end that the candidate saw. `down` is how long
    the room's program did not run meanwhile, which nobody is charged.
    """
    hours, until = diary.hours, candidate.ended_t if candidate.over else diary.state.last_t
    credit = sum(time_ledger.credited_ms(candidate.all_absences, candidate.started_t, until).values())
    ended_ms = hours.wall_ms(until)
    down = ended_ms - hours.wall_ms(candidate.started_t) - (until - candidate.started_t)
    stands = sorted(candidate.all_absences, key=lambda one: one.from_t)
    return Timed(
        name=name,
        seat=str(candidate.seat_number or ""),
        began=clock_of(hours.wall_ms(candidate.started_t)),
        ended=clock_of(ended_ms) if candidate.over else "",
        how=ENDS.get(counts.status_of(diary.state, candidate), ""),
        entitled=length(candidate.entitled_ms),
        credit=length(credit),
        used=length(candidate.consumed_ms(until)),
        latest=clock_of(time_ledger.end_hour_ms(ended_ms, candidate.remaining_ms(until))),
        down=length(down) if down >= 1_000 else "",
        stands=tuple(
            Stand(
                cause=CAUSES.get(one.cause.value, one.cause.value),
                out=clock_of(hours.wall_ms(one.from_t)),
                back=clock_of(hours.wall_ms(one.to_t)) if one.to_t is not None else "",
                length=length((until if one.to_t is None else one.to_t) - one.from_t),
            )
            for one in stands
        )
        + tuple(
            Stand(cause=CAUSES["correction"], out="", back="", length=f"{'+' if ms > 0 else '−'}{length(abs(ms))}")
            for ms in candidate.corrections.values()
        ),
    )


def length(ms: int) -> str:
    """Return minutes and seconds as `63:05`."""
    seconds = max(0, ms) // 1_000
    return f"{seconds // 60}:{seconds % 60:02}"
