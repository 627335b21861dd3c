"""Choose one of a few names; the arrow is drawn here, because a styled box has none of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

from koperta_sync.desktop.theme import look


class Choice(QComboBox):
    """Show a box with an arrow; long names do not make it wider than its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names; the chosen one stays chosen."""
        if [self.itemText(at) for at in range(self.count())] != list(names):
            self.clear()
            self.addItems(list(names))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look().scheme.text), 1.6))
        side, x, y = look().px(0.6), self.width() - look().px(2), self.height() / 2
        points = [QPointF(x - side, y - side / 2), QPointF(x, y + side / 2), QPointF(x + side, y - side / 2)]
        painter.drawPolyline(points)
        painter.end()
