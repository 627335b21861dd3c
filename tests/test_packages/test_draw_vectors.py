"""The draw agrees with its vectors and with a second implementation written from `docs/draw.md`.

`python -m tests.test_packages.test_draw_vectors` writes the vector files anew from the second
implementation, never from the product.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from koperta_packages.draw import DrawRule, check_rule, draw, draw_seed
from koperta_packages.errors import Code, PackageError
from koperta_packages.items import Item, ItemPool
from tests.test_packages import reference_draw
from tests.test_packages.builders import make_item, make_pool

FOLDER = Path(__file__).parent.parent / "vectors" / "draw"
FILES = sorted(FOLDER.glob("*.json"))


def read(path: Path) -> dict[str, Any]:
    vector: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return vector


def pool_of(entries: list[dict[str, Any]]) -> ItemPool:
    def item(entry: dict[str, Any]) -> Item:
        made = make_item(entry["id"], entry["stratum"], alike=entry["alike"])
        options = tuple(msgspec.structs.replace(made.options[0], id=x) for x in entry["options"])
        return msgspec.structs.replace(made, options=options, fixed_order=entry["fixed_order"])

    return make_pool(map(item, entries))


def test_there_are_vectors() -> None:
    assert len(FILES) >= 6
    assert {read(path)["outcome"] for path in FILES} == {"forms", "DRAW_IMPOSSIBLE"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_draw_gives_what_the_vector_says(path: Path) -> None:
    vector = read(path)
    pool, rule = pool_of(vector["pool"]), msgspec.convert(vector["rule"], DrawRule)
    if vector["outcome"] != "forms":
        with pytest.raises(PackageError) as refused:
            check_rule(pool, rule)
        assert refused.value.code is Code(vector["outcome"])
        return
    check_rule(pool, rule)
    for entry in vector["forms"]:
        key = bytes.fromhex(entry["tasks_key"])
        seed = draw_seed(key, entry["package_id"], entry["candidate_id"], entry["attempt"])
        assert seed.hex() == entry["seed"]
        form = draw(pool, rule, seed, entry["candidate_id"])
        assert [[item.item_id, list(item.option_ids)] for item in form.items] == entry["form"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_second_implementation_gives_what_the_vector_says(path: Path) -> None:
    vector = read(path)
    for entry in vector["forms"]:
        key = bytes.fromhex(entry["tasks_key"])
        names = entry["package_id"], entry["candidate_id"], entry["attempt"]
        seed = reference_draw.seed_of(key, *names)
        assert seed.hex() == entry["seed"]
        form = reference_draw.form_of(vector["pool"], vector["rule"], seed, entry["candidate_id"])
        assert form == entry["form"]


def _entry(item_id: str, **values: Any) -> dict[str, Any]:
    entry = {"id": item_id, "stratum": "a", "alike": None, "fixed_order": False}
    return entry | {"options": ["a", "b", "c", "d"]} | values


def _rule(*strata: tuple[str, int], **values: Any) -> dict[str, Any]:
    rule: dict[str, Any] = {"shuffle_options": True, "shuffle_tasks": True}
    rule |= {"strata": [{"stratum": name, "count": count} for name, count in strata]}
    return rule | {"fixed_sets": [], "fixed_assignment": {}} | values


def _pools() -> dict[str, tuple[list[dict[str, Any]], dict[str, Any]]]:
    plain = [_entry(f"z-{at}") for at in (3, 10, 1, 2, 5, 4)]
    twins = [_entry(f"t-{at:02}", alike=f"m-{at // 2}") for at in range(60)]
    crossed = [
        _entry(f"{s}-{at}", stratum=s, alike="wspolny" if at == 1 else f"{s}" if at > 4 else None)
        for s in "abc"
        for at in range(7)
    ]
    kinds = [
        _entry("k-1", fixed_order=True, options=["d", "b", "a"]),
        _entry("k-2", options=["h", "g", "f", "e", "d", "c", "b", "a"]),
        _entry("k-3", options=["a", "b"]),
        _entry("K-4", alike="k-1"),
    ]
    large = [_entry(f"w-{at:03}") for at in range(300)]
    sets = [["k-1", "k-2"], ["k-3", "K-4"], ["k-2", "k-3"]]
    clash = [_entry("x", stratum="a", alike="m"), _entry("y", stratum="b", alike="m")]
    return {
        "plain": (plain, _rule(("a", 3))),
        "twins": (twins, _rule(("a", 27))),
        "alike-across-strata": (crossed, _rule(("c", 3), ("a", 3), ("b", 3))),
        "kinds-of-tasks": (kinds, _rule(("a", 4))),
        "unshuffled": (kinds, _rule(("a", 3), shuffle_tasks=False, shuffle_options=False)),
        "many-words": (large, _rule(("a", 40))),
        "fixed-sets": (kinds, _rule(fixed_sets=sets, fixed_assignment={"kandydat-1": 2})),
        "too-few": (twins, _rule(("a", 31))),
        "never-together": (clash, _rule(("a", 1), ("b", 1))),
    }


def _forms(pool: list[dict[str, Any]], rule: dict[str, Any]) -> list[dict[str, Any]]:
    forms = []
    for candidate, attempt in [("kandydat-1", 1), ("kandydat-1", 2), ("zażółć", 1), ("", 7)]:
        key = bytes(range(32))
        seed = reference_draw.seed_of(key, "2026Z-INF.03-1", candidate, attempt)
        entry: dict[str, Any] = {"tasks_key": key.hex(), "package_id": "2026Z-INF.03-1"}
        entry |= {"candidate_id": candidate, "attempt": attempt, "seed": seed.hex()}
        forms.append(entry | {"form": reference_draw.form_of(pool, rule, seed, candidate)})
    return forms


def write() -> None:
    """Write the vector files."""
    refused = {"too-few", "never-together"}
    for name, (pool, rule) in _pools().items():
        vector = {
            "origin": "computed by tests/test_packages/reference_draw.py from docs/draw.md",
            "outcome": "DRAW_IMPOSSIBLE" if name in refused else "forms",
            "pool": pool,
            "rule": rule,
            "forms": [] if name in refused else _forms(pool, rule),
        }
        text = json.dumps(vector, ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
