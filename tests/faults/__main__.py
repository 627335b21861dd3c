"""Run one search for faults longer than the test suite does: `./dev faults NAME --seed N --minutes M`.

A search is a module of this folder with `search(seed, minutes) -> bool`. It prints what it tried and found, with
the one line that repeats a finding, and returns False when a promise was broken.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence

import tests.faults


def searches() -> dict[str, str]:
    """Return the searches that exist, each with the first line of its description."""
    found = {}
    for module in pkgutil.iter_modules(tests.faults.__path__):
        if module.name.startswith("_"):
            continue
        loaded = importlib.import_module(f"tests.faults.{module.name}")
        if callable(getattr(loaded, "search", None)):
            found[module.name] = (loaded.__doc__ or "").partition("\n")[0]
    return found


def main(argv: Sequence[str]) -> int:
    """Run what was named; list the searches when nothing was."""
    parser = argparse.ArgumentParser(prog="./dev faults", description="Search for faults, by a seed.")
    parser.add_argument("name", nargs="?", help="which search; none: list them")
    parser.add_argument("--seed", type=int, default=1, help="the same seed does the same again (default %(default)s)")
    parser.add_argument("--minutes", type=float, default=1.0, help="how long (default %(default)s)")
    arguments = parser.parse_args(argv)
    known = searches()
    if arguments.name is None:
        for name, text in known.items():
            print(f"  {name:<16} {text}")
        return 0
    if arguments.name not in known:
        print(f"there is no search {arguments.name!r}\nNext: ./dev faults", file=sys.stderr)
        return 2
    module = importlib.import_module(f"tests.faults.{arguments.name}")
    return 0 if module.search(arguments.seed, arguments.minutes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
