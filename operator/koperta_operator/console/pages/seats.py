"""Seats: who sits where, typed or drawn at random, and the identification cards."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QTableWidgetItem

from koperta_operator.console.act import Act
from koperta_operator.console.browser import FolderBrowser, room_lister
from koperta_operator.console.desk import Desk
from koperta_operator.console.page import StepPage, card
from koperta_operator.console.table import Rows
from koperta_operator.console.texts import candidate_status, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.protocol.console import AssignSeat, DrawSeats, Ok, WriteCards, Written
from koperta_sync.protocol.room_view import CandidateLine, Step

SEAT_COLUMN = 4


class SeatsPage(StepPage):
    """Show the candidates of a sitting with their seats."""

    step = Step.SEATS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, scrolling=False)
        self.draw = Act(desk, DrawSeats, say("Wylosuj miejsca"), "primary")
        self.cards = Act(desk, WriteCards, say("Karty identyfikacyjne (PDF)…"), "", Sign.CARD)
        acts = QHBoxLayout()
        acts.setSpacing(look().px(2))
        acts.addWidget(self.draw, 1)
        acts.addWidget(self.cards, 1)
        self.body.addLayout(acts)
        self.browser = FolderBrowser(room_lister(desk), files=False)
        self._browser_card, _ = card(say("Gdzie zapisać karty"), self.browser)
        self._browser_card.hide()
        headings = (say("Zdający"), say("Kwalifikacja"), say("Sala"), say("Minuty"), say("Stanowisko"), say("Stan"))
        self.table = Rows(headings, wide=0, typed=SEAT_COLUMN)
        self.body.addWidget(self._browser_card)
        self.body.addWidget(self.table, 1)
        self._shown: list[CandidateLine] = []
        self.draw.asked.connect(self._draw)
        self.cards.asked.connect(self._browse)
        self.browser.closed.connect(self._browser_card.hide)
        self.browser.picked.connect(self._write_cards)
        self.table.itemChanged.connect(self._typed)

    def refresh(self) -> None:
        """Show the candidates by name."""
        sitting = self.sitting
        self._shown = sorted(sitting.candidates if sitting else (), key=lambda one: one.name.casefold())
        self.table.show_rows([_row(one) for one in self._shown])
        without = sum(not one.seat_number and not one.exempt for one in self._shown)
        effect = say("bez stanowiska jest: {n}; wpisane ręcznie zostają", n=without)
        self.draw.say_effect(effect, "" if without else say("Każdy zdający ma już stanowisko."))
        self.cards.say_effect(say("jedna karta na zdającego, z hasłem; po wydruku usuń plik"))

    def _draw(self) -> None:
        self.desk.ask(DrawSeats(sitting_id=self.sitting_id), Ok, self._drawn, self.fail)

    def _drawn(self, _ok: Ok) -> None:
        self.done(say("Miejsca wylosowano."))

    def _browse(self) -> None:
        self._browser_card.show()
        self.browser.open("")

    def _write_cards(self, paths: tuple[str, ...]) -> None:
        self._browser_card.hide()
        message = WriteCards(sitting_id=self.sitting_id, folder=paths[0])
        self.desk.ask(message, Written, self._written, self.fail)

    def _written(self, written: Written) -> None:
        self.done(say("Karty zapisano i odczytano z nośnika."), "\n".join(written.paths))

    def _typed(self, item: QTableWidgetItem) -> None:
        if item.column() != SEAT_COLUMN or item.row() >= len(self._shown):
            return
        candidate, text = self._shown[item.row()], item.text().strip()
        number = int(text) if text.isdigit() else 0
        if text and not text.isdigit():
            self.answer.say(Tone.WARN, say("Numer stanowiska to liczba; puste pole zwalnia stanowisko."))
            self.refresh()
            return
        if number != candidate.seat_number:
            message = AssignSeat(sitting_id=self.sitting_id, candidate_id=candidate.candidate_id, seat_number=number)
            self.desk.ask(message, Ok, lambda _ok: self.answer.hide(), self._refused)

    def _refused(self, error: Exception) -> None:
        self.fail(error)
        self.refresh()


def _row(one: CandidateLine) -> tuple[str, ...]:
    status = say("zwolnienie") if one.exempt else candidate_status(one.status)
    seat = str(one.seat_number) if one.seat_number else ""
    return (one.name, one.qualification, one.exam_room, str(one.minutes), seat, status)
