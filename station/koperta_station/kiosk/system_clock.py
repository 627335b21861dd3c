"""Read this machine's clocks."""

from __future__ import annotations

import time

from koperta_sync import uptime


class SystemClock:
    """Tell the time by the system; the monotonic clock never jumps."""

    def mono_ms(self) -> int:
        """Return milliseconds since an arbitrary start."""
        return time.monotonic_ns() // 1_000_000

    def wall_ms(self) -> int:
        """Return milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000

    def asleep_ms(self) -> int:
        """Return how long this machine has slept since its start."""
        return uptime.asleep_ms()
