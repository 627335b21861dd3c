"""A room that rewrites, seals and signs whatever it likes is still found out by the board."""

from pathlib import Path

import msgspec
import pytest

from koperta_operator.room.rules import events as ev
from koperta_packages.board.ceremony import revoke
from koperta_packages.errors import Code
from koperta_packages.trust import Revoked
from koperta_sync.board.results import Status
from koperta_sync.bundle.manifest import Counts
from koperta_sync.protocol.seat import EntryKind
from tests.board_fixture import PIN
from tests.test_sync.board_day import Board
from tests.test_sync.room_play import RoomPlay


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


def begun(board: Board) -> tuple[RoomPlay, str]:
    """Let the first candidate begin; return the room and the first task."""
    play = board.play
    play.enrol(2)
    play.unlock()
    play.log_in(play.candidates[0], play.seats[0])
    play.act(play.candidates[0], play.seats[0], EntryKind.START)
    return play, play.forms[play.candidates[0].candidate_id][0]


def test_an_answer_the_room_made_itself_is_forged(board: Board) -> None:
    play, task = begun(board)
    first = play.candidates[0]
    entry = play.entry(first, play.seats[0], EntryKind.ANSWER, task, play.key[task])
    play.write_signed(ev.AnswerGiven, first, msgspec.structs.replace(entry, value="x"))
    assert board.refused(board.export().path) is Code.BUNDLE_ANSWER_FORGED


def test_an_answer_of_one_candidate_cannot_be_booked_to_another(board: Board) -> None:
    play, task = begun(board)
    first, second, *_ = play.candidates
    play.log_in(second, play.seats[1])
    play.act(second, play.seats[1], EntryKind.START)
    entry = play.entry(first, play.seats[0], EntryKind.ANSWER, task, play.key[task])
    play.write_signed(ev.AnswerGiven, second, entry)
    assert board.refused(board.export().path) is Code.BUNDLE_ANSWER_FORGED


def test_a_workstation_the_room_never_enrolled_cannot_answer(board: Board) -> None:
    begun(board)
    del board.play.room.lines[-2:]
    assert board.refused(board.export().path) is Code.BUNDLE_ANSWER_FORGED


def test_a_flag_cannot_be_booked_as_an_answer(board: Board) -> None:
    play, task = begun(board)
    entry = play.entry(play.candidates[0], play.seats[0], EntryKind.FLAG, task, "1")
    play.write_signed(ev.AnswerGiven, play.candidates[0], entry)
    assert board.refused(board.export().path) is Code.BUNDLE_ANSWER_FORGED


def test_an_answer_left_out_by_the_room_leaves_a_gap(board: Board) -> None:
    play, task = begun(board)
    first, seat = play.candidates[0], play.seats[0]
    play.entry(first, seat, EntryKind.ANSWER, task, "a")  # signed and delivered, and then "forgotten"
    play.act(first, seat, EntryKind.FINISH)
    assert board.refused(board.export().path) is Code.BUNDLE_CHAIN_BROKEN


def test_events_whose_numbers_jump_break_the_chain(played: Board) -> None:
    del played.play.sitting.lines[-1]
    played.play.sitting.lines.append(played.play.sitting.lines[-1])
    assert played.refused(played.export().path) is Code.BUNDLE_CHAIN_BROKEN


def test_an_easier_form_than_the_drawn_one_is_found(board: Board) -> None:
    play = board.play
    play.enrol()
    play.unlock()
    first = play.candidates[0].candidate_id
    easier = tuple(reversed(play.forms[first]))
    line = ev.FormLine(candidate_id=first, attempt=1, sha256="0" * 64, items=easier)
    play.sitting.write(ev.FormsDrawn(package_id=play.package.package_id, options={}, forms=(line,)))
    assert board.refused(board.export().path) is Code.BUNDLE_DRAW_CONTRADICTED


def test_an_answer_after_the_end_is_objected_to_and_does_not_count(board: Board) -> None:
    play, task = begun(board)
    first, seat = play.candidates[0], play.seats[0]
    play.act(first, seat, EntryKind.FINISH)
    play.act(first, seat, EntryKind.ANSWER, task, play.key[task])
    play.close(absent=play.candidates[1:])
    outcome = board.receive(board.export(Counts(1, 3, 0, 0)).path).outcome
    assert [one.what for one in outcome.objections] == ["after-finish"]
    assert outcome.rows[0].right == 0


def test_late_entries_are_verified_but_do_not_count(board: Board) -> None:
    play, task = begun(board)
    first, seat = play.candidates[0], play.seats[0]
    late = play.entry(first, seat, EntryKind.ANSWER, task, play.key[task])
    play.write_signed(ev.EntryLate, first, late, why="after-end")
    play.close(absent=play.candidates[1:])
    outcome = board.receive(board.export(Counts(1, 3, 0, 0)).path).outcome
    assert (outcome.rows[0].status, outcome.rows[0].right, outcome.objections) == (Status.SAT, 0, ())


def test_a_room_revoked_since_is_refused(played: Board) -> None:
    path = played.export().path
    revoke(played.issued.board, PIN, Revoked(rooms=(played.play.identity.room_id,)))
    assert played.refused(path) is Code.PKG_SIGNER_REVOKED


def test_a_sitting_that_was_never_issued_is_refused(played: Board) -> None:
    path = played.export().path
    played.issued.board.issued_folder.joinpath(played.play.sitting_id).rename(played.folder / "elsewhere")
    assert played.refused(path) is Code.BUNDLE_UNKNOWN_SITTING


def test_a_package_of_another_issue_is_refused(played: Board) -> None:
    played.play.package = msgspec.structs.replace(played.play.package, manifest_sha256="f" * 64)
    assert played.refused(played.export().path) is Code.BUNDLE_UNKNOWN_SITTING
