"""Rebuild a room: read every source, merge, lay out a folder, begin a new term, take what only copies know.

Time stands still meanwhile: a rebuild costs no candidate a second, however long it takes. Whatever fails before the
end leaves the new folder empty, and the sources are only read.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.kdf import derive
from koperta_crypto.sealing import seal
from koperta_crypto.signing import SigningKey
from koperta_operator.room.backup import restore
from koperta_operator.room.capsules import Taken
from koperta_operator.room.clock import RoomClock
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.jobs import Job
from koperta_operator.room.mirror import reading
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.rebuild import sheet as sheets
from koperta_operator.room.rebuild.gathering import gather_files, merged_journals, write_journals
from koperta_operator.room.rebuild.merge import Merged, highest_term
from koperta_operator.room.rebuild.reporting import Report, used, witness_lines
from koperta_operator.room.rebuild.salvage import salvage_capsules, salvage_fork, salvage_machines
from koperta_operator.room.rebuild.signing import Answering, answering
from koperta_operator.room.rebuild.sources import Source, read_sources
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.events import Rebuilt, TermBegan
from koperta_operator.room.rules.moments import ROOM, Now
from koperta_operator.room.service import Room
from koperta_operator.room.settings import Settings, write_settings
from koperta_operator.room.unlock_job import unlock_sitting
from koperta_packages.errors import Code, PackageError
from koperta_packages.grant import journal_key
from koperta_packages.identity import RoomIdentity
from koperta_packages.unlocking import unlock
from koperta_sync.capsule import Capsule, CapsuleError
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import EntryKind

SHEET_TEXT, SHEET_JSON = "rebuild-sheet.txt", "rebuild-sheet.json"


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """Hold what a rebuild is asked to do; secrets included, so it has no repr."""

    folder: Path
    backup: bytes
    backup_passphrase: str
    sources: Sequence[Path]
    files: Sequence[Path] = ()
    passphrases: Sequence[str] = ()  # of sittings, to open capsules
    officials: Sequence[SigningKey] = ()
    reason: str = ""
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what came of it."""

    identity: RoomIdentity
    term: int
    sheet: sheets.Sheet


class StillClock(RoomClock):
    """Be clocks that stand: the monotonic one keeps the moment it was made at."""

    def __init__(self) -> None:
        self._began = super().read(0)

    def read(self, boot: int) -> Now:
        """Return that moment, with the wall clock of now."""
        now = super().read(boot)
        return Now(boot, self._began.mono_ms, now.wall_ms, self._began.asleep_ms)


Tell = Callable[[str], None]


async def rebuild(order: Order, tell: Tell) -> Outcome:
    """Rebuild a room into an empty folder. Raises PackageError, JournalError, OSError; the folder is empty then."""
    if order.folder.exists() and any(order.folder.iterdir()):
        raise PackageError(Code.ALREADY_THERE, f"{order.folder} is not empty; rebuild into an empty folder")
    try:
        return await _Rebuilding(order, tell).run()
    except BaseException:
        for one in order.folder.iterdir() if order.folder.is_dir() else ():
            shutil.rmtree(one, ignore_errors=True) if one.is_dir() else one.unlink(missing_ok=True)
        raise


class _Rebuilding:
    """Hold one rebuild under way."""

    def __init__(self, order: Order, tell: Tell) -> None:
        self._order = order
        self._tell = tell
        self._folder = RoomFolder(order.folder)
        self._sources: list[Source] = []
        self._merged: dict[str, Merged] = {}
        self._lines: list[sheets.Line] = []
        self._taken: dict[str, Taken] = {}

    async def run(self) -> Outcome:
        order = self._order
        identity = restore(self._folder, order.backup, order.backup_passphrase)
        write_settings(self._folder.settings, order.settings)
        self._tell(f"Identity of room {identity.label} ({identity.room_id}) is back.")
        await asyncio.to_thread(self._read, identity)
        await asyncio.to_thread(write_journals, self._folder, identity, self._merged)
        await asyncio.to_thread(gather_files, self._folder, self._sources, order.files, self._merged)
        room = Room(self._folder, order.settings, lambda: (), clock=StillClock())
        try:
            await room.open()
            await self._import(room)
            term = self._term()
            hashes = [one.sha256 for one in self._sources]
            answer = answering(order.officials, order.reason, room.library, identity.room_id, term, hashes)
            await room.terms.begin(_began(identity, term, answer))
            await self._salvage(room)
            report = Report(self._sources, self._merged, self._taken, self._lines)
            sheet = await report.sheet(room, term)
            await self._record(room, identity, answer, len(sheet.discrepancies))
        finally:
            await room.stop()
        (self._folder.root / SHEET_TEXT).write_text(sheets.as_text(sheet), "utf-8")
        (self._folder.root / SHEET_JSON).write_bytes(sheets.as_json(sheet))
        return Outcome(identity, term, sheet)

    # ---- reading ----------------------------------------------------------------------------------

    def _read(self, identity: RoomIdentity) -> None:
        found: dict[str, Source] = {}
        for path in self._order.sources:
            for source in read_sources(path, identity):
                found.setdefault(source.sha256, source)
        self._sources = sorted(found.values(), key=lambda one: (one.kind, one.sha256))
        self._merged = merged_journals(self._sources)
        self._lines += sheets.merge_lines(self._sources, self._merged)
        if not self._merged and not any(one.capsules for one in self._sources):
            troubles = "; ".join(trouble for one in self._sources for trouble in one.troubles)
            raise PackageError(Code.REBUILD_NOTHING_FOUND, troubles or "no source holds anything of this room")
        for one in self._sources:
            held = ", ".join(f"{strand.journal} {len(strand.rows)}" for strand in one.strands) or "no journal"
            self._tell(f"{one.kind} {one.place}: {held}, {len(one.capsules)} capsules")

    async def _import(self, room: Room) -> None:
        """Import the board's files that were given and are not here: there may have been no journal to name them."""
        new = [path for path in self._order.files if path.is_file()]
        if new and not all(room.library.ready(one) for one in self._sittings(room)):
            job = Job(0, "import", "", lambda _progress: None)
            await room.took(await asyncio.to_thread(room.library.take, new, job), ROOM)
        for sitting_id in self._sittings(room):
            if sitting_id not in room.sittings:
                raise PackageError(Code.REBUILD_FILES_MISSING, f"the files of the sitting {sitting_id}")

    def _sittings(self, room: Room) -> list[str]:
        named = {capsule.header.sitting_id for one in self._sources for capsule in one.capsules}
        return sorted({*room.sittings, *self._merged, *named} - {reading.ROOM_JOURNAL})

    def _term(self) -> int:
        terms = [capsule.header.term for one in self._sources for capsule in one.capsules]
        terms += [highest_term(strand.rows) for one in self._sources for strand in one.strands]
        return max([1, *terms]) + 1

    # ---- what only copies know --------------------------------------------------------------------

    async def _salvage(self, room: Room) -> None:
        own = self._merged.get(reading.ROOM_JOURNAL)
        rows = [one.rows for journal, one in self._merged.items() if journal != reading.ROOM_JOURNAL]
        await salvage_machines(room, own.forks if own is not None else (), rows)
        for sitting_id, sitting in sorted(room.sittings.items()):
            merged = self._merged.get(sitting_id)
            for fork in merged.forks if merged is not None else ():
                shared = merged.rows[: fork.shared] if merged is not None else ()
                self._lines += await salvage_fork(sitting, shared, fork, ROOM)
            await self._capsules(room, sitting)

    async def _capsules(self, room: Room, sitting: OpenSitting) -> None:
        mine = {
            capsule.sha256: capsule
            for one in self._sources
            for capsule in one.capsules
            if capsule.header.sitting_id == sitting.sitting_id
        }
        if not mine:
            return
        key = await self._key(room, sitting)
        if key is None:
            self._tell(f"{len(mine)} capsules of {sitting.sitting_id} wait: import them after the unlock.")
        else:
            await self._started(sitting, list(mine.values()), key)
        lines, taken = await salvage_capsules(room, sitting, list(mine.values()), key, ROOM)
        self._lines += lines
        self._taken |= taken
        self._lines += witness_lines(self._merged.get(sitting.sitting_id), taken.values())

    async def _key(self, room: Room, sitting: OpenSitting) -> ExchangeKey | None:
        """Unlock the sitting with whichever passphrase is its own; a closed one only gives its key."""
        closed = await sitting.actor.call(lambda state, _now: state.closed)
        for passphrase in self._order.passphrases:
            with contextlib.suppress(PackageError):
                if closed:
                    return await asyncio.to_thread(_closed_key, room, sitting, passphrase)
                job = Job(0, "unlock", sitting.sitting_id, lambda _progress: None)
                await asyncio.to_thread(unlock_sitting, sitting, room.library, passphrase, ROOM, job)
                return sitting.journal_key
        return None

    async def _started(self, sitting: OpenSitting, capsules: Sequence[Capsule], key: ExchangeKey) -> None:
        """Start a sitting whose start nobody remembers but workstations on which somebody has begun."""
        started = await sitting.actor.call(lambda state, _now: state.started)
        if started or not any(_begun(capsule, key) for capsule in capsules):
            return
        try:
            await sitting.actor.submit(do.StartSitting(actor=ROOM))
        except RefusedError as error:
            self._lines.append(sheets.Line(sitting.sitting_id, error.refusal.sentence))

    # ---- the end ----------------------------------------------------------------------------------

    async def _record(self, room: Room, identity: RoomIdentity, answer: Answering, count: int) -> None:
        for journal in (*sorted(room.sittings), reading.ROOM_JOURNAL):
            merged = self._merged.get(journal)
            event = Rebuilt(
                sources=tuple(used(one, journal) for one in self._sources),
                chosen=merged.chosen if merged is not None else "",
                discrepancies=count,
                officials=answer.officials,
                signatures=answer.signatures,
                sealed_reason=_sealed(identity, answer.reason),
            )
            if journal == reading.ROOM_JOURNAL:
                await room.ledger.record(event)
            else:
                await room.sittings[journal].actor.submit(do.RecordRebuild(rebuilt=event))


def _began(identity: RoomIdentity, term: int, answer: Answering) -> TermBegan:
    return TermBegan(
        term=term, how="rebuild", sealed_reason=_sealed(identity, answer.reason), officials=answer.officials
    )


def _sealed(identity: RoomIdentity, text: str) -> str:
    key = derive(identity.signing.seed(), "koperta/room-text/1")
    return seal(key, text.encode(), b"koperta/room-text/1").hex() if text else ""


def _closed_key(room: Room, sitting: OpenSitting, passphrase: str) -> ExchangeKey:
    grant = room.library.grants[sitting.sitting_id]
    packages = room.library.packages_of(sitting.sitting_id)
    return journal_key(unlock(passphrase, grant, packages, room.identity).centre_secret)


def _begun(capsule: Capsule, key: ExchangeKey) -> bool:
    try:
        return any(entry.kind is EntryKind.START for entry in capsule.open(key).entries)
    except CapsuleError:  # said when it is taken
        return False
