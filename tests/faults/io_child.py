"""Write again and again with one call broken, each time in a process of its own; spoken to by `io_errors`.

A line of JSON in, a line out: `{"code": exit code}`. The parent has everything loaded and forks, so that a case costs
what it writes. It forks, so it needs a POSIX system.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

import msgspec

from koperta_operator.room.journal.errors import JournalError
from koperta_sync.kiosk_journal import JournalError as KioskJournalError
from koperta_sync.sealed_log import LogError
from tests.faults.disk_record import begin, break_calls, counted
from tests.faults.disk_writers import WRITERS, weaken

FINISHED, BUG, REFUSED, HUNG = 0, 1, 2, 99  # 70 is the room's own, when it ends because it cannot write
PATIENCE_S = 60.0


class Order(msgspec.Struct, frozen=True):
    """Hold one case: who writes where, how long, and which calls fail how (`first` 0: none)."""

    writer: str
    folder: str
    record: str
    seed: int
    rounds: int
    first: int = 0
    error: int = 0
    times: int = 1
    weakened: str = ""


def write(order: Order) -> int:
    """Write as ordered; return the exit code. What the room may answer an error of the disk with is REFUSED."""
    said = os.open(f"{order.record}.said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, sys.stderr.fileno())
    weaken(order.weakened)
    begin(Path(order.record), Path(order.folder))
    break_calls(order.first, order.error, order.times)
    try:
        WRITERS[order.writer](Path(order.folder), order.seed, order.rounds)
    except (JournalError, KioskJournalError, LogError, OSError):
        return REFUSED
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        return BUG
    Path(f"{order.record}.calls").write_text(str(counted()), "utf-8")
    return FINISHED


def forked(order: Order) -> int:
    """Write in a process of its own; return its exit code, HUNG when it does not end."""
    child = os.fork()
    if child == 0:
        os._exit(write(order))
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return HUNG


def main() -> None:
    """Take orders until the input ends."""
    for line in sys.stdin:
        print(json.dumps({"code": forked(msgspec.json.decode(line, type=Order))}), flush=True)


if __name__ == "__main__":
    main()
