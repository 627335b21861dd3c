"""The board's command line as a person uses it: files in, files out, refusals with codes."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest

from koperta_packages.identity import RoomIdentity, make_room_request
from koperta_packages.importing import Import, RoomState
from koperta_packages.unlocking import unlock
from koperta_sync.board.command import main as board
from koperta_sync.officials import main as official
from koperta_sync.officials import open_official_key
from tests.board_sources import CENTRE, SITTING, write_bank, write_roster, write_spec

PIN = "135790"
CHEAP = ["--kdf-memory", "64", "--kdf-passes", "1"]


class Desk:
    """Type commands at a board's desk; every command gets the PIN from a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.board = folder / "board"
        self.pin_file = folder / "pin"
        self.pin_file.write_text(PIN + "\n", "utf-8")

    def run(self, command: str, *arguments: object) -> int:
        """Run `koperta board COMMAND DIR …`."""
        words = [command, str(self.board), *map(str, arguments), "--pin-file", str(self.pin_file)]
        return board([*words, *CHEAP])

    def issue(self) -> Path:
        """Make a board, register a room, issue a sitting; returns the issue's folder."""
        room = RoomIdentity.create(CENTRE, "sala 12")
        room.save(self.folder / "room")
        request = self.folder / "sala.room-request"
        request.write_bytes(make_room_request(room))
        assert self.run("init", "--name", "Komisja próbna") == 0
        assert self.run("register", request, "--centre", CENTRE, "--centre-name", "Szkoła") == 0
        write_bank(self.folder / "bank", 8, 2)
        write_roster(self.folder / "lista.csv", 4, ["sala 12"])
        spec = write_spec(self.folder / "egzamin.toml")
        out = self.folder / "out"
        assert self.run("issue", spec, "--out", out) == 0
        return out

    def import_into_room(self, *paths: Path) -> Import:
        """Import files into the room that was registered."""
        state = RoomState(RoomIdentity.load(self.folder / "room"), datetime.date(2026, 11, 10))
        job = Import(paths, state, clock=time.perf_counter)
        assert [one.error for one in job.checks() if one.error] == []
        return job


def test_a_sitting_goes_from_the_command_line_to_an_unlocked_room(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    out = desk.issue()
    outcome = desk.import_into_room(out).outcome
    assert outcome.complete
    sheet = (out / "sheets" / f"{CENTRE}-haslo.txt").read_text("utf-8")
    secret = next(line.strip() for line in sheet.splitlines() if line.startswith("    "))
    packages = list(outcome.packages.values())
    room = RoomIdentity.load(tmp_path / "room")
    unlocked = unlock(secret, outcome.grants[SITTING], packages, room)
    assert len(unlocked.item_pool(packages[0]).items) == 8
    assert {one.name for one in (out / "sheets").iterdir()} == {
        f"{CENTRE}-{kind}.{ending}" for kind in ("haslo", "kod-awaryjny", "kod-wgladu") for ending in ("pdf", "txt")
    }


def test_no_secret_of_the_sitting_lies_beside_the_files_for_the_centre(tmp_path: Path) -> None:
    out = Desk(tmp_path).issue()
    sheets = (out / "sheets").glob("*.txt")
    lines = [line.strip() for sheet in sheets for line in sheet.read_text("utf-8").splitlines()]
    secrets = [line for line in lines if line.count("-") >= 4 and " " not in line and line.isupper()]
    assert len(secrets) == 3
    for file in [one for one in out.iterdir() if one.is_file()]:
        data = file.read_bytes()
        for secret in secrets:
            assert secret.encode() not in data
            assert secret.replace("-", "").encode() not in data
        assert b"Zadanie 1" not in data
        assert "Wiśniewska".encode() not in data


_CHANGES = f"""[[room]]
exam_room = "sala 14"
[[change]]
candidate = "{CENTRE}-0001"
surname = "Kowal-Lis"
extra_minutes = 20
accommodations = ["larger-print"]
[[change]]
candidate = "{CENTRE}-0002"
exam_room = "sala 14"
[[withdraw]]
candidate = "{CENTRE}-0003"
[[add]]
surname = "Spóźniony"
given_names = "Olaf"
document = "CD 123456"
qualification = "INF.03"
exam_room = "sala 14"
"""


def test_a_corrected_candidate_and_a_late_one_arrive_by_amendment(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    out = desk.issue()
    changes = tmp_path / "zmiany.toml"
    changes.write_text(
        _CHANGES,
        "utf-8",
    )
    before = desk.import_into_room(out).outcome.candidates[SITTING]
    amended = tmp_path / "amended"
    options = ("--centre", CENTRE, "--changes", changes, "--out", amended)
    assert desk.run("amend", SITTING, *options) == 0
    after = desk.import_into_room(out, amended).outcome.candidates[SITTING]
    assert after.revision == 2
    first, second = after.candidates[:2]
    assert (first.surname, first.extra_minutes, first.secret) == (
        "Kowal-Lis",
        20,
        before.candidates[0].secret,
    )
    assert second.exam_room == "sala 14"
    assert after.candidate(f"{CENTRE}-0003") is None
    assert after.candidates[2] == before.candidates[3]
    assert after.candidates[3].username.startswith("spozniony-olaf-")


def test_every_mistake_in_a_list_of_changes_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path)
    desk.issue()
    changes = tmp_path / "zmiany.toml"
    changes.write_text(
        '[[change]]\ncandidate = "nobody"\nsurnam = "X"\n[[withdraw]]\ncandidate = "nobody"\n'
        '[[add]]\nsurname = "A"\ngiven_names = "B"\nqualification = "XYZ.01"\n',
        "utf-8",
    )
    options = ("--centre", CENTRE, "--changes", changes, "--out", tmp_path / "amended")
    assert desk.run("amend", SITTING, *options) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("SPEC_INVALID: ")
    for place in ("change[1].candidate", "change[1].surnam", "withdraw[1].candidate", "add[1]"):
        assert [line for line in shown.splitlines() if line.startswith(f"  {place}")], place


def test_a_replaced_package_opens_with_the_passphrase_already_printed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    out = desk.issue()
    old = next(out.glob("*.exampkg"))
    sheet = (out / "sheets" / f"{CENTRE}-haslo.txt").read_text("utf-8")
    secret = next(line.strip() for line in sheet.splitlines() if line.startswith("    "))
    fresh = tmp_path / "fresh"
    options = ("--replace-package", old.stem, "--spec", tmp_path / "egzamin.toml", "--out", fresh)
    assert desk.run("amend", SITTING, *options) == 0
    assert desk.run("trust", "--recall-package", old.stem) == 0
    assert desk.run("register", "--centre", CENTRE) == 0
    registration = desk.board / "registry" / f"{CENTRE}.registration"
    candidates = out / f"{CENTRE}.candidates"
    outcome = desk.import_into_room(registration, fresh, candidates).outcome
    (package,) = outcome.packages.values()
    assert package.path.stem != old.stem
    data = outcome.candidates[SITTING]
    assert {one.package_id for one in data.candidates} == {package.package_id}
    room = RoomIdentity.load(tmp_path / "room")
    assert unlock(secret, outcome.grants[SITTING], [package], room).item_pool(package).items


def test_a_room_registered_after_the_issue_gets_grant_and_data(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    out = desk.issue()
    late = RoomIdentity.create(CENTRE, "sala 13")
    (tmp_path / "room" / "identity.json").unlink()
    late.save(tmp_path / "room")
    request = tmp_path / "late.room-request"
    request.write_bytes(make_room_request(late))
    assert desk.run("register", request, "--centre", CENTRE) == 0
    again = tmp_path / "again"
    assert desk.run("reissue", SITTING, "--centre", CENTRE, "--out", again) == 0
    registration = desk.board / "registry" / f"{CENTRE}.registration"
    outcome = desk.import_into_room(registration, again, next(out.glob("*.exampkg"))).outcome
    assert outcome.complete and outcome.candidates[SITTING].revision == 1


def test_an_officials_key_opens_with_the_pin_only_and_is_certified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path)
    key_file = tmp_path / "operator.key"
    words = [str(key_file), "--role", "operator", "--name", "Anna Nowak"]
    words += ["--pin-file", str(desk.pin_file), *CHEAP]
    assert official(["create", *words]) == 0
    assert desk.run("init") == 0
    request = key_file.with_suffix(".official-request")
    options = ("--centre", CENTRE, "--centre-name", "Szkoła")
    assert desk.run("register", request, *options) == 0
    assert "operator: Anna Nowak" in capsys.readouterr().out
    assert open_official_key(key_file.read_bytes(), PIN).public
    assert official(["create", *words]) == 2
    assert capsys.readouterr().err.startswith("ALREADY_THERE: ")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["init", "--roots", "1"], "COMMAND_INVALID"),
        (["issue", "nowhere.toml", "--out", "x"], "IO_ERROR"),
        (["register", "nowhere.room", "--centre", CENTRE], "NOT_A_BOARD"),
        (["trust"], "NOT_A_BOARD"),
        (["reissue", SITTING, "--centre", CENTRE, "--out", "x"], "NOT_A_BOARD"),
        (["receive", "x.exambundle", "--out", "x"], "NOT_A_BOARD"),
    ],
)
def test_bad_input_ends_with_a_code_and_never_with_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], code: str
) -> None:
    desk = Desk(tmp_path)
    assert board([command[0], str(desk.board), *command[1:], "--pin-file", str(desk.pin_file)]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"{code}: ")
    assert "Traceback" not in shown


def test_a_wrong_pin_is_told_from_a_damaged_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path)
    assert desk.run("init") == 0
    desk.pin_file.write_text("000000", "utf-8")
    assert desk.run("trust", "--recall-package", "x") == 2
    assert capsys.readouterr().err.startswith("PIN_WRONG: ")


def test_a_sitting_is_never_issued_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path)
    desk.issue()
    assert desk.run("issue", tmp_path / "egzamin.toml", "--out", tmp_path / "again") == 2
    said = capsys.readouterr().err
    assert said.startswith("SITTING_ISSUED: ") and "issued before" in said
    assert not (tmp_path / "again").exists()


def test_a_sitting_the_board_never_issued_cannot_be_amended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path)
    assert desk.run("init") == 0
    assert desk.run("reissue", "nowhere", "--centre", CENTRE, "--out", tmp_path / "again") == 2
    assert capsys.readouterr().err.startswith("SITTING_NOT_ISSUED: ")


def test_every_mistake_of_a_specification_has_its_own_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = tmp_path / "egzamin.toml"
    spec.write_text('[sitting]\nid = "a b"\ntrail = true\n', "utf-8")
    assert Desk(tmp_path).run("issue", spec, "--out", tmp_path / "out") == 2
    first, *rest = capsys.readouterr().err.splitlines()
    assert first.startswith("SPEC_INVALID: ")
    assert len(rest) > 3 and all(line.startswith("  ") for line in rest)
    assert [line for line in rest if line.startswith("  sitting.id: ")]
    assert [line for line in rest if line.startswith("  sitting.trail: ")]


def test_no_pin_is_asked_for_a_board_in_a_folder_that_is_not_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _prompt: pytest.fail("asked for a PIN"))
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    for place in (tmp_path, tmp_path / "mine.txt"):
        assert board(["init", str(place)]) == 2
        assert capsys.readouterr().err.startswith("ALREADY_THERE: ")


def test_another_kind_of_file_is_no_damaged_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key file, a picture, a text: copying them again would help nobody."""
    desk = Desk(tmp_path)
    assert desk.run("init") == 0
    wrong = tmp_path / "wrong"
    for data in (next(desk.board.glob("keys/*.key")).read_bytes(), b"\x89PNG\r\n\x1a\n", b"tekst" * 400_000):
        wrong.write_bytes(data)
        assert desk.run("register", wrong, "--centre", CENTRE, "--centre-name", "X") == 2
        assert capsys.readouterr().err.startswith("PKG_NOT_A_PACKAGE: ")
    wrong.write_bytes(make_room_request(RoomIdentity.create(CENTRE, "sala 12"))[:60])
    assert desk.run("register", wrong, "--centre", CENTRE, "--centre-name", "X") == 2
    assert capsys.readouterr().err.startswith("PKG_TRUNCATED: ")


def test_what_a_command_says_of_its_progress_is_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Desk(tmp_path).issue()
    said = capsys.readouterr().out
    for line in ("Board: Komisja próbna", "Fingerprint: ", "Room sala 12: ", "Registration: ", f"Sitting {SITTING}; "):
        assert line in said
