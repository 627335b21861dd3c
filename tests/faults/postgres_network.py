"""Cut the network between a room and its PostgreSQL: both must find out, and the journal must be free for another.

Needs Linux, root, `ip`, `nsenter` and `unshare`: the server gets a network namespace of its own, joined by a virtual
cable. One journal is writing when the cable is pulled and one is at rest, because the kernel watches the two by
different clocks. Seed and minutes change nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from sqlalchemy import URL

from koperta_operator.room.journal.errors import DatabaseAwayError, JournalError, NotDurableError
from koperta_operator.room.journal.recipes import Place
from koperta_operator.room.journal.store import Journal
from tests.postgres_cluster import Cluster, cluster_folder, why_not
from tests.test_operator.journal_fixture import draft, opened

ROOM, SERVER = "10.77.0.1", "10.77.0.2"
PORT = 5999
LIMIT_S = 15.0
_TOOLS = ("ip", "nsenter", "unshare")


def search(seed: int, minutes: float) -> bool:
    """Pull the cable once; False when somebody did not find out in time or an acknowledged event is missing."""
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if why_not() or missing or sys.platform != "linux" or os.geteuid() != 0:
        print(f"not searched: {why_not() or 'needs Linux, root and ' + ', '.join(_TOOLS)}")
        return False
    command = ["unshare", "--net", sys.executable, "-m", "tests.faults.postgres_network"]
    return subprocess.run(command, check=False).returncode == 0


def pull_the_cable() -> bool:
    """Run in a network namespace of its own: cut, wait, join again, read back."""
    with cluster_folder() as folder, Cluster(folder, port=PORT).make() as cluster:
        with (cluster.data / "pg_hba.conf").open("a", encoding="utf-8") as rules:
            rules.write(f"host all all {ROOM}/32 trust\n")
        enter = _start_apart(cluster)
        url = cluster.url().update_query_dict({"host": SERVER})
        names = ("busy", "idle")
        journals = {name: opened(Place(url, name)) for name in names}
        for journal in journals.values():
            journal.append_many([draft(0)])
        cut = time.monotonic()
        _run(*enter, "ip", "link", "set", "server", "down")
        found = _finding_out(journals, cut)
        freed = _freed(cluster, cut)
        _run(*enter, "ip", "link", "set", "server", "up")
        try:
            whole = all(_kept(url, name) for name in names)
        except JournalError:
            print(cluster.log.read_text("utf-8", errors="replace"), file=sys.stderr)
            raise
    for name, seconds in found.items():
        print(f"{name:<5} the room found out after {seconds:.1f} s")
    print(
        f"the server freed both journals after {freed:.1f} s; what was acknowledged is {'there' if whole else 'LOST'}"
    )
    return whole and max(*found.values(), freed) < LIMIT_S


def _start_apart(cluster: Cluster) -> list[str]:
    """Start the server behind a cable; return what goes before a command to run it there."""
    _run("ip", "link", "set", "lo", "up")
    cluster.start(listen="*", before=("unshare", "--net"))
    pid = (cluster.data / "postmaster.pid").read_text("utf-8").splitlines()[0]
    enter = ["nsenter", "-t", pid, "-n"]
    _run("ip", "link", "add", "room", "type", "veth", "peer", "name", "server")
    _run("ip", "link", "set", "server", "netns", pid)
    for before, name, address in (([], "room", ROOM), (enter, "server", SERVER)):
        _run(*before, "ip", "addr", "add", f"{address}/24", "dev", name)
        _run(*before, "ip", "link", "set", name, "up")
    return enter


def _finding_out(journals: dict[str, Journal], cut: float) -> dict[str, float]:
    """Write to one journal and look after the other until each says that it is not durable."""
    found: dict[str, float] = {}

    def watch(name: str, act: Callable[[], None]) -> None:
        try:
            while time.monotonic() - cut < 4 * LIMIT_S:
                time.sleep(1.0)
                act()
        except NotDurableError:
            found[name] = time.monotonic() - cut
        journals[name].close()

    acts: dict[str, Callable[[], None]] = {
        "busy": lambda: journals["busy"].append_many([draft(1)]),
        "idle": lambda: journals["idle"].checkpoint_if_due(idle=True),
    }
    threads = [threading.Thread(target=watch, args=one) for one in acts.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {name: found.get(name, 4 * LIMIT_S) for name in acts}


def _freed(cluster: Cluster, cut: float) -> float:
    while cluster.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") != [(0,)]:
        if time.monotonic() - cut > 4 * LIMIT_S:
            break
        time.sleep(0.1)
    return time.monotonic() - cut


def _kept(url: URL, name: str) -> bool:
    """Open the journal again as a supervised room does: a server that is away is asked again."""
    until = time.monotonic() + LIMIT_S
    while True:
        try:
            with opened(Place(url, name)) as journal:
                return journal.sequence >= 1
        except DatabaseAwayError as error:
            print(f"not yet: {error}", file=sys.stderr)
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(0 if pull_the_cable() else 1)
