"""Pair a machine: type the code it shows, say which seat it is, read the room's digits out large."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from koperta_operator.console.act import Act
from koperta_operator.console.choice import Choice
from koperta_operator.console.desk import Desk
from koperta_operator.console.page import card
from koperta_operator.console.texts import explained, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Note, frame, label
from koperta_sync.protocol.console import ApprovePairing, Ok, OpenPairing, PairingApproved
from koperta_sync.protocol.room_view import PendingPairing, RoomView


class PairingCard(QWidget):
    """Open pairing and approve one machine after the other."""

    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.switch = Act(desk, OpenPairing, "")
        self.waiting, self.address = label("muted"), label("muted")
        self.code, self.room, self.seat = QLineEdit(), Choice(), QLineEdit("1")
        self.code.setAccessibleName(say("kod ze stanowiska"))
        self.room.setAccessibleName(say("sala"))
        self.seat.setAccessibleName(say("numer stanowiska"))
        self.seat.setValidator(QIntValidator(1, 9999, self.seat))
        self.approve = Act(desk, ApprovePairing, say("Połącz stanowisko"), "primary", Sign.CHECK)
        self.note = Note()
        self.digits = label("digits", wrap=False)
        self._result = self._result_card()
        box, layout = card(say("Łączenie kodem"))
        layout.addWidget(self.switch)
        layout.addWidget(self.address)
        layout.addWidget(self.waiting)
        layout.addLayout(self._form())
        for one in (self.approve, self.note, self._result):
            layout.addWidget(one)
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(box)
        self.switch.asked.connect(self._switch)
        self.approve.asked.connect(self._approve)
        self.code.returnPressed.connect(self.approve.press)
        for field in (self.code, self.seat):
            field.textChanged.connect(lambda _text: self._refresh_approve())

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look().px(1))
        grid.setVerticalSpacing(look().px(0.25))
        names = (say("kod ze stanowiska"), say("sala"), say("numer"))
        for column, (name, field) in enumerate(zip(names, (self.code, self.room, self.seat), strict=True)):
            heading = label("small", wrap=False)
            heading.setText(name)
            grid.addWidget(heading, 0, column)
            grid.addWidget(field, 1, column)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 1)
        return grid

    def _result_card(self) -> QFrame:
        box = frame("inset")
        self._result_words = label()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(look().px(2), look().px(1), look().px(2), look().px(1))
        layout.setSpacing(0)
        layout.addWidget(self._result_words)
        layout.addWidget(self.digits)
        box.hide()
        return box

    def show_room(self, room: RoomView) -> None:
        """Show whether pairing is open and who waits."""
        self.switch.button.setText(say("Zamknij łączenie") if room.pairing_open else say("Otwórz łączenie"))
        self.address.setText(say("Adres sali: {addresses}", addresses=", ".join(room.addresses)))
        self.switch.say_effect(
            say("otwarte: nowe stanowiska mogą się zgłaszać")
            if room.pairing_open
            else say("zamknięte: nikt nowy się nie połączy")
        )
        pending = [one for one in room.pairings if not one.approved]
        self.waiting.setText(_waiting(pending))
        self.waiting.setVisible(room.pairing_open)
        self.room.offer(room.exam_rooms)
        self._refresh_approve()

    def seat_number(self) -> int:
        """Return the typed seat number, 0 for none."""
        return int(self.seat.text()) if self.seat.text().isdigit() else 0

    def _refresh_approve(self) -> None:
        room = self._desk.room
        against = "" if room and room.pairing_open else say("Najpierw otwórz łączenie.")
        if not against and not self.code.text().strip():
            against = say("Wpisz kod, który pokazuje stanowisko.")
        if not against and not self.seat_number():
            against = say("Wpisz numer stanowiska.")
        self.approve.say_effect("", against)

    def _switch(self) -> None:
        room = self._desk.room
        wanted = not (room and room.pairing_open)
        self._desk.ask(OpenPairing(open=wanted), Ok, lambda _ok: self.note.hide(), self._fail)

    def _approve(self) -> None:
        message = ApprovePairing(
            code=self.code.text().strip(), exam_room=self.room.currentText(), seat_number=self.seat_number()
        )
        self._desk.ask(message, PairingApproved, self._approved, self._fail)

    def _approved(self, approved: PairingApproved) -> None:
        self.note.hide()
        words = say("Wpisz ten kod na stanowisku {n} ({machine}):", n=self.seat_number(), machine=approved.machine_name)
        self._result_words.setText(words)
        self.digits.setText(approved.room_code)
        self.digits.setAccessibleName(say("kod sali {code}", code=approved.room_code))
        self._result.show()
        self.code.clear()
        self.seat.setText(str(self.seat_number() + 1))
        self.code.setFocus()

    def _fail(self, error: Exception) -> None:
        self._result.hide()
        self.note.say(Tone.WARN, *explained(error))


def _waiting(pending: list[PendingPairing]) -> str:
    if not pending:
        return say("Żadne stanowisko się teraz nie zgłasza.")
    names = ", ".join(f"{one.machine_name} ({one.address})" for one in pending)
    return say("Zgłaszają się: {names}", names=names)
