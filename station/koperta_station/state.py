"""Hold what a workstation shows now, as one frozen value: the window draws it, nothing else decides.

Every time here is in milliseconds; `mono_ms` is the workstation's monotonic clock, `wall` times are
the room's clock, UTC.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from koperta_packages.public import FormContent
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.seat import CandidateFacts, Credit, Preliminary, SittingFacts


class Clock(Protocol):
    """Tell the time; the session never looks at another clock."""

    def mono_ms(self) -> int:
        """Return a clock that never jumps, from an arbitrary start."""

    def wall_ms(self) -> int:
        """Return this machine's calendar time, UTC since 1970; shown to the operator only."""

    def asleep_ms(self) -> int:
        """Return how long this machine has slept since its start, where that can be known."""


class SaveState(enum.StrEnum):
    """Say where the candidate's last act is; nothing else is called saved."""

    SAVING = "saving"
    HERE = "here"  # synced to this workstation's disk
    ROOM = "room"  # durable at the operator's computer


class LinkState(enum.StrEnum):
    """Say whether the room is there."""

    CONNECTED = "connected"
    AWAY = "away"
    REVOKED = "revoked"  # cut off by the operator for good
    REFUSED = "refused"  # the room answers and does not admit this machine; tried again


class Screen(enum.StrEnum):
    """Name what the window shows. PAIRING is shown by the window itself, before there is a session."""

    LOOKING = "looking"
    PAIRING = "pairing"
    WAITING = "waiting"
    CONFIRMING = "confirming"
    PREPARED = "prepared"  # data confirmed; tasks on their way or waiting for the start
    READY = "ready"  # the tasks are open, `begin()` starts the candidate's own time
    SOLVING = "solving"
    COVERED = "covered"
    PAUSED = "paused"  # the room is away and the package asks for pause and credit: the tasks are covered
    SUSPENDED = "suspended"
    FINISHED = "finished"
    EXPIRED = "expired"
    ENDED = "ended"
    NEEDS_CARD = "needs-card"  # restarted while the room cannot help: the card's secret opens what is stored here


@dataclass(frozen=True, slots=True)
class Countdown:
    """Hold the candidate's time at one moment of the monotonic clock.

    `ends_at_ms` is the room's wall clock and means nothing while `running` is false.
    """

    anchor_mono_ms: int
    anchor_remaining_ms: int
    running: bool
    ends_at_ms: int
    entitled_ms: int
    credits: tuple[Credit, ...] = ()

    def remaining_ms(self, mono_ms: int) -> int:
        """Return the time left, never below zero."""
        elapsed = mono_ms - self.anchor_mono_ms if self.running else 0
        return max(0, self.anchor_remaining_ms - elapsed)


@dataclass(frozen=True, slots=True)
class Preparation:
    """Hold how far the sealed tasks are stored here, in bytes; `damaged` counts files that were refused."""

    done: int
    total: int
    stored: bool = False
    damaged: int = 0


@dataclass(frozen=True, slots=True)
class KioskState:
    """Hold everything the window shows.

    `form` is there only while the candidate is solving: a covered or suspended screen has nothing to
    hide, because it was never given anything. `away_since_ms` is on the monotonic clock.
    """

    screen: Screen
    link: LinkState
    away_since_ms: int | None = None
    room_label: str = ""
    exam_room: str = ""
    seat_number: int = 0
    trial: bool = False
    candidate: CandidateFacts | None = None
    sitting: SittingFacts | None = None
    form: FormContent | None = None
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # item id → option id
    flags: frozenset[str] = frozenset()
    save: SaveState = SaveState.ROOM
    undelivered: int = 0
    countdown: Countdown | None = None
    preliminary: Preliminary | None = None
    preliminary_withheld: str = ""
    reason: str = ""  # why covered, suspended or ended, as the room says it; see `SeatView`
    cause: str = ""
    refusal: Refusal | None = None  # of the last act or of the connection
    notice: str = ""
    preparation: Preparation | None = None
    storage_failed: bool = False  # this workstation's disk cannot be written; SAVING lasts until the room has it
