"""Show what stands beside a task: all tasks, the calculator, the way to the summary, the look."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from koperta_packages.public import FormContent
from koperta_station.kiosk.look_bar import LookBar
from koperta_station.kiosk.looks import SCALES, Looks
from koperta_station.kiosk.task.calculator import Calculator
from koperta_station.kiosk.task.palette import COLUMNS, Palette, legend
from koperta_station.kiosk.words import words
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import look
from koperta_sync.desktop.widgets import Button, frame


class Side(QWidget):
    """Be the right edge of the solving screen."""

    picked = Signal(str)
    calculator_wanted = Signal()

    def __init__(self, form: FormContent, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(look().px(COLUMNS * 6.25 + 4.5))
        self.palette_view = Palette(form.items)
        self.palette_view.picked.connect(self.picked)
        self.calculator = Calculator() if form.calculator else None
        self.calculator_button = Button("", Sign.CALCULATOR)
        self.calculator_button.setText(words("Kalkulator (K)"))
        self.calculator_button.setAutoDefault(False)
        self.calculator_button.clicked.connect(self.calculator_wanted)
        self.summary = Button("", Sign.LIST)
        self.summary.setText(words("Podsumowanie (F10)"))
        self.summary.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(1))
        column.addWidget(self._card(looks), 1)
        if self.calculator is not None:
            column.addWidget(self.calculator_button)
        column.addWidget(self.summary)
        column.addWidget(LookBar(looks, languages=False))

    def show_standing(self, answered: set[str], flags: frozenset[str], current: str) -> None:
        """Show how the tasks stand."""
        self.palette_view.show_standing(answered, flags, current)

    def toggle_calculator(self) -> bool:
        """Show the calculator instead of the tasks, or the tasks again; say whether it is shown now."""
        if self.calculator is None:
            return False
        shown = self._layers.currentWidget() is not self.calculator
        self._layers.setCurrentWidget(self.calculator if shown else self._tasks)
        if shown:
            self.calculator.setFocus()
        return shown

    def _card(self, looks: Looks) -> QWidget:
        card = frame("card")
        self._layers = QStackedLayout(card)
        self._tasks = QWidget()
        column = QVBoxLayout(self._tasks)
        column.setContentsMargins(look().px(1.5), look().px(1.5), look().px(1), look().px(1.5))
        column.setSpacing(look().px(1))
        column.addWidget(self.palette_view, 1)
        if looks.step + 1 < len(SCALES):  # the largest print needs the room for the tasks themselves
            column.addWidget(legend())
        self._layers.addWidget(self._tasks)
        if self.calculator is not None:
            self._layers.addWidget(self.calculator)
            self.calculator.closed.connect(self.calculator_wanted)
        return card
