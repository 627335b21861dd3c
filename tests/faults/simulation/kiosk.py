"""Run workstations and the people at them: real sessions on simulated disks, switched off and on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, cast

from koperta_crypto.errors import PassphraseSlipError
from koperta_station.pace import Pace
from koperta_station.session import KioskSession
from koperta_station.state import KioskState, LinkState, Screen
from koperta_sync.client import LinkChange
from koperta_sync.credentials import Credentials
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.room_memory import RoomMemory
from tests.faults.simulation.disks import KioskDisk, Logs
from tests.faults.simulation.exam import ITEMS, OPTIONS, WALL_MS, Card, key_of
from tests.faults.simulation.network import SimLink, Wire
from tests.faults.simulation.witness import Witness

PACE = Pace(beat=5.0, tick=2.0, retry=0.5, patience=2.0)
_TO_DO = (Screen.WAITING, Screen.CONFIRMING, Screen.NEEDS_CARD, Screen.READY, Screen.SOLVING)
_OVER = (Screen.FINISHED, Screen.EXPIRED, Screen.ENDED)


@dataclass(frozen=True, slots=True)
class SimCredentials:
    """Be what a session asks of its pairing."""

    seat_number: int

    @property
    def answer_key(self) -> Any:
        """Return the key that signs entries."""
        return key_of(self.seat_number)


class KioskClock:
    """Be a workstation's clocks: monotonic from its last start, a calendar that may be years off."""

    def __init__(self) -> None:
        self.started_s = 0.0
        self.wall_shift_ms = 0

    def mono_ms(self) -> int:
        """Return the monotonic clock."""
        return int((asyncio.get_running_loop().time() - self.started_s) * 1000) + 500

    def asleep_ms(self) -> int:
        """Return how long the machine has slept: never."""
        return 0

    def wall_ms(self) -> int:
        """Return the calendar."""
        return WALL_MS + int(asyncio.get_running_loop().time() * 1000) + self.wall_shift_ms


class SimKiosk:
    """Hold one workstation: its disk, its clock, and the session that runs on it now."""

    def __init__(self, seat: int, root: Path, logs: Logs, wire: Wire, witness: Witness) -> None:
        self.seat = seat
        self.folder = root / f"seat-{seat}"
        self.clock = KioskClock()
        self.session: KioskSession | None = None
        self.link: SimLink | None = None
        self.died = asyncio.Event()
        self._logs, self._wire, self._witness = logs, wire, witness
        self._task: asyncio.Task[None] | None = None
        self.disk = self._new_disk()

    def boot(self, *, power: bool = True) -> None:
        """Start the program; after a power cut the monotonic clock begins anew."""
        if power:
            self.clock.started_s = asyncio.get_running_loop().time()
        self.died = asyncio.Event()
        self._logs.boot = f"{self.seat} {self.clock.started_s}"
        holder: list[KioskSession] = []

        def changed(state: KioskState) -> None:
            if holder and holder[0] is self.session:
                self._changed(holder[0], state)

        session = KioskSession(
            self.folder, cast(Credentials, SimCredentials(self.seat)), self.clock, changed, self._new_link, pace=PACE
        )
        holder.append(session)
        self.session = session
        self._task = asyncio.get_running_loop().create_task(session.run())

    async def kill(self, *, power: bool) -> None:
        """End the program between any two steps; a power cut also takes what was not synced."""
        session, self.session = self.session, None
        self.disk.end_program(self._witness.dice, power=power)
        self.died.set()
        if session is not None and (candidate := _candidate(session)) is not None:
            person = self._witness.people[candidate]
            person.solving.set(False, self._witness.now)
            person.cut_off.set(False, self._witness.now)
            person.kiosk_deaths += 1
        if self.link is not None and self.link.connection is not None:
            # A killed program's connection ends at once, a dead machine's is noticed later.
            self.link.connection.end(told_after=0.0, room_told_after=8.0 if power else 0.05)
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self._task = None

    @property
    def running(self) -> bool:
        """Say whether the program runs."""
        return self.session is not None

    def lose_disk(self) -> None:
        """Let nothing be left of the files."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.disk = self._new_disk()

    def _new_disk(self) -> KioskDisk:
        self._logs.disks[self.folder] = disk = KioskDisk()
        return disk

    def _new_link(
        self,
        credentials: Credentials,
        kind: MachineRole,
        on_push: Callable[[Message], None],
        on_state: Callable[[LinkChange], None],
        *,
        hello: Callable[[], Message],
    ) -> SimLink:
        memory = RoomMemory("r-1", self.folder)
        self.link = SimLink(self._wire, self.seat, memory, on_push, on_state, hello)
        return self.link

    def _changed(self, session: KioskSession, state: KioskState) -> None:
        attempt = session._model.attempt
        candidate = _candidate(session)
        if candidate is None or attempt is None:
            return
        store = session._desk.store
        synced = max((entry.cseq for entry in store.entries), default=0) if store is not None else 0
        newest = max(attempt.entries, default=0)
        person = self._witness.people[candidate]
        person.cut_off.set(state.link is not LinkState.CONNECTED, self._witness.now)
        self._witness.shows(candidate, attempt.id.epoch, newest, synced, state)


def _candidate(session: KioskSession) -> str | None:
    attempt = session._model.attempt
    return attempt.id.candidate_id if attempt is not None else None


class Candidate:
    """Be somebody with a card: logs in, works, changes their mind, types the card where it is asked for."""

    def __init__(self, card: Card, kiosk: SimKiosk, dice: Random, witness: Witness) -> None:
        self.card, self.kiosk, self.dice, self._witness = card, kiosk, dice, witness
        self.away = False  # out of the room
        self.hands_in = dice.random() < 0.15

    async def live(self) -> None:
        """Do what the screen asks for until the day is over."""
        while True:
            session = self.kiosk.session
            if session is None or self.away:
                await asyncio.sleep(0.5)
                continue
            screen = session.state.screen
            if screen in _TO_DO:
                await self._unless_it_dies(self._act(session, screen))
            pause = self.dice.uniform(0.5, 6.0) if screen is Screen.SOLVING else 3.0 if screen in _OVER else 0.5
            await asyncio.sleep(pause)

    async def _unless_it_dies(self, act: Coroutine[Any, Any, None]) -> None:
        doing = asyncio.ensure_future(act)
        dying = asyncio.ensure_future(self.kiosk.died.wait())
        await asyncio.wait({doing, dying}, return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if not doing.done():
            doing.cancel()
        elif (error := doing.exception()) is not None and not isinstance(error, RefusedError | PassphraseSlipError):
            self._witness.wrong.append(f"{self.card.candidate_id}: {type(error).__name__}: {error}")
            logging.getLogger(__name__).error("an act failed", exc_info=error)

    async def _act(self, session: KioskSession, screen: Screen) -> None:
        match screen:
            case Screen.WAITING:
                await session.log_in(self.card.username, self.card.secret)
            case Screen.CONFIRMING:
                await session.confirm(True)
            case Screen.NEEDS_CARD:
                await session.unlock_with_card(self.card.secret)
            case Screen.READY:
                await session.begin()
                person = self._witness.people[self.card.candidate_id]
                person.began = self._witness.now if person.began is None else person.began
            case Screen.SOLVING:
                await self._solve(session)
            case _:
                pass  # nothing to do but wait

    async def _solve(self, session: KioskSession) -> None:
        item = self.dice.choice(ITEMS)
        luck = self.dice.random()
        if self.hands_in and luck > 0.985:
            await session.finish()
        elif luck < 0.15:
            await session.flag(item, self.dice.random() < 0.5)
        else:
            await session.answer(item, None if luck < 0.25 else self.dice.choice(OPTIONS[item]))

    @property
    def done(self) -> bool:
        """Say whether nothing is left to do for this person."""
        session = self.kiosk.session
        return session is not None and session.state.screen in _OVER

    @property
    def waits(self) -> bool:
        """Say whether this person stands at a free seat."""
        session = self.kiosk.session
        return session is not None and session.state.screen is Screen.WAITING
