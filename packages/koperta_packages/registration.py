"""Carry to a centre everybody the board has certified for it, with the newest trust document.

A `.registration` file is imported once by each room of the centre and again whenever people, rooms
or the board's keys change. Its trust chain is verified first, by itself; everything else against
the trust that results.
"""

from __future__ import annotations

import msgspec

from koperta_crypto.signing import SigningKey

from . import documents
from .documents import HexBytes, Identifier, Text
from .errors import Code, PackageError
from .identity import (
    OfficialStatement,
    RoomStatement,
    verify_official_statement,
    verify_room_statement,
)
from .trust import TrustDocument, accept_chain, open_signed

REGISTRATION_TYPE = "koperta/registration/1"
REGISTRATION_LIMIT = 4 * 1024 * 1024


class RegistrationPayload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold a registration file's contents: envelopes in hex, oldest trust document first."""

    centre_number: Identifier
    centre_name: Text
    trust_chain: tuple[HexBytes, ...]
    rooms: tuple[HexBytes, ...]
    officials: tuple[HexBytes, ...]


class Registration(msgspec.Struct, frozen=True):
    """Hold a verified registration: the newest trust and everybody the board certified."""

    centre_number: str
    centre_name: str
    trust: TrustDocument
    rooms: tuple[RoomStatement, ...]
    officials: tuple[OfficialStatement, ...]

    def room(self, room_id: str) -> RoomStatement | None:
        """Return the statement of one room, None when it is not registered."""
        return next((room for room in self.rooms if room.room_id == room_id), None)


def sign_registration(payload: RegistrationPayload, key: SigningKey) -> bytes:
    """Return the signed `.registration` file of a centre."""
    return documents.sign(REGISTRATION_TYPE, payload, [key])


def read_registration(data: bytes, known: TrustDocument | None, *, expected_board: str | None = None) -> Registration:
    """Verify a registration file; its trust chain first, then everything else against it.

    `known` is the newest trust document this machine has accepted, `expected_board` the
    fingerprint to insist on while there is none. Revoked rooms and officials are left out.
    Raises PackageError: trust codes, signature codes, DATA_WRONG_CENTRE for a foreign statement.
    """
    decoded = documents.decode_envelope(data, REGISTRATION_TYPE, limit=REGISTRATION_LIMIT)
    payload = documents.parse(decoded.payload, RegistrationPayload, limit=REGISTRATION_LIMIT)
    chain = [bytes.fromhex(one) for one in payload.trust_chain]
    trust = accept_chain(chain, known, expected_board=expected_board)
    open_signed(data, REGISTRATION_TYPE, trust, "registration", limit=REGISTRATION_LIMIT)
    # Revocation is applied below, to the people and rooms, so that the rest of the file stays good.
    lenient = msgspec.structs.replace(trust, revoked=msgspec.structs.replace(trust.revoked, rooms=(), officials=()))
    rooms = [verify_room_statement(bytes.fromhex(one), lenient) for one in payload.rooms]
    people = [verify_official_statement(bytes.fromhex(one), lenient) for one in payload.officials]
    centres = {one.centre_number for one in rooms} | {one.centre_number for one in people}
    if not centres <= {payload.centre_number}:
        raise PackageError(Code.DATA_WRONG_CENTRE, f"statements for {sorted(centres)}")
    return Registration(
        payload.centre_number,
        payload.centre_name,
        trust,
        tuple(one for one in rooms if one.room_id not in trust.revoked.rooms),
        tuple(one for one in people if one.official_id not in trust.revoked.officials),
    )
