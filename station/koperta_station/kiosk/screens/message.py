"""Show the states in which the candidate waits or is done: one calm message each, no task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from koperta_station.kiosk import clock, troubles, ways_out
from koperta_station.kiosk.screens.base import Panelled, Tools
from koperta_station.kiosk.words import words
from koperta_station.state import KioskState, SaveState
from koperta_station.state import Screen as Shown
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import TONE_COLOURS, Badge, Button, Note, SignLabel, column, frame, label, row


@dataclass(frozen=True, slots=True)
class Message:
    """Hold what such a screen says."""

    sign: Sign
    tone: Tone
    title: str
    text: str


class MessageScreen(Panelled):
    """Show one message; what it says follows from the state."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.looks)
        self._clock = tools.driver.clock
        self.sign = SignLabel(Sign.INFO, "accent", units=8)
        self.title, self.text, self.time = label("display"), label("lead"), label("heading")
        self.saved = Badge(wrap=True)
        self.note = Note()
        self.matter.addStretch(2)
        self.matter.addLayout(row(self.sign))
        self.matter.addLayout(column(self.title, self.text, spacing=1.5))
        self.matter.addWidget(self.time)
        self.matter.addWidget(self.saved)
        self.matter.addWidget(self.note)
        self.matter.addStretch(3)

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        self.show_place(state)
        said = message(state)
        self.sign.show_sign(said.sign, TONE_COLOURS[said.tone])
        self.title.setText(said.title)
        self.text.setText(said.text)
        self.setAccessibleName(f"{said.title}. {said.text}")
        self._show_time(state)
        self._show_saved(state)
        self.note.say(Tone.PLAIN, state.notice)

    def _show_time(self, state: KioskState) -> None:
        stands = state.screen in (Shown.COVERED, Shown.PAUSED, Shown.SUSPENDED) and state.countdown is not None
        self.time.setVisible(stands)
        if stands and state.countdown is not None:
            left = clock.time_left(state.countdown.remaining_ms(self._clock.mono_ms()))
            self.time.setText(words("Zostało {left}. Czas stoi.", left=left))

    def _show_saved(self, state: KioskState) -> None:
        over = state.screen in (Shown.FINISHED, Shown.EXPIRED, Shown.ENDED)
        self.saved.setVisible(over)
        if not over:
            return
        if state.save is SaveState.ROOM and not state.undelivered:
            self.saved.show_state(Sign.ROOM, words("Wszystkie odpowiedzi zapisano na komputerze operatora."), Tone.GOOD)
        else:
            self.saved.show_state(
                Sign.DISK,
                words("Odpowiedzi są zapisane na tym stanowisku. Nie wyłączaj komputera, program je dosyła."),
                Tone.WARN,
            )


class OverScreen(MessageScreen):
    """Show the end, and the preliminary score or why there is none; `next_person` opens the next login."""

    def __init__(self, tools: Tools, next_person: Callable[[], None]) -> None:
        super().__init__(tools)
        self.next_person = Button("quiet", Sign.PERSON)
        self.next_person.setText(words("Następny zdający"))
        self.next_person.clicked.connect(next_person)
        self.score, self.meaning = label("heading"), label()
        self.card = frame("card")
        lines = column(self.score, self.meaning, spacing=0.75)
        lines.setContentsMargins(look().px(3), look().px(2.5), look().px(3), look().px(2.5))
        self.card.setLayout(lines)
        self.matter.insertWidget(self.matter.count() - 1, self.card)
        self.matter.addLayout(row(self.next_person))

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        super().show_state(state)
        number, meaning = score_words(state)
        self.score.setText(number)
        self.meaning.setText(meaning)
        self.score.setVisible(bool(number))
        self.card.setVisible(bool(meaning))
        self.next_person.setVisible(ways_out.may_give_seat_on(state))


def score_words(state: KioskState) -> tuple[str, str]:
    """Return the preliminary score and what it means, or why there is none."""
    score = state.preliminary
    if score is not None:
        label_text = words("To nie jest wynik egzaminu; wynik ustala okręgowa komisja egzaminacyjna.")
        number = words("Wstępna liczba poprawnych odpowiedzi: {right} z {total}", right=score.right, total=score.total)
        return number, label_text
    reasons = {
        "package-says-no": words(
            "Wstępna liczba poprawnych odpowiedzi nie jest wyświetlana w tej sesji z decyzji komisji. "
            "Twoje odpowiedzi są zapisane w całości."
        ),
        "checks-failed": words(
            "Wstępna liczba poprawnych odpowiedzi nie jest teraz wyświetlana, bo klucz nie przeszedł sprawdzenia. "
            "Twoje odpowiedzi są zapisane w całości."
        ),
        "interrupted": words("Wstępna liczba poprawnych odpowiedzi nie jest wyświetlana po przerwaniu egzaminu."),
        "annulled": words("Wstępna liczba poprawnych odpowiedzi nie jest wyświetlana po unieważnieniu."),
    }
    return "", reasons.get(state.preliminary_withheld, "")


def message(state: KioskState) -> Message:
    """Return what a state says to the candidate."""
    said = {**_standing(), **_over()}
    return _because(state) or said[state.screen]


def _because(state: KioskState) -> Message | None:
    """Return what is said where the room has told why a seat is covered or ended."""
    if state.screen is Shown.COVERED:
        return _covered().get(state.reason)
    if state.screen is not Shown.ENDED:
        return None
    if state.reason == "annulled":
        return Message(Sign.STOP, Tone.WARN, words("Egzamin przerwany i unieważniony"), _annulled(state.cause))
    return _ended().get(state.reason)


def _covered() -> dict[str, Message]:
    return {
        "workstation-failure": Message(
            Sign.WARNING,
            Tone.BUSY,
            words("Zgłoszono awarię stanowiska"),
            words(
                "Twój czas stoi od chwili zgłoszenia, a odpowiedzi są zapisane. Poczekaj; zespół naprawi stanowisko "
                "albo wskaże inne."
            ),
        ),
        "health": Message(
            Sign.PAUSE,
            Tone.BUSY,
            words("Przerwa ze względu na zdrowie"),
            words("Twój czas stoi, a odpowiedzi są zapisane. Wrócisz do zadań, gdy będziesz gotowy albo gotowa."),
        ),
    }


def _annulled(cause: str) -> str:
    why = {
        "non-independent-work": words("Przyczyna: niesamodzielne rozwiązywanie zadań."),
        "device": words("Przyczyna: urządzenie telekomunikacyjne lub niedozwolone materiały."),
        "disturbance": words("Przyczyna: zakłócanie przebiegu egzaminu."),
    }.get(cause, "")
    decided = words("Zdecydował przewodniczący zespołu egzaminacyjnego. Twoje odpowiedzi są zachowane.")
    return f"{decided} {why}".strip()


def _ended() -> dict[str, Message]:
    return {
        "health": Message(
            Sign.STOP,
            Tone.WARN,
            words("Egzamin zakończony ze względu na zdrowie"),
            words("Twoje odpowiedzi do tej chwili są zapisane. O tym, co dalej, powie zespół nadzorujący."),
        ),
        "broken-off": Message(
            Sign.STOP,
            Tone.WARN,
            words("Egzamin przerwany dla wszystkich"),
            words("Zdecydował przewodniczący. Twoje odpowiedzi do tej chwili są zapisane. Zaczekaj na stanowisku."),
        ),
    }


def _standing() -> dict[Shown, Message]:
    return {
        Shown.COVERED: Message(
            Sign.COVER,
            Tone.BUSY,
            words("Stanowisko zasłonięte"),
            words("Stanowisko zasłonięte na czas wyjścia. Czas nieobecności zostanie doliczony."),
        ),
        Shown.PAUSED: Message(
            Sign.PAUSE,
            Tone.BUSY,
            words("Przerwa – czas stoi"),
            words(
                "Chwilowo nie ma połączenia z komputerem operatora, dlatego zadania są zasłonięte. Twój czas stoi, "
                "a odpowiedzi są zapisane. Poczekaj na stanowisku; zadania wrócą same."
            ),
        ),
        Shown.SUSPENDED: Message(
            Sign.PAUSE,
            Tone.WARN,
            words("Egzamin wstrzymany"),
            words("Egzamin wstrzymany przez przewodniczącego. Twój czas stoi. Poczekaj na stanowisku."),
        ),
    }


def _over() -> dict[Shown, Message]:
    return {
        Shown.FINISHED: Message(
            Sign.CHECK, Tone.GOOD, words("Egzamin zakończony"), words("Praca jest oddana. Dziękujemy.")
        ),
        Shown.EXPIRED: Message(
            Sign.CLOCK,
            Tone.GOOD,
            words("Czas minął"),
            words("Egzamin zakończył się sam. Zapisane są wszystkie odpowiedzi zaznaczone do tej chwili."),
        ),
        Shown.ENDED: Message(
            Sign.STOP,
            Tone.WARN,
            words("Egzamin zakończony przez zespół"),
            words("Twoje odpowiedzi do tej chwili są zapisane. Zaczekaj na zespół nadzorujący."),
        ),
    }


def revoked(state: KioskState) -> Message:
    """Return what is said when this machine has been cut off from its room."""
    what, then = (
        troubles.of_refusal(state.refusal)
        if state.refusal is not None
        else (words("Ten komputer odłączono od sali."), words("Wezwij zespół nadzorujący."))
    )
    return Message(Sign.STOP, Tone.URGENT, what, then)
