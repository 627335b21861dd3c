"""Kill rooms and workstations at random and at every point where they write, while everybody goes on trying.

    ./dev faults kills --seed 1 --minutes 4

Fifty workstations deliver real signed entries to the real actor and journal of a room, which is killed again and
again: from outside, at steps with a name, and in the middle of the n-th change of a file. After each kill the
journal must open, check (`integrity_check`, chain), hold every acknowledged entry as it was signed, and none twice.
Between, workstations' own journals are killed in the same ways. Linux and macOS; in the middle of a change of a
file only on Linux with a C compiler.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.faults.disk_record import why_not

SHIM = Path(__file__).with_name("kill_shim.c")
ROOT = SHIM.parents[2]


def search(seed: int, minutes: float) -> bool:
    """Kill for so long; print what was killed and what was lost; False when something was."""
    done = run(seed, minutes)
    print(done.stdout, done.stderr, sep="")
    return done.returncode == 0


def run(seed: int, minutes: float, *more: str) -> subprocess.CompletedProcess[str]:
    """Kill in a process of its own, with the shim preloaded where it can be built; `lazy`: the negative control."""
    with tempfile.TemporaryDirectory(prefix="koperta-kills-") as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        if not why_not():
            library = Path(folder) / "kill_shim.so"
            compiler = shutil.which(os.environ.get("CC", "cc")) or "cc"
            flags = ["-shared", "-fPIC", "-O1", "-U_FORTIFY_SOURCE", "-w"]
            subprocess.run([compiler, *flags, "-o", str(library), str(SHIM)], check=True)
            environment["LD_PRELOAD"] = str(library)
        command = [sys.executable, "-m", "tests.faults.kills", str(seed), str(minutes), folder, *more]
        return subprocess.run(command, env=environment, cwd=ROOT, check=False, capture_output=True, text=True)


def kill_for(seed: int, seconds: float, folder: Path) -> tuple[Counter[str], list[str]]:
    """Kill for so long; return what was killed how often, and everything that was lost."""
    from tests.faults.kill_sides import KioskSide, RoomSide  # only here: those modules fork

    dice = Random(seed)
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    armed = hasattr(ctypes.CDLL(None), "koperta_die_at")
    until = time.monotonic() + seconds
    while time.monotonic() < until and not wrong:
        room = RoomSide(folder / f"room-{counts['rooms prepared']}", dice, armed=armed)
        kiosk = KioskSide(folder / f"kiosk-{counts['rooms prepared']}", dice, armed=armed)
        counts["rooms prepared"] += 1
        while time.monotonic() < until and not wrong and not room.full:
            counts[f"room {room.live_once()}"] += 1
            wrong += room.check()
            counts[f"workstation {kiosk.live_once()}"] += 1
            wrong += kiosk.check()
        counts["entries acknowledged by rooms"] += len(room.acknowledged)
        counts["entries durable at workstations"] += kiosk.durable
        shutil.rmtree(room.folder)
        shutil.rmtree(kiosk.folder)
    return counts, wrong


def main(arguments: list[str]) -> int:
    """Run in the prepared process."""
    seed, minutes, folder = int(arguments[0]), float(arguments[1]), Path(arguments[2])
    if "lazy" in arguments:
        from tests.faults.kill_lives import acknowledge_too_early

        acknowledge_too_early()
    counts, wrong = kill_for(seed, minutes * 60, folder)
    for name, count in sorted(counts.items()):
        print(f"  {count:7} {name}")
    kills = sum(count for name, count in counts.items() if name.endswith("killed"))
    print(f"{kills} kills, seed {seed}: {len(wrong)} losses", *wrong, sep="\n  ")
    return 1 if wrong or not kills else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
