"""Let the candidate choose language, size of print and contrast."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from koperta_station.kiosk.looks import SCALES, Looks
from koperta_station.kiosk.words import words
from koperta_sync.desktop.theme import font, look
from koperta_sync.desktop.translations import LANGUAGES
from koperta_sync.desktop.widgets import Button


class LookBar(QWidget):
    """Show the choices as buttons; the chosen ones stay pressed."""

    def __init__(self, looks: Looks, *, languages: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(0.5))
        if languages:
            for code, name in LANGUAGES.items():
                button = self._button(f"language-{code}", name, name, code == looks.language)
                button.clicked.connect(lambda _checked, code=code: looks.speak(code))
                layout.addWidget(button)
            layout.addStretch(1)
        for step in range(len(SCALES)):
            name = words("Wielkość druku: {step} z 3", step=step + 1)
            button = self._button(f"print-{step}", "A", name, step == looks.step)
            button.setFont(font(look().scale * (0.9 + 0.25 * step), bold=True))
            button.setStyleSheet(f"font-size: {button.font().pointSizeF():.1f}pt;")
            button.clicked.connect(lambda _checked, step=step: looks.print_size(step))
            layout.addWidget(button)
        contrast = self._button("contrast", words("Kontrast"), words("Duży kontrast"), looks.contrast)
        contrast.clicked.connect(lambda: looks.high_contrast(not looks.contrast))
        layout.addWidget(contrast)

    def _button(self, name: str, text: str, spoken: str, chosen: bool) -> QPushButton:
        button = Button("quiet")
        button.setObjectName(name)
        button.setText(text)
        button.setAccessibleName(spoken)
        button.setToolTip(spoken)
        button.setCheckable(True)
        button.setChecked(chosen)
        button.setAutoDefault(False)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setMinimumSize(QSize(look().px(5), look().px(5)))
        button.clicked.connect(lambda: button.setChecked(chosen))  # the bar is made anew when something changes
        return button
