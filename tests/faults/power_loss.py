"""Cut the power at every point of a record of writes and open what the disk may then hold.

Room and kiosk write with their own code; whatever they acknowledged before the cut must be there:

    ./dev faults power_loss --seed 7 --minutes 5

Linux with a C compiler. What is not modelled stands in `disk_images.py`.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.disk_checks import CHECKS
from tests.faults.disk_images import Disk, Image, Mode, lay_out
from tests.faults.disk_record import Entry, What, read_record, run_recorded, why_not
from tests.faults.disk_writers import WRITERS

_MEMORY = Path("/dev/shm")  # a folder in memory, where there is one: the images need no disk
TRIES = 3  # random images of one kind for each cut


@dataclass(frozen=True, slots=True)
class State:
    """Hold one state of the disk after a cut, and what had been acknowledged by then."""

    cut: int
    mode: Mode
    image: Image
    notes: tuple[bytes, ...]


@dataclass
class Findings:
    """Count the states opened, by what survived of unsynced writes, and hold what was wrong with some."""

    states: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def opened(self) -> int:
        """Return how many states were opened."""
        return sum(self.states.values())


def in_memory() -> str | None:
    """Return where folders of images are made: in memory where the system has such a place."""
    return str(_MEMORY) if _MEMORY.is_dir() else None


def record(writer: str, seed: int, rounds: int, weakened: str = "") -> list[Entry]:
    """Let a writer run once under the recorder and return what it did. AssertionError when it failed."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as name:
        folder = Path(name) / "data"
        folder.mkdir()
        path = Path(name) / "record"
        arguments = [writer, str(folder), str(path), str(seed), str(rounds), *([weakened] if weakened else [])]
        done = run_recorded("tests.faults.disk_writers", arguments)
        if done.returncode:
            raise AssertionError(f"{writer} ended with {done.returncode}: {done.stderr[-2000:]}")
        return list(read_record(path))


def states(entries: list[Entry], dice: random.Random, share: float = 1.0) -> Iterator[State]:
    """Yield every state once; `share` of the cuts only, by chance, for a shorter run."""
    disk = Disk()
    seen: set[bytes] = set()
    for cut, entry in enumerate(entries):
        disk.play(entry)
        if dice.random() >= share:
            continue
        modes = [Mode.SYNCED] if disk.settled else [*Mode, *(mode for mode in _RANDOM for _ in range(TRIES - 1))]
        for mode in modes:
            image = disk.image(mode, dice)
            mark = _mark(image, len(disk.notes))
            if mark not in seen:
                seen.add(mark)
                yield State(cut, mode, image, tuple(disk.notes))


_RANDOM = (Mode.SUBSET, Mode.TORN)


def _mark(image: Image, notes: int) -> bytes:
    digest = hashlib.blake2b(notes.to_bytes(4, "big"), digest_size=16)
    for name, data in image.items():
        digest.update(f"{name} {len(data)} ".encode() + data)
    return digest.digest()


def search_record(
    writer: str, entries: list[Entry], dice: random.Random, found: Findings, *, share: float = 1.0, until: float = 1e12
) -> None:
    """Open the states of one record, of a share of its cuts, until a time of the monotonic clock."""
    for state in states(entries, dice, share):
        if time.monotonic() > until:
            break
        found.states[state.mode.name.lower()] += 1
        if why := wrong_with(writer, state):
            found.wrong.append(f"{writer}, cut {state.cut} of {len(entries)}, kept {state.mode.value}: {why}")
    found.acknowledged += sum(entry.what is What.NOTE for entry in entries)


def wrong_with(writer: str, state: State) -> str:
    """Lay a state out in a folder of its own and open it; return what is wrong with it, or nothing."""
    folder = Path(tempfile.mkdtemp(dir=in_memory()))
    try:
        lay_out(state.image, folder)
        return CHECKS[writer](folder, state.notes)
    except Exception as error:  # whatever it is, a program that ends so does not come up again
        return f"{type(error).__name__}: {error}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def search(seed: int, minutes: float) -> bool:
    """Search for a time with all writers in turn; print the counts as JSON; False when something was lost."""
    if why := why_not():
        print(f"not run: {why}")
        return False
    until = time.monotonic() + minutes * 60
    found = Findings()
    number = 0
    while time.monotonic() < until and not found.wrong:
        for writer, rounds in (("sitting", 60), ("kiosk", 150), ("ledger", 60)):
            entries = record(writer, seed + number, rounds)
            search_record(writer, entries, random.Random(seed + number), found, until=until)
        number += 1
    said = {"records": number * len(WRITERS), "opened": found.opened, "states": found.states}
    print(json.dumps(said | {"acknowledged": found.acknowledged, "wrong": found.wrong[:10]}))
    if found.wrong:
        print(f"again: ./dev faults power_loss --seed {seed + number - 1} (threads may take another order)")
    return not found.wrong
