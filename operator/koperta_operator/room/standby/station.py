"""Be the standby as consoles see it: what it copies, from whom, how far; and take the decision to promote it.

While the room answers, only the console on this very machine is served; every other one belongs to the room. When the
room is gone, the consoles that knew this address come here by themselves and can decide.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from koperta_crypto.certificates import make_request
from koperta_crypto.signing import SigningKey
from koperta_crypto.version import VERSION
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.lan import Lan
from koperta_operator.room.library import KeptFile, Library
from koperta_operator.room.rules.room_state import Machine
from koperta_operator.room.server.desk import LOCAL_CONSOLE
from koperta_operator.room.server.peers import Peer, Peers
from koperta_operator.room.standby.promotion import Deciding, keep_promotion
from koperta_operator.room.standby.receiver import Receiver
from koperta_packages.identity import RoomIdentity
from koperta_packages.import_files import FileKind
from koperta_sync.credentials import Credentials, CredentialsError, load, save
from koperta_sync.protocol.base import CLOSE_GOING_AWAY, PROTOCOL_VERSION, Message
from koperta_sync.protocol.console import ConsoleHello, ConsoleWelcome, Ok, Promote, RoomChanged
from koperta_sync.protocol.frames import encode_push
from koperta_sync.protocol.pairing import MachineRole, RoomHint
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import Lamp, RoomRole, RoomView, StandbyState, StandbyView, WorkstationLine
from koperta_sync.terms import prove_term

LOG = logging.getLogger(__name__)
LOOK_EVERY_S = 0.5
_LAMPS = {
    StandbyState.READY: "",
    StandbyState.CATCHING_UP: "Ten komputer uzupełnia jeszcze kopię.",
    StandbyState.AWAY: "Komputer operatora nie odpowiada.",
}


@dataclass(slots=True, eq=False)
class StandbyConsole:
    """Hold one console at the standby; who decides signs its challenge."""

    peer: Peer
    machine: Machine
    challenge: str = field(default_factory=lambda: secrets.token_hex(32))
    welcomed: bool = False


class Station:
    """Serve consoles of a standby; belongs to the event loop."""

    def __init__(
        self,
        folder: RoomFolder,
        identity: RoomIdentity,
        lan: Lan,
        receiver: Receiver,
        addresses: Callable[[], tuple[str, ...]],
    ) -> None:
        self.lan = lan
        self.peers = Peers()
        self.promoted = asyncio.Event()
        self._folder = folder
        self._identity = identity
        self._receiver = receiver
        self._addresses = addresses
        self._consoles: set[StandbyConsole] = set()
        self._local = ""
        self._since_ms = _wall_ms()
        self._state = StandbyState.AWAY

    def admitted(self, fingerprint: str) -> Machine | None:
        """Return the console of a certificate: the one on this machine always, the room's while the room is away."""
        if fingerprint == self._local:
            return Machine(fingerprint, MachineRole.CONSOLE.value, LOCAL_CONSOLE)
        machine = self._receiver.record.admitted(fingerprint)
        return machine if machine is not None and machine.role == MachineRole.CONSOLE.value else None

    def serves(self, machine: Machine) -> bool:
        """Tell whether a console is served here now."""
        return machine.fingerprint == self._local or not self._receiver.link.connected

    def hint(self) -> RoomHint:
        """Return what this machine says of itself to anybody who asks."""
        record = self._receiver.record
        return RoomHint(
            room_id=self._identity.room_id,
            label=self._identity.label,
            exam_rooms=record.exam_rooms,
            software=VERSION,
            version=PROTOCOL_VERSION,
            pairing_open=False,
            term=record.term,
            term_proof=prove_term(self._identity.signing, self._identity.room_id, record.term),
        )

    async def handle(self, console: StandbyConsole, message: Message) -> Message:
        """Answer one request; raises RefusedError."""
        if isinstance(message, ConsoleHello):
            if message.version != PROTOCOL_VERSION:
                raise RefusedError(Refused.VERSION, f"{message.version}, the room speaks {PROTOCOL_VERSION}")
            console.welcomed = True
            self._consoles.add(console)
            hint = self.hint()
            return ConsoleWelcome(
                version=PROTOCOL_VERSION,
                challenge=console.challenge,
                room=self.view(),
                tiles=(),
                term=hint.term,
                term_proof=hint.term_proof,
            )
        if not console.welcomed:
            raise RefusedError(Refused.BAD_MESSAGE, "console-hello comes first")
        if isinstance(message, Promote):
            return await self._promote(console, message)
        raise RefusedError(Refused.NOT_PROMOTED, type(message).__name__)

    def leave(self, console: StandbyConsole) -> None:
        """Note that a console is gone."""
        self._consoles.discard(console)

    async def watch(self) -> None:
        """Show what changes, and send the room's consoles back to it; runs until cancelled."""
        shown: RoomView | None = None
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if (state := self._state_now()) is not self._state:
                self._state, self._since_ms = state, _wall_ms()
            view = self.view()
            if shown is None or view.standby != shown.standby or view.term != shown.term:
                shown, frame = view, encode_push(RoomChanged(room=view))
                for console in self._consoles:
                    console.peer.push_encoded(frame)
            for console in list(self._consoles):
                if not self.serves(console.machine):
                    console.peer.close_soon(CLOSE_GOING_AWAY)

    def view(self) -> RoomView:
        """Return what a console shows of a standby."""
        record, state = self._receiver.record, self._state_now()
        why = _LAMPS[state]
        return RoomView(
            room_id=self._identity.room_id,
            label=self._identity.label,
            centre_number=self._identity.centre_number,
            exam_rooms=record.exam_rooms,
            wall_ms=_wall_ms(),
            addresses=self._addresses(),
            registered=bool(record.room_id),
            pairing_open=False,
            workstations=tuple(_line(one) for one in record.machines.values()),
            lamps=(Lamp(name="standby", state="warn" if why else "ok", why=why),),
            backup_at_ms=record.backup_at_ms,
            role=RoomRole.STANDBY,
            term=record.term,
            standby=StandbyView(
                state=state,
                name=self._identity.label,
                behind=len(self._receiver.missing()),
                since_ms=self._since_ms,
                addresses=self._addresses(),
                unlocked=tuple(self._receiver.keys),
                why=self._receiver.diverged or self._receiver.change.detail,
            ),
        )

    def let_local_console_in(self, port: int) -> None:
        """Write the credentials of the console on this machine: whoever may read this folder is here anyway."""
        address = f"127.0.0.1:{port}"
        try:
            known = load(self._folder.local_console)
        except CredentialsError:
            known = self._new_local_console(address)
        save(known.at(address), self._folder.local_console)
        self._local = known.fingerprint

    def _new_local_console(self, address: str) -> Credentials:
        key_pem, request_pem = make_request("local console")
        certificate, _fingerprint = self.lan.admit(request_pem.decode("ascii"), "console local")
        return Credentials(
            role=MachineRole.CONSOLE,
            key_pem=key_pem.decode("ascii"),
            certificate_pem=certificate,
            authority_pem=self.lan.authority.certificate_pem.decode("ascii"),
            server_name=self.lan.server_name,
            addresses=(address,),
            room_id=self._identity.room_id,
            label=self._identity.label,
            answer_seed=SigningKey.generate().seed().hex(),
        )

    async def _promote(self, console: StandbyConsole, message: Promote) -> Message:
        record = self._receiver.record
        library = Library(self._folder, self._identity)
        files = [KeptFile(FileKind(one.file_kind), one.sha256, one.name) for one in record.files.values()]
        # Who may decide is in the board's small files; a package that is not here yet must not keep them from it.
        small = [one for one in files if one.kind in (FileKind.TRUST, FileKind.REGISTRATION)]
        await asyncio.to_thread(library.restore, [one for one in small if library.path_of(one).exists()])
        deciding = Deciding(self._identity, record.term + 1, console.challenge, library.official)
        promotion = deciding.decide(message.signatures, message.reason)
        if self.promoted.is_set():
            raise RefusedError(Refused.WRONG_STATE, "promoted already")
        await asyncio.to_thread(keep_promotion, self._folder, promotion)
        LOG.warning("promoted to term %d by %s (%s)", promotion.term, ", ".join(promotion.officials), promotion.how)
        self.promoted.set()
        return Ok()

    def _state_now(self) -> StandbyState:
        if not self._receiver.link.connected or self._receiver.diverged:
            return StandbyState.AWAY
        return StandbyState.READY if self._receiver.ready else StandbyState.CATCHING_UP


def _line(one: Machine) -> WorkstationLine:
    return WorkstationLine(
        fingerprint=one.fingerprint,
        role=one.role,
        exam_room=one.exam_room,
        seat_number=one.seat_number,
        machine_name=one.machine_name,
        connected=False,
        revoked=one.revoked,
    )


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000
