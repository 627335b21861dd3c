"""Show the chosen seat: who, state, facts, time, and the acts with their keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from koperta_operator.console.act import Act, Confirm
from koperta_operator.console.desk import Desk, TileKey
from koperta_operator.console.faces import attention_sentence, left_ms, phase_words
from koperta_operator.console.ledger import TimeLedger
from koperta_operator.console.texts import explained, hour, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, dress, look
from koperta_sync.desktop.widgets import Badge, Note, label
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import ClockNow, Ok, ReleaseLease, RoomExit, RoomReturn
from koperta_sync.protocol.room_view import Attention, Tile
from koperta_sync.protocol.seat import Phase

WIDTH = 32.0


class SeatPanel(QFrame):
    """Show one seat and ask for acts on it; every act is confirmed in place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        dress(self, kind="side")
        self.setFixedWidth(look().px(WIDTH))
        self._desk = desk
        self.key: TileKey | None = None
        self._send: Callable[[], None] | None = None
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
        self.confirm = Confirm()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(say("powód"))
        self.reason.setAccessibleName(say("powód"))
        self.reason.hide()
        desk = self._desk
        self.acts = {
            "W": Act(desk, RoomExit, say("Wyjście z sali  [W]"), sign=Sign.COVER),
            "P": Act(desk, RoomReturn, say("Powrót do sali  [P]"), sign=Sign.PERSON),
            "M": Act(desk, ReleaseLease, say("Zmiana stanowiska  [M]"), sign=Sign.FORWARD),
        }
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(look().px(1.5), look().px(1.5), look().px(1.5), look().px(1))
        layout.setSpacing(look().px(1))
        parts = (self.title, self.badge, self.name, self.facts, self.hint, self.trouble, self.ledger, self.answer)
        for one in (*parts, self.reason, self.confirm, *self.acts.values()):
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
        self.confirm.confirmed.connect(self._confirmed)
        self.confirm.dropped.connect(self.drop)
        self.reason.returnPressed.connect(self._confirmed)
        asks = {"W": self._ask_exit, "P": self._ask_return, "M": self._ask_move}
        for key, act in self.acts.items():
            act.asked.connect(asks[key])

    def choose(self, key: TileKey | None) -> None:
        """Show another seat; a question that was open is dropped."""
        if key != self.key:
            self.answer.say(Tone.PLAIN, "")
        self.drop()
        self.key = key
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
        self._send = None
        self.confirm.hide()
        self.reason.hide()
        self.reason.clear()
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
            self._show_acts()
            return
        age = self._desk.age_ms(self.key) if self.key else 0
        self.title.setText(say("Stanowisko {n}", n=tile.seat_number))
        self.badge.show_state(*phase_words(tile.phase))
        self.name.setText(tile.name or say("nikt nie jest zalogowany"))
        self.facts.setText("\n".join(_facts(tile)))
        sentences = [attention_sentence(one, tile, age) for one in tile.attention]
        self.trouble.say(Tone.URGENT, sentences[0] if sentences else "", "\n".join(sentences[1:]))
        self.ledger.show_clock(tile.clock, age)
        self.ledger.show_notes(tile.time_notes)
        self._show_acts()

    def _show_acts(self) -> None:
        tile = self.tile()
        asking = self._send is not None
        for act in self.acts.values():
            act.setVisible(tile is not None and bool(tile.candidate_id) and not asking)
        if tile is not None:
            away = tile.phase is Phase.COVERED
            dress(self.acts["P"].button, kind="primary" if away else "")
            self.acts["M"].say_effect(say("zdający zaloguje się kartą na innym stanowisku"))

    def _wall_changed(self, keys: set[TileKey] | None) -> None:
        if keys is None or self.key in keys:
            self.refresh()

    # ---- acts ------------------------------------------------------------------------------------

    def _ask_exit(self) -> None:
        self._put(
            lambda tile: RoomExit(sitting_id=tile.sitting_id, candidate_id=tile.candidate_id),
            say("wychodzi z sali"),
            say("Ekran zostanie zasłonięty, zegar stanie; koniec przesunie się o czas nieobecności."),
            say("Zapisz wyjście  [Enter]"),
        )

    def _ask_return(self) -> None:
        tile = self.tile()
        effect = ""
        if tile is not None and tile.clock is not None and tile.phase is Phase.COVERED and self.key:
            absent = tile.absent_ms + self._desk.age_ms(self.key)
            end = self._desk.now_ms() + tile.clock.remaining_ms
            effect = say("koniec {old} → {new}", old=hour(end - absent), new=hour(end))
        self._put(
            lambda tile: RoomReturn(sitting_id=tile.sitting_id, candidate_id=tile.candidate_id),
            say("wraca do sali"),
            effect,
            say("Zapisz powrót  [Enter]"),
        )

    def _ask_move(self) -> None:
        self._put(
            lambda tile: ReleaseLease(
                sitting_id=tile.sitting_id, candidate_id=tile.candidate_id, reason=self.reason.text().strip()
            ),
            say("może przejść na inne stanowisko"),
            say("To stanowisko przestanie przyjmować odpowiedzi; wszystkie dotychczasowe przejdą dalej."),
            say("Zwolnij stanowisko  [Enter]"),
            with_reason=True,
        )

    def _put(
        self, make: Callable[[Tile], Message], does: str, effect: str, yes: str, *, with_reason: bool = False
    ) -> None:
        tile = self.tile()
        if tile is None:
            return
        self._send = lambda: self._ask(make(tile), Ok if with_reason else ClockNow)
        who = say("{name}, stanowisko {n}: {does}", name=tile.name, n=tile.seat_number, does=does)
        self.confirm.put(who, effect, yes, say("Anuluj  [Esc]"), danger=with_reason)
        self.answer.say(Tone.PLAIN, "")
        self.reason.setVisible(with_reason)
        if with_reason:
            self.reason.setFocus()
        self._show_acts()

    def _confirmed(self) -> None:
        if self._send is None:
            return
        if self.reason.isVisibleTo(self) and not self.reason.text().strip():
            self.answer.say(Tone.WARN, say("Wpisz powód; trafi do protokołu."))
            self.reason.setFocus()
            return
        send = self._send
        send()
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


def _facts(tile: Tile) -> list[str]:
    lines = [" · ".join(part for part in (tile.qualification, tile.exam_room) if part)]
    if tile.total:
        lines.append(say("odpowiedzi: {a} z {t}", a=tile.answered, t=tile.total))
    if tile.saved_at_ms:
        lines.append(say("zapisane u operatora o {hour}", hour=hour(tile.saved_at_ms, seconds=True)))
    if Attention.DISCONNECTED not in tile.attention:
        lines.append(say("łączność jest") if tile.connected else say("bez łączności"))
    return lines
