"""Run two PostgreSQL clusters, one following the other, and let the second one take over."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from sqlalchemy import URL

from tests.postgres_cluster import OWNER, Cluster, cluster_folder

WAIT_SECONDS = 30
_NOWHERE = "host=/nonexistent"


@dataclass
class Pair:
    """Hold a primary and its standby; with `synchronous` a commit waits until both have it."""

    primary: Cluster
    standby: Cluster
    synchronous: bool = True

    def url(self) -> URL:
        """Return the URL of whichever of the two takes writes."""
        hosts = tuple(f"{one.folder}:{one.port}" for one in (self.primary, self.standby))
        query = {"host": hosts, "target_session_attrs": "read-write"}
        return URL.create("postgresql+psycopg", username=OWNER, database="postgres", query=query)

    def follow(self) -> None:
        """Let the standby follow the primary from a fresh base backup, and wait until it does."""
        shutil.rmtree(self.standby.data, ignore_errors=True)
        self.standby.copy_of(self.primary).start()
        names = self.standby.folder.name if self.synchronous else ""
        self.primary.sql(f"ALTER SYSTEM SET synchronous_standby_names = '\"{names}\"'" if names else _RESET)
        self.primary.sql("SELECT pg_reload_conf()")
        state = "sync" if self.synchronous else "async"
        self._until("SELECT sync_state FROM pg_stat_replication", [(state,)])

    def cut(self) -> None:
        """Cut the line between the two, as a network does."""
        self.standby.sql(f"ALTER SYSTEM SET primary_conninfo = '{_NOWHERE}'")
        self.standby.sql("SELECT pg_reload_conf()")
        self._until("SELECT count(*) FROM pg_stat_replication", [(0,)])

    def crash(self, dice: Random) -> str:
        """Crash the primary in one of two ways; return which."""
        how = dice.choice(("SIGKILL", "immediate"))
        if how == "SIGKILL":
            self.primary.kill()
        else:
            self.primary.stop("immediate")
        return how

    def take_over(self) -> float:
        """Promote the standby; the old primary is never to write again. Return the seconds it took."""
        began = time.monotonic()
        # Before, not after: the new primary must not wait for a standby it does not have.
        self.standby.sql(_RESET)
        self.standby.promote()
        self.primary, self.standby = self.standby, self.primary
        return time.monotonic() - began

    def rejoin(self) -> None:
        """Let the machine that crashed follow the new primary."""
        self.follow()

    def _until(self, query: str, wanted: list[tuple[object, ...]]) -> None:
        until = time.monotonic() + WAIT_SECONDS
        while (found := self.primary.sql(query)) != wanted:
            if time.monotonic() > until:
                raise RuntimeError(f"{query}: {found}, not {wanted}")
            time.sleep(0.02)


_RESET = "ALTER SYSTEM RESET synchronous_standby_names"


@contextlib.contextmanager
def running_pair(*, synchronous: bool = True) -> Iterator[Pair]:
    """Start two clusters, the second following the first."""
    with cluster_folder() as one, cluster_folder() as other:
        with Cluster(one).make().start() as primary, Cluster(other, port=5433) as standby:
            pair = Pair(primary, standby, synchronous)
            pair.follow()
            yield pair
