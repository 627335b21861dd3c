"""Say events in Polish for the console's list of the last ones; never a task, never an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.state import SittingState
from koperta_sync.protocol.room_view import EventLine


def _who(state: SittingState, candidate_id: str) -> str:
    """Return the seat's number, or the candidate's id while there is no seat; names are the server's to add."""
    seat = state.candidates[candidate_id].seat_number
    return f"Stanowisko {seat}" if seat else f"Zdający {candidate_id}"


def _minutes(ms: int) -> str:
    return f"{ms // 60_000} min {ms // 1_000 % 60} s"


def _late(state: SittingState, event: ev.EntryLate) -> str:
    return f"{_who(state, event.candidate_id)}: spóźniony wpis zachowano bez wpływu na odpowiedzi."


def _absence(state: SittingState, event: ev.RoomReturn) -> str:
    last = state.candidates[event.candidate_id].absences[-1]
    away = (last.to_t if last.to_t is not None else state.last_t) - last.from_t
    return f"{_who(state, event.candidate_id)}: powrót do sali, nieobecność {_minutes(away)}."


def _offline(state: SittingState, event: ev.OfflineWorkCounted) -> str:
    if not event.ms:
        return ""
    return f"{_who(state, event.candidate_id)}: policzono pracę podczas przerwy w łączności, {_minutes(event.ms)}."


def _boot(state: SittingState, event: ev.BootStarted) -> str:
    return "Program sali uruchomiono ponownie; czas przerwy nie obciąża zdających." if state.boot > 1 else ""


def _jump(state: SittingState, event: ev.WallClockJumped) -> str:
    return f"Zegar komputera przestawił się o {event.by_ms // 1_000} s; czas zdających biegnie bez zmian."


def _unlocked(state: SittingState, event: ev.Unlocked) -> str:
    return "Zadania odblokowano" + (" przed godziną, z podaniem przyczyny." if event.early else ".")


def _checks(state: SittingState, event: ev.ScoreChecksRun) -> str:
    if event.failures:
        return "Kontrola oceniania nie powiodła się; wstępnych wyników nie pokazujemy."
    return "Kontrola oceniania powiodła się."


def _of_candidate(text: str) -> Callable[[SittingState, Any], str]:
    return lambda state, event: f"{_who(state, event.candidate_id)}: {text}."


def _always(text: str) -> Callable[[SittingState, Any], str]:
    return lambda state, event: text


_TEXTS: dict[type[ev.Event], Callable[[SittingState, Any], str]] = {
    ev.SittingOpened: _always("Zmianę przygotowano z plików komisji."),
    ev.CandidatesAmended: lambda s, e: f"Wczytano zmianę danych zdających (wersja {e.revision}).",
    ev.BootStarted: _boot,
    ev.WallClockJumped: _jump,
    ev.SeatAssigned: lambda s, e: f"Zdający {e.candidate_id}: stanowisko {e.seat_number or 'zwolniono'}.",
    ev.SeatsDrawn: lambda s, e: f"Wylosowano stanowiska: {len(e.seats)}.",
    ev.Unlocked: _unlocked,
    ev.ScoreChecksRun: _checks,
    ev.Rehearsed: _always("Próba odblokowania powiodła się."),
    ev.LoggedIn: lambda s, e: f"Stanowisko {e.seat_number}: zalogowano zdającego.",
    ev.DataConfirmed: _of_candidate("dane potwierdzone"),
    ev.DataDenied: _of_candidate("zdający nie potwierdza danych"),
    ev.LeaseReleased: _of_candidate("zdający może przejść na inne stanowisko"),
    ev.SittingStarted: _always("Egzamin rozpoczęto."),
    ev.AttemptStarted: _of_candidate("rozpoczęto rozwiązywanie"),
    ev.AttemptFinished: _of_candidate("zakończono pracę"),
    ev.AttemptExpired: _of_candidate("czas upłynął"),
    ev.EntryLate: _late,
    ev.EntryConflict: _of_candidate("ten sam wpis przyszedł z inną treścią; zachowano oba"),
    ev.EntryForged: _of_candidate("wpis z obcym podpisem odrzucono"),
    ev.OfflineWorkCounted: _offline,
    ev.RoomExit: _of_candidate("wyjście z sali, zegar stoi"),
    ev.RoomReturn: _absence,
    ev.Closed: _always("Zmianę zamknięto."),
    ev.ExportMade: lambda s, e: f"Pakiet wynikowy nr {e.export_number} podpisano.",
    ev.CopyVerified: _always("Kopię pakietu wynikowego odczytano i sprawdzono."),
    ev.ReceiptImported: _always("Wczytano potwierdzenie komisji."),
}  # fmt: skip


def event_line(state: SittingState, event: ev.Event, at: At) -> EventLine | None:
    """Return the line of an event just applied to the state, or None for one that nobody lists."""
    text = _TEXTS.get(type(event))
    said = text(state, event) if text else ""
    if not said:
        return None
    candidate = state.candidates.get(getattr(event, "candidate_id", ""))
    return EventLine(
        wall_ms=at.wall_ms,
        text=said,
        actor=at.actor,
        sitting_id=state.sitting_id,
        seat_number=candidate.seat_number if candidate else 0,
    )
