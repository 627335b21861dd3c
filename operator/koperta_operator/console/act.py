"""Offer one act: a button, its effect or the reason why it cannot be done, and its key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from koperta_operator.console.desk import Desk
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import dress, look
from koperta_sync.desktop.widgets import Button, label


class Act(QWidget):
    """Show a button for a request; disabled with the reason in words when the role may not make it."""

    asked = Signal()

    def __init__(self, desk: Desk, request: type, text: str, kind: str = "", sign: Sign | None = None) -> None:
        super().__init__()
        self._desk, self._request = desk, request
        self.button = Button(kind, sign)
        self.button.setText(text)
        self.button.clicked.connect(self.asked.emit)
        self._words = label("small")
        self._effect = ""
        self._against = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(0.25))
        layout.addWidget(self.button)
        layout.addWidget(self._words)
        desk.official_changed.connect(self.refresh)
        desk.link_changed.connect(self.refresh)
        self.refresh()

    def say_effect(self, effect: str, against: str = "") -> None:
        """Say what the act will do, or what stands against it now."""
        self._effect, self._against = effect, against
        self.refresh()

    def possible(self) -> bool:
        """Tell whether the button can be pressed."""
        return self.button.isEnabled()

    def reason(self) -> str:
        """Return what stands under the button."""
        return self._words.text()

    def press(self) -> None:
        """Do as a click does; a key of the keyboard calls it."""
        self.button.click()

    def refresh(self) -> None:
        """Ask again what stands against the act."""
        why = self._desk.why_not(self._request) or self._against
        self.button.setEnabled(not why)
        words = why or self._effect
        self._words.setText(words)
        self._words.setVisible(bool(words))
        dress(self._words, kind="small")
        self.button.setAccessibleDescription(words)


class Confirm(QWidget):
    """Ask once, in place: what will happen to whom, and two buttons."""

    confirmed = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sentence = label("strong")
        self.effect = label()
        self.yes = Button("primary")
        self.no = Button("tight")
        self.yes.clicked.connect(self.confirmed.emit)
        self.no.clicked.connect(self.dropped.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(1))
        for one in (self.sentence, self.effect, self.yes, self.no):
            layout.addWidget(one)
        self.hide()

    def put(self, sentence: str, effect: str, yes: str, no: str, *, danger: bool = False) -> None:
        """Show a question."""
        self.sentence.setText(sentence)
        self.effect.setText(effect)
        self.effect.setVisible(bool(effect))
        self.yes.setText(yes)
        self.no.setText(no)
        dress(self.yes, kind="danger" if danger else "primary")
        self.show()
        self.yes.setFocus()
