"""Let nobody be told of a commit before the standby holds it too, for as long as the standby answers."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping

from koperta_operator.room.copies import Act

_LOG = logging.getLogger(__name__)


class StandbyGate:
    """Hold what waits for the standby's word. Open: nothing waits. Any thread may call any method.

    Acts are called with the lock held, so that those of one journal keep their order; they hand over to an event loop
    and return at once.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._shut = False
        self._confirmed: dict[str, int] = {}
        self._waiting: dict[str, deque[tuple[int, float, Act]]] = {}

    def when_safe(self, journal: str, sequence: int, act: Act) -> None:
        """Call `act` once the standby holds this event, at once while nothing is waited for."""
        with self._lock:
            waiting = self._waiting.setdefault(journal, deque())
            if not self._shut or (not waiting and self._confirmed.get(journal, 0) >= sequence):
                _call(act)
            else:
                waiting.append((sequence, self._clock(), act))

    def shut(self, confirmed: Mapping[str, int]) -> None:
        """Wait for the standby from now on; it holds this much already."""
        with self._lock:
            self._confirmed = dict(confirmed)
            self._shut = True

    def open(self) -> None:
        """Wait for nothing any more, and let go of everything that waits."""
        with self._lock:
            self._shut = False
            for waiting in self._waiting.values():
                while waiting:
                    _call(waiting.popleft()[2])

    def confirm(self, journal: str, sequence: int) -> None:
        """Let go of what waited for this."""
        with self._lock:
            self._confirmed[journal] = max(sequence, self._confirmed.get(journal, 0))
            waiting = self._waiting.get(journal, ())
            while waiting and waiting[0][0] <= sequence:
                _call(waiting.popleft()[2])

    def holds(self, journal: str, sequence: int) -> bool:
        """Tell whether the standby has confirmed this event."""
        with self._lock:
            return self._confirmed.get(journal, 0) >= sequence

    def waited_s(self) -> float:
        """Return for how many seconds the oldest has been waiting."""
        with self._lock:
            since = [waiting[0][1] for waiting in self._waiting.values() if waiting]
        return self._clock() - min(since) if since else 0.0


def _call(act: Act) -> None:
    try:
        act()
    except Exception:  # one answer that cannot be given must not keep the others
        _LOG.exception("an answer could not be given")
