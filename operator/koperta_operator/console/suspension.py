"""Suspend the exam for everybody, let it go on, break it off (§31); beside the wall, which it never hides."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from koperta_operator.console.act import Act
from koperta_operator.console.act_words import channels, suspensions
from koperta_operator.console.choice import Choice
from koperta_operator.console.desk import Desk
from koperta_operator.console.texts import duration, hour, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import look
from koperta_sync.desktop.widgets import Button, label
from koperta_sync.protocol import acts
from koperta_sync.protocol.console import Ok
from koperta_sync.protocol.room_view import SittingState, SittingView

TWO = 2


class SuspensionPanel(QWidget):
    """Offer the suspension, and while it lasts what follows it."""

    def __init__(self, desk: Desk, failed: Callable[[Exception], None]) -> None:
        super().__init__()
        self._desk, self._failed, self._sitting_id = desk, failed, ""
        self._open = False
        self.words, self.moving = label("strong"), label("strong")
        self.cause = Choice()
        self.cause.offer([word for _code, word in suspensions()])
        self.text, self.told = QLineEdit(), QLineEdit()
        for box, name in (
            (self.text, say("decyzja i opis")),
            (self.told, say("kto powiadomił komisję")),
        ):
            box.setPlaceholderText(name)
            box.setAccessibleName(name)
        self.channels = {code: QCheckBox(word) for code, word in channels()}
        self.start = Act(desk, acts.SuspendSitting, say("Wstrzymaj egzamin…"), "", Sign.PAUSE)
        self.suspend = Act(desk, acts.SuspendSitting, say("Wstrzymaj egzamin"), "danger", Sign.PAUSE)
        self.go_on = Act(desk, acts.ResumeSitting, say("Wznów egzamin"), "primary", Sign.PLAY)
        self.end = Act(desk, acts.BreakOffSitting, say("Przerwij egzamin"), "tight-danger", Sign.STOP)
        self.no = Button("tight")
        self.no.setText(say("Anuluj"))
        self._build()
        self.start.asked.connect(lambda: self._ask(open_now=True))
        self.no.clicked.connect(lambda: self._ask(open_now=False))
        self.suspend.asked.connect(self._suspend)
        self.go_on.asked.connect(lambda: self._follow(acts.ResumeSitting))
        self.end.asked.connect(lambda: self._follow(acts.BreakOffSitting))
        for box in (self.text, self.told):
            box.textChanged.connect(self._check)
        for tick in self.channels.values():
            tick.toggled.connect(self._check)

    def _build(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(look().px(0.75))
        self._ticks = QWidget()
        ticks = QVBoxLayout(self._ticks)
        ticks.setContentsMargins(0, 0, 0, 0)
        for tick in self.channels.values():
            ticks.addWidget(tick)
        fields = (self.cause, self.text, self.told, self._ticks)
        for one in (self.moving, self.words, self.start, *fields, self.suspend, self.go_on, self.end, self.no):
            lines.addWidget(one)

    def show_sitting(self, sitting: SittingView | None) -> None:
        """Show what can be done now: nothing before the unlock and after the end."""
        on = sitting is not None and sitting.state in (SittingState.UNLOCKED, SittingState.STARTED)
        self.setVisible(on)
        if sitting is None or not on:
            return
        self._sitting_id = sitting.sitting_id
        suspended = sitting.suspended_at_ms > 0
        names = ", ".join(f"{one.name} ({duration(self._desk.now_ms() - one.failed_at_ms)})" for one in sitting.moving)
        self.moving.setText(say("Czeka na inne stanowisko: {names}", names=names))
        self.moving.setVisible(bool(sitting.moving))
        self.words.setVisible(suspended or sitting.broken_off)
        if sitting.broken_off:
            self.words.setText(say("Egzamin przerwano dla wszystkich. Odpowiedzi są zachowane."))
        elif suspended:
            since = hour(sitting.suspended_at_ms)
            self.words.setText(say("Egzamin wstrzymany od {since}; ekrany zasłonięte, zegary stoją.", since=since))
        else:
            self.words.setText("")
        asking = self._open and not suspended
        self.start.setVisible(not suspended and not asking and not sitting.broken_off)
        for one in (self.cause, self.suspend, self.no):
            one.setVisible(asking)
        self.text.setVisible(asking or suspended)
        for shown in (self.told, self._ticks, self.go_on, self.end):
            shown.setVisible(suspended)
        self._check()

    def _ask(self, *, open_now: bool) -> None:
        self._open = open_now
        self.show_sitting(self._desk.sitting(self._sitting_id))
        if open_now:
            self.cause.setFocus()

    def _check(self) -> None:
        against = ""
        if not self.text.text().strip() or not self.told.text().strip():
            against = say("Wpisz decyzję oraz kto i z kim rozmawiał.")
        elif sum(tick.isChecked() for tick in self.channels.values()) < TWO:
            against = say("Zaznacz dwie drogi powiadomienia komisji.")
        for one in (self.go_on, self.end):
            one.say_effect("", against)

    def _suspend(self) -> None:
        code = suspensions()[max(0, self.cause.currentIndex())][0]
        message = acts.SuspendSitting(sitting_id=self._sitting_id, cause=code, text=self.text.text().strip())
        self._desk.ask(message, Ok, self._done, self._failed)

    def _follow(self, kind: type[acts.ResumeSitting | acts.BreakOffSitting]) -> None:
        ticked = tuple(code for code, tick in self.channels.items() if tick.isChecked())
        message = kind(
            sitting_id=self._sitting_id,
            text=self.text.text().strip(),
            told=self.told.text().strip(),
            channels=ticked,
        )
        self._desk.ask(message, Ok, self._done, self._failed)

    def _done(self, _ok: Ok) -> None:
        self._open = False
        self.text.clear()
        self.told.clear()
        for tick in self.channels.values():
            tick.setChecked(False)
