"""Keep the board's trust document: which keys may sign what, and what has been revoked.

The first version is anchored by the board's fingerprint (a hash of its first root keys). Each
later version needs the root threshold of the version before it and of itself, as in TUF; a
version lower than the newest known is refused for ever (security notes c.10). Functions here take
bytes and return values; where the newest version is kept is the caller's business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from koperta_crypto import signing
from koperta_crypto.labels import context

from . import documents
from .documents import Count, Hex32, Identifier, KeyId, Text
from .errors import Code, PackageError

TRUST_TYPE = "koperta/trust/1"
TRUST_LIMIT = 256 * 1024
ROLE_NAMES = ("root", "issuing", "registration", "receipt", "notice")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the keys of one role (key id → Ed25519 public key in hex) and how many must sign."""

    threshold: int
    keys: dict[KeyId, Hex32]

    def publics(self) -> dict[str, bytes]:
        """Return key id → 32 public bytes."""
        return {key_id: bytes.fromhex(public) for key_id, public in self.keys.items()}


class Roles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the five roles of a board."""

    root: Role
    issuing: Role
    registration: Role
    receipt: Role
    notice: Role

    def named(self, name: str) -> Role:
        """Return one role by its name; ValueError for a name outside ROLE_NAMES."""
        if name not in ROLE_NAMES:
            raise ValueError(f"no role {name}")
        role: Role = getattr(self, name)
        return role


class Revoked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what no longer counts: key ids, room ids, official ids, package ids."""

    keys: tuple[KeyId, ...] = ()
    rooms: tuple[Identifier, ...] = ()
    officials: tuple[Identifier, ...] = ()
    packages: tuple[Identifier, ...] = ()


class TrustDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold one verified version of the board's trust document.

    `expires` is an ISO date and only advice; `answer_keys` are X25519 public keys, the primary
    first and the escrow second.
    """

    version: Count
    board_id: Hex32
    board: Text
    roles: Roles
    answer_keys: tuple[Hex32, Hex32]
    revoked: Revoked
    expires: str

    @property
    def fingerprint(self) -> str:
        """Return the board's fingerprint as people compare it: 16 symbols in groups of four."""
        return fingerprint(self.board_id)

    def answer_publics(self) -> tuple[bytes, bytes]:
        """Return the primary and the escrow answer key as 32 public bytes each."""
        return bytes.fromhex(self.answer_keys[0]), bytes.fromhex(self.answer_keys[1])


def board_id_of(root: Role) -> str:
    """Return the hex identity of a board: SHA-256 over the threshold and keys of its first root."""
    parts = [bytes.fromhex(root.keys[key_id]) for key_id in sorted(root.keys)]
    threshold = root.threshold.to_bytes(4, "big")
    return hashlib.sha256(context("koperta/board/1", threshold, *parts)).hexdigest()


def fingerprint(board_id: str) -> str:
    """Return the first 80 bits of a board id as Crockford base32, `XXXX-XXXX-XXXX-XXXX`."""
    number = int(board_id[:20], 16)
    symbols = "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(75, -1, -5))
    return "-".join(symbols[at : at + 4] for at in range(0, 16, 4))


def accept_trust(data: bytes, known: TrustDocument | None, *, expected_board: str | None = None) -> TrustDocument:
    """Verify one version of a trust document against the newest known one.

    Without a known one the document must be version 1, signed by its own root; `expected_board`
    (a fingerprint) then says whose it must be. The same version again is accepted unchanged.
    Raises PackageError: TRUST_ROLLBACK for a lower version, TRUST_TOO_OLD when versions between
    are missing, PKG_UNKNOWN_SIGNER for another board, else the codes of a bad signature.
    """
    decoded = documents.decode_envelope(data, TRUST_TYPE, limit=TRUST_LIMIT)
    claimed = documents.parse(decoded.payload, TrustDocument)
    _check_shape(claimed)
    if known is None:
        if claimed.version != 1 or claimed.board_id != board_id_of(claimed.roles.root):
            raise PackageError(Code.TRUST_TOO_OLD, "the first trust document must be version 1")
        if expected_board is not None and claimed.fingerprint != expected_board:
            raise PackageError(Code.PKG_UNKNOWN_SIGNER, f"board {claimed.fingerprint}")
    elif claimed.board_id != known.board_id:
        raise PackageError(Code.PKG_UNKNOWN_SIGNER, f"board {claimed.fingerprint}")
    elif claimed.version < known.version:
        raise PackageError(Code.TRUST_ROLLBACK, f"{claimed.version} after {known.version}")
    elif claimed.version > known.version + 1:
        raise PackageError(Code.TRUST_TOO_OLD, f"{claimed.version} after {known.version}")
    elif claimed.version == known.version:
        if claimed != known:
            raise PackageError(Code.TRUST_ROLLBACK, f"a second version {known.version}")
    else:
        old = known.roles.root
        documents.verify_envelope(decoded, old.publics(), old.threshold, _keys_of(known))
    root = claimed.roles.root
    documents.verify_envelope(decoded, root.publics(), root.threshold, _keys_of(claimed))
    return claimed


def accept_chain(
    chain: Iterable[bytes], known: TrustDocument | None, *, expected_board: str | None = None
) -> TrustDocument:
    """Walk a chain of versions in order, skipping those older than the known one.

    A chain whose newest version is older than the known one is TRUST_ROLLBACK: it comes with a
    file made before the board changed its keys, but it also hides revocations. Raises
    PackageError as `accept_trust`, PKG_MALFORMED for an empty chain.
    """
    current, newest = known, 0
    for data in chain:
        version = peek_version(data)
        newest = max(newest, version)
        if current is None or version >= current.version:
            current = accept_trust(data, current, expected_board=expected_board)
    if current is None or newest == 0:
        raise PackageError(Code.PKG_MALFORMED, "no trust document")
    if newest < current.version:
        raise PackageError(Code.TRUST_ROLLBACK, f"{newest} after {current.version}")
    return current


def peek_version(data: bytes) -> int:
    """Return the version an unverified trust document claims, to put several into order."""
    decoded = documents.decode_envelope(data, TRUST_TYPE, limit=TRUST_LIMIT)
    return documents.parse(decoded.payload, TrustDocument).version


def open_signed(data: bytes, payload_type: str, trust: TrustDocument, role: str, *, limit: int) -> bytes:
    """Return the payload of a document signed by the threshold of one role.

    Raises PackageError as `documents.decode_envelope` and `documents.verify_envelope`.
    """
    decoded = documents.decode_envelope(data, payload_type, limit=limit)
    holders = trust.roles.named(role)
    return documents.verify_envelope(decoded, holders.publics(), holders.threshold, _keys_of(trust))


def sign_trust(document: TrustDocument, keys: Sequence[signing.SigningKey]) -> bytes:
    """Return the signed bytes of a trust document."""
    return documents.sign(TRUST_TYPE, document, keys)


def _keys_of(trust: TrustDocument) -> frozenset[str]:
    return frozenset(trust.revoked.keys)


def _check_shape(document: TrustDocument) -> None:
    """Refuse thresholds nobody can meet and key ids that are not those of their keys."""
    for name in ROLE_NAMES:
        role = document.roles.named(name)
        if not 1 <= role.threshold <= len(role.keys) <= 16:
            raise PackageError(Code.PKG_MALFORMED, f"threshold of {name}")
        if len(set(role.keys.values())) != len(role.keys):
            raise PackageError(Code.PKG_MALFORMED, f"a key of {name} occurs twice")
        for key_id, public in role.publics().items():
            if signing.key_id(public) != key_id:
                raise PackageError(Code.PKG_MALFORMED, f"key id {key_id} of {name}")
