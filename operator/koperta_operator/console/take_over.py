"""Let officials take over the room at its standby: two sign, or one with a reason, and then one deliberate press."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from koperta_operator.console.desk import Desk
from koperta_operator.console.key_form import KeyForm
from koperta_operator.console.keys import OpenedKey, open_key
from koperta_operator.console.texts import explained, said, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, dress, look
from koperta_sync.desktop.widgets import Button, Note, SignLabel, label
from koperta_sync.protocol.console import OfficialSignature, Ok, Promote
from koperta_sync.protocol.room_view import RoomRole, RoomView, StandbyState
from koperta_sync.terms import promotion_bytes

ENOUGH = 2


class RoleBand(QFrame):
    """Say when this is not the room itself, and when the room works without its second machine."""

    asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        dress(self, kind="band")
        self._desk = desk
        self._words = label()
        self.take_over = Button("tight")
        self.take_over.setText(say("Przejmij pracę…"))
        self.take_over.clicked.connect(self.asked.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(2), look().px(0.5), look().px(2), look().px(0.5))
        row.addWidget(SignLabel(Sign.AWAY, "warn", 2.5))
        row.addWidget(self._words, 1)
        row.addWidget(self.take_over)
        self.hide()

    def text(self) -> str:
        """Return what the band says."""
        return self._words.text()

    def show_room(self) -> None:
        """Show or hide, by what the room is."""
        room = self._desk.room
        text = _words_of(room) if room is not None else ""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.take_over.setVisible(room is not None and room.role is RoomRole.STANDBY)
        self.setHidden(not text or self.parentWidget() is None)


def _words_of(room: RoomView) -> str:
    state = room.standby.state
    if room.role is RoomRole.SUPERSEDED:
        return say("Pracę sali przejął inny komputer. Ten tylko pokazuje, co zapisał; niczego już nie zmieni.")
    if room.role is RoomRole.STANDBY and state is StandbyState.AWAY:
        return say(
            "To jest komputer zapasowy. Komputer operatora nie odpowiada; jeśli nie wróci, dwie osoby przejmują pracę."
        )
    if room.role is RoomRole.STANDBY:
        return say("To jest komputer zapasowy. Sala pracuje na komputerze operatora, kopia jest prowadzona.")
    if state is StandbyState.AWAY:
        return said("Komputer zapasowy nie odpowiada; odpowiedzi są bezpieczne tylko na tym komputerze.")
    return ""


class TakeOverPanel(QFrame):
    """Take two officials' keys, or one and a reason; nothing happens before the last press."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        dress(self, kind="side")
        self._desk = desk
        self._signed: dict[str, tuple[str, OfficialSignature]] = {}
        self._for = ""
        title = label("title", wrap=False)
        title.setText(say("Przejęcie pracy sali"))
        what = label()
        what.setText(say("Najpierw wyłącz komputer operatora albo odłącz jego kabel. Sala ma być jedna."))
        self.signers = label("strong")
        self.form = KeyForm(desk, say("Podpisz"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(say("przyczyna, gdy podpisuje jedna osoba"))
        self.reason.setPlaceholderText(say("Przyczyna, gdy podpisuje jedna osoba"))
        self.go = Button("primary")
        self.go.setText(say("Przejmij pracę"))
        self.note = Note()
        self.back = Button("tight")
        self.back.setText(say("Wróć"))
        layout = QVBoxLayout(self)
        margin = look().px(1.5)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(look().px(1.25))
        for one in (title, what, self.signers, self.form, self.reason, self.note, self.go, self.back):
            layout.addWidget(one)
        layout.addStretch(1)
        self.form.given.connect(self._given)
        self.reason.textChanged.connect(lambda _text: self._show())
        self.go.clicked.connect(self._take_over)
        self.back.clicked.connect(self.closed.emit)
        self._show()

    def open(self) -> None:
        """Begin anew: nobody has signed."""
        self._signed.clear()
        self._for = self._desk.challenge
        self.form.clear()
        self.reason.clear()
        self.note.say(Tone.PLAIN, "")
        self._show()
        self.form.path.setFocus()

    def _given(self, path: Path, pin: str) -> None:
        self._desk.run(open_key(path, pin), self._opened, self.form.fail)

    def _opened(self, key: OpenedKey) -> None:
        room = self._desk.room
        if room is None or self._for != self._desk.challenge:  # another connection: what was signed is void
            self.open()
            return
        signed = key.key.sign(promotion_bytes(room.room_id, room.term + 1, self._desk.challenge))
        self._signed[key.official_id] = (
            key.name,
            OfficialSignature(official_id=key.official_id, signature=signed.hex()),
        )
        self.form.clear()
        self.form.path.clear()
        self._show()

    def _show(self) -> None:
        names = ", ".join(name for name, _signature in self._signed.values())
        self.signers.setText(
            say("Podpisano: {names}", names=names) if names else say("Podpisują dwie osoby, w tym przewodniczący.")
        )
        alone = len(self._signed) == 1 and bool(self.reason.text().strip())
        self.go.setEnabled(len(self._signed) >= ENOUGH or alone)
        self.form.setVisible(len(self._signed) < ENOUGH)
        self.reason.setVisible(len(self._signed) < ENOUGH)

    def _take_over(self) -> None:
        self.go.setEnabled(False)
        self.note.say(Tone.PLAIN, say("Ten komputer przejmuje pracę sali…"))
        reason = "" if len(self._signed) >= ENOUGH else self.reason.text().strip()
        signatures = tuple(signature for _name, signature in self._signed.values())
        self._desk.ask(Promote(signatures=signatures, reason=reason), Ok, self._done, self._failed)

    def _done(self, _ok: Ok) -> None:
        self.closed.emit()

    def _failed(self, error: Exception) -> None:
        self.open()
        self.note.say(Tone.WARN, *explained(error))
