"""Start what takes long as jobs: import, rehearsal, unlock, bundle. Progress goes to every console."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from koperta_operator.room.capsules import Capsules
from koperta_operator.room.export_job import Exports
from koperta_operator.room.jobs import Job, Jobs
from koperta_operator.room.library import KeptFile, Library
from koperta_operator.room.media import place
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.receipts import take_receipts
from koperta_operator.room.server.desk import Act, Console
from koperta_operator.room.server.sitting_acts import Find
from koperta_operator.room.unlock_job import rehearse_sitting, unlock_sitting
from koperta_packages.errors import Code, PackageError
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import (
    CancelJob,
    ExportBundle,
    ImportFiles,
    JobStarted,
    Ok,
    PrepareBundle,
    Rehearse,
    SignBundle,
    Unlock,
)
from koperta_sync.protocol.refusals import Refused, RefusedError


class LongActs:
    """Answer requests whose work runs beside the server."""

    def __init__(
        self,
        jobs: Jobs,
        library: Library,
        exports: Exports,
        find: Find,
        took: Callable[[list[KeptFile], str], Awaitable[None]],
        capsules: Capsules,
    ) -> None:
        """Take what the work needs; `took(files, actor)` makes newly kept files count."""
        self._capsules = capsules
        self._jobs = jobs
        self._library = library
        self._exports = exports
        self._find = find
        self._took = took
        self._loop = asyncio.get_running_loop()
        self._unlocking: set[str] = set()

    def table(self) -> dict[type[Message], Act]:
        """Return the acts by request."""
        return {
            ImportFiles: self._import,
            Rehearse: self._rehearse,
            Unlock: self._unlock,
            PrepareBundle: self._prepare,
            SignBundle: self._sign,
            ExportBundle: self._export,
            CancelJob: self._cancel,
        }

    async def _import(self, console: Console, message: ImportFiles) -> Message:
        paths, actor = [place(one) for one in message.paths], console.actor

        def work(job: Job) -> None:
            rest = take_receipts(paths, self._library, self._find, actor, job)
            rest = self._capsules.take_files(rest, self._find, self._loop, actor, job)
            if not rest and not job.checks:
                raise PackageError(Code.PKG_NOT_A_PACKAGE, "no file of the board among those named")
            if not rest:
                return
            new = self._library.take(rest, job)
            job.begin("Przyjęcie do pracy")
            asyncio.run_coroutine_threadsafe(self._took_all(new, actor), self._loop).result()
            job.settle(f"{len(new)} plików")

        return self._started("import", work)

    async def _took_all(self, new: list[KeptFile], actor: str) -> None:
        await self._took(new, actor)

    async def _rehearse(self, console: Console, message: Rehearse) -> Message:
        sitting, actor = self._find(message.sitting_id), console.actor

        def work(job: Job) -> None:
            rehearse_sitting(sitting, self._library, actor, job)

        return self._started("rehearse", work, sitting)

    async def _unlock(self, console: Console, message: Unlock) -> Message:
        sitting, actor = self._find(message.sitting_id), console.actor
        early = round(time.time() * 1000) < sitting.opens_at_ms()
        if early and not message.early_reason.strip():
            raise RefusedError(Refused.TOO_EARLY, "unlocking before the hour needs a reason")
        if sitting.sitting_id in self._unlocking:
            raise RefusedError(Refused.BUSY, "the sitting is being unlocked")
        self._unlocking.add(sitting.sitting_id)

        def work(job: Job) -> None:
            try:
                reason = message.early_reason.strip() if early else ""
                unlock_sitting(sitting, self._library, message.passphrase, actor, job, early_reason=reason)
                asyncio.run_coroutine_threadsafe(sitting.use_scorer(), self._loop).result()
            finally:
                self._unlocking.discard(sitting.sitting_id)

        return self._started("unlock", work, sitting)

    async def _prepare(self, _console: Console, message: PrepareBundle) -> Message:
        sitting = self._find(message.sitting_id)
        return self._started("prepare-bundle", lambda job: self._exports.prepare(sitting, job), sitting)

    async def _sign(self, _console: Console, message: SignBundle) -> Message:
        self._exports.sign(message.sitting_id, message.official_id, bytes.fromhex(message.signature))
        return Ok()

    async def _export(self, console: Console, message: ExportBundle) -> Message:
        sitting, folder, actor = self._find(message.sitting_id), place(message.folder), console.actor
        return self._started("export", lambda job: self._exports.export(sitting, folder, actor, job), sitting)

    async def _cancel(self, _console: Console, message: CancelJob) -> Message:
        self._jobs.stop(message.job)
        return Ok()

    def _started(self, kind: str, work: Callable[[Job], None], sitting: OpenSitting | None = None) -> JobStarted:
        return JobStarted(job=self._jobs.start(kind, work, sitting.sitting_id if sitting else "").number)
