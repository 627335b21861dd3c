"""Decide who vouches for a bundle: the room, and two different officials of whom one is a chair.

The public keys stand in statements of the board inside the signed manifest, so the manifest is parsed before
its signatures can be checked; nothing of it is believed until both they and the statements are. Every
signature must be good and by somebody named: an unknown one is not ignored, so that no byte of the file can
change unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from koperta_crypto.envelope import Envelope, pae
from koperta_crypto.errors import CryptoError
from koperta_crypto.signing import key_id, verify
from koperta_packages import documents
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import (
    OFFICIAL_STATEMENT_TYPE,
    ROOM_STATEMENT_TYPE,
    STATEMENT_LIMIT,
    OfficialRole,
    OfficialStatement,
    RoomStatement,
    verify_official_statement,
    verify_room_statement,
)
from koperta_packages.trust import TrustDocument
from koperta_sync.bundle.manifest import BUNDLE_TYPE, BundleManifest

OFFICIALS_NEEDED = 2
CHAIRS = frozenset({OfficialRole.EXAM_CHAIR, OfficialRole.DEPUTY_EXAM_CHAIR, OfficialRole.ROOM_CHAIR})
MAY_SIGN = CHAIRS | {OfficialRole.OPERATOR}

T = TypeVar("T", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Signers:
    """Hold who may sign a bundle, by the board's statements."""

    room: RoomStatement
    officials: tuple[OfficialStatement, ...]

    def publics(self) -> dict[str, bytes]:
        """Return key id → public key of the room and every official."""
        keys = [self.room.sign_public, *(one.public for one in self.officials)]
        return {key_id(bytes.fromhex(public)): bytes.fromhex(public) for public in keys}

    def official(self, signer: str) -> OfficialStatement | None:
        """Return the official with this key id or official id."""
        for one in self.officials:
            if signer in (one.official_id, key_id(bytes.fromhex(one.public))):
                return one
        return None

    def check(self, payload: bytes, signatures: dict[str, bytes]) -> tuple[OfficialStatement, ...]:
        """Return the officials who signed; PackageError BUNDLE_BAD_SIGNATURE or BUNDLE_THRESHOLD_NOT_MET."""
        message = pae(BUNDLE_TYPE, payload)
        publics = self.publics()
        for signer, signature in signatures.items():
            if signer not in publics:
                raise PackageError(Code.BUNDLE_BAD_SIGNATURE, f"nobody named {signer} may sign")
            check_signature(publics[signer], message, signature, signer)
        if key_id(bytes.fromhex(self.room.sign_public)) not in signatures:
            raise PackageError(Code.BUNDLE_THRESHOLD_NOT_MET, "the room has not signed")
        found = [self.official(signer) for signer in signatures]
        signed = tuple(one for one in found if one is not None)
        if len({one.public for one in signed}) < OFFICIALS_NEEDED:
            raise PackageError(Code.BUNDLE_THRESHOLD_NOT_MET, f"{len(signed)} of {OFFICIALS_NEEDED} officials")
        if not any(one.role in CHAIRS for one in signed):
            raise PackageError(Code.BUNDLE_THRESHOLD_NOT_MET, "no chair has signed")
        return signed


def check_signature(public: bytes, message: bytes, signature: bytes, signer: str) -> None:
    """Raise PackageError BUNDLE_BAD_SIGNATURE unless the key made the signature."""
    try:
        verify(public, message, signature)
    except CryptoError as error:
        raise PackageError(Code.BUNDLE_BAD_SIGNATURE, signer) from error


def claimed_signers(manifest: BundleManifest) -> Signers:
    """Return who may sign by the statements as they stand in the manifest; nothing vouches for them yet.

    Raises PackageError: BUNDLE_UNKNOWN_ROOM for a statement that is none, or is of another room or centre;
    BUNDLE_BAD_SIGNATURE for officials alike, BUNDLE_THRESHOLD_NOT_MET when one key stands for two signers.
    """
    with _as(Code.BUNDLE_UNKNOWN_ROOM):
        room = _claimed(manifest.room_statement, ROOM_STATEMENT_TYPE, RoomStatement)
    if (room.room_id, room.centre_number) != (manifest.room_id, manifest.centre_number):
        raise PackageError(Code.BUNDLE_UNKNOWN_ROOM, f"the statement is of room {room.room_id}")
    with _as(Code.BUNDLE_BAD_SIGNATURE):
        officials = tuple(_claimed(one, OFFICIAL_STATEMENT_TYPE, OfficialStatement) for one in manifest.officials)
    for one in officials:
        if one.centre_number != manifest.centre_number or one.role not in MAY_SIGN:
            raise PackageError(Code.BUNDLE_BAD_SIGNATURE, f"{one.official_id} may not sign here")
    publics = [room.sign_public, *(one.public for one in officials)]
    if len(set(publics)) != len(publics):
        raise PackageError(Code.BUNDLE_THRESHOLD_NOT_MET, "one key stands for two signers")
    return Signers(room, officials)


def check_statements(manifest: BundleManifest, trust: TrustDocument) -> None:
    """Check every statement in the manifest against the board's trust document.

    Raises PackageError: BUNDLE_UNKNOWN_ROOM or BUNDLE_BAD_SIGNATURE for a statement that the board did not
    make, PKG_SIGNER_REVOKED for a room or official that it has revoked since.
    """
    with _as(Code.BUNDLE_UNKNOWN_ROOM):
        verify_room_statement(bytes.fromhex(manifest.room_statement), trust)
    with _as(Code.BUNDLE_BAD_SIGNATURE):
        for one in manifest.officials:
            verify_official_statement(bytes.fromhex(one), trust)


def check_envelope(envelope: Envelope, signers: Signers) -> tuple[OfficialStatement, ...]:
    """Return the officials who signed an envelope, each once; raises as `Signers.check`."""
    signatures = {one.key_id: one.signature for one in envelope.signatures}
    if len(signatures) != len(envelope.signatures):
        raise PackageError(Code.BUNDLE_THRESHOLD_NOT_MET, "somebody signed twice")
    return signers.check(envelope.payload, signatures)


@contextmanager
def _as(code: Code) -> Iterator[None]:
    """Let a refused statement refuse the bundle with its own code; what was revoked is said as it is."""
    try:
        yield
    except PackageError as error:
        if error.code is Code.PKG_SIGNER_REVOKED:
            raise
        raise PackageError(code, error.detail) from error


def _claimed(statement: str, payload_type: str, kind: type[T]) -> T:
    decoded = documents.decode_envelope(bytes.fromhex(statement), payload_type, limit=STATEMENT_LIMIT)
    return documents.parse(decoded.payload, kind, limit=STATEMENT_LIMIT)
