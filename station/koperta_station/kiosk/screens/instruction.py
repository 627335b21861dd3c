"""Show the instruction: short, calm, with the keys; the tasks arrive sealed meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from koperta_station.kiosk import troubles
from koperta_station.kiosk.screens.base import Panelled, Tools
from koperta_station.kiosk.words import words
from koperta_station.state import KioskState
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Badge, Button, Note, SignLabel, column, frame, label, row


class InstructionScreen(Panelled):
    """Wait for the start of the sitting, prepared."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.looks, wide=True)
        self._driver = tools.driver
        self.note = Note()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words("Pobieranie zaszyfrowanych zadań"))
        self.badge = Badge(wrap=True)
        self._title, self._facts = label("title"), label("lead")
        self.matter.addStretch(1)
        self.matter.addLayout(column(self._title, self._facts, spacing=0.75))
        self.matter.addWidget(rules())
        self.matter.addWidget(keys())
        self._add_foot()
        self.matter.addStretch(2)

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        self.show_place(state)
        self._title.setText(words("Przeczytaj, zanim zaczniesz"))
        self._facts.setText(facts(state))
        self._show_preparation(state)
        if state.refusal is not None:
            self.note.say(Tone.WARN, *troubles.of_refusal(state.refusal))
        else:
            self.note.say(Tone.PLAIN, state.notice)

    def _add_foot(self) -> None:
        self.matter.addWidget(self.note)
        self.matter.addLayout(column(self.badge, self.progress, spacing=1))

    def _show_preparation(self, state: KioskState) -> None:
        prepared = state.preparation
        started = state.sitting is not None and state.sitting.started
        if prepared is None or not prepared.stored:
            done, total = (prepared.done, prepared.total) if prepared is not None else (0, 0)
            self.progress.setRange(0, max(1, total))
            self.progress.setValue(done)
            self.progress.show()
            again = prepared is not None and prepared.damaged > 0
            word = words("Pobieram zadania jeszcze raz, bo dotarły uszkodzone") if again else words(
                "Pobieram zaszyfrowane zadania")  # fmt: skip
            self.badge.show_state(Sign.SENDING, word, Tone.BUSY)
            return
        self.progress.hide()
        if started:
            self.badge.show_state(Sign.SENDING, words("Otwieram zadania…"), Tone.BUSY)
        else:
            self.badge.show_state(
                Sign.CHECK, words("Zadania są gotowe i zaszyfrowane. Poczekaj na rozpoczęcie egzaminu."), Tone.GOOD
            )


class ReadyScreen(Panelled):
    """Let the candidate start the own time."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.looks)
        self._driver = tools.driver
        self.note = Note()
        self.start = Button("primary", Sign.PLAY)
        self.start.setObjectName("start")
        self.start.setText(words("Rozpocznij rozwiązywanie"))
        self.start.clicked.connect(self._begin)
        self._title, self._facts, self._effect = label("display"), label("lead"), label()
        self._title.setText(words("Możesz zaczynać"))
        self._effect.setText(words("Zegar ruszy, gdy naciśniesz. Twój czas liczy się osobno, nie musisz się spieszyć."))
        self.matter.addStretch(2)
        self.matter.addLayout(column(self._title, self._facts, spacing=1))
        self.matter.addSpacing(look().px(1))
        self.matter.addLayout(row(self.start))
        self.matter.addWidget(self._effect)
        self.matter.addWidget(self.note)
        self.matter.addSpacing(look().px(2))
        self.matter.addWidget(keys())
        self.matter.addStretch(3)

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        self.show_place(state)
        self._facts.setText(facts(state))

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""
        self.start.setFocus()

    def _begin(self) -> None:
        self.start.setEnabled(False)
        self._driver.begin(self._begun)

    def _begun(self, error: Exception | None) -> None:
        self.start.setEnabled(True)
        if error is not None:
            self.start.setFocus()
            self.note.say(Tone.WARN, *troubles.of_error(error))


def facts(state: KioskState) -> str:
    """Say what kind of exam it is, in one line."""
    sitting, person = state.sitting, state.candidate
    if sitting is None:
        return ""
    parts = [person.qualification] if person is not None else []
    parts.append(words("zadań: {count}", count=sitting.tasks))
    parts.append(words("czas: {minutes} min", minutes=sitting.minutes))
    parts.append(words("kalkulator dozwolony") if sitting.calculator else words("bez kalkulatora"))
    return "   ·   ".join(parts)


def rules() -> QWidget:
    """Return the rules worth knowing, each with its sign."""
    card = frame("card")
    lines = QGridLayout(card)
    lines.setContentsMargins(look().px(3), look().px(2), look().px(3), look().px(2))
    lines.setHorizontalSpacing(look().px(2))
    lines.setVerticalSpacing(look().px(1.25))
    lines.setColumnStretch(1, 1)
    for at, (sign, text) in enumerate(
        (
            (Sign.CHECK, words("W każdym zadaniu jedna odpowiedź jest poprawna. Możesz ją zmieniać do końca.")),
            (Sign.CLOCK, words("Twój czas rusza z pierwszym zadaniem i stoi, gdy wychodzisz z sali za zgodą zespołu.")),
            (Sign.DISK, words("Każda odpowiedź zapisuje się sama. Awaria komputera niczego nie skasuje.")),
            (Sign.AWAY, words("Gdy zniknie połączenie, pracuj dalej: program dośle odpowiedzi sam.")),
            (Sign.PERSON, words("Gdy coś nie działa, podnieś rękę. Zespół nadzorujący może doliczyć stracony czas.")),
        )
    ):
        written = label()
        written.setText(text)
        lines.addWidget(SignLabel(sign, "accent"), at, 0, Qt.AlignmentFlag.AlignTop)
        lines.addWidget(written, at, 1)
    return card


def keys() -> QWidget:
    """Return the keys of the solving screen, two columns."""
    shown = QWidget()
    grid = QGridLayout(shown)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look().px(1.5))
    grid.setVerticalSpacing(look().px(0.75))
    entries = (
        ("A B C D", words("wybierz odpowiedź (także 1–4)")),
        ("←  →", words("poprzednie, następne zadanie")),
        ("↑  ↓", words("przejdź między odpowiedziami")),
        ("Enter", words("zaznacz; drugi raz cofa")),
        ("S", words("oznacz do sprawdzenia")),
        ("F10", words("podsumowanie i zakończenie")),
    )
    for at, (key, text) in enumerate(entries):
        cap, written = label("key", wrap=False), label("muted")
        cap.setText(key)
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        written.setText(text)
        grid.addWidget(cap, at // 2, at % 2 * 2)
        grid.addWidget(written, at // 2, at % 2 * 2 + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return shown
