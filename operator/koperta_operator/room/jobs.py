"""Run what takes long beside the server: progress to every console, and a way to stop.

Blocking work runs in a thread; it reports through `Job.check` and `Job.progress` and asks
`Job.cancelled` between steps. A job that is stopped or fails leaves what was there before.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from koperta_packages.errors import PackageError
from koperta_sync.protocol.console import BundlePrepared, Check, JobProgress
from koperta_sync.protocol.refusals import Refused, RefusedError

LOG = logging.getLogger(__name__)
MAX_JOBS = 4  # at once: threads and memory of key derivations are bounded
_REPORT_EVERY_S = 0.1


class JobStoppedError(Exception):
    """Leave a job because somebody asked for it."""


@dataclass(slots=True)
class Job:
    """Hold one long task; its methods may be called from the thread that does the work."""

    number: int
    kind: str
    sitting_id: str
    report: Callable[[JobProgress], None]
    done: int = 0
    total: int = 0
    checks: list[Check] = field(default_factory=list)
    prepared: BundlePrepared | None = None
    paths: tuple[str, ...] = ()
    _stop: threading.Event = field(default_factory=threading.Event)

    def cancelled(self) -> bool:
        """Tell whether somebody asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the job to stop at its next step."""
        self._stop.set()

    def begin(self, name: str) -> None:
        """Start a check named in Polish; it shows as running until it is settled."""
        if self.cancelled():
            raise JobStoppedError
        self.checks.append(Check(name=name, state="running"))
        self.send()

    def settle(self, looked_at: str = "", state: str = "ok") -> None:
        """End the running check and say what was looked at."""
        self.checks[-1] = Check(name=self.checks[-1].name, state=state, looked_at=looked_at)
        self.send()

    def add(self, check: Check) -> None:
        """Add a check that is settled already, or replace the running one of the same name."""
        if self.checks and self.checks[-1].state == "running" and self.checks[-1].name == check.name:
            self.checks[-1] = check
        else:
            self.checks.append(check)
        self.send()

    def progress(self, done: int, total: int) -> None:
        """Report how far the current step is; raises JobStoppedError when asked to stop."""
        if self.cancelled():
            raise JobStoppedError
        self.done, self.total = done, total
        self.send()

    def fail(self, error: Exception) -> None:
        """Settle the running check as failed, with the code and sentence a person reads."""
        name = self.checks[-1].name if self.checks and self.checks[-1].state == "running" else self.kind
        if isinstance(error, PackageError):
            check = Check(
                name=name,
                state="failed",
                looked_at=error.detail,
                code=error.code,
                sentence=error.sentence(),
                next_step=error.guidance.next_step,
            )
        elif isinstance(error, RefusedError):
            why = error.refusal
            check = Check(name=name, state="failed", code=why.code, sentence=why.sentence, next_step=why.next_step)
        elif isinstance(error, JobStoppedError):
            check = Check(name=name, state="warning", sentence="Przerwano. Nic nie zostało zmienione.")
        else:
            raise error
        self.add(check)

    def send(self, *, finished: bool = False, failed: bool = False) -> None:
        """Report to every console."""
        self.report(
            JobProgress(
                job=self.number,
                kind=self.kind,
                sitting_id=self.sitting_id,
                done=self.done,
                total=self.total,
                checks=tuple(self.checks),
                finished=finished,
                failed=failed,
                prepared=self.prepared,
                paths=self.paths,
            )
        )


class Jobs:
    """Start jobs and hand their progress to `broadcast`, on the loop, at most ten times a second."""

    def __init__(self, broadcast: Callable[[JobProgress], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._broadcast = broadcast
        self._numbers = itertools.count(1)
        self._running: dict[int, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._last: dict[int, float] = {}
        # Threads of their own: jobs wait for the journals, whose writing needs the loop's threads.
        self._threads = ThreadPoolExecutor(MAX_JOBS, thread_name_prefix="job")

    def start(self, kind: str, work: Callable[[Job], None], sitting_id: str = "") -> Job:
        """Run `work` in a thread; it must leave everything as it was when it raises.

        BUSY while another job of the same sitting (or of the same kind, without a sitting) runs.
        """
        subject = sitting_id or kind
        running = self._running.values()
        if len(running) >= MAX_JOBS or any((one.sitting_id or one.kind) == subject for one in running):
            raise RefusedError(Refused.BUSY, f"another job of {subject} has not ended yet")
        job = Job(next(self._numbers), kind, sitting_id, self._from_thread)
        self._running[job.number] = job
        task = self._loop.create_task(self._run(job, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    @property
    def running(self) -> int:
        """Return how many jobs have not ended."""
        return len(self._running)

    def stop(self, number: int) -> None:
        """Ask a job to stop; an ended one is left alone."""
        if job := self._running.get(number):
            job.stop()

    async def end(self) -> None:
        """Ask every job to stop, wait until all have ended, and let go of the threads."""
        for job in self._running.values():
            job.stop()
        while self._tasks:
            await asyncio.wait(self._tasks)
        self._threads.shutdown(wait=False)

    async def _run(self, job: Job, work: Callable[[Job], None]) -> None:
        failed = False
        try:
            await self._loop.run_in_executor(self._threads, work, job)
        except (PackageError, RefusedError, JobStoppedError) as error:
            LOG.info("job %s %d ended: %s", job.kind, job.number, error)
            failed = True
            job.fail(error)
        except Exception as error:
            # Whatever it was, the console must not wait for ever for its end.
            LOG.exception("job %s %d broke", job.kind, job.number)
            failed = True
            code = "IO_ERROR" if isinstance(error, OSError) else "INTERNAL"
            sentence = "Zadanie nie powiodło się z przyczyn technicznych."
            step = "Spróbuj ponownie; jeśli się powtórzy, zapisz kod i zadzwoń do komisji."
            job.add(Check(name=job.kind, state="failed", code=code, sentence=sentence, next_step=step))
        finally:
            del self._running[job.number]
        job.send(finished=True, failed=failed)

    def _from_thread(self, progress: JobProgress) -> None:
        self._loop.call_soon_threadsafe(self._on_loop, progress)

    def _on_loop(self, progress: JobProgress) -> None:
        now = self._loop.time()
        running = any(check.state == "running" for check in progress.checks)
        if running and progress.done and now - self._last.get(progress.job, 0.0) < _REPORT_EVERY_S:
            return
        self._last[progress.job] = now
        if progress.finished:
            del self._last[progress.job]
        self._broadcast(progress)
