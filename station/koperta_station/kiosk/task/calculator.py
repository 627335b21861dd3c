"""Show a simple calculator beside the task; every key works from the keyboard too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from koperta_station.kiosk.task.arithmetic import Sum, press
from koperta_station.kiosk.words import words
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import dress, look
from koperta_sync.desktop.widgets import Button, label, row

ROWS = (("7", "8", "9", "/"), ("4", "5", "6", "*"), ("1", "2", "3", "-"), ("0", ",", "=", "+"))
SHOWN = {"/": "÷", "*": "×", "-": "−"}
TYPED = {
    Qt.Key.Key_Return: "=", Qt.Key.Key_Enter: "=", Qt.Key.Key_Equal: "=", Qt.Key.Key_Backspace: "<",
    Qt.Key.Key_Delete: "C", Qt.Key.Key_Comma: ",", Qt.Key.Key_Period: ",", Qt.Key.Key_Plus: "+",
    Qt.Key.Key_Minus: "-", Qt.Key.Key_Asterisk: "*", Qt.Key.Key_Slash: "/",
}  # fmt: skip


class Calculator(QWidget):
    """Compute; keeps its number while it is hidden."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sum = Sum()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words("Kalkulator"))
        self.display = QLabel("0")
        self.display.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        dress(self.display, kind="title")
        self.display.setAccessibleName(words("Wynik kalkulatora"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look().px(1.5), look().px(1), look().px(1.5), look().px(1.5))
        layout.setSpacing(look().px(1))
        layout.addWidget(self._head())
        layout.addWidget(self.display)
        layout.addLayout(self._keys())
        hint = label("small")
        hint.setText(words("Cyfry, + − * / i Enter działają z klawiatury. Delete czyści, K albo Esc zamyka."))
        layout.addWidget(hint)
        layout.addStretch(1)

    def press(self, key: str) -> None:
        """Press one key of the calculator."""
        self._sum = press(self._sum, key)
        self.display.setText(self._sum.shown)
        self.display.setAccessibleDescription(self._sum.shown)

    def _head(self) -> QWidget:
        title = label("strong", wrap=False)
        title.setText(words("Kalkulator"))
        close = Button("quiet")
        close.setText(words("Zamknij (K)"))
        close.clicked.connect(self.closed)
        head = QWidget()
        line = row(title, spacing=1)
        line.addWidget(close)
        head.setLayout(line)
        return head

    def _keys(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(look().px(0.75))
        for down, keys in enumerate(ROWS):
            for across, key in enumerate(keys):
                grid.addWidget(self._key(key), down, across)
        grid.addWidget(self._key("C"), len(ROWS), 0, 1, 2)
        grid.addWidget(self._key("<"), len(ROWS), 2, 1, 2)
        return grid

    def _key(self, key: str) -> QPushButton:
        names = {"/": words("podziel"), "*": words("razy"), "-": words("minus"), "+": words("plus"),
                 "=": words("równa się"), ",": words("przecinek"), "C": words("wyczyść"),
                 "<": words("usuń cyfrę")}  # fmt: skip
        button = Button("", Sign.BACK) if key == "<" else QPushButton(SHOWN.get(key, key))
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setMinimumHeight(look().px(5))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has its own keys
        button.setAccessibleName(names.get(key, key))
        button.clicked.connect(lambda: self.press(key))
        return button

    def event(self, event: QEvent) -> bool:
        """Say which keys are wanted before shortcuts get them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._meant(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys this widget has a use for."""
        key = self._meant(event)
        if key:
            self.press(key)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            event.ignore()

    def _meant(self, event: QKeyEvent) -> str:
        if event.text() and event.text() in "0123456789":
            return event.text()
        try:
            return TYPED.get(Qt.Key(event.key()), "")
        except ValueError:  # a key without a name
            return ""
