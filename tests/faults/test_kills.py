"""A room or workstation killed at any moment has lost nothing it acknowledged (`./dev faults kills`)."""

from __future__ import annotations

import re
import sys

import pytest

from tests.faults import kills

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the lives that are killed are forked")


def test_killed_rooms_and_workstations_lose_nothing_and_hold_nothing_twice() -> None:
    done = kills.run(7, 0.12)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"^(\d+) kills", done.stdout, re.MULTILINE)
    assert found is not None and int(found[1]) >= 10, "too few to prove anything"


def test_a_room_that_acknowledges_before_the_commit_is_found() -> None:
    done = kills.run(7, 0.5, "lazy")
    assert done.returncode == 1 and "was acknowledged" in done.stdout, done.stdout + done.stderr
