"""Fill a real disk under a room's journal and see it go on in the reserve; run in a name space of its own.

    unshare -Urm python -m tests.faults.full_disk FOLDER

The disk is 24 MiB of memory, so that nothing of the machine is filled. Prints what happened as JSON.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from koperta_operator.room.actor import end_program
from koperta_operator.room.disk.guard import RESERVE, DiskGuard
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.store import Journal
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.room_events import PairingClosed, PairingOpened
from koperta_operator.room.settings import DiskSettings
from koperta_packages.errors import PackageError
from koperta_sync.bundle.manifest import room_genesis
from tests.faults.disk_writers import LEDGER_ROOM

SETTINGS = DiskSettings(least_free_mb=2, reserve_mb=8)
MANY, MORE = 50, 300


def write(folder: Path) -> None:
    """Be the room: record events and say each once it is durable, until the input ends or the disk does."""
    guard = DiskGuard(folder, SETTINGS)

    def end(error: BaseException) -> None:
        guard.give_up_reserve()
        end_program(error)

    async def work() -> None:
        ledger = RoomLedger(RoomFolder(folder), LEDGER_ROOM, "test", on_fatal=end)
        for number in range(100_000):
            await ledger.record(PairingOpened() if number % 2 else PairingClosed())
            print(ledger.state.seq, ledger.head.hex(), flush=True)

    asyncio.run(work())


class Writer:
    """Run `write` and collect what it acknowledged."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.faults.full_disk", "write", str(folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.said: list[str] = []

    def hear(self, lines: int) -> None:
        """Read so many acknowledgements."""
        if self.process.stdout is not None:
            self.said += [self.process.stdout.readline() for _ in range(lines)]

    def end(self, *, kill: bool) -> int:
        """Read the rest; return the exit code."""
        if kill:
            self.process.kill()
        rest, _ = self.process.communicate(timeout=60)
        self.said += rest.splitlines(keepends=True)
        return self.process.returncode

    def acknowledged(self) -> tuple[int, str]:
        """Return the last event that was called durable, and the head with it."""
        sequence, head = [line for line in self.said if line.endswith("\n")][-1].split()
        return int(sequence), head


def fill(folder: Path) -> None:
    """Take every last byte of the disk."""
    with (folder / "somebody's download").open("wb", buffering=0) as file:
        for piece in (1024 * 1024, 4096, 1):
            try:
                while file.write(b"x" * piece):
                    pass
            except OSError:
                continue


def look(folder: Path) -> dict[str, object]:
    """Return what a guard says of the disk now."""
    guard = DiskGuard(folder, SETTINGS)
    try:
        guard.require_import()
        imports = True
    except PackageError:
        imports = False
    return {"state": guard.state.name, "imports": imports, "reserve": (folder / RESERVE).exists()}


def main() -> None:
    """Do what the first lines of this module say."""
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]))
        return
    folder = Path(sys.argv[1])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], check=True)
    first = Writer(folder)
    first.hear(MANY)
    reserve = (folder / RESERVE).exists()
    fill(folder)
    ended = first.end(kill=False)
    after = (folder / RESERVE).exists()
    again = Writer(folder)
    again.hear(MORE)
    full = look(folder)
    again.end(kill=True)
    sequence, head = again.acknowledged()
    with Journal.open(folder / "room.db", room_genesis(LEDGER_ROOM).start(), must_exist=True) as journal:
        stored = list(journal.read_all())
    (folder / "somebody's download").unlink()
    said = {
        "reserve_before": reserve,
        "ended": ended,
        "reserve_after": after,
        "went_on_by": again.acknowledged()[0] - first.acknowledged()[0],
        "full": full,
        "all_there": stored[sequence - 1].head.hex() == head,
        "room_again": look(folder),
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main()
