"""Lay out one task: its text, and its options below or, where that saves scrolling, beside it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QWidget

from koperta_packages.public import FormItem, pictures_in
from koperta_station.kiosk.pictures import Pictures
from koperta_station.kiosk.task.document import TaskPictures
from koperta_station.kiosk.task.option import OptionButton
from koperta_station.kiosk.task.text import TaskText
from koperta_station.kiosk.words import words
from koperta_sync.desktop.theme import look
from koperta_sync.desktop.widgets import scrolled, tab_order

SIDE_BY_SIDE = 100  # grid units of width from which options may stand beside the text


class TaskSheet(QScrollArea):
    """Show one task; scrolls as a whole, follows the focus."""

    chosen = Signal(str, str)  # item id, option id
    withdrawn = Signal(str)  # item id

    def __init__(self, item: FormItem, source: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._pictures = TaskPictures.of(item, source)
        self._segments = {picture.segment_id for picture in item.pictures}
        self._page = QWidget()
        self.text = TaskText(item, self._pictures, self._page)
        self.options = [
            OptionButton(place, option, self._pictures, self._page) for place, option in enumerate(item.options)
        ]
        self._page.setAccessibleName(words("Zadanie {number}", number=item.number))
        scrolled(self._page, area=self)
        self.setWidgetResizable(False)
        group = QButtonGroup(self)
        group.setExclusive(False)  # the session alone decides what is chosen, also that nothing is
        for button in self.options:
            group.addButton(button)
        tab_order([self.text, *self.options])
        for place, option in enumerate(self.options):
            option.chosen.connect(lambda option_id: self.chosen.emit(self.item.item_id, option_id))
            option.withdrawn.connect(lambda _option: self.withdrawn.emit(self.item.item_id))
            option.moved.connect(lambda step, place=place: self._move(place + step))
            option.focused.connect(self._follow)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._lay_out)
        source.changed.connect(self._picture_changed)

    def show_answer(self, option_id: str | None, *, enabled: bool) -> None:
        """Show which option is chosen, and whether anything can be chosen now."""
        for option in self.options:
            option.setChecked(option.option.id == option_id)
            option.setEnabled(enabled)

    def focus_answer(self) -> None:
        """Put the focus on the chosen option or on the first one, and the view to the task's beginning."""
        chosen = [option for option in self.options if option.isChecked()]
        (chosen or self.options)[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out for the new size."""
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys this widget has a use for."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Down:
            at_end = bar.value() >= bar.maximum()
            bar.setValue(bar.value() + look().px(8))
            if at_end:
                self._move(0)
        elif event.key() == Qt.Key.Key_Up:
            bar.setValue(bar.value() - look().px(8))
        else:
            event.ignore()

    def _move(self, place: int) -> None:
        if place < 0:
            self.text.setFocus(Qt.FocusReason.TabFocusReason)
            self.verticalScrollBar().setValue(0)
        elif place < len(self.options):
            self.options[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _follow(self) -> None:
        focused = self.focusWidget()
        if focused is not None:
            self.ensureWidgetVisible(focused, 0, look().px(1))

    def _picture_changed(self, segment_id: str) -> None:
        if segment_id in self._segments:
            self._later.start()

    def _lay_out(self) -> None:
        # Always as if the scroll bar stood there: its coming and going must not reflow the text.
        width = self.width() - self.verticalScrollBar().sizeHint().width() - look().px(1)
        if width < look().px(20):
            return
        stacked = self._stacked(width)
        if self._height(stacked) > self.viewport().height() and width >= look().px(SIDE_BY_SIDE):
            beside = self._beside(width)
            if self._height(beside) < self._height(stacked):
                stacked = beside
            else:
                stacked = self._stacked(width)
        for widget, area in zip([self.text, *self.options], stacked, strict=True):
            widget.setGeometry(area)
        self._page.resize(self.viewport().width(), max(self._height(stacked), self.viewport().height()))

    def _height(self, areas: list[QRect]) -> int:
        return max(area.bottom() + 1 for area in areas) + look().px(0.5)

    def _stacked(self, width: int) -> list[QRect]:
        text = QRect(0, 0, width, self.text.height_for(width))
        return [text, *self._columns(0, text.height() + look().px(0.5), width)]

    def _beside(self, width: int) -> list[QRect]:
        gap = look().px(3)
        left = (width - gap) * 56 // 100
        text = QRect(0, 0, left, self.text.height_for(left))
        return [text, *self._columns(left + gap, 0, width - left - gap)]

    def _columns(self, x: int, y: int, width: int) -> Iterator[QRect]:
        pictured = all(list(pictures_in(option.option.html)) for option in self.options)
        columns = 2 if pictured and width >= look().px(60) else 1
        gap = look().px(1)
        each = (width - gap * (columns - 1)) // columns
        heights = [option.height_for(each) for option in self.options]
        for start in range(0, len(heights), columns):
            tall = max(heights[start : start + columns])
            for column in range(min(columns, len(heights) - start)):
                yield QRect(x + column * (each + gap), y, each, tall)
            y += tall + gap
