"""Sit at a workstation in a test: a session on a folder, switched off and on as one likes."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from koperta_station.pace import Pace
from koperta_station.session import KioskSession
from koperta_station.state import KioskState, SaveState, Screen
from koperta_sync.credentials import Credentials
from koperta_sync.kiosk_journal import KioskJournal
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.seat import Entry
from tests.test_station.fake_day import FakeClock
from tests.test_station.fake_link import link_factory
from tests.test_station.fake_package import Person
from tests.test_station.fake_room import FakeRoom

FAST = Pace(beat=0.01, tick=0.005, retry=0.002, patience=0.005)
QUIET = Pace(beat=3600, tick=0.005, retry=0.002, patience=0.005)


def credentials(seat: int = 7) -> Credentials:
    """Make a pairing; the key that signs entries is a real one."""
    return Credentials(
        role=MachineRole.WORKSTATION,
        key_pem="",
        certificate_pem="",
        authority_pem="",
        server_name="room",
        addresses=("192.0.2.1:8443",),
        room_id="sala-12",
        label="Zespół Szkół",
        exam_room="sala 12",
        seat_number=seat,
        answer_seed=bytes([seat] * 32).hex(),
    )


class Workstation:
    """Hold one kiosk's disk, and the session that runs on it now."""

    def __init__(self, room: FakeRoom, folder: Path, clock: FakeClock, pace: Pace = FAST, seat: int = 7) -> None:
        self.room = room
        self.folder = folder
        self.clock = clock
        self.pace = pace
        self.credentials = credentials(seat)
        self.states: list[KioskState] = []
        self._task: asyncio.Task[None] | None = None
        self.session = self._new()

    @property
    def state(self) -> KioskState:
        return self.session.state

    def switch_on(self) -> None:
        self.session = self._new()
        self._task = asyncio.get_running_loop().create_task(self.session.run())

    async def kill(self) -> None:
        """End the program between any two steps; what it had in memory is gone."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def until(self, condition: Callable[[KioskState], bool], seconds: float = 10.0) -> KioskState:
        """Wait until the state is as wanted; fail with the state that was there instead."""
        try:
            async with asyncio.timeout(seconds):
                while not condition(self.state):
                    if self._task is not None and self._task.done():
                        self._task.result()
                    await asyncio.sleep(0.001)
        except TimeoutError:
            raise AssertionError(f"never happened; the state is {self.state}") from None
        return self.state

    async def until_screen(self, screen: Screen) -> KioskState:
        return await self.until(lambda state: state.screen is screen)

    async def until_saved(self) -> KioskState:
        return await self.until(lambda state: state.save is SaveState.ROOM)

    async def prepare(self, person: Person) -> None:
        """Log in, confirm, and have everything stored."""
        await self.until_screen(Screen.WAITING)
        await self.session.log_in(person.username, person.secret)
        await self.until_screen(Screen.CONFIRMING)
        await self.session.confirm(True)
        await self.until(lambda state: state.preparation is not None and state.preparation.stored)

    async def solve(self, person: Person) -> None:
        """Come as far as solving, with the start delivered."""
        await self.prepare(person)
        if not self.room.started:
            self.room.start()
        await self.until_screen(Screen.READY)
        await self.session.begin()
        await self.until(lambda state: state.screen is Screen.SOLVING and state.save is SaveState.ROOM)

    def _new(self) -> KioskSession:
        return KioskSession(
            self.folder,
            self.credentials,
            self.clock,
            self.states.append,
            link_factory(self.room),
            screen_size="1366x768",
            pace=self.pace,
        )


@contextlib.asynccontextmanager
async def sitting(folder: Path, pace: Pace = FAST) -> AsyncIterator[tuple[FakeRoom, Workstation, Person]]:
    """Open a room with one candidate and one workstation that is switched on."""
    clock = FakeClock()
    room = FakeRoom(clock)
    person = room.add_person()
    workstation = Workstation(room, folder, clock, pace)
    workstation.switch_on()
    try:
        yield room, workstation, person
    finally:
        await workstation.kill()


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run one test's coroutine; an error in a callback of the loop fails it too."""
    problems: list[dict[str, Any]] = []

    async def watched() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: problems.append(context))
        await work

    asyncio.run(watched())
    assert not problems


def hold_the_disk(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let every write of an entry wait for the returned event."""
    go_on = threading.Event()
    append = KioskJournal.append

    def slow_append(journal: KioskJournal, entry: Entry) -> None:
        go_on.wait(10)
        append(journal, entry)

    monkeypatch.setattr(KioskJournal, "append", slow_append)
    return go_on
