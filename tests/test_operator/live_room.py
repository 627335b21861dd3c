"""Run a real room inside a test: its journals, its rules, its TLS port on 127.0.0.1, the board's real files.

Unlike `tests.real_room` the room lives in the test's own event loop, so an attack can be followed by a look at
what it left behind. Folders of rooms that have imported a sitting and paired their machines are made once per
test run and copied.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import functools
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from koperta_crypto.certificates import make_request
from koperta_crypto.signing import SigningKey
from koperta_operator.room.backup import save_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.server.app import listen
from koperta_operator.room.server.desk import LOCAL_CONSOLE
from koperta_operator.room.service import Room
from koperta_operator.room.settings import SMALL_DISK, Settings
from koperta_packages.candidates import Candidate
from koperta_packages.identity import OfficialRole, official_id_of
from koperta_sync.credentials import Credentials, load, save
from koperta_sync.enrolment import read_enrolment
from koperta_sync.pairing_client import pair_by_file
from koperta_sync.protocol.console import ImportFiles, WriteEnrolment, Written
from koperta_sync.protocol.pairing import MachineRole
from tests.board_fixture import IssuedSittingForTest, Official, issue_sitting
from tests.real_room import LONG_AGO, board_files, official_of, passed, unlock
from tests.test_operator.live_wire import Wire, console_client

EXAM_ROOM = "sala 12"


@dataclass(slots=True)
class LiveRoom:
    """Hold a room that serves, the sitting it imported and the machines it knows."""

    folder: RoomFolder
    issued: IssuedSittingForTest
    room: Room
    port: int
    machines: Path
    _open: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)

    @property
    def address(self) -> str:
        """Return where the room is served."""
        return f"127.0.0.1:{self.port}"

    @property
    def sitting_id(self) -> str:
        """Return the id of the sitting."""
        return self.issued.issue.sitting_id

    @property
    def sitting(self) -> OpenSitting:
        """Return the sitting."""
        return self.room.sittings[self.sitting_id]

    def candidate(self, number: int) -> Candidate:
        """Return a candidate of the sitting, from 0."""
        return self.sitting.names.data.candidates[number]

    def seat(self, number: int) -> Credentials:
        """Return the pairing of a workstation, from 1."""
        return load(self.machines / str(number)).at(self.address)

    def console_pairing(self, name: str = LOCAL_CONSOLE) -> Credentials:
        """Return the pairing of a console."""
        return load(self.machines / name).at(self.address)

    def official(self, role: OfficialRole) -> Official:
        """Return the official of a role."""
        return official_of(self.issued, role)

    async def workstation(self, number: int, *, hello: bool = True) -> Wire:
        """Connect a workstation; it stays connected until the test ends or closes it."""
        return await self._connect(self.seat(number), "/v1/workstation", hello)

    async def console(self, role: OfficialRole | None = None, name: str = LOCAL_CONSOLE) -> Wire:
        """Connect a console, with an official signed in if one is named."""
        wire = await self._connect(self.console_pairing(name), "/v1/console", True)
        if role is not None:
            official = self.official(role)
            await wire.sign_in(official_id_of(official.key.public), official.key)
        return wire

    async def unlock(self) -> None:
        """Unlock the sitting with its passphrase."""
        async with console_client(self.console_pairing(), self.official(OfficialRole.OPERATOR)) as client:
            await unlock(client, self.issued)

    async def heads(self) -> tuple[bytes, bytes]:
        """Return the heads of the room's journal and of the sitting's: equal means nothing was written."""
        head = await self.sitting.actor.call(lambda _state, _now: self.sitting.journal.head)
        return self.room.ledger.head, head

    async def _connect(self, credentials: Credentials, path: str, hello: bool) -> Wire:
        wire = await Wire.open(credentials, path)
        self._open.push_async_callback(wire.close)
        if hello:
            await wire.greet()
        return wire

    async def __aenter__(self) -> LiveRoom:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._open.aclose()


@contextlib.asynccontextmanager
async def serving(folder: RoomFolder, issued: IssuedSittingForTest, machines: Path) -> AsyncIterator[LiveRoom]:
    """Serve a room's folder while the block runs."""
    port = 0
    room = Room(folder, Settings(disk=SMALL_DISK), lambda: (f"127.0.0.1:{port}",))
    runner = None
    try:
        await room.start()
        runner, port = await listen(room, ("127.0.0.1",), 0)
        async with LiveRoom(folder, issued, room, port, machines) as live:
            yield live
    finally:
        if runner is not None:
            await runner.cleanup()
        await room.stop()


Attack = Callable[[LiveRoom], Awaitable[None]]


def on_live_room(
    *, seats: int = 4, candidates: int = 4, unlocked: bool = False
) -> Callable[[Attack], Callable[..., None]]:
    """Make a test of a coroutine that gets a room with a sitting imported and workstations paired."""

    def decorate(attack: Attack) -> Callable[..., None]:
        async def play(tmp_path: Path) -> None:
            folder, issued, machines = prepared_copy(tmp_path, seats, candidates)
            async with serving(folder, issued, machines) as live:
                if unlocked:
                    await live.unlock()
                await attack(live)

        def test(tmp_path: Path) -> None:
            # Before the test's own loop, because preparing needs one as well.
            _prepared(seats, candidates)
            asyncio.run(play(tmp_path))

        functools.update_wrapper(test, attack)
        del test.__dict__["__wrapped__"]  # pytest would look for the coroutine's parameters
        return test

    return decorate


def prepared_copy(place: Path, seats: int, candidates: int) -> tuple[RoomFolder, IssuedSittingForTest, Path]:
    """Copy the folder of a prepared room to `place`; return it, what was issued, and where the pairings lie."""
    prepared, issued = _prepared(seats, candidates)
    shutil.copytree(prepared / "room", place / "room")
    return RoomFolder(place / "room"), issued, prepared / "machines"


@cache
def _prepared(seats: int, candidates: int) -> tuple[Path, IssuedSittingForTest]:
    """Make a room's folder with a sitting imported and machines paired, once per test run."""
    place = Path(tempfile.mkdtemp(prefix="koperta-live-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    issued = issue_sitting(place, candidates=candidates, opens_at=LONG_AGO)
    folder = RoomFolder(place / "room")
    folder.create()
    save_identity(folder, issued.room)
    asyncio.run(_prepare(folder, issued, place, seats))
    return place, issued


async def _prepare(folder: RoomFolder, issued: IssuedSittingForTest, place: Path, seats: int) -> None:
    async with serving(folder, issued, place / "machines") as live:
        for name in (LOCAL_CONSOLE, "druga"):
            save(await enrol_console(live, name), live.machines / name)
        async with console_client(live.console_pairing()) as client:
            passed(await client.job(ImportFiles(paths=board_files(issued))))
            official = live.official(OfficialRole.OPERATOR)
            await client.sign_in(official_id_of(official.key.public), official.key)
            numbers = tuple(range(1, seats + 1))
            message = WriteEnrolment(folder=str(place), exam_room=EXAM_ROOM, seats=numbers)
            written = await client.ask(message, Written)
        enrolment = read_enrolment(Path(written.paths[0]).read_bytes())
        for number in numbers:
            save(await pair_by_file(enrolment, number, f"pc{number}"), live.machines / str(number))


async def enrol_console(live: LiveRoom, name: str) -> Credentials:
    """Enrol a console as the room does for the one on its own machine."""
    key_pem, request_pem = make_request(name)
    answer_key, room = SigningKey.generate(), live.room
    certificate, _fingerprint = await room.machines.enrol_local_console(
        request_pem.decode(), answer_key.public.hex(), name
    )
    return Credentials(
        role=MachineRole.CONSOLE,
        key_pem=key_pem.decode(),
        certificate_pem=certificate,
        authority_pem=room.lan.authority.certificate_pem.decode(),
        server_name=room.lan.server_name,
        addresses=(live.address,),
        room_id=room.identity.room_id,
        label=room.identity.label,
        answer_seed=answer_key.seed().hex(),
    )
