"""Show a candidate's time as entries and as one bar: the exam, what was added, what is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from koperta_operator.console.faces import left_ms
from koperta_operator.console.texts import credit_name, hour, matter_name, minutes_left, say
from koperta_sync.desktop.theme import look
from koperta_sync.desktop.widgets import label
from koperta_sync.protocol.room_view import TimeNote
from koperta_sync.protocol.seat import Clock


class LedgerBar(QWidget):
    """Paint the share of the time that is used up."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(look().px(1.25))

    def show_share(self, left: float) -> None:
        """Show the share of the time that is left, 0 to 1."""
        self._share = min(1.0, max(0.0, left))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box, radius = QRectF(self.rect()), self.height() / 2
        painter.setBrush(QColor(look().scheme.line))
        painter.drawRoundedRect(box, radius, radius)
        box.setWidth(max(self.height(), box.width() * self._share))
        painter.setBrush(QColor(look().scheme.accent))
        painter.drawRoundedRect(box, radius, radius)
        painter.end()


class TimeLedger(QWidget):
    """Show time left, end hour, and every entry that made it so."""

    def __init__(self) -> None:
        super().__init__()
        self.left = label("heading", wrap=False)
        self.end = label("strong", wrap=False)
        self._bar = LedgerBar()
        self.entries, self.notes = label("small"), label("small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(0.5))
        for one in (self.left, self.end, self._bar, self.entries, self.notes):
            layout.addWidget(one)

    def show_notes(self, notes: Sequence[TimeNote]) -> None:
        """Show what happened to the time, oldest first."""
        self.notes.setText("\n".join(note_line(one) for one in notes))
        self.notes.setVisible(bool(notes))

    def show_clock(self, clock: Clock | None, age_ms: int) -> None:
        """Show a clock `age_ms` after the room said it; nothing for none."""
        self.setVisible(clock is not None)
        if clock is None:
            return
        left = left_ms(clock, age_ms)
        self.left.setText(say("zostało {left}", left=minutes_left(left)))
        end = say("koniec {hour}", hour=hour(clock.ends_at_ms)) if clock.running else say("zegar stoi")
        self.end.setText(end)
        self._bar.show_share(left / max(1, clock.entitled_ms))
        self.entries.setText("\n".join(ledger_lines(clock)))


def ledger_lines(clock: Clock) -> list[str]:
    """Return the entries of a clock, one a line."""
    extra = sum(one.ms for one in clock.credits if one.reason == "accommodation")
    lines = [say("czas egzaminu: {n} min", n=(clock.entitled_ms - extra) // 60_000)]
    for one in clock.credits:
        lines.append(f"+ {credit_name(one.reason)}: {_amount(one.ms)}")
    return lines


def note_line(note: TimeNote) -> str:
    """Return one thing that happened: from when to when by the room's clock, what, how long, what was added."""
    span = hour(note.from_ms) if note.from_ms == note.to_ms else f"{hour(note.from_ms)}–"
    if note.to_ms and note.from_ms != note.to_ms:
        span += hour(note.to_ms)
    parts = [matter_name(note.matter)]
    if note.ms:
        parts.append(_amount(note.ms))
    if note.credited_ms:
        parts.append(say("doliczono {amount}", amount=_amount(note.credited_ms)))
    return f"{span} " + ", ".join(parts)


def _amount(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    if not seconds:
        return say("{n} min", n=minutes)
    return say("{m} min {s} s", m=minutes, s=seconds)
