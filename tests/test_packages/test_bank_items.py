"""The segment `items` is exactly a pool within its limits, or it is refused."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from koperta_packages.errors import Code, PackageError
from koperta_packages.items import MAX_HTML, MAX_ITEMS, Item, ItemPool, PictureRef, decode, encode
from tests.test_packages.builders import even_pool, make_item, make_pool

POOL = even_pool({"siec": 3, "baza": 2}, {"siec-01": "m", "siec-02": "m"})


def change(item: Item, **values: Any) -> ItemPool:
    return make_pool([msgspec.structs.replace(item, **values), make_item("siec-99")])


def test_a_pool_comes_back_as_it_was() -> None:
    picture = PictureRef("a.svg", "picture-001", "image/svg+xml", "Opis")
    pool = change(make_item("siec-01", alike="m", fixed_order=True), pictures=(picture,))
    assert decode(encode(pool)) == pool
    assert decode(encode(POOL)) == POOL


def test_the_bytes_are_strict_json_with_sorted_keys() -> None:
    data = encode(POOL)
    value = json.loads(data)
    again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert data == again.encode()


def edited(edit: Any) -> bytes:
    value = json.loads(encode(POOL))
    edit(value)
    return json.dumps(value).encode()


MALFORMED = {
    "nothing": b"",
    "not json": b"{",
    "a list": b"[]",
    "a float": edited(lambda v: v["items"][0].update(fixed_order=1.5)),
    "a number for a flag": edited(lambda v: v["items"][0].update(fixed_order=1)),
    "an unknown field": edited(lambda v: v["items"][0].update(right="a")),
    "an unknown field in an option": edited(lambda v: v["items"][0]["options"][0].update(x="a")),
    "another format": edited(lambda v: v.update(format="koperta-items/2")),
    "a missing field": edited(lambda v: v.pop("strata")),
    "a key twice": encode(POOL).replace(b'"bank_id"', b'"bank_id":"x","bank_id"', 1),
    "trailing bytes": encode(POOL) + b"x",
    "an item twice": edited(lambda v: v["items"].append(v["items"][0])),
    "an option twice": edited(lambda v: v["items"][0]["options"].append(v["items"][0]["options"][0])),
    "a stratum twice": edited(lambda v: v["strata"].append(v["strata"][0])),
    "an unknown stratum": edited(lambda v: v["items"][0].update(stratum="inny")),
    "an id with a slash": edited(lambda v: v["items"][0].update(id="a/b")),
    "an empty id": edited(lambda v: v["items"][0].update(id="")),
    "a long id": edited(lambda v: v["items"][0].update(id="a" * 65)),
    "a mark with a space": edited(lambda v: v["items"][0].update(alike="a b")),
    "a picture in a folder": edited(
        lambda v: v["items"][0].update(
            pictures=[{"name": "x/a.svg", "segment_id": "s", "media_type": "image/png", "alt": "a"}]
        )
    ),
    "a picture of another kind": edited(
        lambda v: v["items"][0].update(
            pictures=[{"name": "a.svg", "segment_id": "s", "media_type": "text/html", "alt": "a"}]
        )
    ),
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=list(MALFORMED))
def test_what_is_not_exactly_a_pool_is_refused(data: bytes) -> None:
    with pytest.raises(PackageError) as refused:
        decode(data)
    assert refused.value.code is Code.PKG_MALFORMED


ITEM = make_item("siec-01")
TOO_MUCH = {
    "one option": change(ITEM, options=ITEM.options[:1]),
    "nine options": change(ITEM, options=tuple(msgspec.structs.replace(ITEM.options[0], id=x) for x in "abcdefghi")),
    "a long text": change(ITEM, html="x" * (MAX_HTML + 1)),
    "an empty text": change(ITEM, html=""),
    "nine pictures": change(ITEM, pictures=tuple(PictureRef(f"{n}.svg", f"s{n}", "image/png", "") for n in range(9))),
    "too many items": make_pool(make_item(f"t{n}") for n in range(MAX_ITEMS + 1)),
}


@pytest.mark.parametrize("pool", TOO_MUCH.values(), ids=list(TOO_MUCH))
def test_more_than_the_limits_is_refused_on_both_sides(pool: ItemPool) -> None:
    data = json.dumps(msgspec.to_builtins(pool)).encode()
    for act in (lambda: decode(data), lambda: encode(pool)):
        with pytest.raises(PackageError) as refused:
            act()
        assert refused.value.code is Code.PKG_LIMIT_EXCEEDED
