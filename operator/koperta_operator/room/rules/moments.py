"""Hold the two moments of the rules: the one a decision is made at, and the one an event was written at."""

from __future__ import annotations

import msgspec


class Now(msgspec.Struct, frozen=True, gc=False):
    """Hold the room's clocks: run of the program, its monotonic clock, its wall clock (UTC); milliseconds.

    `asleep_ms` is how long the machine has slept so far, where that can be known: the monotonic clock stood meanwhile.
    """

    boot: int
    mono_ms: int
    wall_ms: int
    asleep_ms: int = 0


class At(msgspec.Struct, frozen=True, gc=False):
    """Hold where and when an event stands in the journal, and who caused it.

    `actor` is an official's id, `workstation:` and the first eight digits of its fingerprint, or `room`.
    """

    seq: int
    boot: int
    mono_ms: int
    wall_ms: int
    actor: str


ROOM = "room"


def workstation_actor(fingerprint: str) -> str:
    """Return how the journal names a workstation that caused an event."""
    return f"workstation:{fingerprint[:8]}"
