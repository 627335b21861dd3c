"""Hold the candidate's choices of language, print and contrast, and put them into force."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QApplication

from koperta_sync.desktop.theme import CONTRAST, LIGHT, apply_theme
from koperta_sync.desktop.translations import use_language

SCALES = (1.0, 1.25, 1.5)


class Chosen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hold one set of choices."""

    language: str = "pl"
    step: int = 0
    contrast: bool = False


class Looks(QObject):
    """Remember what was chosen; `changed` comes after it is in force, so that screens can be made anew.

    The choices belong to one person; whoever comes next finds those of the workstation.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None, *, language: str = "pl") -> None:
        """Take the workstation's own language."""
        super().__init__(parent)
        self._own = Chosen(language=language)
        self._wearer: str | None = None  # a candidate's id; empty: somebody before a restart; None: nobody yet
        self.language = language
        self.step = 0
        self.contrast = False

    @property
    def chosen(self) -> Chosen:
        """Return the choices as one value."""
        return Chosen(language=self.language, step=self.step, contrast=self.contrast)

    def wear(self) -> None:
        """Dress the application and tell everybody."""
        use_language(self.language)
        application = QCoreApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, CONTRAST if self.contrast else LIGHT, SCALES[self.step])
        self.changed.emit()

    def choose(self, chosen: Chosen) -> None:
        """Choose everything at once."""
        if chosen != self.chosen:
            self.language, self.step, self.contrast = chosen.language, chosen.step, chosen.contrast
            self.wear()

    def restore(self, chosen: Chosen) -> None:
        """Go on with what somebody had chosen before this program was restarted."""
        self._wearer = ""
        self.choose(chosen)

    def worn_by(self, candidate_id: str) -> None:
        """Note who sits here; what was chosen before the login is their own choice."""
        if self._wearer not in (None, "", candidate_id):
            self.choose(self._own)
        self._wearer = candidate_id

    def put_down(self) -> None:
        """Go back to the workstation's choices when whoever wore these has gone."""
        if self._wearer is not None:
            self._wearer = None
            self.choose(self._own)

    @property
    def own(self) -> bool:
        """Say whether nothing but the workstation's choices is in force."""
        return self.chosen == self._own

    def speak(self, language: str) -> None:
        """Choose a language: pl, en, uk."""
        self.choose(Chosen(language=language, step=self.step, contrast=self.contrast))

    def print_size(self, step: int) -> None:
        """Choose one of the three sizes of print."""
        step = min(len(SCALES) - 1, max(0, step))
        self.choose(Chosen(language=self.language, step=step, contrast=self.contrast))

    def high_contrast(self, on: bool) -> None:
        """Choose yellow on black, or the usual colours."""
        self.choose(Chosen(language=self.language, step=self.step, contrast=on))
