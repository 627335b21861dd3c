"""Kill the writer at any moment: whatever it had acknowledged is there, and nothing is half there.

What a killed program leaves in the operating system's cache a power cut would take; that is tried with a log of
writes in `tests/faults`, not here.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from koperta_crypto.chain import genesis
from koperta_operator.room.journal.store import Journal

GENESIS = genesis("koperta/journal/1", b"a sitting")
APPENDING = Path(__file__).with_name("appending.py")


@pytest.mark.parametrize("after_s", [0.05, 0.11, 0.2, 0.31])
def test_every_acknowledged_event_is_there_after_a_kill(tmp_path: Path, after_s: float) -> None:
    path = tmp_path / "j.db"
    for _ in range(2):  # a journal that was killed once is opened and killed again
        writer = subprocess.Popen(
            [sys.executable, str(APPENDING), str(path), GENESIS.hex()], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        acknowledged = writer.stdout.readline()
        time.sleep(after_s)
        writer.kill()
        rest = writer.stdout.read()
        writer.stdout.close()
        writer.wait()
        whole = [line for line in (acknowledged + rest).splitlines(keepends=True) if line.endswith("\n")]
        sequence, head = whole[-1].split()
        with Journal.open(path, GENESIS) as journal:
            stored = list(journal.read_all())
        assert len(stored) >= int(sequence)
        assert stored[int(sequence) - 1].head.hex() == head
