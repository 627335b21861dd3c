"""Seal small secrets with XChaCha20-Poly1305 under a context that must match on opening."""

import secrets

import nacl.bindings
import nacl.exceptions

from .errors import AuthenticationError, FormatError, TruncatedError

KEY_BYTES = 32
NONCE_BYTES = 24
TAG_BYTES = 16
OVERHEAD = NONCE_BYTES + TAG_BYTES


def seal(key: bytes, plaintext: bytes, aad: bytes, *, nonce: bytes | None = None) -> bytes:
    """Return `24-byte nonce ‖ ciphertext ‖ 16-byte tag`.

    The nonce is random unless given; give one only to reproduce published vectors. Raises
    FormatError for a key or nonce of wrong length.
    """
    _check_key(key)
    chosen = secrets.token_bytes(NONCE_BYTES) if nonce is None else nonce
    if len(chosen) != NONCE_BYTES:
        raise FormatError("a nonce is 24 bytes")
    box = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, aad, chosen, key)
    return chosen + box


def open_sealed(key: bytes, box: bytes, aad: bytes) -> bytes:
    """Return the plaintext of a box made by `seal` with the same key and context.

    Raises TruncatedError when the box is shorter than nonce and tag, AuthenticationError when the
    key or context is another one or a byte is damaged, FormatError for a key of wrong length.
    """
    _check_key(key)
    if len(box) < OVERHEAD:
        raise TruncatedError("a sealed box has at least 40 bytes")
    try:
        return nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box[NONCE_BYTES:], aad, box[:NONCE_BYTES], key)
    except nacl.exceptions.CryptoError as error:
        raise AuthenticationError("the sealed box does not open") from error


def _check_key(key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise FormatError("a sealing key is 32 bytes")
