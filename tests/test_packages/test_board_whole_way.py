"""The whole way of a sitting: board, registration, issue, verification, rehearsal, unlock."""

from __future__ import annotations

from pathlib import Path

from koperta_packages.board.storage import IssuedSitting
from koperta_packages.candidates import open_candidates, read_candidates_header
from koperta_packages.manifest import Compartment
from koperta_packages.score import run_score_checks
from koperta_packages.unlocking import rehearse, unlock, unlock_emergency, unlock_review
from tests.board_fixture import PIN, issue_sitting


def test_an_issued_sitting_verifies_rehearses_and_unlocks(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    grant, packages = issued.grant(), issued.packages()
    for package in packages:
        package.verify()
        rehearse(grant, package, issued.room)
        rehearse(grant, package, issued.rooms[1])
    for room in issued.rooms:
        unlocked = unlock(issued.passphrase.lower(), grant, packages, room)
        pool = unlocked.item_pool(packages[0])
        segment = unlocked.key_segment(packages[0])
        assert len(pool.items) == 8
        assert segment is not None
        assert run_score_checks(segment.key, segment.checks, pool) == []
    record = issued.centre.record
    by_code = unlock_emergency(record.emergency_code, grant, packages)
    assert by_code.centre_secret == unlocked.centre_secret == bytes.fromhex(record.centre_secret)
    review = unlock_review(record.review_code, grant, packages, issued.room)
    assert review.key(packages[0].package_id, Compartment.ANSWER_KEY) is not None


def test_every_candidate_of_the_roster_reaches_the_room(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    header = read_candidates_header(issued.centre.candidates.read_bytes(), issued.trust())
    data = open_candidates(header, issued.room)
    assert data == open_candidates(header, issued.rooms[1])
    assert [one.surname for one in data.candidates] == ["Kowal", "Nowak", "Wiśniewska", "Żółć"]
    assert data.candidates[3].username.startswith("zolc-adam-")
    assert [one.extra_minutes for one in data.candidates] == [0, 0, 15, 0]
    assert data.sitting.packages[0].minutes == 5


def test_the_board_keeps_what_it_needs_for_scoring(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    store = IssuedSitting.at(issued.board, issued.issue.sitting_id, issued.board.storage_key(PIN))
    package = issued.packages()[0]
    unlocked = unlock(issued.passphrase, issued.grant(), [package], issued.room)
    assert store.pool(package.package_id) == unlocked.item_pool(package)
    assert store.key_segment(package.package_id) == unlocked.key_segment(package)
    assert store.manifest(package.package_id) == package.manifest
    kept = store.record().package(package.package_id)
    assert kept.keys().tasks == unlocked.key(package.package_id, Compartment.TASKS)
