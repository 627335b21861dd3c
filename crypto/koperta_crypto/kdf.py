"""Derive keys from keys (HKDF-SHA256, RFC 5869) and from typed secrets (Argon2id, RFC 9106).

Argon2id runs in libsodium with version 0x13 and one lane, and leaves the interpreter lock free, so
a window stays alive while it works in another thread.
"""

import hmac
import secrets as system_secrets
from collections.abc import Sequence
from dataclasses import dataclass

import nacl.bindings
import nacl.exceptions

from .errors import FormatError, LimitError, OutOfMemoryError
from .labels import context

KEY_BYTES = 32
SALT_BYTES = 16
FLOOR_KIB = 64 * 1024
CEILING_KIB = 1024 * 1024
MAX_PASSES = 10
_LOWEST_FLOOR_KIB = 8  # libsodium refuses less
_MAX_DERIVED = 255 * 32  # RFC 5869: 255 blocks of the hash


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """Hold the public parameters of one Argon2id run: memory in KiB, passes, 16-byte salt."""

    memory_kib: int
    passes: int
    salt: bytes


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Hold the cost of an Argon2id run without its salt: memory in KiB and passes."""

    memory_kib: int
    passes: int

    def with_salt(self, salt: bytes | None = None) -> KdfParameters:
        """Return full parameters with the given salt, or with a fresh random one."""
        chosen = system_secrets.token_bytes(SALT_BYTES) if salt is None else salt
        return KdfParameters(self.memory_kib, self.passes, chosen)


DEFAULT_KDF = KdfCost(memory_kib=256 * 1024, passes=3)


def derive(key: bytes, label: str, *parts: bytes, length: int = KEY_BYTES) -> bytes:
    """Derive `length` bytes from a 32-byte key by HKDF-Expand with info `context(label, *parts)`.

    Raises FormatError for a key that is not 32 bytes, LimitError for a length outside 1–8,160.
    """
    if len(key) != KEY_BYTES:
        raise FormatError("a key to derive from is 32 bytes")
    _check_length(length)
    return _expand(key, context(label, *parts), length)


def combine(salt: bytes, secrets: Sequence[bytes], label: str, length: int = 64) -> bytes:
    """Combine shares so that every one of them is needed (HKDF-Extract, then Expand).

    Input key material is `u32be length ‖ share` for each share in order; info is `context(label)`.
    Raises FormatError when there is no share or an empty one.
    """
    if not secrets or not all(secrets):
        raise FormatError("combining needs at least one share and no empty one")
    _check_length(length)
    material = b"".join(len(share).to_bytes(4, "big") + share for share in secrets)
    return _expand(hmac.digest(salt, material, "sha256"), context(label), length)


def stretch(secret: bytes, p: KdfParameters, *, floor_kib: int = FLOOR_KIB) -> bytes:
    """Stretch a typed secret to a 32-byte key with Argon2id.

    Parameters come from files, so they are bounded before any memory is taken: 64 MiB (or
    `floor_kib`, for card keys made on this machine) to 1 GiB, 1 to 10 passes. Raises LimitError
    outside the bounds, FormatError for a wrong salt, OutOfMemoryError when memory is short.
    """
    check_parameters(p, floor_kib=floor_kib)
    try:
        return nacl.bindings.crypto_pwhash_alg(
            KEY_BYTES,
            secret,
            p.salt,
            p.passes,
            p.memory_kib * 1024,
            nacl.bindings.crypto_pwhash_ALG_ARGON2ID13,
        )
    except (MemoryError, nacl.exceptions.RuntimeError) as error:
        # With checked parameters libsodium fails for one reason only: it could not get the memory.
        raise OutOfMemoryError(f"{p.memory_kib} KiB of memory were not available") from error


def check_parameters(p: KdfParameters, *, floor_kib: int = FLOOR_KIB) -> None:
    """Refuse parameters outside the bounds without running anything; errors as in `stretch`."""
    if not max(floor_kib, _LOWEST_FLOOR_KIB) <= p.memory_kib <= CEILING_KIB:
        raise LimitError(f"memory of {p.memory_kib} KiB is outside the bounds")
    if not 1 <= p.passes <= MAX_PASSES:
        raise LimitError(f"{p.passes} passes are outside the bounds")
    if len(p.salt) != SALT_BYTES:
        raise FormatError("a salt is 16 bytes")


def _expand(key: bytes, info: bytes, length: int) -> bytes:
    """Return HKDF-Expand of RFC 5869, section 2.3, with SHA-256."""
    blocks = [b""]
    for number in range(1, -(-length // KEY_BYTES) + 1):
        blocks.append(hmac.digest(key, blocks[-1] + info + bytes([number]), "sha256"))
    return b"".join(blocks)[:length]


def _check_length(length: int) -> None:
    if not 1 <= length <= _MAX_DERIVED:
        raise LimitError(f"cannot derive {length} bytes")
