"""Give the tests of pairing their parties: rooms with real certificates, machines, and one in between."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from koperta_crypto.certificates import LocalAuthority, make_request
from koperta_crypto.pem import certificate_der
from koperta_crypto.signing import SigningKey
from koperta_sync.codes import Claim
from koperta_sync.pairing import MachinePairing
from koperta_sync.pairing_room import Attempt, Limits, RoomPairing
from koperta_sync.protocol.pairing import MachineRole, PairingAnswer, PairingState, RevealPairing

SERVER_NAME = "r1.room.koperta.internal"
Random = Callable[[int], bytes]


@functools.cache
def room_certificates(name: str = "sala") -> tuple[LocalAuthority, bytes]:
    """Return the authority of a room and the DER certificate it shows; every name is another room."""
    authority = LocalAuthority.create(f"koperta {name}")
    certificate, _ = authority.issue_server(SERVER_NAME, ["127.0.0.1"])
    return authority, certificate_der(certificate)


@functools.cache
def request_pem(name: str = "machine") -> bytes:
    """Return the certificate request of a machine; the same name gives the same key."""
    return make_request(name)[1]


@dataclass
class Room:
    """One room: its pairing, and an operator who issues what was approved."""

    name: str = "sala"
    random: Random = secrets.token_bytes
    limits: Limits | None = None
    now: int = 0
    pairing: RoomPairing = field(init=False)

    def __post_init__(self) -> None:
        self.authority, self.certificate = room_certificates(self.name)
        self.pairing = RoomPairing(self.certificate, self.random, self.limits)
        self.pairing.open()

    def answer(self, attempt: Attempt, seat: int = 7) -> PairingAnswer:
        """Issue the certificate of an attempt."""
        issued = self.authority.issue_client(attempt.claim.request_pem, f"seat-{seat}")
        return PairingAnswer(
            state=PairingState.APPROVED,
            certificate_pem=issued.decode(),
            authority_pem=self.authority.certificate_pem.decode(),
            server_name=SERVER_NAME,
            room_id="r1",
            label="pracownia",
            exam_room="sala 12",
            seat_number=seat,
        )

    def approve(self, code: str) -> str:
        """Do what the operator does: type the machine's code; returns the room's code."""
        attempt = self.pairing.find(code, self.now)
        return self.pairing.grant(attempt, self.answer(attempt))


@dataclass
class Machine:
    """One machine that sees a certificate, and its address at the room."""

    sees: bytes
    name: str = "machine"
    address: str = "192.168.1.20"
    random: Random = secrets.token_bytes
    side: MachinePairing = field(init=False)

    def __post_init__(self) -> None:
        claim = Claim(request_pem(self.name), SigningKey.from_seed(bytes(32)).public, self.sees)
        self.side = MachinePairing(MachineRole.WORKSTATION, claim, "PC-07", self.random)

    def reach_codes(self, room: Room) -> str:
        """Go through begin and reveal with a room; returns the code this machine shows."""
        return self.finish_reveal(room, self.reach_reveal(room))

    def reach_reveal(self, room: Room) -> RevealPairing:
        """Begin only."""
        return self.side.begun(room.pairing.begin(self.side.begin(), self.address, room.now))

    def finish_reveal(self, room: Room, reveal: RevealPairing) -> str:
        """Reveal; returns the code."""
        room.pairing.reveal(reveal, self.address, room.now)
        return self.side.revealed()
