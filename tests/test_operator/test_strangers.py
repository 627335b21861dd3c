"""After a rebuild, workstations that the table has lost come back with one approval, and with nothing less."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.server.desk import LOCAL_CONSOLE
from koperta_packages.identity import OfficialRole, official_id_of
from koperta_station.session import KioskSession
from koperta_station.simulated.kiosk import SystemClock
from koperta_station.state import LinkState, SaveState
from koperta_sync.credentials import load, save
from koperta_sync.protocol.console import AdmitStrangers, Ok
from koperta_sync.protocol.refusals import Refused
from tests.real_room import unlock
from tests.test_operator.live_room import LiveRoom, enrol_console, serving
from tests.test_operator.live_wire import Wire, console_client
from tests.test_operator.rebuild_scene import Morning, morning, rebuilt
from tests.test_operator.stick_bench import until


@pytest.fixture
def scene(tmp_path: Path) -> Morning:
    """Return what is left of the morning."""
    return morning(tmp_path / "left")


async def console(live: LiveRoom, role: OfficialRole) -> Wire:
    """Connect the console that a rebuilt room has made for itself, with an official."""
    key = live.official(role).key
    wire = await Wire.open(live.console_pairing(), "/v1/console")
    await wire.greet()
    await wire.sign_in(official_id_of(key.public), key)
    return wire


def test_a_living_workstation_comes_back_after_approval_and_delivers_everything(scene: Morning, tmp_path: Path) -> None:
    """Everything is gone but two workstations; of one there is a capsule, the other is alive."""
    rebuilt(scene.order(tmp_path / "new", "pc1"))

    async def play() -> None:
        async with serving(RoomFolder(tmp_path / "new"), scene.issued, scene.place) as live:
            await enrolled_console(live)
            operator = await console(live, OfficialRole.OPERATOR)
            credentials = load(scene.place / "pc2").at(live.address)
            session = KioskSession(scene.place / "pc2", credentials, SystemClock(), lambda _state: None)
            running = asyncio.create_task(session.run())
            try:
                await until(lambda: live.room.machines.strangers.names() == ("sala 12 2",), 20)
                await until(lambda: session.state.link is LinkState.REFUSED, 20)
                assert live.room.overview.view(live.room.sittings).strangers == ("sala 12 2",)
                await operator.expect(AdmitStrangers(), Ok)
                assert live.room.machines.strangers.names() == ()
                async with console_client(live.console_pairing(), live.official(OfficialRole.OPERATOR)) as client:
                    await unlock(client, scene.issued)
                await until(lambda: session.state.link is LinkState.CONNECTED, 20)
                person = live.candidate(1)
                await session.log_in(person.username, person.secret)
                await session.confirm(True)
                wanted = scene.everything[person.candidate_id]
                await until(lambda: session.state.answers == wanted and session.state.save is SaveState.ROOM, 20)
                held = await live.sitting.actor.call(
                    lambda state, _now: dict(state.candidates[person.candidate_id].answers)
                )
                assert held == wanted
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
                await operator.close()

    asyncio.run(play())


async def enrolled_console(live: LiveRoom) -> None:
    """Let the console of the room's own machine in, as a start of the program does."""
    save(await enrol_console(live, LOCAL_CONSOLE), live.machines / LOCAL_CONSOLE)


def test_nobody_waits_at_a_room_that_was_not_rebuilt_or_without_the_right(scene: Morning, tmp_path: Path) -> None:
    async def old() -> None:
        async with serving(RoomFolder(scene.place / "old"), scene.issued, scene.place) as live:
            live.room.machines.strangers.knocked("0" * 64, b"", "0" * 64)
            assert live.room.machines.strangers.names() == ()

    async def new() -> None:
        async with serving(RoomFolder(tmp_path / "new"), scene.issued, scene.place) as live:
            strangers = live.room.machines.strangers
            strangers.knocked("0" * 64, b"no certificate", "0" * 64)
            assert strangers.names() == ()
            await enrolled_console(live)
            nobody = await Wire.open(live.console_pairing(), "/v1/console")
            await nobody.greet()
            assert await nobody.refused(AdmitStrangers()) == Refused.NOT_SIGNED_IN
            await nobody.close()

    asyncio.run(old())
    rebuilt(scene.order(tmp_path / "new", "pc1"))
    asyncio.run(new())
