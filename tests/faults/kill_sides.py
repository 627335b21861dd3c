"""Be the side that outlives every kill: fifty workstations, or the one who reads a workstation's journal again."""

from __future__ import annotations

import os
import select
import signal
import socket
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import msgspec

from koperta_crypto.signing import SigningKey
from koperta_operator.room.journal.errors import JournalError
from koperta_operator.room.journal.store import Journal
from koperta_sync import kiosk_journal
from koperta_sync.entries import sign_entry
from koperta_sync.journal_keys import Scope
from koperta_sync.kiosk_journal import KioskJournal
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.frames import WORKSTATION, Reply, encode_request
from koperta_sync.protocol.seat import Entry, EntryKind
from koperta_sync.protocol.workstation import Deliver, Delivered
from tests.faults.kill_lives import ENDED, KIOSK_STEPS, ROOM_STEPS, Plan, live_as_kiosk, live_as_room, send
from tests.faults.simulation.witness import held_in
from tests.test_operator.desk import desk_in, solving
from tests.test_operator.room_fixture import GENESIS, ITEMS, OPTIONS, SITTING, Workstation

MACHINES = 50
MOST_EVENTS = 4_000
LONGEST_S = 20.0


def fork(live: Callable[[socket.socket], None]) -> tuple[int, socket.socket]:
    """Start a life in a process of its own; return its number and this side of the socket."""
    here, there = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        here.close()
        try:
            live(there)
        except BaseException:  # what kills itself half way must not go on as a second parent
            os._exit(70)
        os._exit(0)
    there.close()
    return pid, here


def plan_of(dice: Random, steps: tuple[str, ...], most: int, *, armed: bool) -> tuple[Plan, str]:
    """Draw where a life ends, and return the name of that kind of end."""
    kind = dice.choice(("outside", "step", "change" if armed else "step"))
    if kind == "change":
        return Plan(changes=dice.randint(1, most)), "in the middle of a change, killed"
    if kind == "step":
        step = dice.choice(steps)
        once = "replay" in step or "first" in step
        return Plan(step=step, times=1 if once else dice.randint(1, 12)), f"{step}, killed"
    return Plan(), "at random from outside, killed"


def frames_of(data: bytearray) -> list[tuple[int, bytes]]:
    """Take whole frames out of what has been read."""
    found = []
    while len(data) >= 6 and len(data) >= 6 + (length := int.from_bytes(data[:4], "big")):
        found.append((int.from_bytes(data[4:6], "big"), bytes(data[6 : 6 + length])))
        del data[: 6 + length]
    return found


class RoomSide:
    """Hold a sitting with fifty people at work, whose room is killed all the time."""

    def __init__(self, folder: Path, dice: Random, *, armed: bool) -> None:
        folder.mkdir(parents=True)
        self.folder, self.dice, self._armed = folder, dice, armed
        self.acknowledged: dict[tuple[str, int, int], str] = {}
        self.full = False
        with desk_in(folder) as desk:
            self.machines: list[Workstation] = solving(desk, MACHINES, of=MACHINES)
        self._through = [1] * MACHINES
        self._waits = [False] * MACHINES

    def live_once(self) -> str:
        """Let a room live until it is killed, everybody delivering; return how it ended."""
        plan, name = plan_of(self.dice, ROOM_STEPS, 120, armed=self._armed)
        prints = [machine.fingerprint for machine in self.machines]
        pid, here = fork(lambda there: live_as_room(there, self.folder, prints, plan))
        ends = time.monotonic() + (self.dice.uniform(0.0, 0.4) if plan == Plan() else LONGEST_S)
        self._waits = [False] * MACHINES
        data = bytearray()
        with here:
            try:
                for number in range(MACHINES):
                    self._deliver(here, number)
                while time.monotonic() < ends:
                    if not select.select([here], [], [], max(0.0, ends - time.monotonic()))[0]:
                        break
                    if not (piece := here.recv(65_536)):
                        break
                    data += piece
                    for number, frame in frames_of(data):
                        self._heard(number, frame)
                        self._deliver(here, number)
            except (BrokenPipeError, ConnectionResetError):
                pass  # killed while somebody spoke
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        return name if os.WIFSIGNALED(status) else f"ended of itself ({name})"

    def _deliver(self, here: socket.socket, number: int) -> None:
        """Send what is not acknowledged yet, now and then also what is."""
        machine = self.machines[number]
        item = self.dice.choice(ITEMS)
        machine.worked_ms += 3
        machine.write(EntryKind.ANSWER, item, self.dice.choice(OPTIONS[item]))
        after = max(1, self._through[number] - (self.dice.random() < 0.1))
        entries = tuple(machine.entries[after:][:20])
        message = Deliver(
            sitting_id=SITTING,
            candidate_id=machine.candidate_id,
            epoch=machine.epoch,
            entries=entries,
            sent_mono_ms=machine.mono_ms,
            worked_ms=machine.worked_ms,
        )
        send(here, number, encode_request(1, message))

    def _heard(self, number: int, frame: bytes) -> None:
        answer = WORKSTATION.decode_from_room(frame)
        if not isinstance(answer, Reply) or not isinstance(answer.answer, Delivered | Refusal):
            raise TypeError(f"a room said {answer}")
        if isinstance(answer.answer, Refusal):
            raise AssertionError(f"an honest entry was refused: {answer.answer}")
        machine, through = self.machines[number], answer.answer.through
        for entry in machine.entries[self._through[number] : through]:
            self.acknowledged[machine.candidate_id, machine.epoch, entry.cseq] = entry.signature
        self._through[number] = max(through, self._through[number])

    def check(self) -> list[str]:
        """Return what is wrong with the journal now."""
        wrong = []
        path = self.folder / "journal.db"
        try:
            with Journal.open(path, GENESIS, must_exist=True) as journal:
                rows = list(journal.read_all())
        except JournalError as error:
            return [f"the journal does not open: {error}"]
        with closing(sqlite3.connect(path)) as connection:
            if (found := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                wrong.append(f"integrity_check: {found}")
        ledger = held_in(rows)
        wrong += [f"{key} is there {n} times" for key, n in Counter(key for key, *_ in ledger).items() if n > 1]
        held = {key: signature for key, _kind, _entry, signature in ledger}
        wrong += [f"{key} was acknowledged" for key, one in self.acknowledged.items() if held.get(key) != one]
        self.full = len(rows) > MOST_EVENTS
        return wrong


class KioskSide:
    """Hold a workstation's journal whose program is killed all the time."""

    def __init__(self, folder: Path, dice: Random, *, armed: bool) -> None:
        self.folder, self.dice, self._armed = folder, dice, armed
        self.durable = 0
        self._key = dice.randbytes(32)
        signing = SigningKey.from_seed(dice.randbytes(32))
        scope = Scope(SITTING, "k1", 1)
        journal = KioskJournal.create(
            folder,
            scope,
            key=self._key,
            journal_public=bytes([9] + [0] * 31),
            card_secret="ABCDEFGHJK00",
            salt=bytes(16),
        )
        self._journal = journal.folder
        journal.close()
        self._entries = [
            sign_entry(
                signing, SITTING, "k1", 1, cseq=n, kind=EntryKind.ANSWER, worked_ms=n, mono_ms=n, boot="b", value="a"
            )
            for n in range(1, 3_000)
        ]

    def live_once(self) -> str:
        """Let a workstation write until it is killed; return how it ended."""
        plan, name = plan_of(self.dice, KIOSK_STEPS, 40, armed=self._armed)
        entries = self._next()
        pid, here = fork(lambda there: live_as_kiosk(there, self._journal, self._key, entries, plan))
        ends = time.monotonic() + (self.dice.uniform(0.0, 0.05) if plan == Plan() else LONGEST_S)
        data = bytearray()
        with here:
            while (left := ends - time.monotonic()) > 0 and select.select([here], [], [], left)[0]:
                if not (piece := here.recv(65_536)):
                    break
                data += piece
                said = [frame for _, frame in frames_of(data)]
                self.durable = max([self.durable, *(msgspec.json.decode(one) for one in said if one != ENDED)])
                if ENDED in said:
                    break
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        return name if os.WIFSIGNALED(status) else f"ended of itself ({name})"

    def _next(self) -> list[Entry]:
        return self._entries[self.durable : self.durable + 60] if self.durable < 2_900 else []

    def check(self) -> list[str]:
        """Return what is wrong with the journal now; it must open and go on where it was."""
        journal = kiosk_journal.open_with_key(self._journal, self._key)
        entries, following = journal.entries, journal.next_cseq
        journal.close()
        wrong = []
        if [entry.cseq for entry in entries] != list(range(1, following)):
            wrong.append("a workstation's journal has a gap or an entry twice")
        if len(entries) < self.durable or list(entries) != self._entries[: len(entries)]:
            wrong.append(f"a workstation's journal has {len(entries)} sound entries, {self.durable} were durable")
        return wrong
