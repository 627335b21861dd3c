"""The room's import: every refusal has its code, and nothing is taken over that failed."""

from __future__ import annotations

import dataclasses
import datetime
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from koperta_packages.board.ceremony import init_board, revoke
from koperta_packages.board.registering import register
from koperta_packages.errors import GUIDANCE, Code
from koperta_packages.importing import Import, ImportCheck, ImportOutcome, RoomState
from koperta_packages.package import VerificationCancelled
from koperta_packages.trust import Revoked
from tests.board_fixture import (
    CHEAP,
    PIN,
    IssuedSittingForTest,
    issue_sitting,
    make_room,
    register_centre,
)

TODAY = datetime.date(2026, 11, 10)


def state_of(issued: IssuedSittingForTest, **changes: Any) -> RoomState:
    """Return what a room that has just been made knows."""
    state = RoomState(issued.room, TODAY, expected_board=issued.board.fingerprint)
    return dataclasses.replace(state, **changes)


def run(state: RoomState, *paths: Path) -> tuple[list[ImportCheck], ImportOutcome]:
    """Run an import to its end."""
    job = Import(paths, state, clock=time.perf_counter)
    return list(job.checks()), job.outcome


def codes(checks: list[ImportCheck]) -> list[Code]:
    """Return the codes of all refusals in order."""
    return [one.error.code for one in checks if one.error is not None]


def test_a_whole_folder_is_imported_and_nothing_is_left_to_check_but_the_passphrase(
    tmp_path: Path,
) -> None:
    issued = issue_sitting(tmp_path)
    checks, outcome = run(state_of(issued, free_bytes=10**12), issued.folder)
    assert codes(checks) == []
    assert outcome.complete
    assert len(outcome.packages) == len(outcome.grants) == len(outcome.candidates) == 1
    assert outcome.registration is not None
    assert outcome.rehearsal_seconds is not None
    names = [one.name for one in checks]
    assert names.index("Rejestracja ośrodka") < names.index("Pakiet: podpis i postać")
    assert "Próbne otwarcie bez hasła" in names
    assert all(one.checked for one in checks)


def test_the_spare_room_imports_the_same_files(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    _, outcome = run(state_of(issued, identity=issued.rooms[1]), issued.folder)
    assert outcome.complete


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    _, first = run(state_of(issued), issued.folder)
    again = state_of(
        issued,
        trust=first.trust,
        packages=tuple(first.packages.values()),
        grants=tuple(first.grants.values()),
        candidates=first.candidates,
    )
    checks, second = run(again, issued.folder)
    assert codes(checks) == []
    assert second.candidates == first.candidates


def test_names_of_files_do_not_matter(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    for number, path in enumerate(sorted(issued.folder.glob("*.*"))):
        if path.suffix != ".txt":
            path.rename(path.with_name(f"{number}.dat"))
    _, outcome = run(state_of(issued), issued.folder)
    assert outcome.complete


def test_another_boards_files_are_refused(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    foreign = issue_sitting(tmp_path / "foreign", fresh=True)
    checks, outcome = run(state_of(issued), foreign.folder)
    assert Code.PKG_UNKNOWN_SIGNER in codes(checks)
    assert not outcome.packages and not outcome.grants and not outcome.candidates


def test_a_known_board_cannot_be_replaced_by_another(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    foreign = issue_sitting(tmp_path / "foreign", fresh=True)
    checks, outcome = run(state_of(foreign, trust=issued.trust(), expected_board=None), foreign.folder)
    assert Code.PKG_UNKNOWN_SIGNER in codes(checks)
    assert outcome.trust == issued.trust()


def test_a_room_of_another_centre_is_refused(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    stranger = make_room(centre="999999-00001")
    checks, _ = run(state_of(issued, identity=stranger), issued.folder)
    found = codes(checks)
    assert Code.GRANT_WRONG_CENTRE in found
    assert found.count(Code.DATA_WRONG_CENTRE) == 2


def test_an_unregistered_room_of_the_centre_is_refused(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    checks, outcome = run(state_of(issued, identity=make_room()), issued.folder)
    assert codes(checks) == [Code.DATA_WRONG_ROOM, Code.GRANT_WRONG_ROOM, Code.GRANT_MISSING, Code.DATA_WRONG_ROOM]
    assert not outcome.complete


def test_a_package_without_its_grant_is_said_to_be_incomplete(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    issued.centre.grant.unlink()
    checks, outcome = run(state_of(issued), issued.folder)
    assert codes(checks) == [Code.GRANT_MISSING]
    assert not outcome.complete


def test_a_grant_of_another_sitting_does_not_fit(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    other = issue_sitting(tmp_path / "other", sitting_id="2026Z-2026-11-22-0900")
    # Both boards are different here, so the grant is made acceptable by importing its own board's trust.
    checks, _ = run(state_of(other), *other.issue.trust, other.centre.registration, other.centre.grant)
    assert Code.GRANT_WRONG_PACKAGE in codes(checks)
    assert issued.issue.sitting_id != other.issue.sitting_id


def test_nothing_is_judged_without_a_trust_document(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    checks, _ = run(state_of(issued), *issued.issue.packages, issued.centre.grant)
    assert codes(checks) == [Code.TRUST_TOO_OLD, Code.TRUST_TOO_OLD]


def test_a_full_disk_is_noticed_before_anything_is_copied(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    checks, _ = run(state_of(issued, free_bytes=1000), issued.folder)
    assert codes(checks) == [Code.NO_SPACE]


def test_a_stray_file_is_named_and_does_not_stop_the_rest(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    (issued.folder / "zdjecie.jpg").write_bytes(b"\xff\xd8\xff\xe0 not ours")
    (issued.folder / "pusty").write_bytes(b"")
    checks, outcome = run(state_of(issued), issued.folder)
    assert sorted(codes(checks)) == [Code.PKG_NOT_A_PACKAGE, Code.PKG_TRUNCATED]
    assert len(outcome.packages) == 1


def test_a_file_that_is_not_there_is_said_rather_than_left_out(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    checks, _ = run(state_of(issued), tmp_path / "nie-ma.exampkg")
    assert codes(checks) == [Code.IO_ERROR]


def test_a_recalled_package_is_refused_once_the_new_trust_is_known(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    package = issued.packages()[0]
    newer = revoke(issued.board, PIN, Revoked(packages=(package.package_id,)))
    chain = sorted(issued.board.trust_folder.glob("*.trust"))
    checks, outcome = run(state_of(issued), *chain, *issued.issue.packages)
    assert codes(checks) == [Code.PKG_RECALLED]
    assert outcome.trust == newer


def test_an_old_registration_cannot_hide_a_revocation(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    old = issued.centre.registration
    newer = revoke(issued.board, PIN, Revoked(rooms=(issued.rooms[1].room_id,)))
    checks, outcome = run(state_of(issued, trust=newer), old)
    assert codes(checks) == [Code.TRUST_ROLLBACK]
    assert outcome.trust == newer


def test_a_revoked_room_is_no_longer_registered(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    revoke(issued.board, PIN, Revoked(rooms=(issued.rooms[1].room_id,)))
    path, _ = register(issued.board, PIN, [], centre_number=issued.centre.centre_number)
    checks, _ = run(state_of(issued, identity=issued.rooms[1]), path)
    assert codes(checks) == [Code.DATA_WRONG_ROOM]


def test_an_expired_trust_only_warns(tmp_path: Path) -> None:
    board = init_board(tmp_path / "board", "Komisja", PIN, expires="2026-01-01", kdf=CHEAP)
    room = make_room()
    register_centre(board, [room])
    path = board.registry_folder / f"{room.centre_number}.registration"
    checks, outcome = run(RoomState(room, TODAY, expected_board=board.fingerprint), path)
    warnings = [one.warning.code for one in checks if one.warning is not None]
    assert warnings == [Code.TRUST_EXPIRED]
    assert outcome.complete


def test_older_candidate_data_do_not_replace_newer_ones(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    _, outcome = run(state_of(issued), issued.folder)
    (sitting_id, data), *_ = outcome.candidates.items()
    newer = {sitting_id: msgspec.structs.replace(data, revision=2)}
    checks, after = run(state_of(issued, trust=outcome.trust, candidates=newer), issued.centre.candidates)
    assert codes(checks) == [Code.DATA_ROLLBACK]
    assert after.candidates == newer


def test_an_import_can_be_cancelled_inside_a_package(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    job = Import([issued.folder], state_of(issued), clock=time.perf_counter, cancelled=lambda: True)
    with pytest.raises(VerificationCancelled):
        list(job.checks())
    assert not job.outcome.complete


def test_every_code_has_a_sentence_and_a_next_step() -> None:
    for code in Code:
        assert GUIDANCE[code].sentence.endswith(".")
        assert GUIDANCE[code].next_step.endswith(".")
