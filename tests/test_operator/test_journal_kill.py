"""Kill the writer at any moment: whatever it had acknowledged is there, and nothing is half there.

What a killed program leaves in the operating system's cache a power cut would take; that is tried with a log of
writes in `tests/faults`, not here.
"""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from koperta_operator.room.journal.store import Journal
from tests.conftest import ROOT
from tests.test_operator.journal_fixture import GENESIS, Home, as_arguments


@pytest.mark.parametrize(
    ("home", "after_s"),
    [("sqlite", 0.05), ("sqlite", 0.11), ("sqlite", 0.2), ("sqlite", 0.31), ("postgres", 0.05), ("postgres", 0.2)],
    indirect=["home"],
)
def test_every_acknowledged_event_is_there_after_a_kill(home: Home, after_s: float) -> None:
    place = home.place()
    for _ in range(2):  # a journal that was killed once is opened and killed again
        command = [sys.executable, "-m", "tests.test_operator.appending", GENESIS.hex(), *as_arguments(place)]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT)
        assert writer.stdout is not None
        acknowledged = writer.stdout.readline()
        time.sleep(after_s)
        writer.kill()
        rest = writer.stdout.read()
        writer.stdout.close()
        writer.wait()
        whole = [line for line in (acknowledged + rest).splitlines(keepends=True) if line.endswith("\n")]
        sequence, head = whole[-1].split()
        with Journal.open(place, GENESIS) as journal:
            stored = list(journal.read_all())
        assert len(stored) >= int(sequence)
        assert stored[int(sequence) - 1].head.hex() == head
