"""Watch over the time at one workstation: keep it on the disk, notice that the room is away or the machine slept.

What has to be told afterwards is written as an entry of the workstation itself, so it is signed, survives a restart
and arrives exactly once, like every act of the candidate.
"""

from __future__ import annotations

import asyncio
import logging

from koperta_station.delivery import Courier
from koperta_station.desk import Desk
from koperta_station.outage import Report, resumed
from koperta_station.pen import Pen
from koperta_station.seat_store import SeatStore, StoredOutage
from koperta_sync import uptime
from koperta_sync.protocol.seat import OutageKind

SLEEP_MS = 1_000
_log = logging.getLogger(__name__)


class Watch:
    """Hold what is known of lost time; everything in the session's loop."""

    def __init__(self, desk: Desk, courier: Courier, pen: Pen) -> None:
        self._desk = desk
        self._courier = courier
        self._pen = pen
        self._asleep_ms = desk.clock.asleep_ms()
        self._boot = uptime.boot_id()
        self._noted = False  # an unfinished outage lies in the journal

    async def run(self) -> None:
        """Look every moment, keep the time every few seconds, until cancelled."""
        kept_ms = self._desk.clock.mono_ms()
        while True:
            await self.look()
            if self._desk.clock.mono_ms() - kept_ms >= self._desk.pace.beat * 1_000:
                kept_ms = self._desk.clock.mono_ms()
                await self.keep()
            await asyncio.sleep(self._desk.pace.tick)

    async def look(self) -> None:
        """Notice the end of the time, the beginning of a pause, and sleep."""
        desk = self._desk
        was_paused = desk.model.paused
        desk.model.settle(desk.clock.mono_ms())
        desk.changed()
        slept, self._asleep_ms = desk.clock.asleep_ms() - self._asleep_ms, desk.clock.asleep_ms()
        if slept >= SLEEP_MS:
            _log.warning("this machine slept for %d ms", slept)
            if (report := desk.model.slept(slept, desk.clock.mono_ms())) is not None:
                await self._report(report.kind, report.ms)
        if slept >= SLEEP_MS or (desk.model.paused and not was_paused):
            await self.keep()

    async def keep(self) -> None:
        """Keep how much time was used, and how long the room has been away, so that a restart goes on from there."""
        desk, store = self._desk, self._desk.store
        mono, outage = desk.clock.mono_ms(), desk.model.outage
        if store is None or desk.model.attempt is None or store.id != desk.model.attempt.id:
            return
        await store.remember_time(desk.model.clock, mono)  # the same again is not written
        if outage is not None:
            self._noted = True
            await store.remember_outage(
                StoredOutage(
                    away_ms=outage.away_ms(mono),
                    paused_ms=outage.paused_ms(mono),
                    paused=outage.paused,
                    mono_ms=mono,
                    asleep_ms=desk.clock.asleep_ms(),
                    boot=self._boot,
                )
            )

    def adopted(self, store: SeatStore) -> None:
        """Go on with what an earlier run noted of a stretch without the room."""
        desk, kept = self._desk, store.outage()
        if kept is None:
            return
        mono, since = desk.clock.mono_ms(), desk.model.away_since_ms
        same_boot = bool(self._boot) and kept.boot == self._boot
        desk.model.outage = resumed(
            mono if since is None else since,
            mono,
            away_ms=kept.away_ms,
            paused_ms=kept.paused_ms,
            was_paused=kept.paused,
            noted_ms=kept.mono_ms - (desk.clock.asleep_ms() - kept.asleep_ms) if same_boot else None,
        )
        self._noted = True
        desk.model.settle(mono)
        if desk.welcomed.is_set():  # the room was back before the journal was open
            self.room_is_back()

    def room_is_back(self) -> None:
        """End the stretch without the room and tell of it, then say hello with the first beat."""
        report = self._desk.model.room_is_back(self._desk.clock.mono_ms())
        self._desk.spawn(self._tell(report))

    async def _tell(self, report: Report | None) -> None:
        store = self._desk.store
        if report is not None:
            _log.info("the room was away: %s for %d ms", report.kind, report.ms)
            await self._report(report.kind, report.ms)
        if self._noted and store is not None and self._desk.store is store:
            self._noted = False
            await store.remember_outage(None)
        await self._courier.beat_once()

    async def _report(self, kind: OutageKind, ms: int) -> None:
        if await self._pen.report(kind, str(ms)) is None:
            self._desk.model.report_cseq = None  # the candidate has gone meanwhile
