"""Give both windows one look: colours with enough contrast, sizes, one style sheet.

Contrast of text on its ground is at least 4.5 : 1 (WCAG 2.1 AA); state is always a word and an icon
first, colour last. Sizes follow the base font, so larger print is one number.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from koperta_sync.desktop.fonts import MONO, SANS, load_fonts


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
    """Hold the colours of one look, as #rrggbb."""

    ground: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    accent_text: str
    focus: str
    good: str
    good_ground: str
    warn: str
    warn_ground: str
    urgent: str
    urgent_ground: str


LIGHT = Scheme(
    ground="#eef1f4", surface="#ffffff", raised="#f7f9fb", line="#c3ccd6", text="#15202b", muted="#4a5866",
    accent="#0b5cad", accent_text="#ffffff", focus="#e07b00", good="#17663a", good_ground="#e3f3e9",
    warn="#7a4b00", warn_ground="#fff1d6", urgent="#a3161c", urgent_ground="#fde5e5",
)  # fmt: skip
CONTRAST = Scheme(
    ground="#000000", surface="#000000", raised="#141400", line="#ffff66", text="#ffff33", muted="#ffff99",
    accent="#ffff33", accent_text="#000000", focus="#ffffff", good="#ffff33", good_ground="#000000",
    warn="#ffff33", warn_ground="#1f1f00", urgent="#ffffff", urgent_ground="#330000",
)  # fmt: skip

BASE_POINTS = 11.0


def font(scale: float = 1.0, *, bold: bool = False, mono: bool = False) -> QFont:
    """Return a bundled font; `scale` multiplies the base size."""
    chosen = QFont(MONO if mono else SANS)
    chosen.setPointSizeF(BASE_POINTS * scale)
    chosen.setBold(bold)
    chosen.setFeature(QFont.Tag("tnum"), 1)
    return chosen


def apply_theme(application: QApplication, scheme: Scheme = LIGHT, scale: float = 1.0) -> None:
    """Dress the whole application; call again to change print size or contrast at run time."""
    load_fonts()
    application.setStyle("Fusion")
    application.setFont(font(scale))
    application.setPalette(_palette(scheme))
    application.setStyleSheet(style_sheet(scheme, scale))


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

    Widgets choose a look by the dynamic properties `kind` (primary, danger, card, title, muted …)
    and `tone` (see Tone).
    """
    radius, pad = round(6 * scale), round(8 * scale)
    return f"""
    *:focus {{ outline: none; }}
    QPushButton {{ background: {scheme.raised}; border: 2px solid {scheme.line}; border-radius: {radius}px;
        padding: {pad}px {pad * 2}px; color: {scheme.text}; }}
    QPushButton:hover {{ border-color: {scheme.accent}; }}
    QPushButton:focus, QLineEdit:focus, QTextBrowser:focus, QRadioButton:focus, QListView:focus, QTableView:focus,
    QTreeView:focus, QToolButton:focus {{ border: 3px solid {scheme.focus}; }}
    QPushButton:disabled {{ color: {scheme.muted}; background: {scheme.ground}; }}
    QPushButton[kind="primary"] {{ background: {scheme.accent}; color: {scheme.accent_text};
        border-color: {scheme.accent}; font-weight: bold; }}
    QPushButton[kind="primary"]:disabled {{ background: {scheme.ground}; color: {scheme.muted};
        border-color: {scheme.line}; }}
    QPushButton[kind="danger"] {{ color: {scheme.urgent}; border-color: {scheme.urgent}; }}
    QLineEdit {{ background: {scheme.surface}; border: 2px solid {scheme.line}; border-radius: {radius}px;
        padding: {pad}px; selection-background-color: {scheme.accent}; }}
    QFrame[kind="card"] {{ background: {scheme.surface}; border: 1px solid {scheme.line};
        border-radius: {radius + 2}px; }}
    QLabel[kind="title"] {{ font-size: {BASE_POINTS * scale * 1.7:.1f}pt; font-weight: bold; }}
    QLabel[kind="heading"] {{ font-size: {BASE_POINTS * scale * 1.25:.1f}pt; font-weight: bold; }}
    QLabel[kind="muted"] {{ color: {scheme.muted}; }}
    *[tone="good"] {{ color: {scheme.good}; background: {scheme.good_ground}; }}
    *[tone="warn"] {{ color: {scheme.warn}; background: {scheme.warn_ground}; }}
    *[tone="urgent"] {{ color: {scheme.urgent}; background: {scheme.urgent_ground}; font-weight: bold; }}
    *[tone="quiet"] {{ color: {scheme.muted}; }}
    QToolTip {{ background: {scheme.surface}; color: {scheme.text}; border: 1px solid {scheme.line}; }}
    """
