"""Ask „czy to Twoje dane?”: exactly the fields of the card, and nothing more."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from koperta_station.kiosk import troubles
from koperta_station.kiosk.screens.base import Panelled, Tools
from koperta_station.kiosk.words import words
from koperta_station.state import KioskState
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Button, Note, choices, column, frame, label


class ConfirmScreen(Panelled):
    """Show the card's data with two answers."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.looks)
        self._driver = tools.driver
        self.note = Note()
        self.yes = Button("primary", Sign.CHECK)
        self.no = Button()
        self.fields = {name: label("heading") for name in ("person", "document", "qualification", "sitting")}
        self._build()
        self.yes.clicked.connect(lambda: self._answer(True))
        self.no.clicked.connect(lambda: self._answer(False))

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        self.show_place(state)
        self._person.setText("")  # it stands in the middle here
        person, sitting = state.candidate, state.sitting
        if person is None:
            return
        self.fields["person"].setText(f"{person.first_names} {person.surname}")
        self.fields["document"].setText(person.document)
        self.fields["qualification"].setText(f"{person.qualification} – {person.qualification_name}")
        self.fields["sitting"].setText(sitting.session if sitting is not None else "")

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""
        self.yes.setFocus()

    def _answer(self, correct: bool) -> None:
        self._set_enabled(False)
        self.note.say(Tone.BUSY, words("Zapisuję…"), sign=Sign.SENDING)
        self._driver.confirm(correct, self._answered)

    def _answered(self, error: Exception | None) -> None:
        self._set_enabled(True)
        if error is None:
            self.note.say(Tone.PLAIN, "")
        else:
            self.note.say(Tone.WARN, *troubles.of_error(error))

    def _set_enabled(self, enabled: bool) -> None:
        self.yes.setEnabled(enabled)
        self.no.setEnabled(enabled)
        if enabled:
            self.yes.setFocus()

    def _build(self) -> None:
        title, lead = label("title"), label("muted")
        title.setText(words("Czy to Twoje dane?"))
        lead.setText(words("Porównaj je z dokumentem, który masz przy sobie."))
        card = frame("card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(look().px(3), look().px(2.5), look().px(3), look().px(2.5))
        lines.setSpacing(look().px(2))
        for name, text in (
            ("person", words("Imiona i nazwisko")),
            ("document", words("PESEL albo numer dokumentu")),
            ("qualification", words("Kwalifikacja")),
            ("sitting", words("Sesja")),
        ):
            caption = label("muted", wrap=False)
            caption.setText(text)
            caption.setBuddy(self.fields[name])
            lines.addLayout(column(caption, self.fields[name], spacing=0.25))
        self.yes.setText(words("Tak, to moje dane"))
        self.no.setText(words("Nie, coś się nie zgadza"))
        self.matter.addStretch(1)
        self.matter.addLayout(column(title, lead, spacing=0.5))
        self.matter.addWidget(card)
        self.matter.addWidget(self.note)
        self.matter.addLayout(choices(self.yes, self.no))
        self.matter.addStretch(2)
