"""The supervisor: starts the room again when it fell, and lets it end when it was told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from koperta_operator.room.settings import Settings, SettingsError, load_settings, write_settings

# A room of one line stands in for the real one: the supervisor only sees its exit code.
PROGRAM = """
import sys, subprocess
from koperta_operator.room import supervisor
real = subprocess.Popen
supervisor.FIRST_PAUSE_S = 0.01
supervisor.subprocess.Popen = lambda command: real([sys.executable, "-c", sys.argv[1], sys.argv[2]])
sys.exit(supervisor.supervise([]))
"""
COUNT = (
    "import sys, pathlib; p = pathlib.Path(sys.argv[1]); n = len(p.read_text()) if p.exists() else 0; "
    "p.write_text('x' * (n + 1)); "
)


def run(room: str, note: Path) -> int:
    """Run the supervisor on a stand-in until it ends; return its exit code."""
    return subprocess.run([sys.executable, "-c", PROGRAM, room, str(note)], timeout=30, check=False).returncode


def test_a_room_that_falls_is_started_again_until_it_ends_cleanly(tmp_path: Path) -> None:
    assert run(COUNT + "sys.exit(70 if n < 2 else 0)", tmp_path / "n") == 0
    assert (tmp_path / "n").read_text() == "xxx"


def test_a_room_that_cannot_start_is_not_started_again(tmp_path: Path) -> None:
    assert run(COUNT + "sys.exit(2)", tmp_path / "n") == 2
    assert (tmp_path / "n").read_text() == "x"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to pass on")
def test_a_room_told_to_stop_stays_stopped_however_it_ends(tmp_path: Path) -> None:
    """Also when the wish comes before it listens for wishes, which kills it with a code that is not 0."""
    note = tmp_path / "n"
    command = [sys.executable, "-c", PROGRAM, COUNT + "import time; time.sleep(60)", str(note)]
    supervisor = subprocess.Popen(command)
    until = time.monotonic() + 20
    while not note.exists() and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.1)
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(10) == 0
    assert note.read_text() == "x"


@pytest.mark.parametrize("name", ["sala 12", 'sala "A"', "a\\b", "dwie\nlinie", "tab\t", "żółć \x7f \x01", "", "#[x]="])
def test_settings_come_back_as_they_were_written(tmp_path: Path, name: str) -> None:
    wanted = Settings((name, "sala 2"), 9_000, ("192.168.1.10",))
    write_settings(tmp_path / "room.toml", wanted)
    assert load_settings(tmp_path / "room.toml") == wanted


@pytest.mark.parametrize(
    "text", ["port = 70000", "port = -1", "port = 'x'", "ports = 1", "exam_rooms = 'a'", "\x00", "["]
)
def test_settings_that_make_no_sense_name_the_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "room.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"room\.toml"):
        load_settings(path)


def test_settings_that_cannot_be_read_are_told_and_missing_ones_are_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(SettingsError):
        load_settings(tmp_path / "folder")
    (tmp_path / "latin").write_bytes(b"# \xff")
    with pytest.raises(SettingsError):
        load_settings(tmp_path / "latin")
    assert load_settings(tmp_path / "nothing") == Settings()
