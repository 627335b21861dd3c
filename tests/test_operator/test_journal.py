"""The journal holds what it acknowledged, and says so when somebody has been at it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from koperta_crypto.chain import genesis, link
from koperta_operator.room.journal.errors import (
    BrokenChainError,
    ForeignJournalError,
    JournalInUseError,
    NotDurableError,
    UnsafeDatabaseError,
)
from koperta_operator.room.journal.store import Journal, event_bytes
from koperta_sync.bundle.events import parse_event
from tests.test_operator.journal_fixture import GENESIS, draft, filled

DROP_GUARDS = "DROP TRIGGER event_never_update; DROP TRIGGER event_never_delete;"


def tampered(path: Path, script: str) -> None:
    """Do something to the file that the program would never do."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(DROP_GUARDS + script)
        connection.commit()
    finally:
        connection.close()


def test_what_was_appended_is_read_again_with_its_chain(tmp_path: Path) -> None:
    path = filled(tmp_path / "j.db")
    with Journal.open(path, GENESIS) as journal:
        stored = list(journal.read_all())
        assert [event.seq for event in stored] == [1, 2, 3, 4, 5]
        head = GENESIS
        for number, event in enumerate(stored):
            head = link(head, event_bytes(number + 1, draft(number)))
            assert event.head == head
        assert (journal.sequence, journal.head) == (5, head)
        journal.append_many([draft(5)])
        assert [event.seq for event in journal.read(4)] == [5, 6]


def test_the_bundle_reads_the_bytes_of_an_event_as_they_were_chained(tmp_path: Path) -> None:
    with Journal.open(filled(tmp_path / "j.db"), GENESIS) as journal:
        for event in journal.read_all():
            parsed = parse_event(event_bytes(event.seq, event))
            for name in ("seq", "boot", "mono_ms", "wall_ms", "actor", "kind", "body"):
                assert getattr(parsed, name) == getattr(event, name)


def test_more_than_one_chunk_is_read_in_order(tmp_path: Path) -> None:
    path = filled(tmp_path / "j.db", 4_001)
    with Journal.open(path, GENESIS) as journal:
        assert [event.seq for event in journal.read_all()] == list(range(1, 4_002))


@pytest.mark.parametrize(
    ("script", "seq"),
    [
        ("UPDATE event SET body = x'7b7d' WHERE seq = 3;", 3),
        ("UPDATE event SET actor = 'somebody' WHERE seq = 1;", 1),
        ("UPDATE event SET wall_ms = wall_ms + 1 WHERE seq = 5;", 5),
        ("UPDATE event SET head = zeroblob(32) WHERE seq = 2;", 2),
        ("UPDATE event SET head = zeroblob(3) WHERE seq = 2;", 2),
        ("DELETE FROM event WHERE seq = 2;", 2),
        ("DELETE FROM event WHERE seq = 1;", 1),
        ("UPDATE event SET seq = 9 WHERE seq = 5;", 5),
        ("UPDATE event SET body = NULL WHERE seq = 4;", 0),
    ],
)
def test_a_journal_that_was_changed_is_refused_at_the_event(tmp_path: Path, script: str, seq: int) -> None:
    path = filled(tmp_path / "j.db")
    if not seq:
        with pytest.raises(sqlite3.IntegrityError):
            tampered(path, script)
        return
    tampered(path, script)
    with Journal.open(path, GENESIS) as journal, pytest.raises(BrokenChainError) as caught:
        list(journal.read_all())
    assert caught.value.seq == seq
    assert f"event {seq}" in str(caught.value)


def test_a_rewritten_journal_is_found_by_the_head_that_left_the_room(tmp_path: Path) -> None:
    """A chain alone does not stop who rewrites all of it; the heads that workstations keep do."""
    one, other = filled(tmp_path / "one.db"), tmp_path / "other.db"
    with Journal.open(other, GENESIS) as journal:
        list(journal.read_all())
        journal.append_many([draft(0), draft(1), draft(9), draft(3), draft(4)])
        rewritten = journal.head
    with Journal.open(one, GENESIS) as journal:
        list(journal.read_all())
        assert journal.head != rewritten


@pytest.mark.parametrize("statement", ["UPDATE event SET actor = 'x'", "DELETE FROM event", "DELETE FROM meta"])
def test_the_database_itself_refuses_to_change_or_delete(tmp_path: Path, statement: str) -> None:
    with Journal.open(filled(tmp_path / "j.db"), GENESIS) as journal:
        with pytest.raises(IntegrityError, match="only added to"), journal._connection.begin():
            journal._connection.execute(text(statement))
        assert len(list(journal.read_all())) == 5


def test_a_journal_of_another_sitting_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "j.db")
    with pytest.raises(ForeignJournalError, match="another sitting"):
        Journal.open(path, genesis("koperta/journal/1", b"another"))


def test_a_database_that_is_no_journal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE answers (id)")
    connection.close()
    with pytest.raises(ForeignJournalError, match="not a journal"):
        Journal.open(path, GENESIS)


@pytest.mark.parametrize("size", [600, 5_000])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "j.db"
    path.write_bytes(b"x" * size)
    with pytest.raises((ForeignJournalError, UnsafeDatabaseError)):
        Journal.open(path, GENESIS)


@pytest.mark.parametrize("size", [None, 0, 1])
def test_a_journal_that_is_gone_is_not_begun_anew(tmp_path: Path, size: int | None) -> None:
    path = filled(tmp_path / "j.db")
    path.unlink()
    if size is not None:
        path.write_bytes(b"x" * size)
    with pytest.raises(ForeignJournalError, match="gone"):
        Journal.open(path, GENESIS, must_exist=True)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "j.db", 3_000)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises((BrokenChainError, ForeignJournalError, UnsafeDatabaseError)):
        with Journal.open(path, GENESIS) as journal:
            list(journal.read_all())


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "j.db")
    tampered(path, "DROP TRIGGER meta_never_update; UPDATE meta SET value = '99' WHERE name = 'schema';")
    with pytest.raises(ForeignJournalError, match="schema 99"):
        Journal.open(path, GENESIS)


def test_a_second_program_cannot_open_the_journal(tmp_path: Path) -> None:
    path = filled(tmp_path / "j.db")
    with Journal.open(path, GENESIS) as journal:
        list(journal.read_all())
        code = (
            "import sys; from pathlib import Path\n"
            "from koperta_operator.room.journal.errors import JournalInUseError\n"
            "from koperta_operator.room.journal.store import Journal\n"
            "try: Journal.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))\n"
            "except JournalInUseError: sys.exit(3)"
        )
        done = subprocess.run([sys.executable, "-c", code, str(path), GENESIS.hex()], check=False)
        assert done.returncode == 3
        with pytest.raises(JournalInUseError):
            Journal.open(path, GENESIS)


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


def test_a_failed_commit_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failed flush the kernel may have dropped the pages; a second try would succeed and mean nothing."""
    tries = 0
    with Journal.open(filled(tmp_path / "j.db", 2), GENESIS) as journal:
        list(journal.read_all())
        write = journal._connection.exec_driver_sql

        def failing_once(statement: str, rows: Any = None) -> object:
            nonlocal tries
            tries += 1
            if tries == 1:
                raise OperationalError(statement, rows, OSError(5, "Input/output error"))
            return write(statement, rows)

        with monkeypatch.context() as patch:
            patch.setattr(journal._connection, "exec_driver_sql", failing_once)
            with pytest.raises(NotDurableError, match="events 3 to 3"):
                journal.append_many([draft(7)])
        assert tries == 1
    with Journal.open(tmp_path / "j.db", GENESIS) as journal:
        assert len(list(journal.read_all())) == 2
