"""Workstations: pair them by code or file, see them all, cut one off, back the room up."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from koperta_operator.console.act import Act, Confirm
from koperta_operator.console.desk import Desk
from koperta_operator.console.page import StepPage, card
from koperta_operator.console.pairing_card import PairingCard
from koperta_operator.console.stick_cards import BackupCard, EnrolmentCard, MirrorCard
from koperta_operator.console.table import Rows
from koperta_operator.console.texts import say
from koperta_sync.desktop.theme import look
from koperta_sync.protocol.console import AdmitStrangers, Ok, RevokeMachine
from koperta_sync.protocol.room_view import Step, WorkstationLine


class WorkstationsPage(StepPage):
    """Show pairing and the list of machines."""

    step = Step.WORKSTATIONS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pairing = PairingCard(desk)
        self.enrolment, self.backup, self.mirror = EnrolmentCard(desk), BackupCard(desk), MirrorCard(desk)
        right = QVBoxLayout()
        right.setSpacing(look().px(1.5))
        right.addWidget(self.enrolment)
        right.addWidget(self.backup)
        right.addWidget(self.mirror)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(look().px(1.5))
        both.addWidget(self.pairing, 5)
        both.addLayout(right, 4)
        self.body.addLayout(both)
        headings = (say("Sala"), say("Nr"), say("Komputer"), say("Rodzaj"), say("Łączność"))
        self.table = Rows(headings, wide=2)
        self.admit = Act(desk, AdmitStrangers, say("Przyjmij stanowiska sprzed awarii"))
        self.admit.hide()
        self.admit.asked.connect(self._admit)
        self.body.addWidget(self.admit)
        self.revoke = Act(desk, RevokeMachine, say("Odłącz wybrany komputer…"), "tight-danger")
        self.confirm = Confirm()
        self.body.addWidget(card(say("Połączone komputery"), self.table, self.confirm, self.revoke)[0])
        self._machines: list[WorkstationLine] = []
        self._asked: WorkstationLine | None = None
        self.table.itemSelectionChanged.connect(self._show_revoke)
        self.revoke.asked.connect(self._ask)
        self.confirm.confirmed.connect(self._revoke)
        self.confirm.dropped.connect(self.confirm.hide)

    def refresh(self) -> None:
        """Show the room's machines."""
        room = self.desk.room
        if room is None:
            return
        for one in (self.pairing, self.enrolment, self.backup, self.mirror):
            one.show_room(room)
        self.admit.setVisible(bool(room.strangers))
        self.admit.say_effect(say("czekają: {seats}", seats=", ".join(room.strangers)))
        self._machines = sorted(
            room.workstations, key=lambda one: (one.revoked, one.role != "workstation", one.exam_room, one.seat_number)
        )
        self.table.show_rows([_row(one) for one in self._machines])
        self.table.setFixedHeight(look().px(4) * (min(8, len(self._machines)) + 1) + look().px(1.5))
        self._show_revoke()

    def _admit(self) -> None:
        done = say("Stanowiska sprzed awarii wracają do pracy.")
        self.desk.ask(AdmitStrangers(), Ok, lambda _ok: self.done(done), self.fail)

    def selected(self) -> WorkstationLine | None:
        """Return the machine whose row is selected."""
        rows = self.table.selectionModel().selectedRows()
        at = rows[0].row() if rows else -1
        return self._machines[at] if 0 <= at < len(self._machines) else None

    def _show_revoke(self) -> None:
        machine = self.selected()
        against = say("Wybierz komputer z listy.") if machine is None else ""
        if machine is not None and machine.revoked:
            against = say("Ten komputer jest już odłączony.")
        self.revoke.say_effect("", against)

    def _ask(self) -> None:
        self._asked = machine = self.selected()
        if machine is None:
            return
        self.confirm.put(
            say("Odłączyć {what}?", what=_name(machine)),
            say("Połączenie zostanie przerwane od razu; odpowiedzi zapisane w sali zostają."),
            say("Odłącz"),
            say("Anuluj"),
            danger=True,
        )

    def _revoke(self) -> None:
        self.confirm.hide()
        if self._asked is None:
            return
        message = RevokeMachine(fingerprint=self._asked.fingerprint, reason=say("odłączono z konsoli"))
        name = _name(self._asked)
        self.desk.ask(message, Ok, lambda _ok: self.done(say("Odłączono: {what}.", what=name)), self.fail)


def _name(machine: WorkstationLine) -> str:
    if machine.seat_number:
        return say("stanowisko {n}, {room}", n=machine.seat_number, room=machine.exam_room)
    return machine.machine_name


def _row(one: WorkstationLine) -> tuple[str, ...]:
    roles = {"workstation": say("stanowisko"), "console": say("konsola"), "standby": say("zapas")}
    state = say("odłączony") if one.revoked else say("łączność jest") if one.connected else say("bez łączności")
    seat = str(one.seat_number) if one.seat_number else ""
    return (one.exam_room, seat, one.machine_name, roles.get(one.role, one.role), state)
