"""Be the command `koperta demo`: a whole exam day on this machine, every part real and a program of its own."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from koperta_operator.demo import account, board_part, disaster, exam_part, handover_part, room_part, summary, windows
from koperta_operator.demo.cast import LEAST, MOST, Role, cast
from koperta_operator.demo.places import DemoError, Places, places
from koperta_operator.demo.plan import EXTRA_MINUTES, Plan
from koperta_operator.demo.programs import Program, Programs, wait_ready
from koperta_operator.demo.voice import say
from koperta_sync.terminal import within

SPARE_SEATS = 2
FAILED = 1
_EXAMPLE = "example: koperta demo --candidates 12 --headless --out day"


def main(argv: Sequence[str]) -> int:
    """Run the day; 0 when everything held, 1 with the reason when something did not, 130 after Ctrl-C."""
    options = _parser().parse_args(argv)
    with_windows = not options.headless and not options.disaster and windows.has_display()
    minutes = options.minutes or (20 if with_windows else 2 if options.disaster else 1)
    day = Plan(options.candidates, minutes, options.tasks, options.seed, options.absence)
    programs: Programs | None = None
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        where = places(options.out)
        where.make()
        programs = Programs(where.logs)
        if options.disaster:
            return _disaster(programs, where, day, options.json)
        return _day(programs, where, day, options.json, with_windows=with_windows)
    except (DemoError, OSError) as error:
        print(f"\nkoperta demo: {error}", file=sys.stderr)
        if programs is not None and programs.started:
            print(f"The last lines of the programs:\n{programs.last_words()}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\nkoperta demo: stopped", file=sys.stderr)
        return 130
    finally:
        if programs is not None:
            programs.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="koperta demo", description=__doc__, epilog=_EXAMPLE)
    parser.add_argument(
        "--candidates", type=within(LEAST, MOST), default=25, metavar="N", help=f"{LEAST} to {MOST} (default 25)"
    )
    parser.add_argument(
        "--minutes", type=int, metavar="N", help="of the exam (default 1; 2 with --disaster, 20 with windows)"
    )
    parser.add_argument("--tasks", type=int, default=6, metavar="N", help="in each form (default 6)")
    parser.add_argument("--absence", type=float, default=8.0, metavar="S", help="of who leaves the room (default 8 s)")
    parser.add_argument("--seed", type=int, default=1, help="of what simulated candidates choose (default 1)")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="a new folder for everything; else a temporary one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the summary here too")
    parser.add_argument(
        "--disaster", action="store_true", help="break workstations, network, room and disk on the way; no windows"
    )
    parser.add_argument("--headless", action="store_true", help="open no windows even where there is a display")
    return parser


def _disaster(programs: Programs, where: Places, day: Plan, json: Path | None) -> int:
    roles = cast(day.candidates, EXTRA_MINUTES)
    say("demo", f"{day.candidates} candidates, {day.minutes} min, and everything breaks; all is in {where.root}")
    issued = board_part.prepare(programs, where, day, roles, say)
    # Without a supervisor, which would start it again: this room dies for good.
    room = programs.start(
        "room", ["room", "serve", where.room, "--no-announce", "--stop-on-eof", "--verbose"], piped=True
    )
    port = wait_ready(room)
    say("room", f"serving on 127.0.0.1:{port}, TLS 1.3, a process of its own")
    told, exits, lines = asyncio.run(disaster.play(programs, where, day, issued, roles, room, port))
    told = summary.with_lost_time(told, [one.name for one in lines if one.short])
    account.show(lines)
    summary.show(told, exits)
    if json is not None:
        summary.write(told, json)
    return FAILED if told.problems else 0


def _day(programs: Programs, where: Places, day: Plan, json: Path | None, *, with_windows: bool) -> int:
    began = time.monotonic()
    roles = cast(day.candidates, EXTRA_MINUTES)
    say("demo", f"{day.candidates} candidates, {day.tasks} tasks, {day.minutes} min; everything is in {where.root}")
    issued = board_part.prepare(programs, where, day, roles, say)
    room = programs.start(
        "room", ["room", "run", where.room, "--no-announce", "--stop-on-eof", "--verbose"], piped=True
    )
    port = wait_ready(room)
    say("room", f"serving on 127.0.0.1:{port}, TLS 1.3, a process of its own")
    if with_windows:
        return asyncio.run(windows.play(programs, where, day, issued, roles))
    return asyncio.run(_without_windows(programs, where, day, issued, roles, json, began))


async def _without_windows(
    programs: Programs,
    where: Places,
    day: Plan,
    issued: board_part.Issued,
    roles: Sequence[Role],
    json: Path | None,
    began: float,
) -> int:
    coming = [one for one in roles if one.comes]
    async with room_part.desk(issued, where, say) as at:
        await room_part.take_in(at)
        _enrolment, stick = await room_part.enrol(at, range(1, len(roles) + SPARE_SEATS + 1))
        cards, seats = await room_part.seat_everybody(at)
        simulation: Program = exam_part.simulate(programs, where, day, issued, coming, seats, stick)
        await room_part.unlock(at)
        await exam_part.all_here(at, [one.candidate_id for one in coming], [simulation])
        await exam_part.start(at)
        exits = await exam_part.go_on(at, coming, [simulation], day)
        await handover_part.close(at)
        delivered = await handover_part.hand_over(at, programs)
        paths = {
            "packages": str(where.issue),
            "passphrase": str(issued.sheet),
            "cards": str(cards),
            "bundle": str(delivered.bundle),
            "results": str(delivered.results),
            "receipt": str(delivered.receipt),
        }
        seen = [exam_part.report(where)]
        seconds = time.monotonic() - began
        told = summary.add_up(issued, roles, at.sitting, exits, delivered, seen, paths, seconds)
    summary.show(told, exits)
    if json is not None:
        summary.write(told, json)
    return FAILED if told.problems else 0


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
