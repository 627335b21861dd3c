"""Serve workstations: who sits there, what they see, what they deliver.

A workstation speaks for one candidate at a time: the one whose lease it holds. Which sitting that is
shows at the login, or at the hello after a restart; the rules of that sitting decide everything else.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from koperta_crypto.errors import CryptoError
from koperta_operator.room.changes import Changes
from koperta_operator.room.clock import RoomClock
from koperta_operator.room.machines import Machine
from koperta_operator.room.names import secret_fits
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.moments import Now, workstation_actor
from koperta_operator.room.rules.room_state import RoomRecord
from koperta_operator.room.rules.views import Presence, empty_view
from koperta_operator.room.seat_checks import SeatChecks
from koperta_operator.room.server.attempts import LoginAttempts, checked_secret
from koperta_operator.room.server.peers import Peer
from koperta_operator.room.terms import Terms
from koperta_operator.room.verifier_process import Signed
from koperta_operator.room.wall import Wall
from koperta_sync.journal_keys import Scope, unwrap_at_room
from koperta_sync.protocol.base import CLOSE_REPLACED, PROTOCOL_VERSION, Message
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import Phase, SeatView, WorkstationFacts
from koperta_sync.protocol.workstation import (
    Beat,
    Beaten,
    ConfirmData,
    Deliver,
    Done,
    FormStored,
    Hello,
    JournalKey,
    LeaseLost,
    LoggedIn,
    LogIn,
    RecoverJournal,
    ViewChanged,
    Welcome,
)

LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Seat:
    """Hold one connected workstation."""

    peer: Peer
    machine: Machine
    facts: WorkstationFacts | None = None
    sitting: OpenSitting | None = None
    candidate_id: str = ""
    confirmed: bool = False  # the candidate said that the data are right: the form may be fetched


@dataclass(slots=True, repr=False)  # names of people stay out of logs
class Seats:
    """Answer the requests of all workstations."""

    room_id: str
    label: str
    sittings: Mapping[str, OpenSitting]
    clock: RoomClock
    record: RoomRecord
    wall: Wall
    terms: Terms
    checks: SeatChecks
    connected: dict[str, Seat] = field(default_factory=dict)
    attempts: LoginAttempts = field(default_factory=LoginAttempts)

    def now(self) -> Now:
        """Return the present moment."""
        return self.clock.read(0)

    async def leave(self, seat: Seat) -> None:
        """Note that a workstation is gone, unless it has connected anew meanwhile."""
        if self.connected.get(seat.machine.fingerprint) is not seat:
            return
        del self.connected[seat.machine.fingerprint]
        for sitting in list(self.sittings.values()):
            if seat.machine.fingerprint in self.connected:  # it is back already, and has said so to every sitting
                return
            await sitting.actor.detach(seat.machine.fingerprint)
        if seat.sitting is None and self.record.admitted(seat.machine.fingerprint):
            self.wall.empty(seat.machine, connected=False, kept=self.checks.kept(seat.machine.fingerprint))

    async def handle(self, seat: Seat, message: Message) -> Message:
        """Answer one request; raises RefusedError."""
        if isinstance(message, Deliver):  # first, because it is the path of a click
            return await self._deliver(seat, message)
        if isinstance(message, Beat):
            return await self._beat(seat, message)
        if isinstance(message, Hello):
            return await self._hello(seat, message)
        if seat.facts is None:
            raise RefusedError(Refused.BAD_MESSAGE, "hello comes first")
        match message:
            case LogIn():
                return await self._log_in(seat, message)
            case ConfirmData():
                return await self._confirm(seat, message)
            case FormStored():
                return await self._form_stored(seat, message)
            case RecoverJournal():
                return await self._recover(seat, message)
            case _:
                raise RefusedError(Refused.BAD_MESSAGE, type(message).__name__)

    def show(self, changes: Changes) -> None:
        """Push what a commit changed to the workstations it concerns."""
        for fingerprint, view in changes.views:
            if seat := self.connected.get(fingerprint):
                seat.peer.push(ViewChanged(view=view))
        moved_in = {fingerprint for fingerprint, _view in changes.views}
        for fingerprint, epoch, view in changes.lost:
            if (seat := self.connected.get(fingerprint)) and fingerprint not in moved_in:
                if seat.sitting is not None and seat.sitting.sitting_id != changes.sitting_id:
                    continue  # somebody of another sitting has logged in there since
                seat.sitting, seat.candidate_id = None, ""
                self._show_empty(seat)
                seat.peer.push(LeaseLost(epoch=epoch, view=view))

    async def sitting_opened(self, sitting: OpenSitting) -> None:
        """Tell a new sitting which workstations are there."""
        for seat in list(self.connected.values()):
            if seat.facts is not None:
                await sitting.actor.attach(self._presence(seat))

    async def _hello(self, seat: Seat, message: Hello) -> Message:
        if message.version != PROTOCOL_VERSION:
            raise RefusedError(Refused.VERSION, f"{message.version}, the room speaks {PROTOCOL_VERSION}")
        await self.terms.hear(message.term, message.term_proof)
        self.terms.check()
        seat.facts = message.facts
        await self.checks.hello(seat.machine, message.facts, self.now())
        if (old := self.connected.get(seat.machine.fingerprint)) not in (None, seat):
            old.peer.close_soon(CLOSE_REPLACED)
        self.connected[seat.machine.fingerprint] = seat
        view = None
        for sitting in list(self.sittings.values()):
            found = await sitting.actor.attach(self._presence(seat))
            if found is not None and found.candidate is not None:
                view = found
                seat.sitting, seat.candidate_id = sitting, found.candidate.candidate_id
                seat.confirmed = found.phase is not Phase.CONFIRMING
        if view is None:
            self._show_empty(seat)
        return Welcome(
            version=PROTOCOL_VERSION,
            room_id=self.room_id,
            view=view or self._empty(seat),
            term=self.terms.term,
            term_proof=self.terms.proof,
            standbys=self.record.standby_addresses(),
        )

    async def _log_in(self, seat: Seat, message: LogIn) -> Message:
        fingerprint = seat.machine.fingerprint
        self.attempts.check(fingerprint, self.now().mono_ms)
        secret = checked_secret(message.secret)
        sitting, candidate = None, None
        for one in list(self.sittings.values()):
            candidate = one.names.card(message.username.strip().lower())
            if secret_fits(candidate, secret):
                sitting = one
                break
        if sitting is None or candidate is None:
            self.attempts.failed(fingerprint, self.now().mono_ms)
            raise RefusedError(Refused.LOGIN_UNKNOWN)
        if candidate.exam_room not in self.record.exam_rooms:
            raise RefusedError(Refused.WRONG_EXAM_ROOM, exam_room=candidate.exam_room)
        if seat.sitting not in (None, sitting):
            await seat.sitting.actor.submit(do.LeaveSeat(actor=_actor(seat), workstation=fingerprint))
            seat.sitting, seat.candidate_id = None, ""
            self._show_empty(seat)
        view = await sitting.actor.submit(
            do.LogIn(
                actor=_actor(seat),
                candidate_id=candidate.candidate_id,
                workstation=fingerprint,
                exam_room=seat.machine.exam_room,
                seat_number=seat.machine.seat_number,
                answer_key=seat.machine.answer_key,
            )
        )
        self.attempts.succeeded(fingerprint)
        seat.sitting, seat.candidate_id = sitting, candidate.candidate_id
        seat.confirmed = view.phase is not Phase.CONFIRMING
        return LoggedIn(view=view, journal_public=sitting.journal_public)

    async def _confirm(self, seat: Seat, message: ConfirmData) -> Message:
        sitting, candidate_id = _held(seat)
        command = do.ConfirmData(
            actor=_actor(seat),
            candidate_id=candidate_id,
            workstation=seat.machine.fingerprint,
            correct=message.correct,
        )
        view = await sitting.actor.submit(command)
        seat.confirmed = message.correct
        if not message.correct:
            seat.sitting, seat.candidate_id = None, ""
            self._show_empty(seat)
        return Done(view=view)

    async def _form_stored(self, seat: Seat, message: FormStored) -> Message:
        sitting, candidate_id = _held(seat)
        command = do.StoreForm(
            actor=_actor(seat),
            candidate_id=candidate_id,
            workstation=seat.machine.fingerprint,
            sha256=message.sha256,
        )
        return Done(view=await sitting.actor.submit(command))

    async def _deliver(self, seat: Seat, message: Deliver) -> Message:
        sitting = self.sittings.get(message.sitting_id)
        if sitting is None:
            raise RefusedError(Refused.SITTING_NOT_OPEN, message.sitting_id)
        key = bytes.fromhex(seat.machine.answer_key)
        return await sitting.actor.submit(
            do.Deliver(
                actor=_actor(seat), candidate_id=message.candidate_id, workstation=seat.machine.fingerprint,
                epoch=message.epoch, entries=message.entries,
                sent_mono_ms=message.sent_mono_ms, worked_ms=message.worked_ms,
            ),
            Signed(key, message.sitting_id, message.candidate_id, message.epoch, message.entries),
        )  # fmt: skip

    async def _beat(self, seat: Seat, message: Beat) -> Message:
        if seat.sitting is None:
            return Beaten(wall_ms=self.now().wall_ms)
        return await seat.sitting.actor.submit(
            do.Beat(
                actor=_actor(seat), candidate_id=seat.candidate_id, workstation=seat.machine.fingerprint,
                worked_ms=message.worked_ms, undelivered=message.undelivered, focus_losses=message.focus_losses,
                witness_sequence=message.witness_sequence, witness_head=message.witness_head,
                keeps_files=message.keeps_files,
            )
        )  # fmt: skip

    async def _recover(self, seat: Seat, message: RecoverJournal) -> Message:
        sitting = self.sittings.get(message.sitting_id)
        if sitting is None or seat.sitting is not sitting or seat.candidate_id != message.candidate_id:
            raise RefusedError(Refused.NO_CANDIDATE, "only the holder of the lease may recover its journal")
        if sitting.journal_key is None:
            raise RefusedError(Refused.WRONG_STATE, "the room is locked; the card opens the journal too")
        scope = Scope(message.sitting_id, message.candidate_id, message.epoch)
        try:
            key = unwrap_at_room(sitting.journal_key, bytes.fromhex(message.wrapped), scope)
        except CryptoError as error:
            raise RefusedError(Refused.ENTRY_FORGED, "the wrapped key is not of this journal") from error
        return JournalKey(key=key.hex())

    def _presence(self, seat: Seat) -> Presence:
        facts = seat.facts
        return Presence(
            fingerprint=seat.machine.fingerprint,
            exam_room=seat.machine.exam_room,
            seat_number=seat.machine.seat_number,
            connected=True,
            since_mono_ms=self.now().mono_ms,
            software=facts.software if facts else "",
            platform=facts.platform if facts else "",
            kept=self.checks.kept(seat.machine.fingerprint),
        )

    def _show_empty(self, seat: Seat) -> None:
        facts = seat.facts
        self.wall.empty(
            seat.machine,
            connected=True,
            software=facts.software if facts else "",
            platform=facts.platform if facts else "",
            kept=self.checks.kept(seat.machine.fingerprint),
        )

    def _empty(self, seat: Seat) -> SeatView:
        return empty_view(self.label, seat.machine.exam_room, seat.machine.seat_number, self.now())


def _actor(seat: Seat) -> str:
    return workstation_actor(seat.machine.fingerprint)


def _held(seat: Seat) -> tuple[OpenSitting, str]:
    if seat.sitting is None:
        raise RefusedError(Refused.NO_CANDIDATE)
    return seat.sitting, seat.candidate_id
