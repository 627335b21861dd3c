"""The `koperta` command: a list that explains itself, and clear answers to mistakes."""

from __future__ import annotations

import pytest

from koperta_sync.command import PURPOSES, main


def test_help_lists_every_command_with_its_purpose(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    for name, purpose in PURPOSES.items():
        assert f"{name:<10} {purpose}" in shown


def test_every_registered_command_says_what_it_is_for() -> None:
    from importlib.metadata import entry_points

    assert {one.name for one in entry_points(group="koperta.commands")} == set(PURPOSES)


def test_an_unknown_command_is_named_and_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bord"]) == 2
    assert "“bord”" in capsys.readouterr().err


def test_no_command_shows_the_list_and_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage: koperta" in capsys.readouterr().out


def test_a_command_gets_the_rest_of_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["board", "--help"])
    assert ended.value.code == 0
    assert "init" in capsys.readouterr().out


COMMANDS = [
    *(["board", one] for one in ("init", "register", "issue", "trust", "amend", "reissue", "receive")),
    *(["room", one] for one in ("init", "run", "serve", "backup", "restore")),
    ["official", "create"],
    ["bundle", "verify"],
    *([one] for one in sorted(PURPOSES)),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_help_ends_with_an_example(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert f"example: koperta {' '.join(command)}" in shown
