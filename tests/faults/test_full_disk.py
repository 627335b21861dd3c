"""A disk that fills up in the middle of an exam stops the room once, for one start, and then nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from koperta_operator.room.actor import EXIT_NOT_DURABLE
from tests.faults.disk_record import ROOT

_PROBE = ["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]


def _may_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(_PROBE, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _may_mount(), reason="a disk to fill needs a name space of one's own (unshare -Urm)")
def test_a_room_on_a_full_disk_goes_on_in_its_reserve(tmp_path: Path) -> None:
    command = ["unshare", "-Urm", sys.executable, "-m", "tests.faults.full_disk", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["reserve_before"], said["ended"], said["reserve_after"]) == (True, EXIT_NOT_DURABLE, False)
    assert said["went_on_by"] >= 300 and said["all_there"]
    assert said["full"]["state"] in ("NO_IMPORTS", "RESERVE_GIVEN_UP")
    assert (said["full"]["imports"], said["full"]["reserve"]) == (False, False), "the reserve is for answers"
    assert said["room_again"] == {"state": "FINE", "imports": True, "reserve": True}
