"""Carry signed documents as DSSE (protocol v1) in an exact binary form.

Layout: `u16be type length ‖ type ‖ u32be payload length ‖ payload ‖ u8 count ‖ count × (u8 key id
length ‖ key id ‖ 64-byte signature)`, and nothing behind. The JSON form of DSSE is not used: white
space and base64 padding would be bytes anybody could change without breaking a signature.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from . import signing
from .errors import (
    FormatError,
    LimitError,
    ThresholdError,
    TrailingDataError,
    TruncatedError,
    UnknownSignerError,
)

MAX_TYPE_BYTES = 65_535
MAX_PAYLOAD_BYTES = 2**32 - 1
MAX_SIGNATURES = 255


def pae(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes that are signed: DSSE's pre-authentication encoding of type and payload."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


@dataclass(frozen=True, slots=True)
class Signature:
    """Hold one signature of 64 bytes and the key id that hints at its signer."""

    key_id: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """Hold a payload, its type and its signatures; holding says nothing about their validity."""

    payload_type: str
    payload: bytes
    signatures: tuple[Signature, ...]

    def encode(self) -> bytes:
        """Return the one binary form; LimitError when a field does not fit its length."""
        kind = _type_bytes(self.payload_type)
        if len(self.payload) > MAX_PAYLOAD_BYTES or len(self.signatures) > MAX_SIGNATURES:
            raise LimitError("the payload or the list of signatures is too long")
        pieces = [len(kind).to_bytes(2, "big"), kind]
        pieces += [len(self.payload).to_bytes(4, "big"), self.payload]
        pieces.append(bytes([len(self.signatures)]))
        for one in self.signatures:
            name = _key_id_bytes(one.key_id)
            if len(one.signature) != signing.SIGNATURE_BYTES:
                raise FormatError("a signature is 64 bytes")
            pieces += [bytes([len(name)]), name, one.signature]
        return b"".join(pieces)

    @classmethod
    def decode(cls, data: bytes, *, limit: int) -> "Envelope":
        """Parse the binary form of at most `limit` bytes.

        Raises LimitError, TruncatedError, TrailingDataError, or FormatError for a type or key id
        that is not printable ASCII.
        """
        if len(data) > limit:
            raise LimitError(f"an envelope of {len(data)} bytes exceeds {limit}")
        reader = _Reader(data)
        kind = _ascii(reader.take(reader.number(2)))
        payload = reader.take(reader.number(4))
        signatures = []
        for _ in range(reader.number(1)):
            name = _ascii(reader.take(reader.number(1)))
            signatures.append(Signature(name, reader.take(signing.SIGNATURE_BYTES)))
        reader.finish()
        return cls(kind, payload, tuple(signatures))


def sign(payload_type: str, payload: bytes, keys: Iterable[signing.SigningKey]) -> Envelope:
    """Sign a payload under its type with every given key, in their order."""
    message = pae(payload_type, payload)
    return Envelope(payload_type, payload, tuple(Signature(key.key_id, key.sign(message)) for key in keys))


def verify(envelope: Envelope, payload_type: str, keys: Mapping[str, bytes], threshold: int) -> bytes:
    """Return the very payload bytes when `threshold` distinct known keys signed them.

    `keys` maps key ids to public keys. Unknown key ids are ignored; a bad signature under a known
    key id refuses the document. Equal keys count once, whatever their ids.

    Raises FormatError for another type, SignatureError, UnknownSignerError when no signer is
    known, ThresholdError when too few are.
    """
    if threshold < 1:
        raise ValueError("a threshold is at least 1")
    if envelope.payload_type != payload_type:
        raise FormatError(f"expected {payload_type}, got {envelope.payload_type}")
    message = pae(envelope.payload_type, envelope.payload)
    signers: set[bytes] = set()
    for one in envelope.signatures:
        public = keys.get(one.key_id)
        if public is None:
            continue
        signing.verify(public, message, one.signature)
        signers.add(public)
    if not signers:
        raise UnknownSignerError("no signature is by a known signer")
    if len(signers) < threshold:
        raise ThresholdError(f"{len(signers)} of {threshold} required signers")
    return envelope.payload


class _Reader:
    """Take exact pieces off a buffer; every length is checked before anything is copied."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, length: int) -> bytes:
        if length > len(self._data) - self._at:
            raise TruncatedError(f"{length} bytes expected at {self._at}")
        piece = self._data[self._at : self._at + length]
        self._at += length
        return piece

    def number(self, width: int) -> int:
        return int.from_bytes(self.take(width), "big")

    def finish(self) -> None:
        if self._at != len(self._data):
            raise TrailingDataError(f"{len(self._data) - self._at} bytes follow the envelope")


def _ascii(raw: bytes) -> str:
    text = raw.decode("latin-1")
    _check_printable(text)
    return text


def _type_bytes(text: str) -> bytes:
    _check_printable(text)
    if len(text) > MAX_TYPE_BYTES:
        raise LimitError("a type is at most 65,535 bytes")
    return text.encode("ascii")


def _key_id_bytes(text: str) -> bytes:
    _check_printable(text)
    if len(text) > 255:
        raise LimitError("a key id is at most 255 bytes")
    return text.encode("ascii")


def _check_printable(text: str) -> None:
    if not text or not text.isascii() or not text.isprintable():
        raise FormatError("types and key ids are printable ASCII and not empty")
