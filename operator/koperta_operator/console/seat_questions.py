"""Ask about one seat: exits, failures, health, corrections, annulment; each says its effect before it is done."""

from __future__ import annotations

from koperta_operator.console.act_words import annulled_for, annulments, failures, incidents
from koperta_operator.console.desk import Desk
from koperta_operator.console.question import Given, Question
from koperta_operator.console.texts import hour, said, say
from koperta_sync.protocol import acts
from koperta_sync.protocol.console import ClockNow, Ok, ReleaseLease, RoomExit, RoomReturn
from koperta_sync.protocol.records import NoteIncident
from koperta_sync.protocol.room_view import EventLine, Tile
from koperta_sync.protocol.seat import Phase


def _who(tile: Tile, does: str) -> str:
    return say("{name}, stanowisko {n}: {does}", name=tile.name, n=tile.seat_number, does=does)


def _moved(desk: Desk, tile: Tile, stood_ms: int, age_ms: int) -> str:
    """Return where the end moves when a clock that stands runs again."""
    if tile.clock is None or not stood_ms:
        return ""
    end = desk.now_ms() + tile.clock.remaining_ms
    return say("koniec {old} → {new}", old=hour(end - stood_ms - age_ms), new=hour(end))


def leave(desk: Desk, tile: Tile, age_ms: int) -> Question:
    """Ask about a candidate who leaves the room."""
    return Question(
        _who(tile, say("wychodzi z sali")),
        say("Zapisz wyjście  [Enter]"),
        lambda _given: RoomExit(sitting_id=tile.sitting_id, candidate_id=tile.candidate_id),
        ClockNow,
        lambda _given: say("Ekran zostanie zasłonięty, zegar stanie; koniec przesunie się o czas nieobecności."),
    )


def come_back(desk: Desk, tile: Tile, age_ms: int) -> Question:
    """Ask about a candidate who is back."""
    return Question(
        _who(tile, say("wraca do sali")),
        say("Zapisz powrót  [Enter]"),
        lambda _given: RoomReturn(sitting_id=tile.sitting_id, candidate_id=tile.candidate_id),
        ClockNow,
        lambda _given: _moved(desk, tile, tile.absent_ms, age_ms),
    )


def fail(desk: Desk, tile: Tile, age_ms: int) -> Question:
    """Ask which failure is reported."""
    return Question(
        _who(tile, say("awaria stanowiska")),
        say("Zapisz awarię  [Enter]"),
        lambda given: acts.ReportFailure(
            sitting_id=tile.sitting_id, candidate_id=tile.candidate_id, code=given.code, text=given.text
        ),
        Ok,
        lambda _given: say("Zegar stanie od tej chwili; czas do wznowienia pracy zostanie doliczony."),
        codes=failures(),
        text=say("uwagi"),
    )


def works(desk: Desk, tile: Tile, age_ms: int) -> Question:
    """Ask about a workstation that was mended."""
    return Question(
        _who(tile, say("stanowisko znów działa")),
        say("Wznów pracę  [Enter]"),
        lambda _given: acts.ResumeWorkstation(sitting_id=tile.sitting_id, candidate_id=tile.candidate_id),
        Ok,
        lambda _given: _moved(desk, tile, tile.failed_ms, age_ms),
    )


def move(desk: Desk, tile: Tile, age_ms: int) -> Question:
    """Ask for the reason why a candidate goes on elsewhere."""
    return Question(
        _who(tile, say("może przejść na inne stanowisko")),
        say("Zwolnij stanowisko  [Enter]"),
        lambda given: ReleaseLease(sitting_id=tile.sitting_id, candidate_id=tile.candidate_id, reason=given.text),
        Ok,
        lambda _given: say("To stanowisko przestanie przyjmować odpowiedzi; wszystkie dotychczasowe przejdą dalej."),
        text=say("powód"),
        needed=True,
        danger=True,
    )


def help_health(desk: Desk, tile: Tile, age_ms: int) -> Question:
    """Ask about a candidate who stops for reasons of health."""
    return Question(
        _who(tile, say("przerwa ze względu na zdrowie")),
        say("Zapisz przerwę  [Enter]"),
        lambda given: acts.InterruptForHealth(
            sitting_id=tile.sitting_id, candidate_id=tile.candidate_id, text=given.text
        ),
        Ok,
        lambda _given: say("Ekran zostanie zasłonięty, zegar stanie; zdający wróci albo zakończy."),
        text=say("uwagi"),
    )


def give_up(desk: Desk, tile: Tile, age_ms: int) -> Question:
    """Ask about a candidate who does not go on."""
    return Question(
        _who(tile, say("nie kontynuuje ze względu na zdrowie")),
        say("Zakończ egzamin  [Enter]"),
        lambda given: acts.EndForHealth(sitting_id=tile.sitting_id, candidate_id=tile.candidate_id, text=given.text),
        Ok,
        lambda _given: say("Egzamin tej osoby zakończy się; odpowiedzi do tej chwili są zachowane."),
        text=say("uwagi"),
        danger=True,
    )


def correct(desk: Desk, tile: Tile, age_ms: int) -> Question:
    """Ask how many minutes are given, and why."""

    def effect(given: Given) -> str:
        if tile.clock is None or not given.minutes:
            return ""
        end = desk.now_ms() + tile.clock.remaining_ms - (age_ms if tile.clock.running else 0)
        return say("koniec {old} → {new}", old=hour(end), new=hour(end + given.minutes * 60_000))

    return Question(
        _who(tile, say("korekta czasu")),
        say("Dolicz  [Enter]"),
        lambda given: acts.CorrectTime(
            sitting_id=tile.sitting_id,
            candidate_id=tile.candidate_id,
            ms=given.minutes * 60_000,
            reason=given.text,
            broken_glass=given.glass,
        ),
        Ok,
        effect,
        text=say("powód"),
        needed=True,
        minutes=True,
    )


def annul(desk: Desk, tile: Tile, age_ms: int) -> Question:
    """Ask for the legal cause of an annulment."""
    return Question(
        _who(tile, say("przerwanie i unieważnienie egzaminu")),
        say("Unieważnij egzamin"),
        lambda given: acts.AnnulAttempt(
            sitting_id=tile.sitting_id, candidate_id=tile.candidate_id, cause=given.code, text=given.text
        ),
        Ok,
        lambda given: "\n".join(
            (
                annulled_for(given.code),
                say("Stanowisko pokaże to od razu. Odpowiedzi zostają; liczba poprawnych nie będzie pokazana."),
            )
        ),
        codes=annulments(),
        text=say("opis zdarzenia"),
        needed=True,
        danger=True,
    )


def incident(desk: Desk, tile: Tile, age_ms: int) -> Question:
    """Ask which incident is noted."""
    return Question(
        _who(tile, say("zdarzenie")),
        say("Zapisz zdarzenie  [Enter]"),
        lambda given: NoteIncident(
            sitting_id=tile.sitting_id, code=given.code, candidates=(tile.candidate_id,), text=given.text
        ),
        Ok,
        lambda _given: say("Zapis trafi do protokołu; czasu to nie zmienia."),
        codes=incidents(),
        text=say("uwagi"),
    )


def undo(tile: Tile, event: EventLine, foreseen: acts.UndoEffect) -> Question:
    """Ask whether an entry is taken back; what that would do has been foreseen by the room."""
    clocks = [one for one in foreseen.clocks if one.candidate_id == tile.candidate_id]
    lines = [say("koniec {old} → {new}", old=hour(one.ends_before_ms), new=hour(one.ends_after_ms)) for one in clocks]
    return Question(
        say("cofnięcie wpisu: {text}", text=said(event.text)),
        say("Cofnij wpis  [Enter]"),
        lambda given: acts.UndoAct(sitting_id=tile.sitting_id, seq=event.seq, reason=given.text),
        Ok,
        lambda _given: "\n".join([*lines, say("Zegar i stan będą takie, jakby wpisu nie było.")]),
        text=say("powód"),
        needed=True,
        danger=True,
    )


def offered(tile: Tile) -> str:
    """Return the keys of the acts that make sense at a seat now, the likeliest first."""
    if tile.reason == "health":
        return "PNUIX"
    if tile.failed_ms:
        return "DPMIX" if tile.absent_ms else "DMWIX"
    if tile.absent_ms or tile.phase is Phase.COVERED:
        return "PAUIX"
    if tile.phase in (Phase.SOLVING, Phase.SUSPENDED):
        return "WAMZCUIX"
    if tile.phase in (Phase.FINISHED, Phase.EXPIRED, Phase.ENDED):
        return "UIX"
    return "AMIX"
