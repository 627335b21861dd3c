"""Run asyncio on a clock that jumps to the next thing to happen; threads and sockets do not exist."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

T = TypeVar("T")
LONGEST_S = 5_000.0


class NothingEverHappensError(Exception):
    """Say that everybody waits for something that nobody will do."""


class _Sleeper(selectors.BaseSelector):
    """Let virtual time pass instead of waiting; sockets are taken note of and never ready."""

    def __init__(self) -> None:
        self.now = 0.0
        self._keys: dict[Any, selectors.SelectorKey] = {}

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        key = selectors.SelectorKey(fileobj, fileobj if isinstance(fileobj, int) else fileobj.fileno(), events, data)
        self._keys[key.fd] = key
        return key

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._keys.pop(fileobj if isinstance(fileobj, int) else fileobj.fileno())

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise NothingEverHappensError("every task waits and nothing is scheduled")
        self.now += max(0.0, timeout)
        if self.now > LONGEST_S:
            raise NothingEverHappensError("the day does not end")
        return []

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._keys


class VirtualLoop(asyncio.SelectorEventLoop):
    """Be an event loop whose time is made up; what should run in a thread runs here, `disk_delay()` seconds later."""

    def __init__(self, disk_delay: Callable[[], float]) -> None:
        self._sleeper = _Sleeper()
        self._disk_delay = disk_delay
        super().__init__(self._sleeper)

    def time(self) -> float:
        """Return virtual seconds since the loop was made."""
        return self._sleeper.now

    def _write_to_self(self) -> None:
        """Nobody sleeps in a socket, so nobody has to be woken."""

    def run_in_executor(self, executor: object, func: Callable[..., T], *args: object) -> asyncio.Future[T]:
        """Run a function of another thread in this one, a moment later."""
        future: asyncio.Future[T] = self.create_future()

        def run() -> None:
            if future.cancelled():
                return
            try:
                future.set_result(func(*args))
            except BaseException as error:
                future.set_exception(error)

        self.call_later(self._disk_delay(), run)
        future.add_done_callback(_seen)  # whoever waited for it may be gone
        return future


def _seen(future: asyncio.Future[Any]) -> None:
    if not future.cancelled():
        future.exception()


def run(work: Coroutine[Any, Any, T], loop: VirtualLoop) -> T:
    """Run a coroutine to its end and everything it left behind too."""
    try:
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(lambda _loop, _context: None)  # of programs that were killed
        result = loop.run_until_complete(work)
        rest = asyncio.all_tasks(loop)
        for task in rest:
            task.cancel()
        if rest:
            loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
        return result
    finally:
        asyncio.set_event_loop(None)
        loop.close()
