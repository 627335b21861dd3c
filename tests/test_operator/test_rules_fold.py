"""The same events give the same state, cut wherever you like; and every event can be read back as written."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.decide import decide
from koperta_operator.room.rules.event_lines import event_line
from koperta_operator.room.rules.fold import apply, fold
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.room_events import ROOM_CODEC
from koperta_operator.room.rules.state import SittingState
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import EntryKind
from tests.test_operator.room_fixture import (
    EXAM_ROOM,
    FakeClock,
    Workstation,
    candidate_ids,
    opened,
    unlocked,
)

COUNT = 3
ACTS = ("login", "confirm", "start", "answer", "flag", "finish", "exit", "return", "tick", "restart", "release", "wait")
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, COUNT - 1), st.integers(0, 7)), min_size=5, max_size=60
)


class Play:
    """Play random acts against the rules alone, and write down what they decide."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.state = SittingState()
        self.history: list[tuple[ev.Event, At]] = []
        self.boot = 1
        self.machines = [Workstation(number + 1, self.clock) for number in range(COUNT)]
        self.write((ev.BootStarted(),))
        self.do(opened(COUNT))
        self.do(unlocked(candidate_ids(COUNT)))
        self.clock.pass_ms(60_000)
        self.do(do.StartSitting())

    def write(self, events: tuple[ev.Event, ...]) -> None:
        for event in events:
            now = self.clock.read(self.boot)
            at = At(len(self.history) + 1, now.boot, now.mono_ms, now.wall_ms, "room")
            apply(self.state, event, at)
            self.history.append((event, at))

    def do(self, command: do.Command[object]) -> None:
        try:
            decision = decide(self.state, command, self.clock.read(self.boot))
        except RefusedError:
            return
        self.write(decision.events)

    def act(self, name: str, who: int, number: int) -> None:
        machine, candidate_id = self.machines[who], candidate_ids(COUNT)[who]
        if name == "wait":
            machine.work_ms(number * 400_000)
        elif name == "restart":
            self.boot += 1
            self.clock.pass_ms(number * 60_000)
            self.clock.mono_ms = number
            self.write((ev.BootStarted(),))
        elif name == "login":
            self.do(machine.log_in(candidate_id, epoch=self.state.candidates[candidate_id].epoch + 1))
        elif name == "confirm":
            self.do(machine.confirm())
        elif name in ("start", "answer", "flag", "finish"):
            value = {"answer": "abcd"[number % 4], "flag": str(number % 2)}.get(name, "")
            item = f"t0{number + 1}" if value else ""
            self.do(machine.deliver(machine.write(EntryKind(name), item, value)))
        else:
            commands: dict[str, do.Command[object]] = {
                "exit": do.RoomExit(candidate_id=candidate_id),
                "return": do.RoomReturn(candidate_id=candidate_id),
                "release": do.ReleaseLease(candidate_id=candidate_id),
                "tick": do.Tick(),
            }
            self.do(commands[name])


@given(steps, st.integers(0, 10_000))
def test_a_history_folds_to_one_state_wherever_it_is_cut(acts: list[tuple[str, int, int]], cut: int) -> None:
    play = Play()
    for act in acts:
        play.act(*act)
    place = cut % (len(play.history) + 1)
    halves = fold(play.history[place:], fold(play.history[:place]))
    assert halves == fold(play.history) == play.state


@given(steps)
def test_a_history_survives_being_written_and_read(acts: list[tuple[str, int, int]]) -> None:
    play = Play()
    for act in acts:
        play.act(*act)
    read = [(ev.CODEC.decode(*ev.CODEC.encode(event)), at) for event, at in play.history]
    assert read == play.history
    assert fold(read) == play.state


@given(steps)
def test_nobody_is_ever_charged_more_than_the_time_the_room_was_up(acts: list[tuple[str, int, int]]) -> None:
    play = Play()
    for act in acts:
        play.act(*act)
    for candidate in play.state.candidates.values():
        up = play.state.last_t - play.state.started_t
        assert 0 <= candidate.consumed_ms(play.state.last_t) <= up + candidate.offline_ms
        assert (candidate.candidate_id in play.state.solving) == (candidate.attempt == "solving")


def test_every_event_has_a_rule_in_the_fold_and_a_meaning() -> None:
    from koperta_operator.room.rules.fold import _HANDLERS
    from koperta_operator.room.rules.room_state import _HANDLERS as ROOM_HANDLERS

    assert set(_HANDLERS) == set(ev.CODEC.kinds)
    assert set(ROOM_HANDLERS) == set(ROOM_CODEC.kinds)
    for row in (*ev.CODEC.table(), *ROOM_CODEC.table()):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row.kind)
        assert row.meaning.endswith(".") or row.meaning.endswith(", …"), row
    fields = {row.kind: [name for name, _ in row.fields] for row in ev.CODEC.table()}
    assert fields["answer-given"] == ["candidate_id", "epoch", "entry", "late"]


def test_a_body_filed_under_another_kind_is_refused() -> None:
    _, body = ev.CODEC.encode(ev.RoomExit(candidate_id="k1"))
    with pytest.raises(ValueError, match="filed as room-return"):
        ev.CODEC.decode("room-return", body)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"type":"room-exit"}', b'{"type":"room-exit","candidate_id":"a","x":1}']
)
def test_a_body_that_is_no_event_is_refused(body: bytes) -> None:
    with pytest.raises((ValueError, msgspec.DecodeError)):
        ev.CODEC.decode("room-exit", body)


def test_no_event_can_carry_a_name_in_clear() -> None:
    """Names, documents and reasons have no field: free text stands in `sealed…` only."""
    suspicious = re.compile(r"surname|first_name|document|pesel|reason|note|text")
    for row in (*ev.CODEC.table(), *ROOM_CODEC.table()):
        for name, _ in row.fields:
            assert not suspicious.search(name) or name.startswith("sealed"), (row.kind, name)


def test_a_line_for_the_console_tells_no_task_and_no_answer() -> None:
    play = Play()
    for act in (
        ("login", 0, 0),
        ("confirm", 0, 0),
        ("start", 0, 0),
        ("answer", 0, 2),
        ("finish", 0, 0),
        ("answer", 0, 3),
    ):
        play.act(*act)
    state = SittingState()
    lines = []
    for event, at in play.history:
        apply(state, event, at)
        line = event_line(state, event, at)
        lines += [line.text] if line else []
    assert "Stanowisko 1: zakończono pracę." in lines
    assert not [text for text in lines if re.search(r"t0\d", text)]


def test_a_wall_jump_is_told_in_both_directions() -> None:
    for ms in (3_600_000, -3_600_000):
        line = event_line(SittingState(), ev.WallClockJumped(by_ms=ms), At(1, 1, 0, 0, "room"))
        assert line is not None
        assert f"{ms // 1000} s" in line.text


def test_a_draw_of_seats_is_dealt_again_from_its_seed() -> None:
    command = do.DrawSeats(seats={EXAM_ROOM: (1, 2, 3, 4)}, seed=bytes(range(32)))
    one, other = (decide(Play().state, command, FakeClock().read(1)).events for _ in range(2))
    assert one == other
