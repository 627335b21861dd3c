"""A room that rewrites, seals and signs whatever it likes is still found out by the board."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from koperta_crypto.signing import SigningKey
from koperta_operator.room.rules import events as ev
from koperta_packages import documents
from koperta_packages.board.ceremony import revoke
from koperta_packages.errors import Code
from koperta_packages.identity import OFFICIAL_STATEMENT_TYPE, OfficialRole, OfficialStatement, official_id_of
from koperta_packages.trust import Revoked
from koperta_sync.board.results import Status
from koperta_sync.bundle.events import JournalEvent, event_bytes
from koperta_sync.bundle.manifest import Counts
from koperta_sync.protocol.seat import EntryKind
from tests.board_fixture import PIN
from tests.test_sync.board_day import Board
from tests.test_sync.room_play import RoomPlay, signing_officials


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


def test_an_option_that_nobody_authored_is_found(board: Board) -> None:
    play, task = begun(board)
    options: dict[str, tuple[str, ...]] = {task: ("a", "b", "c", "d", "e")}
    play.sitting.write(ev.FormsDrawn(package_id=play.package.package_id, options=options, forms=()))
    assert board.refused(board.export().path) is Code.BUNDLE_DRAW_CONTRADICTED


def test_a_room_the_boards_own_register_does_not_have_is_unknown(played: Board) -> None:
    path = played.export().path
    for file in played.issued.board.registry_folder.iterdir():
        file.unlink()
    assert played.refused(path) is Code.BUNDLE_UNKNOWN_ROOM


def test_an_official_whom_only_a_stolen_registration_key_made_does_not_vouch(played: Board) -> None:
    forger = SigningKey.generate()
    centre = played.issued.centre.centre_number
    statement = OfficialStatement(
        official_id_of(forger.public), "Kto Inny", OfficialRole.EXAM_CHAIR, centre, forger.public.hex()
    )
    signed = documents.sign(OFFICIAL_STATEMENT_TYPE, statement, played.issued.board.signers("registration", PIN))
    facts = played.play.facts(played.folder, counts=Counts(1, 3, 0, 3))
    facts = replace(facts, officials=(signed, *facts.officials))
    with played.play.prepare(played.folder / "drafts", facts) as draft:
        for key in (played.play.identity.signing, forger, signing_officials(played.issued)[1].key):
            draft.sign(key)
        path = draft.finish(played.folder / "forged.exambundle").path
    assert played.refused(path) is Code.BUNDLE_BAD_SIGNATURE


def test_an_entry_of_a_seat_the_candidate_has_left_does_not_count(board: Board) -> None:
    play, task = begun(board)
    first, (old, new) = play.candidates[0], play.seats
    entry = play.entry(first, old, EntryKind.ANSWER, task, play.key[task])
    play.log_in(first, new)
    play.sitting.write(ev.AnswerGiven(candidate_id=first.candidate_id, epoch=1, entry=entry))
    play.close(absent=play.candidates[1:])
    outcome = board.receive(board.export(Counts(1, 3, 0, 0)).path).outcome
    assert ([one.what for one in outcome.objections], outcome.rows[0].right) == (["older-epoch"], 0)


@pytest.mark.parametrize(("item", "value", "what"), [("z-99", "a", "not-in-form"), ("", "z", "no-such-option")])
def test_an_answer_outside_the_form_does_not_count(board: Board, item: str, value: str, what: str) -> None:
    play, task = begun(board)
    play.act(play.candidates[0], play.seats[0], EntryKind.ANSWER, item or task, value)
    play.close(absent=play.candidates[1:])
    outcome = board.receive(board.export(Counts(1, 3, 0, 0)).path).outcome
    assert [one.what for one in outcome.objections] == [what]


def test_an_answer_before_the_start_does_not_count(board: Board) -> None:
    play = board.play
    (seat,) = play.enrol()
    play.unlock()
    first = play.candidates[0]
    task = play.forms[first.candidate_id][0]
    play.log_in(first, seat)
    play.act(first, seat, EntryKind.ANSWER, task, play.key[task])
    play.act(first, seat, EntryKind.START)
    play.close(absent=play.candidates[1:])
    outcome = board.receive(board.export(Counts(1, 3, 0, 0)).path).outcome
    assert ([one.what for one in outcome.objections], outcome.rows[0].right) == (["not-begun"], 0)


def test_a_candidate_the_board_does_not_know_is_objected_to(played: Board) -> None:
    stranger = ev.CandidateEntry(
        candidate_id="nikt-0001", package_id=played.play.package.package_id, exam_room="sala 12", minutes=5
    )
    played.play.sitting.write(ev.CandidatesAmended(revision=2, candidates=(stranger,)))
    outcome = played.receive(played.export(Counts(1, 4, 0, 3)).path).outcome
    assert [(one.candidate_id, one.what) for one in outcome.objections] == [("nikt-0001", "not-on-the-list")]


@pytest.mark.parametrize(
    "body",
    [
        b'{"type":"closed","candidate_id":"a","candidate_id":"b"}',
        b'{"type":"preliminary-shown","candidate_id":"a","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"type":"preliminary-shown","candidate_id":"a","right":1e400}',
        b"[]",
        b"\xff",
    ],
)
def test_a_body_that_two_readers_could_read_differently_is_refused(board: Board, body: bytes) -> None:
    play, _ = begun(board)
    seq = len(play.sitting.lines) + 1
    play.sitting.lines.append(event_bytes(JournalEvent(seq, 1, 1, 1, "room", "preliminary-shown", body)))
    assert board.refused(board.export().path) is Code.BUNDLE_CORRUPT


def unplaced(play: RoomPlay, signer: SigningKey) -> None:
    """Let a rebuilt room keep an answer that belongs to no lease it knows."""
    first, task = play.candidates[0], play.forms[play.candidates[0].candidate_id][0]
    entry = play.entry(first, play.seats[0], EntryKind.ANSWER, task, play.key[task])
    play.sitting.write(
        ev.EntryUnplaced(
            candidate_id=first.candidate_id,
            epoch=play.epochs[first.candidate_id],
            entry=entry,
            workstation=play.seats[0].fingerprint,
            answer_key=signer.public.hex(),
            why="gap",
        )
    )


def test_an_entry_that_belongs_nowhere_must_be_signed(board: Board) -> None:
    play, _task = begun(board)
    unplaced(play, SigningKey.generate())
    assert board.refused(board.export().path) is Code.BUNDLE_ANSWER_FORGED


def test_an_entry_that_belongs_nowhere_is_named_and_counts_for_nothing(board: Board) -> None:
    play, _task = begun(board)
    unplaced(play, play.seats[0].key)
    play.act(play.candidates[0], replace(play.seats[0], cseq=1), EntryKind.FINISH)
    play.close(absent=play.candidates[1:])
    outcome = board.receive(board.export(Counts(1, 3, 0, 0)).path).outcome
    assert [one.what for one in outcome.objections] == ["entry-unplaced"]
    assert (outcome.rows[0].status, outcome.rows[0].right) == (Status.SAT, 0)
