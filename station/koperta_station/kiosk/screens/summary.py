"""Count what is open and flagged, lead there, and let the candidate hand in: asked once, in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from koperta_packages.public import FormContent
from koperta_station.kiosk import troubles
from koperta_station.kiosk.save_line import SaveLine
from koperta_station.kiosk.screens.base import Screen, Tools
from koperta_station.kiosk.screens.header import Header
from koperta_station.kiosk.task.palette import TaskButton
from koperta_station.kiosk.words import words
from koperta_station.state import KioskState
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Button, Note, SignLabel, column, frame, label, row, scrolled

ACROSS = 10


class SummaryScreen(Screen):
    """Show the open and the flagged tasks; `leave` goes back to the task in the place."""

    def __init__(self, tools: Tools, form: FormContent, leave: Callable[[], None]) -> None:
        super().__init__()
        self._tools, self._form, self._leave = tools, form, leave
        self.header = Header(tools.driver.clock)
        self.save, self.note = SaveLine(), Note()
        self.open_title, self.flag_title = label("heading"), label("heading")
        self.open_grid, self.flag_grid = QGridLayout(), QGridLayout()
        self.back, self.finish = Button("primary", Sign.BACK), Button()
        self.sure, self.rather_not = Button("danger"), Button("primary", Sign.BACK)
        self.question = frame("note")
        self._shown: tuple[list[str], list[str]] | None = None
        self._build()
        self.back.clicked.connect(leave)
        self.rather_not.clicked.connect(self._back_from_question)
        self.finish.clicked.connect(self._ask)
        self.sure.clicked.connect(self._hand_in)
        for key in ("F10", "Escape"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._escape)

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        self.header.show_state(state)
        self.save.show_save(state.save)
        opened = [item.item_id for item in self._form.items if item.item_id not in state.answers]
        flagged = [item.item_id for item in self._form.items if item.item_id in state.flags]
        if (opened, flagged) != self._shown:
            self._shown = (opened, flagged)
            self.open_title.setText(
                words("Bez odpowiedzi: {count}", count=len(opened)) if opened else words("Wszystkie mają odpowiedź")
            )
            self.flag_title.setText(words("Do sprawdzenia: {count}", count=len(flagged)))
            self._fill(self.open_grid, opened, state)
            self._fill(self.flag_grid, flagged, state)

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""
        self.back.setFocus()

    def _fill(self, grid: QGridLayout, items: list[str], state: KioskState) -> None:
        while (taken := grid.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        wanted = [item for item in self._form.items if item.item_id in items]
        for at, item in enumerate(wanted):
            button = TaskButton(item)
            button.show_standing(
                answered=item.item_id in state.answers, flagged=item.item_id in state.flags, current=False
            )
            button.clicked.connect(lambda _checked, item_id=item.item_id: self._go(item_id))
            grid.addWidget(button, at // ACROSS, at % ACROSS)
        grid.setColumnStretch(ACROSS, 1)

    def _go(self, item_id: str) -> None:
        self._tools.place.item_id = item_id
        self._leave()

    def _ask(self) -> None:
        self.question.show()
        self.finish.setEnabled(False)
        self.rather_not.setFocus()
        # Later: the question has no place before the layout has given it one, which may take several rounds.
        QTimer.singleShot(0, self, self._show_question)

    def _show_question(self) -> None:
        if self.question.isVisible():
            self._scroll.ensureWidgetVisible(self.question)

    def _back_from_question(self) -> None:
        self.question.hide()
        self.finish.setEnabled(True)
        self.back.setFocus()

    def _escape(self) -> None:
        if self.question.isVisible():
            self._back_from_question()
        else:
            self._leave()

    def _hand_in(self) -> None:
        self.sure.setEnabled(False)
        self._tools.driver.finish(self._handed_in)

    def _handed_in(self, error: Exception | None) -> None:
        self.sure.setEnabled(True)
        if error is not None:
            self._back_from_question()
            self.note.say(Tone.WARN, *troubles.of_error(error))

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        matter = QWidget()
        matter.setMaximumWidth(look().px(112))
        page = QWidget()
        centred = QHBoxLayout(page)
        centred.addStretch(1)
        centred.addWidget(matter, 100)
        centred.addStretch(1)
        lines = QVBoxLayout(matter)
        lines.setSpacing(look().px(2))
        title = label("title")
        title.setText(words("Podsumowanie"))
        lines.addWidget(title)
        lines.addWidget(self._card(Sign.DOT, "text", self.open_title, self.open_grid))
        lines.addWidget(self._card(Sign.FLAG, "warn", self.flag_title, self.flag_grid))
        lines.addWidget(self.note)
        self.back.setText(words("Wróć do zadań (F10)"))
        self.finish.setText(words("Zakończ egzamin…"))
        lines.addLayout(row(self.back, self.finish, spacing=2))
        lines.addWidget(self._question())
        lines.addStretch(1)
        self._scroll = scrolled(page)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._show_question)
        outer.addWidget(self._scroll, 1)
        foot = frame("foot")
        foot_row = QHBoxLayout(foot)
        foot_row.setContentsMargins(look().px(3), look().px(1.5), look().px(3), look().px(1.5))
        foot_row.addStretch(1)
        foot_row.addWidget(self.save)
        outer.addWidget(foot)

    def _card(self, sign: Sign, colour: str, title: QWidget, grid: QGridLayout) -> QWidget:
        card = frame("card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(look().px(3), look().px(2), look().px(3), look().px(2))
        lines.setSpacing(look().px(1))
        lines.addLayout(row(SignLabel(sign, colour), title, stretch_last=True))
        grid.setSpacing(look().px(0.5))
        lines.addLayout(grid)
        return card

    def _question(self) -> QFrame:
        self.question.setProperty("tone", Tone.WARN.value)
        what, then = label("heading"), label()
        what.setText(words("Zakończyć egzamin?"))
        then.setText(words("Po zakończeniu nie wrócisz już do zadań. Tego nie można cofnąć."))
        self.rather_not.setText(words("Jeszcze nie"))
        self.sure.setText(words("Tak, kończę egzamin"))
        lines = QHBoxLayout(self.question)
        lines.setContentsMargins(look().px(2), look().px(2), look().px(2), look().px(2))
        lines.setSpacing(look().px(2))
        lines.addWidget(SignLabel(Sign.WARNING, "warn", units=4), 0, Qt.AlignmentFlag.AlignTop)
        inner = column(what, then, spacing=0.5)
        inner.addSpacing(look().px(1))
        inner.addLayout(row(self.rather_not, self.sure, spacing=2))
        lines.addLayout(inner, 1)
        self.question.hide()
        return self.question
