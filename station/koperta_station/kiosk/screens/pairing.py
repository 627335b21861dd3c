"""Pair by codes: large digits to read out, then four digits to type; or by a file: the seat number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

from koperta_station.kiosk import troubles
from koperta_station.kiosk.joining import Joining, JoiningState
from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.screens.base import Panelled
from koperta_station.kiosk.words import words
from koperta_sync.codes import ROOM_DIGITS, typed_digits
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, font, look
from koperta_sync.desktop.widgets import Badge, Button, Note, choices, column, frame, label, row
from koperta_sync.pairing import Known


class PairingScreen(Panelled):
    """Show the machine's code and take the room's."""

    def __init__(self, joining: Joining, looks: Looks) -> None:
        super().__init__(looks)
        self._joining = joining
        self.show_seat("", 0)
        self.note, self.progress = Note(), Badge(wrap=True)
        self.code, self.digits = label("code", wrap=False), _digits(ROOM_DIGITS)
        self.send, self.cancel = Button("primary", Sign.FORWARD), Button()
        self.once_more = Button("primary", Sign.SEARCH)
        self._build()
        self.digits.returnPressed.connect(self._typed)
        self.send.clicked.connect(self._typed)
        self.cancel.clicked.connect(joining.give_up)
        self.once_more.clicked.connect(lambda: joining.pair(joining.state.address))
        joining.changed.connect(self.show_joining)
        self.show_joining(joining.state)

    def show_joining(self, state: JoiningState) -> None:
        """Show how far the pairing is."""
        step = state.step
        code = step.machine_code if step is not None else ""
        failed = state.error is not None
        self._codes.setVisible(bool(code) and not failed)
        self.once_more.setVisible(failed)
        self.send.setVisible(bool(code) and not failed)
        self.code.setText(" ".join(code[at : at + 3] for at in range(0, len(code), 3)))
        self.code.setAccessibleName(" ".join(code))
        typed = step is not None and step.known is Known.ROOM
        self.digits.setEnabled(bool(code) and not typed)
        self.send.setEnabled(self.digits.isEnabled())
        if state.error is not None:
            self.note.say(Tone.WARN, *troubles.of_error(state.error))
        elif step is not None and step.tries_left is not None:
            self.digits.clear()
            self.digits.setFocus()
            self.note.say(
                Tone.WARN,
                words("Te cyfry nie zgadzają się z kodem sali."),
                words("Pozostało prób: {left}.", left=step.tries_left),
            )
        else:
            self.note.say(Tone.PLAIN, "")
        self._show_progress(state, bool(code), typed=typed, approved=step is not None and step.approved)

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""
        (self.digits if self.digits.isEnabled() else self.cancel).setFocus()

    def _show_progress(self, state: JoiningState, code: bool, *, typed: bool, approved: bool) -> None:
        self.progress.setVisible(state.error is None)
        if not code:
            word = words("Łączę z {address}…", address=state.address)
        elif typed and not approved:
            word = words("Cyfry się zgadzają. Czekam, aż operator przepisze kod z tego ekranu.")
        elif approved and not typed:
            word = words("Operator przepisał kod. Teraz cyfry z jego ekranu.")
        elif typed:
            word = words("Gotowe, zapisuję połączenie…")
        else:
            word = words("Czekam na operatora i na cztery cyfry.")
        self.progress.show_state(Sign.CHECK if typed or approved else Sign.SENDING, word, Tone.BUSY)

    def _typed(self) -> None:
        digits = typed_digits(self.digits.text())
        if len(digits) == ROOM_DIGITS:
            self._joining.type_room_code(digits)
        else:
            self.note.say(Tone.WARN, words("Kod sali ma cztery cyfry."))

    def _build(self) -> None:
        title = label("title")
        title.setText(words("Łączenie z salą"))
        first, second = label("strong"), label("strong")
        first.setText(words("1. Przeczytaj operatorowi ten kod:"))
        second.setText(words("2. Wpisz cztery cyfry z ekranu operatora:"))
        self.digits.setAccessibleName(words("Cztery cyfry z ekranu operatora"))
        self.send.setText(words("Sprawdź cyfry"))
        self.cancel.setText(words("Przerwij łączenie"))
        self.once_more.setText(words("Spróbuj ponownie"))
        self._codes = frame("card")
        lines = column(first, self.code, second, spacing=1)
        lines.setContentsMargins(look().px(3), look().px(2.5), look().px(3), look().px(2.5))
        lines.addLayout(row(self.digits))
        self._codes.setLayout(lines)
        self.matter.addStretch(1)
        self.matter.addWidget(title)
        self.matter.addWidget(self._codes)
        self.matter.addWidget(self.progress)
        self.matter.addWidget(self.note)
        self.matter.addLayout(choices(self.send, self.once_more, self.cancel))
        self.matter.addStretch(2)


class EnrolScreen(Panelled):
    """Show whose file it is and take the seat number."""

    def __init__(self, joining: Joining, looks: Looks) -> None:
        super().__init__(looks)
        self._joining = joining
        self.show_seat("", 0)
        self.note, self.seat = Note(), _digits(4)
        self.seat.setValidator(QIntValidator(1, 9999, self.seat))
        self.join, self.cancel = Button("primary", Sign.FORWARD), Button()
        self.facts, self.fingerprint = label("heading"), label("lead")
        title, caption = label("title"), label("strong")
        self.warning = label("muted")
        title.setText(words("Łączenie z pliku"))
        caption.setText(words("Numer tego stanowiska"))
        self.seat.setAccessibleName(words("Numer tego stanowiska"))
        self.warning.setText(words("Porównaj odcisk z konsolą operatora. Gdy się różni, nie łącz i wezwij operatora."))
        self.join.setText(words("Połącz"))
        self.cancel.setText(words("Wróć"))
        self.matter.addStretch(1)
        self.matter.addWidget(title)
        self.matter.addLayout(column(self.facts, self.fingerprint, self.warning, spacing=0.75))
        self.matter.addLayout(column(caption, self.seat, spacing=0.75))
        self.matter.addWidget(self.note)
        self.matter.addLayout(choices(self.join, self.cancel))
        self.matter.addStretch(2)
        self.seat.returnPressed.connect(self._join)
        self.join.clicked.connect(self._join)
        self.cancel.clicked.connect(joining.give_up)
        joining.changed.connect(self.show_joining)
        self.show_joining(joining.state)

    def show_joining(self, state: JoiningState) -> None:
        """Show the file's facts and what went wrong."""
        enrolment = state.enrolment
        if enrolment is not None:
            self.facts.setText(enrolment.file.label)
            self.fingerprint.setText(words("Odcisk klucza sali: {code}", code=enrolment.fingerprint))
            self.warning.setVisible(not enrolment.certified)
        self.join.setEnabled(not state.working)
        if state.error is not None:
            self.note.say(Tone.WARN, *troubles.of_error(state.error))
        elif state.working:
            self.note.say(Tone.BUSY, words("Łączę z komputerem operatora…"), sign=Sign.SENDING)
        else:
            self.note.say(Tone.PLAIN, "")

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""
        self.seat.setFocus()

    def _join(self) -> None:
        enrolment = self._joining.state.enrolment
        seats = {seat.seat_number for seat in enrolment.file.seats} if enrolment is not None else set()
        if self.seat.hasAcceptableInput() and int(self.seat.text()) in seats:
            self._joining.enrol(int(self.seat.text()))
        elif self.seat.hasAcceptableInput():
            self.note.say(Tone.WARN, words("Plik łączenia nie obejmuje tego stanowiska."), words("Sprawdź numer."))
        else:
            self.note.say(Tone.WARN, words("Wpisz numer stanowiska."), words("Stoi na biurku i w konsoli operatora."))


def _digits(count: int) -> QLineEdit:
    """Return a field for a few digits, large."""
    field = QLineEdit()
    field.setFont(font(look().scale * 1.8, mono=True))
    field.setStyleSheet(f"font-family: 'Noto Sans Mono'; font-size: {field.font().pointSizeF():.1f}pt;")
    field.setValidator(QRegularExpressionValidator(rf"[0-9 ]{{0,{count + 1}}}", field))
    field.setAlignment(Qt.AlignmentFlag.AlignCenter)
    field.setFixedWidth(field.fontMetrics().horizontalAdvance("0" * (count + 2)) + look().px(4))
    return field
