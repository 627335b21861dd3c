"""Hold the candidate's choices of language, print and contrast, and put them into force."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QApplication

from koperta_sync.desktop.theme import CONTRAST, LIGHT, apply_theme
from koperta_sync.desktop.translations import use_language

SCALES = (1.0, 1.25, 1.5)


class Looks(QObject):
    """Remember what was chosen; `changed` comes after it is in force, so that screens can be made anew."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = "pl"
        self.step = 0
        self.contrast = False

    def wear(self) -> None:
        """Dress the application and tell everybody."""
        use_language(self.language)
        application = QCoreApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, CONTRAST if self.contrast else LIGHT, SCALES[self.step])
        self.changed.emit()

    def speak(self, language: str) -> None:
        """Choose a language: pl, en, uk."""
        if language != self.language:
            self.language = language
            self.wear()

    def print_size(self, step: int) -> None:
        """Choose one of the three sizes of print."""
        step = min(len(SCALES) - 1, max(0, step))
        if step != self.step:
            self.step = step
            self.wear()

    def high_contrast(self, on: bool) -> None:
        """Choose yellow on black, or the usual colours."""
        if on != self.contrast:
            self.contrast = on
            self.wear()
