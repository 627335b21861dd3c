"""Run a room in the virtual loop: the real actor and the real seats over a simulated disk and clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from koperta_crypto.signing import SigningKey
from koperta_operator.room.actor import SittingActor, WhenSafe
from koperta_operator.room.changes import Changes
from koperta_operator.room.clock import RoomClock
from koperta_operator.room.journal.store import Journal
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.room_state import RoomRecord
from koperta_operator.room.rules.state import SittingState
from koperta_operator.room.seat_checks import SeatChecks
from koperta_operator.room.server.peers import Peer
from koperta_operator.room.server.seats import Seat, Seats
from koperta_operator.room.terms import Terms
from koperta_operator.room.tickets import Ticket
from koperta_operator.room.verifier_process import Signed
from koperta_operator.room.wall import Wall
from koperta_packages.identity import RoomIdentity
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.frames import WORKSTATION, encode_push, encode_refusal, encode_reply
from koperta_sync.protocol.refusals import Refused, RefusedError
from tests.faults.simulation.cheap import CheapKey
from tests.faults.simulation.disks import RoomDisk, SimJournal
from tests.faults.simulation.exam import EXAM_ROOM, SITTING, WALL_MS, Exam, Texts, machine_of, sealed
from tests.faults.simulation.network import Connection
from tests.faults.simulation.witness import Witness

IDENTITY = SimpleNamespace(signing=SigningKey.from_seed(b"i" * 32), room_id="r-1")
ROOM_KEY = CheapKey(b"r" * 32)


async def _nothing() -> None:
    """Tell nobody: consoles belong to no simulated day."""


class SimClock:
    """Be the clocks of one machine: monotonic from its last start, wall clock as wrong as it is set."""

    def __init__(self) -> None:
        self.started_s = 0.0
        self.wall_shift_ms = 0

    def read(self, boot: int) -> Now:
        """Return the present moment."""
        now_s = asyncio.get_running_loop().time()
        mono = int((now_s - self.started_s) * 1000) + 1_000
        return Now(boot, mono, WALL_MS + int(now_s * 1000) + self.wall_shift_ms)


class InlineActor(SittingActor):
    """Be the sitting's actor without a thread: a batch is worked off a moment after its first command came."""

    delay: Callable[[], float]
    journal: SimJournal
    pending: list[Ticket]
    dead = False

    def _put(
        self,
        command: do.Command[Any] | None = None,
        call: Callable[[], Any] | None = None,
        signed: Signed | None = None,
    ) -> asyncio.Future[Any]:
        loop = asyncio.get_running_loop()
        if not self.pending and not self.dead:
            loop.call_later(self.delay(), self._work)
        ticket = Ticket(loop.create_future(), command, call)  # signatures are checked when it is its turn
        self.pending.append(ticket)
        return ticket.future

    def _work(self) -> None:
        tickets, self.pending = self.pending, []
        if self.dead:
            return
        try:
            self._batch(tickets)
            self._journal_rest(True)
        except Exception as error:
            self._on_fatal(error)

    @property
    def state(self) -> SittingState:
        """Look at the live state."""
        return self._sitting.state


class _Peer:
    """Be the room's end of a connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def push(self, message: Message) -> None:
        self.connection.down(encode_push(message))

    def close_soon(self, _code: int) -> None:
        self.connection.end(told_after=0.01, room_told_after=0.01)


async def _nothing_to_check(*_hello: object) -> None:
    """Take what a workstation says of its disk and clock, which no simulated day depends on."""


class SimRoom:
    """Hold one run of the room's program."""

    def __init__(
        self, exam: Exam, disk: RoomDisk, clock: SimClock, witness: Witness, when_safe: WhenSafe | None = None
    ) -> None:
        """Start: replay the disk and begin a new boot."""
        self.exam, self.clock, self.witness = exam, clock, witness
        self.fatal: list[BaseException] = []
        self.texts = Texts(exam)
        self.journal = SimJournal(disk)
        self.dead = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._serving: dict[Connection, tuple[Seat, asyncio.Queue[bytes]]] = {}
        self.actor = InlineActor(
            cast(Journal, self.journal),
            clock=clock,
            texts=self.texts,
            publish=self._publish,
            on_fatal=self._fatal,
            when_safe=when_safe,
        )
        self.actor.pending = []
        self.actor.delay = lambda: witness.dice.uniform(0.0005, 0.02)
        self.sitting = self._open_sitting()
        sittings = {SITTING: cast(OpenSitting, self.sitting)}
        self.terms = Terms(cast(RoomIdentity, IDENTITY), cast(RoomLedger, disk.ledger), sittings, _nothing)
        self.seats = self._serving_seats(sittings)
        self.spawn(self._tick())

    # Only what seats use of an open sitting, a record and a wall; the rest belongs to screens and files.

    def _open_sitting(self) -> SimpleNamespace:
        return SimpleNamespace(
            actor=self.actor,
            sitting_id=SITTING,
            names=self.texts,
            journal_public=ROOM_KEY.public.hex(),
            sealed=lambda text: text,
            journal_key=None,
        )

    def _serving_seats(self, sittings: dict[str, OpenSitting]) -> Seats:
        machines = {one.fingerprint: one for one in map(machine_of, self.exam.seats)}
        return Seats(
            room_id="r-1",
            label=self.exam.room_label,
            sittings=sittings,
            clock=cast(RoomClock, self.clock),
            record=RoomRecord(exam_rooms=(EXAM_ROOM,), machines=machines),
            wall=cast(Wall, SimpleNamespace(empty=lambda *_a, **_k: None)),
            terms=self.terms,
            checks=cast(SeatChecks, SimpleNamespace(hello=_nothing_to_check, kept=lambda _fingerprint: "")),
        )

    # ---- its life ---------------------------------------------------------------------------------

    def spawn(self, work: Any) -> None:
        """Let something run that ends with the program."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def crash(self) -> None:
        """End at once: nothing more is written, answered or shown."""
        self.dead = self.actor.dead = True
        for task in self._tasks:
            task.cancel()
        for connection in list(self._serving):
            connection.open = False

    async def unlock(self) -> None:
        """Open the packages: texts, forms and the journals' key are in memory then."""
        self.texts.unlocked = True
        await self.actor.submit(self.exam.unlocked())
        self.sitting.journal_key = ROOM_KEY

    def _fatal(self, error: BaseException) -> None:
        self.fatal.append(error)
        self.crash()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            await self.actor.submit(do.Tick())

    def _publish(self, changes: Changes) -> None:
        self.witness.look()
        if not self.dead:
            asyncio.get_running_loop().call_soon(self._show, changes)

    def _show(self, changes: Changes) -> None:
        if not self.dead:
            self.seats.show(changes)

    # ---- what the wire needs ----------------------------------------------------------------------

    def accept(self, connection: Connection) -> bool:
        """Take a new connection."""
        if self.dead:
            return False
        machine = machine_of(connection.seat)
        for old, (seat, _frames) in list(self._serving.items()):
            if seat.machine.fingerprint == machine.fingerprint:
                old.end(told_after=0.01, room_told_after=0.01)
        frames: asyncio.Queue[bytes] = asyncio.Queue()
        seat = Seat(cast(Peer, _Peer(connection)), machine)
        self._serving[connection] = seat, frames
        self.spawn(self._serve(connection, seat, frames))
        return True

    def receive(self, connection: Connection, frame: bytes) -> None:
        """Take a frame; requests of one connection are handled one after the other."""
        serving = self._serving.get(connection)
        if serving is not None and not self.dead:
            serving[1].put_nowait(frame)

    def lost(self, connection: Connection) -> None:
        """Notice that a connection is gone."""
        serving = self._serving.pop(connection, None)
        if serving is not None and not self.dead:
            self.spawn(self.seats.leave(serving[0]))

    def file(self, connection: Connection, path: str) -> bytes:
        """Return the sealed form of whoever sits there."""
        serving = self._serving.get(connection)
        if serving is None or self.dead or path != "/v1/form" or not serving[0].confirmed or not self.texts.unlocked:
            raise RefusedError(Refused.NO_CANDIDATE)
        return sealed(serving[0].candidate_id)

    async def _serve(self, connection: Connection, seat: Seat, frames: asyncio.Queue[bytes]) -> None:
        while True:
            request = WORKSTATION.decode_request(await frames.get())
            try:
                reply = await self.seats.handle(seat, request.do)
            except RefusedError as error:
                connection.down(encode_refusal(request.id, error.refusal))
            else:
                self.witness.answered(request.do, reply)
                connection.down(encode_reply(request.id, reply))
