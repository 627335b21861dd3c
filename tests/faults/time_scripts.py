"""Run scripts of crashes, cuts, sleep, jumping clocks and room exits, and count the true time beside them.

    ./dev faults time_scripts --seed 7 --minutes 2

The count is a model of a few lines that sees everything: who could work in which second. The room sees only its own
clocks, its journal and what the workstation says. In the end nobody may have had less than the entitlement, and
nobody more than five seconds per outage.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.state import Attempt, Candidate
from koperta_station.state import Screen
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import EntryKind
from tests.faults.time_kiosk import KioskMachine
from tests.faults.time_world import MINUTES, RoomMachine, prepare
from tests.test_operator.room_fixture import ITEMS

STEP_MS = 1_000
ENTITLED_MS = MINUTES * 60_000
PER_OUTAGE_MS = 5_000
ROUNDING_MS = 1_000  # of everything together: the room takes work of up to a second more without saying so
LONGEST_STEPS = 6_000
YEAR_MS = 365 * 86_400_000


@dataclass
class Truth:
    """Count what really was, in milliseconds: the small model."""

    worked: int = 0  # tasks open, candidate in the room, program running
    broken: int = 0  # the workstation itself was off while the room ran: charged until the team says otherwise
    either: int = 0  # off in the middle of an outage: may be charged or not
    outages: int = 0

    def bounds(self) -> tuple[int, int]:
        """Return the least and the most the room may have counted."""
        least = self.worked + self.broken - PER_OUTAGE_MS * self.outages - ROUNDING_MS
        return least, self.worked + self.broken + self.either + ROUNDING_MS


@dataclass
class Script:
    """Hold one script: everything that happens follows from the seed."""

    seed: int
    room: RoomMachine = field(default_factory=RoomMachine)
    truth: Truth = field(default_factory=Truth)
    cut: bool = False
    out: bool = False
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.policy = self.dice.choice(["work-on", "pause-and-credit"])
        self.kiosk = KioskMachine(self.room)
        prepare(self.room, self.kiosk.key.public.hex(), self.policy)
        self.kiosk.start(cut=False)
        self.kiosk.act(EntryKind.START)

    # ---- time -----------------------------------------------------------------------------------

    def pass_s(self, seconds: int) -> None:
        """Let true time pass, second by second."""
        for _ in range(seconds):
            if self.over:
                return
            self._count(STEP_MS)
            hears = self.kiosk.running and not self.cut
            self.room.pass_ms(STEP_MS, hears=hears)
            self.kiosk.pass_ms(STEP_MS, cut=self.cut)
            reporting = self.kiosk.model is not None and self.kiosk.model.reporting
            if hears and self.kiosk.connected and self.room.running and not reporting:
                self._check()

    def _count(self, ms: int) -> None:
        screen = self.kiosk.screen
        if self.out:
            return
        if screen is Screen.SOLVING:
            self.truth.worked += ms
        elif self.kiosk.model is None and self.room.running:
            if self.policy == "pause-and-credit":
                self.truth.either += ms
            else:
                self.truth.broken += ms

    @property
    def candidate(self) -> Candidate:
        """Return the room's candidate."""
        return self.room.up().state.candidates["k1"]

    @property
    def over(self) -> bool:
        """Say whether the exam is over for everybody."""
        return self.room.running and self.kiosk.connected and self.candidate.over

    def _check(self) -> None:
        sitting, candidate = self.room.up(), self.candidate
        if candidate.over or (candidate.gap is not None and not candidate.gap.settled):
            return
        # What is beyond the entitlement is cut off by the next tick and changes nothing.
        counted = min(ENTITLED_MS, candidate.consumed_ms(sitting.state.time_at(sitting.now)))
        least, most = self.truth.bounds()
        if not least <= counted <= most:
            raise Wrong(self, f"the room counted {counted} ms, true is {least} to {most}")

    # ---- what happens ---------------------------------------------------------------------------

    def run(self) -> None:
        """Run to the end and judge; raises Wrong."""
        steps = 0
        while not self.over:
            steps += 1
            if steps > LONGEST_STEPS:
                raise Wrong(self, "never ends")
            self.pass_s(self.dice.randrange(1, 40))
            if not self.over:
                self.dice.choice(self._acts())()
        entitled = self.truth.worked + self.truth.broken + self.truth.either
        if self.candidate.attempt is Attempt.EXPIRED and entitled < ENTITLED_MS - ROUNDING_MS:
            raise Wrong(self, f"only {entitled} of {ENTITLED_MS} ms were given")
        most = ENTITLED_MS + PER_OUTAGE_MS * self.truth.outages + ROUNDING_MS
        if self.truth.worked > most:
            raise Wrong(self, f"{self.truth.worked} ms were given, {most} at most may be")

    def _acts(self) -> list[Callable[[], None]]:
        return [
            self.answer, self.answer, self.answer, self.crash_room, self.cut_off, self.kill_kiosk, self.kiosk_sleeps,
            self.room_sleeps, self.wall_jumps, self.leave_and_return, self.storm,
        ]  # fmt: skip

    def answer(self) -> None:
        """Choose an option, if tasks can be seen."""
        if self.kiosk.screen is Screen.SOLVING:
            self.kiosk.act(EntryKind.ANSWER, self.dice.choice(ITEMS), self.dice.choice("abcd"))

    def crash_room(self) -> None:
        """Kill the room, perhaps with its machine."""
        self._say("room down")
        self.truth.outages += 1
        if self.dice.random() < 0.3:
            self.room.reboot(self.dice)
        self.room.kill()
        self._meanwhile()
        self.room.start()

    def cut_off(self) -> None:
        """Cut the network; the room goes on."""
        self._say("cut")
        self.truth.outages += 1
        self.cut = True
        self._meanwhile()
        self.cut = False

    def storm(self) -> None:
        """Cut and mend in quick turns."""
        self._say("storm")
        for _ in range(self.dice.randrange(2, 6)):
            self.truth.outages += 1
            self.cut = True
            self.pass_s(self.dice.randrange(1, 30))
            self.cut = False
            self.pass_s(self.dice.randrange(0, 3))

    def kill_kiosk(self) -> None:
        """Kill the program of the workstation, perhaps with its machine."""
        self._say("kiosk down")
        self.truth.outages += 1
        self.kiosk.kill()
        self.room.lose()
        if self.dice.random() < 0.3:
            self.kiosk.boot += "+"
            self.kiosk.mono_base_ms = self.kiosk.true_ms - self.dice.randrange(1, 60_000) - self.kiosk.asleep_ms
        self.pass_s(self.dice.choice([1, 4, 9, 30, 90]))
        self.kiosk.start(cut=self.cut)

    def kiosk_sleeps(self) -> None:
        """Let the workstation sleep."""
        if not self.kiosk.running:
            return
        self._say("kiosk sleeps")
        self.truth.outages += 1
        self.kiosk.asleep = True
        self.pass_s(self.dice.choice([2, 6, 9, 40, 200]))
        self.kiosk.wake()

    def room_sleeps(self) -> None:
        """Let the operator's computer sleep."""
        if not self.room.running:
            return
        self._say("room sleeps")
        self.truth.outages += 1
        self.room.asleep = True
        self._meanwhile()
        self.room.asleep = False

    def wall_jumps(self) -> None:
        """Turn the room's wall clock, by seconds or by decades."""
        self._say("wall")
        self.room.wall_offset_ms += self.dice.choice([-1, 1]) * self.dice.choice([3_000, 3_600_000, 30 * YEAR_MS])

    def leave_and_return(self) -> None:
        """Let the candidate leave the room and come back, whatever the network does."""
        if not self._told(do.RoomExit(candidate_id="k1")):
            return
        self._say("exit")
        self.out = True
        self.pass_s(self.dice.choice([5, 30, 120]))
        self._told(do.RoomReturn(candidate_id="k1"))
        self.out = False

    def _told(self, command: do.RoomExit | do.RoomReturn) -> bool:
        try:
            self.room.run(command)
        except RefusedError:
            return False
        if not self.cut and self.kiosk.running:
            self.kiosk.hear()
        return True

    def _meanwhile(self) -> None:
        """Let something else happen while one thing is wrong."""
        self.pass_s(self.dice.choice([1, 3, 8, 20, 60, 150]))
        for _ in range(self.dice.choice([0, 0, 1, 2])):
            self.dice.choice([self.answer, self.kill_kiosk, self.kiosk_sleeps, self.wall_jumps])()
            self.pass_s(self.dice.choice([1, 10, 40]))

    def _say(self, what: str) -> None:
        state = "" if self.kiosk.screen is None else self.kiosk.screen.value
        self.said.append(f"{self.room.true_ms // 1000:>5} s {what} ({state})")


class Wrong(AssertionError):
    """Say what a script broke and how to run it again."""

    def __init__(self, script: Script, what: str) -> None:
        lines = "\n  ".join([*script.said, f"{script.room.true_ms // 1000:>5} s {what}", str(script.truth)])
        super().__init__(f"script {script.seed}, {script.policy}:\n  {lines}")


def search(seed: int, minutes: float) -> bool:
    """Run scripts from `seed` on until the time is over."""
    until, number, outages = time.monotonic() + minutes * 60, 0, 0
    while time.monotonic() < until:
        script = Script(seed + number)
        try:
            script.run()
        except Wrong as wrong:
            print(f"{wrong}\nagain: ./dev faults time_scripts --seed {seed + number} --minutes 0.01")
            return False
        number, outages = number + 1, outages + script.truth.outages
    print(f"{number} scripts with {outages} outages: nobody had less than the entitlement, nobody 5 s more per outage")
    return True
