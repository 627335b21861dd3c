"""Show rows of texts; only cells that changed are touched, and keys go on to the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from koperta_sync.desktop.theme import look


class Rows(QTableWidget):
    """Show a table that is read, with one column that may be typed into."""

    def __init__(self, headings: Sequence[str], *, wide: int, typed: int = -1) -> None:
        """Take the headings, the column that takes the free width, and the one that can be typed into."""
        super().__init__(0, len(headings))
        self._typed = typed
        self.setHorizontalHeaderLabels(list(headings))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look().px(4))
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows."""
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                item = self.item(at, column)
                if item is None:
                    item = QTableWidgetItem()
                    if column != self._typed:
                        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                    self.setItem(at, column, item)
                if item.text() != text:
                    item.setText(text)
        self.blockSignals(False)

    def texts(self) -> list[list[str]]:
        """Return what the table shows."""
        found = []
        for at in range(self.rowCount()):
            items = [self.item(at, column) for column in range(self.columnCount())]
            found.append([item.text() if item else "" for item in items])
        return found

    def keyboardSearch(self, search: str) -> None:
        """Search nothing: digits and letters are the window's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalnum() and self.currentColumn() != self._typed:
            event.ignore()
        else:
            super().keyPressEvent(event)
