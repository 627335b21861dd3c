"""Number the permitted selections from one stratum and pick one of them.

A *unit* is a task without an alike mark, or all tasks of the stratum that share one; at most one task
of a unit may be chosen. Units stand in the order of their first task's id, tasks inside a unit in the
order of their ids. With ways(u, k) = the number of selections of k tasks from unit u and those after
it,

    ways(u, k) = ways(u + 1, k) + size(u) · ways(u + 1, k - 1),

selection number n is found by walking the units: the first ways(u + 1, k) numbers leave unit u out,
the next ways(u + 1, k - 1) take its first task, and so on. Because the numbers are exactly the
selections, a number drawn fairly is a selection drawn fairly, however many alike tasks there are.
"""

from __future__ import annotations

from collections.abc import Iterable

from .items import Item
from .words import Words


class Selection:
    """Hold the numbered selections of `count` tasks from one stratum.

    `number` is how many there are (0: the rule cannot be met), `most` the most tasks that can meet.
    """

    __slots__ = ("_count", "_units", "_ways", "most", "number")

    def __init__(self, items: Iterable[Item], count: int) -> None:
        units: dict[str, list[Item]] = {}
        for item in sorted(items, key=lambda item: item.id):
            # A mark may equal another task's id, so the two kinds of names are kept apart.
            name = f"task {item.id}" if item.alike is None else f"mark {item.alike}"
            units.setdefault(name, []).append(item)
        self._units = tuple(units.values())
        self._count = count
        self.most = len(self._units)
        self._ways = _count_ways([len(unit) for unit in self._units], count)
        self.number = self._ways[0][count] if count >= 0 else 0

    def pick(self, words: Words) -> list[Item]:
        """Return one selection, its tasks in the order of their units."""
        return self.at(words.below(self.number))

    def at(self, number: int) -> list[Item]:
        """Return the selection with this number, from 0 to `number` - 1."""
        chosen: list[Item] = []
        wanted = self._count
        for index, unit in enumerate(self._units):
            if not wanted:
                break
            after = self._ways[index + 1]
            if number < after[wanted]:
                continue
            place, number = divmod(number - after[wanted], after[wanted - 1])
            chosen.append(unit[place])
            wanted -= 1
        return chosen


def _count_ways(sizes: list[int], count: int) -> list[list[int]]:
    """Return the table ways[u][k] for k from 0 to `count`."""
    if count < 0:
        return [[0]]
    row = [1] + [0] * count
    rows = [row]
    for size in reversed(sizes):
        row = [1, *(row[k] + size * row[k - 1] for k in range(1, count + 1))]
        rows.append(row)
    rows.reverse()
    return rows
