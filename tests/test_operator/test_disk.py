"""When the disk runs out, logs give way first, then imports, then the reserve, and answers never."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from koperta_operator.room.disk import logs as logging_to_disk
from koperta_operator.room.disk.guard import RESERVE, WHY, DiskGuard, DiskState
from koperta_operator.room.disk.logs import QuotaLog
from koperta_operator.room.disk.place import Place, kind_in, place_of, require_local
from koperta_operator.room.disk.reserve import Reserve
from koperta_operator.room.settings import DiskSettings
from koperta_packages.errors import Code, PackageError

MIB = 1024 * 1024
SETTINGS = DiskSettings(least_free_mb=100, reserve_mb=8)

MOUNTS = """\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:40 / /srv/exam\\040rooms rw - nfs4 school:/exports rw
31 22 0:41 / /run rw shared:5 - tmpfs tmpfs rw
40 22 8:2 / /srv/exam\\040rooms/own rw - xfs /dev/sdb1 rw
41 22 8:3 / /twice rw - cifs //a/b rw
42 22 8:4 / /twice rw - ext4 /dev/sdc1 rw
"""


class Free:
    """Be a disk whose free bytes the test sets; a reserve that is held is not free."""

    def __init__(self, mib: float) -> None:
        self.mib = mib
        self.broken = False

    def __call__(self, folder: Path) -> int:
        if self.broken:
            raise OSError(5, "Input/output error")
        return round(self.mib * MIB)


@pytest.mark.parametrize(
    ("folder", "place", "name"),
    [
        ("/home/exam", Place.LOCAL, "ext4"),
        ("/srv/exam rooms/12", Place.NETWORK, "nfs4"),
        ("/srv/exam rooms/own/12", Place.LOCAL, "xfs"),
        ("/srv/exam roomsX", Place.LOCAL, "ext4"),
        ("/run/room", Place.MEMORY, "tmpfs"),
        ("/twice/room", Place.LOCAL, "ext4"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="a table of mounts as Linux writes it")
def test_a_network_file_system_is_recognised_by_the_nearest_mount(folder: str, place: Place, name: str) -> None:
    assert kind_in(MOUNTS, Path(folder)) == (place, name)


def test_a_table_that_says_nothing_is_no_answer() -> None:
    assert kind_in("nonsense\n", Path("/x")) == (Place.UNKNOWN, "")


def test_a_folder_on_the_network_is_refused_unless_that_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("koperta_operator.room.disk.place.place_of", lambda _folder: (Place.NETWORK, "nfs4"))
    with pytest.raises(PackageError, match="nfs4") as caught:
        DiskGuard(tmp_path, SETTINGS, free=Free(500))
    assert caught.value.code is Code.DISK_NOT_LOCAL
    assert not (tmp_path / RESERVE).exists()
    allowed = DiskGuard(tmp_path, DiskSettings(reserve_mb=0, allow_network=True), free=Free(5_000))
    assert allowed.lamp().state == "warn" and "sieciowym" in allowed.lamp().why


def test_this_machines_own_folder_is_not_on_a_network(tmp_path: Path) -> None:
    assert place_of(tmp_path)[0] is not Place.NETWORK
    require_local(tmp_path)


def test_the_reserve_takes_real_blocks_and_gives_them_back(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "reserve", 2 * MIB)
    assert reserve.keep()
    about = (tmp_path / "reserve").stat()
    assert about.st_size == 2 * MIB
    if hasattr(about, "st_blocks"):
        assert about.st_blocks * 512 >= 2 * MIB
    assert reserve.release()
    assert not (tmp_path / "reserve").exists()
    assert not reserve.release()


def test_a_reserve_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "reserve").write_bytes(b"x" * 1_000)
    reserve = Reserve(tmp_path / "reserve", MIB)
    assert not reserve.held
    assert reserve.keep() and (tmp_path / "reserve").stat().st_size == MIB


def test_a_reserve_the_disk_does_not_give_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert not Reserve(tmp_path / "reserve", MIB).keep()
    assert not (tmp_path / "reserve").exists()


def test_what_gives_way_gives_way_in_order_and_comes_back(tmp_path: Path) -> None:
    log, free = QuotaLog(tmp_path / "logs", MIB), Free(500)
    guard = DiskGuard(tmp_path, SETTINGS, log=log, free=free)
    seen = []
    for mib in (500, 99, 7.9, 3.9, 0.9, 3.9, 7.9, 99, 500):
        free.mib = mib
        refused = False
        try:
            guard.require_import()
        except PackageError as error:
            refused = error.code is Code.NO_SPACE
        seen.append((guard.state, log.paused, refused, (tmp_path / RESERVE).exists()))
    fine = (DiskState.FINE, False, False, True)
    low = (DiskState.LOW, False, False, True)
    assert seen[:5] == [
        fine,
        low,
        (DiskState.NO_LOGS, True, False, True),
        (DiskState.NO_IMPORTS, True, True, True),
        (DiskState.RESERVE_GIVEN_UP, True, True, False),
    ]
    assert seen[5:7] == [(DiskState.NO_IMPORTS, True, True, False)] * 2, "what is free now is the reserve"
    assert seen[7:] == [low, fine], "the reserve is taken again once there is room"


def test_a_reserve_that_cannot_be_taken_is_not_tried_at_every_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def fail(_reserve: Reserve) -> bool:
        tries.append(1)
        return False

    monkeypatch.setattr(Reserve, "keep", fail)
    guard = DiskGuard(tmp_path, SETTINGS, free=Free(500))
    for _ in range(100):
        guard.look()
    assert 1 < len(tries) < 5
    assert guard.state is DiskState.NO_IMPORTS


def test_every_state_of_the_disk_says_what_to_do(tmp_path: Path) -> None:
    free = Free(500)
    guard = DiskGuard(tmp_path, SETTINGS, free=free)
    assert guard.lamp().state in ("ok", "warn")
    for mib, state in ((50, DiskState.LOW), (0, DiskState.RESERVE_GIVEN_UP)):
        free.mib = mib
        guard.look()
        assert (guard.lamp().state, guard.lamp().why) == ("warn", WHY[state])
    free.broken = True
    assert guard.look() is DiskState.UNREADABLE
    assert guard.lamp().why == WHY[DiskState.UNREADABLE]
    assert set(WHY) == set(DiskState) - {DiskState.FINE}
    free.broken = False
    for left, asked in ((500.0, False), (50, False), (7.9, True), (3.9, True), (0.9, True), (500, False)):
        free.mib = left
        guard.look()
        assert bool(guard.lamp().advice) is asked
        assert not asked or ("Odpowiedzi są zapisywane" in guard.lamp().advice and "Usuń" in guard.lamp().advice)


def test_a_room_may_not_begin_with_too_little_and_a_missing_answer_is_no_reason(tmp_path: Path) -> None:
    free = Free(99)
    guard = DiskGuard(tmp_path, SETTINGS, free=free)
    with pytest.raises(PackageError) as caught:
        guard.require_start()
    assert caught.value.code is Code.NO_SPACE
    free.broken = True
    guard.look()
    guard.require_start()


def logger_to(log: QuotaLog) -> logging.Logger:
    """Return a logger of its own that writes to a log."""
    logger = logging.Logger("disk-test")
    logger.addHandler(log)
    return logger


def test_the_log_never_takes_more_than_its_quota(tmp_path: Path) -> None:
    log = QuotaLog(tmp_path, 40_000)
    logger = logger_to(log)
    for number in range(2_000):
        logger.warning("line %06d %s", number, "x" * 60)
    log.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 40_000
    assert "line 001999" in (tmp_path / logging_to_disk.NAME).read_text("utf-8")


def test_a_log_on_a_full_disk_stops_says_so_once_and_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = QuotaLog(tmp_path, MIB)
    logger = logger_to(log)
    logger.warning("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(log, "flush", full)
        for _ in range(3):
            logger.warning("nowhere to go")
    assert log.paused
    said = capsys.readouterr().err
    assert said.count("no log is written") == 1 and "No space left" in said
    logger.warning("not written")
    log.resume()
    logger.warning("after")
    log.close()
    text = (tmp_path / logging_to_disk.NAME).read_text("utf-8")
    assert "before" in text and "after" in text and "not written" not in text
