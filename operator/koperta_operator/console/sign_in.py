"""Let an official sign in or out, beside the page and never over it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from koperta_crypto.signing import SigningKey
from koperta_operator.console.desk import Desk
from koperta_operator.console.key_form import KeyForm
from koperta_operator.console.keys import open_key
from koperta_operator.console.texts import role_name, say
from koperta_sync.desktop.theme import dress, look
from koperta_sync.desktop.widgets import Button, label


class SignInPanel(QFrame):
    """Ask for a key file and PIN; show who is signed in."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        dress(self, kind="side")
        self._desk = desk
        title = label("title", wrap=False)
        title.setText(say("Logowanie"))
        self.who = label()
        self.out = Button("tight")
        self.out.setText(say("Wyloguj"))
        self.form = KeyForm(desk, say("Zaloguj"))
        self.back = Button("tight")
        self.back.setText(say("Wróć"))
        layout = QVBoxLayout(self)
        margin = look().px(1.5)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(look().px(1.25))
        for one in (title, self.who, self.out, self.form, self.back):
            layout.addWidget(one)
        layout.addStretch(1)
        self.form.given.connect(self._given)
        self.out.clicked.connect(lambda: desk.sign_out(self.form.fail))
        self.back.clicked.connect(self.closed.emit)
        desk.official_changed.connect(self._official_changed)
        self._show_who()

    def open(self) -> None:
        """Be ready for somebody to sign in."""
        self.form.clear()
        self._show_who()
        self.form.path.setFocus()

    def _given(self, path: Path, pin: str) -> None:
        self._desk.sign_in(self._opened(path, pin), self.form.fail)

    async def _opened(self, path: Path, pin: str) -> tuple[str, SigningKey]:
        opened = await open_key(path, pin)
        return opened.official_id, opened.key

    def _official_changed(self) -> None:
        self.form.clear()
        self._show_who()
        if self._desk.official is not None:
            self.closed.emit()

    def _show_who(self) -> None:
        who = self._desk.official
        text = say("{name}, {role}", name=who.name, role=role_name(who.role)) if who else ""
        self.who.setText(text or say("Bez zalogowania konsola tylko pokazuje stan sali."))
        self.out.setVisible(who is not None)
