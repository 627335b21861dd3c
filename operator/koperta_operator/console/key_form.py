"""Ask for a key file and its PIN."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from koperta_operator.console.browser import FolderBrowser
from koperta_operator.console.desk import Desk
from koperta_operator.console.keys import local_lister
from koperta_operator.console.texts import explained, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Button, Note, label


class KeyForm(QWidget):
    """Take the path of a key file on this machine and a PIN; forget the PIN when it has been used."""

    given = Signal(object, str)  # Path, PIN

    def __init__(self, desk: Desk, act: str) -> None:
        super().__init__()
        self.path, self.pin = QLineEdit(), QLineEdit()
        self.path.setAccessibleName(say("plik klucza"))
        self.pin.setAccessibleName(say("kod PIN"))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.look_for = Button("tight", Sign.SEARCH)
        self.look_for.setText(say("Znajdź plik klucza…"))
        self.go = Button("primary")
        self.go.setText(act)
        self.note = Note()
        self.browser = FolderBrowser(local_lister(desk), files=True, single=True)
        self.browser.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(0.75))
        for one in (_named(say("Plik klucza")), self.path, self.look_for, self.browser):
            layout.addWidget(one)
        for one in (_named(say("Kod PIN")), self.pin, self.note, self.go):
            layout.addWidget(one)
        self.look_for.clicked.connect(self._browse)
        self.browser.closed.connect(self.browser.hide)
        self.browser.picked.connect(self._picked)
        self.pin.returnPressed.connect(self._give)
        self.path.returnPressed.connect(self.pin.setFocus)
        self.go.clicked.connect(self._give)

    def clear(self) -> None:
        """Forget the PIN and what was said."""
        self.pin.clear()
        self.note.say(Tone.PLAIN, "")
        self.go.setEnabled(True)

    def fail(self, error: Exception) -> None:
        """Show why it did not work; the path stays, the PIN does not."""
        self.clear()
        self.note.say(Tone.WARN, *explained(error))
        self.pin.setFocus()

    def _browse(self) -> None:
        self.browser.show()
        self.browser.open(str(Path(self.path.text()).parent) if self.path.text().strip() else "")

    def _picked(self, paths: tuple[str, ...]) -> None:
        self.path.setText(paths[0])
        self.browser.hide()
        self.pin.setFocus()

    def _give(self) -> None:
        path, pin = self.path.text().strip(), self.pin.text()
        if not path or not pin:
            self.note.say(Tone.WARN, say("Wskaż plik klucza i wpisz kod PIN."))
            return
        self.note.say(Tone.PLAIN, say("Otwieranie klucza…"))
        self.go.setEnabled(False)
        self.given.emit(Path(path), pin)


def _named(text: str) -> QWidget:
    made = label("small", wrap=False)
    made.setText(text)
    return made
