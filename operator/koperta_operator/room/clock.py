"""Read the clocks of the machine; the only place in the room that does so for the rules."""

from __future__ import annotations

import time

from koperta_operator.room.rules.moments import Now
from koperta_sync.uptime import asleep_ms


class RoomClock:
    """Read the monotonic and the wall clock; `boot` is the number of this run of the program.

    Durations come from the monotonic clock alone. On Linux it stands still while the machine sleeps, so
    sleep counts like an outage: for nobody, and the rules write it down.
    """

    def read(self, boot: int) -> Now:
        """Return the present moment."""
        return Now(boot, time.monotonic_ns() // 1_000_000, max(0, time.time_ns()) // 1_000_000, asleep_ms())
