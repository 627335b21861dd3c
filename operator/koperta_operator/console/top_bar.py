"""Show where we are: centre, sittings, clock, who is signed in, and under it the lamps and counts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from koperta_operator.console.desk import Desk
from koperta_operator.console.faces import phase_words
from koperta_operator.console.texts import hour, lamp_name, role_short, said, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, dress, look
from koperta_sync.desktop.translations import LANGUAGES
from koperta_sync.desktop.widgets import Badge, frame, label
from koperta_sync.protocol.room_view import Lamp, SittingView
from koperta_sync.protocol.seat import Phase

_COUNTED = (Phase.SOLVING, Phase.COVERED, Phase.SUSPENDED, Phase.READY, Phase.PREPARED, Phase.FINISHED, Phase.EXPIRED)


def sitting_title(sitting: SittingView) -> str:
    """Return a sitting as its chip says it: the hour and the qualifications."""
    names = ", ".join(sorted({one.qualification for one in sitting.packages}))
    return f"{hour(sitting.opens_at_ms)} · {names}" if names else hour(sitting.opens_at_ms)


class TopBar(QWidget):
    """Show the two lines above everything else."""

    sitting_chosen = Signal(str)
    sign_in_asked = Signal()
    language_asked = Signal(str)

    def __init__(self, desk: Desk, language: str) -> None:
        super().__init__()
        self._desk = desk
        self._chips: dict[str, QPushButton] = {}
        self._lamps: dict[str, Badge] = {}
        self._group = QButtonGroup(self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._first_line(language))
        lines.addWidget(self._second_line())
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.show_clock)
        self._tick.start(500)

    def _first_line(self, language: str) -> QFrame:
        bar = frame("top")
        bar.setFixedHeight(look().px(5.75))
        row = QHBoxLayout(bar)
        row.setContentsMargins(look().px(2), 0, look().px(1.5), 0)
        row.setSpacing(look().px(1))
        self.place = label("on-deep-strong", wrap=False)
        self._clock = label("clock", wrap=False)
        self.person = label("on-deep-small", wrap=False)
        self.sign = QPushButton()
        dress(self.sign, kind="chip")
        self.sign.clicked.connect(self.sign_in_asked.emit)
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(look().px(0.5))
        row.addWidget(self.place)
        row.addSpacing(look().px(1))
        row.addLayout(self._chip_row)
        row.addStretch(1)
        row.addWidget(self._clock)
        row.addSpacing(look().px(1.5))
        row.addWidget(self.person)
        row.addWidget(self.sign)
        row.addSpacing(look().px(0.5))
        for code, name in LANGUAGES.items():
            row.addWidget(self._language_chip(code, name, code == language))
        return bar

    def _language_chip(self, code: str, name: str, checked: bool) -> QPushButton:
        chip = QPushButton(code.upper())
        dress(chip, kind="chip")
        chip.setCheckable(True)
        chip.setChecked(checked)
        chip.setAccessibleName(name)
        chip.setToolTip(name)
        chip.clicked.connect(lambda: self.language_asked.emit(code))
        return chip

    def _second_line(self) -> QFrame:
        bar = frame("lamps")
        bar.setFixedHeight(look().px(4))
        row = QHBoxLayout(bar)
        row.setContentsMargins(look().px(2), 0, look().px(2), 0)
        row.setSpacing(look().px(2.5))
        self._lamp_row = QHBoxLayout()
        self._lamp_row.setSpacing(look().px(2.5))
        self.counts = label("strong", wrap=False)
        row.addLayout(self._lamp_row)
        row.addStretch(1)
        row.addWidget(self.counts)
        return bar

    def show_room(self, sitting_id: str) -> None:
        """Show room, sittings and lamps."""
        room = self._desk.room
        if room is None:
            return
        rooms = ", ".join(room.exam_rooms)
        self.place.setText(" · ".join(part for part in (room.label, rooms) if part))
        self.place.setToolTip(room.centre_number)
        self._show_chips({one.sitting_id: sitting_title(one) for one in room.sittings}, sitting_id)
        self._show_lamps(room.lamps)
        self.show_clock()

    def show_clock(self) -> None:
        """Show the room's hour."""
        if self._desk.room is not None:
            self._clock.setText(hour(self._desk.now_ms(), seconds=True))

    def show_official(self) -> None:
        """Show who is signed in."""
        who = self._desk.official
        self.person.setText(f"{role_short(who.role)}: {who.name}" if who else say("nikt nie jest zalogowany"))
        self.sign.setText(say("Zmień osobę") if who else say("Zaloguj się"))

    def show_counts(self) -> None:
        """Count the seats by what happens there."""
        tiles = list(self._desk.tiles.values())
        parts = []
        for phase in _COUNTED:
            number = sum(tile.phase is phase for tile in tiles)
            if number:
                parts.append(f"{number} {phase_words(phase)[1]}")
        urgent = sum(bool(tile.attention) for tile in tiles)
        if urgent:
            parts.insert(0, say("{n} wymaga uwagi", n=urgent))
        self.counts.setText(" · ".join(parts))
        dress(self.counts, tone=Tone.URGENT.value if urgent else Tone.PLAIN.value)

    def _show_chips(self, titles: Mapping[str, str], chosen: str) -> None:
        for gone in set(self._chips) - set(titles):
            self._chips.pop(gone).deleteLater()
        for sitting_id, title in titles.items():
            chip = self._chips.get(sitting_id)
            if chip is None:
                chip = self._chips[sitting_id] = QPushButton()
                dress(chip, kind="chip")
                chip.setCheckable(True)
                self._group.addButton(chip)
                chip.clicked.connect(lambda _checked=False, one=sitting_id: self.sitting_chosen.emit(one))
                self._chip_row.addWidget(chip)
            chip.setText(title)
            chip.setChecked(sitting_id == chosen)

    def _show_lamps(self, lamps: tuple[Lamp, ...]) -> None:
        looks = {
            "ok": (Sign.CHECK, Tone.GOOD, say("działa")),
            "warn": (Sign.WARNING, Tone.WARN, say("uwaga")),
            "off": (Sign.DOT, Tone.QUIET, say("brak")),
        }
        for lamp in lamps:
            badge = self._lamps.get(lamp.name)
            if badge is None:
                badge = self._lamps[lamp.name] = Badge()
                self._lamp_row.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
            sign, tone, word = looks.get(lamp.state, looks["warn"])
            why = said(lamp.why) if lamp.state != "ok" and lamp.why else word
            badge.show_state(sign, f"{lamp_name(lamp.name)}: {why}", tone)
