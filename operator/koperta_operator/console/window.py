"""Put the console together: the day on the left, its page in the middle, the chosen seat on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from koperta_operator.console.bands import AdviceBand, AwayBand, TrialBand
from koperta_operator.console.desk import Desk, TileKey
from koperta_operator.console.events_bar import EventsBar
from koperta_operator.console.page import StepPage
from koperta_operator.console.pages.closing import ClosingPage
from koperta_operator.console.pages.exam import ExamPage
from koperta_operator.console.pages.handover import HandoverPage
from koperta_operator.console.pages.packages import PackagesPage
from koperta_operator.console.pages.seats import SeatsPage
from koperta_operator.console.pages.unlock import UnlockPage
from koperta_operator.console.pages.workstations import WorkstationsPage
from koperta_operator.console.rail import StepsRail
from koperta_operator.console.seat_panel import SeatPanel
from koperta_operator.console.sign_in import SignInPanel
from koperta_operator.console.style import sheet
from koperta_operator.console.take_over import RoleBand, TakeOverPanel
from koperta_operator.console.texts import say
from koperta_operator.console.top_bar import TopBar
from koperta_sync.desktop.translations import use_language
from koperta_sync.protocol.room_view import Step, StepState

TYPING_MS = 1500
PAGES: tuple[type[StepPage], ...] = (
    PackagesPage, WorkstationsPage, SeatsPage, UnlockPage, ExamPage, ClosingPage, HandoverPage,
)  # fmt: skip


class ConsoleWindow(QMainWindow):
    """Show the room; closing it leaves the exam as it is."""

    closed = Signal()

    def __init__(self, desk: Desk, language: str = "pl", start_room: Callable[[], bool] | None = None) -> None:
        """Take how to start the room's process, where it belongs to this machine."""
        super().__init__()
        self._start_room = start_room
        self.desk = desk
        self.language = language
        self.step: Step | None = None
        self.sitting_id = ""
        self.seat: TileKey | None = None
        self._typed = ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.timeout.connect(self._stop_typing)
        self.setStyleSheet(sheet())
        self._build()
        desk.room_changed.connect(self.show_room)
        desk.official_changed.connect(lambda: self.top.show_official())
        desk.wall_changed.connect(lambda _keys: self.top.show_counts())
        self.show_room()

    # ---- parts -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWindowTitle(say("Koperta · konsola"))
        self.top = TopBar(self.desk, self.language)
        self.trial, self.away = TrialBand(), AwayBand(self.desk, self._start_room)
        self.role = RoleBand(self.desk)
        self.advice = AdviceBand(self.desk)
        self.rail, self.side, self.events = StepsRail(), SeatPanel(self.desk), EventsBar()
        self.sign_in, self.take_over = SignInPanel(self.desk), TakeOverPanel(self.desk)
        self.sides = QStackedWidget()
        self.sides.addWidget(self.side)
        self.sides.addWidget(self.sign_in)
        self.sides.addWidget(self.take_over)
        self.sides.setFixedWidth(self.side.width())
        self.stack = QStackedWidget()
        self.pages: dict[Step, StepPage] = {}
        for page in PAGES:
            self.pages[page.step] = made = page(self.desk)
            self.stack.addWidget(made)
        self._arrange()
        self.rail.opened.connect(self.open_step)
        self.top.sitting_chosen.connect(self.choose_sitting)
        self.top.language_asked.connect(self.speak)
        self.top.sign_in_asked.connect(self.open_sign_in)
        self.role.asked.connect(self.open_take_over)
        for panel in (self.sign_in, self.take_over):
            panel.closed.connect(lambda: self.sides.setCurrentWidget(self.side))
        exam = self.pages[Step.EXAM]
        if isinstance(exam, ExamPage):
            self.wall = exam.wall
            exam.seat_chosen.connect(self.choose_seat)

    def _arrange(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.sides)
        whole = QWidget()
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for one in (self.trial, self.top, self.away, self.role, self.advice):
            lines.addWidget(one)
        self.away.show_link()
        self.advice.show_advice()
        lines.addLayout(middle, 1)
        lines.addWidget(self.events)
        whole.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCentralWidget(whole)
        whole.setFocus()

    # ---- choosing --------------------------------------------------------------------------------

    def open_step(self, step: Step) -> None:
        """Open the page of a step."""
        self.step = step
        self.rail.choose(step)
        self.stack.setCurrentWidget(self.pages[step])
        self.pages[step].show_sitting(self.sitting_id)

    def choose_sitting(self, sitting_id: str) -> None:
        """Show another sitting."""
        self.sitting_id = sitting_id
        self.show_room()

    def choose_seat(self, key: TileKey | None) -> None:
        """Show another seat on the right."""
        self.seat = key
        self.wall.choose(key)
        self.side.choose(key)
        self.sides.setCurrentWidget(self.side)

    def open_sign_in(self) -> None:
        """Let an official sign in, beside the page."""
        self.sign_in.open()
        self.sides.setCurrentWidget(self.sign_in)

    def open_take_over(self) -> None:
        """Let officials make this standby the room, beside the page."""
        self.take_over.open()
        self.sides.setCurrentWidget(self.take_over)

    def speak(self, language: str) -> None:
        """Show everything in another language; what is open stays open."""
        self.language = language
        use_language(language)
        old = self.takeCentralWidget()
        self._build()
        if old is not None:
            old.deleteLater()
        self.show_room()
        self.choose_seat(self.seat)

    # ---- showing ---------------------------------------------------------------------------------

    def show_room(self) -> None:
        """Show what the room says."""
        room = self.desk.room
        sittings = room.sittings if room else ()
        if self.sitting_id not in {one.sitting_id for one in sittings}:
            self.sitting_id = sittings[0].sitting_id if sittings else ""
        sitting = self.desk.sitting(self.sitting_id)
        self.trial.setVisible(any(one.trial for one in sittings))
        self.top.show_room(self.sitting_id)
        self.top.show_official()
        self.top.show_counts()
        self.role.show_room()
        self.rail.show_sitting(sitting)
        self.side.show_sitting(self.sitting_id)
        self.events.show_events(room.events if room else ())
        if self.step is None and room is not None:
            views = sitting.steps if sitting else ()
            urgent = [view.step for view in views if view.state is StepState.PROBLEM]
            self.step = next((v.step for v in views if v.state is StepState.NOW), next(iter(urgent), Step.PACKAGES))
        self.open_step(self.step) if self.step else self.stack.setCurrentIndex(0)

    # ---- keys ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._stop_typing()
            self.side.drop()
        elif text.isdigit():
            self._type_digit(text)
        elif not (text.isalpha() and self.side.press(text)):
            super().keyPressEvent(event)
        else:
            self._stop_typing()

    def _type_digit(self, digit: str) -> None:
        self._typed = (self._typed + digit)[-4:]
        self._typing.start(TYPING_MS)
        key = self.wall.with_number(int(self._typed))
        if key is None and len(self._typed) > 1:
            self._typed = digit
            key = self.wall.with_number(int(digit))
        self.choose_seat(key)

    def _stop_typing(self) -> None:
        self._typed = ""
        self._typing.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
