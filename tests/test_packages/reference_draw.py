"""A second implementation of the draw, written from `docs/draw.md` alone, by other means.

It writes the permitted selections of a stratum down one by one where there are few enough, and counts
them by recursion on the remaining units otherwise; it shares nothing with `koperta_packages`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def seed_of(tasks_key: bytes, package_id: str, candidate_id: str, attempt: int) -> bytes:
    """Compute the seed with HKDF-Expand spelled out: one block, because 32 bytes are asked for."""
    label, part = b"koperta/draw/1", package_id.encode()
    info = bytes([len(label)]) + label + len(part).to_bytes(4, "big") + part
    draw_key = hmac.new(tasks_key, info + b"\x01", hashlib.sha256).digest()
    name = candidate_id.encode()
    message = len(name).to_bytes(4, "big") + name + attempt.to_bytes(4, "big")
    return hmac.new(draw_key, message, hashlib.sha256).digest()


def stream_of(seed: bytes) -> Iterator[int]:
    """Yield the words."""
    block = 0
    while True:
        digest = hashlib.sha256(seed + block.to_bytes(8, "big")).digest()
        for at in range(0, 32, 4):
            yield int.from_bytes(digest[at : at + 4], "big")
        block += 1


def below(words: Iterator[int], n: int) -> int:
    """Draw a number below n."""
    c = 1
    while 2 ** (32 * c) < n:
        c += 1
    while True:
        v = 0
        for _ in range(c):
            v = v * 2**32 + next(words)
        if v < 2 ** (32 * c) - 2 ** (32 * c) % n:
            return v % n


def shuffle(words: Iterator[int], values: list[Any]) -> None:
    """Shuffle in place."""
    last = len(values) - 1
    while last >= 1:
        other = below(words, last + 1)
        values[last], values[other] = values[other], values[last]
        last -= 1


def units_of(items: list[Json]) -> list[list[Json]]:
    """Group the tasks of one stratum into units."""
    units: list[list[Json]] = []
    for item in sorted(items, key=lambda item: str(item["id"])):
        for unit in units:
            if item["alike"] is not None and unit[0]["alike"] == item["alike"]:
                unit.append(item)
                break
        else:
            units.append([item])
    return units


def selections(units: list[list[Json]], k: int) -> list[list[Json]]:
    """Write down every permitted selection in the order of the page: first without unit 0."""
    if k == 0:
        return [[]]
    if not units:
        return []
    rest = units[1:]
    taken = [[item, *more] for item in units[0] for more in selections(rest, k - 1)]
    return selections(rest, k) + taken


def ways(sizes: tuple[int, ...], k: int, known: dict[tuple[int, int], int]) -> int:
    """Count the permitted selections."""
    if k == 0:
        return 1
    if not sizes:
        return 0
    place = (len(sizes), k)
    if place not in known:
        known[place] = ways(sizes[1:], k, known) + sizes[0] * ways(sizes[1:], k - 1, known)
    return known[place]


def pick(words: Iterator[int], items: list[Json], k: int) -> list[Json]:
    """Pick from one stratum."""
    units = units_of(items)
    sizes = tuple(len(unit) for unit in units)
    known: dict[tuple[int, int], int] = {}
    total = ways(sizes, k, known)
    r = below(words, total)
    if total <= 5_000:
        return selections(units, k)[r]
    chosen: list[Json] = []
    wanted = k
    for u, unit in enumerate(units):
        if wanted == 0:
            break
        without = ways(sizes[u + 1 :], wanted, known)
        if r >= without:
            r -= without
            w = ways(sizes[u + 1 :], wanted - 1, known)
            chosen.append(unit[r // w])
            r %= w
            wanted -= 1
    return chosen


def choose(words: Iterator[int], pool: list[Json], rule: Json) -> list[Json]:
    """Choose from all strata, beginning again when alike tasks meet."""
    while True:
        chosen: list[Json] = []
        for part in rule["strata"]:
            items = [item for item in pool if item["stratum"] == part["stratum"]]
            picked = pick(words, items, part["count"])
            before = {item["alike"] for item in chosen} - {None}
            chosen += picked
            if before & {item["alike"] for item in picked}:
                break
        else:
            return chosen


def form_of(pool: list[Json], rule: Json, seed: bytes, candidate_id: str) -> list[list[Any]]:
    """Compute a form as `[[item id, [option ids]], …]`."""
    words = stream_of(seed)
    if rule["fixed_sets"]:
        sets = rule["fixed_sets"]
        index = rule["fixed_assignment"].get(candidate_id)
        names = sets[below(words, len(sets)) if index is None else index]
        chosen = [next(item for item in pool if item["id"] == name) for name in names]
    else:
        chosen = choose(words, pool, rule)
    if rule["shuffle_tasks"]:
        shuffle(words, chosen)
    form = []
    for item in chosen:
        options = list(item["options"])
        if rule["shuffle_options"] and not item["fixed_order"]:
            options.sort()
            shuffle(words, options)
        form.append([item["id"], options])
    return form
