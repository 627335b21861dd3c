"""Write entries: number them, sign them, sync them to this disk, and only then let them be sent."""

from __future__ import annotations

import asyncio
import secrets

from koperta_crypto.signing import SigningKey
from koperta_station.attempt import Attempt
from koperta_station.delivery import Courier
from koperta_station.desk import Desk
from koperta_station.seat_store import SeatStore
from koperta_station.state import Screen
from koperta_sync.entries import sign_entry
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import Entry, EntryKind


class Pen:
    """Hold the key of one workstation and write with it, one entry at a time."""

    def __init__(self, desk: Desk, courier: Courier, key: SigningKey) -> None:
        self._desk = desk
        self._courier = courier
        self._key = key
        self._boot = secrets.token_hex(8)
        self._acting = asyncio.Lock()

    async def act(self, kind: EntryKind, item: str = "", value: str = "") -> None:
        """Write an act of the candidate; returns when it is on the disk. RefusedError when this is not its time."""
        # To the end even when the caller gives up: what is half written has to be known.
        await asyncio.shield(asyncio.ensure_future(self._act(kind, item, value)))

    async def report(self, item: str, value: str) -> Entry | None:
        """Write what this workstation itself has to say; None when there is nobody to say it of any more."""
        async with self._acting:
            attempt, store = self._desk.model.attempt, self._desk.store
            if attempt is None or store is None or store.id != attempt.id:
                return None
            return await self._write(attempt, store, EntryKind.OUTAGE, item, value)

    async def _act(self, kind: EntryKind, item: str, value: str) -> None:
        async with self._acting:
            attempt, store = self._permitted(kind)
            self._desk.model.refusal = None
            await self._write(attempt, store, kind, item, value)
        if kind is EntryKind.FINISH:
            await store.mark_over(True)

    async def _write(self, attempt: Attempt, store: SeatStore, kind: EntryKind, item: str, value: str) -> Entry:
        model, mono = self._desk.model, self._desk.clock.mono_ms()
        entry = sign_entry(
            self._key,
            attempt.id.sitting_id,
            attempt.id.candidate_id,
            attempt.id.epoch,
            cseq=attempt.next_cseq,
            kind=kind,
            worked_ms=model.clock.worked_at(mono),
            mono_ms=mono,
            boot=self._boot,
            item=item,
            value=value,
        )
        attempt.add(entry)
        if kind is EntryKind.OUTAGE:
            model.report_cseq = entry.cseq
        model.writing += 1
        model.settle(mono)
        self._desk.changed()
        try:
            stored = await store.append(entry)
        finally:
            model.writing -= 1
        attempt.written_through = entry.cseq
        if self._desk.store is store:
            model.storage_failed = not stored
        self._desk.changed()
        self._courier.wake()
        return entry

    def _permitted(self, kind: EntryKind) -> tuple[Attempt, SeatStore]:
        model, store = self._desk.model, self._desk.store
        screen = model.screen(self._desk.clock.mono_ms())
        attempt = model.attempt
        if attempt is None or store is None or store.id != attempt.id:
            raise self._desk.refused(Refused.NO_CANDIDATE)
        if kind is EntryKind.START and screen is not Screen.READY:
            raise self._desk.refused(Refused.NOT_STARTED, f"the screen is {screen}")
        if kind is not EntryKind.START and screen is not Screen.SOLVING:
            raise self._desk.refused(Refused.ENTRY_NOT_ALLOWED, f"the screen is {screen}")
        return attempt, store
