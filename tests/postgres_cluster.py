"""Run real PostgreSQL clusters for tests: made here, reached by a socket in a folder of their own, ended with it.

PostgreSQL refuses to run as root; as root its programs run as the user `postgres`, or `nobody` where there is none.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

import psycopg
from sqlalchemy import URL

OWNER = "koperta"  # the clusters' superuser
START_SECONDS = 30
_UNPRIVILEGED = ("postgres", "nobody")


def binaries() -> Path | None:
    """Return the newest folder with PostgreSQL's server programs, or None."""
    found: list[Path] = []
    if (config := shutil.which("pg_config")) is not None:
        told = subprocess.run([config, "--bindir"], capture_output=True, encoding="utf-8", check=False)
        found.append(Path(told.stdout.strip()))
    debian = Path("/usr/lib/postgresql")
    found += sorted(debian.glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    if (initdb := shutil.which("initdb")) is not None:
        found.append(Path(initdb).resolve().parent)
    return next((path for path in found if (path / "initdb").exists() and (path / "pg_ctl").exists()), None)


def why_not() -> str:
    """Return why no cluster can be run here; empty when one can."""
    if sys.platform == "win32":
        return "PostgreSQL was tried on POSIX systems only"
    if binaries() is None:
        return "PostgreSQL is not installed; ./dev setup installs it on Debian"
    return ""


class Cluster:
    """Hold one running cluster, its data and its socket in a folder that its user can reach."""

    def __init__(self, folder: Path, *, port: int = 5432) -> None:
        """Name a cluster in a folder."""
        programs = binaries()
        if programs is None:
            raise RuntimeError(why_not())
        self.programs = programs
        self.folder = folder
        self.data = folder / "data"
        self.port = port
        self.log = folder / "log"

    def make(self) -> Cluster:
        """Make the cluster's files: UTF-8, everybody who reaches the socket is trusted."""
        self.run("initdb", "--no-sync", "-A", "trust", "-U", OWNER, "-E", "UTF8", "--no-locale", "-D", self.data)
        return self

    def copy_of(self, primary: Cluster) -> Cluster:
        """Make the cluster's files from a running one, to follow it under this cluster's name."""
        where = f"host={primary.folder} port={primary.port} user={OWNER} application_name={self.folder.name}"
        self.run("pg_basebackup", "-D", self.data, "-d", where, "-R", "-X", "stream", "-c", "fast", "--no-sync")
        return self

    def promote(self) -> None:
        """Make a standby the primary; return when it takes writes."""
        self.run("pg_ctl", "-D", self.data, "-w", "-t", START_SECONDS, "promote")

    def start(self, listen: str = "", before: Sequence[str] = ()) -> Cluster:
        """Start the server and wait until it answers; `listen` are addresses besides the socket.

        `before` goes before the command that starts it.
        """
        options = f"-c listen_addresses='{listen}' -c port={self.port} -c unix_socket_directories={self.folder}"
        options += " -c shared_buffers=16MB -c max_connections=40 -c max_wal_size=256MB"
        try:
            command = ("-D", self.data, "-l", self.log, "-o", options, "-w", "-t", START_SECONDS, "start")
            self.run("pg_ctl", *command, before=before)
        except subprocess.CalledProcessError:
            print(self.log.read_text("utf-8", errors="replace")[-2000:], file=sys.stderr)
            raise
        return self

    def stop(self, mode: str = "fast") -> None:
        """Stop the server: `fast` in order, `immediate` as a crash, without a checkpoint."""
        if not (self.data / "postmaster.pid").exists():
            return
        with contextlib.suppress(subprocess.CalledProcessError):
            self.run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def kill(self) -> None:
        """Kill the server process without a word; its children end when they find it gone."""
        pid = int((self.data / "postmaster.pid").read_text("utf-8").splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + START_SECONDS
        while _alive(pid):
            if time.monotonic() > until:
                raise RuntimeError(f"{pid} does not end")
            time.sleep(0.01)
        # Where nobody buries the dead, their number stays taken, and a new server would believe these files.
        for left in (self.data / "postmaster.pid", *self.folder.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)

    def run(self, program: str, *arguments: object, before: Sequence[str] = ()) -> str:
        """Run one of PostgreSQL's programs as the cluster's user; return what it said."""
        command = [*before, *as_unprivileged(), str(self.programs / program), *map(str, arguments)]
        # To a file and not a pipe: a server started in the background would keep a pipe open.
        with tempfile.TemporaryFile() as out:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd="/", check=False)
            out.seek(0)
            said = out.read().decode("utf-8", errors="replace")
        if done.returncode:
            print(said, file=sys.stderr)
            raise subprocess.CalledProcessError(done.returncode, command, said)
        return said

    def url(self, database: str = "postgres", **query: str) -> URL:
        """Return the URL of one of the cluster's databases."""
        return URL.create(
            "postgresql+psycopg",
            username=OWNER,
            database=database,
            query={"host": str(self.folder), "port": str(self.port), **query},
        )

    def sql(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run one statement as the superuser, outside a transaction; return its rows."""
        where = f"host={self.folder} port={self.port} user={OWNER} dbname={database}"
        with psycopg.connect(where, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def reload(self, setting: str, value: str) -> None:
        """Let the server read its configuration again; return when a new session shows a setting's value."""
        self.sql("SELECT pg_reload_conf()")
        until = time.monotonic() + START_SECONDS
        while self.sql(f"SHOW {setting}") != [(value,)]:
            if time.monotonic() > until:
                raise RuntimeError(f"{setting} does not become {value!r}")
            time.sleep(0.02)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop("immediate")


@contextlib.contextmanager
def cluster_folder() -> Iterator[Path]:
    """Make a short-named folder that the clusters' user owns: a socket's path has at most some 100 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="kpg-"))
    try:
        if (name := _other_user()) is not None:
            shutil.chown(folder, name)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def as_unprivileged() -> list[str]:
    """Return what goes before a command so that it does not run as root."""
    name = _other_user()
    if name is None:
        return []
    # setpriv and runuser are in Debian's util-linux, which is always there; su asks PAM.
    if (setpriv := shutil.which("setpriv")) is not None:
        return [setpriv, f"--reuid={name}", f"--regid={_group_of(name)}", "--clear-groups"]
    return [shutil.which("runuser") or "runuser", "-u", name, "--"]


def _other_user() -> str | None:
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _UNPRIVILEGED if name in known)


def _group_of(name: str) -> int:
    if sys.platform == "win32":
        return 0
    import pwd

    return pwd.getpwnam(name).pw_gid


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    # A killed server whose parent has not looked yet is a zombie: it does nothing more.
    return not (status.exists() and status.read_text("utf-8").rpartition(")")[2].split()[0] == "Z")
