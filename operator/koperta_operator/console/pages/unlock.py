"""Unlock: the passphrase from the sheet, slips found before it is used, checks as they come."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from koperta_operator.console.act import Act
from koperta_operator.console.checks import ChecksList
from koperta_operator.console.desk import Desk
from koperta_operator.console.page import StepPage, card
from koperta_operator.console.passphrase_field import PassphraseField
from koperta_operator.console.texts import hour, said, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Note, label
from koperta_sync.protocol.console import JobProgress, Unlock
from koperta_sync.protocol.room_view import SittingView, Step, StepState


class UnlockPage(StepPage):
    """Show the passphrase field and the unlocking."""

    step = Step.UNLOCK

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sheet_id = label("digits", wrap=False)
        self.field = PassphraseField()
        self.early = QLineEdit()
        self.early.setPlaceholderText(say("np. decyzja dyrektora komisji okręgowej, nr pisma"))
        self.early.setAccessibleName(say("powód odszyfrowania przed godziną"))
        self._early_label = label("strong")
        self.unlock = Act(desk, Unlock, say("Odszyfruj zadania"), "primary", Sign.CARD)
        self._form, layout = card(say("Hasło z kartki"))
        layout.addLayout(self._sheet_row())
        for one in (self.field, self._early_label, self.early, self.unlock):
            layout.addWidget(one)
        self.checks = ChecksList()
        self._checks_card, _ = card(say("Sprawdzenia"), self.checks)
        self._checks_card.hide()
        self.score_checks = Note()
        for part in (self._form, self.score_checks, self._checks_card):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.checks.stop.hide()
        self.field.changed.connect(self.refresh)
        self.early.textChanged.connect(lambda _text: self.refresh())
        self.field.entered.connect(self.unlock.press)
        self.unlock.asked.connect(self._unlock)

    def _sheet_row(self) -> QHBoxLayout:
        words = label()
        words.setText(
            say("Porównaj te cztery znaki z kartką, zanim zaczniesz przepisywać. Inne znaki: to hasło innej zmiany.")
        )
        row = QHBoxLayout()
        row.setSpacing(look().px(2))
        row.addWidget(self.sheet_id)
        row.addWidget(words, 1)
        return row

    def refresh(self) -> None:
        """Show what stands against unlocking, and how it went."""
        sitting = self.sitting
        views = sitting.steps if sitting else ()
        before = not any(one.step is Step.UNLOCK and one.state is StepState.DONE for one in views)
        self._form.setVisible(before)
        self.sheet_id.setText(sitting.passphrase_id if sitting else "")
        early = self._is_early(sitting)
        for one in (self._early_label, self.early):
            one.setVisible(early)
        if sitting and early:
            self._early_label.setText(
                say(
                    "Godzina {hour} jeszcze nie nadeszła. Podaj powód wcześniejszego odszyfrowania:",
                    hour=hour(sitting.opens_at_ms),
                )
            )
        self.unlock.say_effect(
            say("zadania zostaną tylko w pamięci; nikt ich nie zobaczy przed rozpoczęciem"), self._against(early=early)
        )
        self._show_score_checks(sitting)
        job = self.desk.newest_job("unlock", self.sitting_id) if self.sitting_id else None
        self._show(job)

    def job_changed(self, job: JobProgress) -> None:
        """Fill in the checks."""
        if job.kind == "unlock":
            self._show(job)

    def _show(self, job: JobProgress | None) -> None:
        self._checks_card.setVisible(job is not None)
        self.checks.show_job(job)

    def _is_early(self, sitting: SittingView | None) -> bool:
        return sitting is not None and self.desk.now_ms() < sitting.opens_at_ms

    def _against(self, *, early: bool) -> str:
        if self.sitting is None:
            return say("Najpierw wczytaj pakiet.")
        if not self.field.passphrase():
            return say("Przepisz całe hasło z kartki.")
        if early and not self.early.text().strip():
            return say("Podaj powód wcześniejszego odszyfrowania.")
        return ""

    def _show_score_checks(self, sitting: SittingView | None) -> None:
        outcome = sitting.score_checks if sitting else ""
        if outcome == "passed":
            self.score_checks.say(
                Tone.GOOD,
                say("Kontrola oceniania powiodła się."),
                say("Wstępna liczba poprawnych odpowiedzi będzie pokazana, jeśli pakiet na to pozwala."),
            )
        elif outcome:
            self.score_checks.say(
                Tone.WARN, say("Kontrola oceniania nie powiodła się; wstępnych wyników nie pokazujemy."), said(outcome)
            )
        else:
            self.score_checks.say(Tone.PLAIN, "")

    def _unlock(self) -> None:
        passphrase = self.field.passphrase()
        if not passphrase:
            return
        early = self.early.text().strip() if self._is_early(self.sitting) else ""
        self.answer.hide()
        self.desk.job(Unlock(sitting_id=self.sitting_id, passphrase=passphrase, early_reason=early), self.fail)
