"""The program as a whole: from an unpaired machine to the window, its memory, its way out."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from koperta_station.kiosk.command import show
from koperta_station.kiosk.driver import Session
from koperta_station.kiosk.joining import Joining
from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.program import Program
from koperta_station.kiosk.screens.finding import FindingScreen
from koperta_station.kiosk.screens.pairing import PairingScreen
from koperta_station.state import KioskState
from koperta_sync.credentials import Credentials, save
from koperta_sync.desktop.bridge import NetworkThread
from tests.test_station.kiosk_bench import HandClock
from tests.test_sync.linked_machine import admitted
from tests.test_sync.small_room import SmallRoom

ROOT = Path(__file__).resolve().parent.parent.parent


def no_session(credentials: Credentials, on_change: Callable[[KioskState], None]) -> Session:
    raise AssertionError("an unpaired machine has no session")


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    network, looks = NetworkThread(), Looks()
    looks.wear()
    made = Program(tmp_path, network, looks, HandClock(), no_session)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.close()
    network.stop()


def finding(program: Program) -> FindingScreen:
    shown = program.window.screen_shown
    assert isinstance(shown, FindingScreen)
    return shown


def test_an_unpaired_machine_asks_for_its_room(program: Program) -> None:
    assert finding(program).address.isVisible()
    assert not finding(program).back_button.isVisible(), "there is no room to go back to"


def test_an_address_where_nobody_answers_is_said_in_words_and_can_be_tried_again(
    qtbot: QtBot, program: Program
) -> None:
    finding(program).address.setText("127.0.0.1:1")
    finding(program).connect_button.click()
    shown = program.window.screen_shown
    assert isinstance(shown, PairingScreen)
    qtbot.waitUntil(lambda: "Komputer operatora nie odpowiada." in shown.note.text())
    assert shown.once_more.isVisible()
    shown.cancel.click()
    assert finding(program).address.isVisible()


def test_nonsense_as_an_address_is_refused_without_harm(qtbot: QtBot, program: Program) -> None:
    finding(program).address.setText("żółw:99999")
    finding(program).connect_button.click()
    shown = program.window.screen_shown
    assert isinstance(shown, PairingScreen)
    qtbot.waitUntil(lambda: shown.once_more.isVisible())
    assert shown.note.text()


@pytest.mark.parametrize("content", [b"", b"nothing of the kind", b"\x00" * 2_000_000])
def test_a_file_that_is_no_enrolment_is_explained(program: Program, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "sala.koperta-enrol"
    file.write_bytes(content)
    joining = program.findChild(Joining)
    assert isinstance(joining, Joining)
    joining.open_file(file)
    assert "To nie jest plik łączenia" in finding(program).note.text()


def test_the_window_fills_the_screen_and_cannot_be_closed_by_a_candidate(program: Program) -> None:
    window = program.window
    show(window, windowed=False, grab=False)
    assert window.geometry() == window.screen().geometry()
    assert not window.close()
    assert window.isVisible()
    window.may_close = True


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_forty_tasks_with_pictures_stay_below_130_megabytes() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-m", "tests.test_station.kiosk_memory"],
        capture_output=True, text=True, check=True, cwd=ROOT, env=environment, timeout=100,
    )  # fmt: skip
    assert float(run.stdout) < 130


def test_a_paired_workstation_loads_nothing_that_only_joining_or_a_room_needs(tmp_path: Path) -> None:
    """X.509, zeroconf and the room's server take 25 MB of the memory an exam is allowed to."""
    save(admitted(SmallRoom(), "127.0.0.1:1"), tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "tests.test_station.kiosk_imports", str(tmp_path)],
        capture_output=True, text=True, check=True, cwd=ROOT, timeout=60,
    )  # fmt: skip
    assert run.stdout.splitlines() == ["running: ", "joining: cryptography zeroconf"]
