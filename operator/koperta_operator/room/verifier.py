"""Have signatures checked by a second process, because threads of one program share one interpreter lock.

A signature costs more processor time than everything else about an answer together. What the process says is a
verdict or nothing: whoever gets nothing, because the process is not there, has ended or does not answer, checks for
himself. So no fault of it loses anything or lets anything through. Everything here belongs to one event loop.
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from koperta_operator.room.verifier_process import GOOD, Signed, frame

_LOG = logging.getLogger(__name__)
COMMAND = (sys.executable, "-m", "koperta_operator.room.verifier_process")
MAX_ENTRIES = 2_000  # of one batch: some tenths of a second of work
PATIENCE_S = 5.0  # without a word for so long the process is ended
PAUSE_S = 5.0  # before another one is started

Told = Callable[[list[bool] | None], None]


class Verifier:
    """Keep the process: started with the first batch, started again when it is gone."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._process: _Process | None = None
        self._living: set[_Process] = set()  # also those of no more use that have not ended yet
        self._starting: asyncio.Task[None] | None = None
        self._not_before = 0.0
        self._closed = False

    @property
    def ready(self) -> bool:
        """Say whether there is a process that takes batches."""
        return self._process is not None and self._process.ready

    @property
    def pid(self) -> int | None:
        """Return the process's number, None while there is none."""
        return self._process.pid if self._process is not None else None

    def check(self, batch: Sequence[Signed], told: Told) -> bool:
        """Have a batch checked; False when that cannot be, now or for this batch.

        After True `told` is called once: with the verdicts in the order of the batch, or None if there will be none.
        """
        process = self._process
        if process is None or not process.ready:
            self._start()
            return False
        if sum(len(signed.entries) for signed in batch) > MAX_ENTRIES:
            return False
        try:
            data = frame(batch)
        except ValueError:  # text that is no text: whoever checks it himself refuses it
            return False
        process.ask(data, len(batch), told)
        return True

    async def close(self) -> None:
        """End the process; who still waits for verdicts is told that there are none."""
        self._closed = True
        if self._starting is not None:
            await self._starting
        for process in list(self._living):
            await process.end()

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        if self._process is None and self._starting is None and not self._closed and loop.time() >= self._not_before:
            self._starting = loop.create_task(self._run())

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        self._process = process = _Process(self._gone, self._living.discard)
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows alone has it, and would open a console
        try:
            await loop.subprocess_exec(lambda: process, *self._command, stderr=None, creationflags=flags)
            if not process.exited:
                self._living.add(process)
        except OSError as error:
            _LOG.warning("signatures are checked without a process of their own: %s", error)
            self._gone()
        finally:
            self._starting = None

    def _gone(self) -> None:
        self._process = None
        self._not_before = asyncio.get_running_loop().time() + PAUSE_S
        if not self._closed:
            _LOG.warning("there is no process that checks signatures; the next one is started in %.0f s", PAUSE_S)


class _Process(asyncio.SubprocessProtocol):
    """Speak with one process from its start to its end."""

    def __init__(self, gone: Callable[[], None], ended: Callable[[_Process], None]) -> None:
        self.ready = False
        self._gone = gone
        self._ended = ended
        self._over = False
        self._loop = asyncio.get_running_loop()
        self._exited: asyncio.Future[None] = self._loop.create_future()
        self._transport: Any = None  # uvloop's classes are none of asyncio's
        self._asked: deque[tuple[int, Told]] = deque()
        self._said = b""
        self._heard = 0.0
        self._look: asyncio.TimerHandle | None = None

    @property
    def pid(self) -> int | None:
        """Return the process's number."""
        pid: int | None = self._transport.get_pid() if self._transport is not None else None
        return pid

    @property
    def exited(self) -> bool:
        """Say whether the process has ended."""
        return self._exited.done()

    def ask(self, data: bytes, count: int, told: Told) -> None:
        """Send a frame that is answered by so many bytes."""
        if not self._asked:
            self._heard = self._loop.time()
        if self._look is None:
            self._look = self._loop.call_later(PATIENCE_S / 4, self._look_at_it)
        self._asked.append((count, told))
        self._transport.get_pipe_transport(0).write(data)

    async def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self._finish()
        await self._exited

    # ---- from the loop --------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the process's transport."""
        self._transport = transport

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Take what the process says."""
        if not self.ready:
            if not data.startswith(GOOD):
                self._finish()
                return
            self.ready, data = True, data[1:]
        self._said += data
        self._heard = self._loop.time()
        while self._asked and len(self._said) >= self._asked[0][0]:
            count, told = self._asked.popleft()
            verdicts, self._said = self._said[:count], self._said[count:]
            told([one == GOOD[0] for one in verdicts])

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """Use the process no more: it reads or writes no longer."""
        self._finish()

    def process_exited(self) -> None:
        """Use the process no more."""
        self._finish()
        self._ended(self)
        if not self._exited.done():
            self._exited.set_result(None)

    def _look_at_it(self) -> None:
        self._look = None
        if not self._asked or self._over:
            return
        if self._loop.time() - self._heard > PATIENCE_S:
            _LOG.warning("the process that checks signatures does not answer")
            self._finish()
            return
        self._look = self._loop.call_later(PATIENCE_S / 4, self._look_at_it)

    def _finish(self) -> None:
        """Tell everybody who waits that there are no more verdicts, and end the process."""
        if self._over:
            return
        self._over, self.ready = True, False
        if self._look is not None:
            self._look.cancel()
        self._gone()
        if self._transport is not None:
            self._transport.close()  # kills it
        asked, self._asked = self._asked, deque()
        for _count, told in asked:
            told(None)
