"""Pair a machine with a room by two codes that people type; no socket, clock or randomness in here.

Rules, for both sides:

1. The machine commits to its nonce before it knows the room's, and reveals its own after it: nobody
   in between can search for keys with equal codes, one attempt is one guess of 10^-6.
2. An attempt that was begun and not revealed in time is a failure like a wrong reveal. Whoever sits
   in between could otherwise begin silently until the codes happen to agree.
3. A code is valid once and unique among the attempts that wait.
4. Three failures of one machine stop that machine, ten failures of one opening stop pairing; typing
   a code that no machine shows is such a failure, because it is what an attack looks like.
5. From the 101st attempt of an opening on, codes have 8 digits; after 1,000 attempts pairing stops.
   An attacker who spends all of them beside one honest machine has a machine of his own approved
   with at most 100·10^-6 + 900·10^-8 ≈ 1.1·10^-4, ten times that when ten machines are attacked
   before rule 4 stops it; to be believed by the honest machine too he also has to meet its 4 digits.
6. The room answers with certificates only after a person typed the machine's code into the console;
   the machine takes none before a person typed the room's code into it.
7. What the machine takes has to fit: its own key, and the authority of the certificate it saw.

This module is the machine's side; the room's side is `pairing_room`.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from koperta_sync.codes import (
    LONG_DIGITS,
    NONCE_BYTES,
    SHORT_DIGITS,
    Claim,
    Codes,
    codes,
    commitment,
    typed_digits,
)
from koperta_sync.protocol.pairing import (
    BeginPairing,
    EnrolmentFile,
    MachineRole,
    PairingAnswer,
    PairingBegun,
    PairingState,
    RevealPairing,
)

ROOM_CODE_TRIES = 3


class PairingError(Exception):
    """Say that an attempt to pair is over and why; the machine starts a new one or gives up."""


class WrongRoomCodeError(PairingError):
    """Say that the typed room code is not the one of this attempt; `left` tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__(f"the room's code does not agree, {left} tries left")
        self.left = left


class Known(enum.Enum):
    """Name the machine's states by what is known."""

    NOTHING = "nothing"
    COMMITTED = "committed"  # the room holds our commitment
    ROOM_NONCE = "room-nonce"  # the room's nonce: ours may be revealed
    CODES = "codes"  # both codes; ours is on the screen
    ROOM = "room"  # a person typed the room's code: it is this room
    PAIRED = "paired"
    FAILED = "failed"


class Heard(enum.Enum):
    """Name what moves the machine from state to state."""

    BEGIN = "begin"
    BEGUN = "begun"
    REVEALED = "revealed"
    ROOM_CODE_TYPED = "room-code-typed"
    CERTIFICATE = "certificate"
    FAILURE = "failure"


TRANSITIONS: dict[Known, dict[Heard, Known]] = {
    Known.NOTHING: {Heard.BEGIN: Known.COMMITTED, Heard.FAILURE: Known.FAILED},
    Known.COMMITTED: {Heard.BEGUN: Known.ROOM_NONCE, Heard.FAILURE: Known.FAILED},
    Known.ROOM_NONCE: {Heard.REVEALED: Known.CODES, Heard.FAILURE: Known.FAILED},
    Known.CODES: {Heard.ROOM_CODE_TYPED: Known.ROOM, Heard.FAILURE: Known.FAILED},
    Known.ROOM: {Heard.CERTIFICATE: Known.PAIRED, Heard.FAILURE: Known.FAILED},
    Known.PAIRED: {},
    Known.FAILED: {},
}


@dataclass(frozen=True, slots=True)
class Paired:
    """Hold what the room issued, checked against what this machine saw and asked for."""

    certificate_pem: bytes
    authority_pem: bytes
    server_name: str
    room_id: str
    label: str
    exam_room: str
    seat_number: int


class MachinePairing:
    """Follow one attempt at the machine."""

    def __init__(self, role: MachineRole, claim: Claim, machine_name: str, random: Callable[[int], bytes]) -> None:
        self._role = role
        self._claim = claim
        self._machine_name = machine_name
        self._nonce = random(NONCE_BYTES)
        self._room_nonce = b""
        self._digits = SHORT_DIGITS
        self._tries = ROOM_CODE_TRIES
        self.attempt = ""
        self.state = Known.NOTHING

    def begin(self) -> BeginPairing:
        """Return the first message, which commits to the nonce."""
        self._move(Heard.BEGIN)
        return BeginPairing(
            role=self._role,
            request_pem=self._claim.request_pem.decode("ascii"),
            answer_key=self._claim.answer_key.hex(),
            commitment=commitment(self._claim, self._nonce).hex(),
            machine_name=self._machine_name,
        )

    def begun(self, answer: PairingBegun) -> RevealPairing:
        """Take the room's nonce and return the message that reveals ours; PairingError for a malformed one."""
        self._move(Heard.BEGUN)
        room_nonce = _nonce(answer.room_nonce)
        if answer.digits not in (SHORT_DIGITS, LONG_DIGITS) or room_nonce is None:
            raise self.failed("the room's nonce or number of digits is malformed")
        self._room_nonce = room_nonce
        self._digits = answer.digits
        self.attempt = answer.attempt
        return RevealPairing(attempt=self.attempt, machine_nonce=self._nonce.hex())

    def revealed(self) -> str:
        """Take the room's word that the commitment held; return the code to show."""
        self._move(Heard.REVEALED)
        return self._codes().machine

    def type_room_code(self, text: str) -> None:
        """Compare what the person typed; WrongRoomCodeError, at the third time the attempt is over."""
        if self.state is not Known.CODES:
            raise PairingError(f"a room code is of no use while the machine knows {self.state.value}")
        if typed_digits(text) != self._codes().room:
            self._tries -= 1
            if self._tries == 0:
                self._move(Heard.FAILURE)
            raise WrongRoomCodeError(self._tries)
        self._move(Heard.ROOM_CODE_TYPED)

    def accept(self, answer: PairingAnswer) -> Paired:
        """Take the certificates of an approved attempt; refused before the room's code was typed (rule 6)."""
        if self.state is not Known.ROOM:
            raise PairingError("the person at this machine has not typed the room's code")
        if answer.state is not PairingState.APPROVED:
            raise PairingError("the operator has not approved this machine")
        try:
            paired = checked_certificates(answer, self._claim)
        except PairingError as error:
            raise self.failed(str(error)) from error
        self._move(Heard.CERTIFICATE)
        return paired

    def failed(self, reason: str) -> PairingError:
        """End the attempt; returns the error to raise."""
        self._move(Heard.FAILURE)
        return PairingError(reason)

    def _codes(self) -> Codes:
        return codes(self._claim, self._room_nonce, self._nonce, self._digits)

    def _move(self, heard: Heard) -> None:
        target = TRANSITIONS[self.state].get(heard)
        if target is None:
            raise PairingError(f"{heard.value} is not expected while the machine knows {self.state.value}")
        self.state = target


def checked_certificates(answer: PairingAnswer, claim: Claim) -> Paired:
    """Return what was issued when it fits: our key, and one authority for us and for the room's certificate."""
    # Imported here, as below: X.509 takes 10 MB that a workstation that is not pairing need not hold.
    from koperta_crypto import issued

    try:
        issued.check_room(answer.authority_pem, claim.room_certificate, answer.server_name)
        issued.check_machine(answer.authority_pem, answer.certificate_pem, claim.request_pem)
    except issued.NotIssuedError as error:
        raise PairingError(str(error)) from error
    return _paired(answer)


def checked_enrolment(answer: PairingAnswer, file: EnrolmentFile, request_pem: bytes) -> Paired:
    """Return what was issued from a file's approval when it fits: our key, and the authority and room of the file."""
    from koperta_crypto import issued

    if answer.state is not PairingState.APPROVED:
        raise PairingError("the room has not approved this machine")
    try:
        same = issued.same_certificate(answer.authority_pem, file.authority_pem)
        if not same or (answer.server_name, answer.room_id) != (file.server_name, file.room_id):
            raise PairingError("the room is not the one of the file")
        issued.check_machine(answer.authority_pem, answer.certificate_pem, request_pem)
    except issued.NotIssuedError as error:
        raise PairingError(str(error)) from error
    return _paired(answer)


def _paired(answer: PairingAnswer) -> Paired:
    return Paired(
        certificate_pem=answer.certificate_pem.encode(),
        authority_pem=answer.authority_pem.encode(),
        server_name=answer.server_name,
        room_id=answer.room_id,
        label=answer.label,
        exam_room=answer.exam_room,
        seat_number=answer.seat_number,
    )


def _nonce(text: str) -> bytes | None:
    try:
        nonce = bytes.fromhex(text)
    except ValueError:
        return None
    return nonce if len(nonce) == NONCE_BYTES else None
