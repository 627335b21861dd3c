"""A bundle is made, verified and opened in memory that does not grow with its size (G: 48 MiB beside the base)."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_sync.bundle_day import Day

SIZE = 64 * 1024 * 1024
ALLOWED = 48 * 1024 * 1024

# In a process of its own, so that the peak is this work's and nobody else's.
READER = """
import resource, sys
from pathlib import Path
from koperta_packages.registration import read_registration
from koperta_sync.bundle.readback import read_back
from koperta_sync.bundle.reader import BundleFile
path, key, registration, act = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
trust = read_registration(registration.read_bytes(), None).trust
if act == "all":
    read_back(path, key, trust)
else:
    BundleFile.open(path).signers(trust)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

WRITER = """
import pickle, resource, sys
from pathlib import Path
from koperta_sync.bundle.draft import BundleDraft
facts, trust = pickle.loads(Path(sys.argv[1]).read_bytes())
lines = (bytes(64 * 1024) for _ in range(int(sys.argv[2])))
with BundleDraft.prepare(Path(sys.argv[1]).parent, facts, lines, [], trust) as draft:
    assert draft.manifest.plaintext_length >= int(sys.argv[2]) * 64 * 1024
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
    day.play.sitting.lines += [bytes(64 * 1024)] * (SIZE // (64 * 1024))
    path, key = day.write()
    assert path.stat().st_size > SIZE
    rest = (str(path), key.hex(), str(day.issued.centre.registration))
    assert peak(READER, *rest, "all") <= peak(READER, *rest, "envelope") + ALLOWED


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells the peak of a process in another way")
def test_sealing_a_large_journal_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    day = Day(tmp_path)
    given = tmp_path / "facts.pickle"
    given.write_bytes(pickle.dumps((day.facts(), day.trust)))
    assert peak(WRITER, str(given), str(SIZE // (64 * 1024))) <= peak(WRITER, str(given), "1") + ALLOWED
