"""Set up the second machine of the demo day, and let two officials make it the room."""

from __future__ import annotations

import asyncio
from pathlib import Path

from koperta_operator.demo import plan
from koperta_operator.demo.programs import Program, Programs, wait_ready
from koperta_operator.demo.room_part import BACKUP_PASSPHRASE, Desk, until
from koperta_operator.room.backup import SUFFIX, load_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.standby.command import keep_pairing
from koperta_sync.credentials import Credentials
from koperta_sync.pairing_client import PairingStep, pair_by_code
from koperta_sync.protocol.console import ApprovePairing, Ok, OpenPairing, PairingApproved
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.room_view import StandbyState

FIRST_LEVEL_S = 30.0
PROMOTERS = ("exam-chair", "room-chair")


async def set_up(at: Desk, programs: Programs, port: int) -> Program:
    """Restore the sealed identity on a second machine, pair it by codes, and wait until it holds everything."""
    folder = at.places.spare
    passphrase = at.places.desk / "backup-passphrase.txt"
    passphrase.write_text(BACKUP_PASSPHRASE + "\n", encoding="utf-8")
    backup = next(at.places.sticks[1].glob(f"*{SUFFIX}"))
    await asyncio.to_thread(
        programs.run, "restore", ["room", "restore", folder, backup, "--passphrase-file", passphrase]
    )
    await at.ask("operator", OpenPairing(open=True), Ok)
    credentials = await _pair(at, port)
    await at.ask("operator", OpenPairing(open=False), Ok)
    await asyncio.to_thread(_keep, folder, credentials)
    serve: list[str | Path] = ["room", "standby-serve", folder, "--port", "0", "--address", "127.0.0.1"]
    standby = programs.start("standby", [*serve, "--no-announce", "--stop-on-eof", "--verbose"], piped=True)
    spare_port = await asyncio.to_thread(wait_ready, standby)
    await until(lambda: at.room.standby.state is StandbyState.READY, FIRST_LEVEL_S, "the standby to hold everything")
    at.say("standby", f"second machine on 127.0.0.1:{spare_port}: every answer is on two disks before it counts")
    return standby


async def _pair(at: Desk, port: int) -> Credentials:
    """Type the machine's code at the console and the console's code at the machine."""
    shown: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def show(step: PairingStep) -> None:
        if step.machine_code and not shown.done():
            shown.set_result(step.machine_code)

    async def typed() -> str:
        message = ApprovePairing(code=await shown, exam_room=plan.EXAM_ROOM, seat_number=0)
        return (await at.ask("operator", message, PairingApproved)).room_code

    return await pair_by_code(f"127.0.0.1:{port}", MachineRole.STANDBY, "zapas", show, typed)


def _keep(folder: Path, credentials: Credentials) -> None:
    room = RoomFolder(folder)
    keep_pairing(room, load_identity(room), credentials)


async def promote(at: Desk, programs: Programs) -> None:
    """Let two officials take over at the second machine."""
    arguments: list[str | Path] = ["room", "promote", at.places.spare]
    for role in PROMOTERS:
        arguments += ["--key", at.issued.keys[role], "--pin-file", at.places.officials / f"{role}.pin"]
    await asyncio.to_thread(programs.run, "promote", arguments)
    at.say("two officials", "promoted the standby, with key file and PIN each: it is the room now")
