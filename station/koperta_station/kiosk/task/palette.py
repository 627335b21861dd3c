"""Show all tasks as real buttons: which are answered, open, flagged, and which one is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from koperta_packages.public import FormItem
from koperta_station.kiosk.words import words
from koperta_sync.desktop.icons import Sign, pixmap
from koperta_sync.desktop.theme import font, look
from koperta_sync.desktop.widgets import SignLabel, label, row, scrolled

COLUMNS = 5
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS}


class TaskButton(QPushButton):
    """Lead to one task and say how it stands."""

    def __init__(self, item: FormItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item_id = item.item_id
        self.number = item.number
        self._answered = self._flagged = self._current = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._say()

    def show_standing(self, *, answered: bool, flagged: bool, current: bool) -> None:
        """Change what it shows."""
        if (answered, flagged, current) != (self._answered, self._flagged, self._current):
            self._answered, self._flagged, self._current = answered, flagged, current
            self._say()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size wished for."""
        return QSize(look().px(5.75), look().px(5))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest useful size."""
        return self.sizeHint()

    def _say(self) -> None:
        parts = [words("Zadanie {number}", number=self.number)]
        parts.append(words("odpowiedź zaznaczona") if self._answered else words("bez odpowiedzi"))
        if self._flagged:
            parts.append(words("do sprawdzenia"))
        if self._current:
            parts.append(words("teraz na ekranie"))
        self.setAccessibleName(", ".join(parts))
        self.setToolTip(", ".join(parts))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours of the look."""
        scheme = look().scheme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = scheme.accent if self._current else scheme.accent_ground if self._answered else scheme.surface
        ink = scheme.accent_text if self._current else scheme.text
        edge, thick = (scheme.focus, 4.0) if self.hasFocus() else (scheme.accent, 2.0) if self._current else (
            scheme.border, 1.0)  # fmt: skip
        painter.setPen(QPen(QColor(edge), thick))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), look().px(0.75), look().px(0.75))
        painter.setPen(QColor(ink))
        painter.setFont(font(look().scale, bold=self._current or not self._answered))
        side = look().px(2)
        numbered = QRectF(look().px(0.5), 0, self.width() - side - look().px(0.75), self.height())
        painter.drawText(numbered, Qt.AlignmentFlag.AlignCenter, str(self.number))
        sign = Sign.CHECK if self._answered else Sign.DOT
        place = QPointF(self.width() - side - look().px(0.5), self.height() - side - look().px(0.5))
        painter.drawPixmap(place, pixmap(sign, ink, side, self.devicePixelRatioF()))
        if self._flagged:
            colour = scheme.accent_text if self._current else scheme.warn
            place.setY(look().px(0.5))
            painter.drawPixmap(place, pixmap(Sign.FLAG, colour, side, self.devicePixelRatioF()))
        painter.end()


class Palette(QScrollArea):
    """Show a button for each task; arrows move between the buttons."""

    picked = Signal(str)  # item id

    def __init__(self, items: tuple[FormItem, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = QWidget()
        grid = QGridLayout()
        grid.setSpacing(look().px(0.5))
        grid.setContentsMargins(0, 0, 0, 0)
        self.buttons = [TaskButton(item) for item in items]
        for place, button in enumerate(self.buttons):
            grid.addWidget(button, place // COLUMNS, place % COLUMNS)
            button.clicked.connect(lambda _checked, item=button.item_id: self.picked.emit(item))
            button.installEventFilter(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addStretch(1)
        scrolled(page, area=self)
        self.setAccessibleName(words("Zadania"))

    def show_standing(self, answered: set[str], flags: frozenset[str], current: str) -> None:
        """Show how the tasks stand; all by item id."""
        for button in self.buttons:
            button.show_standing(
                answered=button.item_id in answered,
                flagged=button.item_id in flags,
                current=button.item_id == current,
            )
            if button.item_id == current:
                self.ensureWidgetVisible(button, 0, look().px(1))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Let arrows and Enter work on the buttons."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if Qt.Key(event.key()) in ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.accept()
                return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self.buttons:
            return self._key(self.buttons.index(watched), event)
        return False

    def _key(self, place: int, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.buttons[place].click()
            return True
        try:
            step = ARROWS.get(Qt.Key(event.key()))
        except ValueError:
            return False
        if step is None:
            return False
        if 0 <= place + step < len(self.buttons):
            self.buttons[place + step].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self.buttons[place + step])
        return True


def legend() -> QWidget:
    """Return the explanation of the signs."""
    shown = QWidget()
    lines = QVBoxLayout(shown)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(look().px(0.5))
    for sign, colour, word in (
        (Sign.CHECK, "text", words("odpowiedź zaznaczona")),
        (Sign.DOT, "text", words("bez odpowiedzi")),
        (Sign.FLAG, "warn", words("do sprawdzenia")),
    ):
        written = label("small", wrap=False)
        written.setText(word)
        lines.addLayout(row(SignLabel(sign, colour, units=2), written, spacing=0.75))
    return shown
