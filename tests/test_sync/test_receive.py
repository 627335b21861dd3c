"""The board takes a bundle only when everything in it holds together, and scores it from answers alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from koperta_operator.room.rules import events as ev
from koperta_packages.errors import Code
from koperta_sync.board.command import main
from koperta_sync.board.receive import BoardDesk
from koperta_sync.bundle.manifest import Counts
from koperta_sync.bundle.receipt import check_receipt, read_receipt
from koperta_sync.protocol.seat import EntryKind
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


def test_a_day_is_verified_scored_and_confirmed(played: Board) -> None:
    written = played.export()
    taken = played.receive(written.path)
    assert not taken.outcome.differences
    assert not taken.outcome.objections
    first = played.rows(taken)[0]
    assert (first["status"], first["right"], first["total"]) == ("sat", "2", "3")
    form = played.play.forms[first["candidate_id"]]
    assert [first[f"task_{number}"].split("=")[0] for number in (1, 2, 3)] == list(form)
    assert [row["status"] for row in played.rows(taken)] == ["sat", "absent", "absent", "absent"]
    receipt = read_receipt(taken.receipt.read_bytes(), played.issued.trust())
    check_receipt(receipt, written.sha256, played.play.sitting_id, 1)
    assert receipt.counts == Counts(1, 3, 0, 3)
    summary = json.loads(taken.summary.read_bytes())
    assert summary["forms_recomputed"] == 4
    assert summary["events"]["sitting"] == len(played.play.sitting.lines)


def test_the_escrow_key_opens_the_same_bundle(played: Board) -> None:
    assert played.receive(played.export().path, "answer-escrow").outcome.rows


def test_a_wrong_pin_opens_nothing(played: Board) -> None:
    assert refusal(lambda: BoardDesk.open(played.issued.board, "000000")) is Code.PIN_WRONG


def test_receiving_the_same_bundle_again_gives_the_same_results(played: Board) -> None:
    path = played.export().path
    first = played.receive(path)
    before = first.results.read_bytes()
    again = played.receive(path)
    assert again.results.read_bytes() == before
    assert again.receipt.read_bytes() == first.receipt.read_bytes()


def test_every_kind_of_candidate_has_a_status(board: Board) -> None:
    """Sits and takes answers back, moves to another seat, logs in and never begins, stays away."""
    play = board.play
    one, two, three = play.enrol(3)
    play.unlock()
    a, b, c, d = play.candidates
    task, other, last = play.forms[a.candidate_id]
    play.log_in(a, one)
    play.act(a, one, EntryKind.START)
    play.act(a, one, EntryKind.ANSWER, task, play.key[task])
    play.act(a, one, EntryKind.FLAG, task, "1")
    play.act(a, one, EntryKind.ANSWER, task, "")
    play.act(a, one, EntryKind.ANSWER, other, play.key[other])
    play.log_in(b, two)
    play.act(b, two, EntryKind.START)
    play.answer_all(b, two, right=0)
    play.log_in(b, three)
    play.answer_all(b, three, right=3)
    play.log_in(c, two)
    play.close(absent=[d])
    taken = board.receive(board.export(Counts(2, 1, 0, 4)).path)
    assert not taken.outcome.objections
    rows = {row["candidate_id"]: row for row in board.rows(taken)}
    assert [rows[x.candidate_id]["status"] for x in (a, b, c, d)] == ["sat", "sat", "ended", "absent"]
    assert (rows[a.candidate_id]["right"], rows[b.candidate_id]["right"]) == ("1", "3")
    assert rows[a.candidate_id]["task_1"] == f"{task}=-"
    assert rows[a.candidate_id]["task_3"] == f"{last}=-"
    assert rows[c.candidate_id]["right"] == rows[d.candidate_id]["total"] == ""


@pytest.mark.duty("D23")
def test_what_the_team_decided_is_marked_and_the_count_stays_the_boards(board: Board) -> None:
    """Annulled, interrupted for health, broken off with everybody, and an annulment that was taken back."""
    play = board.play
    seats = play.enrol(4)
    play.unlock()
    for candidate, seat in zip(play.candidates, seats, strict=True):
        play.log_in(candidate, seat)
        play.act(candidate, seat, EntryKind.START)
        play.answer_all(candidate, seat, right=2)
    a, b, c, d = (one.candidate_id for one in play.candidates)
    play.sitting.write(ev.AttemptAnnulled(candidate_id=a, cause="device"))
    play.sitting.write(ev.AttemptInterrupted(candidate_id=b))
    undone = play.sitting.write(ev.AttemptAnnulled(candidate_id=c, cause="disturbance"))
    play.sitting.write(ev.SittingBrokenOff())
    play.sitting.write(ev.ActUndone(seq=undone))
    play.close()
    rows = {row["candidate_id"]: row for row in board.rows(board.receive(board.export(Counts(4, 0, 0, 12)).path))}
    assert [rows[one]["status"] for one in (a, b, c, d)] == ["sat"] * 4
    assert [rows[one]["right"] for one in (a, b, c, d)] == ["2"] * 4
    assert [rows[one]["mark"] for one in (a, b, c, d)] == ["annulled:device", "interrupted", "", "broken-off"]


def test_a_preliminary_number_that_was_wrong_is_reported_and_not_believed(board: Board) -> None:
    (seat,) = board.play.enrol()
    board.play.unlock()
    first, *others = board.play.candidates
    board.play.sit(first, seat, right=1)
    board.play.show(first, 3)
    board.play.close(absent=others)
    outcome = board.receive(board.export().path).outcome
    assert [(one.shown_right, one.right) for one in outcome.differences] == [(3, 1)]


def test_counts_that_are_not_those_of_the_journal_are_objected_to(played: Board) -> None:
    outcome = played.receive(played.export(Counts(2, 2, 0, 9)).path).outcome
    assert [one.what.partition(":")[0] for one in outcome.objections] == ["counts"]


def test_the_command_receives_what_is_good_and_names_what_is_not(
    played: Board, capsys: pytest.CaptureFixture[str]
) -> None:
    good = played.export().path
    bad = played.folder / "bad.exambundle"
    bad.write_bytes(good.read_bytes()[:-1])
    pin = played.folder / "pin"
    pin.write_text(PIN, encoding="utf-8")
    asked = ["receive", str(played.issued.board.path), str(bad), str(good), "--out", str(played.out)]
    assert main([*asked, "--pin-file", str(pin)]) == 2
    said = capsys.readouterr()
    assert "BUNDLE_TRUNCATED: Pakiet wynikowy jest niekompletny" in said.err
    assert "the official scores are those shown to the candidates" in said.out
    assert len(list(played.out.glob("*.receipt"))) == 1
