"""Show a job's checks as they come: word and sign; a failed one is open with code, sentence, next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from koperta_operator.console.texts import said, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, dress, look
from koperta_sync.desktop.widgets import Badge, Button, frame, label
from koperta_sync.protocol.console import Check, JobProgress


def check_state(state: str) -> tuple[Sign, str, Tone]:
    """Return how a check stands as sign, word and tone."""
    return {
        "running": (Sign.SENDING, say("trwa"), Tone.BUSY),
        "ok": (Sign.CHECK, say("w porządku"), Tone.GOOD),
        "warning": (Sign.WARNING, say("uwaga"), Tone.WARN),
        "failed": (Sign.STOP, say("odrzucono"), Tone.URGENT),
    }.get(state, (Sign.DOT, state, Tone.QUIET))


class CheckLine(QWidget):
    """Show one check."""

    def __init__(self) -> None:
        super().__init__()
        self.check: Check | None = None
        self.badge, self.name, self.looked_at = Badge(), label(wrap=False), label("small")
        self.badge.setFixedWidth(look().px(15))
        self._open = frame("note")
        self.sentence, self.next_step, self.code = label("strong"), label(), label("small", wrap=False)
        inner = QVBoxLayout(self._open)
        inner.setContentsMargins(look().px(1.5), look().px(1), look().px(1.5), look().px(1))
        inner.setSpacing(look().px(0.5))
        for one in (self.sentence, self.next_step, self.code):
            inner.addWidget(one)
        row = QHBoxLayout()
        row.setSpacing(look().px(1.5))
        row.addWidget(self.badge)
        row.addWidget(self.name)
        row.addWidget(self.looked_at, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(0.5))
        layout.addLayout(row)
        layout.addWidget(self._open)

    def show_check(self, check: Check) -> None:
        """Show how a check stands."""
        if check == self.check:
            return
        self.check = check
        sign, word, tone = check_state(check.state)
        self.badge.show_state(sign, word, tone)
        self.name.setText(said(check.name))
        self.looked_at.setText(said(check.looked_at))
        self.sentence.setText(said(check.sentence))
        self.next_step.setText(said(check.next_step))
        self.next_step.setVisible(bool(check.next_step))
        self.code.setText(say("Kod do podania przez telefon: {code}", code=check.code) if check.code else "")
        self.code.setVisible(bool(check.code))
        self._open.setVisible(bool(check.sentence))
        dress(self._open, tone=tone.value)


class ChecksList(QWidget):
    """Show one job: its bar while it runs, a way to stop it, and its checks."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[CheckLine] = []
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = Button("tight")
        self.stop.setText(say("Przerwij"))
        self._running = QWidget()
        row = QHBoxLayout(self._running)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(1.5))
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look().px(0.75))
        self._layout.addWidget(self._running)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_job(self, job: JobProgress | None) -> None:
        """Show a job, or nothing."""
        self.setVisible(job is not None)
        if job is None:
            return
        self._running.setVisible(not job.finished)
        self.bar.setRange(0, job.total)
        self.bar.setValue(job.done)
        while len(self.lines) < len(job.checks):
            line = CheckLine()
            self.lines.append(line)
            self._layout.addWidget(line)
        for line, check in zip(self.lines, job.checks, strict=False):
            line.show_check(check)
            line.show()
        for line in self.lines[len(job.checks) :]:
            line.hide()
