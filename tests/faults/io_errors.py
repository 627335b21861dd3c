"""Let one read, write, sync, rename or opening after the other fail, and look for what was acknowledged all the same.

    ./dev faults io_errors --seed 1 --minutes 15

Each case is a room, or a workstation, that writes while one call fails: with EIO, with ENOSPC from then on (a disk that
is full stays full), or by writing only half. Then it must have ended, or gone on rightly, and

* what it acknowledged is there when its files are opened again, as they are and as a power cut would leave them;
* started again without the fault, it writes on, and a power cut after that takes nothing either. A sync that failed
  has lost its pages, which programs still see: a start that builds on them without writing them again is found here.
"""

from __future__ import annotations

import errno
import json
import random
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import msgspec

from koperta_operator.room.actor import EXIT_NOT_DURABLE
from tests.faults.disk_checks import CHECKS
from tests.faults.disk_images import Disk, Mode, lay_out
from tests.faults.disk_record import What, read_record, start_recorded, why_not
from tests.faults.io_child import FINISHED, REFUSED, Order
from tests.faults.power_loss import in_memory

FOR_EVER = 10**9
ERRORS = {"EIO": (errno.EIO, 1), "ENOSPC": (errno.ENOSPC, FOR_EVER), "short write": (0, 1)}
FIRST_CALLS = 500
ROUNDS = {"sitting": 45, "ledger": 80, "kiosk": 150}  # enough for so many calls
_AGAIN = 4  # rounds after the restart
_CUTS = 2  # acknowledgements of those after which the power is cut
_ALLOWED = {FINISHED, REFUSED, EXIT_NOT_DURABLE}


@dataclass(frozen=True, slots=True)
class Case:
    """Name what fails: the call by its number, and how."""

    writer: str
    call: int
    error: str
    weakened: str = ""


@dataclass
class Findings:
    """Count the cases by how the program ended, and hold what was wrong."""

    cases: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)


class Breaker:
    """Hold the program that forks the writers."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._process: subprocess.Popen[str] = start_recorded("tests.faults.io_child", [])

    def __enter__(self) -> Breaker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def calls(self, writer: str) -> tuple[int, list[int]]:
        """Return how many calls a writer makes when nothing fails, and which of them sync."""
        with tempfile.TemporaryDirectory(dir=in_memory()) as name:
            folder, record = Path(name) / "data", Path(name) / "record"
            folder.mkdir()
            self._run(Order(writer, str(folder), str(record), self._seed, ROUNDS[writer]))
            syncs = [entry.place for entry in read_record(record) if entry.what is What.SYNC]
            return int(record.with_name("record.calls").read_text("utf-8")), syncs

    def try_out(self, case: Case, found: Findings) -> None:
        """Let one case happen and look at what is left."""
        base = Path(tempfile.mkdtemp(dir=in_memory()))
        try:
            said = self._tried(case, base, found)
        except Exception as error:  # opening failed in a way no program expects
            said = f"{type(error).__name__}: {error}"
        finally:
            shutil.rmtree(base, ignore_errors=True)
        if said:
            found.wrong.append(f"{case.writer}, call {case.call}, {case.error}: {said}")

    def _tried(self, case: Case, base: Path, found: Findings) -> str:
        (base / "data").mkdir()
        error, times = ERRORS[case.error]
        order = Order(case.writer, str(base / "data"), str(base / "first"), self._seed, ROUNDS[case.writer])
        order = msgspec.structs.replace(order, first=case.call, error=error, times=times, weakened=case.weakened)
        code = self._run(order)
        disk = Disk()
        for entry in read_record(base / "first"):
            disk.play(entry)
        if not disk.broken:
            found.cases["no such call to break"] += 1
            return ""
        found.cases[case.error] += 1
        found.ended[{FINISHED: "went on", REFUSED: "refused"}.get(code, f"ended with {code}")] += 1
        found.acknowledged += len(disk.notes)
        if code not in _ALLOWED:
            return f"the program ended with {code}: {_last_words(base / 'first')}"
        shutil.copytree(base / "data", base / "copy")
        wrong = CHECKS[case.writer](base / "copy", disk.notes) or self._after_a_cut(case, disk, base / "cut")
        return wrong or self._again(case, order, disk, base)

    def _again(self, case: Case, order: Order, disk: Disk, base: Path) -> str:
        """Start the program again without the fault, let it write on, and cut the power after that."""
        again = msgspec.structs.replace(order, record=str(base / "second"), rounds=_AGAIN, first=0, times=0)
        code = self._run(again)
        if code != FINISHED:
            return f"started again it ended with {code}: {_last_words(base / 'second')}"
        disk.restart()
        told = 0
        for entry in read_record(base / "second"):
            disk.play(entry)
            if entry.what is What.NOTE and (told := told + 1) <= _CUTS:
                # Soon, because a checkpoint at the end would write everything once more.
                if wrong := self._after_a_cut(case, disk, base / f"again-{told}"):
                    return f"after the restart: {wrong}"
        return ""

    def _after_a_cut(self, case: Case, disk: Disk, folder: Path) -> str:
        dice = random.Random(self._seed + case.call)
        for mode in (Mode.SYNCED, Mode.TORN):
            place = folder / mode.name
            place.mkdir(parents=True)
            lay_out(disk.image(mode, dice), place)
            if wrong := CHECKS[case.writer](place, disk.notes):
                return f"after a power cut that kept {mode.value}: {wrong}"
        return ""

    def _run(self, order: Order) -> int:
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        if pipe_in is None or pipe_out is None:
            raise RuntimeError("the program that forks the writers has no pipes")
        pipe_in.write(msgspec.json.encode(order).decode() + "\n")
        pipe_in.flush()
        return int(json.loads(pipe_out.readline())["code"])


def _last_words(record: Path) -> str:
    said = record.with_name(f"{record.name}.said").read_text("utf-8").splitlines()
    return said[-1] if said else "without a word"


def cases(writer: str, calls: int) -> Iterator[Case]:
    """Yield every case of a writer, call by call."""
    for call in range(1, calls + 1):
        for error in ERRORS:
            yield Case(writer, call, error)


def search(seed: int, minutes: float) -> bool:
    """Try the first calls of every writer while the time lasts; print the counts; False when something was wrong."""
    if why := why_not():
        print(f"not run: {why}")
        return False
    until = time.monotonic() + minutes * 60
    found, reached = Findings(), {}
    with Breaker(seed) as breaker:
        for writer in ROUNDS:
            calls = min(breaker.calls(writer)[0], FIRST_CALLS)
            for case in cases(writer, calls):
                if time.monotonic() > until or len(found.wrong) >= 20:
                    break
                reached[writer] = f"{case.call} of {calls} calls"
                breaker.try_out(case, found)
    said = {"reached": reached, "cases": found.cases, "ended": found.ended, "acknowledged": found.acknowledged}
    print(json.dumps(said | {"wrong": found.wrong[:20]}))
    if found.wrong:
        print(f"again: ./dev faults io_errors --seed {seed}")
    return not found.wrong
