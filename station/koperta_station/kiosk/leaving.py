"""Ask in place, once, whether the program is to be ended; covers no task and stops nothing."""

from __future__ import annotations

import enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from koperta_station.kiosk.words import words
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import dress, look
from koperta_sync.desktop.widgets import Button, SignLabel, column, label

KEYS = "Ctrl+Alt+Shift+K"
SHOWN_MS = 20_000


class Asking(enum.Enum):
    """Name what the band says."""

    NOTHING = "nothing"
    LEAVE = "leave"  # nobody is in an attempt
    LATER = "later"  # somebody is: the program stays
    ANYWAY = "anyway"  # somebody is, and the window is an ordinary one


class LeaveBand(QFrame):
    """Show the question with its two answers, or why there is none."""

    left = Signal()
    stayed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="told")
        self.asking = Asking.NOTHING
        self.what, self.then = label("strong"), label()
        self.stay, self.leave = Button(), Button("danger")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look().px(3), look().px(1), look().px(3), look().px(1))
        layout.setSpacing(look().px(1.5))
        layout.addWidget(SignLabel(Sign.INFO, "accent", units=3), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(column(self.what, self.then, spacing=0.25), 1)
        layout.addWidget(self.stay)
        layout.addWidget(self.leave)
        self.stay.clicked.connect(self._stay)
        self.leave.clicked.connect(self.left)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._stay)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(lambda: self.ask(Asking.NOTHING))
        self.hide()

    def ask(self, asking: Asking) -> None:
        """Show a question and put the keyboard on its harmless answer; a mere notice leaves the keyboard alone."""
        self.asking = asking
        self.what.setText(self._what())
        self.then.setText(self._then())
        self.setAccessibleName(f"{self.what.text()} {self.then.text()}".strip())
        question = asking in (Asking.LEAVE, Asking.ANYWAY)
        self.leave.setVisible(question)
        self.leave.setText(words("Zamknij program"))
        self.stay.setText(words("Nie zamykaj (Esc)") if question else words("Dobrze ({keys})", keys=KEYS))
        # A notice must not take the letters away from somebody who is answering.
        self.stay.setFocusPolicy(Qt.FocusPolicy.StrongFocus if question else Qt.FocusPolicy.NoFocus)
        self.setVisible(asking is not Asking.NOTHING)
        if question:
            self.stay.setFocus()
        if asking is Asking.LATER:
            self._timer.start()
        else:
            self._timer.stop()

    def _what(self) -> str:
        if self.asking is Asking.LEAVE:
            return words("Zamknąć program egzaminacyjny?")
        if self.asking is Asking.ANYWAY:
            return words("Trwa egzamin. Zamknąć program mimo to?")
        if self.asking is Asking.LATER:
            return words("Teraz programu nie można zamknąć.")
        return ""

    def _then(self) -> str:
        if self.asking is Asking.LEAVE:
            return words("Nikt tu teraz nie zdaje. To stanowisko pozostaje połączone z salą.")
        if self.asking is Asking.ANYWAY:
            return words(
                "Odpowiedzi są bezpieczne. Czas zdającego biegnie dalej; po ponownym uruchomieniu wróci tutaj."
            )
        if self.asking is Asking.LATER:
            return words(
                "Zespół nadzorujący może to zrobić dopiero po egzaminie albo wyłącznikiem komputera. "
                "Odpowiedzi są bezpieczne."
            )
        return ""

    def _stay(self) -> None:
        self.ask(Asking.NOTHING)
        self.stayed.emit()
