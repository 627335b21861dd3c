"""Take a passphrase: it groups as one types, and the group with a slip is marked before anything is sent."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from koperta_crypto.errors import PassphraseSlipError, SlipKind
from koperta_crypto.passphrase import CHECK_SYMBOLS, GROUP, PASSPHRASE_SYMBOLS, check, grouped, normalise
from koperta_operator.console.texts import say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, dress, font, look
from koperta_sync.desktop.widgets import Badge, label

LENGTH = PASSPHRASE_SYMBOLS + CHECK_SYMBOLS


def ordinal_group(group: int) -> str:
    """Return "in the third group" and the like."""
    return {
        1: say("w pierwszej grupie"),
        2: say("w drugiej grupie"),
        3: say("w trzeciej grupie"),
        4: say("w czwartej grupie"),
        5: say("w piątej grupie"),
    }.get(group, say("w grupie {n}", n=group))


def slip_sentence(slip: PassphraseSlipError) -> str:
    """Return what is wrong with a typed passphrase and what to do."""
    if slip.kind is SlipKind.MISSING:
        return say("Brakuje znaków: {n}.", n=slip.count)
    if slip.kind is SlipKind.TOO_MANY:
        return say("Za dużo znaków: {n}. Sprawdź z kartką; hasła jeszcze nie użyto.", n=slip.count)
    where = ordinal_group(slip.group) if slip.group else say("w haśle")
    where = where[:1].upper() + where[1:]
    if slip.kind is SlipKind.SWAPPED:
        return say("{where} zamieniono dwa sąsiednie znaki. Sprawdź z kartką; hasła jeszcze nie użyto.", where=where)
    if slip.kind is SlipKind.FOREIGN_SYMBOL:
        return say("{where} jest znak, którego w haśle nie ma. Sprawdź z kartką; hasła jeszcze nie użyto.", where=where)
    return say("{where} jest literówka. Sprawdź ją z kartką; hasła jeszcze nie użyto.", where=where)


class _Group(QFrame):
    """Show one group and how it stands."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.symbols: QLabel = label("mono", wrap=False)
        self.state = Badge()
        self._number = number
        dress(self, kind="note")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look().px(1), look().px(0.5), look().px(1), look().px(0.5))
        layout.setSpacing(0)
        layout.addWidget(self.symbols)
        layout.addWidget(self.state)

    def show_group(self, symbols: str, *, slip: bool, good: bool) -> None:
        """Show the symbols typed so far."""
        self.symbols.setText(symbols.ljust(GROUP, "·"))
        if slip:
            self.state.show_state(Sign.WARNING, say("literówka"), Tone.URGENT)
        elif good:
            self.state.show_state(Sign.CHECK, say("zgadza się"), Tone.GOOD)
        else:
            self.state.show_state(Sign.DOT, say("grupa {n}", n=self._number), Tone.QUIET)
        dress(self, tone="urgent" if slip else "good" if good else "plain")


class PassphraseField(QWidget):
    """Take the twenty symbols of a passphrase; `passphrase()` is empty while there is a slip."""

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setFont(font(1.5, mono=True))
        self.line.setAccessibleName(say("hasło z kartki"))
        self.line.setMaxLength(64)
        self.sentence = label("strong")
        self.groups = [_Group(number) for number in range(1, LENGTH // GROUP + 1)]
        self.slip: PassphraseSlipError | None = None
        row = QHBoxLayout()
        row.setSpacing(look().px(1))
        for group in self.groups:
            row.addWidget(group, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(1))
        layout.addWidget(self.line)
        layout.addLayout(row)
        layout.addWidget(self.sentence)
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.entered.emit)
        self._show()

    def passphrase(self) -> str:
        """Return the passphrase as it may be sent, or nothing while it cannot be right."""
        return normalise(self.line.text()) if self.slip is None and self.line.text() else ""

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self._show()

    def type(self, text: str) -> None:
        """Take a text as if it had been typed."""
        self.line.setText(text)
        self._edited(text)

    def _edited(self, text: str) -> None:
        kept = len(normalise(text[: self.line.cursorPosition()]))
        shown = grouped(text)
        if shown != text:
            self.line.setText(shown)
            self.line.setCursorPosition(kept + max(0, kept - 1) // GROUP)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        plain = normalise(self.line.text())
        self.slip = None
        try:
            check(plain)
        except PassphraseSlipError as slip:
            self.slip = slip
        complete = len(plain) >= LENGTH
        for at, group in enumerate(self.groups):
            marked = complete and self.slip is not None and self.slip.group == at + 1
            group.show_group(plain[at * GROUP : (at + 1) * GROUP], slip=marked, good=self.slip is None)
        self.sentence.setText(slip_sentence(self.slip) if self.slip and plain else "")
        dress(self.sentence, tone="urgent" if complete and self.slip else "quiet")
