"""Set a standby up as docs/standby.md says: backup, restore, one command, two codes typed by people."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from koperta_operator.room import command
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.lan import open_lan
from koperta_packages.identity import OfficialRole
from koperta_sync.protocol.console import ApprovePairing, BackUpRoom, Ok, OpenPairing, PairingApproved, Written
from koperta_sync.protocol.room_view import StandbyState
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.real_room import RealRoom, console, free_port, official_of, room_of, take_in
from tests.real_standby import until_standby

PASSPHRASE = "dwanaście słoni"


@pytest.mark.timeout(120)
def test_a_standby_is_set_up_by_two_commands_and_two_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issued = issue_sitting(tmp_path, candidates=2)
    spare, secret = tmp_path / "spare", tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, "utf-8")
    with RealRoom(tmp_path / "room", issued.room) as room:
        backup = asyncio.run(_backed_up(room, issued, tmp_path / "stick"))
        assert command.main(["restore", str(spare), backup, "--passphrase-file", str(secret)]) == 0
        assert command.main(["standby", str(spare)]) == 2  # the first time it has to be told where the room is
        assert "NOT_A_STANDBY" in capsys.readouterr().err
        arguments = ["standby", str(spare), "--primary", f"127.0.0.1:{room.port}", "--port", str(free_port())]
        process = subprocess.Popen(
            [sys.executable, "-m", "koperta_operator.room", *arguments, "--address", "127.0.0.1", "--no-announce"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        try:
            asyncio.run(_typed(room, issued, process))
        finally:
            process.terminate()
            process.communicate(timeout=15)
    # It is trusted by the same authority, and has a server key of its own.
    own, room_lan = open_lan(RoomFolder(spare), issued.room.room_id), open_lan(room.folder, issued.room.room_id)
    assert own.authority.certificate_pem == room_lan.authority.certificate_pem
    assert own.certificate_der != room_lan.certificate_der
    copied = {one.name: one.read_bytes() for one in RoomFolder(spare).files.iterdir()}
    assert copied == {one.name: one.read_bytes() for one in room.folder.files.iterdir()}


async def _backed_up(room: RealRoom, issued: IssuedSittingForTest, stick: Path) -> str:
    stick.mkdir()
    async with console(room) as anybody:
        await take_in(anybody, issued)
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        written = await operator.ask(BackUpRoom(folder=str(stick), passphrase=PASSPHRASE), Written)
    return written.paths[0]


async def _typed(room: RealRoom, issued: IssuedSittingForTest, process: subprocess.Popen[str]) -> None:
    """Type the code of the one machine at the other, and back."""
    assert process.stdin is not None
    assert process.stdout is not None
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        await operator.ask(OpenPairing(open=True), Ok)
        process_line = await asyncio.to_thread(process.stdout.readline)
        code = process_line.rpartition(": ")[2].strip()
        approved = await operator.ask(ApprovePairing(code=code, exam_room="", seat_number=1), PairingApproved)
        process.stdin.write(f"{approved.room_code}\n")
        process.stdin.flush()
        await until_standby(operator, StandbyState.READY, 30)
        view = room_of(operator)
        assert view.standby.name
        assert [one.role for one in view.workstations if one.connected or one.role == "standby"] == ["standby"]
        assert next(one for one in view.lamps if one.name == "standby").state == "ok"
