"""Show the last events, each with who did it."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from koperta_operator.console.texts import hour, said, say
from koperta_sync.desktop.theme import dress, look
from koperta_sync.desktop.widgets import label
from koperta_sync.protocol.room_view import EventLine


def event_words(event: EventLine) -> str:
    """Return an event in one line."""
    actor = f" ({event.actor})" if event.actor else ""
    return f"{hour(event.wall_ms, seconds=True)} {said(event.text)}{actor}"


class EventsBar(QFrame):
    """Show as many of the newest events as fit into one line, whole."""

    def __init__(self) -> None:
        super().__init__()
        dress(self, kind="foot")
        self.setFixedHeight(look().px(4))
        self._events: tuple[EventLine, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look().px(2), 0, look().px(2), 0)
        self._row.setSpacing(look().px(3))
        self._labels: list[QLabel] = []
        for _at in range(4):
            one = label("small", wrap=False)
            self._labels.append(one)
            self._row.addWidget(one)
        self._row.addStretch(1)

    def show_events(self, events: tuple[EventLine, ...]) -> None:
        """Show the newest events, newest first."""
        self._events = events
        self._fill()

    def shown(self) -> list[str]:
        """Return the lines shown."""
        return [one.text() for one in self._labels if one.text()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        texts = [event_words(event) for event in self._events[: len(self._labels)]] or [
            say("Jeszcze nic się nie działo.")
        ]
        free = self.width() - look().px(4)
        metrics = QFontMetrics(self._labels[0].font())
        for at, one in enumerate(self._labels):
            text = texts[at] if at < len(texts) else ""
            width = metrics.horizontalAdvance(text) + look().px(3)
            if at and width > free:
                text = ""
                free = 0
            free -= width
            one.setText(text)
            one.setVisible(bool(text))
