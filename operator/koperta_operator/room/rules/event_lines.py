"""Say events in Polish for the console's list of the last ones; never a task, never an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.state import SittingState
from koperta_operator.room.rules.time_ledger import Cause
from koperta_sync.protocol.room_view import EventLine
from koperta_sync.protocol.seat import OutageKind


def _who(state: SittingState, candidate_id: str) -> str:
    """Return the seat's number, or the candidate's id while there is no seat; names are the server's to add."""
    seat = state.candidates[candidate_id].seat_number
    return f"Stanowisko {seat}" if seat else f"Zdający {candidate_id}"


def _minutes(ms: int) -> str:
    return f"{ms // 60_000} min {ms // 1_000 % 60} s"


def _late(state: SittingState, event: ev.EntryLate) -> str:
    return f"{_who(state, event.candidate_id)}: spóźniony wpis zachowano bez wpływu na odpowiedzi."


def _absence(state: SittingState, event: ev.RoomReturn) -> str:
    absences = state.candidates[event.candidate_id].absences
    out = [one for one in absences if one.cause in (Cause.ROOM_EXIT, Cause.HEALTH) and one.to_t == state.last_t]
    away = state.last_t - min((one.from_t for one in out), default=state.last_t)
    return f"{_who(state, event.candidate_id)}: powrót do sali, nieobecność {_minutes(away)}."


def _offline(state: SittingState, event: ev.OfflineWorkCounted) -> str:
    if not event.ms:
        return ""
    return f"{_who(state, event.candidate_id)}: policzono pracę podczas przerwy w łączności, {_minutes(event.ms)}."


def _boot(state: SittingState, event: ev.BootStarted) -> str:
    return "Program sali uruchomiono ponownie; czas przerwy nie obciąża zdających." if state.boot > 1 else ""


def _jump(state: SittingState, event: ev.WallClockJumped) -> str:
    return f"Zegar komputera przestawił się o {event.by_ms // 1_000} s; czas zdających biegnie bez zmian."


def _slept(state: SittingState, event: ev.Suspended) -> str:
    return f"Komputer operatora był uśpiony, {_minutes(event.ms)}; czas ten nie obciąża zdających."


def _went_back(state: SittingState, event: ev.ClockWentBack) -> str:
    return f"Zegar komputera jest {event.by_ms // 60_000} min przed ostatnim zapisem; czas zdających biegnie bez zmian."


def _far(state: SittingState, event: ev.ClockFarFromDay) -> str:
    days = abs(event.by_ms) // 86_400_000
    return f"Zegar komputera jest {days} dni od terminu tej zmiany; sprawdź datę. Czas zdających biegnie bez zmian."


def _away(state: SittingState, event: ev.WorkstationAway) -> str:
    then = "zegar zdającego stoi" if event.stands else "zdający pracuje dalej"
    return f"{_who(state, event.candidate_id)}: brak łączności, {then}."


def _back(state: SittingState, event: ev.WorkstationBack) -> str:
    gap = state.candidates[event.candidate_id].gap
    if gap is None or gap.to_t != state.last_t:  # said before; this one only settles it
        return ""
    return f"{_who(state, event.candidate_id)}: łączność wróciła po {_minutes(state.last_t - gap.from_t)}."


_REPORTS = {
    OutageKind.WORKED_ON: "praca bez łączności według stanowiska",
    OutageKind.PAUSED: "przerwa z zasłoniętymi zadaniami według stanowiska",
    OutageKind.COVERED: "ekran pozostał zasłonięty do powrotu łączności",
    OutageKind.SUSPENDED: "stanowisko było uśpione",
}


def _reported(state: SittingState, event: ev.OutageReported) -> str:
    said = _REPORTS[OutageKind(event.entry.item)]
    credited = f", doliczono {_minutes(event.to_t - event.from_t)}" if event.to_t > event.from_t else ""
    return f"{_who(state, event.candidate_id)}: {said}, {_minutes(int(event.entry.value))}{credited}."


def _unlocked(state: SittingState, event: ev.Unlocked) -> str:
    return "Zadania odblokowano" + (" przed godziną, z podaniem przyczyny." if event.early else ".")


def _checks(state: SittingState, event: ev.ScoreChecksRun) -> str:
    if event.failures:
        return "Kontrola oceniania nie powiodła się; wstępnych wyników nie pokazujemy."
    return "Kontrola oceniania powiodła się."


def _term(state: SittingState, event: ev.TermBegan) -> str:
    if event.how == "rebuild":
        return "Salę odbudowano na tym komputerze."
    if event.how == "break-glass":
        return "Komputer zapasowy przejął pracę sali przez jedną osobę, z podaniem przyczyny."
    return "Komputer zapasowy przejął pracę sali."


def _capsule(state: SittingState, event: ev.CapsuleImported) -> str:
    return f"Zdający {event.candidate_id}: wczytano wpisy stanowiska, nowych {event.fresh}, znanych {event.known}."


def _corrected(state: SittingState, event: ev.TimeCorrected) -> str:
    return f"{_who(state, event.candidate_id)}: doliczono decyzją zespołu {_minutes(event.ms)}."


def _back_at_work(state: SittingState, event: ev.WorkstationResumed) -> str:
    where = "na innym stanowisku" if event.how == "transfer" else "na tym samym stanowisku"
    return f"{_who(state, event.candidate_id)}: praca po awarii trwa {where}."


def _of_candidate(text: str) -> Callable[[SittingState, Any], str]:
    return lambda state, event: f"{_who(state, event.candidate_id)}: {text}."


def _always(text: str) -> Callable[[SittingState, Any], str]:
    return lambda state, event: text


_TEXTS: dict[type[ev.Event], Callable[[SittingState, Any], str]] = {
    ev.SittingOpened: _always("Zmianę przygotowano z plików komisji."),
    ev.CandidatesAmended: lambda s, e: f"Wczytano zmianę danych zdających (wersja {e.revision}).",
    ev.BootStarted: _boot,
    ev.WallClockJumped: _jump,
    ev.Suspended: _slept,
    ev.ClockWentBack: _went_back,
    ev.ClockFarFromDay: _far,
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
    ev.EntryUnplaced: lambda s, e: f"Zdający {e.candidate_id}: wpis nieznanego stanowiska zachowano bez skutku.",
    ev.CapsuleImported: _capsule,
    ev.EntryForged: _of_candidate("wpis z obcym podpisem odrzucono"),
    ev.OfflineWorkCounted: _offline,
    ev.WorkstationAway: _away,
    ev.WorkstationBack: _back,
    ev.OutageReported: _reported,
    ev.RoomExit: _of_candidate("wyjście z sali, zegar stoi"),
    ev.RoomReturn: _absence,
    ev.WorkstationFailureReported: _of_candidate("zgłoszono awarię stanowiska, zegar stoi"),
    ev.WorkstationResumed: _back_at_work,
    ev.HealthInterruption: _of_candidate("przerwa ze względu na zdrowie, zegar stoi"),
    ev.TimeCorrected: _corrected,
    ev.AttemptAnnulled: _of_candidate("egzamin przerwano i unieważniono"),
    ev.AttemptInterrupted: _of_candidate("zdający nie kontynuuje ze względu na zdrowie"),
    ev.SittingSuspended: _always("Egzamin wstrzymano; zegary wszystkich stoją."),
    ev.SittingResumed: _always("Egzamin wznowiono; zegary biegną dalej."),
    ev.SittingBrokenOff: _always("Egzamin przerwano dla wszystkich."),
    ev.ActUndone: lambda s, e: f"Cofnięto wpis nr {e.seq}; zegary są takie, jakby go nie było.",
    ev.IncidentNoted: _always("Zapisano zdarzenie."),
    ev.DecisionRecorded: _always("Zapisano rozmowę z komisją."),
    ev.Countersigned: lambda s, e: f"Potwierdzono decyzję z wpisu nr {e.seq}.",
    ev.PersonPresent: _always("Zapisano osobę obecną w sali."),
    ev.PersonLeft: _always("Zapisano wyjście osoby z sali."),
    ev.DutyHandedOver: _always("Zapisano przekazanie obowiązków."),
    ev.Closed: _always("Zmianę zamknięto."),
    ev.ExportMade: lambda s, e: f"Pakiet wynikowy nr {e.export_number} podpisano.",
    ev.CopyVerified: _always("Kopię pakietu wynikowego odczytano i sprawdzono."),
    ev.ProtocolDetailsGiven: lambda s, e: f"{e.exam_room}: uzupełniono dane do protokołu.",
    ev.CollectiveSent: _always("Egzemplarz protokołu zbiorczego przesłano komisji."),
    ev.DocumentsWritten: lambda s, e: f"Zapisano dokumenty: {len(e.files)}.",
    ev.ReceiptImported: _always("Wczytano potwierdzenie komisji."),
    ev.TermBegan: _term,
    ev.Superseded: _always("Pracę sali przejął inny komputer; tutaj już nic się nie zmieni."),
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
        seq=at.seq,
        undoable=at.seq in state.acts,
        flagged=isinstance(event, ev.Deed) and bool(event.sealed_break_glass),
    )
