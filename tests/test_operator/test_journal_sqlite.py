"""A file keeps what an acknowledgement needs, and is refused when it does not say so."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from koperta_operator.room.journal import sqlite as recipe
from koperta_operator.room.journal.errors import (
    BrokenChainError,
    ForeignJournalError,
    NotDurableError,
    UnsafeDatabaseError,
)
from koperta_operator.room.journal.store import Draft, Journal
from tests.test_operator.journal_fixture import GENESIS, draft, filled


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_that_cannot_promise_durability_is_refused(url: str) -> None:
    with pytest.raises(UnsafeDatabaseError):
        recipe.connect(url)


def test_every_setting_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe, "_SETTINGS", (("synchronous", "OFF", 2),))
    with pytest.raises(UnsafeDatabaseError, match="synchronous is 0"):
        Journal.open(tmp_path / "j.db", GENESIS)


def test_the_settings_hold_on_the_connection_that_writes(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "j.db", GENESIS) as journal:
        driver = journal._connection.connection.driver_connection
        assert driver is not None
        found = {name: driver.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
        assert found == {"journal_mode": "wal", "synchronous": 2}
        assert driver.execute("PRAGMA locking_mode").fetchone()[0] == "exclusive"
        assert driver.execute("PRAGMA wal_autocheckpoint").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("version", "bad"),
    [
        ((3, 6, 23), False), ((3, 7, 0), True), ((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False),
        ((3, 45, 0), True), ((3, 50, 6), True), ((3, 50, 7), False), ((3, 51, 2), True), ((3, 51, 3), False),
    ],
)  # fmt: skip
def test_versions_with_the_wal_reset_bug_are_known(version: tuple[int, int, int], bad: bool) -> None:
    assert recipe.has_wal_reset_bug(version) is bad


def test_a_version_with_the_wal_reset_bug_needs_the_exclusive_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    shared = tuple(
        ("locking_mode", "NORMAL", "normal") if name == "locking_mode" else (name, value, expected)
        for name, value, expected in recipe._SETTINGS
    )
    monkeypatch.setattr(recipe, "_SETTINGS", shared)
    with pytest.raises(UnsafeDatabaseError, match="exclusive"):
        Journal.open(tmp_path / "j.db", GENESIS)


def test_a_checkpoint_empties_the_log_and_keeps_the_events(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with Journal.open(path, GENESIS) as journal:
        list(journal.read_all())
        journal.append_many([draft(number) for number in range(100)])
        wal = Path(f"{path}-wal")
        assert wal.stat().st_size > 0
        journal.checkpoint_if_due(idle=False)
        assert wal.stat().st_size > 0
        journal.checkpoint_if_due(idle=True)
        assert wal.stat().st_size == 0
        assert len(list(journal.read_all())) == 100


def test_a_long_log_is_checkpointed_without_waiting_for_rest(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with Journal.open(path, GENESIS) as journal:
        list(journal.read_all())
        big = Draft(1, 1, 1, "room", "heartbeat", b"x" * 1_000_000)
        journal.append_many([big] * 5)
        journal.checkpoint_if_due(idle=False)
        assert Path(f"{path}-wal").stat().st_size == 0


def test_a_checkpoint_that_does_not_happen_is_an_error(tmp_path: Path) -> None:
    with Journal.open(filled(tmp_path / "j.db"), GENESIS) as journal:
        list(journal.read_all())
        journal.append_many([draft(1)])
        with journal._connection.begin(), pytest.raises(NotDurableError):
            recipe.checkpoint(journal._connection)


@pytest.mark.parametrize("row", [(1, 5, 5), (0, 5, 3)])
def test_a_checkpoint_that_says_it_did_not_finish_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: tuple[int, int, int]
) -> None:
    """With one exclusive connection SQLite has no reason to answer so; a changed build might."""

    class Answering:
        def execute(self, _statement: str) -> Answering:
            return self

        def fetchone(self) -> tuple[int, int, int]:
            return row

    with Journal.open(filled(tmp_path / "j.db"), GENESIS) as journal:
        fairy = journal._connection.connection
        with monkeypatch.context() as patch:
            patch.setattr(type(fairy), "driver_connection", Answering())
            with pytest.raises(NotDurableError, match="moved"):
                recipe.checkpoint(journal._connection)


@pytest.mark.parametrize("size", [600, 5_000])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "j.db"
    path.write_bytes(b"x" * size)
    with pytest.raises((ForeignJournalError, UnsafeDatabaseError)):
        Journal.open(path, GENESIS)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "j.db", 3_000)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises((BrokenChainError, ForeignJournalError, UnsafeDatabaseError)):
        with Journal.open(path, GENESIS) as journal:
            list(journal.read_all())


def test_a_full_disk_is_told_and_nothing_half_written_stays(tmp_path: Path) -> None:
    with Journal.open(filled(tmp_path / "j.db"), GENESIS) as journal:
        list(journal.read_all())
        driver = journal._connection.connection.driver_connection
        assert driver is not None
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(NotDurableError, match="6 to 505"):
            journal.append_many([draft(number) for number in range(500)])
        assert len(list(journal.read_all())) == 5


@pytest.mark.parametrize("size", [None, 0, 1])
def test_a_journal_that_is_gone_is_not_begun_anew(tmp_path: Path, size: int | None) -> None:
    path = filled(tmp_path / "j.db")
    path.unlink()
    if size is not None:
        path.write_bytes(b"x" * size)
    with pytest.raises(ForeignJournalError, match="gone"):
        Journal.open(path, GENESIS, must_exist=True)
