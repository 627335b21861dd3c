"""The real window on a real room process: started from it, killed beside it, found again."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from koperta_crypto.kdf import KdfCost
from koperta_operator.console.command import Console
from koperta_operator.console.pages.workstations import WorkstationsPage
from koperta_operator.console.window import ConsoleWindow
from koperta_operator.room import command as room_command
from koperta_packages.identity import OfficialRole
from koperta_sync.client import LinkState
from koperta_sync.officials import create_official
from koperta_sync.protocol.room_view import Step

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds and ends the room's process through /proc")


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def processes_of(folder: Path, word: str) -> list[int]:
    """Return the processes of a room's folder: `run` is the supervisor, `serve` the room."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parts = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if str(folder).encode() in parts and word.encode() in parts:
                found.append(int(entry.name))
    return found


@pytest.fixture
def room_folder(tmp_path: Path) -> Iterator[Path]:
    """Make a room that nobody has started; end its processes afterwards."""
    folder = (tmp_path / "room").resolve()
    arguments = ["init", str(folder), "--centre", "061234-56789", "--label", "Zespół Szkół nr 4"]
    arguments += ["--exam-room", "sala 12", "--port", str(free_port()), "--address", "127.0.0.1"]
    assert room_command.main(arguments) == 0
    yield folder
    for pid in processes_of(folder, "run"):
        os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + 15
    while (processes_of(folder, "run") or processes_of(folder, "serve")) and time.monotonic() < end:
        time.sleep(0.1)
    assert not processes_of(folder, "serve")


def window_of(console: Console) -> ConsoleWindow:
    """Return the open window."""
    assert isinstance(console.window, ConsoleWindow)
    return console.window


@pytest.mark.timeout(120)
def test_a_room_started_from_the_console_survives_it_and_is_found_again(
    qtbot: QtBot, dressed: QApplication, room_folder: Path, tmp_path: Path
) -> None:
    first = Console("pl")
    first.open_local(room_folder)
    window = window_of(first)
    qtbot.waitUntil(window.away.start.isVisible, timeout=10_000)
    window.away.start.click()
    qtbot.waitUntil(lambda: window.desk.room is not None, timeout=40_000)
    room = window.desk.room
    assert room is not None and (room.label, room.exam_rooms) == ("Zespół Szkół nr 4", ("sala 12",))
    assert window.step is Step.PACKAGES and not window.away.isVisible()
    assert "Zespół Szkół nr 4" in window.top.place.text()

    window.open_sign_in()
    key = tmp_path / "obcy.key"
    key.write_bytes(create_official("Obcy", OfficialRole.OPERATOR, "123456", KdfCost(64 * 1024, 1))[0])
    window.sign_in.form.path.setText(str(key))
    window.sign_in.form.pin.setText("123456")
    window.sign_in.form.go.click()
    qtbot.waitUntil(lambda: window.sign_in.form.go.isEnabled(), timeout=20_000)
    assert window.desk.official is None, "the board has never certified this official"
    page = window.pages[Step.WORKSTATIONS]
    assert isinstance(page, WorkstationsPage) and not page.revoke.possible()
    first.close()
    window.close()

    assert processes_of(room_folder, "serve"), "the room ended with its console"
    second = Console("pl")
    second.open_local(room_folder)
    again = window_of(second)
    qtbot.waitUntil(lambda: again.desk.room is not None, timeout=20_000)
    (serving,) = processes_of(room_folder, "serve")
    os.kill(serving, signal.SIGKILL)
    qtbot.waitUntil(lambda: again.desk.link.state is LinkState.AWAY, timeout=20_000)
    assert again.away.isVisible() and "Zespół Szkół nr 4" in again.top.place.text()
    qtbot.waitUntil(lambda: again.desk.link.state is LinkState.CONNECTED, timeout=40_000)
    assert not again.away.isVisible()
    second.close()
    again.close()
