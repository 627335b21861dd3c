#!/usr/bin/env python3
"""Write the tables of docs/errors.md: every code, what people read, the next step, when it happens.

Usage: errors.py [--check]. With --check nothing is written, and the exit code is 1 when the page
and the code differ. Sentences come from the code; when a code happens is written in docs/generate/errors.toml,
and a code without an entry there, or an entry without a code, is an error.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from koperta_packages.errors import GUIDANCE, Code
from koperta_sync.protocol.refusals import Refused, refusal

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "errors.md"
WHEN = HERE / "errors.toml"
HEADING = "| code | when | what people read | next step |\n| --- | --- | --- | --- |\n"


def files(when: dict[str, str]) -> str:
    """Return the table of the codes of files, keys and passphrases."""
    rows = [(code.value, when[code], GUIDANCE[code].sentence, GUIDANCE[code].next_step) for code in Code]
    return table(rows)


def room(when: dict[str, str]) -> str:
    """Return the table of the refusals of a room."""
    said = [refusal(code) for code in Refused]
    return table([(one.code, when[one.code], one.sentence, one.next_step) for one in said])


def table(rows: list[tuple[str, str, str, str]]) -> str:
    """Return rows of code, when, sentence and next step as a table."""
    return HEADING + "".join(f"| `{code}` | {when} | {said} | {step} |\n" for code, when, said, step in rows)


def renewed(page: str) -> str:
    """Return the page with both tables written anew; ValueError when page, codes and moments do not fit."""
    with WHEN.open("rb") as file:
        when = tomllib.load(file)
    for name, kind, make in (("files", Code, files), ("room", Refused, room)):
        if set(when[name]) != {str(code) for code in kind}:
            raise ValueError(f"{WHEN.name} [{name}]: {sorted(set(when[name]) ^ {str(code) for code in kind})}")
        start, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
        if page.count(start) != 1 or page.count(end) != 1:
            raise ValueError(f"the page has not exactly one place for {name}")
        before, _, rest = page.partition(start)
        page = f"{before}{start}\n\n{make(when[name])}\n{end}{rest.partition(end)[2]}"
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
