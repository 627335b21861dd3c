"""Close: numbers that must close, and who never logged in, confirmed as absent one by one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from koperta_operator.console.act import Act, Confirm
from koperta_operator.console.desk import Desk
from koperta_operator.console.page import StepPage, card
from koperta_operator.console.texts import candidate_status, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Note, label
from koperta_sync.protocol.console import CloseSitting, Ok
from koperta_sync.protocol.room_view import CandidateLine, SittingState, SittingView, Step

_OVER = (SittingState.CLOSED, SittingState.EXPORTED, SittingState.DELIVERED)
_BUSY = ("solving", "logged-in")


class ClosingPage(StepPage):
    """Show the sum of the sitting and close it."""

    step = Step.CLOSE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sum = label("heading")
        self.sum_words = label("muted")
        self.body.addWidget(card(say("Rachunek"), self.sum, self.sum_words)[0])
        self.busy = Note()
        self.body.addWidget(self.busy)
        self._absent = QWidget()
        self._absent_rows = QVBoxLayout(self._absent)
        self._absent_rows.setContentsMargins(0, 0, 0, 0)
        self._absent_rows.setSpacing(look().px(0.25))
        words = label("muted")
        words.setText(say("Potwierdź każdą nieobecność; trafi do protokołu i wykazu zdających."))
        self._absent_card, _ = card(say("Nie zalogowali się"), words, self._absent)
        self.body.addWidget(self._absent_card)
        self.ticks: dict[str, QCheckBox] = {}
        self.close_act = Act(desk, CloseSitting, say("Zamknij zmianę…"), "primary", Sign.CHECK)
        self.confirm = Confirm()
        self.body.addWidget(self.confirm)
        self.body.addWidget(self.close_act)
        self.body.addStretch(1)
        self.close_act.asked.connect(self._ask)
        self.confirm.confirmed.connect(self._close)
        self.confirm.dropped.connect(self._drop)

    def refresh(self) -> None:
        """Show what closes and what does not."""
        sitting = self.sitting
        candidates = sitting.candidates if sitting else ()
        never = [one for one in candidates if one.status == "expected" and not one.exempt]
        over = sitting is not None and sitting.state in _OVER
        self._show_sum(candidates)
        self._show_ticks([] if over else never)
        self._show_busy([] if over else [one for one in candidates if one.status in _BUSY])
        self.close_act.setVisible(not over and not self.confirm.isVisibleTo(self))
        self.close_act.say_effect(
            say("nikt już nie zaloguje się do tej zmiany; potem powstaje pakiet wynikowy"), self._against(sitting)
        )

    def _show_sum(self, candidates: tuple[CandidateLine, ...]) -> None:
        declared = len(candidates)
        exempt = sum(one.exempt for one in candidates)
        absent = sum(one.status == "absent" for one in candidates)
        open_ = sum(one.status == "expected" and not one.exempt for one in candidates)
        sat = declared - exempt - absent - open_
        self.sum.setText(
            say(
                "{d} zgłoszonych = {e} zwolnionych + {a} nieobecnych + {s} przystąpiło",
                d=declared,
                e=exempt,
                a=absent,
                s=sat,
            )
            if not open_
            else say(
                "{d} zgłoszonych, w tym {e} zwolnionych, {a} nieobecnych, {s} przystąpiło, {o} do wyjaśnienia",
                d=declared,
                e=exempt,
                a=absent,
                s=sat,
                o=open_,
            )
        )
        self.sum_words.setText(
            say("Rachunek się zamyka.")
            if not open_
            else say("Rachunek zamknie się po potwierdzeniu nieobecności: {n}.", n=open_)
        )

    def _show_ticks(self, never: list[CandidateLine]) -> None:
        self._absent_card.setVisible(bool(never))
        for gone in set(self.ticks) - {one.candidate_id for one in never}:
            self.ticks.pop(gone).deleteLater()
        for one in never:
            if one.candidate_id in self.ticks:
                continue
            seat = say("stanowisko {n}", n=one.seat_number) if one.seat_number else say("bez stanowiska")
            tick = QCheckBox(f"{one.name} · {one.qualification} · {seat}")
            tick.toggled.connect(lambda _on: self.refresh())
            self.ticks[one.candidate_id] = tick
            self._absent_rows.addWidget(tick)

    def _show_busy(self, busy: list[CandidateLine]) -> None:
        names = ", ".join(f"{one.name} ({candidate_status(one.status)})" for one in busy[:8])
        what = say("Jeszcze niezakończonych: {n}", n=len(busy)) if busy else ""
        self.busy.say(Tone.WARN, what, names)

    def _against(self, sitting: SittingView | None) -> str:
        if sitting is None or sitting.state is not SittingState.STARTED:
            return say("Zamknąć można zmianę, która się rozpoczęła.")
        if not all(tick.isChecked() for tick in self.ticks.values()):
            return say("Potwierdź najpierw każdą nieobecność.")
        return ""

    def _ask(self) -> None:
        self.confirm.put(
            say("Zamknąć zmianę? Nieobecnych: {n}.", n=len(self.ticks)),
            say("Tego nie można cofnąć. Odpowiedzi wszystkich zdających zostają."),
            say("Zamknij zmianę"),
            say("Anuluj"),
        )
        self.refresh()

    def _drop(self) -> None:
        self.confirm.hide()
        self.refresh()

    def _close(self) -> None:
        self.confirm.hide()
        message = CloseSitting(sitting_id=self.sitting_id, absent=tuple(sorted(self.ticks)))
        self.desk.ask(message, Ok, lambda _ok: self.done(say("Zmianę zamknięto.")), self.fail)
        self.refresh()
