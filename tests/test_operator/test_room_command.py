"""The command `koperta room`: what goes wrong is said with code, Polish sentence, next step and detail."""

from __future__ import annotations

from pathlib import Path

import pytest

from koperta_operator.console.command import main as console
from koperta_operator.room.command import main as room
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.errors import BrokenChainError, JournalInUseError
from koperta_packages.errors import GUIDANCE, Code
from koperta_sync.protocol.refusals import Refused, RefusedError, refusal

REFUSED = 2
PASSPHRASE = "dziesięć znaków"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Make a room."""
    folder = tmp_path / "room"
    assert room(["init", str(folder), "--centre", "306401-00042", "--label", "sala 12", "--small-disk"]) == 0
    return folder


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[str, str]:
    """Run a command that is refused; return the code and the detail after checking the shape."""
    capsys.readouterr()
    assert room([str(one) for one in words]) == REFUSED
    said = capsys.readouterr()
    first, *details = said.err.splitlines()
    code, _, told = first.partition(": ")
    guidance = GUIDANCE[Code(code)]
    assert told == f"{guidance.sentence} {guidance.next_step}"
    assert details and all(line.startswith("  ") for line in details)
    assert not said.out
    return code, "\n".join(details)


def test_a_room_is_not_made_over_another(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (made / "identity" / "identity.key").read_bytes()
    code, _ = refused(capsys, "init", made, "--centre", "306401-00042", "--label", "sala 13")
    assert code == Code.ALREADY_THERE
    assert (made / "identity" / "identity.key").read_bytes() == before


def test_a_folder_that_is_no_room_is_called_that(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    phrase = tmp_path / "phrase"
    phrase.write_text(PASSPHRASE, "utf-8")
    assert refused(capsys, "serve", tmp_path / "nowhere")[0] == Code.NOT_A_ROOM
    assert refused(capsys, "backup", tmp_path, tmp_path, "--passphrase-file", phrase)[0] == Code.NOT_A_ROOM
    assert console(["--room", str(tmp_path)]) == REFUSED
    assert capsys.readouterr().err.startswith("NOT_A_ROOM: ")


def test_the_passphrase_of_a_backup_is_told_from_that_of_a_package(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    phrase, again = tmp_path / "phrase", tmp_path / "again"
    phrase.write_text("krótkie", "utf-8")
    assert refused(capsys, "backup", made, tmp_path, "--passphrase-file", phrase)[0] == Code.BACKUP_PW_TOO_SHORT
    phrase.write_text(PASSPHRASE, "utf-8")
    assert room(["backup", str(made), str(tmp_path), "--passphrase-file", str(phrase)]) == 0
    sealed = next(tmp_path.glob("*.koperta-backup"))
    phrase.write_text(PASSPHRASE + "!", "utf-8")
    assert refused(capsys, "restore", again, sealed, "--passphrase-file", phrase)[0] == Code.BACKUP_PW_WRONG
    phrase.write_bytes(b"\xff\xfe1\x00")
    assert refused(capsys, "restore", again, sealed, "--passphrase-file", phrase)[0] == Code.SECRET_FILE_INVALID
    assert not again.exists()


def test_two_different_passphrases_make_no_backup(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter((PASSPHRASE, PASSPHRASE + "!"))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert refused(capsys, "backup", made, tmp_path)[0] == Code.SECRETS_DIFFER
    assert not list(tmp_path.glob("*.koperta-backup"))


def test_a_mistake_in_the_settings_is_named(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    RoomFolder(made).settings.write_text("port = 'osiem'\n", "utf-8")
    code, detail = refused(capsys, "serve", made)
    assert code == Code.SETTINGS_INVALID and "room.toml" in detail and "port" in detail


def test_an_address_of_another_machine_is_refused_with_a_way_out(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """192.0.2.0/24 is no machine's (RFC 5737)."""
    assert refused(capsys, "serve", made, "--port", "0", "--address", "192.0.2.7", "--no-announce")[0] == (
        Code.ADDRESS_UNKNOWN
    )


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (JournalInUseError("another program holds this journal"), Code.ROOM_IN_USE),
        (BrokenChainError(7, "other hash"), Code.JOURNAL_REFUSED),
    ],
)
def test_a_journal_that_cannot_be_used_is_said_with_its_code(
    made: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    code: Code,
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr("koperta_operator.room.command.load_settings", fail)
    assert refused(capsys, "serve", made) == (code, f"  {error}")


def test_a_refusal_of_the_room_reads_like_one_of_a_file(
    made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise RefusedError(Refused.FILE_REFUSED, "read back differently")

    monkeypatch.setattr("koperta_operator.room.command.load_settings", fail)
    assert room(["serve", str(made)]) == REFUSED
    said, expected = capsys.readouterr().err, refusal(Refused.FILE_REFUSED)
    assert said == f"FILE_REFUSED: {expected.sentence} {expected.next_step}\n  read back differently\n"


def test_before_the_hour_a_reason_is_asked_for_and_no_second_person() -> None:
    for told in (GUIDANCE[Code.TOO_EARLY].next_step, refusal(Refused.TOO_EARLY).next_step):
        assert "przyczyny" in told and "dwie osoby" not in told
