"""Carry the candidates of one sitting to one centre, sealed to the centre's rooms alone.

Cards are printed weeks before the passphrase exists, so these data are a file of their own. The
data key is random and wrapped to the X25519 key of every room identity of the centre; the header
in clear says only for whom the file is. Corrections come as amendments (`amendments`).
"""

from __future__ import annotations

import enum
import secrets
from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec

from koperta_crypto import errors as crypto
from koperta_crypto import sealing
from koperta_crypto.exchange import wrap
from koperta_crypto.labels import context
from koperta_crypto.signing import SigningKey

from . import documents
from .documents import Count, Hex32, HexBytes, Identifier, Text
from .errors import Code, PackageError
from .identity import RoomIdentity, RoomStatement
from .manifest import Minutes
from .trust import TrustDocument, open_signed

CANDIDATES_TYPE = "koperta/candidates/1"
CANDIDATES_LIMIT = 16 * 1024 * 1024
MAX_CANDIDATES = 10_000

Username = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{2,39}\Z")]
CardSecret = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-HJKMNP-TV-Z]{12}\Z")]
ShortText = Annotated[str, msgspec.Meta(max_length=200)]
ExtraMinutes = Annotated[int, msgspec.Meta(ge=0, le=600)]


class Accommodation(enum.StrEnum):
    """Name the accommodations other than extra time."""

    OWN_ROOM = "own-room"
    LARGER_PRINT = "larger-print"
    HIGH_CONTRAST = "high-contrast"
    SCREEN_READER = "screen-reader"
    NO_SEAT_DRAW = "no-seat-draw"


class Candidate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold one candidate of a sitting as the board declares them.

    `secret` is the card's password (12 symbols, the last two are check symbols); exactly one of
    `pesel` and `document` is usually given; `extra_minutes` is the accommodation of time.
    """

    candidate_id: Identifier
    username: Username
    secret: CardSecret
    surname: Text
    given_names: Text
    package_id: Identifier
    exam_room: Text
    pesel: ShortText | None = None
    document: ShortText | None = None
    organisation: ShortText = ""
    category: ShortText = ""
    extra_minutes: ExtraMinutes = 0
    accommodations: tuple[Accommodation, ...] = ()
    exempt: bool = False

    def __repr__(self) -> str:
        return f"Candidate({self.candidate_id!r})"  # neither names nor the card's secret in logs


class SittingPackage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what cards and seats need to know of one package of the sitting."""

    package_id: Identifier
    manifest_sha256: Hex32
    qualification: Identifier
    name: Text
    tasks: Count
    minutes: Minutes


class SittingDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold one sitting at one centre; `opens_at` and `closes_at` are ISO 8601 times with zone."""

    sitting_id: Identifier
    session: Text
    title: Text
    opens_at: Text
    closes_at: Text
    trial: bool
    centre_number: Identifier
    centre_name: Text
    exam_rooms: tuple[Text, ...]
    packages: tuple[SittingPackage, ...]

    def package(self, package_id: str) -> SittingPackage:
        """Return one package of the sitting; KeyError when it has no such package."""
        for package in self.packages:
            if package.package_id == package_id:
                return package
        raise KeyError(package_id)


class CandidateData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the opened data: the sitting and its candidates, at one revision (1 when issued)."""

    revision: Count
    sitting: SittingDefinition
    candidates: tuple[Candidate, ...]

    def candidate(self, candidate_id: str) -> Candidate | None:
        """Return one candidate, None when there is none of that id."""
        return next((one for one in self.candidates if one.candidate_id == candidate_id), None)


class WrappedKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the data key wrapped to one room."""

    room_id: Identifier
    box: HexBytes


class CandidatesHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the signed file: for whom it is in clear, the data sealed."""

    sitting_id: Identifier
    centre_number: Identifier
    revision: Count
    requires_trust_version: Count
    rooms: tuple[WrappedKey, ...]
    box: HexBytes


def seal_for_rooms(data: bytes, aad: bytes, rooms: Iterable[RoomStatement]) -> tuple[tuple[WrappedKey, ...], str]:
    """Seal data under a random key and wrap that key to every room; returns wraps and box (hex)."""
    key = secrets.token_bytes(32)
    wraps = tuple(WrappedKey(room.room_id, wrap(bytes.fromhex(room.exchange_public), key, aad).hex()) for room in rooms)
    return wraps, sealing.seal(key, data, aad).hex()


def open_for_room(wraps: Sequence[WrappedKey], box: str, aad: bytes, room: RoomIdentity) -> bytes:
    """Open what `seal_for_rooms` sealed; PackageError DATA_WRONG_ROOM when this room cannot."""
    mine = next((one for one in wraps if one.room_id == room.room_id), None)
    if mine is None:
        raise PackageError(Code.DATA_WRONG_ROOM, f"not sealed to {room.room_id}")
    try:
        key = room.exchange.unwrap(bytes.fromhex(mine.box), aad)
    except crypto.CryptoError as error:
        raise PackageError(Code.DATA_WRONG_ROOM, str(error)) from error
    try:
        return sealing.open_sealed(key, bytes.fromhex(box), aad)
    except crypto.CryptoError as error:
        raise PackageError(Code.SEGMENT_AUTH_FAILED, f"candidate data: {error}") from error


def candidates_aad(centre_number: str, sitting_id: str, revision: int) -> bytes:
    """Return the context the data and the wrapped keys are bound to."""
    return context(CANDIDATES_TYPE, centre_number.encode(), sitting_id.encode(), revision.to_bytes(8, "big"))


def write_candidates(
    data: CandidateData,
    rooms: Sequence[RoomStatement],
    trust_version: int,
    signers: Sequence[SigningKey],
) -> bytes:
    """Return the signed `.candidates` file, sealed to the given rooms."""
    check_data(data)
    sitting = data.sitting
    aad = candidates_aad(sitting.centre_number, sitting.sitting_id, data.revision)
    wraps, box = seal_for_rooms(documents.encode(data), aad, rooms)
    header = CandidatesHeader(sitting.sitting_id, sitting.centre_number, data.revision, trust_version, wraps, box)
    return documents.sign(CANDIDATES_TYPE, header, signers)


def read_candidates_header(data: bytes, trust: TrustDocument) -> CandidatesHeader:
    """Verify a candidate file and return its header; nothing is opened. Raises PackageError."""
    payload = open_signed(data, CANDIDATES_TYPE, trust, "issuing", limit=CANDIDATES_LIMIT)
    header = documents.parse(payload, CandidatesHeader, limit=CANDIDATES_LIMIT)
    if header.requires_trust_version > trust.version:
        raise PackageError(Code.TRUST_TOO_OLD, f"{trust.version}")
    return header


def open_candidates(header: CandidatesHeader, room: RoomIdentity) -> CandidateData:
    """Open verified candidate data with the room's key and check them.

    Raises PackageError DATA_WRONG_CENTRE, DATA_WRONG_ROOM, PKG_MALFORMED.
    """
    if header.centre_number != room.centre_number:
        raise PackageError(Code.DATA_WRONG_CENTRE, header.centre_number)
    aad = candidates_aad(header.centre_number, header.sitting_id, header.revision)
    plain = open_for_room(header.rooms, header.box, aad, room)
    data = documents.parse(plain, CandidateData, limit=CANDIDATES_LIMIT)
    named = (data.sitting.sitting_id, data.sitting.centre_number, data.revision)
    if named != (header.sitting_id, header.centre_number, header.revision):
        raise PackageError(Code.PKG_MALFORMED, "header and contents differ")
    check_data(data)
    return data


def check_data(data: CandidateData) -> None:
    """Refuse doubled ids or usernames and candidates without a package or room of the sitting."""
    if len(data.candidates) > MAX_CANDIDATES:
        raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"{len(data.candidates)} candidates")
    for what in ("candidate_id", "username"):
        values = [getattr(one, what) for one in data.candidates]
        if len(set(values)) != len(values):
            raise PackageError(Code.PKG_MALFORMED, f"a {what} occurs twice")
    packages = {one.package_id for one in data.sitting.packages}
    rooms = set(data.sitting.exam_rooms)
    for one in data.candidates:
        if one.package_id not in packages or one.exam_room not in rooms:
            raise PackageError(Code.PKG_MALFORMED, f"candidate {one.candidate_id}: unknown package or exam room")
