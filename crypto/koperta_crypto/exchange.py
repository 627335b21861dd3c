"""Wrap secrets for the holder of an X25519 key (HPKE, RFC 9180, base mode).

Suite: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305; AAD is empty, the context goes
into `info`. A box is `32-byte encapsulated key ‖ ciphertext ‖ 16-byte tag`.
"""

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from .errors import AuthenticationError, FormatError, TruncatedError

KEY_BYTES = 32
OVERHEAD = 48
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def wrap(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Encrypt to a 32-byte X25519 public key, bound to `info`; two calls never give equal boxes.

    Raises FormatError when the public key is not 32 bytes or is a point of small order, to which
    anybody could open the box.
    """
    try:
        return _SUITE.encrypt(plaintext, X25519PublicKey.from_public_bytes(public), info)
    except (ValueError, InvalidTag) as error:
        raise FormatError("not a usable X25519 public key") from error


class ExchangeKey:
    """Hold an X25519 secret key and open what was wrapped to its public half."""

    __slots__ = ("_key", "public")

    def __init__(self, key: X25519PrivateKey) -> None:
        self._key = key
        self.public: bytes = key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> "ExchangeKey":
        """Make a fresh key from the operating system's randomness."""
        return cls(X25519PrivateKey.generate())

    @classmethod
    def from_bytes(cls, secret: bytes) -> "ExchangeKey":
        """Load a key from its 32 secret bytes; FormatError for any other length."""
        if len(secret) != KEY_BYTES:
            raise FormatError("an X25519 secret key is 32 bytes")
        return cls(X25519PrivateKey.from_private_bytes(secret))

    def secret_bytes(self) -> bytes:
        """Return the 32 secret bytes, for storage in a protected file only."""
        return self._key.private_bytes_raw()

    def unwrap(self, box: bytes, info: bytes) -> bytes:
        """Open a box wrapped to this key with the same `info`.

        Raises TruncatedError below 48 bytes, AuthenticationError for another key, another context
        or damage.
        """
        if len(box) < OVERHEAD:
            raise TruncatedError("a wrapped box has at least 48 bytes")
        try:
            return _SUITE.decrypt(box, self._key, info)
        except (ValueError, InvalidTag) as error:
            raise AuthenticationError("the wrapped box does not open") from error

    def __repr__(self) -> str:
        return f"ExchangeKey(public={self.public.hex()})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ExchangeKey):
            return NotImplemented
        return hmac.compare_digest(self.secret_bytes(), other.secret_bytes())

    def __hash__(self) -> int:
        return hash(self.public)
