"""Run a real standby beside a real room: a process of its own, paired by codes, promoted by officials."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from pathlib import Path

from koperta_operator.room.backup import load_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.standby.command import keep_pairing, promote
from koperta_packages.identity import OfficialRole, official_id_of
from koperta_sync.console_client import ConsoleClient
from koperta_sync.pairing_client import PairingStep, pair_by_code
from koperta_sync.protocol.console import ApprovePairing, Ok, OpenPairing, PairingApproved
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.room_view import RoomRole, StandbyState
from tests.board_fixture import IssuedSittingForTest
from tests.real_room import RealRoom, console, official_of, room_of, until


class RealStandby(RealRoom):
    """Hold a standby's folder and its process; once promoted it is a room like any other."""

    def __init__(self, folder: Path, room: RealRoom, *, supervised: bool = False) -> None:
        """Restore the room's identity and LAN authority, as its sealed backup would."""
        restored = RoomFolder(folder)
        restored.create()
        for part in ("identity", "lan"):
            shutil.copytree(getattr(room.folder, part), getattr(restored, part), dirs_exist_ok=True)
        super().__init__(folder, load_identity(restored), supervised=supervised, with_identity=False)
        self._command = "standby" if supervised else "standby-serve"

    def stall(self) -> None:
        """Stop the process where it is: connected, and silent."""
        os.kill(self.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let a stalled process go on."""
        os.kill(self.pid, signal.SIGCONT)


async def pair_standby(standby: RealStandby, room: RealRoom, official: ConsoleClient) -> None:
    """Pair by codes, as two people at two machines do; the official is signed in at the room."""
    codes: asyncio.Queue[str] = asyncio.Queue()
    answers: asyncio.Queue[str] = asyncio.Queue()

    def shown(step: PairingStep) -> None:
        if step.machine_code and not step.approved:
            codes.put_nowait(step.machine_code)

    await official.ask(OpenPairing(open=True), Ok)
    address = f"127.0.0.1:{room.port}"
    pairing = asyncio.create_task(pair_by_code(address, MachineRole.STANDBY, "zapas", shown, answers.get))
    code = await asyncio.wait_for(codes.get(), 15)
    approved = await official.ask(ApprovePairing(code=code, exam_room="", seat_number=0), PairingApproved)
    answers.put_nowait(approved.room_code)
    credentials = await asyncio.wait_for(pairing, 15)
    await official.ask(OpenPairing(open=False), Ok)
    keep_pairing(standby.folder, load_identity(standby.folder), credentials)


async def started(standby: RealStandby, room: RealRoom, issued: IssuedSittingForTest) -> None:
    """Pair a standby, start it and wait until the room waits for its word."""
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        await pair_standby(standby, room, operator)
        await asyncio.to_thread(standby.start)
        await until_standby(operator, StandbyState.READY)


async def until_standby(client: ConsoleClient, state: StandbyState, seconds: float = 15.0) -> None:
    """Wait until the room shows its standby in a state."""
    await until(lambda: room_of(client).standby.state is state, seconds, f"the standby to be {state}")


async def promoted(standby: RealStandby, issued: IssuedSittingForTest) -> None:
    """Let the exam chair and the room chair promote the standby at its own machine; wait until it is the room."""
    async with console(standby) as client:
        assert room_of(client).role is RoomRole.STANDBY
        roles = (OfficialRole.EXAM_CHAIR, OfficialRole.ROOM_CHAIR)
        officials = [official_of(issued, role) for role in roles]
        await promote(client, [(official_id_of(one.key.public), one.key) for one in officials])
        await asyncio.to_thread(standby.wait_ready)
