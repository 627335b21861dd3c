"""Whatever was acknowledged survives a power cut at any point; without syncing it would not, and that is noticed.

The long run is `./dev faults power_loss`; here is a slice of it, and its negative controls.
"""

from __future__ import annotations

import random

import pytest

from tests.faults.disk_images import Disk, Mode
from tests.faults.disk_record import Entry, What, why_not
from tests.faults.power_loss import Findings, record, search_record

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")


def searched(writer: str, rounds: int, share: float, weakened: str = "") -> Findings:
    """Record a writer once and open the states its disk may be in at a share of the cuts."""
    found = Findings()
    entries = record(writer, 11, rounds, weakened)
    search_record(writer, entries, random.Random(11), found, share=share)
    return found


@pytest.mark.parametrize(
    ("writer", "rounds", "least"), [("sitting", 40, 700), ("kiosk", 200, 350), ("ledger", 60, 250)]
)
def test_everything_acknowledged_survives_a_power_cut(writer: str, rounds: int, least: int) -> None:
    found = searched(writer, rounds, 0.5)
    assert found.wrong == []
    assert found.opened > least
    assert len(found.states) == len(Mode)


@pytest.mark.parametrize(
    ("writer", "weakened"), [("sitting", "NORMAL"), ("sitting", "OFF"), ("ledger", "OFF"), ("kiosk", "UNSYNCED")]
)
def test_without_syncing_acknowledged_answers_are_lost_and_the_search_sees_it(writer: str, weakened: str) -> None:
    assert searched(writer, 20, 0.1, weakened).wrong


def test_the_journal_needs_no_shared_memory_file_beside_it() -> None:
    """Its index would be a second thing to keep true; in exclusive mode SQLite keeps it in memory."""
    names = {entry.data.decode() for entry in record("ledger", 3, 4) if entry.what is What.OPEN}
    assert "room.db-wal" in names
    assert not [name for name in names if name.endswith("-shm")]


def test_a_failed_sync_loses_what_a_later_one_does_not_bring_back() -> None:
    disk = Disk()
    for what, failed, data in (
        (What.OPEN, 0, b"f"),
        (What.WRITE, 0, b"abc"),
        (What.SYNC, 5, b""),
        (What.SYNC, 0, b""),
    ):
        disk.play(Entry(what, failed, 1, 0, data))
    assert disk.image(Mode.SYNCED, random.Random(1)) == {"f": b""}
    assert disk.image(Mode.PREFIX, random.Random(1)) == {"f": b"abc"}


def test_a_torn_write_is_torn_at_the_borders_of_sectors() -> None:
    disk = Disk()
    disk.play(Entry(What.OPEN, 0, 1, 0, b"f"))
    disk.play(Entry(What.WRITE, 0, 1, 500, b"x" * 1_000))
    found = {disk.image(Mode.TORN, random.Random(seed))["f"][500:] for seed in range(40)}
    borders = {12, 524, 1_000}
    runs = {len(one.rstrip(b"\0")) for one in found}
    assert runs <= borders | {0} and len(found) > 4
