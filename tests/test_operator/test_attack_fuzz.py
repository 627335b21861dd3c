"""Garbage at the port: twelve seeded seconds of it, while an honest workstation goes on answering."""

from __future__ import annotations

import logging

import pytest

from tests.faults.wire_fuzz import Findings, throw_at
from tests.test_operator.live_room import LiveRoom, on_live_room

SECONDS = 12.0
found: list[Findings] = []


@on_live_room(unlocked=True)
async def throw(live: LiveRoom) -> None:
    """Search."""
    found.append(await throw_at(live, seed=20261121, seconds=SECONDS))


# Connections that garbage has torn in the middle are closed by whoever collects them; that is said, and is no finding.
@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
def test_garbage_gets_no_5xx_changes_nothing_and_disturbs_nobody(
    tmp_path: object, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        throw(tmp_path)
    (result,) = found
    assert result.wrong == []
    assert sum(result.thrown.values()) > 1_000 and len(result.thrown) == 5
    assert set(result.statuses) & {400, 401, 404, 405}
    broken = [one.getMessage() for one in caplog.records if one.name.startswith("koperta")]
    assert broken == [], "nothing that was thrown may surprise the room"
