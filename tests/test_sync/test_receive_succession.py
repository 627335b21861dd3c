"""Exports of one room follow each other: an older or a forked one is seen, whatever its number says."""

from __future__ import annotations

from pathlib import Path

import pytest

from koperta_operator.room.rules import events as ev
from koperta_packages.errors import Code
from koperta_sync.board.receive import BoardDesk
from koperta_sync.board.received import ReceivedStore
from koperta_sync.bundle.receipt import read_receipt
from tests.board_fixture import PIN
from tests.test_sync.board_day import Board
from tests.test_sync.bundle_day import refusal


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """Make a board."""
    return Board(tmp_path)


@pytest.fixture
def played(board: Board) -> Board:
    """Make a board and a day: one candidate sits, three are absent."""
    (seat,) = board.play.enrol()
    board.play.unlock()
    first, *others = board.play.candidates
    board.play.sit(first, seat, right=2)
    board.play.close(absent=others)
    return board


def grow(board: Board) -> None:
    """Let the room write what it writes after an export."""
    board.play.sitting.write(ev.Heartbeat())


def test_a_newer_export_takes_the_place_of_the_one_before(played: Board) -> None:
    first = played.export()
    played.receive(first.path)
    grow(played)
    second = played.export(export_number=2, supersedes=first.manifest_sha256)
    taken = played.receive(second.path)
    assert len(played.rows(taken)) == 4
    assert read_receipt(taken.receipt.read_bytes(), played.issued.trust()).export_number == 2


def test_an_export_whose_predecessor_never_arrived_is_taken(played: Board) -> None:
    played.receive(played.export(export_number=3, supersedes="a" * 64).path)


def test_an_older_export_is_refused_and_the_newer_one_stays(played: Board) -> None:
    first = played.export()
    grow(played)
    newer = played.receive(played.export(export_number=2, supersedes=first.manifest_sha256).path)
    before = newer.results.read_bytes()
    assert refusal(lambda: played.receive(first.path)) is Code.BUNDLE_OLDER_EXPORT
    assert newer.results.read_bytes() == before


def test_a_higher_number_does_not_make_an_older_journal_newer(played: Board) -> None:
    grow(played)
    played.receive(played.export(export_number=1).path)
    del played.play.sitting.lines[-1]
    later = played.export(export_number=5)
    assert refusal(lambda: played.receive(later.path)) is Code.BUNDLE_OLDER_EXPORT


@pytest.mark.parametrize("number", [1, 2, 7])
def test_a_journal_that_went_another_way_is_forked(played: Board, number: int) -> None:
    played.receive(played.export().path)
    played.play.sitting.lines.pop()
    grow(played)
    grow(played)
    forked = played.export(export_number=number)
    assert refusal(lambda: played.receive(forked.path)) is Code.BUNDLE_FORKED


def test_a_room_journal_that_went_another_way_is_forked(played: Board) -> None:
    first = played.export()
    played.receive(first.path)
    grow(played)
    played.play.room.lines[0] = played.play.room.lines[0].replace(b"0.1.0", b"0.1.1")
    forked = played.export(export_number=2, supersedes=first.manifest_sha256)
    assert refusal(lambda: played.receive(forked.path)) is Code.BUNDLE_FORKED


def test_a_second_bundle_with_the_same_number_is_forked(played: Board) -> None:
    played.receive(played.export().path)
    grow(played)
    again = played.export(export_number=1)
    assert refusal(lambda: played.receive(again.path)) is Code.BUNDLE_FORKED


def test_the_next_export_must_follow_the_one_received(played: Board) -> None:
    played.receive(played.export().path)
    grow(played)
    other = played.export(export_number=2, supersedes="b" * 64)
    assert refusal(lambda: played.receive(other.path)) is Code.BUNDLE_FORKED


def test_what_the_board_remembers_is_sealed_and_bound_to_its_place(played: Board) -> None:
    played.receive(played.export().path)
    (record,) = played.issued.board.received_folder.rglob("*.sealed")
    assert played.play.candidates[0].candidate_id.encode() not in record.read_bytes()
    record.rename(record.with_name("r" + "a" * 12 + ".sealed"))
    (moved,) = played.issued.board.received_folder.rglob("*.sealed")
    desk = BoardDesk.open(played.issued.board, PIN)
    store = ReceivedStore.at(played.issued.board, desk.storage_key)
    assert refusal(lambda: store.seen(played.play.sitting_id, moved.stem)) is Code.SEGMENT_AUTH_FAILED
