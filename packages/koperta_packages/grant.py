"""Personalise a sitting for one centre: the slots that release the package keys.

A grant names every package of the sitting by id and manifest hash and carries slots. A slot's
content is sealed under a key that needs all of its shares: the stretched typed secret and, for
slots of a room, 32 random bytes wrapped to that room's X25519 key. Everything the slot says about
itself enters the derivation, so no field can be exchanged between grants (security notes c.3).
"""

from __future__ import annotations

import enum
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from koperta_crypto import errors as crypto
from koperta_crypto import kdf, sealing, strict_json
from koperta_crypto.exchange import ExchangeKey, wrap
from koperta_crypto.labels import context
from koperta_crypto.signing import SigningKey

from . import documents
from .documents import Count, Hex16, Hex32, HexBytes, Identifier, Text
from .errors import Code, PackageError
from .manifest import Compartment
from .trust import TrustDocument, open_signed

GRANT_TYPE = "koperta/grant/1"
GRANT_LIMIT = 1024 * 1024
MAX_SLOTS = 256


class SlotKind(enum.StrEnum):
    """Name what opens a slot."""

    PASSPHRASE_ROOM = "passphrase+room"
    EMERGENCY = "emergency"
    REVIEW = "review"
    REHEARSAL = "rehearsal"


class SlotKdf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the Argon2id parameters of a slot's typed secret."""

    memory_kib: Count
    passes: Count
    salt: Hex16

    def parameters(self) -> kdf.KdfParameters:
        """Return the parameters as the crypto layer takes them."""
        return kdf.KdfParameters(self.memory_kib, self.passes, bytes.fromhex(self.salt))


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold one way to the keys; `room_id` and `share` are None for the emergency slot."""

    kind: SlotKind
    room_id: Identifier | None
    kdf: SlotKdf
    share: HexBytes | None
    commit: Hex32
    box: HexBytes


class GrantedPackage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Name one package of the sitting by id and by the SHA-256 of its manifest."""

    package_id: Identifier
    manifest_sha256: Hex32


class Grant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold a centre's grant for one sitting.

    `passphrase_id` is four random symbols printed with the passphrase. They are not derived from
    it: any function of the passphrase that is cheaper than the key derivation would let a thief
    sort out wrong guesses at that price. `rehearsal_phrase` is public on purpose. `journal_public` is
    the key to which workstations wrap their journals' keys, also before the unlock; its private half
    comes from the centre secret, so that a spare or rebuilt room can open them, and no other centre.
    """

    sitting_id: Identifier
    centre_number: Identifier
    issued_at: Text
    requires_trust_version: Count
    passphrase_id: Identifier
    rehearsal_phrase: Text
    journal_public: Hex32
    packages: tuple[GrantedPackage, ...]
    slots: tuple[Slot, ...]

    def names(self, package_id: str, manifest_sha256: str) -> bool:
        """Say whether this very package belongs to the grant."""
        return GrantedPackage(package_id, manifest_sha256) in self.packages

    def slot(self, kind: SlotKind, room_id: str | None) -> Slot:
        """Return the slot of a kind and room; PackageError GRANT_WRONG_ROOM when there is none."""
        for slot in self.slots:
            if slot.kind is kind and slot.room_id == room_id:
                return slot
        raise PackageError(Code.GRANT_WRONG_ROOM, f"no slot {kind} for room {room_id}")


def journal_key(centre_secret: bytes) -> ExchangeKey:
    """Return the key that opens workstations' journals: X25519, from the centre secret."""
    return ExchangeKey.from_bytes(kdf.derive(centre_secret, "koperta/journal-secret/1"))


class _SlotContent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what a slot releases: compartment keys by package, and the centre secret."""

    keys: dict[Identifier, dict[Compartment, Hex32]]
    centre_secret: Hex32


@dataclass(frozen=True, slots=True)
class SlotKeys:
    """Hold an opened slot: package id → compartment → 32-byte key, and the centre secret."""

    keys: Mapping[str, Mapping[Compartment, bytes]] = field(repr=False)
    centre_secret: bytes = field(repr=False)


def read_grant(data: bytes, trust: TrustDocument) -> Grant:
    """Verify and parse a grant; every limit is checked before anything is derived.

    Raises PackageError: signature and format codes, KDF_LIMIT_EXCEEDED, TRUST_TOO_OLD.
    """
    payload = open_signed(data, GRANT_TYPE, trust, "issuing", limit=GRANT_LIMIT)
    grant = documents.parse(payload, Grant)
    if grant.requires_trust_version > trust.version:
        raise PackageError(Code.TRUST_TOO_OLD, f"{trust.version}")
    if not grant.packages or len(grant.slots) > MAX_SLOTS:
        raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"{len(grant.slots)} slots")
    if len({one.package_id for one in grant.packages}) != len(grant.packages):
        raise PackageError(Code.PKG_MALFORMED, "a package is granted twice")
    seen = set()
    for slot in grant.slots:
        _check_slot(slot)
        seen.add((slot.kind, slot.room_id))
    if len(seen) != len(grant.slots):
        raise PackageError(Code.PKG_MALFORMED, "a slot occurs twice")
    return grant


def _check_slot(slot: Slot) -> None:
    needs_room = slot.kind is not SlotKind.EMERGENCY
    if (slot.room_id is not None) != needs_room or (slot.share is not None) != needs_room:
        raise PackageError(Code.PKG_MALFORMED, f"slot {slot.kind} has the wrong shares")
    try:
        kdf.check_parameters(slot.kdf.parameters())
    except crypto.CryptoError as error:
        raise PackageError(Code.KDF_LIMIT_EXCEEDED, str(error)) from error


def sign_grant(grant: Grant, signers: list[SigningKey]) -> bytes:
    """Return the signed `.examgrant` file."""
    return documents.sign(GRANT_TYPE, grant, signers)


def slot_context(grant: Grant, slot: Slot) -> bytes:
    """Return SHA-256 over everything a slot is bound to; salt of its KEK and AAD of its box."""
    described = {
        "sitting_id": grant.sitting_id,
        "centre_number": grant.centre_number,
        "packages": msgspec.to_builtins(grant.packages),
        "kind": slot.kind.value,
        "room_id": slot.room_id,
        "kdf": msgspec.to_builtins(slot.kdf),
    }
    encoded = strict_json.dumps(described)
    return hashlib.sha256(context("koperta/slot/1", encoded)).digest()


def share_info(slot_ctx: bytes) -> bytes:
    """Return the HPKE info of a slot's share."""
    return context("koperta/grant-share/1", slot_ctx)


def fill_slot(grant: Grant, empty: Slot, stretched: bytes, room_public: bytes | None, content: SlotKeys) -> Slot:
    """Seal the content into a slot whose kind, room and KDF parameters are set."""
    ctx = slot_context(grant, empty)
    shares, wrapped = [stretched], None
    if room_public is not None:
        share = secrets.token_bytes(32)
        shares.append(share)
        wrapped = wrap(room_public, share, share_info(ctx)).hex()
    both = kdf.combine(ctx, shares, "koperta/kek/1", 64)
    plain = _SlotContent(
        {package: {one: key.hex() for one, key in keys.items()} for package, keys in content.keys.items()},
        content.centre_secret.hex(),
    )
    box = sealing.seal(both[:32], documents.encode(plain), ctx)
    return msgspec.structs.replace(empty, share=wrapped, commit=both[32:].hex(), box=box.hex())


def open_share(grant: Grant, slot: Slot, room: ExchangeKey) -> bytes:
    """Open a slot's wrapped share with the room's key; GRANT_WRONG_ROOM when it does not open."""
    info = share_info(slot_context(grant, slot))
    try:
        return room.unwrap(bytes.fromhex(slot.share or ""), info)
    except crypto.CryptoError as error:
        raise PackageError(Code.GRANT_WRONG_ROOM, f"share of {slot.kind}: {error}") from error


def stretch_secret(secret: str, slot: Slot) -> bytes:
    """Stretch a typed secret (canonical form) with the slot's parameters.

    Takes the slot's memory and a second or so. Raises PackageError KDF_NO_MEMORY, never PW_WRONG.
    """
    try:
        return kdf.stretch(secret.encode("ascii"), slot.kdf.parameters())
    except crypto.OutOfMemoryError as error:
        raise PackageError(Code.KDF_NO_MEMORY, str(error)) from error
    except crypto.LimitError as error:
        raise PackageError(Code.KDF_LIMIT_EXCEEDED, str(error)) from error


def open_slot(grant: Grant, slot: Slot, shares: list[bytes]) -> SlotKeys:
    """Open a slot with its shares in order: stretched secret, then the room's share if any.

    Raises PackageError PW_WRONG when the shares do not give the committed key, KEY_MISMATCH when
    they do and the content is still not what it must be.
    """
    ctx = slot_context(grant, slot)
    both = kdf.combine(ctx, shares, "koperta/kek/1", 64)
    if not hmac.compare_digest(both[32:], bytes.fromhex(slot.commit)):
        raise PackageError(Code.PW_WRONG, f"slot {slot.kind}")
    try:
        plain = sealing.open_sealed(both[:32], bytes.fromhex(slot.box), ctx)
    except crypto.CryptoError as error:
        raise PackageError(Code.KEY_MISMATCH, f"slot {slot.kind}: {error}") from error
    content = documents.parse(plain, _SlotContent)
    keys = {package: {one: bytes.fromhex(key) for one, key in named.items()} for package, named in content.keys.items()}
    return SlotKeys(keys, bytes.fromhex(content.centre_secret))
