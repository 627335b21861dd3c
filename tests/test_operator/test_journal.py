"""The journal holds what it acknowledged, and says so when somebody has been at it."""

from __future__ import annotations

import subprocess
import sys
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
)
from koperta_operator.room.journal.store import Draft, Journal, event_bytes
from koperta_sync.bundle.events import parse_event
from tests.conftest import ROOT
from tests.test_operator.journal_fixture import GENESIS, Home, as_arguments, draft, filled

TOO_LARGE = 2**63  # for a column of either database


def test_what_was_appended_is_read_again_with_its_chain(home: Home) -> None:
    place = filled(home.place())
    with Journal.open(place, GENESIS) as journal:
        stored = list(journal.read_all())
        assert [event.seq for event in stored] == [1, 2, 3, 4, 5]
        head = GENESIS
        for number, event in enumerate(stored):
            head = link(head, event_bytes(number + 1, draft(number)))
            assert event.head == head
        assert (journal.sequence, journal.head) == (5, head)
        journal.append_many([draft(5)])
        assert [event.seq for event in journal.read(4)] == [5, 6]


def test_the_bundle_reads_the_bytes_of_an_event_as_they_were_chained(home: Home) -> None:
    with Journal.open(filled(home.place()), GENESIS) as journal:
        for event in journal.read_all():
            parsed = parse_event(event_bytes(event.seq, event))
            for name in ("seq", "boot", "mono_ms", "wall_ms", "actor", "kind", "body"):
                assert getattr(parsed, name) == getattr(event, name)


def test_more_than_one_chunk_is_read_in_order(home: Home) -> None:
    place = filled(home.place(), 4_001)
    with Journal.open(place, GENESIS) as journal:
        assert [event.seq for event in journal.read_all()] == list(range(1, 4_002))


@pytest.mark.parametrize(
    ("script", "seq"),
    [
        ("UPDATE event SET body = EMPTY WHERE seq = 3;", 3),
        ("UPDATE event SET actor = 'somebody' WHERE seq = 1;", 1),
        ("UPDATE event SET wall_ms = wall_ms + 1 WHERE seq = 5;", 5),
        ("UPDATE event SET head = ZEROS WHERE seq = 2;", 2),
        ("UPDATE event SET head = FEWER WHERE seq = 2;", 2),
        ("DELETE FROM event WHERE seq = 2;", 2),
        ("DELETE FROM event WHERE seq = 1;", 1),
        ("UPDATE event SET seq = 9 WHERE seq = 5;", 5),
    ],
)
def test_a_journal_that_was_changed_is_refused_at_the_event(home: Home, script: str, seq: int) -> None:
    place = filled(home.place())
    for name, data in {"EMPTY": b"{}", "ZEROS": bytes(32), "FEWER": bytes(3)}.items():
        script = script.replace(name, home.bytes_literal(data))
    home.tamper(place, script)
    with Journal.open(place, GENESIS) as journal, pytest.raises(BrokenChainError) as caught:
        list(journal.read_all())
    assert caught.value.seq == seq
    assert f"event {seq}" in str(caught.value)


def test_a_part_of_an_event_cannot_be_taken_away(home: Home) -> None:
    place = filled(home.place())
    with pytest.raises(home.integrity_error):
        home.tamper(place, "UPDATE event SET body = NULL WHERE seq = 4;")


def test_a_rewritten_journal_is_found_by_the_head_that_left_the_room(home: Home) -> None:
    """A chain alone does not stop who rewrites all of it; the heads that workstations keep do."""
    one, other = filled(home.place("one")), home.place("other")
    with Journal.open(other, GENESIS) as journal:
        list(journal.read_all())
        journal.append_many([draft(0), draft(1), draft(9), draft(3), draft(4)])
        rewritten = journal.head
    with Journal.open(one, GENESIS) as journal:
        list(journal.read_all())
        assert journal.head != rewritten


@pytest.mark.parametrize("statement", ["UPDATE event SET actor = 'x'", "DELETE FROM event", "DELETE FROM meta"])
def test_the_database_itself_refuses_to_change_or_delete(home: Home, statement: str) -> None:
    with Journal.open(filled(home.place()), GENESIS) as journal:
        with pytest.raises(IntegrityError, match="only added to"), journal._connection.begin():
            journal._connection.execute(text(statement))
        assert len(list(journal.read_all())) == 5


def test_a_journal_of_another_sitting_is_refused(home: Home) -> None:
    place = filled(home.place())
    with pytest.raises(ForeignJournalError, match="another sitting"):
        Journal.open(place, genesis("koperta/journal/1", b"another"))


def test_a_database_that_is_no_journal_is_refused(home: Home) -> None:
    place = home.place()
    home.run(place, "CREATE TABLE answers (id integer)")
    with pytest.raises(ForeignJournalError, match="not a journal"):
        Journal.open(place, GENESIS)


def test_a_newer_schema_is_refused(home: Home) -> None:
    place = filled(home.place())
    home.tamper(place, "UPDATE meta SET value = '99' WHERE name = 'schema';")
    with pytest.raises(ForeignJournalError, match="schema 99"):
        Journal.open(place, GENESIS)


def test_a_second_program_cannot_open_the_journal(home: Home) -> None:
    place = filled(home.place())
    with Journal.open(place, GENESIS) as journal:
        list(journal.read_all())
        code = (
            "import sys\n"
            "from koperta_operator.room.journal.errors import JournalInUseError\n"
            "from koperta_operator.room.journal.store import Journal\n"
            "from tests.test_operator.journal_fixture import from_arguments\n"
            "try: Journal.open(from_arguments(*sys.argv[2:]), bytes.fromhex(sys.argv[1]))\n"
            "except JournalInUseError: sys.exit(3)"
        )
        command = [sys.executable, "-c", code, GENESIS.hex(), *as_arguments(place)]
        done = subprocess.run(command, check=False, cwd=ROOT)
        assert done.returncode == 3
        with pytest.raises(JournalInUseError):
            Journal.open(place, GENESIS)


def test_a_journal_that_is_gone_is_not_begun_anew(home: Home) -> None:
    place = filled(home.place())
    home.remove(place)
    with pytest.raises(ForeignJournalError, match="gone"):
        Journal.open(place, GENESIS, must_exist=True)


def test_a_journal_that_was_let_go_is_opened_again_at_once(home: Home) -> None:
    for _ in range(3):
        with Journal.open(home.place(), GENESIS) as journal:
            list(journal.read_all())
            journal.append_many([draft(journal.sequence)])
    assert journal.sequence == 3


def test_after_a_failed_commit_nothing_is_written_any_more(home: Home) -> None:
    """A second try could succeed and make a gap or a doubt look like a promise."""
    place = filled(home.place())
    broken = Draft(1, TOO_LARGE, 1, "room", "heartbeat", b"{}")
    with Journal.open(place, GENESIS) as journal:
        list(journal.read_all())
        for drafts in ([draft(6), broken], [draft(6)]):
            with pytest.raises(NotDurableError):
                journal.append_many(drafts)
    with Journal.open(place, GENESIS) as journal:
        assert len(list(journal.read_all())) == 5


def test_a_failed_commit_is_not_tried_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failed flush the kernel may have dropped the pages; a second try would succeed and mean nothing."""
    tries = 0
    with Journal.open(filled(home.place(), 2), GENESIS) as journal:
        list(journal.read_all())
        write = journal._connection.exec_driver_sql

        def failing_once(statement: str, rows: Any = None) -> object:
            nonlocal tries
            writing = statement.startswith("INSERT")
            tries += writing
            if writing and tries == 1:
                raise OperationalError(statement, rows, OSError(5, "Input/output error"))
            return write(statement, rows)

        with monkeypatch.context() as patch:
            patch.setattr(journal._connection, "exec_driver_sql", failing_once)
            with pytest.raises(NotDurableError, match="events 3 to 3"):
                journal.append_many([draft(7)])
        assert tries == 1
    with Journal.open(home.place(), GENESIS) as journal:
        assert len(list(journal.read_all())) == 2


def test_what_candidates_wrote_is_not_in_the_message_of_a_failed_commit(home: Home) -> None:
    with Journal.open(home.place(), GENESIS) as journal:
        list(journal.read_all())
        too_large = Draft(1, TOO_LARGE, 1, "room", "answer-given", b"the chosen option")
        with pytest.raises(NotDurableError) as caught:
            journal.append_many([too_large])
    assert "chosen" not in f"{caught.value} {caught.value.__cause__}"
