"""What is left when the console dies, and when the whole machine is lost and a backup is all there is."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from koperta_operator.room.command import main as room_command
from koperta_operator.room.folder import RoomFolder
from koperta_packages.identity import OfficialRole
from koperta_station.state import Screen
from koperta_sync.protocol.console import BackUpRoom, Rehearse, Written
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.end_to_end import room_day as day
from tests.real_room import (
    LONG_AGO,
    RealRoom,
    console,
    enrolment,
    official_of,
    passed,
    sitting_of,
    take_in,
    unlock,
    until,
)

_CONSOLE_THAT_DIES = """
import asyncio, sys
from pathlib import Path
from koperta_crypto.signing import SigningKey
from koperta_packages.identity import official_id_of
from koperta_sync.console_client import ConsoleClient
from koperta_sync.credentials import load
from koperta_sync.protocol.console import Ok, StartSitting

async def work(folder, seed, sitting_id):
    client = ConsoleClient(load(Path(folder)), lambda _state, _news: None)
    client.start()
    await client.welcome()
    key = SigningKey.from_seed(bytes.fromhex(seed))
    await client.sign_in(official_id_of(key.public), key)
    await client.ask(StartSitting(sitting_id=sitting_id), Ok)
    print("started", flush=True)
    await asyncio.sleep(60)

asyncio.run(work(*sys.argv[1:]))
"""


@pytest.mark.timeout(120)
def test_a_killed_console_loses_nothing_and_a_new_one_goes_on(tmp_path: Path) -> None:
    """The console that started the sitting is killed while candidates answer; another one ends the day."""
    issued = issue_sitting(tmp_path, candidates=2, opens_at=LONG_AGO)

    async def whole(room: RealRoom) -> Path:
        async with console(room) as anybody:
            sitting_id = await take_in(anybody, issued)
        async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
            file = await enrolment(operator, tmp_path / "stick", (1, 2))
            await unlock(operator, issued)
            kiosks = [
                await day.workstation(file, seat, tmp_path / f"pc{seat}", person)
                for seat, person in enumerate(day.people(issued), 1)
            ]
            sitting = [asyncio.create_task(one.sit()) for one in kiosks]
            await day.all_ready(operator, sitting_id, 2)
        await asyncio.to_thread(_start_and_die, room, issued, sitting_id)
        done = await day.outcomes(sitting)
        assert [one.state.screen for one in done] == [Screen.FINISHED] * 2
        async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
            return await day.close_and_export(chair, issued, tmp_path / "stick", 2)

    with RealRoom(tmp_path / "room", issued.room) as room:
        bundle = asyncio.run(whole(room))
    assert day.board_receives(issued, bundle, tmp_path / "results").outcome.counts.sat == 2


def _start_and_die(room: RealRoom, issued: IssuedSittingForTest, sitting_id: str) -> None:
    seed = official_of(issued, OfficialRole.ROOM_CHAIR).key.seed().hex()
    command = [sys.executable, "-c", _CONSOLE_THAT_DIES, str(room.folder.local_console), seed, sitting_id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as doomed:
        assert doomed.stdout is not None
        assert doomed.stdout.readline() == "started\n"
        doomed.kill()


@pytest.mark.timeout(120)
def test_a_room_restored_from_its_sealed_backup_opens_the_same_package(tmp_path: Path) -> None:
    """On another disk: the backup, its passphrase and the board's files are enough; a wrong passphrase is not."""
    issued = issue_sitting(tmp_path, candidates=2, opens_at=LONG_AGO)
    phrase = "trzy żółwie i wiadro"

    async def back_up(room: RealRoom) -> Path:
        async with console(room) as anybody:
            await take_in(anybody, issued)
        async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
            (tmp_path / "stick").mkdir()
            message = BackUpRoom(folder=str(tmp_path / "stick"), passphrase=phrase)
            written = await operator.ask(message, Written)
            return Path(written.paths[0])

    with RealRoom(tmp_path / "room", issued.room) as room:
        backup = asyncio.run(back_up(room))
    secret, wrong = tmp_path / "phrase.txt", tmp_path / "wrong.txt"
    secret.write_text(phrase + "\n", encoding="utf-8")
    wrong.write_text("trzy żółwie i miska\n", encoding="utf-8")
    elsewhere = tmp_path / "new-disk"
    assert room_command(["restore", str(elsewhere), str(backup), "--passphrase-file", str(wrong)]) != 0
    assert not list(RoomFolder(elsewhere).identity.glob("*"))
    assert room_command(["restore", str(elsewhere), str(backup), "--passphrase-file", str(secret)]) == 0

    async def open_again(room: RealRoom) -> None:
        async with console(room) as anybody:
            sitting_id = await take_in(anybody, issued)
        async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
            passed(await operator.job(Rehearse(sitting_id=sitting_id)))
            await unlock(operator, issued)
            await until(lambda: sitting_of(operator, sitting_id).state == "unlocked", what="unlocked")

    with RealRoom(elsewhere, issued.room, with_identity=False) as room:
        asyncio.run(open_again(room))
