"""Be the ground of all screens: what they share, and the two-part frame most of them have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from koperta_station.kiosk.driver import Driver
from koperta_station.kiosk.look_bar import LookBar
from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.words import words
from koperta_station.state import KioskState
from koperta_sync.desktop.theme import dress, look
from koperta_sync.desktop.widgets import frame, label, scrolled


@dataclass(slots=True)
class Place:
    """Hold what the window itself remembers of one attempt: where the candidate is looking."""

    item_id: str = ""
    summary: bool = False
    next_person: bool = False  # the end was read; the login for the next candidate is open
    seen: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Tools:
    """Hold what every screen is given."""

    driver: Driver
    looks: Looks
    place: Place


class Screen(QWidget):
    """Show one state of the seat; made anew whenever language, print or contrast change."""

    def show_state(self, state: KioskState) -> None:
        """Show what a new state changes."""

    def tick(self) -> None:
        """Show what a second changes without a new state."""

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""

    def memory(self) -> Mapping[str, str]:
        """Return what was typed, to be given to the screen made in this one's place."""
        return {}

    def remember(self, memory: Mapping[str, str]) -> None:
        """Take back what was typed."""


class Panelled(Screen):
    """Show the place on the left, large, and the matter on the right."""

    def __init__(self, looks: Looks, *, languages: bool = True, wide: bool = False) -> None:
        """Make the frame; `wide` gives the matter more width."""
        super().__init__()
        self._school = label("on-deep-muted")
        self._room = label("on-deep-title")
        self._seat_word = label("on-deep")
        self._seat = label("on-deep-huge", wrap=False)
        self._person = label("on-deep")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._panel())
        layout.addWidget(self._right(looks, languages, wide), 1)

    def show_place(self, state: KioskState) -> None:
        """Show room, seat and person."""
        self._school.setText(state.room_label)
        self.show_seat(state.exam_room, state.seat_number)
        person = state.candidate
        self._person.setText(f"{person.first_names} {person.surname}" if person is not None else "")

    def show_seat(self, exam_room: str, seat_number: int) -> None:
        """Show room and seat; an empty room shows the program's name instead."""
        self._room.setText(exam_room or words("Stanowisko egzaminacyjne"))
        dress(self._room, kind="on-deep-large" if exam_room else "on-deep-title")
        self._seat_word.setText(words("stanowisko") if seat_number else "")
        self._seat.setText(str(seat_number) if seat_number else "")

    def _panel(self) -> QFrame:
        panel = frame("panel")
        panel.setFixedWidth(min(look().px(47), 560))
        column = QVBoxLayout(panel)
        column.setContentsMargins(look().px(5), look().px(6), look().px(4), look().px(5))
        column.setSpacing(look().px(1))
        column.addWidget(self._school)
        column.addStretch(1)
        column.addWidget(self._room)
        column.addSpacing(look().px(2))
        column.addWidget(self._seat_word)
        column.addSpacing(-look().px(2))
        column.addWidget(self._seat)
        column.addStretch(2)
        column.addWidget(self._person)
        return panel

    def _right(self, looks: Looks, languages: bool, wide: bool) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(look().px(4), look().px(2), look().px(4), look().px(2))
        column.setSpacing(look().px(1))
        self.look_bar = LookBar(looks, languages=languages)
        column.addWidget(self.look_bar)
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        matter = QWidget()
        matter.setMaximumWidth(look().px(96 if wide else 78))
        across.addStretch(1)
        across.addWidget(matter, 100)
        across.addStretch(1)
        self.matter = QVBoxLayout(matter)
        self.matter.setContentsMargins(look().px(0.5), look().px(1), look().px(0.5), look().px(1))
        self.matter.setSpacing(look().px(2))
        column.addWidget(scrolled(page), 1)
        return right
