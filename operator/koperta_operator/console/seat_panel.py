"""Show the chosen seat: who, state, facts, time, and the acts with their keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from koperta_operator.console import seat_questions as ask
from koperta_operator.console.act import Act
from koperta_operator.console.desk import Desk, TileKey
from koperta_operator.console.faces import attention_sentence, left_ms, state_words
from koperta_operator.console.ledger import TimeLedger
from koperta_operator.console.question import QuestionForm
from koperta_operator.console.seat_questions import offered
from koperta_operator.console.suspension import SuspensionPanel
from koperta_operator.console.texts import explained, hour, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, dress, look
from koperta_sync.desktop.widgets import Badge, Note, label
from koperta_sync.protocol import acts
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import ClockNow, ReleaseLease, RoomExit, RoomReturn
from koperta_sync.protocol.records import NoteIncident
from koperta_sync.protocol.room_view import Attention, EventLine, Tile

WIDTH = 32.0
RARE = "CNUX"  # shown only to those who may
QUESTIONS = {
    "W": ask.leave, "P": ask.come_back, "D": ask.works, "A": ask.fail, "M": ask.move, "Z": ask.help_health,
    "N": ask.give_up, "C": ask.correct, "U": ask.annul, "I": ask.incident,
}  # fmt: skip


class SeatPanel(QFrame):
    """Show one seat and ask for acts on it; every act is confirmed in place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        dress(self, kind="side")
        self.setFixedWidth(look().px(WIDTH))
        self._desk = desk
        self.key: TileKey | None = None
        self.sitting_id = ""
        self._build()
        self._connect()
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.refresh)
        self._tick.start(1000)
        self.choose(None)

    def _build(self) -> None:
        self.title, self.badge = label("heading", wrap=False), Badge()
        self.name, self.facts = label("lead"), label("muted")
        self.trouble, self.ledger, self.answer = Note(), TimeLedger(), Note()
        self.hint = label("muted")
        self.form = QuestionForm(self._desk)
        self.confirm, self.reason = self.form.confirm, self.form.text
        desk = self._desk
        self.acts = _acts(desk)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(look().px(1.5), look().px(1.5), look().px(1.5), look().px(1))
        layout.setSpacing(look().px(1))
        parts = (self.title, self.badge, self.name, self.facts, self.hint, self.trouble, self.ledger, self.answer)
        self.suspension = SuspensionPanel(desk, self._failed)
        for one in (*parts, self.form, self.suspension, *self.acts.values()):
            layout.addWidget(one)
        layout.setSpacing(look().px(0.75))
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        for ground in (area.viewport(), inside):
            ground.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _connect(self) -> None:
        self._desk.wall_changed.connect(self._wall_changed)
        self.form.answered.connect(self._answered)
        self.form.dropped.connect(self.drop)
        for key, act in self.acts.items():
            act.asked.connect(lambda key=key: self._put(key) if key in QUESTIONS else self._foresee())

    def choose(self, key: TileKey | None) -> None:
        """Show another seat; a question that was open is dropped."""
        if key != self.key:
            self.answer.say(Tone.PLAIN, "")
        self.drop()
        self.key = key
        self.refresh()

    def show_sitting(self, sitting_id: str) -> None:
        """Show what concerns the whole sitting while no seat is chosen."""
        self.sitting_id = sitting_id
        self.refresh()

    def press(self, letter: str) -> bool:
        """Press the act with this key; False when there is none or no seat is chosen."""
        act = self.acts.get(letter.upper())
        if act is None or not act.isVisibleTo(self) or not act.possible():
            return False
        act.press()
        return True

    def drop(self) -> None:
        """Drop the open question; nothing is sent."""
        self.form.drop()
        self._show_acts()

    def tile(self) -> Tile | None:
        """Return the chosen seat."""
        return self._desk.tiles.get(self.key) if self.key else None

    def refresh(self) -> None:
        """Show what the room says of the seat now."""
        tile = self.tile()
        for one in (self.badge, self.name, self.facts):
            one.setVisible(tile is not None)
        self.hint.setVisible(tile is None)
        if tile is None:
            self.title.setText(say("Stanowisko"))
            self.hint.setText(say("Wpisz numer stanowiska albo kliknij kafelek. Następna litera to czynność, np. 7 W."))
            self.trouble.say(Tone.PLAIN, "")
            self.ledger.show_clock(None, 0)
            self.suspension.show_sitting(self._desk.sitting(self.sitting_id))
            self._show_acts()
            return
        self.suspension.hide()
        age = self._desk.age_ms(self.key) if self.key else 0
        self.title.setText(say("Stanowisko {n}", n=tile.seat_number))
        self.badge.show_state(*state_words(tile))
        self.name.setText(tile.name or say("nikt nie jest zalogowany"))
        self.facts.setText("\n".join(_facts(tile)))
        sentences = [attention_sentence(one, tile, age) for one in tile.attention]
        self.trouble.say(Tone.URGENT, sentences[0] if sentences else "", "\n".join(sentences[1:]))
        self.ledger.show_clock(tile.clock, age)
        self.ledger.show_notes(tile.time_notes)
        self._show_acts()

    def _show_acts(self) -> None:
        tile = self.tile()
        asking = self.form.asked is not None
        keys = offered(tile) if tile is not None and tile.candidate_id and not asking else ""
        for key, act in self.acts.items():
            act.setVisible(
                key in keys and (key not in RARE or act.possible()) and (key != "X" or bool(self._undoable()))
            )
            if key != "U":
                dress(act.button, kind="primary" if keys.startswith(key) and key in "PD" else "")
        self.acts["M"].say_effect(say("zdający zaloguje się kartą na innym stanowisku"))

    def _wall_changed(self, keys: set[TileKey] | None) -> None:
        if keys is None or self.key in keys:
            self.refresh()

    # ---- acts ------------------------------------------------------------------------------------

    def _put(self, key: str) -> None:
        tile = self.tile()
        if tile is None or self.key is None:
            return
        self.answer.say(Tone.PLAIN, "")
        self.form.put(QUESTIONS[key](self._desk, tile, self._desk.age_ms(self.key)))
        self._show_acts()

    def _undoable(self) -> EventLine | None:
        """Return the newest entry about the chosen seat that may be taken back."""
        tile, room = self.tile(), self._desk.room
        events = room.events if room is not None and tile is not None else ()
        mine = (e for e in events if tile and (e.sitting_id, e.seat_number) == (tile.sitting_id, tile.seat_number))
        return next((one for one in mine if one.undoable), None)

    def _foresee(self) -> None:
        tile, event = self.tile(), self._undoable()
        if tile is None or event is None:
            return
        self._desk.ask(
            acts.ForeseeUndo(sitting_id=tile.sitting_id, seq=event.seq),
            acts.UndoEffect,
            lambda foreseen: self._put_undo(tile, event, foreseen),
            self._failed,
        )

    def _put_undo(self, tile: Tile, event: EventLine, foreseen: acts.UndoEffect) -> None:
        self.form.put(ask.undo(tile, event, foreseen))
        self._show_acts()

    def _answered(self, message: Message, reply: type[Message]) -> None:
        self._ask(message, reply)
        self.drop()

    def _ask(self, message: Message, reply: type[Message]) -> None:
        self._desk.ask(message, reply, self._done, self._failed)

    def _done(self, reply: Message) -> None:
        if isinstance(reply, ClockNow) and reply.clock.running:
            self.answer.say(Tone.GOOD, say("Zapisano. Koniec {hour}.", hour=hour(reply.clock.ends_at_ms)))
        elif isinstance(reply, ClockNow):
            left = left_ms(reply.clock, 0) // 60_000
            self.answer.say(Tone.GOOD, say("Zapisano. Zegar stoi, zostało {n} min.", n=left))
        else:
            self.answer.say(Tone.GOOD, say("Zapisano."))

    def _failed(self, error: Exception) -> None:
        self.answer.say(Tone.WARN, *explained(error))


def _acts(desk: Desk) -> dict[str, Act]:
    """Return the acts by their keys, in the order shown."""
    return {
        "P": Act(desk, RoomReturn, say("Powrót do sali  [P]"), sign=Sign.PERSON),
        "D": Act(desk, acts.ResumeWorkstation, say("Stanowisko działa  [D]"), sign=Sign.PLAY),
        "W": Act(desk, RoomExit, say("Wyjście z sali  [W]"), sign=Sign.COVER),
        "A": Act(desk, acts.ReportFailure, say("Awaria stanowiska  [A]"), sign=Sign.WARNING),
        "M": Act(desk, ReleaseLease, say("Zmiana stanowiska  [M]"), sign=Sign.FORWARD),
        "Z": Act(desk, acts.InterruptForHealth, say("Zdrowie  [Z]"), sign=Sign.PAUSE),
        "N": Act(desk, acts.EndForHealth, say("Nie kontynuuje  [N]"), sign=Sign.STOP),
        "C": Act(desk, acts.CorrectTime, say("Korekta czasu  [C]"), sign=Sign.CLOCK),
        "U": Act(desk, acts.AnnulAttempt, say("Unieważnienie  [U]"), kind="tight-danger", sign=Sign.STOP),
        "I": Act(desk, NoteIncident, say("Zdarzenie  [I]"), sign=Sign.LIST),
        "X": Act(desk, acts.UndoAct, say("Cofnij ostatni wpis  [X]"), sign=Sign.BACK),
    }


def _facts(tile: Tile) -> list[str]:
    lines = [" · ".join(part for part in (tile.qualification, tile.exam_room) if part)]
    if tile.total:
        lines.append(say("odpowiedzi: {a} z {t}", a=tile.answered, t=tile.total))
    if tile.saved_at_ms:
        lines.append(say("zapisane u operatora o {hour}", hour=hour(tile.saved_at_ms, seconds=True)))
    if Attention.DISCONNECTED not in tile.attention:
        lines.append(say("łączność jest") if tile.connected else say("bez łączności"))
    return lines
