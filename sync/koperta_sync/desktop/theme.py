"""Give both windows one look: colours with enough contrast, sizes, one style sheet.

Contrast of text on its ground is at least 4.5 : 1 (WCAG 2.1 AA), that of borders of controls and of
the focus mark at least 3 : 1; state is always a word and an icon first, colour last. All sizes follow
the base font and an 8-pixel grid, so larger print is one number.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from koperta_sync.desktop.fonts import MONO, SANS, load_fonts

BASE_POINTS = 11.0
GRID = 8


class Tone(enum.StrEnum):
    """Name what a colour means; a tone never stands without a word."""

    PLAIN = "plain"
    GOOD = "good"
    BUSY = "busy"
    WARN = "warn"
    URGENT = "urgent"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Scheme:
    """Hold the colours of one look, as #rrggbb; `deep` is the dark ground of panels and bands."""

    ground: str
    surface: str
    raised: str
    line: str
    border: str
    text: str
    muted: str
    accent: str
    accent_ground: str
    accent_text: str
    deep: str
    deep_text: str
    deep_muted: str
    focus: str
    good: str
    good_ground: str
    warn: str
    warn_ground: str
    urgent: str
    urgent_ground: str


LIGHT = Scheme(
    ground="#f1f4f8", surface="#ffffff", raised="#eef2f7", line="#d5dde6", border="#728293",
    text="#14202e", muted="#475667", accent="#0f5aa8", accent_ground="#e4eefa", accent_text="#ffffff",
    deep="#12263f", deep_text="#ffffff", deep_muted="#bccbdd", focus="#c25700",
    good="#17663a", good_ground="#e4f3ea", warn="#744600", warn_ground="#fff2d9",
    urgent="#a3161c", urgent_ground="#fde8e8",
)  # fmt: skip
CONTRAST = Scheme(
    ground="#000000", surface="#000000", raised="#141400", line="#8a8a2a", border="#ffff66",
    text="#ffff33", muted="#ffff99", accent="#ffff33", accent_ground="#333300", accent_text="#000000",
    deep="#000000", deep_text="#ffff33", deep_muted="#ffff99", focus="#ffffff",
    good="#ffff33", good_ground="#1a1a00", warn="#ffff33", warn_ground="#1a1a00",
    urgent="#ffffff", urgent_ground="#4d0000",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """Hold what the application is dressed in now."""

    scheme: Scheme = LIGHT
    scale: float = 1.0

    def px(self, units: float) -> int:
        """Return a length in pixels given in units of the 8-pixel grid at normal print."""
        return round(units * GRID * self.scale)


_worn = Look()


def look() -> Look:
    """Return the look in force; widgets that paint themselves ask again on `StyleChange`."""
    return _worn


def font(scale: float = 1.0, *, bold: bool = False, mono: bool = False) -> QFont:
    """Return a bundled font; `scale` multiplies the base size. Numerals are tabular."""
    chosen = QFont(MONO if mono else SANS)
    chosen.setPointSizeF(BASE_POINTS * scale)
    chosen.setBold(bold)
    chosen.setFeature(QFont.Tag("tnum"), 1)
    return chosen


def apply_theme(application: QApplication, scheme: Scheme = LIGHT, scale: float = 1.0) -> None:
    """Dress the whole application; call again to change print size or contrast at run time."""
    global _worn
    _worn = Look(scheme, scale)
    load_fonts()
    application.setStyle("Fusion")
    application.setFont(font(scale))
    application.setPalette(_palette(scheme))
    application.setStyleSheet(style_sheet(scheme, scale))


def dress(widget: QWidget, **properties: str | bool) -> None:
    """Set dynamic properties such as `kind` and `tone` and let the style sheet take notice."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.1 defines it, 1.0 to 21.0."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _palette(scheme: Scheme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, scheme.ground), (roles.WindowText, scheme.text), (roles.Base, scheme.surface),
        (roles.AlternateBase, scheme.raised), (roles.Text, scheme.text), (roles.Button, scheme.raised),
        (roles.ButtonText, scheme.text), (roles.Highlight, scheme.accent),
        (roles.HighlightedText, scheme.accent_text), (roles.PlaceholderText, scheme.muted),
        (roles.ToolTipBase, scheme.surface), (roles.ToolTipText, scheme.text),
    ):  # fmt: skip
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(scheme.muted))
    return palette


def style_sheet(scheme: Scheme, scale: float = 1.0) -> str:
    """Return the style sheet shared by both windows.

    Widgets choose a look by the dynamic properties `kind` (card, panel, title, heading, muted, huge …
    for frames and labels; primary, danger, quiet for buttons) and `tone` (see Tone).
    """
    return _buttons(scheme, scale) + _controls(scheme, scale) + _frames(scheme, scale) + _labels(scheme, scale)


def _buttons(scheme: Scheme, scale: float) -> str:
    radius, pad = round(6 * scale), round(GRID * scale)
    # A focused control has a thicker border and as much less padding: nothing moves.
    return f"""
    *:focus {{ outline: none; }}
    QPushButton {{ background: {scheme.surface}; border: 2px solid {scheme.border}; border-radius: {radius}px;
        padding: {pad}px {pad * 2}px; color: {scheme.text}; }}
    QPushButton:hover {{ border-color: {scheme.accent}; background: {scheme.accent_ground}; }}
    QPushButton:pressed, QPushButton:checked {{ background: {scheme.accent_ground}; border-color: {scheme.accent}; }}
    QPushButton:focus {{ border: 4px solid {scheme.focus}; padding: {pad - 2}px {pad * 2 - 2}px; }}
    QPushButton:disabled {{ color: {scheme.muted}; background: {scheme.ground}; border-color: {scheme.line}; }}
    QPushButton[kind="primary"] {{ background: {scheme.accent}; color: {scheme.accent_text};
        border-color: {scheme.accent}; font-weight: bold; padding: {pad * 1.5:.0f}px {pad * 4}px; }}
    QPushButton[kind="primary"]:focus {{ border: 4px solid {scheme.focus};
        padding: {pad * 1.5 - 2:.0f}px {pad * 4 - 2}px; }}
    QPushButton[kind="primary"]:disabled {{ background: {scheme.ground}; color: {scheme.muted};
        border-color: {scheme.line}; }}
    QPushButton[kind="danger"] {{ color: {scheme.urgent}; border-color: {scheme.urgent}; }}
    QPushButton[kind="danger"]:focus {{ border-color: {scheme.focus}; }}
    QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; color: {scheme.accent};
        padding: {pad // 2}px {pad}px; }}
    QPushButton[kind="quiet"]:hover, QPushButton[kind="quiet"]:checked {{ background: {scheme.accent_ground}; }}
    QPushButton[kind="quiet"]:checked {{ border-color: {scheme.accent}; }}
    QPushButton[kind="quiet"]:focus {{ border: 4px solid {scheme.focus}; padding: {pad // 2 - 2}px {pad - 2}px; }}
    """


def _controls(scheme: Scheme, scale: float) -> str:
    radius, pad = round(6 * scale), round(GRID * scale)
    return f"""
    QLineEdit, QPlainTextEdit {{ background: {scheme.surface}; border: 2px solid {scheme.border};
        border-radius: {radius}px; padding: {pad}px; color: {scheme.text}; selection-background-color: {scheme.accent};
        selection-color: {scheme.accent_text}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border: 4px solid {scheme.focus}; padding: {pad - 2}px; }}
    QTextBrowser {{ background: {scheme.surface}; border: 4px solid transparent; border-radius: {radius}px; }}
    QTextBrowser:focus, QListView:focus, QTableView:focus, QTreeView:focus, QToolButton:focus {{
        border: 4px solid {scheme.focus}; }}
    QProgressBar {{ background: {scheme.ground}; border: 1px solid {scheme.border}; border-radius: {pad // 2}px;
        min-height: {pad}px; max-height: {pad}px; }}
    QProgressBar::chunk {{ background: {scheme.accent}; border-radius: {pad // 2}px; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollBar:vertical {{ background: {scheme.ground}; width: {round(14 * scale)}px; margin: 0; border: none; }}
    QScrollBar:horizontal {{ background: {scheme.ground}; height: {round(14 * scale)}px; margin: 0; border: none; }}
    QScrollBar::handle {{ background: {scheme.border}; border-radius: {radius - 2}px; margin: 3px;
        min-height: {pad * 4}px; min-width: {pad * 4}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QToolTip {{ background: {scheme.surface}; color: {scheme.text}; border: 1px solid {scheme.border}; }}
    """


def _frames(scheme: Scheme, scale: float) -> str:
    radius = round(10 * scale)
    return f"""
    QFrame[kind="card"] {{ background: {scheme.surface}; border: 1px solid {scheme.line};
        border-radius: {radius}px; }}
    QFrame[kind="bar"] {{ background: {scheme.surface}; border: none; border-bottom: 1px solid {scheme.line}; }}
    QFrame[kind="foot"] {{ background: {scheme.surface}; border: none; border-top: 1px solid {scheme.line}; }}
    QFrame[kind="trial"] {{ background: {scheme.warn}; border: none; }}
    QFrame[kind="link"] {{ background: {scheme.warn_ground}; border: none; border-bottom: 1px solid {scheme.warn}; }}
    QFrame[kind="told"] {{ background: {scheme.accent_ground}; border: none;
        border-bottom: 1px solid {scheme.accent}; }}
    QFrame[kind="panel"] {{ background: {scheme.deep}; border: none; border-right: 1px solid {scheme.line}; }}
    QFrame[kind="note"] {{ border: 1px solid {scheme.line}; border-radius: {round(6 * scale)}px; }}
    QFrame[kind="note"][tone="plain"] {{ background: {scheme.accent_ground}; }}
    QFrame[kind="note"][tone="good"] {{ background: {scheme.good_ground}; border-color: {scheme.good}; }}
    QFrame[kind="note"][tone="busy"] {{ background: {scheme.accent_ground}; border-color: {scheme.accent}; }}
    QFrame[kind="note"][tone="warn"] {{ background: {scheme.warn_ground}; border-color: {scheme.warn}; }}
    QFrame[kind="note"][tone="urgent"] {{ background: {scheme.urgent_ground}; border-color: {scheme.urgent}; }}
    """


def _labels(scheme: Scheme, scale: float) -> str:
    def points(times: float) -> str:
        return f"font-size: {BASE_POINTS * scale * times:.1f}pt;"

    return f"""
    QLabel {{ color: {scheme.text}; background: transparent; border: none; }}
    QLabel[kind="display"] {{ {points(2.6)} font-weight: bold; }}
    QLabel[kind="title"] {{ {points(1.75)} font-weight: bold; }}
    QLabel[kind="heading"] {{ {points(1.25)} font-weight: bold; }}
    QLabel[kind="strong"] {{ font-weight: bold; }}
    QLabel[kind="lead"] {{ {points(1.15)} }}
    QLabel[kind="muted"] {{ color: {scheme.muted}; }}
    QLabel[kind="small"] {{ color: {scheme.muted}; {points(0.9)} }}
    QLabel[kind="code"] {{ font-family: "{MONO}"; {points(3.4)} font-weight: bold; letter-spacing: 4px; }}
    QLabel[kind="key"] {{ background: {scheme.raised}; border: 1px solid {scheme.border}; font-weight: bold;
        border-radius: {round(4 * scale)}px; padding: {round(3 * scale)}px {round(8 * scale)}px; }}
    QLabel[kind="on-trial"] {{ color: {scheme.warn_ground}; font-weight: bold; letter-spacing: 2px; }}
    QLabel[kind="on-deep"] {{ color: {scheme.deep_text}; {points(1.15)} }}
    QLabel[kind="on-deep-muted"] {{ color: {scheme.deep_muted}; }}
    QLabel[kind="on-deep-title"] {{ color: {scheme.deep_text}; {points(1.9)} font-weight: bold; }}
    QLabel[kind="on-deep-large"] {{ color: {scheme.deep_text}; {points(2.6)} font-weight: bold; }}
    QLabel[kind="on-deep-huge"] {{ color: {scheme.deep_text}; {points(8)} font-weight: bold; }}
    QLabel[tone="good"] {{ color: {scheme.good}; }}
    QLabel[tone="busy"] {{ color: {scheme.accent}; }}
    QLabel[tone="warn"] {{ color: {scheme.warn}; }}
    QLabel[tone="urgent"] {{ color: {scheme.urgent}; font-weight: bold; }}
    QLabel[tone="quiet"] {{ color: {scheme.muted}; }}
    """
