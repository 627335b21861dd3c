"""Show who sits where, the time left and the end hour."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from koperta_station.kiosk import clock
from koperta_station.kiosk.words import words
from koperta_station.state import Clock, Countdown, KioskState
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import dress, look
from koperta_sync.desktop.widgets import SignLabel, label

TICK_MS = 250


class Header(QFrame):
    """Be the bar at the top of the tasks."""

    def __init__(self, mono: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="bar")
        self._clock = mono
        self._countdown: Countdown | None = None
        self._person, self._place = label("strong", wrap=False), label("muted", wrap=False)
        self.left, self.end = label("heading", wrap=False), label("muted", wrap=False)
        self._person.setMinimumWidth(look().px(12))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look().px(3), look().px(1), look().px(3), look().px(1))
        layout.setSpacing(look().px(2))
        layout.addWidget(self._person)
        layout.addWidget(self._place)
        layout.addStretch(1)
        layout.addWidget(SignLabel(Sign.CLOCK, "text", units=2.5))
        layout.addWidget(self.left)
        layout.addWidget(self.end)
        for one in (self.left, self.end):
            one.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def show_state(self, state: KioskState) -> None:
        """Show a state's facts."""
        person = state.candidate
        self._person.setText(f"{person.surname} {person.first_names}" if person is not None else "")
        qualification = person.qualification if person is not None else ""
        place = words("stanowisko {number}", number=state.seat_number)
        self._place.setText(f"{state.exam_room}  ·  {place}  ·  {qualification}")
        self._countdown = state.countdown
        self.tick()

    def remaining_ms(self) -> int | None:
        """Return the time left now; None while nobody has said."""
        return self._countdown.remaining_ms(self._clock.mono_ms()) if self._countdown is not None else None

    def tick(self) -> None:
        """Show the time as it is now."""
        remaining, countdown = self.remaining_ms(), self._countdown
        if remaining is None or countdown is None:
            self.left.setText("")
            self.end.setText("")
            return
        left = words("zostało {left}", left=clock.time_left(remaining))
        end = words("koniec {hour}", hour=clock.hour(countdown.ends_at_ms)) if countdown.running else words("czas stoi")
        self.left.setText(left)
        self.end.setText(end)
        # The name is left alone: a fixed one would hide the changing text from readers of the screen.
        self.setAccessibleDescription(f"{left}, {end}")
