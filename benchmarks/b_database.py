"""Measure what the choice of database costs: durable answers a second through the actor, on each, as ratios to SQLite.

    python benchmarks/b_database.py [--rounds N] [FOLDER]

FOLDER is on the disk to be measured; the clusters lie in the system's temporary folder. PostgreSQL flushes as it does
in an exam, and the synchronous standby is a second cluster on the same machine, which shares its disk and its cores.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.b_actor import SEATS, answers, seats
from benchmarks.measures import Row, table
from koperta_operator.room.actor import SittingActor
from koperta_operator.room.changes import Changes
from koperta_operator.room.journal.recipes import Place, in_file
from koperta_operator.room.journal.store import Journal
from koperta_operator.room.rules import commands as do
from koperta_operator.room.sitting import Sitting
from tests.postgres_cluster import Cluster, cluster_folder, why_not
from tests.postgres_pair import running_pair
from tests.test_operator.room_fixture import GENESIS, FakeClock, SmallTexts

EACH = 40  # answers of a seat


async def answers_per_second(place: Place) -> float:
    """Return how many durable answers a second a room of seats gets, each waiting for its own."""
    clock = FakeClock()
    sitting = Sitting(Journal.open(place, GENESIS), clock, SmallTexts())
    machines = seats(sitting, clock)
    made = [answers([machine], EACH) for machine in machines]
    sitting.journal.close()
    shown: list[Changes] = []
    actor = SittingActor(Journal.open(place, GENESIS), clock=clock, texts=SmallTexts(), publish=shown.append)
    actor.start()

    async def one(commands: list[do.Deliver]) -> None:
        for command in commands:
            await actor.submit(command)

    began = time.perf_counter()
    await asyncio.gather(*(one(commands) for commands in made))
    spent = time.perf_counter() - began
    await asyncio.to_thread(actor.stop)
    return SEATS * EACH / spent


async def alone_ms(place: Place) -> float:
    """Return the median milliseconds of an answer when nobody else answers."""
    clock = FakeClock()
    sitting = Sitting(Journal.open(place, GENESIS), clock, SmallTexts())
    machines = seats(sitting, clock)[:1]
    took = []
    for command in answers(machines, 60):
        began = time.perf_counter()
        sitting.begin()
        sitting.execute(command)
        sitting.commit()
        took.append((time.perf_counter() - began) * 1000)
    sitting.journal.close()
    return sorted(took)[len(took) // 2]


def main() -> int:
    """Measure round by round and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", help="on the disk to be measured")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if (reason := why_not()) != "":
        print(reason)
        return 1
    rate = [Row(f"answers, {SEATS} seats, {name}", "1/s", compares=True) for name in ("PostgreSQL", "with a standby")]
    alone = [Row(f"one answer alone, {name}", "ms", compares=True) for name in ("PostgreSQL", "with a standby")]
    with ExitStack() as stack:
        files = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=options.folder)))
        cluster = stack.enter_context(Cluster(stack.enter_context(cluster_folder())).make().start())
        pair = stack.enter_context(running_pair())
        for number in range(options.rounds):
            places = [Place(url, f"round {number}") for url in (cluster.url(), pair.url())]
            fast = asyncio.run(answers_per_second(in_file(files / f"{number}.db")))
            short = asyncio.run(alone_ms(in_file(files / f"alone {number}.db")))
            for place, many, single in zip(places, rate, alone, strict=True):
                many.ours.append(asyncio.run(answers_per_second(place)))
                many.reference.append(fast)
                single.ours.append(asyncio.run(alone_ms(Place(place.url, f"alone {number}"))))
                single.reference.append(short)
    print(table(rate + alone))
    return 0


if __name__ == "__main__":
    sys.exit(main())
