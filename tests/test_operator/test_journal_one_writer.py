"""One program writes a journal in PostgreSQL: a lost lock, session or standby ends it before it says more."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from koperta_operator.room.journal import postgres as recipe
from koperta_operator.room.journal.errors import DatabaseAwayError, JournalInUseError, NotDurableError
from koperta_operator.room.journal.store import Journal
from tests.postgres_cluster import Cluster
from tests.test_operator.journal_fixture import GENESIS, PostgresHome, draft, filled, opened, session_of


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait long for a holder that will not go."""
    monkeypatch.setattr(recipe, "WAIT_HERE_S", 0.2)


@pytest.fixture
def home(postgres: Cluster) -> PostgresHome:
    """Return journals in the cluster of this run."""
    return PostgresHome(postgres)


def test_a_session_that_is_ended_ends_the_journal_and_is_never_made_again(home: PostgresHome) -> None:
    journal = opened(filled(home.place()))
    home.cluster.sql(f"SELECT pg_terminate_backend({session_of(journal)}, 5000)")
    for _ in range(2):
        with pytest.raises(NotDurableError):
            journal.append_many([draft(5)])
    with pytest.raises((NotDurableError, DatabaseAwayError)):
        list(journal.read(0))
    with pytest.raises(NotDurableError):
        journal.checkpoint_if_due(idle=True)
    journal.close()
    with opened(home.place()) as again:
        assert again.sequence == 5


def test_a_session_that_is_ended_is_found_out_without_a_commit(
    home: PostgresHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe, "CHECK_EVERY_S", 0.0)
    journal = opened(home.place())
    home.cluster.sql(f"SELECT pg_terminate_backend({session_of(journal)}, 5000)")
    with pytest.raises(NotDurableError, match="does not answer"):
        journal.checkpoint_if_due(idle=True)
    journal.close()


def test_a_connection_that_was_lost_is_not_made_again(home: PostgresHome) -> None:
    """SQLAlchemy would, with the next statement, without the lock."""
    journal = opened(filled(home.place()))
    home.cluster.sql(f"SELECT pg_terminate_backend({session_of(journal)}, 5000)")
    with pytest.raises(DatabaseAwayError):
        journal.read_some(0, 5)
    with pytest.raises(NotDurableError, match="connection to the database was lost"):
        journal.read_some(0, 5)
    journal.close()


def test_a_lock_that_somebody_else_took_ends_the_journal_before_it_writes(
    home: PostgresHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a connection pooler between room and server would do: the session stays, the lock is gone."""
    monkeypatch.setattr(recipe, "CHECK_EVERY_S", 0.0)
    journal = opened(filled(home.place()))
    journal._recipe.release(journal._connection)
    with pytest.raises(NotDurableError, match="lock was lost"):
        journal.checkpoint_if_due(idle=True)
    with opened(home.place()) as other:
        with pytest.raises(NotDurableError, match="lock was lost"):
            journal.append_many([draft(5)])
        other.append_many([draft(5)])
        assert len(list(other.read_all())) == 6
    journal.close()


def test_another_server_process_behind_the_connection_ends_the_journal(home: PostgresHome) -> None:
    journal = opened(home.place())
    assert isinstance(journal._recipe, recipe.PostgresRecipe)
    journal._recipe._session += 1
    with pytest.raises(NotDurableError, match="lock was lost"):
        journal.append_many([draft(0)])
    journal.close()


@pytest.mark.usefixtures("impatient")
def test_who_holds_the_journal_is_named(home: PostgresHome) -> None:
    with opened(home.place()) as journal:
        with pytest.raises(JournalInUseError, match=f"server process {session_of(journal)}, from this machine"):
            Journal.open(home.place(), GENESIS)


def test_a_journal_is_taken_over_from_a_program_that_is_just_going(home: PostgresHome) -> None:
    journal = opened(home.place())
    threading.Timer(0.5, journal.close).start()
    with opened(home.place()):
        pass


def test_two_journals_of_one_database_have_writers_of_their_own(home: PostgresHome) -> None:
    with opened(home.place("one")) as one, opened(home.place("other")) as other:
        one.append_many([draft(0)])
        other.append_many([draft(0), draft(1)])
        assert (len(list(one.read_all())), len(list(other.read_all()))) == (1, 2)


# ---- the standby -----------------------------------------------------------------------------------


@pytest.fixture
def missing_standby(home: PostgresHome) -> Iterator[Journal]:
    """Return an open journal whose commits wait for a standby that is not there."""
    journal = opened(home.place())
    home.cluster.sql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
    home.cluster.reload("synchronous_standby_names", "nobody")
    yield journal
    home.cluster.sql("ALTER SYSTEM RESET synchronous_standby_names")
    home.cluster.reload("synchronous_standby_names", "")
    journal.close()


def waiting(cluster: Cluster, session: int) -> None:
    """Wait until a commit waits for its standby."""
    until = time.monotonic() + 10
    while cluster.sql(f"SELECT wait_event FROM pg_stat_activity WHERE pid = {session}") != [("SyncRep",)]:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_commit_whose_wait_for_the_standby_is_cancelled_is_not_durable(
    home: PostgresHome, missing_standby: Journal
) -> None:
    """The server says COMMIT then, with a warning only."""
    session = session_of(missing_standby)

    def cancel() -> None:
        waiting(home.cluster, session)
        home.cluster.sql(f"SELECT pg_cancel_backend({session})")

    canceller = threading.Thread(target=cancel)
    canceller.start()
    with pytest.raises(NotDurableError, match="synchronous replication"):
        missing_standby.append_many([draft(0)])
    canceller.join()


@pytest.mark.usefixtures("impatient")
def test_a_commit_waits_for_the_standby_and_whoever_comes_next_is_told(
    home: PostgresHome, missing_standby: Journal
) -> None:
    writer = threading.Thread(target=missing_standby.append_many, args=([draft(0)],))
    writer.start()
    waiting(home.cluster, session_of(missing_standby))
    with pytest.raises(DatabaseAwayError, match="waits for the standby"):
        Journal.open(home.place(), GENESIS)
    assert missing_standby.sequence == 0
    home.cluster.sql("ALTER SYSTEM RESET synchronous_standby_names")
    home.cluster.reload("synchronous_standby_names", "")
    writer.join(10)
    assert missing_standby.sequence == 1
