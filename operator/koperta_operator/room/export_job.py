"""Hand over: seal the journals of a closed sitting, let officials sign, write and read back copies.

The journals are read in chunks through the sitting's own thread, so an export never holds more than a
few thousand events. A copy counts only after every byte of it was read back from where it was written.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from koperta_crypto.version import VERSION
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.jobs import Job
from koperta_operator.room.journal.store import StoredEvent, event_bytes
from koperta_operator.room.library import Library
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_operator.room.rules.views import Presence
from koperta_operator.room.witnesses import hear
from koperta_packages.errors import Code, PackageError
from koperta_packages.trust import TrustDocument
from koperta_sync.bundle.draft import BundleDraft, BundleFacts
from koperta_sync.bundle.manifest import BundlePackage, Counts, TimeStatement, Witness
from koperta_sync.bundle.readback import read_back
from koperta_sync.protocol.console import BundlePrepared
from koperta_sync.protocol.refusals import Refused, RefusedError

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class _Closed:
    """Hold what the manifest says of a closed sitting, read in its thread."""

    through: int
    exports: int
    manifest_sha256: str
    closed_at_ms: int
    boots: int
    counts: Counts
    presences: tuple[Presence, ...]


@dataclass(slots=True)
class Exports:
    """Hold the drafts that are being signed, one a sitting."""

    folder: RoomFolder
    library: Library
    ledger: RoomLedger
    loop: asyncio.AbstractEventLoop
    drafts: dict[str, BundleDraft] = field(default_factory=dict)
    _through: dict[str, int] = field(default_factory=dict)
    _recorded: dict[str, str] = field(default_factory=dict)  # sitting → sha256 of the finished bundle

    def prepare(self, sitting: OpenSitting, job: Job) -> None:
        """Seal both journals and fix what is signed; runs in a job's thread."""
        trust = self.library.trust
        if trust is None:
            raise PackageError(Code.TRUST_TOO_OLD, "no trust document yet")
        job.begin("Dziennik zmiany")
        closed = asyncio.run_coroutine_threadsafe(_closed(sitting), self.loop).result()
        job.settle(f"{closed.through} zdarzeń, {closed.counts.answers} odpowiedzi")
        draft = self.drafts.get(sitting.sitting_id)
        if draft is None or self._through[sitting.sitting_id] != closed.through:
            draft = self._draft(sitting, closed, trust, job)
        # A console that was closed while people signed finds their signatures again.
        job.prepared = BundlePrepared(
            sitting_id=sitting.sitting_id,
            to_sign=draft.to_sign.hex(),
            candidates=closed.counts.sat,
            answers=closed.counts.answers,
            export_number=draft.manifest.export_number,
            signers=self.library.names_of(draft.signed_by),
        )

    def _draft(self, sitting: OpenSitting, closed: _Closed, trust: TrustDocument, job: Job) -> BundleDraft:
        """Seal a new draft in place of an older one; signatures of that one are void."""
        testimony = hear(closed.presences, self._events(sitting, closed.through, job))
        job.add(testimony.check())
        job.begin("Zapieczętowanie dla komisji")
        room = asyncio.run_coroutine_threadsafe(self.ledger.all_events(), self.loop).result()
        draft = BundleDraft.prepare(
            self.folder.exports,
            self._facts(sitting, closed, testimony.agreeing),
            (event_bytes(one.seq, one) for one in self._events(sitting, closed.through, job)),
            (event_bytes(one.seq, one) for one in room),
            trust,
        )
        try:
            draft.sign(self.library.identity.signing)
        except BaseException:
            draft.close()
            raise
        self.forget(sitting.sitting_id)
        self.drafts[sitting.sitting_id] = draft
        self._through[sitting.sitting_id] = closed.through
        job.settle("pakiet czeka na dwa podpisy")
        return draft

    def sign(self, sitting_id: str, official_id: str, signature: bytes) -> tuple[str, ...]:
        """Add an official's signature; return who has signed."""
        draft = self.drafts.get(sitting_id)
        if draft is None:
            raise RefusedError(Refused.WRONG_STATE, "the bundle has not been prepared")
        draft.add_signature(official_id, signature)
        return draft.signed_by

    def export(self, sitting: OpenSitting, folder: Path, actor: str, job: Job) -> None:
        """Write one copy and read it back; the first one is the export, all are the same bytes."""
        draft = self.drafts.get(sitting.sitting_id)
        trust = self.library.trust
        if draft is None or trust is None:
            raise RefusedError(Refused.WRONG_STATE, "the bundle has not been prepared")
        path = folder / f"{_plain(sitting.sitting_id)}-{draft.manifest.export_number}.exambundle"
        job.begin("Zapis pakietu wynikowego")
        try:
            finished = draft.finish(path)
        except PackageError as error:
            if error.code is Code.BUNDLE_THRESHOLD_NOT_MET:
                raise RefusedError(Refused.SIGNATURES_MISSING, error.detail) from error
            raise
        except OSError as error:
            raise PackageError(Code.IO_ERROR, f"{path}: {error.strerror}") from error
        job.settle(str(path))
        job.begin("Odczyt kopii bajt po bajcie")
        try:
            report = read_back(path, draft.stream_key, trust, expected_sha256=finished.sha256, progress=job.progress)
        except BaseException:
            with contextlib.suppress(OSError):  # nobody may take a copy that was not read back for one
                path.unlink()
            raise
        job.settle(f"{report.manifest.sitting.events} zdarzeń, łańcuch i podpisy zgodne")
        if self._recorded.get(sitting.sitting_id) != finished.sha256:
            made = ev.ExportMade(
                export_number=draft.manifest.export_number,
                bundle_sha256=finished.sha256,
                through=self._through[sitting.sitting_id],
                signers=draft.signed_by,
                manifest_sha256=finished.manifest_sha256,
            )
            sitting.from_thread(do.RecordExport(actor=actor, made=made))
            self._recorded[sitting.sitting_id] = finished.sha256
        sitting.from_thread(do.RecordCopy(actor=actor, bundle_sha256=finished.sha256, place=str(path)))
        job.paths = (str(path),)

    def forget(self, sitting_id: str) -> None:
        """Drop a draft, if there is one."""
        draft = self.drafts.pop(sitting_id, None)
        if draft is not None:
            draft.close()

    def _events(self, sitting: OpenSitting, through: int, job: Job) -> Iterator[StoredEvent]:
        """Read the journal in chunks through the sitting's thread."""
        after = 0
        while after < through:
            chunk = asyncio.run_coroutine_threadsafe(_read(sitting, after), self.loop).result()
            for stored in chunk:
                if stored.seq > through:
                    return
                yield stored
            after = chunk[-1].seq
            job.progress(min(after, through), through)

    def _facts(self, sitting: OpenSitting, closed: _Closed, witnesses: tuple[Witness, ...]) -> BundleFacts:
        definition, identity = sitting.names.data.sitting, self.library.identity
        return BundleFacts(
            centre_number=identity.centre_number,
            sitting_id=sitting.sitting_id,
            room_id=identity.room_id,
            session=definition.session,
            title=definition.title,
            trial=definition.trial,
            export_number=closed.exports + 1,
            supersedes=closed.manifest_sha256,
            software=f"koperta {VERSION}",
            packages=tuple(
                BundlePackage(one.package_id, one.manifest_sha256)
                for one in self.library.packages_of(sitting.sitting_id)
            ),
            witnesses=witnesses,
            counts=closed.counts,
            time=TimeStatement(closed.closed_at_ms, closed.boots),
            room_statement=bytes.fromhex(self.library.statement_hex),
            officials=self.library.signing_statements(),
        )


async def _closed(sitting: OpenSitting) -> _Closed:
    seen = await sitting.actor.presences()

    def look(state: SittingState, _now: Now) -> _Closed:
        if not state.closed:
            raise RefusedError(Refused.WRONG_STATE, "the sitting is not closed")
        people = state.candidates.values()
        counts = Counts(
            sat=sum(one.started_stretch > 0 for one in people),  # who came and never began did not sit
            absent=sum(one.absent for one in people),
            exempt=sum(one.exempt for one in people),
            answers=sum(len(one.answers) for one in people),
        )
        return _Closed(state.seq, state.exports, state.manifest_sha256, state.closed_wall_ms, state.boot, counts, seen)

    return await sitting.actor.call(look)


async def _read(sitting: OpenSitting, after: int) -> list[StoredEvent]:
    journal = sitting.journal
    return await sitting.actor.call(lambda _state, _now: list(islice(journal.read(after), _CHUNK)))


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", text)
