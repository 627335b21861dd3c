"""Show the text of a task, as tall as it is: the sheet around it scrolls, not the text itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from koperta_packages.public import FormItem
from koperta_station.kiosk.task.document import ClosedDocument, TaskPictures, resource, spoken
from koperta_station.kiosk.words import words
from koperta_sync.desktop.theme import look

FRAME = 4  # of the style sheet, for the focus mark


class TaskText(QTextBrowser):
    """Show one task's HTML; no link, no file, no address is ever followed."""

    def __init__(self, item: FormItem, pictures: TaskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._pictures = pictures
        self._closed = ClosedDocument(pictures, self)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDocument(self._closed)
        # The role Qt gives a text view hides its pictures: the words go with it.
        self.setAccessibleName(words("Treść zadania {number}", number=item.number))
        self.setAccessibleDescription(spoken(item.html))

    def height_for(self, width: int) -> int:
        """Lay the text out for a width and return the height it needs."""
        inner = max(1, width - 2 * FRAME - look().px(1))
        self._closed.show_html(self._item.html, inner)
        return self._closed.needed_height() + 2 * FRAME + look().px(0.5)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of this task, or nothing."""
        return resource(self._pictures, kind, name, max(1, self.viewport().width()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the sheet around."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys this widget has a use for."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Say which keys are wanted before shortcuts get them."""
        if event.type() == QEvent.Type.ShortcutOverride:
            return False  # a text that cannot be edited wants no keys
        return super().event(event)
