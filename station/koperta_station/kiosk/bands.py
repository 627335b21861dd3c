"""Show what holds for the whole window in bands along its top: a trial, a missing connection."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from koperta_station.kiosk import clock, troubles
from koperta_station.kiosk.words import words
from koperta_station.state import Clock, KioskState, LinkState, Screen
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import dress, look
from koperta_sync.desktop.widgets import Button, SignLabel, label

_WORKING = (Screen.READY, Screen.SOLVING)
_OPEN = (*_WORKING, Screen.PREPARED, Screen.COVERED, Screen.PAUSED, Screen.SUSPENDED)


class Band(QFrame):
    """Show one line over the whole width; takes its own room and hides nothing."""

    def __init__(self, kind: str, sign: Sign | None, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind=kind)
        self._line = label("on-trial" if kind == "trial" else "strong")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look().px(3), look().px(0.5), look().px(3), look().px(0.5))
        layout.setSpacing(look().px(1.5))
        if sign is not None:
            layout.addWidget(SignLabel(sign, colour, units=2.5), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._line, 1)
        if kind == "trial":
            self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def say(self, text: str) -> None:
        """Show a line, or nothing."""
        self._line.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """Return the line shown."""
        return self._line.text()


class AddedBand(Band):
    """Show that time was added until it is acknowledged; the keyboard stays with the task."""

    acknowledged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("told", Sign.CLOCK, "accent", parent)
        self.seen = Button("quiet")
        self.seen.setText(words("Rozumiem (F2)"))
        self.seen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.seen.clicked.connect(self.acknowledged)
        self._key = QShortcut(QKeySequence("F2"), self)
        self._key.activated.connect(self.acknowledged)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.seen)


def trial_words(state: KioskState | None) -> str:
    """Return what the trial band says; nothing in an exam."""
    return words("PRÓBA – to nie jest egzamin") if state is not None and state.trial else ""


def link_words(state: KioskState | None, mono: Clock) -> str:
    """Return what the connection band says: what happened, what it means, what to do."""
    if state is None or state.screen in (Screen.LOOKING, Screen.NEEDS_CARD) or state.link is LinkState.REVOKED:
        return ""
    if state.link is LinkState.REFUSED:
        what, then = words("Komputer operatora nie przyjmuje tego stanowiska."), words("Wezwij zespół nadzorujący.")
        if state.refusal is not None:
            what, then = troubles.of_refusal(state.refusal)
        kept = words("Odpowiedzi zapisują się na tym stanowisku.") if state.screen in _OPEN else ""
        return " ".join(part for part in (what, kept, then) if part)
    if state.link is not LinkState.AWAY:
        return ""
    if state.screen in _WORKING:
        said = words(
            "Chwilowo brak połączenia z komputerem operatora. Pracuj dalej. "
            "Odpowiedzi zapisują się na tym stanowisku, czas biegnie jak dotąd."
        )
    else:
        said = words("Chwilowo brak połączenia z komputerem operatora. Program łączy się sam.")
    since = state.away_since_ms
    away = clock.MINUTE_MS if since is None else mono.mono_ms() - since
    if since is not None and away >= clock.MINUTE_MS:
        said += " " + words("(od {minutes} min)", minutes=away // clock.MINUTE_MS)
    return said
