"""Show what must not be missed along the top: a trial run, a room that does not answer, what the room asks for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from koperta_operator.console.desk import Desk
from koperta_operator.console.texts import said, say
from koperta_sync.client import LinkState
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import dress, look
from koperta_sync.desktop.widgets import Button, SignLabel, label


class TrialBand(QFrame):
    """Say that this is a trial and not an exam."""

    def __init__(self) -> None:
        super().__init__()
        dress(self, kind="trial")
        word = label("trial", wrap=False)
        word.setText(say("PRÓBA · to nie jest egzamin"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(word, 0, Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(look().px(3))
        self.hide()


class AwayBand(QFrame):
    """Say that the room does not answer, what it means and what happens by itself."""

    def __init__(self, desk: Desk, start_room: Callable[[], bool] | None = None) -> None:
        """Offer to start the room where `start_room` says how."""
        super().__init__()
        dress(self, kind="band")
        self._desk = desk
        self._words = label()
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(2), look().px(0.5), look().px(2), look().px(0.5))
        row.addWidget(SignLabel(Sign.AWAY, "warn", 2.5))
        row.addWidget(self._words, 1)
        self._start_room = start_room
        self.start = Button("tight", Sign.PLAY)
        self.start.setText(say("Uruchom salę na tym komputerze"))
        self.start.clicked.connect(self._start)
        row.addWidget(self.start)
        self.start.hide()
        desk.link_changed.connect(self.show_link)
        self.show_link()

    def text(self) -> str:
        """Return what the band says."""
        return self._words.text()

    def show_link(self) -> None:
        """Show or hide, by the state of the link."""
        link = self._desk.link
        words = {
            LinkState.CONNECTING: say("Łączenie z salą…"),
            LinkState.AWAY: say(
                "Sala nie odpowiada. Widać ostatni znany stan; egzamin na stanowiskach trwa, odpowiedzi są "
                "zachowane. Połączenie wróci samo."
            ),
            LinkState.NOT_ADMITTED: say("Sala nie zna tej konsoli. Połącz ją z salą od nowa."),
            LinkState.REVOKED: say("Tę konsolę odłączono od sali. Połącz ją ponownie, jeśli ma wrócić do pracy."),
            LinkState.CLOSED: say("Konsola jest rozłączona."),
        }
        text = words.get(link.state, "")
        if link.state is LinkState.REFUSED and link.refusal is not None:
            text = f"{said(link.refusal.sentence)} {said(link.refusal.next_step)}"
        self._show(text)
        can_start = self._start_room is not None and link.state is LinkState.AWAY
        self.start.setVisible(can_start)
        self.start.setEnabled(can_start)

    def _start(self) -> None:
        self.start.setEnabled(False)
        started = self._start_room is not None and self._start_room()
        self._show(say("Sala się uruchamia…") if started else say("Programu sali nie udało się uruchomić."))

    def _show(self, text: str) -> None:
        self._words.setText(text)
        self.setAccessibleName(text)
        # Before it has a place, a visible widget would be a window of its own.
        self.setHidden(not text or self.parentWidget() is None)


class AdviceBand(QFrame):
    """Say what the room asks people to do about itself, such as making space on its disk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        dress(self, kind="band")
        self._desk = desk
        self._words = label()
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(2), look().px(0.5), look().px(2), look().px(0.5))
        row.addWidget(SignLabel(Sign.DISK, "warn", 2.5))
        row.addWidget(self._words, 1)
        desk.room_changed.connect(self.show_advice)
        self.hide()

    def text(self) -> str:
        """Return what the band says."""
        return self._words.text()

    def show_advice(self) -> None:
        """Show or hide, by the lamps of the room."""
        room = self._desk.room
        text = " ".join(said(lamp.advice) for lamp in room.lamps if lamp.advice) if room is not None else ""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setHidden(not text or self.parentWidget() is None)
