"""Know how long this machine has been up: which start of it this is, and how long it has slept since."""

from __future__ import annotations

import time
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def asleep_ms() -> int:
    """Return the milliseconds this machine has slept so far; 0 for ever where nobody can tell.

    On Linux CLOCK_BOOTTIME goes on while the machine sleeps and CLOCK_MONOTONIC stands; elsewhere there is no such
    pair in Python, and a machine that slept looks like one that was away (`docs/platforms.md`).
    """
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    if boottime is None:
        return 0
    since_start = time.clock_gettime_ns(boottime)
    return (
        max(0, since_start - time.monotonic_ns()) // 1_000_000
    )  # in this order a pause between is not taken for sleep


def boot_id() -> str:
    """Return a name for this start of the machine; empty where there is none, and then two cannot be compared."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""
