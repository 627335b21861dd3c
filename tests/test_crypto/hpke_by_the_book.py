"""Do HPKE base mode (RFC 9180) for our one suite a second time, straight from the text of the RFC.

Built from X25519, HMAC and ChaCha20-Poly1305 alone, so that it shares no HPKE code with the
component and can vouch for it.
"""

import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEM_ID = b"KEM" + bytes.fromhex("0020")
SUITE_ID = b"HPKE" + bytes.fromhex("002000010003")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hold the key and the nonce of message 0."""

    key: bytes
    nonce: bytes

    def encrypt(self, plaintext: bytes, aad: bytes = b"") -> bytes:
        """Return ciphertext and tag of message 0."""
        return ChaCha20Poly1305(self.key).encrypt(self.nonce, plaintext, aad)

    def decrypt(self, sealed: bytes, aad: bytes = b"") -> bytes:
        """Return the plaintext of message 0."""
        return ChaCha20Poly1305(self.key).decrypt(self.nonce, sealed, aad)


def receive(secret: bytes, enc: bytes, info: bytes) -> Schedule:
    """Set up the receiver (sections 4.1 and 5.1.1)."""
    key = X25519PrivateKey.from_private_bytes(secret)
    shared = key.exchange(X25519PublicKey.from_public_bytes(enc))
    return _schedule(shared, enc + key.public_key().public_bytes_raw(), info)


def send(ephemeral: bytes, public: bytes, info: bytes) -> tuple[bytes, Schedule]:
    """Set up the sender with a given ephemeral secret key; return the encapsulated key too."""
    key = X25519PrivateKey.from_private_bytes(ephemeral)
    enc = key.public_key().public_bytes_raw()
    shared = key.exchange(X25519PublicKey.from_public_bytes(public))
    return enc, _schedule(shared, enc + public, info)


def _schedule(diffie_hellman: bytes, kem_context: bytes, info: bytes) -> Schedule:
    prk = _labelled_extract(KEM_ID, b"", b"eae_prk", diffie_hellman)
    shared = _labelled_expand(KEM_ID, prk, b"shared_secret", kem_context, 32)
    psk_id_hash = _labelled_extract(SUITE_ID, b"", b"psk_id_hash", b"")
    info_hash = _labelled_extract(SUITE_ID, b"", b"info_hash", info)
    context = b"\x00" + psk_id_hash + info_hash
    secret = _labelled_extract(SUITE_ID, shared, b"secret", b"")
    return Schedule(
        _labelled_expand(SUITE_ID, secret, b"key", context, 32),
        _labelled_expand(SUITE_ID, secret, b"base_nonce", context, 12),
    )


def _labelled_extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt, b"HPKE-v1" + suite + label + material, "sha256")


def _labelled_expand(suite: bytes, prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(prk, labelled + b"\x01", "sha256")[:length]
