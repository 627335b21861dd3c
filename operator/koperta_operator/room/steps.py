"""Say how far the day is, step by step: what is done, what is next, what is wrong (pure).

A step is never closed to somebody who wants to look; `waiting` only says that another one comes first.
"""

from __future__ import annotations

from dataclasses import dataclass

from koperta_sync.protocol.room_view import SittingState, SittingView, Step, StepState, StepView


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """Hold what the steps need to know beside the sitting itself."""

    registered: bool
    complete: bool  # every file of the sitting is here
    workstations: int  # enrolled
    connected: int
    unlocked_now: bool  # in this run of the program
    backed_up: bool
    seat_problems: tuple[str, ...] = ()  # of workstations that are connected
    wall_ms: int = 0  # this computer's; 0: not asked


@dataclass(frozen=True, slots=True)
class _Counts:
    expected: int
    seated: int
    logged_in: int
    solving: int
    over: int
    missing: int


_ORDER = list(SittingState)
_DAY_MS = 24 * 3_600_000
_FAR_DAYS = 180


def steps_of(sitting: SittingView, facts: RoomFacts) -> tuple[StepView, ...]:
    """Return the seven steps of a sitting's day in their order."""
    counts = _count(sitting)
    reached = _ORDER.index(sitting.state)
    return (
        _packages(sitting, facts),
        _workstations(facts, counts),
        _seats(counts),
        _unlock(sitting, facts, reached),
        _exam(counts, reached),
        _close(counts, reached),
        _handover(sitting, reached),
    )


def _count(sitting: SittingView) -> _Counts:
    people = [one for one in sitting.candidates if not one.exempt]
    statuses = [one.status for one in people]
    return _Counts(
        expected=len(people),
        seated=sum(one.seat_number > 0 for one in people),
        logged_in=sum(status not in ("expected", "absent") for status in statuses),
        solving=statuses.count("solving"),
        over=sum(status in ("finished", "expired", "ended") for status in statuses),
        missing=statuses.count("expected"),
    )


def _packages(sitting: SittingView, facts: RoomFacts) -> StepView:
    problems = [] if facts.complete else ["Brakuje części plików tej zmiany; zaimportuj wszystkie pliki z wysyłki."]
    if not facts.backed_up:
        problems.append("Nie ma kopii klucza sali; zapisz ją na osobnym pendrivie (krok Stanowiska).")
    if not facts.complete:
        return StepView(step=Step.PACKAGES, state=StepState.PROBLEM, next_act=problems[0], problems=tuple(problems))
    if not sitting.rehearsed:
        act = "Wykonaj próbne otwarcie: w dniu egzaminu zabraknie wtedy tylko hasła."
        return StepView(step=Step.PACKAGES, state=StepState.NOW, next_act=act, problems=tuple(problems))
    return StepView(step=Step.PACKAGES, state=StepState.DONE, problems=tuple(problems))


def _workstations(facts: RoomFacts, counts: _Counts) -> StepView:
    step = Step.WORKSTATIONS
    if facts.workstations < counts.expected:
        act = f"Połączono {facts.workstations} stanowisk, zdających jest {counts.expected}."
        return StepView(step=step, state=StepState.NOW, next_act=act, problems=facts.seat_problems)
    spares = facts.workstations - counts.expected
    wanted = -(-counts.expected // 10) * 2
    problems = list(facts.seat_problems)
    if facts.connected < counts.expected:
        problems.append(f"W sieci jest teraz {facts.connected} z {facts.workstations} stanowisk.")
    if spares < wanted:
        problems.append(f"Stanowisk zapasowych jest {spares}; zaleca się {wanted} (dwa na każdych dziesięciu).")
    return StepView(step=step, state=StepState.DONE, problems=tuple(problems))


def _seats(counts: _Counts) -> StepView:
    if counts.seated < counts.expected:
        act = f"Miejsce ma {counts.seated} z {counts.expected}. Rozlosuj miejsca albo zapisze je pierwsze logowanie."
        return StepView(step=Step.SEATS, state=StepState.NOW, next_act=act)
    return StepView(step=Step.SEATS, state=StepState.DONE)


def _unlock(sitting: SittingView, facts: RoomFacts, reached: int) -> StepView:
    if facts.unlocked_now:
        return StepView(step=Step.UNLOCK, state=StepState.DONE)
    if reached >= _ORDER.index(SittingState.CLOSED):
        return StepView(step=Step.UNLOCK, state=StepState.DONE)
    if reached >= _ORDER.index(SittingState.UNLOCKED):
        act = "Brakuje zestawów zadań w pamięci. Wpisz hasło jeszcze raz; odpowiedzi są przyjmowane cały czas."
        return StepView(step=Step.UNLOCK, state=StepState.PROBLEM, next_act=act, problems=(act,))
    if not facts.complete:
        return StepView(step=Step.UNLOCK, state=StepState.WAITING, next_act="Najpierw pliki tej zmiany.")
    act = "Wpisz hasło przekazane przez przewodniczącego."
    return StepView(step=Step.UNLOCK, state=StepState.NOW, next_act=act, problems=_doubts(sitting, facts))


def _doubts(sitting: SittingView, facts: RoomFacts) -> tuple[str, ...]:
    """Return what this computer's clock gives reason to ask; the day before and the day itself give none."""
    days = abs(facts.wall_ms - sitting.opens_at_ms) // _DAY_MS
    if not facts.wall_ms or days <= _FAR_DAYS:
        return ()
    return (f"Według zegara tego komputera od terminu zmiany dzieli {days} dni; sprawdź datę i godzinę.",)


def _exam(counts: _Counts, reached: int) -> StepView:
    step = Step.EXAM
    if reached < _ORDER.index(SittingState.UNLOCKED):
        return StepView(step=step, state=StepState.WAITING, next_act="Najpierw odszyfrowanie zadań.")
    if reached == _ORDER.index(SittingState.UNLOCKED):
        act = f"Rozpocznij egzamin. Zalogowało się {counts.logged_in} z {counts.expected}."
        return StepView(step=step, state=StepState.NOW, next_act=act)
    if reached == _ORDER.index(SittingState.STARTED) and counts.over < counts.logged_in:
        act = f"Pisze {counts.solving}, zakończyło {counts.over} z {counts.logged_in}."
        return StepView(step=step, state=StepState.NOW, next_act=act)
    return StepView(step=step, state=StepState.DONE)


def _close(counts: _Counts, reached: int) -> StepView:
    step = Step.CLOSE
    if reached >= _ORDER.index(SittingState.CLOSED):
        return StepView(step=step, state=StepState.DONE)
    if reached < _ORDER.index(SittingState.STARTED):
        return StepView(step=step, state=StepState.WAITING, next_act="Najpierw egzamin.")
    if counts.over < counts.logged_in:
        left = counts.logged_in - counts.over
        return StepView(step=step, state=StepState.WAITING, next_act=f"Jeszcze nie skończyło: {left}.")
    act = f"Potwierdź nieobecnych ({counts.missing}) i zamknij zmianę." if counts.missing else "Zamknij zmianę."
    return StepView(step=step, state=StepState.NOW, next_act=act)


def _handover(sitting: SittingView, reached: int) -> StepView:
    step = Step.HANDOVER
    if reached < _ORDER.index(SittingState.CLOSED):
        return StepView(step=step, state=StepState.WAITING, next_act="Najpierw zamknięcie zmiany.")
    if sitting.receipt:
        return StepView(step=step, state=StepState.DONE)
    if not sitting.copies:
        act = "Podpisz pakiet wynikowy w dwie osoby i zapisz go na dwóch nośnikach."
        return StepView(step=step, state=StepState.NOW, next_act=act, problems=("Niedostarczone do komisji.",))
    missing = "Zapisano jedną kopię; zapisz drugą na innym nośniku." if len(sitting.copies) < 2 else ""
    problems = tuple(one for one in (missing, "Niedostarczone do komisji.") if one)
    act = missing or "Wyślij pakiet do komisji i zaimportuj potwierdzenie."
    return StepView(step=step, state=StepState.NOW, next_act=act, problems=problems)
