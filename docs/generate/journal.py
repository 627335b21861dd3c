#!/usr/bin/env python3
"""Write the tables of docs/journal.md from the events the room knows.

Usage: journal.py [--check]. With --check nothing is written, and the exit code is 1 when the page
and the code differ.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from koperta_operator.room.rules.event_base import EventRow, Part
from koperta_operator.room.rules.events import CODEC
from koperta_operator.room.rules.events_of_sitting import CandidateEntry, FormLine, PackageFacts
from koperta_operator.room.rules.room_events import ROOM_CODEC, ApprovalWritten
from koperta_sync.protocol.seat import Entry

PAGE = Path(__file__).resolve().parent.parent / "journal.md"
PARTS: tuple[type[msgspec.Struct], ...] = (PackageFacts, CandidateEntry, FormLine, ApprovalWritten, Entry)


def cell(text: str) -> str:
    """Return text that cannot end its cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def fields(named: Iterable[tuple[str, str]]) -> str:
    """Return fields with their types, one after the other."""
    return ", ".join(f"`{name}` {cell(kind)}" for name, kind in named) or "–"


def events(rows: Iterable[EventRow]) -> str:
    """Return the table of a journal's events."""
    lines = ["| event | meaning | fields |", "| --- | --- | --- |"]
    lines += [f"| `{row.kind}` | {cell(row.meaning)} | {fields(row.fields)} |" for row in rows]
    return "\n".join(lines) + "\n"


def parts() -> str:
    """Return the table of the values that stand inside events."""
    lines = ["| value | meaning | fields |", "| --- | --- | --- |"]
    for part in PARTS:
        lineage = [one for one in reversed(part.__mro__) if issubclass(one, msgspec.Struct) and one is not Part]
        named = [pair for one in lineage for pair in inspect.get_annotations(one).items()]
        lines.append(f"| `{part.__name__}` | {cell(inspect.getdoc(part) or '')} | {fields(named)} |")
    return "\n".join(lines) + "\n"


TABLES = {
    "sitting": lambda: events(CODEC.table()),
    "room": lambda: events(ROOM_CODEC.table()),
    "values": parts,
}


def renewed(page: str) -> str:
    """Return the page with every table written anew; ValueError when a table has no place in it."""
    for name, table in TABLES.items():
        start, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
        pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
        if len(pattern.findall(page)) != 1:
            raise ValueError(f"the page has not exactly one place for {name}")
        before, _, rest = page.partition(start)
        page = f"{before}{start}\n\n{table()}\n{end}{rest.partition(end)[2]}"
    return page


def main(arguments: list[str]) -> int:
    """Write the page, or compare it."""
    page = PAGE.read_text(encoding="utf-8")
    wanted = renewed(page)
    if page == wanted:
        return 0
    if "--check" in arguments:
        print(f"{PAGE.name} differs from the code; run: ./dev docs", file=sys.stderr)
        return 1
    PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    print(f"{PAGE.name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
