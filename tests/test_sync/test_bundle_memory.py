"""A bundle is made, verified and opened in memory that does not grow with its size (G: 48 MiB beside the base)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_sync.bundle_day import Day

SIZE = 64 * 1024 * 1024
ALLOWED = 48 * 1024 * 1024

# In a process of its own, so that the peak is this work's and nobody else's.
PROGRAM = """
import resource, sys
from pathlib import Path
from koperta_sync.bundle.reader import BundleFile
from koperta_packages.registration import read_registration
path, key, registration, act = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
trust = read_registration(registration.read_bytes(), None).trust
from koperta_sync.bundle.readback import read_back
if act == "work":
    read_back(path, key, trust)
else:
    BundleFile.open(path).signers(trust)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

MAKER = """
import resource, sys
from pathlib import Path
from koperta_crypto import stream
from koperta_sync.bundle.records import frame, unframe
event = bytes(1_000)
def lines(count):
    for _ in range(count):
        yield frame(1, event)
count = int(sys.argv[1]) // len(event)
length = sum(len(piece) for piece in stream.seal_stream(bytes(32), b"", lines(count)))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(program: str, *arguments: str) -> int:
    """Return the peak resident memory of a program in bytes."""
    done = subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True)
    unit = 1 if sys.platform == "darwin" else 1024
    return int(done.stdout) * unit


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells the peak of a process in another way")
def test_verifying_and_opening_a_large_bundle_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    day = Day(tmp_path)
    event = bytes(64 * 1024)
    day.play.sitting.lines += [event] * (SIZE // len(event))
    path, key = day.write()
    assert path.stat().st_size > SIZE
    rest = (str(path), key.hex(), str(day.issued.centre.registration))
    assert peak(PROGRAM, *rest, "work") <= peak(PROGRAM, *rest, "open") + ALLOWED


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells the peak of a process in another way")
def test_sealing_a_large_journal_takes_no_more_memory_than_a_small_one() -> None:
    assert peak(MAKER, str(SIZE)) <= peak(MAKER, "1000") + ALLOWED
