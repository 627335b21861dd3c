"""Say what happens on the demo day: hour, place, one sentence."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Sequence

from koperta_sync.protocol.console import JobProgress

Say = Callable[[str, str], None]


def say(place: str, text: str) -> None:
    """Print one line of the day."""
    print(f"{hour()}  {place:<12} {text}", flush=True)


def hour(wall_ms: int | None = None) -> str:
    """Return an hour of this machine's wall clock as people read it; now when none is given."""
    moment = datetime.datetime.now() if wall_ms is None else datetime.datetime.fromtimestamp(wall_ms / 1000)
    return moment.strftime("%H:%M:%S")


def told(job: JobProgress) -> str:
    """Return how many checks of a job ended how."""
    good = sum(check.state == "ok" for check in job.checks)
    warned = sum(check.state == "warning" for check in job.checks)
    return f"{good} checks" + (f", {warned} to look at" if warned else "")


def reasons(job: JobProgress) -> str:
    """Return what failed in a job."""
    failed = [check for check in job.checks if check.state != "ok"]
    return "; ".join(f"{one.name}: {one.code} {one.sentence} {one.looked_at}".strip() for one in failed)


def table(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print the summary, one fact a line."""
    width = max(len(name) for name, _ in rows)
    print(f"\n{title}\n{'=' * len(title)}")
    for name, value in rows:
        print(f"{name:<{width}}  {value}")
    sys.stdout.flush()
