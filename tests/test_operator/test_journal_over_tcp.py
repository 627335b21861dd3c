"""Over a network the password comes from a file, and both sides find out that the other is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from koperta_operator.room.journal.errors import DatabaseAwayError
from koperta_operator.room.journal.recipes import Place
from koperta_operator.room.journal.store import Journal
from tests.postgres_cluster import OWNER, Cluster, cluster_folder, why_not
from tests.real_room import free_port
from tests.test_operator.journal_fixture import GENESIS, draft, opened

PASSWORD = "tajne hasło"


@pytest.fixture(scope="module")
def url() -> Iterator[URL]:
    """Return a server that asks for a password on 127.0.0.1."""
    if (reason := why_not()) != "":
        pytest.skip(reason)
    with cluster_folder() as folder, Cluster(folder, port=free_port()).make() as cluster:
        rules = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        (cluster.data / "pg_hba.conf").write_text(rules, "utf-8")
        cluster.start(listen="127.0.0.1")
        cluster.sql(f"ALTER ROLE {OWNER} PASSWORD '{PASSWORD}'")
        yield cluster.url().update_query_dict({"host": "127.0.0.1"})


def with_passfile(url: URL, path: Path, password: str) -> Place:
    """Return a place whose password stands in a file."""
    path.write_text(f"127.0.0.1:*:*:{OWNER}:{password}\n", "utf-8")
    path.chmod(0o600)
    return Place(url.update_query_dict({"passfile": str(path)}), "j")


def test_the_password_comes_from_a_file_and_never_into_a_message(url: URL, tmp_path: Path) -> None:
    place = with_passfile(url, tmp_path / "pass", PASSWORD)
    with opened(place) as journal:
        journal.append_many([draft(0)])
    wrong = with_passfile(url, tmp_path / "wrong", "inne hasło")
    with pytest.raises(DatabaseAwayError, match="password authentication failed") as caught:
        Journal.open(wrong, GENESIS)
    for text in (f"{caught.value!r} {caught.value.__cause__!r}", repr(place), repr(wrong)):
        assert "hasło" not in text


def test_both_sides_find_out_within_ten_seconds_that_the_other_is_gone(url: URL, tmp_path: Path) -> None:
    """Tried with a cut network by `./dev faults postgres_network`; here, that it is asked for on both sides."""
    with opened(with_passfile(url, tmp_path / "pass", PASSWORD)) as journal:
        query = "SELECT name, setting FROM pg_settings WHERE starts_with(name, 'tcp_')"
        server = {str(row[0]): str(row[1]) for row in journal._connection.exec_driver_sql(query)}
        journal._connection.rollback()
        driver = journal._connection.connection.driver_connection
        assert driver is not None
        client = driver.info.get_parameters()
    assert server == {
        "tcp_keepalives_idle": "5",
        "tcp_keepalives_interval": "2",
        "tcp_keepalives_count": "3",
        "tcp_user_timeout": "10000",
    }
    asked = {name: client[name.removeprefix("tcp_") if "keep" in name else name] for name in server}
    assert asked == server
