"""Slips at the command line: each is said in words, nothing is made, nothing falls over."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from koperta_operator.room.command import main as room
from koperta_packages.errors import Code, PackageError
from koperta_sync.board.command import main as board
from koperta_sync.officials import LEAST_PIN
from koperta_sync.officials import main as official
from koperta_sync.terminal import EXIT_REFUSED, print_refusal

OFFICIAL = ["--role", "operator", "--name", "Adam Nowak"]


def test_a_pin_file_that_is_no_text_is_refused_calmly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pin = tmp_path / "pin"
    pin.write_bytes(b"\xff\xfe1\x002\x00")
    assert official(["create", str(tmp_path / "a.key"), *OFFICIAL, "--pin-file", str(pin)]) == EXIT_REFUSED
    said = capsys.readouterr().err
    assert said.startswith("SECRET_FILE_INVALID: ")
    assert "UTF-8" in said
    assert not (tmp_path / "a.key").exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_an_official_without_a_usable_name_gets_no_key(tmp_path: Path, name: str) -> None:
    out = tmp_path / "a.key"
    with pytest.raises(SystemExit):
        official(["create", str(out), "--role", "operator", "--name", name])
    assert not out.exists()


def test_an_advised_date_that_is_no_date_makes_no_board(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        board(["init", str(tmp_path / "board"), "--expires", "jutro"])
    assert not (tmp_path / "board").exists()


@pytest.mark.parametrize("port", ["-1", "65536", "99999", "osiem"])
def test_a_port_that_does_not_exist_is_refused_rather_than_wrapped(tmp_path: Path, port: str) -> None:
    with pytest.raises(SystemExit):
        room(["serve", str(tmp_path), "--port", port])


def test_a_port_in_use_is_said_with_a_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "room"
    assert room(["init", str(folder), "--centre", "306401-00042", "--label", "sala 12", "--small-disk"]) == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        arguments = ["--port", str(port), "--address", "127.0.0.1", "--no-announce"]
        assert room(["serve", str(folder), *arguments]) == EXIT_REFUSED
    said = capsys.readouterr().err
    assert said.startswith("PORT_IN_USE: ") and "--port" in said


@pytest.mark.parametrize(
    "option", [("--kdf-memory", "1", "64 and 1024"), ("--kdf-passes", "11", "1 and 10"), ("--kdf-passes", "x", "whole")]
)
def test_a_cost_out_of_bounds_is_named_with_its_bounds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: tuple[str, str, str]
) -> None:
    with pytest.raises(SystemExit):
        official(["create", str(tmp_path / "a.key"), *OFFICIAL, *option[:2]])
    said = capsys.readouterr().err
    assert f"argument {option[0]}" in said and option[2] in said


def test_a_new_pin_is_refused_for_what_is_wrong_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pin, key = tmp_path / "pin", tmp_path / "a.key"
    pin.write_text("12345", "utf-8")
    assert official(["create", str(key), *OFFICIAL, "--pin-file", str(pin)]) == EXIT_REFUSED
    said = capsys.readouterr().err
    assert said.startswith("PIN_TOO_SHORT: ") and f"co najmniej {LEAST_PIN} znaków" in said
    typed = iter(("135790", "135791"))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert official(["create", str(key), *OFFICIAL]) == EXIT_REFUSED
    assert capsys.readouterr().err.startswith("SECRETS_DIFFER: ")
    assert not key.exists()


def test_a_key_file_that_exists_is_not_blamed_on_the_medium(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = tmp_path / "a.key"
    key.write_bytes(b"mine")
    assert official(["create", str(key), *OFFICIAL]) == EXIT_REFUSED
    assert capsys.readouterr().err.startswith("ALREADY_THERE: ")
    assert key.read_bytes() == b"mine"


def test_a_refusal_says_how_many_bytes_are_missing(capsys: pytest.CaptureFixture[str]) -> None:
    print_refusal(PackageError(Code.BUNDLE_TRUNCATED, "the envelope", have=900, need=3_500))
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("BUNDLE_TRUNCATED: ")
    assert "(brakuje 2,6 kB)" in first
    assert second == "  the envelope"
