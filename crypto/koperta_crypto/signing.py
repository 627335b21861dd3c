"""Sign and verify with Ed25519 (RFC 8032), one verifier everywhere: libsodium's.

libsodium refuses public keys and signature points of small order and non-canonical encodings, so
every party of the system gives the same verdict on the same bytes.
"""

import hashlib
import hmac

import nacl.exceptions
import nacl.signing

from .errors import FormatError, SignatureError

SEED_BYTES = 32
SIGNATURE_BYTES = 64


def key_id(public: bytes) -> str:
    """Return the first 16 hexadecimal digits of SHA-256 of a public key; a hint, never a proof."""
    return hashlib.sha256(public).hexdigest()[:16]


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Return when the signature over the message is this key's; raise SignatureError otherwise.

    A key or signature of wrong length is refused alike.
    """
    try:
        nacl.signing.VerifyKey(public).verify(message, signature)
    except nacl.exceptions.CryptoError as error:
        raise SignatureError("the signature does not match") from error


class SigningKey:
    """Hold an Ed25519 secret key and sign with it."""

    __slots__ = ("_key", "key_id", "public")

    def __init__(self, key: nacl.signing.SigningKey) -> None:
        self._key = key
        self.public: bytes = bytes(key.verify_key)
        self.key_id: str = key_id(self.public)

    @classmethod
    def generate(cls) -> "SigningKey":
        """Make a fresh key from the operating system's randomness."""
        return cls(nacl.signing.SigningKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> "SigningKey":
        """Load a key from its 32-byte seed; FormatError for any other length."""
        if len(seed) != SEED_BYTES:
            raise FormatError("a signing seed is 32 bytes")
        return cls(nacl.signing.SigningKey(seed))

    def seed(self) -> bytes:
        """Return the 32-byte seed, for storage in a protected file only."""
        return bytes(self._key)

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature over the message."""
        return self._key.sign(message).signature

    def __repr__(self) -> str:
        return f"SigningKey(key_id={self.key_id!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SigningKey):
            return NotImplemented
        return hmac.compare_digest(self.seed(), other.seed())

    def __hash__(self) -> int:
        return hash(self.public)
