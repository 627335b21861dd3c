"""Paint one seat of the wall; a real button, so that keys and screen readers reach it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from koperta_operator.console.faces import TileFace
from koperta_sync.desktop.icons import Sign, pixmap
from koperta_sync.desktop.theme import Tone, font, look
from koperta_sync.desktop.widgets import TONE_COLOURS

LINE = 1.9  # grid units
HEAD = 2.4
PAD = 0.75
BAR = 0.5
_TEXT = 0.81
_HEAD = 1.05


def least_height(*, attention: bool) -> int:
    """Return the height at which every line of a tile can be read, in pixels."""
    lines = 4 if attention else 3
    return look().px(PAD * 1.5 + HEAD + lines * LINE + BAR + 0.5)


class TileButton(QAbstractButton):
    """Show one seat; touched only when its face changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.face: TileFace | None = None
        self.changes = 0

    def show_face(self, face: TileFace) -> None:
        """Show what the seat says now."""
        if face == self.face:
            return
        self.face = face
        self.changes += 1
        self.setAccessibleName(face.spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.face is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, self.face)
        self._paint_lines(painter, self.face)
        painter.end()

    def _paint_ground(self, painter: QPainter, face: TileFace) -> None:
        scheme, px = look().scheme, look().px
        ground, line, width = scheme.surface, scheme.line, 1.0
        if face.attention:
            ground, line, width = scheme.urgent_ground, scheme.urgent, 1.5
        elif face.tone is Tone.WARN:
            ground, line = scheme.warn_ground, scheme.warn
        elif face.tone is Tone.QUIET:
            ground = scheme.ground
        if self.isChecked():
            line, width = scheme.accent, 3.0
        if self.hasFocus():
            line, width = scheme.focus, 3.0
        painter.setPen(QPen(QColor(line), width))
        painter.setBrush(QColor(ground))
        edge = width / 2
        box = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(box, px(0.75), px(0.75))

    def _paint_lines(self, painter: QPainter, face: TileFace) -> None:
        scheme, px = look().scheme, look().px
        pad, line = px(PAD), self._line_height(face)
        inside = self.rect().adjusted(pad, round(pad * 0.6), -pad, -pad)
        head = QRect(inside.left(), inside.top(), inside.width(), px(HEAD))
        bold = font(_HEAD, bold=True)
        left_width = self._text(painter, head, face.left, scheme.muted, right=True)
        painter.setFont(bold)
        painter.setPen(QColor(scheme.text))
        number = head.adjusted(0, 0, -left_width, 0)
        painter.drawText(number, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, face.seat)
        row = QRect(inside.left(), head.bottom() + 1, inside.width(), line)
        self._paint_state(painter, row, face)
        row.translate(0, line)
        if face.attention:
            self._text(painter, row, face.beside, scheme.muted)
            row.translate(0, line)
        self._text(painter, row, face.name, scheme.text)
        row.translate(0, line)
        used = self._text(painter, row, face.answered, scheme.text)
        self._text(painter, row.adjusted(used, 0, 0, 0), face.saved, scheme.muted, right=True)
        if face.left:
            self._paint_bar(painter, inside, face)

    def _line_height(self, face: TileFace) -> int:
        px = look().px
        lines = 4 if face.attention else 3
        room = self.height() - px(PAD * 1.6 + HEAD + BAR + 0.25)
        return max(1, min(px(LINE * 1.3), room // lines))

    def _paint_state(self, painter: QPainter, row: QRect, face: TileFace) -> None:
        side = look().px(1.75)
        colour = getattr(look().scheme, TONE_COLOURS[face.tone])
        sign = pixmap(face.sign, colour, side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(row.left(), row.top() + (row.height() - side) / 2), sign)
        end = row.right()
        if not face.connected and face.sign is not Sign.AWAY:
            away = pixmap(Sign.AWAY, look().scheme.urgent, side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(end - side, row.top() + (row.height() - side) / 2), away)
            end -= side + 2
        words = QRect(
            row.left() + side + look().px(0.5), row.top(), end - row.left() - side - look().px(0.5), row.height()
        )
        self._text(painter, words, face.word, colour)

    def _text(
        self, painter: QPainter, row: QRect, text: str, colour: str, *, right: bool = False, bold: bool = False
    ) -> int:
        """Draw one line, elided at its end; return the width it took with a gap."""
        if not text:
            return 0
        chosen = font(_TEXT, bold=bold)
        metrics = QFontMetrics(chosen)
        painter.setFont(chosen)
        painter.setPen(QColor(colour))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, row.width())
        painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)
        return metrics.horizontalAdvance(shown) + look().px(0.5)

    def _paint_bar(self, painter: QPainter, inside: QRect, face: TileFace) -> None:
        scheme, height = look().scheme, look().px(BAR)
        bar = QRectF(inside.left(), self.height() - look().px(PAD) - height + 1, inside.width(), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.line))
        painter.drawRoundedRect(bar, height / 2, height / 2)
        painter.setBrush(QColor(scheme.urgent if face.attention else scheme.accent))
        bar.setWidth(max(height, bar.width() * face.share))
        painter.drawRoundedRect(bar, height / 2, height / 2)


def words_width(face: TileFace) -> int:
    """Return how wide a tile has to be for its state word, in pixels; the test of the languages asks."""
    metrics = QFontMetrics(font(_TEXT))
    return metrics.horizontalAdvance(face.word) + look().px(PAD * 2 + 1.75 + 0.5)
