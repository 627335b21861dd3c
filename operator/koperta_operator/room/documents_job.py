"""Write protocols, lists and blank forms of a sitting onto a stick (D35, D36); the journal notes it.

While something is missing, a protocol is a draft: every page says so and the first one names what is missing. Every
file is read back from where it was written before the journal speaks of it.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from koperta_operator.documents.collective import collective
from koperta_operator.documents.content import Collective, RoomProtocol
from koperta_operator.documents.diary import read_diary
from koperta_operator.documents.rendering import Document, render
from koperta_operator.documents.room_protocol import Sources, missing_details, room_protocol
from koperta_operator.room.jobs import Job
from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.library import Library
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.moments import At, Now
from koperta_operator.room.rules.state import SittingState
from koperta_packages.errors import Code, PackageError
from koperta_packages.package_writer import write_whole
from koperta_sync.protocol.documents import ProtocolDetails, ProtocolForm

COPIES = 2
_CHUNK = 2_000
NAMES = {
    Document.ROOM_PROTOCOL: "protokol",
    Document.SIGNATURE_LIST: "lista-podpisow",
    Document.COLLECTIVE: "protokol-zbiorczy",
}


class File(NamedTuple):
    """Hold one document that is to be written; a blank form is no document of the sitting."""

    document: Document
    content: RoomProtocol | Collective
    exam_room: str = ""
    copy: int = 1
    blank: bool = False

    @property
    def draft(self) -> bool:
        """Tell whether something is missing; a list to sign is complete without the day's end."""
        return bool(self.content.missing) and self.document is not Document.SIGNATURE_LIST

    @property
    def name(self) -> str:
        """Return the name of the file."""
        stem = NAMES[self.document] + (f"-{_plain(self.exam_room)}" if self.exam_room else "")
        if self.blank:
            return f"druk-{stem}.pdf"
        stem += f"-{self.copy}" if self.document is Document.COLLECTIVE else ""
        return f"{stem}-projekt.pdf" if self.draft else f"{stem}.pdf"


@dataclass(frozen=True, slots=True)
class DocumentWriter:
    """Write the documents of sittings; its methods run in a job's thread unless they say otherwise."""

    library: Library
    sittings: Callable[[], Iterable[OpenSitting]]
    loop: asyncio.AbstractEventLoop

    def write(self, sitting: OpenSitting, folder: Path, actor: str, job: Job) -> None:
        """Write everything into a folder of the sitting's own."""
        job.begin("Dziennik zmiany")
        sources = self.sources(sitting)
        files = list(self._files(sitting, sources))
        job.settle(f"{sources.diary.state.seq} zdarzeń")
        target = folder / f"dokumenty-{_plain(sitting.sitting_id)}"
        try:
            target.mkdir(exist_ok=True)
            noted = [self._write(target, one, job) for one in files]
        except OSError as error:
            raise PackageError(Code.IO_ERROR, f"{target}: {error.strerror}") from error
        made = ev.DocumentsWritten(
            through=sources.diary.state.seq,
            head=sources.head.hex(),
            files=tuple(one for one in noted if one is not None),
            place=str(target),
        )
        sitting.from_thread(do.RecordDocuments(actor=actor, made=made))
        job.paths = tuple(str(target / one.name) for one in files)

    def sources(self, sitting: OpenSitting) -> Sources:
        """Read a sitting's journal as far as it goes now."""
        through, head = asyncio.run_coroutine_threadsafe(_newest(sitting), self.loop).result()
        data = sitting.names.data
        history = (
            (ev.CODEC.decode(one.kind, one.body), At(one.seq, one.boot, one.mono_ms, one.wall_ms, one.actor))
            for one in self._events(sitting, through)
        )
        return Sources(
            diary=read_diary(history),
            sitting=data.sitting,
            people={one.candidate_id: one for one in data.candidates},
            head=head,
            official=lambda official_id: self.library.names_of([official_id])[0],
            unseal=sitting.unsealed,
        )

    def _files(self, sitting: OpenSitting, sources: Sources) -> Iterator[File]:
        protocols = protocols_of(sitting, sources)
        for one in protocols:
            yield File(Document.ROOM_PROTOCOL, one, one.exam_room)
            yield File(Document.SIGNATURE_LIST, one, one.exam_room)
        mine = sources.sitting
        for other in self.sittings():
            theirs = other.names.data.sitting
            same = (theirs.session, theirs.trial, theirs.centre_number) == (
                mine.session, mine.trial, mine.centre_number,
            )  # fmt: skip
            if same and other is not sitting:
                protocols += protocols_of(other, self.sources(other))
        protocols.sort(key=lambda one: (one.proof.sitting_id, one.exam_room))
        for copy in range(1, COPIES + 1):
            yield File(Document.COLLECTIVE, collective(protocols, copy), copy=copy)
        yield File(Document.ROOM_PROTOCOL, RoomProtocol(), blank=True)
        yield File(Document.COLLECTIVE, Collective(), blank=True)

    def _write(self, target: Path, one: File, job: Job) -> ev.WrittenFile | None:
        job.begin(one.name)
        pdf = render(one.document, one.content)
        path = target / one.name
        write_whole(path, [pdf])
        if path.read_bytes() != pdf:
            path.unlink()
            raise PackageError(Code.IO_ERROR, f"{path}: what was read back is not what was written")
        if one.draft:
            job.settle("projekt, brakuje: " + " ".join(one.content.missing), "warning")
        else:
            (target / one.name.replace(".pdf", "-projekt.pdf")).unlink(missing_ok=True)
            job.settle("gotowy")
        if one.blank:
            return None
        return ev.WrittenFile(
            document=one.document.value,
            sha256=hashlib.sha256(pdf).hexdigest(),
            exam_room=one.exam_room,
            copy=one.copy,
            draft=one.draft,
        )

    def _events(self, sitting: OpenSitting, through: int) -> Iterator[StoredEvent]:
        after = 0
        while after < through:
            rows = asyncio.run_coroutine_threadsafe(_rows(sitting, after), self.loop).result()
            for row in rows:
                if row.seq > through:
                    return
                yield row
            after = rows[-1].seq


async def forms_of(sitting: OpenSitting) -> tuple[ProtocolForm, ...]:
    """Return what people have given for every exam room, and what they still have to give."""

    def look(state: SittingState, _now: Now) -> tuple[list[str], dict[str, str]]:
        return sorted({one.exam_room for one in state.candidates.values()}), dict(state.protocol_details)

    exam_rooms, given = await sitting.actor.call(look)
    forms = []
    for exam_room in exam_rooms:
        details = details_of(sitting, given.get(exam_room, ""))
        forms.append(ProtocolForm(exam_room=exam_room, details=details, missing=tuple(missing_details(details))))
    return tuple(forms)


def protocols_of(sitting: OpenSitting, sources: Sources) -> list[RoomProtocol]:
    """Return the protocol of every exam room in which somebody was to sit."""
    state = sources.diary.state
    return [
        room_protocol(sources, exam_room, details_of(sitting, state.protocol_details.get(exam_room, "")))
        for exam_room in sorted({one.exam_room for one in state.candidates.values()})
    ]


def details_of(sitting: OpenSitting, sealed: str) -> ProtocolDetails:
    """Open what people gave; nothing where they gave nothing."""
    return msgspec.json.decode(sitting.unsealed(sealed), type=ProtocolDetails) if sealed else ProtocolDetails()


async def _newest(sitting: OpenSitting) -> tuple[int, bytes]:
    journal = sitting.journal
    return await sitting.actor.call(lambda _state, _now: (journal.sequence, journal.head))


async def _rows(sitting: OpenSitting, after: int) -> list[StoredEvent]:
    return await sitting.actor.read_rows(after, _CHUNK)


def _plain(text: str) -> str:
    return re.sub(r"[^\w-]+", "-", text).strip("-")
