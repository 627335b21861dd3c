"""Put together the few small parts every screen is made of."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from koperta_sync.desktop.icons import Sign, icon, pixmap
from koperta_sync.desktop.theme import Tone, dress, look


def label(kind: str = "", *, wrap: bool = True, parent: QWidget | None = None) -> QLabel:
    """Return an empty label of a `kind` of the style sheet; its text is plain, whatever it holds."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    dress(made, kind=kind)
    return made


def frame(kind: str) -> QFrame:
    """Return an empty frame of a `kind` of the style sheet."""
    made = QFrame()
    dress(made, kind=kind)
    return made


class SignLabel(QLabel):
    """Show one sign; the word that belongs to it stands beside, so readers of the screen skip this."""

    def __init__(self, sign: Sign, colour: str = "text", units: float = 3, parent: QWidget | None = None) -> None:
        """Take the name of a colour of the scheme and the side in grid units."""
        super().__init__(parent)
        self._sign, self._colour, self._units = sign, colour, units
        self._draw()

    def show_sign(self, sign: Sign, colour: str) -> None:
        """Change the sign and the name of its colour."""
        self._sign, self._colour = sign, colour
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of style or state."""
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        colour = getattr(look().scheme, self._colour)
        self.setPixmap(pixmap(self._sign, colour, look().px(self._units), self.devicePixelRatioF()))
        self.setFixedSize(look().px(self._units), look().px(self._units))


class Button(QPushButton):
    """Show a button with a sign that follows the colours of its kind."""

    def __init__(self, kind: str = "", sign: Sign | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._sign = kind, sign
        self.setAutoDefault(True)
        self.setIconSize(QSize(look().px(2.5), look().px(2.5)))
        dress(self, kind=kind)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of style or state."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.EnabledChange):
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        if self._sign is None:
            return
        scheme = look().scheme
        colours = {"primary": scheme.accent_text, "danger": scheme.urgent, "quiet": scheme.accent}
        colour = colours.get(self._kind, scheme.text) if self.isEnabled() else scheme.muted
        self.setIcon(icon(self._sign, colour))
        self.setIconSize(QSize(look().px(2.5), look().px(2.5)))


SIDE_BY_SIDE_SCALE = 1.25  # up to this size of print two long buttons fit beside each other
TONE_COLOURS = {
    Tone.PLAIN: "text",
    Tone.GOOD: "good",
    Tone.BUSY: "accent",
    Tone.WARN: "warn",
    Tone.URGENT: "urgent",
    Tone.QUIET: "muted",
}


class Badge(QWidget):
    """Show a state as sign, word and colour; the accessible name is the word."""

    def __init__(self, parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(parent)
        self._sign = SignLabel(Sign.DOT, units=2.5)
        self._word = label(wrap=wrap)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sign)
        layout.addWidget(self._word, 1)

    def show_state(self, sign: Sign, word: str, tone: Tone) -> None:
        """Change what it says."""
        self._sign.show_sign(sign, TONE_COLOURS[tone])
        self._word.setText(word)
        dress(self._word, tone=tone.value)
        self.setAccessibleName(word)

    def word(self) -> str:
        """Return the word shown."""
        return self._word.text()


class Note(QFrame):
    """Show one message in place: what happened, and under it what to do. Hidden while empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="note", tone=Tone.PLAIN.value)
        self._sign = SignLabel(Sign.INFO)
        self._what = label("strong")
        self._then = label()
        words = column(self._what, self._then, spacing=0.5)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look().px(2), look().px(1.5), look().px(2), look().px(1.5))
        layout.setSpacing(look().px(1.5))
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.hide()

    def say(self, tone: Tone, what: str, then: str = "", sign: Sign | None = None) -> None:
        """Show a message, or hide when there is none."""
        signs = {Tone.WARN: Sign.WARNING, Tone.URGENT: Sign.STOP, Tone.GOOD: Sign.CHECK}
        self._sign.show_sign(sign or signs.get(tone, Sign.INFO), TONE_COLOURS[tone])
        self._what.setText(what)
        self._then.setText(then)
        self._then.setVisible(bool(then))
        self.setAccessibleName(f"{what} {then}".strip())
        dress(self, tone=tone.value)
        self.setVisible(bool(what))

    def text(self) -> str:
        """Return both sentences."""
        return f"{self._what.text()} {self._then.text()}".strip()


class Lines(QVBoxLayout):
    """Stack widgets with a spacing in grid units."""

    def __init__(self, spacing: float = 1) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(look().px(spacing))


def column(*widgets: QWidget, spacing: float = 1) -> QVBoxLayout:
    """Return a layout with the widgets under each other."""
    layout = Lines(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def row(*widgets: QWidget, spacing: float = 1, stretch_last: bool = False) -> QHBoxLayout:
    """Return a layout with the widgets beside each other, left-aligned unless `stretch_last`."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look().px(spacing))
    for widget in widgets:
        layout.addWidget(widget)
    if not stretch_last:
        layout.addStretch(1)
    return layout


def choices(*buttons: QWidget) -> QHBoxLayout | QVBoxLayout:
    """Return the buttons beside each other, in larger print under each other."""
    if look().scale <= SIDE_BY_SIDE_SCALE:
        return row(*buttons, spacing=2)
    stacked = Lines(1.5)
    for button in buttons:
        stacked.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return stacked


def scrolled(page: QWidget, *, area: QScrollArea | None = None) -> QScrollArea:
    """Return a scroll area without frame or ground of its own around a page; keys go to the page's widgets."""
    scroll = area if area is not None else QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidgetResizable(True)
    scroll.setWidget(page)
    scroll.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)
    return scroll


def tab_order(widgets: Iterable[QWidget]) -> None:
    """Let Tab go through the widgets in this order."""
    previous: QWidget | None = None
    for widget in widgets:
        if previous is not None:
            QWidget.setTabOrder(previous, widget)
        previous = widget


def keep_height(widget: QWidget) -> None:
    """Let a widget be as tall as it needs and no taller."""
    widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
