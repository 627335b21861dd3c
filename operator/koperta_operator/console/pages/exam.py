"""The exam: start it, then watch the wall."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from koperta_operator.console.act import Act
from koperta_operator.console.desk import Desk
from koperta_operator.console.page import StepPage, card
from koperta_operator.console.texts import hour, say
from koperta_operator.console.wall import Wall
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import dress, look
from koperta_sync.desktop.widgets import label
from koperta_sync.protocol.console import Ok, StartSitting
from koperta_sync.protocol.room_view import CandidateLine, SittingState, SittingView, Step

_BEFORE = (SittingState.IMPORTED, SittingState.UNLOCKED)
MOST_NAMES = 6


class ExamPage(StepPage):
    """Show the start and the wall."""

    step = Step.EXAM
    seat_chosen = Signal(object)  # TileKey

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, scrolling=False)
        self.exam_room = ""
        self.start = Act(desk, StartSitting, say("Rozpocznij egzamin"), "primary", Sign.PLAY)
        self.start.asked.connect(self._start)
        self.who = label()
        self._card, layout = card("")
        row = QHBoxLayout()
        row.setSpacing(look().px(2))
        row.addWidget(self.start, 1)
        row.addWidget(self.who, 2)
        layout.addLayout(row)
        self._rooms = QHBoxLayout()
        self._rooms.setSpacing(look().px(0.5))
        self._room_buttons: dict[str, QPushButton] = {}
        self.wall = Wall(desk)
        self.wall.chosen.connect(self.seat_chosen.emit)
        self.body.setSpacing(look().px(1))
        self.body.addWidget(self._card)
        self.body.addLayout(self._rooms)
        self.body.addWidget(self.wall, 1)
        self._outer.setContentsMargins(look().px(1.5), look().px(0.75), look().px(1.5), look().px(0.5))

    def refresh(self) -> None:
        """Show who is there before the start; afterwards only the wall."""
        sitting = self.sitting
        self.wall.show_only(self.exam_room, self._only_sitting())
        self._show_rooms()
        before = sitting is not None and sitting.state in _BEFORE
        self._card.setVisible(before)
        for one in (self.title, self.badge, self.next_act):
            one.setVisible(before)
        if sitting is None or not before:
            return
        present, missing = present_and_missing(sitting)
        total = len(present) + len(missing)
        self.who.setText(_who(len(present), total, missing))
        self.start.say_effect(
            say("Od tej chwili każdy zdający może zacząć; własny czas biegnie od pierwszego zadania."),
            self._against(sitting),
        )

    def _against(self, sitting: SittingView) -> str:
        if sitting.state is SittingState.IMPORTED:
            return say("Najpierw odszyfruj zadania.")
        if self.desk.now_ms() < sitting.opens_at_ms:
            return say("Egzamin można rozpocząć o {hour}.", hour=hour(sitting.opens_at_ms))
        return ""

    def _only_sitting(self) -> str:
        several = self.desk.room is not None and len(self.desk.room.sittings) > 1
        return self.sitting_id if several else ""

    def _show_rooms(self) -> None:
        names = self.desk.room.exam_rooms if self.desk.room else ()
        if len(names) < 2:
            return
        for name in ("", *names):
            if name not in self._room_buttons:
                button = QPushButton(name or say("Wszystkie sale"))
                dress(button, kind="tight")
                button.setCheckable(True)
                button.clicked.connect(lambda _checked=False, name=name: self._show_room(name))
                self._room_buttons[name] = button
                self._rooms.addWidget(button)
        for name, button in self._room_buttons.items():
            button.setChecked(name == self.exam_room)

    def _show_room(self, name: str) -> None:
        self.exam_room = name
        self.refresh()

    def _start(self) -> None:
        self.desk.ask(StartSitting(sitting_id=self.sitting_id), Ok, self._started, self.fail)

    def _started(self, _ok: Ok) -> None:
        self.answer.hide()


def present_and_missing(sitting: SittingView) -> tuple[list[CandidateLine], list[CandidateLine]]:
    """Return who has logged in and who has not; the exempt are neither."""
    expected = [one for one in sitting.candidates if not one.exempt]
    missing = [one for one in expected if one.status == "expected"]
    return [one for one in expected if one.status != "expected"], missing


def names_of(lines: list[CandidateLine]) -> str:
    """Return names with their seats, and how many more there are."""
    shown = [f"{one.name} ({one.seat_number})" if one.seat_number else one.name for one in lines[:MOST_NAMES]]
    more = len(lines) - len(shown)
    return ", ".join(shown) + (say(" i jeszcze {n}", n=more) if more else "")


def _who(present: int, total: int, missing: list[CandidateLine]) -> str:
    text = say("Zalogowanych: {n} z {total}.", n=present, total=total)
    if missing:
        text += "\n" + say("Brakuje: {names}", names=names_of(missing))
    return text
