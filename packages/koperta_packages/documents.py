"""Sign the board's documents and open them again: DSSE envelopes around strict JSON.

Every refusal leaves this module as a `PackageError` with its code. A payload is parsed only after
its signatures have been checked, from the very bytes that were signed, and into a frozen struct
whose fields are complete: unknown and missing fields are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, TypeVar, cast

import msgspec

from koperta_crypto import envelope, strict_json
from koperta_crypto import errors as crypto
from koperta_crypto.signing import SigningKey

from .errors import Code, PackageError

DOCUMENT_LIMIT = 1024 * 1024

Hex16 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
Hex32 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
HexBytes = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{2})*\Z")]
KeyId = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")]
# Identifiers become parts of file names: no separators, no leading dot, no surprises on Windows.
Identifier = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]

T = TypeVar("T", bound=msgspec.Struct)


@contextmanager
def refusing(detail: str) -> Iterator[None]:
    """Turn what the cryptographic layer raises into the code a person is told.

    Raises PackageError; `detail` names the document in English.
    """
    try:
        yield
    except crypto.CryptoError as error:
        raise PackageError(_code_of(error), f"{detail}: {error}") from error


def _code_of(error: crypto.CryptoError) -> Code:
    codes: list[tuple[type[crypto.CryptoError], Code]] = [
        (crypto.TruncatedError, Code.PKG_TRUNCATED),
        (crypto.TrailingDataError, Code.PKG_TRAILING_DATA),
        (crypto.LimitError, Code.PKG_LIMIT_EXCEEDED),
        (crypto.SignatureError, Code.PKG_BAD_SIGNATURE),
        (crypto.UnknownSignerError, Code.PKG_UNKNOWN_SIGNER),
        (crypto.ThresholdError, Code.PKG_THRESHOLD_NOT_MET),
        (crypto.AuthenticationError, Code.SEGMENT_AUTH_FAILED),
        (crypto.OutOfMemoryError, Code.KDF_NO_MEMORY),
        (crypto.FormatError, Code.PKG_NOT_A_PACKAGE),
    ]
    return next((code for kind, code in codes if isinstance(error, kind)), Code.PKG_MALFORMED)


def decode_envelope(data: bytes, payload_type: str, *, limit: int) -> envelope.Envelope:
    """Decode an envelope and check its type; nothing of it is trusted yet.

    A type that differs only in its version number is PKG_UNSUPPORTED_VERSION, any other is
    PKG_NOT_A_PACKAGE. Raises PackageError.
    """
    try:
        decoded = envelope.Envelope.decode(data, limit=limit)
    except crypto.CryptoError as error:
        code = Code.PKG_NOT_A_PACKAGE if _another_kind(data, payload_type) else _code_of(error)
        raise PackageError(code, f"{payload_type}: {error}") from error
    if decoded.payload_type != payload_type:
        family, _, version = decoded.payload_type.rpartition("/")
        known = payload_type.rpartition("/")[0]
        newer = family == known and version.isascii() and version.isdigit()
        code = Code.PKG_UNSUPPORTED_VERSION if newer else Code.PKG_NOT_A_PACKAGE
        raise PackageError(code, f"expected {payload_type}, found {decoded.payload_type}")
    return decoded


def _another_kind(data: bytes, payload_type: str) -> bool:
    """Say whether the beginning is not that of this type: a picture is no truncated document."""
    family = payload_type.rpartition("/")[0].encode("ascii")
    begun = data[2 : 2 + len(family)]
    return not family.startswith(begun)


def verify_envelope(
    decoded: envelope.Envelope,
    keys: Mapping[str, bytes],
    threshold: int,
    revoked: frozenset[str] = frozenset(),
) -> bytes:
    """Return the payload when `threshold` of the keys signed it; revoked keys never count.

    Raises PackageError; when too few signatures remain and one names a revoked key, the code is
    PKG_SIGNER_REVOKED, because that is what the operator must be told.
    """
    valid = {key_id: public for key_id, public in keys.items() if key_id not in revoked}
    try:
        return envelope.verify(decoded, decoded.payload_type, valid, threshold)
    except (crypto.UnknownSignerError, crypto.ThresholdError) as error:
        signers = {one.key_id for one in decoded.signatures}
        code = Code.PKG_SIGNER_REVOKED if signers & revoked else _code_of(error)
        raise PackageError(code, f"{decoded.payload_type}: {error}") from error
    except crypto.CryptoError as error:
        raise PackageError(_code_of(error), f"{decoded.payload_type}: {error}") from error


def parse(payload: bytes, kind: type[T], *, limit: int = DOCUMENT_LIMIT) -> T:
    """Parse a payload strictly into its struct; PKG_MALFORMED names the field that is wrong."""
    try:
        value = strict_json.loads(payload, limit=limit)
        return msgspec.convert(value, kind, strict=True)
    except crypto.LimitError as error:
        raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"{kind.__name__}: {error}") from error
    except (crypto.CryptoError, msgspec.ValidationError) as error:
        raise PackageError(Code.PKG_MALFORMED, f"{kind.__name__}: {error}") from error


def encode(value: msgspec.Struct) -> bytes:
    """Return a struct as canonical strict JSON: sorted keys, compact, UTF-8."""
    return strict_json.dumps(cast("strict_json.JsonValue", msgspec.to_builtins(value)))


def sign(payload_type: str, value: msgspec.Struct, keys: Iterable[SigningKey]) -> bytes:
    """Return the encoded envelope of a struct signed by the given keys."""
    return envelope.sign(payload_type, encode(value), keys).encode()
