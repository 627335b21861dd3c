"""The gate between the room and those who wait: in order, while the standby answers, and never for long."""

from __future__ import annotations

import pytest

from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.standby.gate import StandbyGate
from koperta_operator.room.standby.outbox import FRAME_BYTES, MAX_LIVE_ROWS, Outbox, frames_of


class Told:
    """Note who was told, in order."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.now = 100.0
        self.gate = StandbyGate(lambda: self.now)

    def wait(self, name: str, journal: str, sequence: int) -> None:
        """Let somebody wait for an event."""
        self.gate.when_safe(journal, sequence, lambda: self.names.append(name))


def test_nobody_waits_while_there_is_no_standby() -> None:
    told = Told()
    told.wait("a", "s1", 5)
    assert told.names == ["a"]


def test_a_commit_is_told_when_the_standby_holds_it_and_not_before() -> None:
    told = Told()
    told.gate.shut({"s1": 4})
    told.wait("old", "s1", 4)
    told.wait("a", "s1", 5)
    told.wait("b", "s1", 6)
    told.wait("other", "s2", 1)
    assert told.names == ["old"]
    told.gate.confirm("s1", 5)
    assert told.names == ["old", "a"]
    told.gate.confirm("s2", 1)
    told.gate.confirm("s1", 9)
    assert told.names == ["old", "a", "other", "b"]


def test_what_needs_no_new_event_keeps_its_place_behind_what_waits() -> None:
    told = Told()
    told.gate.shut({})
    told.wait("a", "s1", 5)
    told.wait("read", "s1", 5)
    assert told.names == []
    told.gate.confirm("s1", 5)
    assert told.names == ["a", "read"]


def test_a_silent_standby_is_noticed_by_who_waits_longest_and_then_everybody_is_let_go() -> None:
    told = Told()
    told.gate.shut({})
    assert told.gate.waited_s() == 0
    told.wait("a", "s1", 1)
    told.now += 1.5
    told.wait("b", "s2", 1)
    told.now += 1.0
    assert told.gate.waited_s() == pytest.approx(2.5)
    told.gate.open()
    assert sorted(told.names) == ["a", "b"]
    told.wait("c", "s1", 2)
    assert told.names[-1] == "c"


def test_one_answer_that_fails_keeps_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    told = Told()
    told.gate.shut({})

    def fails() -> None:
        raise RuntimeError("the loop is gone")

    told.gate.when_safe("s1", 1, fails)
    told.wait("b", "s1", 2)
    told.gate.confirm("s1", 2)
    assert told.names == ["b"]
    assert "could not be given" in caplog.text


def event(seq: int, size: int = 10) -> StoredEvent:
    """Make a row; its head is its number."""
    return StoredEvent(seq, 1, 0, 0, "room", "heartbeat", bytes(size), seq.to_bytes(32, "big"))


def test_a_standby_is_sent_every_row_once_and_in_order() -> None:
    outbox = Outbox({"s1": 3})
    outbox.take("s1", [event(2), event(3), event(4)])
    outbox.take("s1", [event(5)])
    rows = outbox.next_live("s1")
    assert [one.seq for one in rows] == [4, 5]
    outbox.note_sent("s1", rows[-1])
    assert outbox.next_live("s1") == []
    outbox.take("s1", [event(7)])  # 6 is somewhere else: it has to be read back, and nothing may overtake it
    assert outbox.next_live("s1") == []


def test_what_comes_too_fast_is_let_go_and_read_back_later() -> None:
    outbox = Outbox({})
    outbox.take("s1", [event(number) for number in range(1, MAX_LIVE_ROWS + 2)])
    assert outbox.next_live("s1") == []


def test_a_confirmation_counts_only_for_what_was_sent() -> None:
    outbox = Outbox({})
    assert not outbox.note_confirmed("s1", 1, event(1).head)
    outbox.note_sent("s1", event(2))
    outbox.note_sent("s1", event(5))
    assert not outbox.note_confirmed("s1", 2, event(3).head)
    assert outbox.note_confirmed("s1", 5, event(5).head)
    assert outbox.note_confirmed("s1", 5, event(5).head)  # said again, for a file that has come
    assert outbox.behind({"s1": 7, "s2": 1}) == 3


def test_a_message_never_grows_beyond_its_limit() -> None:
    rows = [event(1, FRAME_BYTES - 300), event(2, 400), event(3, 2 * FRAME_BYTES), event(4)]
    assert [[one.seq for one in frame] for frame in frames_of(rows)] == [[1], [2], [3], [4]]
    assert [len(frame) for frame in frames_of([event(number) for number in range(5)])] == [5]
    assert list(frames_of([])) == []
