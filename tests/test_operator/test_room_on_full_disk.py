"""A room on a disk that runs out says so, refuses what can wait, and goes on taking answers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from koperta_operator.room import service
from koperta_operator.room.actor import EXIT_NOT_DURABLE
from koperta_operator.room.command import main as room
from koperta_operator.room.disk.guard import RESERVE, WHY, DiskState
from koperta_operator.room.disk.place import Place
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.errors import NotDurableError
from koperta_operator.room.settings import SMALL_DISK, DiskSettings, Settings, write_settings
from koperta_packages.identity import OfficialRole
from koperta_sync.protocol.console import ImportFiles
from koperta_sync.protocol.workstation import Delivered
from tests.real_room import board_files
from tests.test_operator.live_room import LiveRoom, on_live_room, prepared_copy, serving
from tests.test_operator.live_wire import console_client
from tests.test_operator.solver import ANSWER, answers, solving

MIB = 1024 * 1024


@on_live_room(unlocked=True)
async def test_answers_are_taken_when_imports_no_longer_are(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    live.room.disk._free = lambda _folder: MIB  # of a reserve of 4
    async with console_client(live.console_pairing(), live.official(OfficialRole.OPERATOR)) as client:
        done = await client.job(ImportFiles(paths=board_files(live.issued)))
        assert done.failed and done.checks[-1].code == "NO_SPACE"
        item = solver.items[0]
        assert isinstance(await solver.send(2, ANSWER, item, solver.options[item][1]), Delivered)
        assert (await answers(live, solver.candidate))[item] == solver.options[item][1]
        view = live.room.overview.view(live.room.sittings)
        assert {one.name: one.why for one in view.lamps}["disk"] == WHY[DiskState.NO_IMPORTS]
        live.room.disk._free = lambda _folder: 100_000 * MIB
        assert not (await client.job(ImportFiles(paths=board_files(live.issued)))).failed


def test_a_failed_commit_gives_the_reserve_up_before_the_program_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, issued, machines = prepared_copy(tmp_path, 4, 4)
    held: list[bool] = []
    monkeypatch.setattr(service, "end_program", lambda _error: held.append((folder.root / RESERVE).exists()))

    async def day() -> None:
        async with serving(folder, issued, machines) as live:
            assert (folder.root / RESERVE).exists()
            live.sitting.actor._on_fatal(NotDurableError("the disk is full"))
            live.room.ledger._on_fatal(NotDurableError("the disk is full"))

    asyncio.run(day())
    assert held == [False, False]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Make a room's folder that asks for more than any disk has."""
    folder = tmp_path / "room"
    assert room(["init", str(folder), "--centre", "306401-00042", "--label", "sala 12", "--small-disk"]) == 0
    write_settings(RoomFolder(folder).settings, Settings(disk=DiskSettings(least_free_mb=64 * 1024, reserve_mb=0)))
    return folder


def test_a_room_without_sittings_does_not_start_with_too_little(
    made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koperta_operator.room.disk.guard.shutil.disk_usage", lambda _path: _Usage(7 * MIB))
    assert room(["serve", str(made), "--port", "0", "--no-announce"]) == 2
    assert capsys.readouterr().err.startswith("NO_SPACE: ")


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def test_a_room_with_a_sitting_starts_with_whatever_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, issued, machines = prepared_copy(tmp_path, 4, 4)
    monkeypatch.setattr("koperta_operator.room.disk.guard.shutil.disk_usage", lambda _path: _Usage(7 * MIB))

    async def day() -> None:
        async with serving(folder, issued, machines) as live:
            assert live.room.disk.state is DiskState.LOW

    asyncio.run(day())


def test_a_room_on_a_network_disk_is_refused_with_its_code(
    made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koperta_operator.room.disk.place.place_of", lambda _folder: (Place.NETWORK, "cifs"))
    assert room(["serve", str(made), "--port", "0", "--no-announce"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("DISK_NOT_LOCAL: ") and "cifs" in said


def test_a_start_that_the_disk_refuses_is_tried_again_with_the_reserve(
    made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_settings(RoomFolder(made).settings, Settings(disk=SMALL_DISK))

    def full(*_arguments: object, **_options: object) -> None:
        assert (made / RESERVE).exists()
        raise NotDurableError("the disk refuses: database or disk is full")

    monkeypatch.setattr(service, "RoomLedger", full)
    assert room(["serve", str(made), "--port", "0", "--no-announce"]) == EXIT_NOT_DURABLE, (
        "a supervisor starts it again"
    )
    assert capsys.readouterr().err.startswith("JOURNAL_REFUSED: ")
    assert not (made / RESERVE).exists()
