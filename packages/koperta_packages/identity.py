"""Name rooms and officials: their keys, their self-signed requests, the board's statements.

A room identity is made on the operator machine (`koperta room init`), is readable unattended so
that a restarted room works before anyone types a passphrase, and is certified once by the board.
A room's id is derived from its keys, so two rooms can never share one. Officials keep an Ed25519
key in a PIN-protected file; role and centre come from the board's statement, never from the file.
"""

from __future__ import annotations

import base64
import enum
import hashlib
import os
from pathlib import Path

import msgspec

from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.labels import context
from koperta_crypto.signing import SigningKey, key_id

from . import documents
from .documents import Hex32, Identifier, Text
from .errors import Code, PackageError
from .trust import TrustDocument, open_signed

ROOM_REQUEST_TYPE = "koperta/room-request/1"
ROOM_STATEMENT_TYPE = "koperta/room-statement/1"
OFFICIAL_REQUEST_TYPE = "koperta/official-request/1"
OFFICIAL_STATEMENT_TYPE = "koperta/official-statement/1"
OFFICIAL_KEY_PURPOSE = "koperta/official-key/1"
STATEMENT_LIMIT = 16 * 1024
IDENTITY_FILE = "identity.json"


class OfficialRole(enum.StrEnum):
    """Name the roles an official can hold; rights follow the role."""

    EXAM_CHAIR = "exam-chair"
    DEPUTY_EXAM_CHAIR = "deputy-exam-chair"
    ROOM_CHAIR = "room-chair"
    OPERATOR = "operator"
    TEAM_MEMBER = "team-member"
    OBSERVER = "observer"


class RoomRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what a room asks the board to certify; signed by the room itself."""

    room_id: Identifier
    centre_number: Identifier
    label: Text
    sign_public: Hex32
    exchange_public: Hex32


class RoomStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold a room identity certified by the board; keys are 32 bytes in hex."""

    room_id: Identifier
    centre_number: Identifier
    centre_name: Text
    label: Text
    sign_public: Hex32
    exchange_public: Hex32


class OfficialRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what an official asks the board to certify; signed by the official's own key."""

    official_id: Identifier
    name: Text
    role: OfficialRole
    public: Hex32


class OfficialStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold an official certified by the board for one centre."""

    official_id: Identifier
    name: Text
    role: OfficialRole
    centre_number: Identifier
    public: Hex32


class _StoredIdentity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold a room identity as its owner stores it."""

    centre_number: Identifier
    label: Text
    sign_seed: Hex32
    exchange_secret: Hex32


class RoomIdentity:
    """Hold the secret keys of one room and what it calls itself."""

    __slots__ = ("centre_number", "exchange", "label", "room_id", "signing")

    def __init__(self, centre_number: str, label: str, signing: SigningKey, exchange: ExchangeKey) -> None:
        self.centre_number = centre_number
        self.label = label
        self.signing = signing
        self.exchange = exchange
        self.room_id = room_id_of(signing.public, exchange.public)

    @classmethod
    def create(cls, centre_number: str, label: str) -> RoomIdentity:
        """Make a fresh identity from the operating system's randomness."""
        return cls(centre_number, label, SigningKey.generate(), ExchangeKey.generate())

    def to_bytes(self) -> bytes:
        """Return the secret file's contents; whoever can read them is the room."""
        stored = _StoredIdentity(
            self.centre_number,
            self.label,
            self.signing.seed().hex(),
            self.exchange.secret_bytes().hex(),
        )
        return documents.encode(stored)

    @classmethod
    def from_bytes(cls, data: bytes) -> RoomIdentity:
        """Parse what `to_bytes` wrote; PackageError PKG_MALFORMED for anything else."""
        stored = documents.parse(data, _StoredIdentity, limit=STATEMENT_LIMIT)
        return cls(
            stored.centre_number,
            stored.label,
            SigningKey.from_seed(bytes.fromhex(stored.sign_seed)),
            ExchangeKey.from_bytes(bytes.fromhex(stored.exchange_secret)),
        )

    def save(self, folder: Path) -> None:
        """Write the identity into a folder, readable by its owner only; OSError if it exists.

        It is not encrypted: a restarted room must read it before anyone is there to type.
        """
        folder.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(folder / IDENTITY_FILE, flags, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(self.to_bytes())
            file.flush()
            os.fsync(file.fileno())

    @classmethod
    def load(cls, folder: Path) -> RoomIdentity:
        """Read what `save` wrote; PackageError IO_ERROR or PKG_MALFORMED."""
        try:
            data = (folder / IDENTITY_FILE).read_bytes()
        except OSError as error:
            raise PackageError(Code.IO_ERROR, f"{IDENTITY_FILE}: {error.strerror}") from error
        return cls.from_bytes(data)

    def __repr__(self) -> str:
        return f"RoomIdentity(room_id={self.room_id!r}, centre_number={self.centre_number!r})"


def room_id_of(sign_public: bytes, exchange_public: bytes) -> str:
    """Return the room id that belongs to two public keys: `r` and 12 base32 symbols."""
    digest = hashlib.sha256(context("koperta/room-id/1", sign_public, exchange_public)).digest()
    return "r" + base64.b32encode(digest[:8]).decode("ascii")[:12].lower()


def official_id_of(public: bytes) -> str:
    """Return the official id that belongs to a public key: `o` and its 16-digit key id."""
    return "o" + key_id(public)


def make_room_request(identity: RoomIdentity) -> bytes:
    """Return the request file by which a room asks the board for its statement."""
    request = RoomRequest(
        identity.room_id,
        identity.centre_number,
        identity.label,
        identity.signing.public.hex(),
        identity.exchange.public.hex(),
    )
    return documents.sign(ROOM_REQUEST_TYPE, request, [identity.signing])


def read_room_request(data: bytes) -> RoomRequest:
    """Verify that a room request is signed by the key it names and that its id fits its keys."""
    decoded = documents.decode_envelope(data, ROOM_REQUEST_TYPE, limit=STATEMENT_LIMIT)
    request = documents.parse(decoded.payload, RoomRequest)
    sign_public = bytes.fromhex(request.sign_public)
    documents.verify_envelope(decoded, {key_id(sign_public): sign_public}, 1)
    _check_room_id(request)
    return request


def make_official_request(name: str, role: OfficialRole, key: SigningKey) -> bytes:
    """Return the request file by which an official asks the board for a statement."""
    public = key.public
    request = OfficialRequest(official_id_of(public), name, role, public.hex())
    return documents.sign(OFFICIAL_REQUEST_TYPE, request, [key])


def read_official_request(data: bytes) -> OfficialRequest:
    """Verify that an official's request is signed by the key it names."""
    decoded = documents.decode_envelope(data, OFFICIAL_REQUEST_TYPE, limit=STATEMENT_LIMIT)
    request = documents.parse(decoded.payload, OfficialRequest)
    public = bytes.fromhex(request.public)
    documents.verify_envelope(decoded, {key_id(public): public}, 1)
    if request.official_id != official_id_of(public):
        raise PackageError(Code.PKG_MALFORMED, "the official's id does not fit the key")
    return request


def verify_room_statement(data: bytes, trust: TrustDocument) -> RoomStatement:
    """Return a room statement signed by the board's registration key and not revoked."""
    payload = open_signed(data, ROOM_STATEMENT_TYPE, trust, "registration", limit=STATEMENT_LIMIT)
    statement = documents.parse(payload, RoomStatement)
    _check_room_id(statement)
    if statement.room_id in trust.revoked.rooms:
        raise PackageError(Code.PKG_SIGNER_REVOKED, f"room {statement.room_id}")
    return statement


def verify_official_statement(data: bytes, trust: TrustDocument) -> OfficialStatement:
    """Return an official's statement signed by the registration key and not revoked."""
    payload = open_signed(data, OFFICIAL_STATEMENT_TYPE, trust, "registration", limit=STATEMENT_LIMIT)
    statement = documents.parse(payload, OfficialStatement)
    if statement.official_id != official_id_of(bytes.fromhex(statement.public)):
        raise PackageError(Code.PKG_MALFORMED, "the official's id does not fit the key")
    if statement.official_id in trust.revoked.officials:
        raise PackageError(Code.PKG_SIGNER_REVOKED, f"official {statement.official_id}")
    return statement


def verify_statement(data: bytes, trust: TrustDocument) -> RoomStatement | OfficialStatement:
    """Return the statement of a room or an official, whichever the file holds."""
    if data[2 : 2 + len(ROOM_STATEMENT_TYPE)] == ROOM_STATEMENT_TYPE.encode("ascii"):
        return verify_room_statement(data, trust)
    return verify_official_statement(data, trust)


def _check_room_id(room: RoomRequest | RoomStatement) -> None:
    expected = room_id_of(bytes.fromhex(room.sign_public), bytes.fromhex(room.exchange_public))
    if room.room_id != expected:
        raise PackageError(Code.PKG_MALFORMED, "the room's id does not fit its keys")
