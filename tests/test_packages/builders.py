"""Build pools and banks for tests, with sensible values where a test does not care."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from koperta_packages.items import Item, ItemPool, Option, Stratum

LETTERS = "abcdefgh"


def make_item(
    item_id: str,
    stratum: str = "siec",
    *,
    options: int = 4,
    alike: str | None = None,
    fixed_order: bool = False,
) -> Item:
    """Return a task with numbered texts."""
    return Item(
        id=item_id,
        stratum=stratum,
        html=f"<p>Treść zadania {item_id}</p>",
        options=tuple(Option(x, f"Odpowiedź {x} do {item_id}") for x in LETTERS[:options]),
        fixed_order=fixed_order,
        alike=alike,
    )


def make_pool(items: Iterable[Item]) -> ItemPool:
    """Return a pool with the strata that its items name."""
    kept = tuple(items)
    strata = sorted({item.stratum for item in kept})
    return ItemPool(
        bank_id="bank-probny",
        qualification="INF.03",
        strata=tuple(Stratum(stratum, f"Dział {stratum}") for stratum in strata),
        items=kept,
    )


def even_pool(sizes: Mapping[str, int], alike: Mapping[str, str] | None = None) -> ItemPool:
    """Return a pool with so many tasks per stratum; `alike` maps ids such as `siec-03` to marks."""
    marks = alike or {}
    return make_pool(
        make_item(f"{stratum}-{at:02}", stratum, alike=marks.get(f"{stratum}-{at:02}"))
        for stratum, size in sizes.items()
        for at in range(1, size + 1)
    )
