"""Show the day as steps: each says done, now, later or problem, and can be opened at any time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from koperta_operator.console.texts import said, say, step_name, step_state
from koperta_sync.desktop.theme import dress, look
from koperta_sync.desktop.widgets import Badge, frame, label
from koperta_sync.protocol.room_view import SittingView, Step, StepState, StepView

WIDTH = 23.0


class StepButton(QPushButton):
    """Show one step."""

    def __init__(self, number: int, step: Step) -> None:
        super().__init__()
        self.step = step
        self._number = number
        self.setCheckable(True)
        self.setAutoExclusive(True)
        dress(self, kind="step")
        name = label("strong", wrap=False)
        name.setText(f"{number}. {step_name(step)}")
        self.badge = Badge()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look().px(1.25), look().px(0.5), look().px(0.5), look().px(0.5))
        layout.setSpacing(0)
        layout.addWidget(name)
        layout.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignLeft)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(look().px(6.75))

    def show_view(self, view: StepView) -> None:
        """Show how far the step is."""
        sign, word, tone = step_state(view.state)
        if view.problems and view.state is not StepState.PROBLEM:
            word = say("{word}, uwag: {n}", word=word, n=len(view.problems))
        self.badge.show_state(sign, word, tone)
        self.setAccessibleName(f"{self._number}. {step_name(self.step)}: {word}")


class StepsRail(QFrame):
    """Show the seven steps and, under them, what is next."""

    opened = Signal(object)  # Step

    def __init__(self) -> None:
        super().__init__()
        dress(self, kind="rail")
        self.setFixedWidth(look().px(WIDTH))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look().px(1), look().px(1), look().px(1), look().px(1))
        layout.setSpacing(look().px(0.25))
        self.buttons: dict[Step, StepButton] = {}
        for number, step in enumerate(Step, 1):
            button = StepButton(number, step)
            button.clicked.connect(lambda _checked=False, step=step: self.opened.emit(step))
            self.buttons[step] = button
            layout.addWidget(button)
        layout.addStretch(1)
        self._next_frame, self._next = _next_card()
        layout.addWidget(self._next_frame)

    def choose(self, step: Step) -> None:
        """Mark the open step."""
        self.buttons[step].setChecked(True)

    def show_sitting(self, sitting: SittingView | None) -> None:
        """Show how far the steps of a sitting are."""
        views = {view.step: view for view in sitting.steps} if sitting else {}
        for step, button in self.buttons.items():
            button.show_view(views.get(step, StepView(step=step, state=_without_sitting(step))))
        now = next((v for v in views.values() if v.state in (StepState.NOW, StepState.PROBLEM) and v.next_act), None)
        self._next_frame.setVisible(now is not None)
        if now is not None:
            self._next.setText(said(now.next_act))
            self._next_frame.setAccessibleName(said(now.next_act))


def _without_sitting(step: Step) -> StepState:
    return StepState.NOW if step is Step.PACKAGES else StepState.WAITING


def _next_card() -> tuple[QFrame, QLabel]:
    card = frame("inset")
    heading = label("section", wrap=False)
    heading.setText(say("CO TERAZ"))
    sentence = label()
    layout = QVBoxLayout(card)
    layout.setContentsMargins(look().px(1.25), look().px(1), look().px(1), look().px(1))
    layout.setSpacing(look().px(0.25))
    layout.addWidget(heading)
    layout.addWidget(sentence)
    return card, sentence
