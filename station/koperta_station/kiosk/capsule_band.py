"""Say that what is kept here was written onto a stick, or what is missing for that; takes no key from anybody."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from koperta_station.kiosk.bands import Band
from koperta_station.kiosk.words import words
from koperta_sync.desktop.icons import Sign
from koperta_sync.protocol.refusals import RefusedError

KEYS = "Ctrl+Alt+Shift+S"
SHOWN_MS = 20_000


class CapsuleBand(Band):
    """Show for a while how writing onto a stick went; for the team, who have pressed the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("told", Sign.STICK, "accent", parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(lambda: self.say(""))

    def begun(self) -> None:
        """Say that it is being written."""
        self._tell(words("Zapisuję odpowiedzi tego stanowiska na pendrive…"))

    def written(self, paths: list[Path]) -> None:
        """Say what was written."""
        if paths:
            self._tell(words("Zapisano na pendrive i odczytano: {n}. Zanieś go do operatora.", n=len(paths)))
        else:
            self._tell(words("Na tym stanowisku nie ma czego zapisać."))

    def failed(self, error: Exception) -> None:
        """Say what is missing."""
        sticks = error.refusal.facts.get("sticks") if isinstance(error, RefusedError) else None
        if sticks == 0:
            self._tell(words("Nie ma pendrive’a; włóż go i naciśnij {keys}.", keys=KEYS))
        elif isinstance(sticks, int) and sticks > 1:
            self._tell(words("Jest więcej niż jeden pendrive; zostaw jeden i naciśnij {keys}.", keys=KEYS))
        else:
            self._tell(words("Pendrive nie przyjął zapisu; włóż inny i naciśnij {keys}.", keys=KEYS))

    def _tell(self, text: str) -> None:
        self.say(text)
        self._timer.start()
