"""Look for cycles of objects rarely, and for all of them only while nobody waits for an answer.

Answers make no cycles, so each look is in vain: together they took a tenth of an answer, and a look at everything keeps
every answer waiting for a tenth of a second (docs/performance.md).
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable

AFTER = 20_000  # new objects that could be part of a cycle: some megabytes
NEVER = 1_000_000  # looks at the younger ones before all are looked at
QUIET_EVERY_S = 600.0


def collect_rarely() -> None:
    """Leave alone what is there at the start, look at new objects rarely and at all of them never by itself."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(AFTER, 20, NEVER)


async def collect_when_quiet(busy: Callable[[], Awaitable[bool]], every_s: float = QUIET_EVERY_S) -> None:
    """Look at all objects every few minutes in which nobody is solving, until cancelled."""
    while True:
        await asyncio.sleep(every_s)
        if not await busy():
            gc.collect()
