"""Wait for a candidate: the place in large letters, and the fields of the identification card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit

from koperta_crypto.errors import PassphraseSlipError
from koperta_station.kiosk import troubles, ways_out
from koperta_station.kiosk.screens.base import Panelled, Tools
from koperta_station.kiosk.secret_field import SecretField
from koperta_station.kiosk.words import words
from koperta_station.state import KioskState, LinkState
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, font, look
from koperta_sync.desktop.widgets import Button, Note, choices, column, label, row
from koperta_sync.protocol.refusals import Refused


class LoginScreen(Panelled):
    """Take user name and secret; nothing is sent while the secret has a slip."""

    def __init__(self, tools: Tools, pair_again: Callable[[], None], back: Callable[[], None] | None = None) -> None:
        """Take what opens the pairing anew, offered only while the room is gone, and the way back to the last end."""
        super().__init__(tools.looks)
        self._driver = tools.driver
        self._busy = False
        self._touched = False
        self.note = Note()
        self.username = QLineEdit()
        self.username.setObjectName("username")
        self.username.setFont(font(look().scale * 1.25))
        self.username.setStyleSheet(f"font-size: {self.username.font().pointSizeF():.1f}pt;")
        self.username.setMaxLength(80)
        self.secret = SecretField()
        self.button = Button("primary", Sign.FORWARD)
        self.button.setObjectName("log-in")
        self.pair_again = Button("quiet", Sign.SEARCH)
        self._state: KioskState | None = None
        self._build()
        self.username.returnPressed.connect(self.secret.groups[0].setFocus)
        self.username.textEdited.connect(self._typed)
        self.secret.typed.connect(self._typed)
        self.secret.submitted.connect(self.submit)
        self.button.clicked.connect(self.submit)
        self.pair_again.clicked.connect(pair_again)
        self.pair_again.hide()
        if back is not None:
            self.back = Button("quiet", Sign.BACK)
            self.back.setText(words("Wróć"))
            self.back.clicked.connect(back)
            self.matter.addLayout(row(self.back))

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        self._state = state
        # At a seat that is given on, whoever sat here before is nobody's business any longer.
        self.show_place(replace(state, candidate=None))
        self.tick()
        self.button.setEnabled(not self._busy)
        if state.notice:
            self.note.say(Tone.PLAIN, state.notice)
        elif state.refusal is not None and not self._touched and not self._busy:
            self._refused(*troubles.of_refusal(state.refusal))
            if state.refusal.code == Refused.LOGIN_TYPO and state.refusal.facts.get("group"):
                self.secret.mark(int(state.refusal.facts["group"]))
        elif state.link is LinkState.REFUSED and state.refusal is None:
            self._refused(words("Komputer operatora nie przyjmuje tego stanowiska."), words("Wezwij operatora."))

    def tick(self) -> None:
        """Offer another room once this one has been gone for a while."""
        offered = ways_out.may_pair_again(self._state, self._driver.clock.mono_ms()) and not self._busy
        self.pair_again.setVisible(offered)

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""
        self.username.setFocus()

    def memory(self) -> Mapping[str, str]:
        """Return what was typed."""
        return {"username": self.username.text(), "secret": self.secret.text()}

    def remember(self, memory: Mapping[str, str]) -> None:
        """Take back what was typed."""
        self.username.setText(memory.get("username", ""))
        self.secret.set_text(memory.get("secret", ""))

    def submit(self) -> None:
        """Check what was typed here, then present it to the room."""
        if self._busy:
            return
        self._touched = False
        if not self.username.text().strip():
            self._refused(words("Wpisz nazwę użytkownika."), words("Stoi na karcie nad hasłem."))
            self.username.setFocus()
            return
        try:
            secret = self.secret.checked()
        except PassphraseSlipError as slip:
            self._touched = True
            self._refused(*troubles.of_error(slip))
            return
        self._set_busy(True)
        self.note.say(Tone.BUSY, words("Sprawdzam kartę…"), sign=Sign.SENDING)
        self._driver.log_in(self.username.text().strip().lower(), secret, self._answered)

    def _answered(self, error: Exception | None) -> None:
        self._set_busy(False)
        if error is not None:
            self._refused(*troubles.of_error(error))
            self.secret.setFocus()
            self.secret.groups[0].selectAll()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.button.setEnabled(not busy)

    def _refused(self, what: str, then: str) -> None:
        self.note.say(Tone.WARN, what, then)

    def _typed(self) -> None:
        self._touched = True
        if not self._busy:
            self.note.say(Tone.PLAIN, "")

    def _build(self) -> None:
        title = label("title")
        title.setText(words("Zaloguj się danymi z karty"))
        lead = label("muted")
        lead.setText(words("Kartę identyfikacyjną dostajesz od zespołu nadzorującego."))
        name, secret = self._field_label(words("Nazwa użytkownika")), self._field_label(words("Hasło"))
        name.setBuddy(self.username)
        secret.setBuddy(self.secret.groups[0])
        self.username.setAccessibleName(words("Nazwa użytkownika"))
        self.username.setPlaceholderText("kowal-ewa-7q")
        self.username.setMaximumWidth(look().px(48))
        self.button.setText(words("Zaloguj"))
        hint = label("small")
        hint.setText(words("Wielkość liter nie ma znaczenia. Litery O, I, L program czyta jak cyfry 0, 1, 1."))
        self.matter.addStretch(1)
        self.matter.addLayout(column(title, lead, spacing=0.5))
        self.matter.addLayout(column(name, self.username, spacing=0.75))
        self.matter.addLayout(column(secret, self.secret, hint, spacing=0.75))
        self.matter.addWidget(self.note)
        self.pair_again.setText(words("Połącz z inną salą"))
        self.matter.addLayout(choices(self.button, self.pair_again))
        self.matter.addStretch(2)

    def _field_label(self, text: str) -> QLabel:
        written = label("strong", wrap=False)
        written.setText(text)
        return written
