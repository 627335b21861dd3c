"""Wrap secrets for the holder of an X25519 key (HPKE, RFC 9180, base mode).

Suite: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305; AAD is empty, the context goes
into `info`. A box is `32-byte encapsulated key ‖ ciphertext ‖ 16-byte tag`.

X25519 and ChaCha20-Poly1305 are libsodium's. The few lines of the RFC between them stand here, so that
a workstation, which wraps one key per exam, does not hold a second crypto library in memory all day;
the tests hold them to the RFC's own vector and to the implementation of the library `cryptography`.
"""

import hmac
import secrets

import nacl.bindings
import nacl.exceptions

from .errors import AuthenticationError, FormatError, TruncatedError

KEY_BYTES = 32
OVERHEAD = 48
_NONCE_BYTES = 12
_KEM = b"KEM" + bytes.fromhex("0020")
_SUITE = b"HPKE" + bytes.fromhex("002000010003")


def wrap(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Encrypt to a 32-byte X25519 public key, bound to `info`; two calls never give equal boxes.

    Raises FormatError when the public key is not 32 bytes or is a point of small order, to which
    anybody could open the box.
    """
    ephemeral = ExchangeKey.generate()
    try:
        agreed = ephemeral.agree(public)
    except ValueError as error:
        raise FormatError("not a usable X25519 public key") from error
    key, nonce = _schedule(agreed, ephemeral.public + public, info)
    sealed = nacl.bindings.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, b"", nonce, key)
    return ephemeral.public + sealed


class ExchangeKey:
    """Hold an X25519 secret key and open what was wrapped to its public half."""

    __slots__ = ("_secret", "public")

    def __init__(self, secret: bytes) -> None:
        """Take 32 secret bytes; `generate` and `from_bytes` make keys."""
        self._secret = secret
        self.public: bytes = nacl.bindings.crypto_scalarmult_base(secret)

    @classmethod
    def generate(cls) -> "ExchangeKey":
        """Make a fresh key from the operating system's randomness."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def from_bytes(cls, secret: bytes) -> "ExchangeKey":
        """Load a key from its 32 secret bytes; FormatError for any other length."""
        if len(secret) != KEY_BYTES:
            raise FormatError("an X25519 secret key is 32 bytes")
        return cls(secret)

    def secret_bytes(self) -> bytes:
        """Return the 32 secret bytes, for storage in a protected file only."""
        return self._secret

    def agree(self, public: bytes) -> bytes:
        """Return the X25519 result with a public key; ValueError for a wrong length or a point of small order."""
        if len(public) != KEY_BYTES:
            raise ValueError("an X25519 public key is 32 bytes")
        try:
            return nacl.bindings.crypto_scalarmult(self._secret, public)
        except nacl.exceptions.RuntimeError as error:
            raise ValueError("the result is all zero") from error

    def unwrap(self, box: bytes, info: bytes) -> bytes:
        """Open a box wrapped to this key with the same `info`.

        Raises TruncatedError below 48 bytes, AuthenticationError for another key, another context
        or damage.
        """
        if len(box) < OVERHEAD:
            raise TruncatedError("a wrapped box has at least 48 bytes")
        encapsulated, sealed = box[:KEY_BYTES], box[KEY_BYTES:]
        try:
            key, nonce = _schedule(self.agree(encapsulated), encapsulated + self.public, info)
            return nacl.bindings.crypto_aead_chacha20poly1305_ietf_decrypt(sealed, b"", nonce, key)
        except (ValueError, nacl.exceptions.CryptoError) as error:
            raise AuthenticationError("the wrapped box does not open") from error

    def __repr__(self) -> str:
        return f"ExchangeKey(public={self.public.hex()})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ExchangeKey):
            return NotImplemented
        return hmac.compare_digest(self.secret_bytes(), other.secret_bytes())

    def __hash__(self) -> int:
        return hash(self.public)


def _schedule(agreed: bytes, kem_context: bytes, info: bytes) -> tuple[bytes, bytes]:
    """Return key and nonce of the only message: RFC 9180, sections 4.1 and 5.1, mode 0, no pre-shared key."""
    shared = _expand(_KEM, _extract(_KEM, b"", b"eae_prk", agreed), b"shared_secret", kem_context, KEY_BYTES)
    psk_id_hash = _extract(_SUITE, b"", b"psk_id_hash", b"")
    context = b"\x00" + psk_id_hash + _extract(_SUITE, b"", b"info_hash", info)
    secret = _extract(_SUITE, shared, b"secret", b"")
    key = _expand(_SUITE, secret, b"key", context, KEY_BYTES)
    return key, _expand(_SUITE, secret, b"base_nonce", context, _NONCE_BYTES)


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt, b"HPKE-v1" + suite + label + material, "sha256")


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    # Never more than one block of the hash, so the RFC's loop is one round.
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(key, labelled + b"\x01", "sha256")[:length]
