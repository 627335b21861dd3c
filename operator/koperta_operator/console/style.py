"""Add to the kit's style what only the console has: rail, chips, tables, tight buttons."""

from __future__ import annotations

from koperta_sync.desktop.theme import BASE_POINTS, look


def sheet() -> str:
    """Return the console's own style sheet for the look in force."""
    return _frames() + _labels() + _buttons() + _tables_and_fields()


def _points(times: float) -> str:
    return f"font-size: {BASE_POINTS * look().scale * times:.1f}pt;"


def _frames() -> str:
    c, px = look().scheme, look().px
    return f"""
    QFrame[kind="top"] {{ background: {c.deep}; border: none; }}
    QFrame[kind="lamps"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
    QFrame[kind="rail"] {{ background: {c.surface}; border: none; border-right: 1px solid {c.line}; }}
    QFrame[kind="side"] {{ background: {c.surface}; border: none; border-left: 1px solid {c.line}; }}
    QFrame[kind="band"] {{ background: {c.warn_ground}; border: none; border-bottom: 2px solid {c.warn}; }}
    QFrame[kind="trial"] {{ background: {c.warn}; border: none; }}
    QFrame[kind="inset"] {{ background: {c.raised}; border: 1px solid {c.line}; border-radius: {px(0.75)}px; }}
    """


def _labels() -> str:
    c, px = look().scheme, look().px
    return f"""
    QLabel[kind="trial"] {{ color: {c.accent_text}; font-weight: bold; }}
    QLabel[kind="on-deep-small"] {{ color: {c.deep_muted}; {_points(0.9)} }}
    QLabel[kind="on-deep-strong"] {{ color: {c.deep_text}; font-weight: bold; }}
    QLabel[kind="clock"] {{ color: {c.deep_text}; {_points(1.5)}
        font-weight: bold; }}
    QLabel[kind="section"] {{ color: {c.muted}; {_points(0.9)} font-weight: bold; letter-spacing: 1px; }}
    QLabel[kind="mono"] {{ font-family: "Noto Sans Mono"; {_points(1.4)}
        font-weight: bold; }}
    QLabel[kind="digits"] {{ font-family: "Noto Sans Mono"; {_points(4.4)}
        font-weight: bold; letter-spacing: {px(1)}px; color: {c.accent}; }}
    """


def _buttons() -> str:
    c, px = look().scheme, look().px
    return f"""
    QPushButton[kind="chip"] {{ background: transparent; color: {c.deep_text}; border: 1px solid {c.deep_muted};
        border-radius: {px(1.5)}px; padding: {px(0.25)}px {px(1.25)}px; }}
    QPushButton[kind="chip"]:hover {{ background: {c.accent}; }}
    QPushButton[kind="chip"]:checked {{ background: {c.surface}; color: {c.text}; border-color: {c.surface}; }}
    QPushButton[kind="chip"]:focus {{ border: 2px solid {c.warn_ground}; padding: {px(0.25) - 1}px {px(1.25) - 1}px; }}
    QPushButton[kind="tight"] {{ padding: {px(0.5)}px {px(1.25)}px; border-width: 1px; }}
    QPushButton[kind="tight"]:focus {{ border: 3px solid {c.focus}; padding: {px(0.5) - 2}px {px(1.25) - 2}px; }}
    QFrame[kind="side"] QPushButton[kind="primary"] {{ padding: {px(1.5)}px {px(1)}px; }}
    QFrame[kind="side"] QPushButton[kind="primary"]:focus {{ padding: {px(1.5) - 2}px {px(1) - 2}px; }}
    QPushButton[kind="tight-danger"] {{ padding: {px(0.25)}px {px(1)}px; border: 1px solid {c.urgent};
        color: {c.urgent}; }}
    QPushButton[kind="tight-danger"]:focus {{ border: 3px solid {c.focus};
        padding: {px(0.25) - 2}px {px(1) - 2}px; }}
    QPushButton[kind="tight-danger"]:disabled {{ border-color: {c.line}; color: {c.muted}; }}
    QPushButton[kind="step"] {{ background: transparent; border: 2px solid transparent; border-radius: {px(0.75)}px;
        padding: 0; text-align: left; }}
    QPushButton[kind="step"]:hover {{ background: {c.raised}; border-color: {c.line}; }}
    QPushButton[kind="step"]:checked {{ background: {c.accent_ground}; border-color: {c.accent}; }}
    QPushButton[kind="step"]:focus {{ border: 3px solid {c.focus}; }}
    """


def _tables_and_fields() -> str:
    c, px = look().scheme, look().px
    return f"""
    QTableView, QListView {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {px(0.75)}px;
        gridline-color: {c.line}; alternate-background-color: {c.raised}; outline: none;
        selection-background-color: {c.accent_ground}; selection-color: {c.text}; }}
    QTableView:focus, QListView:focus {{ border: 2px solid {c.focus}; }}
    QTableView::item {{ padding: 0 {px(0.5)}px; }}
    QListView::item {{ padding: {px(0.5)}px; }}
    QTableView QLineEdit {{ padding: 0 {px(0.5)}px; border-width: 2px; }}
    QHeaderView::section {{ background: {c.raised}; color: {c.muted}; border: none;
        border-bottom: 1px solid {c.line}; padding: {px(0.5)}px {px(0.9)}px; font-weight: bold; {_points(0.9)} }}
    QTableCornerButton::section {{ background: {c.raised}; border: none; }}
    QComboBox {{ background: {c.surface}; border: 2px solid {c.border}; border-radius: {px(0.75)}px;
        padding: {px(0.75)}px {px(1)}px; color: {c.text}; }}
    QComboBox:focus {{ border: 3px solid {c.focus}; padding: {px(0.75) - 1}px {px(1) - 1}px; }}
    QComboBox::drop-down {{ border: none; width: {px(3)}px; }}
    QComboBox QAbstractItemView {{ background: {c.surface}; color: {c.text};
        selection-background-color: {c.accent_ground}; selection-color: {c.text}; }}
    QCheckBox {{ color: {c.text}; spacing: {px(1)}px; padding: {px(0.25)}px; border: 2px solid transparent;
        border-radius: {px(0.5)}px; }}
    QCheckBox:focus {{ border-color: {c.focus}; }}
    """
