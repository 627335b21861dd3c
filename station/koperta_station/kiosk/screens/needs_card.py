"""Open this workstation's stored work with the card, when the room cannot help after a restart."""

from __future__ import annotations

from collections.abc import Mapping

from koperta_crypto.errors import PassphraseSlipError
from koperta_station.kiosk import troubles
from koperta_station.kiosk.screens.base import Panelled, Tools
from koperta_station.kiosk.secret_field import SecretField
from koperta_station.kiosk.words import words
from koperta_station.state import KioskState
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone
from koperta_sync.desktop.widgets import Button, Note, SignLabel, column, label, row


class NeedsCardScreen(Panelled):
    """Take the card's secret alone."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.looks)
        self._driver = tools.driver
        self.note, self.secret = Note(), SecretField()
        self.button = Button("primary", Sign.FORWARD)
        self.button.setText(words("Pracuj dalej"))
        title, lead, caption = label("title"), label("lead"), label("strong")
        title.setText(words("Komputer uruchomił się ponownie"))
        lead.setText(
            words(
                "Twoje odpowiedzi są zapisane na tym stanowisku. Komputera operatora chwilowo nie ma w sieci, "
                "dlatego otworzy je hasło z Twojej karty. Jeśli potrwa to dłużej, zespół nadzorujący może doliczyć "
                "czas."
            )
        )
        caption.setText(words("Hasło z karty"))
        self.matter.addStretch(1)
        self.matter.addLayout(row(SignLabel(Sign.CARD, "accent", units=7)))
        self.matter.addLayout(column(title, lead, spacing=1))
        self.matter.addLayout(column(caption, self.secret, spacing=0.75))
        self.matter.addWidget(self.note)
        self.matter.addLayout(row(self.button))
        self.matter.addStretch(2)
        self.secret.submitted.connect(self.submit)
        self.secret.typed.connect(lambda: self.note.say(Tone.PLAIN, ""))
        self.button.clicked.connect(self.submit)

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        self.show_place(state)

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""
        self.secret.setFocus()

    def memory(self) -> Mapping[str, str]:
        """Return what was typed."""
        return {"secret": self.secret.text()}

    def remember(self, memory: Mapping[str, str]) -> None:
        """Take back what was typed."""
        self.secret.set_text(memory.get("secret", ""))

    def submit(self) -> None:
        """Check the secret for slips, then try it on what is stored here."""
        try:
            secret = self.secret.checked()
        except PassphraseSlipError as slip:
            self.note.say(Tone.WARN, *troubles.of_error(slip))
            return
        self.button.setEnabled(False)
        self.note.say(Tone.BUSY, words("Otwieram zapisane odpowiedzi…"), sign=Sign.SENDING)
        self._driver.unlock_with_card(secret, self._answered)

    def _answered(self, error: Exception | None) -> None:
        self.button.setEnabled(True)
        if error is not None:
            self.note.say(Tone.WARN, *troubles.of_error(error))
            self.secret.setFocus()
