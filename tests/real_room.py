"""Run a real room as a process of its own and speak with it as consoles and workstations do.

Nothing is replaced: `koperta room run` with its supervisor, TLS on 127.0.0.1, the board's real files. The room
ends with the `with` block, whatever happened inside.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from types import TracebackType

from sqlalchemy.engine import URL

from koperta_operator.room.backup import save_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.settings import SMALL_DISK, Settings, write_settings
from koperta_packages.identity import OfficialRole, RoomIdentity, official_id_of
from koperta_sync.console_client import ConsoleClient
from koperta_sync.credentials import Credentials, load, save
from koperta_sync.enrolment import Enrolment, read_enrolment
from koperta_sync.pairing_client import pair_by_file
from koperta_sync.protocol.console import ImportFiles, JobProgress, Unlock, WriteEnrolment, Written
from koperta_sync.protocol.room_view import RoomView, SittingView
from tests.board_fixture import IssuedSittingForTest, Official

READY_SECONDS = 30.0
GOODBYE_SECONDS = 0.25
LONG_AGO = "2026-01-10T09:00:00+01:00"  # an hour that has come: sittings may start


class RealRoom:
    """Hold a room's folder and the process that serves it, always on the same port."""

    def __init__(
        self,
        folder: Path,
        identity: RoomIdentity | None,
        *,
        exam_rooms: Sequence[str] = (),
        supervised: bool = True,
        with_identity: bool = True,
        journal_url: URL | None = None,
    ) -> None:
        """Make the room's folder; `with_identity` False leaves that to a restore done before."""
        self.folder = RoomFolder(folder)
        if with_identity and identity is not None:
            self.folder.create()
            save_identity(self.folder, identity)
        self.port = free_port()
        settings = Settings(tuple(exam_rooms), self.port, ("127.0.0.1",), journal_url, SMALL_DISK)
        write_settings(self.folder.settings, settings)
        self.log = folder.with_name(f"{folder.name}.log")
        self.pid = 0
        self._command = "run" if supervised else "serve"
        self._process: subprocess.Popen[str] | None = None
        self._ready: queue.SimpleQueue[int] = queue.SimpleQueue()

    def __enter__(self) -> RealRoom:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if error is not None:
            print(f"--- last lines of {self.log.name}:\n{self.last_lines()}", file=sys.stderr)

    def start(self) -> None:
        """Start the process and wait until it serves; RuntimeError with its last words when it does not."""
        command = [sys.executable, "-m", "koperta_operator.room", self._command, str(self.folder.root)]
        command += ["--no-announce", "--stop-on-eof", "--verbose"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, encoding="utf-8"
            )
        threading.Thread(target=self._read, args=(self._process,), daemon=True).start()
        self.wait_ready()

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        """Wait for the next line that says the room serves."""
        until = time.monotonic() + seconds
        while True:
            try:
                self.pid = self._ready.get(timeout=0.2)
                return
            except queue.Empty:
                ended = self._process is not None and self._process.poll() is not None
                if ended or time.monotonic() > until:
                    raise RuntimeError(f"the room is not ready\n{self.last_lines()}") from None

    def kill(self) -> None:
        """Kill the serving process without a word, as a power failure would; a supervisor starts it again."""
        os.kill(self.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)

    def forget(self) -> None:
        """Take it that the process is dead: it was killed and nobody starts it again."""
        process, self._process = self._process, None
        if process is not None:
            if process.stdin is not None:
                process.stdin.close()
            process.wait(5)

    def start_again(self) -> None:
        """Start the process anew after it was killed."""
        self.forget()
        self.start()

    def stop(self) -> int:
        """End the room in order; return its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        if process.stdin is not None:
            process.stdin.close()
        try:
            return process.wait(15)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(OSError):
                self.kill()
            process.kill()
            process.wait(5)
            raise RuntimeError(f"the room did not end by itself\n{self.last_lines()}") from None

    def last_lines(self, count: int = 30) -> str:
        """Return the end of the room's log."""
        return "\n".join(self.log.read_text("utf-8", errors="replace").splitlines()[-count:])

    def _read(self, process: subprocess.Popen[str]) -> None:
        if process.stdout is None:
            return
        with process.stdout:
            for line in process.stdout:
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    self._ready.put(int(json.loads(line)["pid"]))


def free_port() -> int:
    """Return a port nobody uses now; kept over restarts, so that machines find their room again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.asynccontextmanager
async def console(room: RealRoom, official: Official | None = None) -> AsyncIterator[ConsoleClient]:
    """Connect a console of the room's own machine; with an official it is signed in."""
    client = ConsoleClient(load(room.folder.local_console), lambda _state, _news: None)
    client.start()
    try:
        await asyncio.wait_for(client.welcome(), 15)
        if official is not None:
            await client.sign_in(official_id_of(official.key.public), official.key)
        yield client
    finally:
        await client.close()
        # TLS connections say goodbye after `close` has returned; an ended loop would leave them half open.
        await asyncio.sleep(GOODBYE_SECONDS)


def official_of(issued: IssuedSittingForTest, role: OfficialRole) -> Official:
    """Return the official of a role."""
    return next(one for one in issued.officials if one.role is role)


def room_of(client: ConsoleClient) -> RoomView:
    """Return the room as the console sees it."""
    if client.state.room is None:
        raise AssertionError("the console knows no room yet")
    return client.state.room


def sitting_of(client: ConsoleClient, sitting_id: str) -> SittingView:
    """Return a sitting as the console sees it."""
    return next(one for one in room_of(client).sittings if one.sitting_id == sitting_id)


async def until(condition: Callable[[], bool], seconds: float = 15.0, what: str = "") -> None:
    """Wait until something holds; AssertionError after so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what or condition}")
        await asyncio.sleep(0.02)


def passed(job: JobProgress) -> JobProgress:
    """Return a job that ended well; AssertionError with its checks otherwise."""
    if job.failed:
        raise AssertionError([(one.name, one.code, one.sentence, one.looked_at) for one in job.checks])
    return job


def board_files(issued: IssuedSittingForTest) -> tuple[str, ...]:
    """Return the files a centre gets: everything of the issue but sheets and lists."""
    files = (one for one in issued.folder.rglob("*") if one.is_file())
    return tuple(str(one) for one in sorted(files) if one.suffix not in (".txt", ".pdf"))


async def take_in(client: ConsoleClient, issued: IssuedSittingForTest) -> str:
    """Import an issued sitting; return its id once the console shows it."""
    passed(await client.job(ImportFiles(paths=board_files(issued))))
    sitting_id = issued.issue.sitting_id
    await until(lambda: any(one.sitting_id == sitting_id for one in room_of(client).sittings), what="the sitting")
    return sitting_id


async def unlock(client: ConsoleClient, issued: IssuedSittingForTest, early_reason: str = "") -> None:
    """Unlock a sitting with its passphrase."""
    message = Unlock(sitting_id=issued.issue.sitting_id, passphrase=issued.passphrase, early_reason=early_reason)
    passed(await client.job(message))


async def enrolment(client: ConsoleClient, folder: Path, seats: Sequence[int], exam_room: str = "sala 12") -> Enrolment:
    """Write an enrolment file for seats of an exam room and read it as a workstation does."""
    folder.mkdir(parents=True, exist_ok=True)
    message = WriteEnrolment(folder=str(folder), exam_room=exam_room, seats=tuple(seats))
    written = await client.ask(message, Written)
    return read_enrolment(Path(written.paths[0]).read_bytes())


async def paired(file: Enrolment, seat_number: int, folder: Path) -> Credentials:
    """Pair a workstation by its enrolment file and keep the pairing in its folder."""
    credentials = await pair_by_file(file, seat_number, f"pc{seat_number}")
    save(credentials, folder)
    return credentials
