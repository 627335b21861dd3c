"""Have signatures checked by a second process while a sitting's thread commits what was checked before.

A signature costs more processor time than everything else about an answer together, and threads of one program
share one interpreter lock. What the process says is a verdict or nothing: whoever gets nothing, because the process
is not there, has ended or does not answer, checks for itself. So no fault of it loses or lets through anything.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from koperta_operator.room.verifier_process import GOOD, Signed, frame

_LOG = logging.getLogger(__name__)
COMMAND = (sys.executable, "-m", "koperta_operator.room.verifier_process")
MAX_ENTRIES = 2_000  # of one batch: some tenths of a second of work
PATIENCE_S = 5.0  # without a verdict for so long the process is ended
PAUSE_S = 5.0  # before a process that ended by itself is started again
_LOOK_EVERY_S = 0.5

_Process = subprocess.Popen[bytes]
T = TypeVar("T")
R = TypeVar("R")


class Flight:
    """Hold a batch that is being checked."""

    __slots__ = ("_count", "_process", "_verifier")

    def __init__(self, verifier: Verifier, process: _Process, count: int) -> None:
        self._verifier = verifier
        self._process = process
        self._count = count

    def verdicts(self) -> list[bool] | None:
        """Wait for the verdicts, in the order of the batch; None when there will be none.

        Flights are asked in the order in which they were handed in.
        """
        said = self._verifier.read(self._process, self._count)
        return None if said is None else [one == GOOD[0] for one in said]


class Verifier:
    """Keep the process; batches are handed in by one thread."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._process: _Process | None = None  # the one in use; set by the keeper, taken away by whoever sees it fail
        self._using = threading.Lock()  # held while pipes are used, so that none is closed under a reader
        self._waiting_since: float | None = None
        self._keeper: threading.Thread | None = None
        self._child: _Process | None = None  # the one there is, ready or not
        self._wake = threading.Event()
        self._closed = False

    @property
    def ready(self) -> bool:
        """Say whether there is a process that takes batches."""
        return self._process is not None

    def hand_in(self, batch: Sequence[Signed]) -> Flight | None:
        """Have a batch checked; None when that cannot be, now or for this batch. The first call starts the process."""
        process = self._process
        if process is None:
            self._start()
            return None
        if sum(len(signed.entries) for signed in batch) > MAX_ENTRIES:
            return None
        try:
            data = frame(batch)
        except ValueError:  # text that is no text: whoever checks it himself refuses it
            return None
        return Flight(self, process, len(batch)) if self._used(process, _write, data) else None

    def read(self, process: _Process, count: int) -> bytes | None:
        """Return so many verdicts, or None when that process is not the one in use or fails."""
        said = self._used(process, _read, count)
        return said or None

    def close(self) -> None:
        """End the process; nothing may be handed in afterwards."""
        self._closed = True
        self._wake.set()
        if (child := self._child) is not None:
            child.kill()
        if self._keeper is not None:
            self._keeper.join()

    # ---- in the sitting's thread ----------------------------------------------------------------

    def _start(self) -> None:
        if self._keeper is None and not self._closed:
            self._keeper = threading.Thread(target=self._keep, name="verifier", daemon=True)
            self._keeper.start()

    def _used(self, process: _Process, act: Callable[[_Process, T], R | None], what: T) -> R | None:
        """Write to a process or read from it; when that fails, use it no more: half a verdict may be on its way."""
        with self._using:
            if process is not self._process:
                return None
            self._waiting_since = time.monotonic()
            try:
                done = act(process, what)
            except OSError:
                done = None
            self._waiting_since = None
            if done is None:
                self._process = None
                self._wake.set()
            return done

    # ---- in the keeper's thread -----------------------------------------------------------------

    def _keep(self) -> None:
        """Start the process, watch it, start it again."""
        while not self._closed:
            try:
                self._run_one()
            except OSError as error:
                _LOG.warning("signatures are checked without a process of their own: %s", error)
            self._wake.clear()
            if not self._closed:
                self._wake.wait(PAUSE_S)

    def _run_one(self) -> None:
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows alone has it, and would open a console
        process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, creationflags=flags
        )
        try:
            self._child = process
            if _read(process, 1) == GOOD:
                self._process = process
                self._watch(process)
            if not self._closed:
                _LOG.warning("the process that checks signatures is gone; another one is started soon")
        finally:
            process.kill()  # whoever waits for it finds out by that, and lets go
            with self._using:
                self._process = self._child = None
                process.communicate()

    def _watch(self, process: _Process) -> None:
        """Return when the process is of no more use."""
        while self._process is process and not self._closed and process.poll() is None:
            since = self._waiting_since
            if since is not None and time.monotonic() - since > PATIENCE_S:
                _LOG.warning("the process that checks signatures does not answer")
                return
            self._wake.wait(_LOOK_EVERY_S)
            self._wake.clear()


def _write(process: _Process, data: bytes) -> bool:
    assert process.stdin is not None
    left = memoryview(data)
    while left:
        left = left[process.stdin.write(left) :]
    return True


def _read(process: _Process, count: int) -> bytes | None:
    """Return exactly so many bytes, None at the end of the stream."""
    assert process.stdout is not None
    said = b""
    while len(said) < count:
        more = process.stdout.read(count - len(said))
        if not more:
            return None
        said += more
    return said
