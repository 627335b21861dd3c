"""Deliver entries to the room, in order, in batches, until each is acknowledged."""

from __future__ import annotations

import asyncio
import logging

from koperta_station.attempt import Attempt
from koperta_station.desk import Desk
from koperta_station.pace import pause_after
from koperta_station.seat_model import lease_of
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import Phase
from koperta_sync.protocol.workstation import Beat, Beaten, Deliver, Delivered
from koperta_sync.transport import RoomAwayError

_log = logging.getLogger(__name__)


class Courier:
    """Carry what the candidate did to the room, and what the room counts back."""

    def __init__(self, desk: Desk) -> None:
        self.focus_losses = 0
        self._desk = desk
        self._wake = asyncio.Event()
        self._left: list[Attempt] = []  # of leases that have ended: offered once, the room keeps them as late

    def wake(self) -> None:
        """Look again whether there is something to deliver."""
        self._wake.set()

    def leave(self, attempt: Attempt) -> None:
        """Offer what is left of an attempt whose lease this workstation has lost."""
        if attempt.undelivered():
            self._left.append(attempt)
            self.wake()

    async def run(self) -> None:
        """Deliver until cancelled."""
        while True:
            await self._wake.wait()
            await self._desk.welcomed.wait()
            self._wake.clear()
            await self._offer_what_was_left()
            await self._deliver()

    async def beat(self) -> None:
        """Tell the room every few seconds that this workstation is alive."""
        while True:
            await self._desk.welcomed.wait()
            await self.beat_once()
            await asyncio.sleep(self._desk.pace.beat)

    async def beat_once(self) -> None:
        """Send one beat and take over the room's clock."""
        desk = self._desk
        mono = desk.clock.mono_ms()
        attempt = desk.model.attempt
        if attempt is None and desk.model.view is not None and lease_of(desk.model.view) is not None:
            return  # what this workstation did lies in a journal that is not open yet: nothing can be said of it
        sequence, head = attempt.witness if attempt is not None else (0, "")
        beat = Beat(
            worked_ms=desk.model.clock.worked_at(mono) if attempt is not None else 0,
            undelivered=attempt.undelivered() + (desk.model.report_cseq == 0) if attempt is not None else 0,
            focus_losses=self.focus_losses,
            witness_sequence=sequence,
            witness_head=head,
            keeps_files=not desk.model.storage_failed,
        )
        pushes = desk.pushes
        try:
            beaten = await desk.request(beat, Beaten)
        except (RoomAwayError, RefusedError) as error:
            _log.debug("no answer to a beat: %s", error)
        else:
            desk.model.take_wall(beaten.wall_ms, desk.clock.mono_ms())
            if desk.pushes == pushes and desk.model.attempt is attempt and not desk.model.reporting:
                desk.model.catching_up = False
                desk.model.take_clock(beaten.clock, desk.clock.mono_ms())
            desk.changed()

    async def _deliver(self) -> None:
        desk = self._desk
        while (attempt := desk.model.attempt) is not None and attempt.batch():
            pushes = desk.pushes
            try:
                reply = await desk.request(self._message(attempt), Delivered)
            except RoomAwayError:
                await asyncio.sleep(desk.pace.retry)
                await desk.welcomed.wait()
            except RefusedError as error:
                if not await self._refused(attempt, error):
                    return
            else:
                await self._acknowledged(attempt, reply, news=desk.pushes == pushes)

    async def _acknowledged(self, attempt: Attempt, reply: Delivered, *, news: bool) -> None:
        desk = self._desk
        attempt.acknowledged(reply.through, reply.sequence, reply.head)
        if desk.model.attempt is not attempt:
            return
        if desk.model.refusal_of_entries:
            desk.model.refusal, desk.model.refusal_of_entries = None, False
        mono = desk.clock.mono_ms()
        desk.model.catching_up = desk.model.reporting
        if news:
            desk.model.take_phase(reply.phase, mono)
            if not desk.model.reporting:
                desk.model.take_clock(reply.clock, mono)
        store = desk.store
        desk.changed()
        if store is not None:
            await store.acknowledge(reply.through, reply.sequence, reply.head)
        if reply.phase in (Phase.FINISHED, Phase.EXPIRED) and not attempt.undelivered():
            await self.beat_once()  # the room is to know this witness before it seals the bundle

    async def _refused(self, attempt: Attempt, error: RefusedError) -> bool:
        """Return whether to go on delivering this attempt."""
        desk = self._desk
        if error.code is Refused.EPOCH_OVER:
            return False
        if error.code is Refused.ENTRY_GAP:
            # The room has less than it once said, after an older backup for example: from its own word on.
            through = error.refusal.facts.get("through", 0)
            attempt.missing_from(through + 1 if isinstance(through, int) else 1)
        elif error.code not in (Refused.BUSY, Refused.SUPERSEDED):
            _log.error("the room refuses entries: %s", error)
            desk.model.refusal, desk.model.refusal_of_entries = error.refusal, True
            desk.changed()
        await asyncio.sleep(pause_after(error, desk.pace))
        await desk.welcomed.wait()
        return desk.model.attempt is attempt

    async def _offer_what_was_left(self) -> None:
        while self._left:
            attempt = self._left[0]
            before = attempt.delivered_through
            try:
                through: object = (await self._desk.request(self._message(attempt), Delivered)).through
            except RoomAwayError:
                self._wake.set()
                await asyncio.sleep(self._desk.pace.retry)
                return
            except RefusedError as error:
                _log.info("late entries: %s", error)
                through = error.refusal.facts.get("through")
            if isinstance(through, int) and through > before:
                attempt.delivered_through = through
            if attempt.delivered_through == before or not attempt.batch():
                self._left.pop(0)

    def _message(self, attempt: Attempt) -> Deliver:
        mono = self._desk.clock.mono_ms()
        ours = self._desk.model.attempt is attempt
        return Deliver(
            sitting_id=attempt.id.sitting_id,
            candidate_id=attempt.id.candidate_id,
            epoch=attempt.id.epoch,
            entries=attempt.batch(),
            sent_mono_ms=mono,
            worked_ms=self._desk.model.clock.worked_at(mono) if ours else attempt.worked_ms(),
        )
