"""Colours can be told apart by everybody, and icons by their shape."""

import itertools

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from koperta_sync.desktop import theme
from koperta_sync.desktop.icons import Sign, pixmap
from koperta_sync.desktop.theme import CONTRAST, LIGHT, Scheme, contrast_ratio
from koperta_sync.desktop.widgets import Badge, Button, Note, row

SCHEMES = [LIGHT, CONTRAST]
TEXT_ON = [
    *itertools.product(("text", "muted"), ("ground", "surface", "raised", "accent_ground")),
    *itertools.product(("accent",), ("ground", "surface", "accent_ground")),
    *itertools.product(("text",), ("good_ground", "warn_ground", "urgent_ground")),
    ("accent_text", "accent"), ("deep_text", "deep"), ("deep_muted", "deep"), ("warn_ground", "warn"),
    *((tone, ground) for tone in ("good", "warn", "urgent") for ground in (f"{tone}_ground", "surface", "ground")),
]  # fmt: skip
MARK_ON = [*itertools.product(("border", "focus"), ("ground", "surface", "raised", "accent_ground"))]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_has_the_contrast_of_wcag_aa(scheme: Scheme) -> None:
    ratios = {pair: contrast_ratio(getattr(scheme, pair[0]), getattr(scheme, pair[1])) for pair in TEXT_ON}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_borders_of_controls_and_the_focus_mark_stand_out(scheme: Scheme) -> None:
    ratios = {pair: contrast_ratio(getattr(scheme, pair[0]), getattr(scheme, pair[1])) for pair in MARK_ON}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 3} == {}


def test_contrast_is_computed_as_wcag_defines_it() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_no_two_signs_look_alike(qtbot: QtBot) -> None:
    drawn = {sign: pixmap(sign, "#000000", 48).toImage() for sign in Sign}
    blank = [
        sign
        for sign, image in drawn.items()
        if not any(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48))
    ]
    assert blank == []
    assert [(a, b) for a, b in itertools.combinations(drawn, 2) if drawn[a] == drawn[b]] == []


def test_a_focused_button_is_as_large_as_before(qtbot: QtBot) -> None:
    """A control that grows with the focus would move everything beside it."""
    theme.apply_theme(QApplication.instance())  # type: ignore[arg-type]  # the fixture made one
    for kind in ("", "primary", "danger", "quiet"):
        window = QWidget()
        button, other = Button(kind), QLineEdit()
        button.setText("Dalej")
        window.setLayout(row(button, other))
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        other.setFocus()
        before = button.sizeHint()
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        assert button.sizeHint() == before, kind


def test_state_is_a_word_and_a_sign_before_it_is_a_colour(qtbot: QtBot) -> None:
    theme.apply_theme(QApplication.instance())  # type: ignore[arg-type]  # the fixture made one
    badge, note = Badge(), Note()
    qtbot.addWidget(badge)
    qtbot.addWidget(note)
    badge.show_state(Sign.CHECK, "zapisano", theme.Tone.GOOD)
    assert (badge.word(), badge.accessibleName()) == ("zapisano", "zapisano")
    note.say(theme.Tone.WARN, "Co się stało.", "Co robić.")
    assert note.accessibleName() == note.text() == "Co się stało. Co robić."
    note.say(theme.Tone.WARN, "")
    assert note.isHidden()
