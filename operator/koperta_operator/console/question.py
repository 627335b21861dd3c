"""Ask in place for what a decision needs: a kind from a list, a text, minutes, a second person's key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from koperta_operator.console.act import Confirm
from koperta_operator.console.act_words import Coded
from koperta_operator.console.choice import Choice
from koperta_operator.console.desk import Desk
from koperta_operator.console.key_form import KeyForm
from koperta_operator.console.keys import OpenedKey, open_key
from koperta_operator.console.texts import explained, say
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Note, label
from koperta_sync.protocol.acts import ActRequest
from koperta_sync.protocol.base import Message

ONE_KEY_MINUTES = 5
MOST_MINUTES = 240


@dataclass(frozen=True, slots=True)
class Given:
    """Hold what was filled in."""

    code: str = ""
    text: str = ""
    minutes: int = 0
    glass: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Hold what is asked before a request is made; `effect` follows what is filled in."""

    sentence: str
    yes: str
    make: Callable[[Given], Message]
    reply: type[Message]
    effect: Callable[[Given], str] = field(default=lambda _given: "")
    codes: Coded = ()
    text: str = ""  # the field's name; empty: none is asked for
    needed: bool = False  # the text may not stay empty
    minutes: bool = False
    danger: bool = False


class QuestionForm(QWidget):
    """Show one question; Enter answers, Esc drops it."""

    answered = Signal(object, object)  # Message, type of the reply
    dropped = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.asked: Question | None = None
        self.confirm = Confirm()
        self.code = Choice()
        self.text, self.minutes, self.glass = QLineEdit(), QLineEdit(), QLineEdit()
        self.minutes.setValidator(QIntValidator(1, MOST_MINUTES))
        self.warning = Note()
        self.two = label("small")
        self.two.setText(say("Więcej niż 5 minut dolicza się w dwie osoby: druga podaje klucz i PIN."))
        self.key = KeyForm(desk, say("Podpisz jako druga osoba"))
        for box, name in ((self.minutes, say("minuty")), (self.glass, say("dlaczego decyduje jedna osoba"))):
            box.setPlaceholderText(name)
            box.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(0.75))
        for one in (self.code, self.minutes, self.text, self.warning, self.confirm, self.two, self.glass, self.key):
            layout.addWidget(one)
        self.confirm.confirmed.connect(self.answer)
        self.confirm.dropped.connect(self.dropped)
        self.key.given.connect(self._sign)
        for box in (self.text, self.minutes, self.glass):
            box.returnPressed.connect(self.answer)
            box.textChanged.connect(self._show)
        self.code.currentIndexChanged.connect(self._show)
        self.drop()

    def put(self, question: Question) -> None:
        """Ask."""
        self.drop()
        self.asked = question
        self.code.offer([word for _code, word in question.codes])
        self.text.setPlaceholderText(question.text)
        self.text.setAccessibleName(question.text)
        self.code.setVisible(bool(question.codes))
        self.text.setVisible(bool(question.text))
        self.minutes.setVisible(question.minutes)
        self.show()
        self.confirm.put(question.sentence, "", question.yes, say("Anuluj  [Esc]"), danger=question.danger)
        self._show()
        if question.minutes:
            self.minutes.setFocus()
        elif question.codes:
            self.code.setFocus()
        elif question.needed:
            self.text.setFocus()

    def drop(self) -> None:
        """Forget the question and what was filled in."""
        self.asked = None
        self.confirm.hide()
        for one in (self.code, self.text, self.minutes, self.two, self.glass, self.key):
            one.hide()
        for box in (self.text, self.minutes, self.glass):
            box.clear()
        self.key.clear()
        self.warning.say(Tone.PLAIN, "")
        self.hide()

    def given(self) -> Given:
        """Return what is filled in now."""
        codes = self.asked.codes if self.asked else ()
        at = self.code.currentIndex()
        code = codes[at][0] if 0 <= at < len(codes) else ""
        minutes = int(self.minutes.text()) if self.minutes.text().isdigit() else 0
        return Given(code, self.text.text().strip(), minutes, self.glass.text().strip())

    def answer(self) -> None:
        """Send what is filled in, or say what is missing."""
        question = self._complete()
        if question is None:
            return
        given = self.given()
        if question.minutes and given.minutes > ONE_KEY_MINUTES and not given.glass:
            self.warning.say(Tone.WARN, say("Druga osoba podaje klucz i PIN albo wpisz, dlaczego decyduje jedna."))
            self.key.path.setFocus()
            return
        self.answered.emit(question.make(given), question.reply)

    def _complete(self) -> Question | None:
        question, given = self.asked, self.given()
        if question is None:
            return None
        if question.minutes and not given.minutes:
            self.warning.say(Tone.WARN, say("Wpisz liczbę minut."))
            self.minutes.setFocus()
            return None
        if question.needed and not given.text:
            self.warning.say(Tone.WARN, say("Wpisz powód; trafi do protokołu."))
            self.text.setFocus()
            return None
        return question

    def _show(self) -> None:
        if self.asked is None:
            return
        given = self.given()
        two = self.asked.minutes and given.minutes > ONE_KEY_MINUTES
        for one in (self.two, self.glass, self.key):
            one.setVisible(two)
        effect = self.asked.effect(given)
        self.confirm.effect.setText(effect)
        self.confirm.effect.setVisible(bool(effect))

    def _sign(self, path: object, pin: str) -> None:
        if self._complete() is None:
            self.key.clear()
            return
        self._desk.run(open_key(path, pin), self._signed, self.key.fail)  # type: ignore[arg-type]  # a signal's object

    def _signed(self, opened: OpenedKey) -> None:
        question = self._complete()
        if question is None:
            return
        request = question.make(self.given())
        if isinstance(request, ActRequest):
            try:
                signed = self._desk.seconded(request, opened.official_id, opened.key)
            except Exception as error:  # away: what the window says of it is the same as for any request
                self.warning.say(Tone.WARN, *explained(error))
                return
            self.answered.emit(signed, question.reply)
