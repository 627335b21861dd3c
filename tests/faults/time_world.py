"""Be one room and one workstation in a world whose true time is known: the machines' own clocks are made from it.

The room is the real `Sitting` on a journal in memory. The workstation is the real model of a seat with the real
counting of time and outages; its disk is a handful of notes that survive it. Messages take no time, what takes time is
noticing that somebody is gone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from koperta_crypto.chain import genesis, link
from koperta_operator.room.journal.store import Draft, Journal, StoredEvent, event_bytes
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.views import Presence
from koperta_operator.room.sitting import Sitting
from tests.test_operator.room_fixture import EXAM_ROOM, OPENS_AT_MS, OPERATOR, SmallTexts, unlocked
from tests.test_operator.room_fixture import opened as opened_with

HALF_OPEN_MS = 7_500
MINUTES = 6


class MemoryJournal:
    """Keep rows in memory, chained like the real journal."""

    def __init__(self) -> None:
        self.rows: list[StoredEvent] = []
        self.genesis = self.head = genesis("koperta/journal/1", b"scripts")

    @property
    def sequence(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def read_all(self) -> Iterator[StoredEvent]:
        """Yield every row."""
        yield from list(self.rows)

    def append_many(self, drafts: list[Draft]) -> None:
        """Take rows; what is here survives the room."""
        for draft in drafts:
            seq = len(self.rows) + 1
            self.head = link(self.head, event_bytes(seq, draft))
            self.rows.append(
                StoredEvent(
                    seq, draft.boot, draft.mono_ms, draft.wall_ms, draft.actor, draft.kind, draft.body, self.head
                )
            )


@dataclass
class RoomMachine:
    """Hold the operator's computer: its clocks as they follow from true time, and the room when it runs."""

    journal: MemoryJournal = field(default_factory=MemoryJournal)
    true_ms: int = 0
    mono_base_ms: int = -7_000_000
    asleep_ms: int = 0
    asleep_base_ms: int = 0
    wall_offset_ms: int = OPENS_AT_MS
    asleep: bool = False
    sitting: Sitting | None = None
    connected: bool = False  # the room believes so
    unheard_ms: int = 0

    def read(self, boot: int) -> Now:
        """Return what the clocks of this machine say."""
        mono = self.true_ms - self.mono_base_ms - (self.asleep_ms - self.asleep_base_ms)
        return Now(boot, mono, max(0, self.true_ms + self.wall_offset_ms), self.asleep_ms - self.asleep_base_ms)

    @property
    def running(self) -> bool:
        """Say whether the room answers."""
        return self.sitting is not None and not self.asleep

    def start(self) -> None:
        """Start the program; what was committed is there."""
        self.sitting = Sitting(cast("Journal", self.journal), self, SmallTexts())
        self.connected, self.unheard_ms = False, 0

    def kill(self) -> None:
        """End the program between two instructions."""
        self.sitting, self.connected = None, False

    def reboot(self, dice: random.Random) -> None:
        """Start the machine anew: its monotonic clock begins again, and it has not slept yet."""
        self.kill()
        self.mono_base_ms = self.true_ms - dice.randrange(1, 90_000)
        self.asleep_base_ms = self.asleep_ms
        self.asleep = False

    def run(self, command: do.Command[object]) -> object:
        """Do a command as a batch of its own; RefusedError."""
        sitting = self.up()
        sitting.begin()
        decision = sitting.execute(command)
        sitting.commit()
        return sitting.answer(command, decision)

    def up(self) -> Sitting:
        """Return the room that runs."""
        if self.sitting is None:
            raise RuntimeError("the room is down")
        return self.sitting

    def pass_ms(self, ms: int, *, hears: bool) -> None:
        """Let true time pass, at most a second; `hears`: messages of the workstation would arrive."""
        self.true_ms += ms
        if self.asleep:
            self.asleep_ms += ms
            return
        if self.sitting is None:
            return
        self.unheard_ms = 0 if hears else self.unheard_ms + ms
        if self.connected and self.unheard_ms >= HALF_OPEN_MS:
            self.lose()
        self.run(do.Tick())

    def lose(self) -> None:
        """Notice that the workstation is gone."""
        if self.sitting is not None and self.connected:
            self.sitting.begin()
            self.sitting.detach(FINGERPRINT)
            self.connected = False


FINGERPRINT = "f" * 64


def presence() -> Presence:
    """Return the workstation as it says hello."""
    return Presence(fingerprint=FINGERPRINT, exam_room=EXAM_ROOM, seat_number=1)


def prepare(room: RoomMachine, answer_key: str, policy: str) -> None:
    """Bring one candidate to the hour of a sitting of a few minutes."""
    room.start()
    opened = opened_with(1, outage=policy).opened
    entry = ev.CandidateEntry(candidate_id="k1", package_id=opened.packages[0].package_id, exam_room=EXAM_ROOM,
                              minutes=MINUTES)  # fmt: skip
    fields = {name: getattr(opened, name) for name in opened.__struct_fields__}
    room.run(do.OpenSitting(opened=ev.SittingOpened(**{**fields, "candidates": (entry,)})))
    room.run(unlocked(["k1"]))
    room.up().attach(presence())
    room.connected = True
    room.run(do.LogIn(candidate_id="k1", workstation=FINGERPRINT, exam_room=EXAM_ROOM, seat_number=1,
                      answer_key=answer_key))  # fmt: skip
    room.run(do.ConfirmData(candidate_id="k1", workstation=FINGERPRINT, correct=True))
    room.run(do.StartSitting(actor=OPERATOR))
