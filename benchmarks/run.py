"""Measure everything that is promised, as ratios against the references, in one run.

    ./dev bench [clicks room unlock memory kiosk] [--rounds N] [--json FILE]

Without names all of them, in about six minutes. Cases are interleaved round by round; the table gives
medians with the range. Nothing here is a test: the exit code is 0 whether thresholds are met or not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import reference  # noqa: E402
from benchmarks.b_clicks import Clicks  # noqa: E402
from benchmarks.measures import Row, table  # noqa: E402
from benchmarks.room import BenchRoom  # noqa: E402

KIOSKS = 200
NAMES = ("clicks", "room", "unlock", "memory", "kiosk")


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for and print the table."""
    options = _parser().parse_args(arguments)
    names = options.names or list(NAMES)
    print(f"{machine()}, load {load()}", flush=True)
    if reference.folder() is None:
        print("no reference here: name its folder in KOPERTA_BENCH (docs/performance.md)", flush=True)
    rows: list[Row] = []
    began = time.perf_counter()
    if {"clicks", "room"} & set(names):
        rows += _with_loop(names, options.rounds)
    for name in ("unlock", "memory", "kiosk"):
        if name in names:
            print(f"… {name}", flush=True)
            rows += _parts()[name](options.rounds)
    print(f"\n{table(rows)}\n\n{time.perf_counter() - began:.0f} s, load at the end {load()}")
    if options.json is not None:
        found = {"machine": machine(), "load": load(), "rows": [row.as_json() for row in rows]}
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def machine() -> str:
    """Describe the machine in one line."""
    cores = os.cpu_count()
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}"


def load() -> str:
    """Return the load averages, where the platform has them."""
    return " ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"


def _with_loop(names: Sequence[str], rounds: int) -> list[Row]:
    try:
        import uvloop
    except ImportError:
        return asyncio.run(_serving(names, rounds))
    return uvloop.run(_serving(names, rounds))


async def _serving(names: Sequence[str], rounds: int) -> list[Row]:
    """Measure what needs a room with kiosks: one room for everything."""
    from benchmarks import b_room

    rows: list[Row] = []
    print(f"… a room with {KIOSKS} kiosks", flush=True)
    async with BenchRoom(KIOSKS) as room:
        await room.prepare()
        await room.console.close()  # the reference has nobody watching either
        if "room" in names:  # first, while the journal has the length that is promised for
            print("… room", flush=True)
            rows += [b_room.logins(room), b_room.memory(room), await b_room.starts(room)]
        if "clicks" in names:
            rows = await _clicks(room, rounds) + rows
    return rows


async def _clicks(room: BenchRoom, rounds: int) -> list[Row]:
    clicks, scripts = Clicks(), reference.folder()
    with ExitStack() as stack:
        other = stack.enter_context(reference.Reference(scripts)) if scripts else None
        for number in range(rounds):
            print(f"… clicks, round {number + 1} of {rounds}", flush=True)
            await clicks.round(room, other)
    return clicks.rows


def _parts() -> dict[str, Callable[[int], list[Row]]]:
    from benchmarks import b_kiosk, b_memory, b_unlock

    return {"unlock": b_unlock.rows, "memory": b_memory.rows, "kiosk": b_kiosk.rows}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measure what is promised, as ratios.")
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *NAMES], help=" ".join(NAMES))
    parser.add_argument("--rounds", type=int, default=5, help="rounds of every case (5)")
    parser.add_argument("--json", type=Path, help="write every single value there")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
