"""What is shown: a seat sees itself only, the wall sees how many and never what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from koperta_operator.room.rules import commands as do
from koperta_sync.protocol.room_view import Attention
from koperta_sync.protocol.seat import EntryKind, Phase
from tests.test_operator.desk import Desk, desk_in, solving
from tests.test_operator.room_fixture import Workstation, candidate_ids, opened, unlocked


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


def test_a_tile_holds_no_task_and_no_answer(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.run(machine.send(EntryKind.ANSWER, "t01", "b"))
    desk.run(do.Tick())
    (tile,) = desk.sitting.changes(everything=True).tiles
    assert (tile.answered, tile.total, tile.connected, tile.phase) == (1, 8, True, Phase.SOLVING)
    shown = msgspec.json.encode(tile)
    assert b"t01" not in shown
    assert tile.saved_at_ms == desk.clock.wall_ms


def test_a_seat_sees_nothing_of_anybody_else(desk: Desk) -> None:
    one, two = solving(desk, 2)
    desk.run(one.send(EntryKind.ANSWER, "t01", "b"))
    view = desk.connect(two)
    shown = msgspec.json.encode(view)
    assert b"k2" in shown
    assert b"k1" not in shown
    assert b"t01" not in shown


def test_a_disconnected_seat_asks_for_attention_until_it_is_over(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.sitting.detach(machine.fingerprint)
    desk.clock.pass_ms(4_000)
    desk.sitting.begin()
    (tile,) = desk.sitting.changes(everything=True).tiles
    assert (tile.attention, tile.disconnected_ms) == ((Attention.DISCONNECTED,), 4_000)
    desk.tick(60 * 60_000)
    (tile,) = desk.sitting.changes(everything=True).tiles
    assert tile.attention == ()


def test_answers_waiting_at_a_workstation_ask_for_attention(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.sitting.changes(everything=True)
    beat = do.Beat(candidate_id="k1", workstation=machine.fingerprint, undelivered=3, focus_losses=1)
    desk.run(beat)
    (tile,) = desk.sitting.changes(everything=True).tiles
    assert tile.attention == (Attention.NOT_SAVED, Attention.FOCUS_LOST)


def test_a_workstation_whose_disk_fails_asks_for_attention(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.sitting.changes(everything=True)
    for keeps, attention in ((False, (Attention.KEEPS_NO_FILES,)), (True, ())):
        desk.run(do.Beat(candidate_id="k1", workstation=machine.fingerprint, keeps_files=keeps))
        (tile,) = desk.sitting.changes(everything=True).tiles
        assert tile.attention == attention


def test_a_seat_that_has_handed_in_waits_for_nothing_even_if_its_last_word_came_before(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.run(machine.beat(undelivered=2))
    desk.run(machine.send(EntryKind.FINISH))
    desk.sitting.detach(machine.fingerprint)
    (tile,) = desk.sitting.changes(everything=True).tiles
    assert (tile.undelivered, tile.attention) == (0, ())


def test_a_long_absence_asks_for_attention(desk: Desk) -> None:
    solving(desk)
    desk.run(do.RoomExit(candidate_id="k1"))
    desk.sitting.changes(everything=True)
    desk.tick(10 * 60_000)
    (tile,) = desk.sitting.changes(everything=True).tiles
    assert (tile.attention, tile.absent_ms) == ((Attention.LONG_ABSENCE,), 600_000)


def test_answers_wait_for_the_tick_and_an_exit_is_shown_at_once(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.sitting.changes(everything=True)
    desk.run(machine.send(EntryKind.ANSWER, "t01", "b"))
    assert not desk.sitting.changes(everything=False).anything
    desk.run(do.RoomExit(candidate_id="k1"))
    changes = desk.sitting.changes(everything=False)
    assert [view.phase for _, view in changes.views] == [Phase.COVERED]
    assert [tile.answered for tile in changes.tiles] == [1]
    assert [line.text for line in changes.lines] == ["Stanowisko 1: wyjście z sali, zegar stoi."]


def test_the_screen_of_a_candidate_who_is_out_gets_no_key(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.run(do.RoomExit(candidate_id="k1"))
    view = desk.connect(machine)
    assert view is not None
    assert (view.phase, view.form_key, view.form is not None) == (Phase.COVERED, "", True)


def test_after_a_restart_the_console_gets_the_last_lines_again(desk: Desk) -> None:
    solving(desk)
    desk.restart()
    lines = [line.text for line in desk.sitting.changes(everything=True).lines]
    assert "Egzamin rozpoczęto." in lines
    assert lines[-1].startswith("Program sali uruchomiono ponownie")


def test_the_console_sees_candidates_with_seats_and_status(desk: Desk) -> None:
    solving(desk, of=2)
    sitting = desk.sitting.changes(everything=True).sitting
    assert sitting is not None
    assert [(c.candidate_id, c.seat_number, c.status) for c in sitting.candidates] == [
        ("k1", 1, "solving"),
        ("k2", 0, "expected"),
    ]
    assert (sitting.events, len(sitting.head), sitting.score_checks) == (desk.state.seq, 64, "passed")


def test_a_candidate_who_moved_leaves_no_seat_behind(desk: Desk) -> None:
    desk.run(opened(2))
    desk.run(unlocked(candidate_ids(2)))
    old, new = Workstation(1, desk.clock), Workstation(2, desk.clock)
    desk.connect(old)
    desk.connect(new)
    desk.run(old.log_in("k1"))
    desk.run(do.ReleaseLease(candidate_id="k1"))
    desk.run(new.log_in("k1", epoch=2))
    assert desk.connect(old) is None
    changes = desk.sitting.changes(everything=True)
    assert [(fingerprint, epoch, view.phase) for fingerprint, epoch, view in changes.lost] == [
        (old.fingerprint, 1, Phase.WAITING)
    ]
    assert [tile.seat_number for tile in changes.tiles] == [2]
