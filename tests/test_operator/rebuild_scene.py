"""Live through a morning until the room's machine is lost: what is left lies in folders that tests copy.

A real room with a mirror, real workstation sessions with their journals. Three moments: the stick was copied when half
of the answers were given (`stick`), the room's folder at the end (`old`), and each workstation has one answer more,
given when the room was gone (`pc1`, `pc2`, …).
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from unittest.mock import patch

from koperta_crypto import keyfile
from koperta_operator.room.backup import back_up
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.mirror import reading
from koperta_operator.room.mirror.stick import StickFolder
from koperta_operator.room.rebuild.building import Order, Outcome, rebuild
from koperta_operator.room.server.desk import LOCAL_CONSOLE
from koperta_packages.identity import OfficialRole
from koperta_station.session import KioskSession
from koperta_station.simulated.kiosk import SystemClock
from koperta_station.state import LinkState, SaveState, Screen
from koperta_sync.credentials import save
from koperta_sync.protocol.console import MirrorTo, Ok
from tests.board_fixture import CHEAP, IssuedSittingForTest
from tests.real_room import board_files, official_of
from tests.test_operator.live_room import LiveRoom, prepared_copy, serving
from tests.test_operator.solver import start
from tests.test_operator.stick_bench import until

PASSPHRASE = "zapas sali na pendrivie"
SEATS = 3


@dataclass
class Morning:
    """Hold what is left of a morning."""

    place: Path
    issued: IssuedSittingForTest
    sitting_id: str
    on_stick: dict[str, dict[str, str]]  # answers by candidate when the stick was pulled
    acknowledged: dict[str, dict[str, str]]  # when the room was lost
    everything: dict[str, dict[str, str]]  # with what workstations alone know
    forms: dict[str, str]  # SHA-256 of each candidate's form

    def order(self, into: Path, *sources: str, **more: object) -> Order:
        """Return the order to rebuild from some of what is left, by the names of its folders."""
        files = tuple(Path(one) for one in board_files(self.issued))
        base: dict[str, object] = {
            "folder": into,
            "backup": next((self.place / "safe").glob("*.koperta-backup")).read_bytes(),
            "backup_passphrase": PASSPHRASE,
            "sources": tuple(self.place / name for name in sources),
            "files": files,
            "officials": tuple(
                official_of(self.issued, role).key for role in (OfficialRole.ROOM_CHAIR, OfficialRole.OPERATOR)
            ),
            "passphrases": (self.issued.passphrase,),
        }
        return Order(**{**base, **more})  # type: ignore[arg-type]  # fields by name


def rebuilt(order: Order) -> Outcome:
    """Rebuild."""
    return asyncio.run(rebuild(order, lambda _line: None))


def morning(place: Path) -> Morning:
    """Copy what is left of the morning, which is lived through once per test run."""
    lived = _lived()
    shutil.copytree(lived.place, place, dirs_exist_ok=True)
    return Morning(
        place, lived.issued, lived.sitting_id, lived.on_stick, lived.acknowledged, lived.everything, lived.forms
    )


@cache
def _lived() -> Morning:
    place = Path(tempfile.mkdtemp(prefix="koperta-morning-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folder, issued, machines = prepared_copy(place, 4, 4)
    return asyncio.run(_live_through(place, folder, issued, machines))


class Seat:
    """Hold one workstation with a candidate at it."""

    def __init__(self, live: LiveRoom, number: int, folder: Path) -> None:
        credentials = live.seat(number)
        save(credentials, folder)
        self.person = live.candidate(number - 1)
        self.session = KioskSession(folder, credentials, SystemClock(), lambda _state: None)
        self.chosen: dict[str, str] = {}
        self.task = asyncio.create_task(self.session.run())

    async def screen(self, screen: Screen) -> None:
        """Wait for a screen."""
        await until(lambda: self.session.state.screen is screen, 20)

    async def sit_down(self) -> None:
        """Log in and confirm."""
        await until(lambda: self.session.state.link is LinkState.CONNECTED, 20)
        await self.session.log_in(self.person.username, self.person.secret)
        await self.screen(Screen.CONFIRMING)
        await self.session.confirm(True)
        await self.screen(Screen.PREPARED)

    async def answer(self, *places: int) -> None:
        """Answer some tasks of the form."""
        form = self.session.state.form
        assert form is not None
        for place in places:
            item = form.items[place]
            option = item.options[place % len(item.options)].id
            await self.session.answer(item.item_id, option)
            self.chosen[item.item_id] = option

    async def delivered(self) -> None:
        """Wait until the room holds everything."""
        await until(lambda: self.session.state.save is SaveState.ROOM, 20)

    async def alone(self) -> None:
        """Wait until the room is away."""
        await until(lambda: self.session.state.link is not LinkState.CONNECTED, 20)

    async def leave(self) -> None:
        """Switch the workstation off."""
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task


async def _live_through(place: Path, folder: RoomFolder, issued: IssuedSittingForTest, machines: Path) -> Morning:
    stick = place / "stick"
    stick.mkdir()
    (place / "safe").mkdir()
    shutil.copytree(machines / LOCAL_CONSOLE, place / "consoles")
    seats: list[Seat] = []
    async with serving(folder, issued, machines) as live:
        # What the passphrase costs is tested elsewhere; here it would be paid at every rebuild.
        with patch.object(keyfile, "protect", partial(keyfile.protect, kdf=CHEAP)):
            back_up(live.folder, live.room.identity, place / "safe", PASSPHRASE)
        console = await live.console(OfficialRole.OPERATOR)
        await console.expect(MirrorTo(folder=str(stick)), Ok)
        await live.unlock()
        seats = [Seat(live, number, place / f"pc{number}") for number in range(1, SEATS + 1)]
        await asyncio.gather(*(seat.sit_down() for seat in seats))
        await start(live)
        for seat in seats:
            await seat.screen(Screen.READY)
            await seat.session.begin()
            await seat.screen(Screen.SOLVING)
            await seat.answer(0, 1)
        for seat in seats:
            await seat.delivered()
        on_stick = chosen(seats)
        await console.expect(MirrorTo(folder=""), Ok)  # writes what is left
        for seat in seats:
            await seat.answer(1, 2)
            await seat.delivered()
        acknowledged = chosen(seats)
        forms = await live.sitting.actor.call(
            lambda s, _n: {c.candidate_id: c.form_sha256 for c in s.candidates.values()}
        )
        shutil.copytree(live.folder.root, place / "old")
        sitting_id = live.sitting_id
    for seat in seats:
        await seat.alone()
        await seat.answer(3)
        await seat.leave()
    shutil.rmtree(place / "room")
    return Morning(place, issued, sitting_id, on_stick, acknowledged, chosen(seats), forms)


def chosen(seats: list[Seat]) -> dict[str, dict[str, str]]:
    """Return what each candidate remembers to have chosen."""
    return {seat.person.candidate_id: dict(seat.chosen) for seat in seats}


def stick_of(scene: Morning) -> tuple[StickFolder, str]:
    """Return the stick and the name of the only series on it."""
    stick = StickFolder(scene.place / "stick")
    (name,) = reading.series_on(stick, scene.issued.room.room_id)
    return stick, name
