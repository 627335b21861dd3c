"""Keep one lease on this workstation's disk, without ever making the event loop wait for the disk.

The files are those of `koperta_sync.kiosk_journal`. When the disk refuses to write, the exam goes on: what
cannot be stored stays in memory, is sent to the room at once, and `failed` lets the window say so.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from koperta_station.attempt import AttemptId
from koperta_station.countdown import WorkClock
from koperta_sync import kiosk_journal
from koperta_sync.journal_keys import Scope
from koperta_sync.kiosk_journal import JournalError, JournalHeader, KioskJournal
from koperta_sync.protocol.seat import Credit, Entry, SeatView
from koperta_sync.sealed_log import LogError

_VIEW = "view"
_TIME = "time"
_OUTAGE = "outage"
_OVER = "over"
_log = logging.getLogger(__name__)
T = TypeVar("T")


class StoredTime(msgspec.Struct, frozen=True, kw_only=True):
    """Hold a candidate's time as it stood at one moment; milliseconds."""

    worked_ms: int
    remaining_ms: int | None
    entitled_ms: int
    credits: tuple[Credit, ...] = ()


class StoredOutage(msgspec.Struct, frozen=True, kw_only=True):
    """Hold a stretch without the room as it stood at one moment; milliseconds, `boot` names the machine's start."""

    away_ms: int
    paused_ms: int
    paused: bool
    mono_ms: int
    asleep_ms: int
    boot: str


class SeatStore:
    """Hold the open journal of one lease, or only memory when there is none."""

    def __init__(self, attempt_id: AttemptId, journal: KioskJournal | None) -> None:
        self.id = attempt_id
        self.failed = journal is None
        self._journal = journal
        self._lock = asyncio.Lock()
        self._kept: dict[str, bytes] = {}  # what the disk did not take

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the entries read when the journal was opened, and those written since."""
        return self._journal.entries if self._journal is not None else ()

    @property
    def acknowledged(self) -> int:
        """Return the highest number the room is known to hold."""
        return self._journal.acknowledged if self._journal is not None else 0

    @property
    def witness(self) -> tuple[int, str]:
        """Return place and head of the room's journal at the last acknowledgement kept here."""
        heads = self._journal.heads if self._journal is not None else ()
        return (heads[-1].sequence, heads[-1].head) if heads else (0, "")

    def view(self) -> SeatView | None:
        """Return the last view that was kept; None when there is none or it is from another version."""
        return _decoded(self._journal.recall(_VIEW) if self._journal is not None else None, SeatView)

    def time(self) -> StoredTime | None:
        """Return the last time that was kept."""
        return _decoded(self._journal.recall(_TIME) if self._journal is not None else None, StoredTime)

    async def append(self, entry: Entry) -> bool:
        """Write an entry; True once it is on the disk, False when it can only be held in memory."""
        return await self._write(lambda journal: journal.append(entry))

    async def acknowledge(self, through: int, sequence: int, head: str) -> None:
        """Keep an acknowledgement: this workstation is a witness of the room's journal."""

        def write(journal: KioskJournal) -> None:
            journal.acknowledge(min(through, journal.next_cseq - 1), sequence, head)

        await self._write(write)

    async def remember_view(self, view: SeatView) -> None:
        """Keep what is needed to go on without the room; sealed like everything here."""
        await self._write(lambda journal: journal.remember(_VIEW, msgspec.json.encode(view)))

    async def remember_time(self, clock: WorkClock, mono_ms: int) -> None:
        """Keep how much time was used, so that a restart goes on from there."""
        time = StoredTime(
            worked_ms=clock.worked_at(mono_ms),
            remaining_ms=clock.remaining_at(mono_ms),
            entitled_ms=clock.entitled_ms,
            credits=clock.credits,
        )
        await self._write(lambda journal: journal.remember(_TIME, msgspec.json.encode(time)))

    def outage(self) -> StoredOutage | None:
        """Return a stretch without the room that an earlier run has not reported yet."""
        data = self._journal.recall(_OUTAGE) if self._journal is not None else None
        return _decoded(data, StoredOutage) if data else None

    async def remember_outage(self, outage: StoredOutage | None) -> None:
        """Keep how long the room has been away, or that it is back and was told."""
        data = b"" if outage is None else msgspec.json.encode(outage)
        await self._write(lambda journal: journal.remember(_OUTAGE, data) if data or journal.recall(_OUTAGE) else None)

    async def store_form(self, sealed: bytes) -> None:
        """Keep the sealed form."""
        await self._keep("form", sealed, lambda journal: journal.store_form(sealed))

    async def load_form(self) -> bytes | None:
        """Return the sealed form, or None."""
        return await self._load("form", lambda journal: journal.load_form())

    async def store_picture(self, package_id: str, segment_id: str, sealed: bytes) -> None:
        """Keep a sealed picture."""
        name = f"{package_id}/{segment_id}"
        await self._keep(name, sealed, lambda journal: journal.store_picture(package_id, segment_id, sealed))

    async def load_picture(self, package_id: str, segment_id: str) -> bytes | None:
        """Return a sealed picture, or None."""
        name = f"{package_id}/{segment_id}"
        return await self._load(name, lambda journal: journal.load_picture(package_id, segment_id))

    async def mark_over(self, over: bool) -> None:
        """Note in clear whether anybody could go on here; nobody is asked for a card when not."""
        if self._journal is None:
            return
        path = self._journal.folder / _OVER
        with contextlib.suppress(OSError):
            await asyncio.to_thread(path.touch if over else lambda: path.unlink(missing_ok=True))

    async def records_with(self, entries: Iterable[Entry]) -> dict[Path, bytes]:
        """Return this lease's records and the entries its disk did not take, by its folder; empty without a journal."""
        journal, kept = self._journal, tuple(entries)
        if journal is None:
            return {}
        return {journal.folder: await self._alone(lambda: journal.records_with(kept))}

    async def close(self) -> None:
        """Close the files."""
        journal = self._journal
        if journal is not None:
            await self._alone(journal.close)

    async def _write(self, write: Callable[[KioskJournal], None]) -> bool:
        journal = self._journal
        if journal is None or self.failed:
            return False
        try:
            await self._alone(lambda: write(journal))
        except (OSError, LogError, JournalError) as error:
            _log.error("this workstation's journal cannot be written: %s", error)
            self.failed = True
        return not self.failed

    async def _keep(self, name: str, data: bytes, write: Callable[[KioskJournal], None]) -> None:
        journal = self._journal
        if journal is not None:
            try:
                await self._alone(lambda: write(journal))
            except OSError as error:
                _log.error("%s cannot be stored: %s", name, error)
            else:
                return
        self._kept[name] = data

    async def _load(self, name: str, read: Callable[[KioskJournal], bytes | None]) -> bytes | None:
        journal = self._journal
        if name in self._kept or journal is None:
            return self._kept.get(name)
        try:
            return await asyncio.to_thread(read, journal)
        except OSError as error:
            _log.error("%s cannot be read: %s", name, error)
            return None

    async def _alone(self, work: Callable[[], T]) -> T:
        """Run in a thread, one at a time, and to the end even if nobody waits for it any more."""

        async def run() -> T:
            async with self._lock:
                return await asyncio.to_thread(work)

        return await asyncio.shield(asyncio.ensure_future(run()))


class SealedSeat:
    """Stand for a lease that is stored here and not open yet."""

    def __init__(self, folder: Path, header: JournalHeader) -> None:
        self.id = AttemptId(header.sitting_id, header.candidate_id, header.epoch)
        self.wrapped = header.room_wrap
        self._folder = folder

    async def open_with_card(self, secret: str) -> SeatStore:
        """Open by the card's secret; AuthenticationError for another card, JournalError, OSError."""
        return SeatStore(self.id, await asyncio.to_thread(kiosk_journal.open_with_card, self._folder, secret))

    async def open_with_key(self, key: bytes) -> SeatStore:
        """Open by the key the room handed back; JournalError, CryptoError, OSError."""
        return SeatStore(self.id, await asyncio.to_thread(kiosk_journal.open_with_key, self._folder, key))


async def create(root: Path, attempt_id: AttemptId, journal_public: bytes, secret: str) -> SeatStore:
    """Make the store of a new lease; in memory only when the disk does not take it."""
    scope = Scope(attempt_id.sitting_id, attempt_id.candidate_id, attempt_id.epoch)

    def make() -> KioskJournal:
        key, salt = secrets.token_bytes(32), secrets.token_bytes(16)
        return KioskJournal.create(root, scope, key=key, journal_public=journal_public, card_secret=secret, salt=salt)

    try:
        return SeatStore(attempt_id, await asyncio.to_thread(make))
    except OSError as error:
        _log.error("this workstation cannot store anything: %s", error)
        return SeatStore(attempt_id, None)


def stored(root: Path, attempt_id: AttemptId) -> SealedSeat | None:
    """Return what is stored of a lease."""
    return next((seat for seat in _seats(root) if seat.id == attempt_id), None)


def unfinished(root: Path) -> SealedSeat | None:
    """Return the newest stored lease, unless it is known to be over."""
    for folder, header in kiosk_journal.journals_in(root):
        return None if (folder / _OVER).exists() else SealedSeat(folder, header)
    return None


def _seats(root: Path) -> list[SealedSeat]:
    return [SealedSeat(folder, header) for folder, header in kiosk_journal.journals_in(root)]


def _decoded(data: bytes | None, kind: type[T]) -> T | None:
    if data is None:
        return None
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError as error:
        _log.warning("a note of another version is left out: %s", error)
        return None
