"""Write and read the enrolment file, which pairs a whole room's workstations from one stick.

`*.koperta-enrol` is a DSSE envelope of type `koperta/enrolment/1`, signed by the room's Ed25519 key
alone; its payload is the JSON of `EnrolmentFile`. The board-signed room statement inside certifies that key: a
machine that knows the board's trust document checks it; one that does not shows the key's fingerprint, which
the console shows too. Each seat has an approval of 32 random bytes, valid once; the room keeps its
SHA-256 only. Whoever holds the stick can enrol, so it is treated like a key to the room.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from koperta_crypto import envelope
from koperta_crypto.errors import CryptoError
from koperta_crypto.labels import context
from koperta_crypto.passphrase import ALPHABET
from koperta_crypto.signing import SigningKey, key_id
from koperta_packages.errors import PackageError
from koperta_packages.identity import verify_room_statement
from koperta_packages.trust import TrustDocument
from koperta_sync.protocol.pairing import EnrolmentFile, EnrolmentSeat

TYPE = "koperta/enrolment/1"
SUFFIX = ".koperta-enrol"
LIMIT = 1024 * 1024
APPROVAL_BYTES = 32
_decoder = msgspec.json.Decoder(EnrolmentFile)


class EnrolmentError(Exception):
    """Say that an enrolment file is not to be used; `sentence` is for the person at the machine."""

    def __init__(self, detail: str, sentence: str) -> None:
        super().__init__(detail)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Hold a file whose signature held. `certified`: the board vouches for the room's key."""

    file: EnrolmentFile
    certified: bool

    @property
    def fingerprint(self) -> str:
        """Return the room key's fingerprint as people compare it."""
        return room_fingerprint(bytes.fromhex(self.file.room_key))

    def seat(self, seat_number: int) -> EnrolmentSeat:
        """Return the approval of a seat; EnrolmentError when the file has none."""
        for seat in self.file.seats:
            if seat.seat_number == seat_number:
                return seat
        raise EnrolmentError(f"no seat {seat_number}", f"Plik łączenia nie obejmuje stanowiska {seat_number}.")


def room_fingerprint(room_key: bytes) -> str:
    """Return the first 80 bits of SHA-256 over the room's key in Crockford base32, `XXXX-XXXX-XXXX-XXXX`."""
    digest = hashlib.sha256(context("koperta/room-fingerprint/1", room_key)).digest()
    number = int.from_bytes(digest[:10], "big")
    symbols = "".join(ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(symbols[at : at + 4] for at in range(0, 16, 4))


def new_approvals(exam_room: str, seats: Iterable[int], random: Callable[[int], bytes]) -> tuple[EnrolmentSeat, ...]:
    """Make one approval for each seat of an exam room."""
    return tuple(
        EnrolmentSeat(seat_number=seat, exam_room=exam_room, approval=random(APPROVAL_BYTES).hex()) for seat in seats
    )


def approval_digest(approval: str) -> str:
    """Return what the room keeps of an approval: SHA-256 in hex of context("koperta/approval/1", approval)."""
    return hashlib.sha256(context("koperta/approval/1", bytes.fromhex(approval))).hexdigest()


def write_enrolment(file: EnrolmentFile, room_key: SigningKey) -> bytes:
    """Return the bytes of the file; ValueError when it names another room key."""
    if file.room_key != room_key.public.hex():
        raise ValueError("the file names another room key")
    return envelope.sign(TYPE, msgspec.json.encode(file), [room_key]).encode()


def read_enrolment(data: bytes, trust: TrustDocument | None = None) -> Enrolment:
    """Verify a file and return what it holds; with `trust` the board has to vouch for the room.

    Raises EnrolmentError for another kind of file, damage, a foreign signature, or a room the board
    of `trust` has not certified or has revoked.
    """
    try:
        signed = envelope.Envelope.decode(data, limit=LIMIT)
    except CryptoError as error:
        raise EnrolmentError(f"no envelope: {error}", "To nie jest plik łączenia albo plik jest ucięty.") from error
    if signed.payload_type != TYPE:
        raise EnrolmentError(f"type {signed.payload_type}", "To nie jest plik łączenia.")
    try:
        # The key that verifies stands in the payload itself: nothing of it counts before the next check.
        file = _decoder.decode(signed.payload)
        key = bytes.fromhex(file.room_key)
        envelope.verify(signed, TYPE, {key_id(key): key}, 1)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, CryptoError) as error:
        raise EnrolmentError(f"not verified: {error}", "Plik łączenia jest uszkodzony; zapisz go ponownie.") from error
    return Enrolment(file, certified=_certified(file, trust))


def _certified(file: EnrolmentFile, trust: TrustDocument | None) -> bool:
    if trust is None:
        return False
    try:
        statement = verify_room_statement(bytes.fromhex(file.room_statement), trust)
    except (PackageError, ValueError) as error:
        raise EnrolmentError(f"statement: {error}", "Tej sali nie potwierdziła komisja; wezwij operatora.") from error
    if (statement.sign_public, statement.room_id) != (file.room_key, file.room_id):
        raise EnrolmentError("the statement is another room's", "Plik łączenia podszywa się pod inną salę.")
    return True
