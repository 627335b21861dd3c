"""Be the workstation of the scripted world: the real model of a seat, notes that survive, a link that may break."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import cast

from koperta_crypto.signing import SigningKey
from koperta_operator.room.rules import commands as do
from koperta_packages.public import FormContent
from koperta_station.attempt import Attempt, AttemptId
from koperta_station.countdown import WorkClock
from koperta_station.outage import resumed
from koperta_station.seat_model import SeatModel
from koperta_station.seat_store import StoredOutage, StoredTime
from koperta_station.state import LinkState, Screen
from koperta_sync.entries import sign_entry
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import Entry, EntryKind, SeatView
from koperta_sync.protocol.workstation import Beaten, Delivered
from tests.faults.time_world import FINGERPRINT, HALF_OPEN_MS, RoomMachine, presence
from tests.test_operator.room_fixture import SITTING

BEAT_MS = 5_000
LEASE = AttemptId(SITTING, "k1", 1)


@dataclass
class Disk:
    """Hold what survives the program: synced entries and the newest notes."""

    entries: list[Entry] = field(default_factory=list)
    through: int = 0
    time: StoredTime | None = None
    outage: StoredOutage | None = None
    view: SeatView | None = None


@dataclass
class KioskMachine:
    """Hold one workstation: its clocks as they follow from true time, its disk, the program when it runs."""

    room: RoomMachine
    key: SigningKey = field(default_factory=lambda: SigningKey.from_seed(hashlib.sha256(b"scripts").digest()))
    disk: Disk = field(default_factory=Disk)
    true_ms: int = 0
    mono_base_ms: int = -500_000
    asleep_ms: int = 0
    slept_ms: int = 0  # of the present sleep
    seen_asleep_ms: int = 0
    boot: str = "boot-1"
    asleep: bool = False
    model: SeatModel | None = None
    connected: bool = False  # the program believes so
    deaf_ms: int = 0
    beat_due_ms: int = 0

    @property
    def mono_ms(self) -> int:
        """Return the monotonic clock: it stands while the machine sleeps."""
        return self.true_ms - self.mono_base_ms - self.asleep_ms

    @property
    def running(self) -> bool:
        """Say whether the program does anything."""
        return self.model is not None and not self.asleep

    @property
    def screen(self) -> Screen | None:
        """Return what the candidate sees; None: nothing."""
        return self.model.screen(self.mono_ms) if self.model is not None and not self.asleep else None

    def start(self, *, cut: bool) -> None:
        """Start the program; the candidate's card, or the room, opens what is stored at once."""
        self.model = SeatModel(0)
        self.connected, self.deaf_ms, self.beat_due_ms = False, 0, self.mono_ms
        self.seen_asleep_ms = self.asleep_ms
        self._go_away()
        if self.disk.view is not None:
            self.model.take_stored_view(self.disk.view)
        if not cut and self.room.running:
            self._connect(adopting=True)
        else:
            self._adopt()

    def kill(self) -> None:
        """End the program; its connection ends with it."""
        self.model, self.connected = None, False

    def pass_ms(self, ms: int, *, cut: bool) -> None:
        """Let true time pass, at most a second."""
        self.true_ms += ms
        if self.asleep:
            self.asleep_ms += ms
            self.slept_ms += ms
        if self.model is None or self.asleep:
            return
        reachable = self.room.running and not cut
        self.deaf_ms = 0 if reachable else self.deaf_ms + ms
        dropped = reachable and not self.room.connected  # the room has closed it, and that is heard at once
        if self.connected and (dropped or self.room.sitting is None or self.deaf_ms >= HALF_OPEN_MS):
            self._go_away()
        self._look()
        if reachable and not self.connected:
            self._connect(adopting=False)
        elif self.connected and reachable:
            self._take_pushes()
        if self.mono_ms >= self.beat_due_ms:
            self.beat_due_ms = self.mono_ms + BEAT_MS
            self._keep()
            if self.connected and reachable:
                self._deliver()
                self._beat()

    def wake(self) -> None:
        """Let the machine wake up; a connection that slept too long is dead."""
        self.asleep = False
        if self.slept_ms >= HALF_OPEN_MS and self.connected:
            self._go_away()
        self.slept_ms = 0
        self._look()

    def hear(self) -> None:
        """Take what the room has just pushed, if the connection lives."""
        if self.connected and self.room.connected:
            self._take_pushes()

    def act(self, kind: EntryKind, item: str = "", value: str = "") -> None:
        """Write an entry and send what can be sent."""
        model = self._up()
        attempt = self._attempt()
        entry = sign_entry(
            self.key, SITTING, "k1", 1, cseq=attempt.next_cseq, kind=kind, item=item, value=value,
            worked_ms=model.clock.worked_at(self.mono_ms), mono_ms=self.mono_ms, boot=self.boot,
        )  # fmt: skip
        attempt.add(entry)
        if kind is EntryKind.OUTAGE:
            model.report_cseq = entry.cseq
        attempt.written_through = entry.cseq
        self.disk.entries.append(entry)
        model.settle(self.mono_ms)
        if self.connected and self.room.running and self.room.connected and self.deaf_ms == 0:
            self._deliver()

    # ---- inside ---------------------------------------------------------------------------------

    def _up(self) -> SeatModel:
        if self.model is None:
            raise RuntimeError("the workstation is down")
        return self.model

    def _attempt(self) -> Attempt:
        attempt = self._up().attempt
        if attempt is None:
            raise RuntimeError("nobody sits here")
        return attempt

    def _go_away(self) -> None:
        model = self._up()
        self.connected, model.link = False, LinkState.AWAY
        if model.away_since_ms is None:
            model.away_since_ms = self.mono_ms

    def _look(self) -> None:
        model = self._up()
        was_paused = model.paused
        model.settle(self.mono_ms)
        slept, self.seen_asleep_ms = self.asleep_ms - self.seen_asleep_ms, self.asleep_ms
        if slept >= 1_000 and (report := model.slept(slept, self.mono_ms)) is not None:
            self.act(EntryKind.OUTAGE, report.kind, str(report.ms))
        if slept >= 1_000 or (model.paused and not was_paused):
            self._keep()

    def _keep(self) -> None:
        model, mono = self._up(), self.mono_ms
        if model.attempt is None:
            return
        clock, outage = model.clock, model.outage
        self.disk.time = StoredTime(
            worked_ms=clock.worked_at(mono), remaining_ms=clock.remaining_at(mono), entitled_ms=clock.entitled_ms
        )
        if outage is not None:
            self.disk.outage = StoredOutage(
                away_ms=outage.away_ms(mono), paused_ms=outage.paused_ms(mono), paused=outage.paused,
                mono_ms=mono, asleep_ms=self.asleep_ms, boot=self.boot,
            )  # fmt: skip

    def _adopt(self) -> None:
        model, disk, mono = self._up(), self.disk, self.mono_ms
        attempt = Attempt(LEASE)
        attempt.loaded(disk.entries, disk.through)
        if disk.view is not None and disk.view.resume is not None:
            attempt.resume = disk.view.resume
        clock, time = WorkClock(mono), disk.time
        if time is not None:
            clock = WorkClock(mono, time.worked_ms, time.remaining_ms, time.entitled_ms)
        model.take_attempt(attempt, clock.caught_up(attempt.worked_ms()), mono)
        model.form = cast("FormContent", object())
        if disk.outage is not None:
            since = mono if model.away_since_ms is None else model.away_since_ms
            kept = disk.outage
            model.outage = resumed(
                since, mono, away_ms=kept.away_ms, paused_ms=kept.paused_ms, was_paused=kept.paused,
                noted_ms=kept.mono_ms - (self.asleep_ms - kept.asleep_ms) if kept.boot == self.boot else None,
            )  # fmt: skip
        model.settle(mono)

    def _connect(self, *, adopting: bool) -> None:
        model, room = self._up(), self.room
        view = room.up().attach(presence())
        room.connected, room.unheard_ms = True, 0
        if view is None:
            raise RuntimeError("the room does not know the lease")
        self.connected, self.deaf_ms = True, 0
        model.link, model.away_since_ms = LinkState.CONNECTED, None
        report = None
        if not adopting:
            running = model.clock.running
            report = model.room_is_back(self.mono_ms)
            model.catching_up = running or model.reporting
        self._take_view(view)
        if adopting:
            self._adopt()
            report = model.room_is_back(self.mono_ms)
        if report is not None:
            self.act(EntryKind.OUTAGE, report.kind, str(report.ms))
        self.disk.outage = None
        self._deliver()
        self._beat()

    def _take_view(self, view: SeatView) -> None:
        self._up().take_view(view, self.mono_ms)
        self.disk.view = view

    def _take_pushes(self) -> None:
        room = self.room.up()
        for fingerprint, view in room.changes(everything=True).views:
            if fingerprint == FINGERPRINT:
                self._take_view(view)

    def _deliver(self) -> None:
        model, attempt = self._up(), self._attempt()
        while batch := attempt.batch():
            message = do.Deliver(
                candidate_id="k1", workstation=FINGERPRINT, epoch=1, entries=batch, sent_mono_ms=self.mono_ms,
                worked_ms=model.clock.worked_at(self.mono_ms),
            )  # fmt: skip
            try:
                reply = cast("Delivered", self.room.run(cast("do.Command[object]", message)))
            except RefusedError:
                attempt.delivered_through = batch[-1].cseq  # kept as late; the room holds it
                continue
            attempt.acknowledged(reply.through, reply.sequence, reply.head)
            self.disk.through = attempt.delivered_through
            model.catching_up = model.reporting
            model.take_phase(reply.phase, self.mono_ms)
            if not model.reporting:
                model.take_clock(reply.clock, self.mono_ms)
        self._take_pushes()

    def _beat(self) -> None:
        model, attempt = self._up(), self._attempt()
        message = do.Beat(
            candidate_id="k1", workstation=FINGERPRINT, worked_ms=model.clock.worked_at(self.mono_ms),
            undelivered=attempt.undelivered() + (model.report_cseq == 0),
        )  # fmt: skip
        beaten = cast("Beaten", self.room.run(cast("do.Command[object]", message)))
        if not model.reporting:
            model.catching_up = False
            model.take_clock(beaten.clock, self.mono_ms)
        self._take_pushes()
