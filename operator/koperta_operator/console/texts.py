"""Say states, roles, times and the room's own sentences in the language in force.

Sentences of the room come in Polish with facts filled in. A catalog holds them with `{0}`, `{1}` … in
place of the numbers, and the part before a colon apart from the part behind it ("Stanowisko {0}", "czas
upłynął."). What has no translation is shown as it came.
"""

from __future__ import annotations

import re
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from koperta_operator.room.rights import RIGHTS
from koperta_packages.errors import PackageError
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone
from koperta_sync.desktop.translations import Words
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.room_view import SittingState, Step, StepState, TimeMatter

say = Words("console")
_NUMBER = re.compile(r"\d+")
_ROOM_CONTEXTS = ("refusals", "errors", "room")


def said(sentence: str) -> str:
    """Return a sentence of the room in the language in force."""
    found = _translated(sentence)
    if not found and ": " in sentence:
        found = ": ".join(_translated(part) or part for part in sentence.split(": "))
    return found or sentence


def _translated(sentence: str) -> str:
    found = _looked_up(sentence) if sentence else ""
    if found or not sentence:
        return found
    numbers = _NUMBER.findall(sentence)
    places = iter(range(len(numbers)))
    pattern = _NUMBER.sub(lambda _match: f"{{{next(places)}}}", sentence)
    found = _looked_up(pattern)
    return found.format(*numbers)


def _looked_up(sentence: str) -> str:
    for context in _ROOM_CONTEXTS:
        translated = QCoreApplication.translate(context, sentence)
        if translated != sentence:
            return translated
    return ""


def step_name(step: Step) -> str:
    """Return the name of a step of the day."""
    return {
        Step.PACKAGES: say("Pakiety"),
        Step.WORKSTATIONS: say("Stanowiska"),
        Step.SEATS: say("Miejsca"),
        Step.UNLOCK: say("Odszyfrowanie"),
        Step.EXAM: say("Egzamin"),
        Step.CLOSE: say("Zamknięcie"),
        Step.HANDOVER: say("Przekazanie"),
    }[step]


def step_state(state: StepState) -> tuple[Sign, str, Tone]:
    """Return how far a step is as sign, word and tone."""
    return {
        StepState.WAITING: (Sign.DOT, say("później"), Tone.QUIET),
        StepState.NOW: (Sign.PLAY, say("teraz"), Tone.BUSY),
        StepState.DONE: (Sign.CHECK, say("gotowe"), Tone.GOOD),
        StepState.PROBLEM: (Sign.WARNING, say("problem"), Tone.WARN),
    }[state]


def sitting_state(state: SittingState) -> str:
    """Return how far a sitting is, in words."""
    return {
        SittingState.IMPORTED: say("wczytana"),
        SittingState.UNLOCKED: say("odszyfrowana"),
        SittingState.STARTED: say("trwa"),
        SittingState.CLOSED: say("zamknięta"),
        SittingState.EXPORTED: say("zapisana"),
        SittingState.DELIVERED: say("potwierdzona"),
    }[state]


def role_name(role: str) -> str:
    """Return an official's role."""
    return {
        "exam-chair": say("przewodniczący zespołu egzaminacyjnego"),
        "deputy-exam-chair": say("zastępca przewodniczącego"),
        "room-chair": say("przewodniczący zespołu nadzorującego"),
        "operator": say("operator"),
        "team-member": say("członek zespołu"),
        "observer": say("obserwator"),
    }.get(role, role)


def role_short(role: str) -> str:
    """Return an official's role as the top bar says it."""
    return {
        "exam-chair": say("PZE"),
        "deputy-exam-chair": say("zastępca PZE"),
        "room-chair": say("PZN"),
        "operator": say("operator"),
        "team-member": say("członek ZN"),
        "observer": say("obserwator"),
    }.get(role, role)


def who_may(request: type) -> str:
    """Return the roles that may make a request, for the reason of a disabled act."""
    roles = RIGHTS.get(request, frozenset()) - {"deputy-exam-chair"}
    order = ("exam-chair", "room-chair", "operator")
    return ", ".join(role_short(role) for role in order if role in roles)


def candidate_status(status: str) -> str:
    """Return a candidate's status."""
    return {
        "expected": say("nie zalogowano"),
        "logged-in": say("zalogowano"),
        "solving": say("pisze"),
        "finished": say("zakończono"),
        "expired": say("koniec czasu"),
        "ended": say("przerwano"),
        "interrupted": say("przerwano"),
        "annulled": say("unieważniono"),
        "absent": say("nieobecność"),
    }.get(status, status)


def credit_name(reason: str) -> str:
    """Return why time was added."""
    return {
        "accommodation": say("dostosowanie"),
        "room-exit": say("wyjścia z sali"),
        "health": say("przerwa na zdrowie"),
        "workstation-failure": say("awaria stanowiska"),
        "suspension": say("wstrzymanie"),
        "correction": say("korekta"),
        "outage": say("przerwa w pracy sali"),
    }.get(reason, reason)


def matter_name(matter: TimeMatter) -> str:
    """Return what happened to somebody's time."""
    return {
        TimeMatter.ROOM_EXIT: say("wyjście z sali"),
        TimeMatter.AWAY: say("bez łączności"),
        TimeMatter.ROOM_DOWN: say("przerwa w pracy sali"),
        TimeMatter.ROOM_ASLEEP: say("komputer operatora uśpiony"),
        TimeMatter.WORK_COUNTED: say("policzono pracę bez sali"),
        TimeMatter.WORKED_ON: say("praca na stanowisku bez łączności"),
        TimeMatter.PAUSED: say("zadania zasłonięte, czas stał"),
        TimeMatter.COVERED: say("ekran zasłonięty do powrotu łączności"),
        TimeMatter.SUSPENDED: say("stanowisko uśpione"),
    }[matter]


def lamp_name(name: str) -> str:
    """Return the name of a lamp."""
    return {
        "journal": say("dziennik"),
        "standby": say("zapas"),
        "stick": say("pendrive"),
        "disk": say("dysk"),
    }.get(name, name)


def hour(wall_ms: int, *, seconds: bool = False) -> str:
    """Return a wall clock time as people of this place read it."""
    moment = datetime.fromtimestamp(wall_ms / 1000)
    return moment.strftime("%H:%M:%S" if seconds else "%H:%M")


def day_hour(wall_ms: int) -> str:
    """Return day and hour of a wall clock time."""
    return datetime.fromtimestamp(wall_ms / 1000).strftime("%d.%m.%Y %H:%M")


def minutes_left(ms: int) -> str:
    """Return time left: whole minutes, and seconds only in the last five."""
    if ms < 5 * 60_000:
        return f"{ms // 60_000}:{ms // 1000 % 60:02d}"
    return say("{n} min", n=ms // 60_000)


def duration(ms: int) -> str:
    """Return how long something has lasted, as minutes and seconds."""
    minutes, seconds = divmod(max(0, ms) // 1000, 60)
    return f"{minutes}:{seconds:02d}" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"


def size(count: int) -> str:
    """Return a file's size."""
    if count >= 2**20:
        return f"{count / 2**20:.1f} MiB"
    return f"{max(1, count // 1024)} KiB"


def explained(error: Exception) -> tuple[str, str]:
    """Return what an error means and the next step, both in words."""
    if isinstance(error, RefusedError):
        return said(error.refusal.sentence), said(error.refusal.next_step)
    if isinstance(error, PackageError):
        return said(error.sentence()), said(error.guidance.next_step)
    return (
        say("Sala teraz nie odpowiada; tej czynności nie wykonano."),
        say("Poczekaj na połączenie i powtórz."),
    )
