"""Ask for what only people know of the protocol of one exam room (§33(1)): one field for each, and what is missing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from koperta_operator.console.act import Act
from koperta_operator.console.desk import Desk
from koperta_operator.console.texts import said, say
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Note
from koperta_sync.protocol.documents import GiveProtocolDetails, Person, ProtocolDetails, ProtocolForm

_LINES = 2  # of a field that takes several


class ListField(QWidget):
    """Take several lines, or the word that there is nothing to say."""

    def __init__(self, name: str, hint: str, nothing: str = "") -> None:
        super().__init__()
        self.text, self.nothing = QPlainTextEdit(), QCheckBox(nothing)
        self.text.setAccessibleName(name)
        self.text.setAccessibleDescription(hint)
        self.text.setPlaceholderText(hint)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES + look().px(4))
        self.nothing.toggled.connect(self.text.setDisabled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(0.25))
        layout.addWidget(self.text)
        layout.addWidget(self.nothing)
        if not nothing:
            self.nothing.hide()

    def show_words(self, words: str | None) -> None:
        """Show what was said; None: nobody has said anything yet, empty: there is nothing."""
        self.nothing.setChecked(words == "")
        self.text.setPlainText(words or "")

    def words(self) -> str | None:
        """Return what is said now, as `show_words` takes it."""
        if self.nothing.isChecked():
            return ""
        return self.text.toPlainText().strip() or None


class ProtocolFormView(QWidget):
    """Show the form of one exam room after the other, and give what was typed."""

    given = Signal(str, object)  # exam room, ProtocolDetails

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._forms: dict[str, ProtocolForm] = {}
        self.exam_room, self.address, self.missing = QComboBox(), QLineEdit(), Note()
        self.address.setAccessibleName(say("Adres ośrodka"))
        self.exam_room.setAccessibleName(say("Sala egzaminacyjna"))
        person = say("w każdym wierszu: imię i nazwisko; szkoła; funkcja")
        self.team = ListField(say("Zespół nadzorujący"), person)
        delegated = say("w każdym wierszu: imię i nazwisko; podmiot delegujący")
        self.observers = ListField(say("Obserwatorzy"), delegated, say("nie było obserwatorów"))
        purpose = say("w każdym wierszu: imię i nazwisko; w jakim celu")
        self.helpers = ListField(say("Osoby z § 27 ust. 2"), purpose, say("nie było takich osób"))
        self.taken = ListField(
            say("Działania przy awariach stanowisk"), say("to, czego nie ma w zapisie zdarzeń: kto i co postanowił")
        )
        self.remarks = ListField(say("Uwagi o przebiegu"), "", say("bez uwag"))
        self.save = Act(desk, GiveProtocolDetails, say("Zapisz dane do protokołu"), "primary")
        self._arrange()
        self.exam_room.currentTextChanged.connect(self._show)
        self.save.asked.connect(lambda: self.given.emit(self.exam_room.currentText(), self.details()))

    def _arrange(self) -> None:
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(look().px(1))
        layout.addRow(self.missing)
        layout.addRow(say("Sala egzaminacyjna"), self.exam_room)
        layout.addRow(say("Adres ośrodka"), self.address)
        for one in (self.team, self.observers, self.helpers, self.taken, self.remarks):
            layout.addRow(one.text.accessibleName(), one)
        layout.addRow(self.save)

    def show_forms(self, forms: tuple[ProtocolForm, ...]) -> None:
        """Show what was given so far; the exam room that was shown stays."""
        before = self.exam_room.currentText()
        self._forms = {one.exam_room: one for one in forms}
        self.exam_room.blockSignals(True)
        self.exam_room.clear()
        self.exam_room.addItems(list(self._forms))
        if before in self._forms:
            self.exam_room.setCurrentText(before)
        self.exam_room.blockSignals(False)
        self._show(self.exam_room.currentText())

    def details(self) -> ProtocolDetails:
        """Return what is typed now."""
        observers, helpers = self.observers.words(), self.helpers.words()
        return ProtocolDetails(
            address=self.address.text().strip(),
            team=people_of(self.team.words() or ""),
            observers=None if observers is None else people_of(observers),
            helpers=None if helpers is None else people_of(helpers),
            actions=self.taken.words() or "",
            remarks=self.remarks.words(),
        )

    def _show(self, exam_room: str) -> None:
        form = self._forms.get(exam_room)
        if form is None:
            return
        one = form.details
        self.address.setText(one.address)
        self.team.show_words(lines_of(one.team) if one.team else None)
        self.observers.show_words(lines_of(one.observers))
        self.helpers.show_words(lines_of(one.helpers))
        self.taken.show_words(one.actions or None)
        self.remarks.show_words(one.remarks)
        if form.missing:
            self.missing.say(Tone.WARN, say("Protokół czeka na dane:"), "\n".join(said(text) for text in form.missing))
        else:
            self.missing.say(Tone.GOOD, say("Protokół tej sali ma wszystkie dane."))


def people_of(text: str) -> tuple[Person, ...]:
    """Read one person a line: name; body; role."""
    people = []
    for line in text.splitlines():
        name, body, role, *_rest = [*(part.strip() for part in line.split(";")), "", "", ""]
        if name:
            people.append(Person(name=name[:200], body=body[:200], role=role[:200]))
    return tuple(people)


def lines_of(people: tuple[Person, ...] | None) -> str | None:
    """Write people as they are typed; None stays None."""
    if people is None:
        return None
    return "\n".join("; ".join((one.name, one.body, one.role)).rstrip("; ") for one in people)
