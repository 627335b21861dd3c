"""Take what people add to the protocols, and write the documents as a job."""

from __future__ import annotations

import msgspec

from koperta_operator.room.documents_job import DocumentWriter, forms_of
from koperta_operator.room.jobs import Jobs
from koperta_operator.room.media import place
from koperta_operator.room.rules import commands as do
from koperta_operator.room.server.desk import Act, Console
from koperta_operator.room.server.sitting_acts import Find
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import JobStarted, Ok
from koperta_sync.protocol.documents import (
    GiveProtocolDetails,
    ProtocolForms,
    ReadProtocolDetails,
    RecordSending,
    WriteDocuments,
)


class DocumentActs:
    """Answer requests about protocols."""

    def __init__(self, find: Find, jobs: Jobs, writer: DocumentWriter) -> None:
        self._find = find
        self._jobs = jobs
        self._writer = writer

    def table(self) -> dict[type[Message], Act]:
        """Return the acts by request."""
        return {
            GiveProtocolDetails: self._give,
            ReadProtocolDetails: self._read,
            WriteDocuments: self._write,
            RecordSending: self._sent,
        }

    async def _give(self, console: Console, message: GiveProtocolDetails) -> Message:
        sitting = self._find(message.sitting_id)
        sealed = sitting.sealed(msgspec.json.encode(message.details).decode())
        command = do.RecordProtocolDetails(actor=console.actor, exam_room=message.exam_room, sealed_details=sealed)
        await sitting.actor.submit(command)
        return Ok()

    async def _read(self, _console: Console, message: ReadProtocolDetails) -> Message:
        return ProtocolForms(forms=await forms_of(self._find(message.sitting_id)))

    async def _sent(self, console: Console, message: RecordSending) -> Message:
        sitting = self._find(message.sitting_id)
        await sitting.actor.submit(do.RecordSending(actor=console.actor, sealed_how=sitting.sealed(message.how)))
        return Ok()

    async def _write(self, console: Console, message: WriteDocuments) -> Message:
        sitting, folder, actor = self._find(message.sitting_id), place(message.folder), console.actor
        job = self._jobs.start(
            "documents", lambda job: self._writer.write(sitting, folder, actor, job), sitting.sitting_id
        )
        return JobStarted(job=job.number)
