"""Crash a PostgreSQL primary under load, promote its standby, and see that no acknowledged event is lost.

Each round a program appends to a journal as the room does and says what was acknowledged; at a moment taken from the
seed the primary is killed, in half of the rounds after the line to the standby was cut. The standby is promoted, the
journal is opened by the same URL with both servers in it, and everything acknowledged must be there, in its chain.

With synchronous replication nothing may be lost. The same rounds without it must lose something: a search whose
negative control is silent proves nothing. At the end a real room fails over in the middle of an exam.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from koperta_operator.room.journal.recipes import Place
from koperta_operator.room.journal.store import Journal
from tests.end_to_end.postgres_day import PEOPLE, TASKS, Trouble, exam_day, wait_ended
from tests.postgres_cluster import why_not
from tests.postgres_pair import Pair, running_pair
from tests.real_room import RealRoom
from tests.test_operator.journal_fixture import GENESIS, as_arguments

ROOT = Path(__file__).resolve().parent.parent.parent
CONTROL_ROUNDS = 2


@dataclass(frozen=True)
class Round:
    """Hold what one crash came to."""

    how: str
    acknowledged: int
    lost: int
    promoted_s: float
    open_s: float  # from the promotion to a journal that was read whole and is ready to be written

    def line(self) -> str:
        """Return the round as one line."""
        return (
            f"{self.how:<16} acknowledged {self.acknowledged:>6}, lost {self.lost}, "
            f"promoted in {self.promoted_s:.2f} s, journal open {self.open_s:.2f} s later"
        )


class Writer:
    """Run a program that appends as fast as it is acknowledged, and remember what it said."""

    def __init__(self, place: Place) -> None:
        command = [sys.executable, "-m", "tests.test_operator.appending", GENESIS.hex(), *as_arguments(place)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )
        self._said: list[str] = []
        self._first = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_first(self) -> None:
        """Wait until something was acknowledged."""
        if not self._first.wait(30):
            self._process.kill()
            raise RuntimeError("the writer does not begin")

    def end(self) -> tuple[int, str]:
        """Return the last acknowledged number and head; a writer that still waits for an answer is killed."""
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._process.wait(10)
        self._reader.join(10)
        if self._process.stderr is not None:
            self._process.stderr.close()
        whole = [line for line in self._said if line.endswith("\n")]
        sequence, head = whole[-1].split()
        return int(sequence), head

    def _read(self) -> None:
        if self._process.stdout is not None:
            with self._process.stdout as said:
                for line in said:
                    self._said.append(line)
                    self._first.set()


def play(pair: Pair, place: Place, dice: Random, *, cut: bool) -> Round:
    """Crash the primary under load, fail over, count what was lost."""
    writer = Writer(place)
    writer.wait_first()
    time.sleep(dice.uniform(0.1, 1.0))
    if cut:
        pair.cut()
        time.sleep(0.3)
    how = pair.crash(dice)
    sequence, head = writer.end()
    promoted_s = pair.take_over()
    began = time.monotonic()
    with Journal.open(place, GENESIS) as journal:
        stored = list(journal.read_all())
    open_s = time.monotonic() - began
    kept = len(stored) >= sequence and stored[sequence - 1].head.hex() == head
    lost = 0 if kept else max(1, sequence - len(stored))
    return Round(f"{'cut, ' if cut else ''}{how}", sequence, lost, promoted_s, open_s)


def search(seed: int, minutes: float) -> bool:
    """Fail over again and again, then run the negative control; False when a promise was broken."""
    if (reason := why_not()) != "":
        print(f"not searched: {reason}")
        return False
    dice = Random(seed)
    until = time.monotonic() + minutes * 60
    lost = acknowledged = rounds = 0
    with running_pair() as pair:
        while rounds < 2 or time.monotonic() < until:
            place = Place(pair.url(), f"round {rounds}")
            done = play(pair, place, dice, cut=rounds % 2 == 1)
            print(f"synchronous, round {rounds + 1}: {done.line()}", flush=True)
            lost, acknowledged, rounds = lost + done.lost, acknowledged + done.acknowledged, rounds + 1
            pair.rejoin()
    control = control_loses(dice)
    whole = exam_fails_over(dice)
    print(f"seed {seed}: {rounds} failovers, {acknowledged} events acknowledged, {lost} lost with synchronous commit")
    print(f"negative control without it: {control} acknowledged events lost in {CONTROL_ROUNDS} failovers")
    if lost or not control or not whole:
        print(f"again with: ./dev faults postgres_failover --seed {seed} --minutes {minutes:g}")
    return not lost and control > 0 and whole


def exam_fails_over(dice: Random) -> bool:
    """Let candidates sit a real exam through a failover; say how long the room was away, and whether all is there."""
    away: list[float] = []
    with running_pair() as pair, tempfile.TemporaryDirectory() as folder:

        def fail_over(room: RealRoom) -> None:
            began = time.monotonic()
            pair.crash(dice)
            wait_ended(room)
            pair.take_over()
            room.wait_ready()
            away.append(time.monotonic() - began)

        done = exam_day(Path(folder), pair.url(), (Trouble(4, fail_over),))
    answers = sum(map(len, done.chosen.values()))
    whole = done.official == done.chosen and not done.objections and answers == PEOPLE * TASKS
    print(
        f"an exam of {PEOPLE} candidates through a failover: {answers} answers, the board scored "
        f"{'every one' if whole else 'OTHERS'}; from the crash to a room that serves again {away[0]:.1f} s"
    )
    return whole


def control_loses(dice: Random) -> int:
    """Return how many acknowledged events are lost where the primary does not wait for its standby."""
    lost = 0
    with running_pair(synchronous=False) as pair:
        for number in range(CONTROL_ROUNDS):
            done = play(pair, Place(pair.url(), f"control {number}"), dice, cut=True)
            print(f"asynchronous, round {number + 1}: {done.line()}", flush=True)
            lost += done.lost
            pair.rejoin()
    return lost
