"""Be the frame of every step's page: what is next, what is wrong, and under it the step's own parts."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from koperta_operator.console.desk import Desk
from koperta_operator.console.texts import explained, said, step_name, step_state
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Badge, Note, frame, label
from koperta_sync.protocol.console import JobProgress
from koperta_sync.protocol.room_view import SittingView, Step, StepState, StepView


class StepPage(QWidget):
    """Show one step of the chosen sitting."""

    step: Step

    def __init__(self, desk: Desk, *, scrolling: bool = True) -> None:
        super().__init__()
        self.desk = desk
        self.sitting_id = ""
        self.title, self.badge = label("title", wrap=False), Badge()
        self.title.setText(step_name(self.step))
        self.next_act = label("muted")
        self.problems = Note()
        self.answer = Note()
        self.area: QScrollArea | None = None
        self._outer = QVBoxLayout(self)
        margin = look().px(2)
        self._outer.setContentsMargins(margin, look().px(1.5), margin, look().px(1))
        self._outer.setSpacing(look().px(1))
        self._outer.addLayout(self._heading())
        for one in (self.problems, self.answer):
            self._outer.addWidget(one)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(look().px(1.5))
        self._outer.addLayout(self.body, 1) if not scrolling else self._outer.addWidget(self._area(), 1)
        desk.job_changed.connect(self._job_changed)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(2))
        row.addWidget(self.title)
        row.addWidget(self.badge)
        row.addWidget(self.next_act, 1)
        return row

    def scroll_to(self, part: QWidget) -> None:
        """Bring the beginning of a part of a long page to the top."""
        inside = self.area.widget() if self.area is not None else None
        if self.area is not None and inside is not None:
            self.area.verticalScrollBar().setValue(part.mapTo(inside, QPoint(0, 0)).y())

    def _area(self) -> QScrollArea:
        inside = QWidget()
        inside.setLayout(self.body)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.area = area
        return area

    @property
    def sitting(self) -> SittingView | None:
        """Return the chosen sitting."""
        return self.desk.sitting(self.sitting_id)

    def show_sitting(self, sitting_id: str) -> None:
        """Show a sitting, or the room without one when empty."""
        self.sitting_id = sitting_id
        sitting = self.sitting
        views = sitting.steps if sitting else ()
        view = next((one for one in views if one.step is self.step), StepView(step=self.step, state=StepState.WAITING))
        self.badge.show_state(*step_state(view.state))
        self.badge.setVisible(sitting is not None)
        self.next_act.setText(said(view.next_act))
        problems = [said(one) for one in view.problems]
        self.problems.say(Tone.WARN, problems[0] if problems else "", "\n".join(problems[1:]))
        self.refresh()

    def refresh(self) -> None:
        """Show the step's own parts; each page does it for itself."""

    def job_changed(self, job: JobProgress) -> None:
        """Take notice of a job's progress; pages with jobs override it."""

    def fail(self, error: Exception) -> None:
        """Show why a request was not done."""
        what, then = explained(error)
        self.answer.say(Tone.WARN, what, then)

    def done(self, what: str, then: str = "") -> None:
        """Show that a request is done."""
        self.answer.say(Tone.GOOD, what, then)

    def _job_changed(self, job: JobProgress) -> None:
        if job.sitting_id in ("", self.sitting_id):
            self.job_changed(job)


def card(heading: str, *widgets: QWidget, loose: bool = False) -> tuple[QFrame, QVBoxLayout]:
    """Return a card with a heading and widgets under each other; a loose one may be taller than they are."""
    made = frame("card")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(look().px(2), look().px(1.5), look().px(2), look().px(1.5))
    layout.setSpacing(look().px(1))
    if heading:
        title = label("heading")
        title.setText(heading)
        layout.addWidget(title)
    for one in widgets:
        layout.addWidget(one)
    if loose:
        layout.addStretch(1)
    return made, layout
