"""Be a candidate at a workstation: log in, confirm, solve, hand in, by the same calls as the window.

Whatever the room does meanwhile (covers, suspends, ends, goes away) is seen in the states only, as a person sees it.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from random import Random

from koperta_packages.public import FormItem, PackageError
from koperta_station.session import KioskSession
from koperta_station.simulated.behaviour import Behaviour, Ending
from koperta_station.state import KioskState, SaveState, Screen
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.transport import RoomAwayError

OVER = frozenset({Screen.FINISHED, Screen.EXPIRED, Screen.ENDED})
_LATER = frozenset({Refused.SITTING_NOT_OPEN, Refused.LOGIN_TOO_MANY, Refused.TOO_EARLY})
_RETRY_MS = 2_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Person:
    """Hold what is on a candidate's card; `secret` as printed."""

    username: str
    secret: str

    def __repr__(self) -> str:
        return f"Person({self.username})"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Let a test decide how much a candidate knows: the key, and the probability of using it."""

    key: Mapping[str, str]  # item id → right option id
    probability: float


class SimulatedCandidate:
    """Sit at one session from the login to the end."""

    def __init__(
        self,
        session: KioskSession,
        person: Person,
        behaviour: Behaviour,
        random: Random,
        *,
        knowledge: Knowledge | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        patience_s: float = 5.0,
    ) -> None:
        """`sleep` takes seconds; `notice` has to be called with every state of the session.

        `patience_s`: how long to wait at the end for the preliminary number.
        """
        self._session = session
        self._person = person
        self._behaviour = behaviour
        self._random = random
        self._knowledge = knowledge
        self._sleep = sleep
        self._patience_s = patience_s
        self._news = asyncio.Event()
        self.chosen: dict[str, str] = {}  # what this candidate last chose, as they remember it

    def notice(self, _state: KioskState) -> None:
        """Look at the screen: it has changed."""
        self._news.set()

    async def sit(self) -> KioskState:
        """Take the exam; returns the last state, when the room holds everything."""
        await self._log_in()
        await self._until(lambda state: state.screen in OVER | {Screen.READY, Screen.SOLVING})
        await self._begin()
        if self._session.state.screen not in OVER:
            await self._solve()
        await self._end()
        state = await self._until(lambda state: state.screen in OVER and state.save is SaveState.ROOM)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience_s):
                return await self._until(lambda state: bool(state.preliminary or state.preliminary_withheld))
        return state

    async def _log_in(self) -> None:
        asked = False
        while True:
            state = await self._until(lambda state: state.screen is not Screen.LOOKING)
            if state.screen is Screen.NEEDS_CARD:
                await self._session.unlock_with_card(self._person.secret)
            elif state.screen is Screen.CONFIRMING:
                await self._session.confirm(True)
            elif state.screen in OVER and not asked:
                # Somebody of the sitting before has finished here; one's own end is shown again by a login too.
                asked = True
                await self._try_to_log_in()
            elif state.screen is not Screen.WAITING:
                return
            else:
                await self._try_to_log_in()

    async def _try_to_log_in(self) -> None:
        try:
            await self._session.log_in(self._person.username, self._person.secret)
        except RefusedError as error:
            if error.code not in _LATER:
                raise
            await self._sleep(_RETRY_MS / 1000)
        else:
            await self._until(lambda state: state.screen is not Screen.WAITING)

    async def _begin(self) -> None:
        while self._session.state.screen is Screen.READY:
            try:
                await self._session.begin()
            except RefusedError as error:
                _log.info("%s could not begin: %s", self._person.username, error)
                await self._sleep(_RETRY_MS / 1000)

    async def _solve(self) -> None:
        items = await self._tasks()
        again: list[FormItem] = []
        for item in items:
            if not await self._think(item):
                return
            if self._random.random() < self._behaviour.leaves_open:
                continue
            await self._choose(item)
            if self._random.random() < self._behaviour.flags:
                await self._do(functools.partial(self._session.flag, item.item_id, True))
            if self._random.random() < self._behaviour.changes_mind:
                again.append(item)
        for item in again:
            if not await self._think(item):
                return
            await self._choose(item)
        while self._behaviour.ending is Ending.RUNS_OUT and items:
            item = self._random.choice(items)
            if not await self._think(item):
                return
            await self._choose(item)

    async def _choose(self, item: FormItem) -> None:
        knowledge = self._knowledge
        option = self._random.choice(item.options).id
        if knowledge is not None and self._random.random() < knowledge.probability:
            option = knowledge.key[item.item_id]
        if await self._do(functools.partial(self._session.answer, item.item_id, option)):
            self.chosen[item.item_id] = option

    async def _end(self) -> None:
        if self._behaviour.ending is Ending.HANDS_IN:
            await self._do(self._session.finish)

    async def _think(self, item: FormItem) -> bool:
        """Read and think; False when the exam is over meanwhile."""
        for picture in item.pictures:
            try:
                await self._session.picture(picture.segment_id)
            except (PackageError, RoomAwayError, RefusedError, KeyError) as error:
                _log.warning("%s does not see %s: %s", self._person.username, picture.segment_id, error)
        await self._sleep(self._random.uniform(*self._behaviour.think_ms) / 1000)
        return self._session.state.screen not in OVER

    async def _do(self, act: Callable[[], Awaitable[None]]) -> bool:
        """Act as soon as the screen allows it; False when the exam is over instead."""
        while True:
            state = await self._until(lambda state: state.screen in OVER | {Screen.SOLVING})
            if state.screen in OVER:
                return False
            try:
                await act()
            except RefusedError as error:
                _log.info("%s tries again: %s", self._person.username, error)
                await self._sleep(0)
            else:
                return True

    async def _until(self, condition: Callable[[KioskState], bool]) -> KioskState:
        while True:
            self._news.clear()
            state = self._session.state
            if state.screen is Screen.NEEDS_CARD:
                await self._session.unlock_with_card(self._person.secret)
                if self._session.state.screen is Screen.NEEDS_CARD:
                    await self._news.wait()
                continue
            if condition(state):
                return state
            await self._news.wait()

    async def _tasks(self) -> tuple[FormItem, ...]:
        """Return the tasks once they can be seen; none when the exam is over before."""
        state = await self._until(lambda state: state.screen in OVER or state.form is not None)
        return state.form.items if state.form is not None else ()
