"""Show the tasks: the one on screen, all of them beside it, the time, and where the answers are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from koperta_packages.public import FormContent, FormItem
from koperta_station.kiosk import troubles
from koperta_station.kiosk.pictures import Pictures
from koperta_station.kiosk.save_line import SaveLine
from koperta_station.kiosk.screens.acts import Acts
from koperta_station.kiosk.screens.base import Screen, Tools
from koperta_station.kiosk.screens.header import Header
from koperta_station.kiosk.screens.side import Side
from koperta_station.kiosk.task.sheet import TaskSheet
from koperta_station.kiosk.task.zoom import Zoom
from koperta_station.kiosk.words import words
from koperta_station.state import KioskState, SaveState
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Button, Note, frame, label


class SolvingScreen(Screen):
    """Let the candidate work; nothing here decides what counts, the session does."""

    def __init__(self, tools: Tools, form: FormContent) -> None:
        super().__init__()
        self._tools, self._place = tools, tools.place
        self._items = {item.item_id: item for item in form.items}
        self._order = [item.item_id for item in form.items]
        self._state: KioskState | None = None
        self._noted = False
        self.acts = Acts(tools.driver, self)
        self.pictures = Pictures(form, tools.driver.picture, self)
        self.header = Header(tools.driver.clock)
        self.side = Side(form, tools.looks)
        self.save = SaveLine()
        self.note = Note()
        self.number = label("heading", wrap=False)
        self.back, self.flag, self.forward = Button("", Sign.BACK), Button("", Sign.FLAG), Button("", Sign.FORWARD)
        self.zoom_button = Button("quiet", Sign.ZOOM)
        self.sheet: TaskSheet | None = None
        self.zoom: Zoom | None = None
        if self._place.item_id not in self._items:
            self._place.item_id = self._order[0]
        self._build()
        self._connect()
        self._show_task(self._place.item_id)

    # ---- what is shown ----------------------------------------------------------------------------

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        self._state = state
        self.header.show_state(state)
        if state.storage_failed:
            self.note.say(
                Tone.URGENT,
                words("Dysk tego stanowiska nie przyjmuje zapisu."),
                words("Podnieś rękę. Odpowiedzi idą prosto na komputer operatora."),
            )
        elif state.notice:
            self.note.say(Tone.PLAIN, state.notice)
        elif self._noted:
            self.note.hide()  # what was said of the state holds no more
        self._noted = state.storage_failed or bool(state.notice)
        self._refresh()

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""
        if self.sheet is not None:
            self.sheet.focus_answer()

    @property
    def open_for_input(self) -> bool:
        """Say whether an answer can be taken now; at zero the window stops by itself."""
        remaining = self.header.remaining_ms()
        return self._state is not None and (remaining is None or remaining > 0)

    def _refresh(self) -> None:
        state = self._state
        if state is None or self.sheet is None:
            return
        answers, flags = self.acts.answers(state), self.acts.flags(state)
        current = self._place.item_id
        self.sheet.show_answer(answers.get(current), enabled=self.open_for_input)
        self.side.show_standing(set(answers), flags, current)
        self.save.show_save(SaveState.SAVING if self.acts.waiting else state.save)
        flagged = current in flags
        self.flag.setText(words("Odznacz (S)") if flagged else words("Do sprawdzenia (S)"))
        self.flag.setCheckable(True)
        self.flag.setChecked(flagged)

    def _show_task(self, item_id: str) -> None:
        self._close_zoom()
        self._place.item_id = item_id
        item = self._items[item_id]
        old, self.sheet = self.sheet, TaskSheet(item, self.pictures)
        self.sheet.chosen.connect(self._choose)
        self.sheet.withdrawn.connect(lambda item: self._choose(item, None))
        self._task_column.replaceWidget(old, self.sheet) if old is not None else self._task_column.addWidget(self.sheet)
        if old is not None:
            old.setParent(None)
            old.deleteLater()
        self.number.setText(words("Zadanie {number} z {total}", number=item.number, total=len(self._order)))
        self.zoom_button.setVisible(bool(item.pictures))
        at = self._order.index(item_id)
        self.back.setEnabled(at > 0)
        self.forward.setText(words("Następne") if at + 1 < len(self._order) else words("Podsumowanie"))
        self._refresh()
        self.sheet.focus_answer()
        self._fetch_ahead(at)

    def _fetch_ahead(self, at: int) -> None:
        for item_id in self._order[at + 1 : at + 2]:
            for picture in self._items[item_id].pictures:
                self.pictures.want(picture)

    # ---- what is done -----------------------------------------------------------------------------

    def _choose(self, item_id: str, option_id: str | None) -> None:
        if not self.open_for_input:
            return
        self.note.hide()
        self.acts.answer(item_id, option_id)
        self._refresh()

    def _choose_place(self, place: int) -> None:
        options = self._items[self._place.item_id].options
        if self.zoom is None and place < len(options) and self._state is not None:
            # The key chooses; only Backspace and a second Enter take back, so that a nervous double press is safe.
            self._choose(self._place.item_id, options[place].id)
            if self.sheet is not None and self.open_for_input:
                self.sheet.options[place].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _withdraw(self) -> None:
        if self._state is not None and self._place.item_id in self.acts.answers(self._state):
            self._choose(self._place.item_id, None)

    def _toggle_flag(self) -> None:
        if self._state is not None and self.open_for_input:
            current = self._place.item_id
            self.acts.flag(current, current not in self.acts.flags(self._state))
        self._refresh()

    def _go(self, step: int) -> None:
        at = self._order.index(self._place.item_id) + step
        if 0 <= at < len(self._order):
            self._show_task(self._order[at])
        elif at == len(self._order):
            self.side.summary.click()

    def _toggle_zoom(self) -> None:
        item: FormItem = self._items[self._place.item_id]
        if self.zoom is not None:
            self._close_zoom()
            self.take_focus()
        elif item.pictures:
            self.zoom = Zoom(item.pictures, self.pictures)
            self.zoom.closed.connect(self._toggle_zoom)
            self._layers.addWidget(self.zoom)
            self._layers.setCurrentWidget(self.zoom)
            self.zoom.setFocus()

    def _close_zoom(self) -> None:
        if self.zoom is not None:
            self._layers.removeWidget(self.zoom)
            self.zoom.setParent(None)
            self.zoom.deleteLater()
            self.zoom = None

    def _toggle_calculator(self) -> None:
        if self.side.toggle_calculator() is False:
            self.take_focus()

    def _refused(self, error: Exception) -> None:
        self.note.say(Tone.WARN, *troubles.of_error(error))

    # ---- how it is built --------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        middle = QWidget()
        self._layers = QStackedLayout(middle)
        self._layers.addWidget(self._work())
        column.addWidget(middle, 1)
        column.addWidget(self._foot())

    def _work(self) -> QWidget:
        work = QWidget()
        across = QHBoxLayout(work)
        across.setContentsMargins(look().px(3), look().px(2), look().px(2), look().px(2))
        across.setSpacing(look().px(2))
        card = frame("card")
        self._task_column = QVBoxLayout(card)
        self._task_column.setContentsMargins(look().px(3), look().px(1.5), look().px(1), look().px(1))
        self._task_column.setSpacing(look().px(0.5))
        head = QHBoxLayout()
        head.addWidget(self.number)
        head.addStretch(1)
        head.addWidget(self.zoom_button)
        self._task_column.addLayout(head)
        self._task_column.addWidget(self.note)
        across.addWidget(card, 1)
        across.addWidget(self.side)
        return work

    def _foot(self) -> QWidget:
        foot = frame("foot")
        across = QHBoxLayout(foot)
        across.setContentsMargins(look().px(3), look().px(1), look().px(3), look().px(1))
        across.setSpacing(look().px(1.5))
        self.back.setText(words("Poprzednie"))
        self.zoom_button.setText(words("Powiększ rysunek (Z)"))
        self.forward.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for button in (self.back, self.flag, self.forward):
            button.setAutoDefault(False)
            across.addWidget(button)
        across.addStretch(1)
        across.addWidget(self.save)
        return foot

    def _connect(self) -> None:
        self.acts.changed.connect(self._refresh)
        self.acts.refused.connect(self._refused)
        self.back.clicked.connect(lambda: self._go(-1))
        self.forward.clicked.connect(lambda: self._go(1))
        self.flag.clicked.connect(self._toggle_flag)
        self.zoom_button.clicked.connect(self._toggle_zoom)
        self.side.picked.connect(self._show_task)
        self.side.calculator_wanted.connect(self._toggle_calculator)
        keys: list[tuple[str, object]] = [("S", self._toggle_flag), ("Z", self._toggle_zoom)]
        keys += [("K", self._toggle_calculator), ("Backspace", self._withdraw), ("F10", self.side.summary.click)]
        keys += [(key, lambda: self._go(-1)) for key in ("Left", "PgUp")]
        keys += [(key, lambda: self._go(1)) for key in ("Right", "PgDown")]
        for place, (letter, digit) in enumerate(zip("ABCDEFGH", "12345678", strict=True)):
            keys += [(key, lambda place=place: self._choose_place(place)) for key in (letter, digit)]
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(key in ("Left", "Right", "PgUp", "PgDown"))
            shortcut.activated.connect(act)
