"""Read and write the one strict kind of JSON that signed documents use.

UTF-8 without a byte order mark, integers only (|n| < 2^53, no `-0`), no duplicate keys, no lone
surrogates, at most 8 levels of arrays and objects. Written form: keys sorted by code point, no
white space, only the escapes that JSON demands.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .errors import FormatError, LimitError

JsonValue = None | bool | int | str | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
JsonObject = dict[str, JsonValue]

MAX_DEPTH = 8
MAX_INTEGER = 2**53 - 1
_MAX_DIGITS = 17  # 16 digits of 2^53 and a sign: longer numbers are never converted
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def loads(data: bytes | memoryview, *, limit: int) -> JsonValue:
    """Parse one document of at most `limit` bytes.

    Raises LimitError for size, depth and integers out of range, FormatError for everything else
    that is not strict JSON.
    """
    if len(data) > limit:
        raise LimitError(f"a document of {len(data)} bytes exceeds {limit}")
    try:
        text = str(data, "utf-8")
    except UnicodeDecodeError as error:
        raise FormatError("the document is not UTF-8") from error
    _check_depth(text)
    try:
        value: JsonValue = json.loads(
            text,
            parse_int=_integer,
            object_pairs_hook=_object,
        )
    except ValueError as error:
        raise FormatError("the document is not JSON") from error
    _check_value(value)
    return value


def load_object(data: bytes, *, limit: int) -> JsonObject:
    """Parse a document whose top level is an object; FormatError for any other value."""
    value = loads(data, limit=limit)
    if not isinstance(value, dict):
        raise FormatError("the document is not an object")
    return value


def dumps(value: JsonValue) -> bytes:
    """Write a value in the one strict form; whatever it writes, `loads` reads back equal.

    Raises FormatError for other types or lone surrogates, LimitError for depth and large integers.
    """
    _check_value(value)
    return json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_plain,
    ).encode("utf-8")


def _check_depth(text: str) -> None:
    # Counted before parsing, because the parser recurses and a hostile file must not exhaust it.
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        mark = match.group()
        if mark in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise LimitError(f"more than {MAX_DEPTH} levels")
        elif mark in "]}":
            depth -= 1


def _integer(digits: str) -> int:
    if digits == "-0":
        raise FormatError("-0 is not an integer here")
    if len(digits) > _MAX_DIGITS:
        raise LimitError("an integer is out of range")
    return int(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise FormatError("an object names a key twice")
    return result


def _check_value(value: object) -> None:
    pending = [(value, 1)]
    while pending:
        item, depth = pending.pop()
        if isinstance(item, str):
            if _SURROGATE.search(item):
                raise FormatError("a string holds a lone surrogate")
        elif isinstance(item, int) and abs(item) > MAX_INTEGER:
            raise LimitError("an integer is out of range")
        elif isinstance(item, Mapping | list | tuple):
            if depth > MAX_DEPTH:
                raise LimitError(f"more than {MAX_DEPTH} levels")
            pending += [(child, depth + 1) for child in _children(item)]
        elif not isinstance(item, int | None):
            # Fractions, exponents, NaN and Infinity arrive here too, as floats.
            raise FormatError(f"{type(item).__name__} is not strict JSON")


def _children(item: Mapping[object, object] | Sequence[object]) -> Iterator[object]:
    if isinstance(item, Mapping):
        for key, child in item.items():
            if not isinstance(key, str):
                raise FormatError("an object key is not a string")
            yield key
            yield child
    else:
        yield from item


def _plain(item: object) -> object:
    return dict(item) if isinstance(item, Mapping) else None
