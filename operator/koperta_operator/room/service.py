"""Be the room: one process that owns the disk, the clocks and the rules, and serves the LAN.

This module only joins the parts. What happens to a candidate is decided in `rules`, one thread a
sitting; what a machine may do is decided in `machines`; what an official may do in `rights`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

from koperta_crypto.version import VERSION
from koperta_operator.room.actor import SittingEndedError, end_program, must_not_end
from koperta_operator.room.backup import load_identity
from koperta_operator.room.capsules import Capsules
from koperta_operator.room.changes import Changes
from koperta_operator.room.clock import RoomClock
from koperta_operator.room.copies import Copies
from koperta_operator.room.disk.guard import guarded
from koperta_operator.room.disk.logs import QuotaLog
from koperta_operator.room.documents_job import DocumentWriter
from koperta_operator.room.export_job import Exports
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.jobs import Jobs
from koperta_operator.room.journals import Journals
from koperta_operator.room.lan import open_lan
from koperta_operator.room.library import KeptFile, Library
from koperta_operator.room.machines import Machines
from koperta_operator.room.mirror.keeper import MirrorKeeper
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.overview import Overview
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.moments import ROOM
from koperta_operator.room.rules.room_events import ExamRoomsNamed
from koperta_operator.room.seat_checks import SeatChecks
from koperta_operator.room.server.authority import Authorities
from koperta_operator.room.server.day_acts import DayActs
from koperta_operator.room.server.desk import Desk
from koperta_operator.room.server.document_acts import DocumentActs
from koperta_operator.room.server.long_acts import LongActs
from koperta_operator.room.server.peers import Peers
from koperta_operator.room.server.record_acts import RecordActs
from koperta_operator.room.server.room_acts import RoomActs
from koperta_operator.room.server.seats import Seats
from koperta_operator.room.server.sitting_acts import SittingActs, find_in
from koperta_operator.room.settings import Settings
from koperta_operator.room.settling import Settling
from koperta_operator.room.standby.elsewhere import Elsewhere
from koperta_operator.room.standby.keeper import StandbyKeeper
from koperta_operator.room.terms import Terms
from koperta_operator.room.verifier import Verifier
from koperta_operator.room.wall import Wall
from koperta_sync.protocol.base import CLOSE_GOING_AWAY, CLOSE_REVOKED, PROTOCOL_VERSION, StandbysChanged
from koperta_sync.protocol.console import RoomChanged
from koperta_sync.protocol.pairing import RoomHint
from koperta_sync.protocol.refusals import RefusedError

LOG = logging.getLogger(__name__)
TICK_S = 1.0
VIEW_EVERY_S = 0.5


class Room:
    """Hold every part of a running room."""

    def __init__(
        self,
        folder: RoomFolder,
        settings: Settings,
        addresses: Callable[[], tuple[str, ...]],
        log: QuotaLog | None = None,
        clock: RoomClock | None = None,
    ) -> None:
        """Load what is on the disk; raises PackageError or JournalError when it does not check.

        `addresses()` gives where the room is served, as `host:port`, for enrolment files. `log` gives way when
        the disk is nearly full.
        """
        self.folder = folder
        self.settings = settings
        self.identity = load_identity(folder)
        self.disk = guarded(folder, settings.disk, log)
        self.clock = clock or RoomClock()
        self.lan = open_lan(folder, self.identity.room_id)
        self.copies, self.verifier = Copies(), Verifier()
        self.journals = Journals(folder, self.identity.room_id, settings.journal_url)
        self.ledger = self._open_ledger()
        self.library = Library(folder, self.identity, require_space=self.disk.require_import)
        self.library.restore_files(self.ledger.state.files.values())
        self.sittings: dict[str, OpenSitting] = {}
        self.peers = Peers()
        self.machines = Machines(self.ledger, self.lan, self.library, addresses, self._cut_off)
        self.capsules = Capsules(self.ledger, self.identity.room_id, self.lan.authority.certificate_pem)
        self.wall = Wall()
        self.terms = Terms(self.identity, self.ledger, self.sittings, self._step_back)
        self.seats = self._make_seats()
        self.standby = self._make_standby()
        self.elsewhere = Elsewhere(self.lan, self.ledger.state, self.terms)
        self.mirror = MirrorKeeper(folder, self.identity, self.ledger, self.copies)
        self.overview = self._make_overview(addresses)
        self.desk = self._make_desk()
        self.jobs = Jobs(self.desk.broadcast)
        self._loop = asyncio.get_running_loop()
        self._tasks: list[asyncio.Task[None]] = []
        self._settling = Settling(self.library, self.ledger, self.sittings, self._opened, self._show_sitting)

    def _open_ledger(self) -> RoomLedger:
        room_id, clock, copies, journals = self.identity.room_id, self.clock, self.copies, self.journals
        return RoomLedger(
            self.folder, room_id, VERSION, clock=clock, copies=copies, journals=journals, on_fatal=self._end
        )

    def _make_seats(self) -> Seats:
        identity, record, checks = self.identity, self.ledger.state, SeatChecks(self.ledger)
        return Seats(identity.room_id, identity.label, self.sittings, self.clock, record, self.wall, self.terms, checks)

    def _make_overview(self, addresses: Callable[[], tuple[str, ...]]) -> Overview:
        parts = self.identity, self.library, self.ledger, self.machines, self.seats
        return Overview(*parts, addresses, self.mirror, self.disk, self.standby)

    async def took(self, new: list[KeptFile], actor: str) -> None:
        """Make newly kept files count; one import after the other, because each looks before it acts."""
        await self._settling.take(new, actor)
        self.overview.touch()

    def _make_desk(self) -> Desk:
        return Desk(
            self.identity.room_id,
            self.ledger,
            self.library.official,
            lambda: self.library.statement is not None,
            lambda: self.overview.view(self.sittings),
            lambda: tuple(self.wall.tiles.values()),
            self.terms,
        )

    async def start(self) -> None:
        """Open every sitting, show every machine on the wall, let time run."""
        await self.open()
        for machine in self.ledger.state.machines.values():
            if machine.seat_number and not machine.revoked:
                self.wall.empty(machine, connected=False)
        self.mirror.start()
        work = (self._tick(), self._show(), self.standby.watch(), self.elsewhere.watch())
        self._tasks = [self._loop.create_task(one) for one in work]
        for task in self._tasks:
            task.add_done_callback(must_not_end)

    async def open(self) -> None:
        """Open every sitting, with time standing still: all that a room is but serving."""
        find = find_in(self.sittings)
        exports = Exports(self.folder, self.library, self.ledger, self._loop)
        self.desk.acts |= SittingActs(find, self.ledger).table()
        authorities = Authorities(self.identity.room_id, self.library.official)
        self.desk.acts |= DayActs(find, authorities).table() | RecordActs(find, authorities).table()
        self.desk.acts |= RoomActs(self.folder, self.library, self.ledger, self.machines, find).table()
        self.desk.acts |= self.mirror.acts()
        self.desk.acts |= LongActs(self.jobs, self.library, exports, find, self.took, self.capsules).table()
        writer = DocumentWriter(self.library, self.sittings.values, self._loop)
        self.desk.acts |= DocumentActs(find, self.jobs, writer).table()
        rooms = self.settings.exam_rooms
        if rooms and rooms != self.ledger.state.exam_rooms and not self.terms.superseded_by:
            await self.ledger.record(ExamRoomsNamed(exam_rooms=rooms))
        for sitting_id in self.ledger.state.sittings:
            await self._show_sitting(self._opened(sitting_id, must_exist=True))
        await self.terms.settle()
        if not self.terms.superseded_by:
            await self._settling.settle(ROOM)
            self.overview.touch()

    async def stop(self) -> None:
        """Finish what was handed in and let go of the journals."""
        for task in self._tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self.jobs.end()
        await self.standby.close()
        await self.mirror.stop()
        for sitting in self.sittings.values():
            await asyncio.to_thread(sitting.stop)
        await self.verifier.close()
        await self.ledger.close()

    def hint(self) -> RoomHint:
        """Return what the room says of itself to anybody who asks."""
        return RoomHint(
            room_id=self.identity.room_id,
            label=self.identity.label,
            exam_rooms=self.ledger.state.exam_rooms,
            software=VERSION,
            version=PROTOCOL_VERSION,
            pairing_open=self.machines.pairing.is_open,
            term=self.terms.term,
            term_proof=self.terms.proof,
        )

    # ---- sittings ---------------------------------------------------------------------------------

    def _opened(self, sitting_id: str, *, must_exist: bool = False) -> OpenSitting:
        return OpenSitting(
            self.folder,
            self.library,
            sitting_id,
            self.ledger.state.exam_rooms,
            self._publish_from_thread,
            self.copies,
            self.journals,
            self.verifier,
            must_exist=must_exist,
            on_fatal=self._end,
            clock=self.clock,
        )

    async def _show_sitting(self, sitting: OpenSitting) -> None:
        self.sittings[sitting.sitting_id] = sitting
        await sitting.start()
        await self.seats.sitting_opened(sitting)

    # ---- what is shown ----------------------------------------------------------------------------

    def _publish_from_thread(self, changes: Changes) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody is left to show it to
            self._loop.call_soon_threadsafe(self._publish, changes)

    def _publish(self, changes: Changes) -> None:
        self.seats.show(changes)
        for tile in changes.tiles:
            self.wall.show(tile)
        self.overview.take(changes)

    def _cut_off(self, fingerprint: str) -> None:
        """End the connections of a machine that was revoked a moment ago, greeted or not."""
        for peer in self.peers.of(fingerprint):
            peer.close_soon(CLOSE_REVOKED)
        self.wall.remove(self.ledger.state.machines[fingerprint])
        self.overview.touch()

    def _make_standby(self) -> StandbyKeeper:
        tell = self._tell_standbys
        return StandbyKeeper(self.identity, self.ledger, self.copies, self.sittings, self.terms, tell)

    def _tell_standbys(self, standbys: tuple[str, ...]) -> None:
        """Tell who is connected where the room may be found one day; who connects later reads it in the welcome."""
        changed = StandbysChanged(standbys=standbys)
        for seat in list(self.seats.connected.values()):
            seat.peer.push(changed)
        self.desk.broadcast(changed)

    async def _step_back(self) -> None:
        """Let everybody go to the machine that is the room now; who only looks may stay."""
        self.machines.pairing.close()
        for seat in list(self.seats.connected.values()):
            seat.peer.close_soon(CLOSE_GOING_AWAY)
        self.overview.touch()

    def _end(self, error: BaseException) -> None:
        """End the program after a durability error; the start that follows has the reserve to write in."""
        self.disk.give_up_reserve()
        end_program(error)

    async def anybody_solving(self) -> bool:
        """Say whether anybody's clock may be running."""
        for sitting in list(self.sittings.values()):
            try:
                if await sitting.actor.call(lambda state, _now: bool(state.solving)):
                    return True
            except (RefusedError, SittingEndedError):  # busy, or at its end
                return True
        return False

    # ---- time -------------------------------------------------------------------------------------

    async def _tick(self) -> None:
        while True:
            for sitting in list(self.sittings.values()):
                try:
                    await sitting.actor.submit(do.Tick())
                except RefusedError as error:  # busy: time is counted at the next tick just as well
                    LOG.warning("the tick of %s: %s", sitting.sitting_id, error)
            if not self.terms.superseded_by and await self.machines.tick():
                self.overview.touch()
            await self.ledger.tidy()
            await asyncio.to_thread(self.disk.look)
            await asyncio.sleep(TICK_S)

    async def _show(self) -> None:
        """Push what changed to consoles, at most twice a second."""
        while True:
            await asyncio.sleep(VIEW_EVERY_S)
            try:
                if (changed := self.wall.take_changes()) is not None:
                    self.desk.broadcast(changed)
                if self.overview.changed():
                    self.desk.broadcast(RoomChanged(room=self.overview.view(self.sittings)))
            except Exception:  # what is shown is not what is held: the exam goes on
                LOG.exception("the room's view could not be shown")
