"""Show one picture of the task as large as the window lets it be, or larger."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from koperta_packages.public import FormPicture
from koperta_station.kiosk.pictures import Pictures
from koperta_station.kiosk.words import words
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import look
from koperta_sync.desktop.widgets import Button, frame, label, row

STEPS = (1.0, 1.5, 2.0, 3.0)
FIT_WIDTH = 4_000


class Zoom(QWidget):
    """Show the pictures of one task, one at a time."""

    closed = Signal()

    def __init__(self, pictures: tuple[FormPicture, ...], source: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures, self._source = pictures, source
        self._at, self._step = 0, 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._image = QLabel()
        self._image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setWidget(self._image)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = label("strong", wrap=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look().px(3), look().px(2), look().px(3), look().px(2))
        layout.setSpacing(look().px(1))
        layout.addWidget(self._bar())
        layout.addWidget(self._area, 1)
        source.changed.connect(self._redraw)  # a method, so that Qt lets go of it with this widget
        self._draw()

    def _bar(self) -> QWidget:
        close = Button("primary")
        close.setText(words("Zamknij (Z)"))
        close.clicked.connect(self.closed)
        hint = label("muted", wrap=False)
        hint.setText(words("+ i − zmieniają wielkość, strzałki przesuwają, spacja pokazuje następny rysunek"))
        bar = frame("card")
        line = row(self._title, hint, spacing=2)
        line.addWidget(close)
        line.setContentsMargins(look().px(2), look().px(1), look().px(1), look().px(1))
        bar.setLayout(line)
        for sign, key, step in ((Sign.ZOOM, words("Większy"), 1), (Sign.LESS, words("Mniejszy"), -1)):
            button = Button("", sign)
            button.setText(key)
            button.clicked.connect(lambda _checked, step=step: self._resize(step))
            line.insertWidget(line.count() - 1, button)
        return bar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys this widget has a use for."""
        key = event.key()
        across, down = self._area.horizontalScrollBar(), self._area.verticalScrollBar()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._resize(1)
        elif key == Qt.Key.Key_Minus:
            self._resize(-1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            across.setValue(across.value() + look().px(8) * (1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            down.setValue(down.value() + look().px(8) * (1 if key == Qt.Key.Key_Down else -1))
        elif key == Qt.Key.Key_Space:
            self._at = (self._at + 1) % len(self._pictures)
            self._draw()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Z):
            self.closed.emit()
        else:
            event.ignore()

    def _resize(self, step: int) -> None:
        self._step = min(len(STEPS) - 1, max(0, self._step + step))
        self._draw()

    def _redraw(self, _segment: str) -> None:
        self._draw()

    def _draw(self) -> None:
        picture = self._pictures[self._at]
        zoom = STEPS[self._step] * look().scale
        drawn = self._source.drawn(picture, FIT_WIDTH, zoom, self.devicePixelRatioF())
        self._image.setPixmap(QPixmap.fromImage(drawn))
        self._image.setAccessibleName(picture.alt)
        self.setAccessibleName(picture.alt)
        self._title.setText(words("Rysunek {number} z {total}", number=self._at + 1, total=len(self._pictures)))
