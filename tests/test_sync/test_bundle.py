"""A bundle arrives whole, signed by the right people and about the right journals, or it is refused."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from koperta_packages.errors import Code
from koperta_packages.identity import (
    OfficialRole,
)
from koperta_sync.bundle.command import main
from koperta_sync.bundle.manifest import (
    room_genesis,
    sitting_genesis,
)
from koperta_sync.bundle.readback import read_back
from tests.test_sync.bundle_day import Day, refusal


@pytest.fixture
def day(tmp_path: Path) -> Day:
    """Play a small day."""
    return Day(tmp_path)


def test_a_bundle_that_was_written_reads_back_to_its_last_event(day: Day) -> None:
    path, key = day.write()
    report = read_back(path, key, day.trust)
    assert report.opened
    assert report.manifest.sitting.events == len(day.play.sitting.lines)
    assert {one.role for one in report.officials} == {OfficialRole.EXAM_CHAIR, OfficialRole.OPERATOR}
    assert not read_back(path, None, day.trust).opened


def test_copies_of_one_bundle_are_equal_and_leave_nothing_else_behind(day: Day) -> None:
    with day.signed(day.draft()) as draft:
        first, second = draft.finish(day.folder / "1.exambundle"), draft.finish(day.folder / "2.exambundle")
    assert first.sha256 == second.sha256
    assert first.path.read_bytes() == second.path.read_bytes()
    assert not list((day.folder / "drafts").iterdir())
    assert not list(day.folder.glob(".*"))


def test_the_chains_start_from_room_and_sitting_as_the_format_says() -> None:
    sitting = b"\x02\x19koperta/sitting-journal/1\0\0\0\x02r1\0\0\0\x02s1"
    room = b"\x02\x16koperta/room-journal/1\0\0\0\x02r1"
    assert sitting_genesis("r1", "s1").start() == hashlib.sha256(sitting).digest()
    assert room_genesis("r1").start() == hashlib.sha256(room).digest()


def test_names_and_answers_are_not_in_the_clear(day: Day) -> None:
    path, _ = day.write()
    data = path.read_bytes()
    for needle in (b"answer-given", day.play.candidates[0].candidate_id.encode(), b"z-0"):
        assert needle not in data


def test_the_command_says_what_it_checked_and_ends_well(day: Day, capsys: pytest.CaptureFixture[str]) -> None:
    path, key = day.write()
    held = day.folder / "stream.key"
    held.write_text(key.hex(), encoding="ascii")
    trust = [str(one) for one in day.issued.issue.trust]
    assert main(["verify", str(path), "--trust", *trust, "--board", day.trust.fingerprint, "--key", str(held)]) == 0
    said = capsys.readouterr().out
    assert "Signatures: room sala 12" in said
    assert f"Journal: {len(day.play.sitting.lines)} events" in said
    assert main(["verify", str(path), "--trust", str(day.issued.centre.registration)]) == 0


def test_the_command_names_code_sentence_and_next_step(day: Day, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = day.write()
    path.write_bytes(path.read_bytes()[:-1])
    assert main(["verify", str(path), "--trust", str(day.issued.centre.registration)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("BUNDLE_TRUNCATED: Pakiet wynikowy jest niekompletny (brakuje 1 B). Skopiuj go ponownie.")


def test_the_command_refuses_trust_of_another_board(day: Day, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = day.write()
    registration = str(day.issued.centre.registration)
    assert main(["verify", str(path), "--trust", registration, "--board", "0000-0000-0000-0000"]) == 2
    assert "PKG_UNKNOWN_SIGNER" in capsys.readouterr().err


def test_a_copy_of_another_bundle_does_not_pass_for_the_one_written(day: Day) -> None:
    first, _ = day.write("1.exambundle")
    second, _ = day.write("2.exambundle")
    expected = read_back(first, None, day.trust).sha256
    shutil.copyfile(second, first)
    code = refusal(lambda: read_back(first, None, day.trust, expected_sha256=expected))
    assert code is Code.BUNDLE_CORRUPT
