"""Show one option as a radio button that can hold code and pictures.

The keyboard moves the focus without choosing, as an arrow must never change an answer; what is chosen
is set from the session's state, never by the button itself.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QWidget

from koperta_packages.public import FormOption
from koperta_station.kiosk.task.document import ClosedDocument, TaskPictures, spoken
from koperta_station.kiosk.words import words
from koperta_sync.desktop.icons import Sign, pixmap
from koperta_sync.desktop.theme import font, look

LETTERS = "ABCDEFGH"


class OptionButton(QRadioButton):
    """Show one option; `chosen` asks for it, `withdrawn` asks to take the answer back."""

    chosen = Signal(str)
    withdrawn = Signal(str)
    moved = Signal(int)  # the focus wants to go up (-1) or down (+1)
    focused = Signal()

    def __init__(self, place: int, option: FormOption, pictures: TaskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        self.letter = LETTERS[place]
        self._document = ClosedDocument(pictures, self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{self.letter}. {spoken(option.html)}")
        self.setAccessibleDescription(words("Klawisz {letter} albo {digit}", letter=self.letter, digit=place + 1))
        self.clicked.connect(self._clicked)

    def height_for(self, width: int) -> int:
        """Lay the option out for a width and return the height it needs."""
        self._document.show_html(self.option.html, width - self._left() - look().px(3.5))
        return max(look().px(6), self._document.needed_height() + look().px(2.5))

    def nextCheckState(self) -> None:
        """Change nothing: what is chosen is what the session says."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys this widget has a use for."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ignore the second half of a double click."""
        event.accept()  # the second half of a double click must not take the answer back

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus has come."""
        super().focusInEvent(event)
        self.focused.emit()

    def sizeHint(self) -> QSize:
        """Return the size wished for."""
        return QSize(look().px(40), look().px(6))

    def hitButton(self, pos: object) -> bool:
        """Say whether a click at a point is meant for the button."""
        return True  # the whole card is the button, not the circle alone

    def _clicked(self) -> None:
        (self.withdrawn if self.isChecked() else self.chosen).emit(self.option.id)

    def _left(self) -> int:
        return look().px(7)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours of the look."""
        scheme = look().scheme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = 4.0 if self.hasFocus() else 3.0 if self.isChecked() else 1.5
        edge = scheme.focus if self.hasFocus() else scheme.accent if self.isChecked() else scheme.border
        if self.underMouse() and self.isEnabled() and not self.hasFocus():
            edge = scheme.accent
        painter.setPen(QPen(QColor(edge), thick))
        painter.setBrush(QColor(scheme.accent_ground if self.isChecked() else scheme.surface))
        area = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        painter.drawRoundedRect(area, look().px(1), look().px(1))
        self._paint_circle(painter)
        height = self._document.needed_height()
        painter.translate(self._left(), max(look().px(1), (self.height() - height) / 2))
        self._document.drawContents(painter)
        painter.resetTransform()
        if self.isChecked():
            side = look().px(2.25)
            mark = pixmap(Sign.CHECK, scheme.accent, side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(self.width() - side - look().px(1), look().px(0.75)), mark)
        painter.end()

    def _paint_circle(self, painter: QPainter) -> None:
        scheme = look().scheme
        radius = look().px(2)
        centre = QPointF(look().px(3.75), self.height() / 2)
        painter.setPen(QPen(QColor(scheme.accent if self.isChecked() else scheme.border), 2))
        painter.setBrush(QColor(scheme.accent if self.isChecked() else scheme.surface))
        painter.drawEllipse(centre, radius, radius)
        painter.setFont(font(look().scale * 1.1, bold=True))
        painter.setPen(QColor(scheme.accent_text if self.isChecked() else scheme.text))
        square = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self.letter)
