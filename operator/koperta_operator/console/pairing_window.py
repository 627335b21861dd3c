"""Pair this machine as a console of a room elsewhere: its code goes there, the room's digits come here."""

from __future__ import annotations

import asyncio
import platform
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from koperta_operator.console.style import sheet
from koperta_operator.console.texts import said, say
from koperta_sync.credentials import Credentials, save
from koperta_sync.desktop.bridge import Call, Mailbox, NetworkThread
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Button, Note, frame, label
from koperta_sync.pairing import PairingError
from koperta_sync.pairing_client import PairingStep, pair_by_code
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import RefusedError

WIDTH = 68.0


class PairingWindow(QWidget):
    """Ask for the room's address, show the code, take the room's digits, keep the credentials."""

    paired = Signal(object)  # Credentials

    def __init__(self, network: NetworkThread, folder: Path) -> None:
        super().__init__()
        self._network, self._folder = network, folder
        self._call: Call | None = None
        self._typed: asyncio.Queue[str] = asyncio.Queue()
        self._steps = Mailbox(self)
        self._steps.arrived.connect(self.show_step)
        self.setStyleSheet(sheet())
        self.setWindowTitle(say("Koperta · konsola"))
        self.address, self.room_code = QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("192.168.1.10:8443")
        self.connect_button, self.go_on = Button("primary"), Button("primary")
        self.connect_button.setText(say("Połącz"))
        self.go_on.setText(say("Dalej"))
        self.code = label("digits", wrap=False)
        self.note = Note()
        self._code_part = QWidget()
        self._arrange()
        self.connect_button.clicked.connect(self.begin)
        self.address.returnPressed.connect(self.begin)
        self.go_on.clicked.connect(self._type)
        self.room_code.returnPressed.connect(self._type)

    def _arrange(self) -> None:
        box = frame("card")
        box.setFixedWidth(look().px(WIDTH))
        inner = QVBoxLayout(box)
        inner.setContentsMargins(look().px(4), look().px(3), look().px(4), look().px(3))
        inner.setSpacing(look().px(1.25))
        inner.addWidget(_text("title", say("Połącz konsolę z salą")))
        inner.addWidget(_text("muted", say("Adres pokazuje konsola na komputerze operatora i każde stanowisko.")))
        inner.addWidget(_text("small", say("Adres komputera operatora")))
        inner.addWidget(self.address)
        inner.addWidget(self.connect_button)
        part = QVBoxLayout(self._code_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(look().px(0.75))
        part.addWidget(_text("", say("Ten kod wpisuje operator w kroku Stanowiska:")))
        part.addWidget(self.code)
        part.addWidget(_text("", say("Cztery cyfry, które pokaże wtedy komputer operatora:")))
        part.addWidget(self.room_code)
        part.addWidget(self.go_on)
        inner.addWidget(self._code_part)
        inner.addWidget(self.note)
        self._code_part.hide()
        outer = QVBoxLayout(self)
        outer.addWidget(box, 0, Qt.AlignmentFlag.AlignCenter)

    def begin(self) -> None:
        """Begin to pair with the typed address; an earlier attempt is given up."""
        if self._call is not None:
            self._call.cancel()
        self.note.say(Tone.PLAIN, say("Łączenie z salą…"))
        self._code_part.hide()
        self._call = self._network.call(self._pair(self.address.text().strip()), self._paired, self._failed)

    def show_step(self, step: PairingStep) -> None:
        """Show how far the pairing is."""
        if step.machine_code:
            self.code.setText(step.machine_code)
            self._code_part.show()
            self.note.say(Tone.PLAIN, say("Czekam na operatora…") if not step.approved else "")
            self.room_code.setFocus()
        if step.tries_left is not None:
            self.note.say(Tone.WARN, say("To nie są cyfry tej sali. Zostało prób: {n}.", n=step.tries_left))

    def _type(self) -> None:
        text = self.room_code.text().strip()
        if text:
            self._network.post(self._typed.put_nowait, text)
            self.room_code.clear()

    async def _pair(self, address: str) -> Credentials:
        self._typed = asyncio.Queue()
        credentials = await pair_by_code(
            address, MachineRole.CONSOLE, platform.node() or "console", self._steps.post, lambda: self._typed.get()
        )
        await asyncio.to_thread(save, credentials, self._folder)
        return credentials

    def _paired(self, credentials: Credentials) -> None:
        self.paired.emit(credentials)

    def _failed(self, error: Exception) -> None:
        self._code_part.hide()
        if isinstance(error, RefusedError):
            self.note.say(Tone.WARN, said(error.refusal.sentence), said(error.refusal.next_step))
        elif isinstance(error, ValueError):
            self.note.say(Tone.WARN, say("To nie jest adres."), say("Adres ma postać 192.168.1.10:8443."))
        elif isinstance(error, PairingError):
            self.note.say(Tone.WARN, say("Łączenie nie udało się; nikomu nie zaufano."), say("Zacznij od nowa."))
        else:
            self.note.say(Tone.WARN, say("Pod tym adresem sala nie odpowiada."), say("Sprawdź adres i kable."))


def _text(kind: str, words: str) -> QWidget:
    made = label(kind)
    made.setText(words)
    return made
