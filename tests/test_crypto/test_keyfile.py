"""A key file opens with its PIN only, and any change of it, secret or public, is refused."""

import json
from collections.abc import Callable

import pytest

from koperta_crypto import kdf
from koperta_crypto.errors import (
    AuthenticationError,
    CryptoError,
    FormatError,
    LimitError,
    TruncatedError,
)
from koperta_crypto.kdf import DEFAULT_KDF, KdfCost
from koperta_crypto.keyfile import open_protected, protect, read_public, read_purpose
from koperta_crypto.strict_json import JsonObject, dumps

from .damage import bit_flips, truncations, with_tails

CHEAP = KdfCost(memory_kib=8, passes=1)
SECRET = bytes(range(32))
PIN = "482913"
PURPOSE = "koperta/board-key/1"
PUBLIC = {"id": "abc", "name": "Komisja Okręgowa"}
FILE = protect(SECRET, PIN, purpose=PURPOSE, public=PUBLIC, kdf=CHEAP)


def opened(data: bytes, pin: str = PIN, purpose: str = PURPOSE) -> bytes:
    return open_protected(data, pin, purpose, floor_kib=8)[0]


def test_the_pin_gives_back_secret_and_public_part() -> None:
    assert open_protected(FILE, PIN, PURPOSE, floor_kib=8) == (SECRET, PUBLIC)
    assert SECRET.hex().encode() not in FILE and PIN.encode() not in FILE


def test_the_public_part_is_readable_without_the_pin() -> None:
    assert read_public(FILE) == PUBLIC
    assert read_purpose(FILE) == PURPOSE


@pytest.mark.parametrize("pin", ["482914", "48291", "4829130", " 482913", "482913\n"])
def test_another_pin_is_refused(pin: str) -> None:
    with pytest.raises(AuthenticationError):
        opened(FILE, pin)


def test_an_empty_pin_protects_nothing_and_is_refused() -> None:
    with pytest.raises(FormatError):
        protect(SECRET, "", purpose=PURPOSE, public={}, kdf=CHEAP)
    with pytest.raises(FormatError):
        opened(FILE, "")


def test_one_letter_typed_on_two_systems_is_one_pin() -> None:
    """Some keyboards send ó as one code point, some as two."""
    data = protect(SECRET, "kr\u00f3lik", purpose=PURPOSE, public={}, kdf=CHEAP)
    assert opened(data, "kro\u0301lik") == SECRET


def test_a_key_file_of_another_purpose_is_refused_before_stretching(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object, **__: object) -> bytes:
        raise RuntimeError("stretching was started")

    monkeypatch.setattr(kdf, "stretch", never)
    with pytest.raises(FormatError):
        opened(FILE, purpose="koperta/official-key/1")


def test_every_flipped_bit_is_refused() -> None:
    for bad in bit_flips(FILE):
        with pytest.raises(CryptoError):
            opened(bad)


def test_every_truncation_and_tail_is_refused() -> None:
    for bad in truncations(FILE):
        with pytest.raises(FormatError):
            opened(bad)
    for bad in with_tails(FILE):
        if bad.strip() != FILE:  # white space is no part of the content
            with pytest.raises(FormatError):
                opened(bad)


def put(*path: str, value: object) -> Callable[[JsonObject], None]:
    def change(fields: JsonObject) -> None:
        place: dict[str, object] = fields  # type: ignore[assignment]  # writes what JSON forbids
        for name in path[:-1]:
            inner = place[name]
            if not isinstance(inner, dict):
                raise TypeError(name)
            place = inner
        place[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (put("public", "name", value="Inna komisja"), AuthenticationError),
        (put("public", "more", value=1), AuthenticationError),
        (put("kdf", "passes", value=2), AuthenticationError),
        (put("kdf", "memory_kib", value=16), AuthenticationError),
        (put("kdf", "memory_kib", value=7), LimitError),
        (put("kdf", "memory_kib", value=2**40), LimitError),
        (put("kdf", "passes", value=0), LimitError),
        (put("kdf", "passes", value=10**9), LimitError),
        (put("kdf", "passes", value=True), FormatError),
        (put("kdf", "memory_kib", value="64"), FormatError),
        (put("kdf", "algorithm", value="scrypt"), FormatError),
        (put("kdf", "algorithm", value="argon2i"), FormatError),
        (put("kdf", "salt", value="00" * 15), FormatError),
        (put("kdf", "salt", value="zz" * 16), FormatError),
        (put("kdf", "more", value=1), FormatError),
        (put("kdf", value=None), FormatError),
        (put("version", value=2), FormatError),
        (put("version", value=True), FormatError),
        (put("purpose", value=1), FormatError),
        (put("public", value=[]), FormatError),
        (put("sealed", value="00" * 39), TruncatedError),
        (put("sealed", value="00" * 72), AuthenticationError),
        (put("sealed", value=""), FormatError),
        (put("sealed", value="0"), FormatError),
        (put("more", value=1), FormatError),
    ],
)
def test_every_changed_field_is_refused_by_its_name(
    change: Callable[[JsonObject], None], error: type[Exception]
) -> None:
    fields = json.loads(FILE)
    change(fields)
    with pytest.raises(error):
        opened(dumps(fields))


@pytest.mark.parametrize("missing", ["version", "purpose", "public", "kdf", "sealed"])
def test_every_missing_field_is_refused(missing: str) -> None:
    fields = json.loads(FILE)
    del fields[missing]
    with pytest.raises(FormatError):
        read_public(dumps(fields))


def test_a_file_from_outside_with_a_cheap_cost_is_refused() -> None:
    with pytest.raises(LimitError):
        open_protected(FILE, PIN, PURPOSE)


def test_a_public_part_beyond_the_file_limit_is_refused_when_written() -> None:
    with pytest.raises(LimitError):
        protect(SECRET, PIN, purpose=PURPOSE, public={"a": "x" * 70_000}, kdf=CHEAP)


def test_two_files_of_one_secret_and_pin_share_neither_salt_nor_box() -> None:
    first, second = (json.loads(protect(SECRET, PIN, purpose=PURPOSE, public={}, kdf=CHEAP)) for _ in range(2))
    assert first["kdf"]["salt"] != second["kdf"]["salt"]
    assert first["sealed"] != second["sealed"]


def test_the_default_cost_is_accepted_from_outside() -> None:
    data = protect(SECRET, PIN, purpose=PURPOSE, public={}, kdf=DEFAULT_KDF)
    assert open_protected(data, PIN, PURPOSE) == (SECRET, {})
