"""Run `koperta NAME …`: find the command NAME among the registered ones and hand over.

Each component registers its commands in the entry-point group `koperta.commands`; a command is a
function that takes the remaining arguments and returns the exit status.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import TextIO

GROUP = "koperta.commands"
PURPOSES = {
    "board": "make a board's keys, register centres, issue sittings, receive results",
    "official": "make the key file of an exam chair, room chair, operator or observer",
    "room": "run the room of an operator machine: journal, clocks, LAN server",
    "console": "open the operator's window on a room",
    "kiosk": "open a workstation's exam window",
    "bundle": "verify an answer bundle",
    "simulate": "sit an exam as simulated candidates",
    "demo": "run a whole exam day on this machine",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Dispatch the command line; 2 for an unknown command."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    commands = {point.name: point for point in entry_points(group=GROUP)}
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print_commands(commands, sys.stdout)
        return 0 if arguments else 2
    point = commands.get(arguments[0])
    if point is None:
        print(f"koperta: there is no command “{arguments[0]}”.", file=sys.stderr)
        print_commands(commands, sys.stderr)
        return 2
    run: Callable[[list[str]], int | None] = point.load()
    return run(arguments[1:]) or 0


def print_commands(commands: dict[str, EntryPoint], out: TextIO) -> None:
    """List the commands with their one-line purposes."""
    print("usage: koperta COMMAND …   (koperta COMMAND --help explains one)\n", file=out)
    order = [name for name in PURPOSES if name in commands]
    order += sorted(set(commands) - set(order))
    for name in order:
        print(f"  {name:<10} {PURPOSES.get(name, '')}".rstrip(), file=out)


if __name__ == "__main__":
    sys.exit(main())
