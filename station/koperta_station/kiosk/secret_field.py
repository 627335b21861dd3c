"""Let a card's secret be typed in groups of four, and mark the group with a slip before anything is sent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from koperta_crypto.errors import PassphraseSlipError
from koperta_crypto.passphrase import CARD_SYMBOLS, CHECK_SYMBOLS, GROUP, check, normalise
from koperta_station.kiosk.words import words
from koperta_sync.desktop.theme import dress, font, look

GROUPS = (CARD_SYMBOLS + CHECK_SYMBOLS) // GROUP


class GroupField(QLineEdit):
    """Hold four characters; Backspace at the beginning goes back to the group before."""

    stepped_back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys this widget has a use for."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.stepped_back.emit()
            return
        super().keyPressEvent(event)


class SecretField(QWidget):
    """Show one field for each group; what is typed runs on from group to group."""

    typed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(1.5))
        self.groups = [self._group(place) for place in range(GROUPS)]
        for group in self.groups:
            layout.addWidget(group)
        layout.addStretch(1)
        self.setFocusProxy(self.groups[0])

    def text(self) -> str:
        """Return what stands in all groups."""
        return "".join(group.text() for group in self.groups)

    def set_text(self, text: str) -> None:
        """Spread a text over the groups."""
        plain = normalise(text)
        for place, group in enumerate(self.groups):
            group.setText(plain[place * GROUP : (place + 1) * GROUP])

    def clear(self) -> None:
        """Empty all groups."""
        self.set_text("")
        self.mark(None)

    def checked(self) -> str:
        """Return the canonical secret; marks the group and raises PassphraseSlipError for a slip."""
        try:
            secret = check(self.text(), CARD_SYMBOLS)
        except PassphraseSlipError as slip:
            self.mark(slip.group)
            wrong = self.groups[(slip.group or 1) - 1]
            wrong.setFocus()
            wrong.selectAll()
            raise
        self.mark(None)
        return secret

    def mark(self, group: int | None) -> None:
        """Mark one group as the one to look at, counted from 1; None marks nothing."""
        for place, field in enumerate(self.groups, start=1):
            dress(field, slip=place == group)
            name = words("Hasło z karty, grupa {group} z {total}", group=place, total=GROUPS)
            field.setAccessibleName(f"{name}, {words('tu jest literówka')}" if place == group else name)

    def _group(self, place: int) -> GroupField:
        field = GroupField()
        field.setObjectName(f"secret-{place}")
        field.setFont(font(look().scale * 1.4, mono=True))
        scheme = look().scheme
        field.setStyleSheet(
            f"QLineEdit {{ font-family: 'Noto Sans Mono'; font-size: {field.font().pointSizeF():.1f}pt; }}"
            f'QLineEdit[slip="true"] {{ background: {scheme.warn_ground}; border-color: {scheme.warn}; }}'
        )
        field.setFixedWidth(field.fontMetrics().horizontalAdvance("M" * (GROUP + 1)) + look().px(4))
        field.setAccessibleName(words("Hasło z karty, grupa {group} z {total}", group=place + 1, total=GROUPS))
        field.textEdited.connect(lambda text: self._edited(place, text))
        field.returnPressed.connect(self.submitted)
        field.stepped_back.connect(lambda: self._back(place))
        return field

    def _edited(self, place: int, text: str) -> None:
        plain = normalise(text)
        spills = len(plain) > GROUP + 1 or not any(group.text() for group in self.groups[place + 1 :])
        if not spills:
            plain = plain[:GROUP]  # a sign too many in the middle must not push the others along
        at, last = self.groups[place].cursorPosition(), place
        for group in range(place, GROUPS):
            part = plain[(group - place) * GROUP : (group - place + 1) * GROUP]
            if group == place or part:
                self.groups[group].setText(part)
                last = group
        self.groups[place].setCursorPosition(min(at, GROUP))
        full = len(self.groups[last].text()) == GROUP and self.groups[last].cursorPosition() == GROUP
        if last > place or full:
            following = self.groups[min(last + full, GROUPS - 1)]
            following.setFocus()
            if last == place and following is not self.groups[place]:
                following.selectAll()  # whoever types a secret anew types over what still stands there
        self.mark(None)
        self.typed.emit()

    def _back(self, place: int) -> None:
        if place > 0:
            self.groups[place - 1].setFocus()
            self.groups[place - 1].end(False)
