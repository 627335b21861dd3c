"""Know how long this machine has slept since it was started."""

from __future__ import annotations

import time


def asleep_ms() -> int:
    """Return the milliseconds this machine has slept so far; 0 for ever where nobody can tell.

    On Linux CLOCK_BOOTTIME goes on while the machine sleeps and CLOCK_MONOTONIC stands; elsewhere there is no such
    pair in Python, and a machine that slept looks like one that was away (`docs/platforms.md`).
    """
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    if boottime is None:
        return 0
    # Read between two looks at the other clock, so that a pause of this program is not taken for sleep.
    before = time.monotonic_ns()
    since_start = time.clock_gettime_ns(boottime)
    after = time.monotonic_ns()
    return max(0, since_start - max(before, after)) // 1_000_000
