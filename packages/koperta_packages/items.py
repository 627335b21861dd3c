"""Hold the tasks of one package: the content of its segment `items`.

The bytes are strict JSON (UTF-8, sorted keys, no spaces, integers only; `docs/format-bank.md`). A pool
never holds the answer key. Everything is checked at this edge, so that the rules behind it may trust
ids, counts and lengths; texts were checked against the allow-list when the bank was read and are
cleaned once more where they are shown (`markup`).
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from koperta_crypto import strict_json
from koperta_crypto.errors import CryptoError

from .errors import Code, PackageError

FORMAT: Literal["koperta-items/1"] = "koperta-items/1"
MAX_ITEMS = 5_000
MIN_OPTIONS = 2
MAX_OPTIONS = 8
MAX_HTML = 20_000
MAX_PICTURES = 8
MAX_ENCODED = 256 * 1024 * 1024

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PICTURE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}\.(svg|png)")


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=False):
    """Be an immutable value whose decoder refuses fields it does not know."""


class Option(_Value, frozen=True):
    """Hold one answer as authored; `id` is unique inside its item and is what an answer records."""

    id: str
    html: str

    def __repr__(self) -> str:
        return f"Option({self.id})"


class PictureRef(_Value, frozen=True):
    """Name a picture of an item: `name` as in `<img src>`, `segment_id` where its bytes are sealed."""

    name: str
    segment_id: str
    media_type: Literal["image/png", "image/svg+xml"]
    alt: str


class Item(_Value, frozen=True):
    """Hold one task: text, options in authored order, and what the draw must know about it.

    `fixed_order` keeps the options in authored order; items with the same `alike` mark never meet in
    one form.
    """

    id: str
    stratum: str
    html: str
    options: tuple[Option, ...]
    fixed_order: bool = False
    alike: str | None = None
    pictures: tuple[PictureRef, ...] = ()

    def __repr__(self) -> str:
        return f"Item({self.id})"


class Stratum(_Value, frozen=True):
    """Name a topic from which a draw rule takes a number of tasks."""

    id: str
    title: str


class ItemPool(_Value, frozen=True):
    """Hold all tasks of a package. The order of `items` carries no meaning."""

    bank_id: str
    qualification: str
    strata: tuple[Stratum, ...]
    items: tuple[Item, ...]
    format: Literal["koperta-items/1"] = FORMAT

    def by_id(self) -> dict[str, Item]:
        """Return the items under their ids."""
        return {item.id: item for item in self.items}


def is_id(text: str) -> bool:
    """Say whether `text` may name an item, option, stratum, picture segment or alike mark."""
    return _ID.fullmatch(text) is not None


def is_picture_name(text: str) -> bool:
    """Say whether `text` is a bare picture name: lower case, no folder, ending in .svg or .png."""
    return _PICTURE_NAME.fullmatch(text) is not None


def encode(pool: ItemPool) -> bytes:
    """Return the bytes of segment `items`. Raises PackageError(PKG_MALFORMED) for a bad pool."""
    check_pool(pool)
    return strict_json.dumps(msgspec.to_builtins(pool))


def decode(data: bytes | memoryview) -> ItemPool:
    """Return the pool in the bytes of segment `items`.

    Raises PackageError(PKG_MALFORMED) for anything that is not exactly a pool and
    PackageError(PKG_LIMIT_EXCEEDED) for too much of it.
    """
    try:
        pool = msgspec.convert(strict_json.loads(data, limit=MAX_ENCODED), ItemPool)
    except (CryptoError, msgspec.ValidationError) as problem:
        raise PackageError(Code.PKG_MALFORMED, f"items: {problem}") from problem
    check_pool(pool)
    return pool


def check_pool(pool: ItemPool) -> None:
    """Raise PackageError unless ids are unique and known, and counts and lengths within limits."""
    if len(pool.items) > MAX_ITEMS:
        raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"items: {len(pool.items)} > {MAX_ITEMS}")
    _unique("stratum", [stratum.id for stratum in pool.strata])
    _unique("item", [item.id for item in pool.items])
    strata = {stratum.id for stratum in pool.strata}
    for item in pool.items:
        _check_item(item, strata)


def _check_item(item: Item, strata: set[str]) -> None:
    where = f"item {item.id}"
    if item.stratum not in strata:
        raise PackageError(Code.PKG_MALFORMED, f"{where}: unknown stratum {item.stratum!r}")
    if item.alike is not None and not is_id(item.alike):
        raise PackageError(Code.PKG_MALFORMED, f"{where}: bad alike mark")
    if not MIN_OPTIONS <= len(item.options) <= MAX_OPTIONS:
        raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"{where}: {len(item.options)} options")
    if len(item.pictures) > MAX_PICTURES:
        raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"{where}: {len(item.pictures)} pictures")
    for html in (item.html, *(option.html for option in item.options)):
        if not 0 < len(html) <= MAX_HTML:
            raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"{where}: text of {len(html)} characters")
    _unique(f"{where}: option", [option.id for option in item.options])
    _unique(f"{where}: segment", [picture.segment_id for picture in item.pictures])
    names = [picture.name for picture in item.pictures]
    if len(set(names)) != len(names) or not all(map(is_picture_name, names)):
        raise PackageError(Code.PKG_MALFORMED, f"{where}: picture names {names}")


def _unique(what: str, ids: list[str]) -> None:
    for identifier in ids:
        if not is_id(identifier):
            raise PackageError(Code.PKG_MALFORMED, f"{what}: {identifier!r} is not an id")
    if len(set(ids)) != len(ids):
        raise PackageError(Code.PKG_MALFORMED, f"{what}: an id occurs twice")
