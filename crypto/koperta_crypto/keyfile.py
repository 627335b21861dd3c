"""Keep one secret in a file under a PIN, with a public part anybody may read.

The file is strict JSON: `{"kdf": {"algorithm": "argon2id", "memory_kib", "passes", "salt"},
"public": {…}, "purpose": "…", "sealed": "…", "version": 1}`, binary values in lower-case
hexadecimal. The secret is sealed under Argon2id(PIN), and the sealing is bound to every other
field: a changed public part, purpose or cost makes the file refuse to open.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from . import kdf as costs
from . import sealing, strict_json
from .errors import FormatError
from .kdf import DEFAULT_KDF, FLOOR_KIB, KdfCost, KdfParameters
from .labels import context
from .strict_json import JsonObject, JsonValue

MAX_FILE_BYTES = 64 * 1024
_LABEL = "koperta/keyfile/1"
_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_FIELDS = {"version", "purpose", "public", "kdf", "sealed"}
_KDF_FIELDS = {"algorithm", "memory_kib", "passes", "salt"}


@dataclass(frozen=True, slots=True)
class _KeyFile:
    """Hold the parsed fields of a key file."""

    purpose: str
    public: Mapping[str, JsonValue]
    kdf: KdfParameters
    sealed: bytes


def protect(
    secret: bytes,
    pin: str,
    *,
    purpose: str,
    public: Mapping[str, JsonValue],
    kdf: KdfCost | KdfParameters = DEFAULT_KDF,
    nonce: bytes | None = None,
) -> bytes:
    """Return the bytes of a key file that opens with the PIN.

    A `KdfCost` gets a fresh salt; give full parameters and a nonce only to reproduce published
    vectors. Raises FormatError for an empty PIN, OutOfMemoryError, or LimitError when the file
    would exceed 64 KiB.
    """
    parameters = kdf.with_salt() if isinstance(kdf, KdfCost) else kdf
    key = costs.stretch(_pin_bytes(pin), parameters, floor_kib=parameters.memory_kib)
    header = _header(purpose, public, parameters)
    sealed = sealing.seal(key, secret, context(_LABEL, strict_json.dumps(header)), nonce=nonce)
    data = strict_json.dumps({**header, "sealed": sealed.hex()})
    _parse(data)
    return data


def open_protected(
    data: bytes, pin: str, purpose: str, *, floor_kib: int = FLOOR_KIB
) -> tuple[bytes, Mapping[str, JsonValue]]:
    """Return the secret and the public part.

    `floor_kib` lowers the least accepted cost, for key files made on this machine. Raises
    AuthenticationError for a wrong PIN or a changed file, FormatError for another purpose,
    LimitError for a cost out of bounds, OutOfMemoryError.
    """
    parsed = _parse(data)
    if parsed.purpose != purpose:
        raise FormatError("the key file serves another purpose")
    key = costs.stretch(_pin_bytes(pin), parsed.kdf, floor_kib=floor_kib)
    header = _header(parsed.purpose, parsed.public, parsed.kdf)
    bound = context(_LABEL, strict_json.dumps(header))
    return sealing.open_sealed(key, parsed.sealed, bound), parsed.public


def read_public(data: bytes) -> Mapping[str, JsonValue]:
    """Return the public part without the PIN; nothing vouches for it until the file is opened."""
    return _parse(data).public


def read_purpose(data: bytes) -> str:
    """Return the purpose the file claims, without the PIN."""
    return _parse(data).purpose


def _header(purpose: str, public: Mapping[str, JsonValue], parameters: KdfParameters) -> JsonObject:
    return {
        "version": 1,
        "purpose": purpose,
        "public": public,
        "kdf": {
            "algorithm": "argon2id",
            "memory_kib": parameters.memory_kib,
            "passes": parameters.passes,
            "salt": parameters.salt.hex(),
        },
    }


def _parse(data: bytes) -> _KeyFile:
    fields = strict_json.load_object(data, limit=MAX_FILE_BYTES)
    if fields.keys() != _FIELDS or not _is_one(fields["version"]):
        raise FormatError("not a key file of version 1")
    purpose, public = fields["purpose"], fields["public"]
    if not isinstance(purpose, str) or not isinstance(public, dict):
        raise FormatError("purpose or public part of the key file is malformed")
    return _KeyFile(purpose, public, _parameters(fields["kdf"]), _unhex(fields["sealed"]))


def _parameters(value: JsonValue) -> KdfParameters:
    if not isinstance(value, dict) or value.keys() != _KDF_FIELDS:
        raise FormatError("the key file names no known key stretching")
    memory, passes = value["memory_kib"], value["passes"]
    if value["algorithm"] != "argon2id" or not _is_integer(memory) or not _is_integer(passes):
        raise FormatError("the key file names no known key stretching")
    return KdfParameters(int(memory), int(passes), _unhex(value["salt"]))


def _unhex(value: JsonValue) -> bytes:
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise FormatError("a field of the key file is not hexadecimal")
    return bytes.fromhex(value)


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_one(value: object) -> bool:
    return _is_integer(value) and value == 1


def _pin_bytes(pin: str) -> bytes:
    if not pin:
        raise FormatError("a PIN is not empty")
    # The same keys pressed on two systems may give different code points for one letter.
    return unicodedata.normalize("NFKC", pin).encode("utf-8")
