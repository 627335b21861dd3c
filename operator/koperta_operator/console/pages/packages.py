"""Packages: read in what the board sent, see every check, rehearse the unlock."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from koperta_operator.console.act import Act
from koperta_operator.console.browser import FolderBrowser, room_lister
from koperta_operator.console.checks import ChecksList
from koperta_operator.console.desk import Desk
from koperta_operator.console.page import StepPage, card
from koperta_operator.console.table import Rows
from koperta_operator.console.texts import day_hour, said, say, sitting_state
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Note
from koperta_sync.protocol.console import CancelJob, ImportFiles, JobProgress, Ok, Rehearse
from koperta_sync.protocol.room_view import SittingView, Step

_JOBS = ("import", "rehearse")


class PackagesPage(StepPage):
    """Show import and rehearsal."""

    step = Step.PACKAGES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.take_in = Act(desk, ImportFiles, say("Wczytaj pliki komisji…"), "primary", Sign.STICK)
        self.rehearse = Act(desk, Rehearse, say("Próba odblokowania"), "", Sign.CHECK)
        acts = QHBoxLayout()
        acts.setSpacing(look().px(2))
        acts.addWidget(self.take_in, 1)
        acts.addWidget(self.rehearse, 1)
        self.unregistered = Note()
        self.body.addWidget(self.unregistered)
        self.body.addLayout(acts)
        self.browser = FolderBrowser(room_lister(desk), files=True)
        self._browser_card, _ = card(say("Pliki na komputerze operatora"), self.browser)
        self._browser_card.hide()
        self.checks = ChecksList()
        self._checks_card, _ = card(say("Sprawdzenia"), self.checks)
        self._checks_card.hide()
        headings = (say("Zmiana"), say("Kwalifikacja"), say("Nazwa"), say("Zdających"), say("Stan"))
        self.table = Rows(headings, wide=2)
        self._table_card, _ = card(say("Zmiany i pakiety"), self.table)
        for one in (self._browser_card, self._checks_card, self._table_card):
            self.body.addWidget(one)
        self.body.addStretch(1)
        self._job = 0
        self._connect()

    def _connect(self) -> None:
        self.take_in.asked.connect(self._browse)
        self.rehearse.asked.connect(self._rehearse)
        self.browser.closed.connect(self._browser_card.hide)
        self.browser.picked.connect(self._picked)
        self.checks.stop.clicked.connect(self._stop)

    def refresh(self) -> None:
        """Show packages and what can be done."""
        sitting = self.sitting
        registered = self.desk.room is None or self.desk.room.registered
        self.unregistered.say(
            Tone.WARN,
            "" if registered else say("Ten komputer nie zna jeszcze ośrodka."),
            say("Wczytaj plik rejestracji z komisji; potem można się zalogować."),
        )
        self.take_in.say_effect(say("nic nie zostaje zmienione, dopóki wszystkie sprawdzenia nie przejdą"))
        against = "" if sitting else say("Najpierw wczytaj pakiet.")
        effect = (
            say("wykonana, wszystko się otwiera")
            if sitting and sitting.rehearsed
            else say("otwiera plik próbny, bez hasła i bez zadań")
        )
        self.rehearse.say_effect(effect, against)
        sittings = self.desk.room.sittings if self.desk.room else ()
        rows = [row for one in sittings for row in _rows(one)]
        self.table.show_rows(rows)
        self._table_card.setVisible(bool(rows))
        self.table.setFixedHeight(look().px(4) * (len(rows) + 1) + look().px(1.5))
        jobs = [job for kind in _JOBS if (job := self.desk.newest_job(kind))]
        self._show(max(jobs, key=lambda job: job.job, default=None))

    def job_changed(self, job: JobProgress) -> None:
        """Fill in the checks."""
        if job.kind in _JOBS and job.job >= self._job:
            self._show(job)

    def _show(self, job: JobProgress | None) -> None:
        self._job = job.job if job else 0
        self._checks_card.setVisible(job is not None)
        self.checks.show_job(job)

    def _browse(self) -> None:
        self.answer.hide()
        self._browser_card.show()
        self.browser.open("")

    def _picked(self, paths: tuple[str, ...]) -> None:
        self._browser_card.hide()
        self.desk.job(ImportFiles(paths=paths), self.fail)

    def _rehearse(self) -> None:
        self.answer.hide()
        self.desk.job(Rehearse(sitting_id=self.sitting_id), self.fail)

    def _stop(self) -> None:
        self.desk.ask(CancelJob(job=self._job), Ok, lambda _ok: None, self.fail)


def _rows(sitting: SittingView) -> list[tuple[str, ...]]:
    when = day_hour(sitting.opens_at_ms)
    return [
        (
            f"{when} · {sitting_state(sitting.state)}",
            package.qualification,
            package.name,
            str(package.candidates),
            said(package.problem) or (say("jest") if package.present else say("brak pliku")),
        )
        for package in sitting.packages
    ]
