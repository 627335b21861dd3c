"""Measure what the room does besides answers: logins, its memory, its start with a long journal."""

from __future__ import annotations

from benchmarks.load import Run
from benchmarks.measures import Row
from benchmarks.room import BenchRoom

EVENTS = 60_000
STARTS = 3
_FILL = 100  # answers of each kiosk in one go


def logins(room: BenchRoom) -> Row:
    """Report how long it took until everybody was logged in, all at once, from kiosks that look the same."""
    row = Row(f"{room.kiosks} logins from identical kiosks", "s", [room.login_seconds], at_most=5)
    row.note = f"{room.refused} refused"
    if room.refused:
        row.ours = [float("inf")]  # a refusal is a failure however fast the others were
    return row


def memory(room: BenchRoom) -> Row:
    """Report what one logged-in kiosk costs: the room with all of them and their forms, minus before."""
    each = (room.full_mib - room.empty_mib) / room.kiosks
    row = Row("room: memory per kiosk", "MiB", [each], at_most=0.3)
    row.note = f"{room.empty_mib:.0f} MiB before, {room.full_mib:.0f} MiB with {room.kiosks}"
    return row


async def starts(room: BenchRoom) -> Row:
    """Fill the journal by real answers, then start the room again and again."""
    length = 0
    while length < EVENTS:
        run = Run(room.people, "closed", 60.0)  # until the first kiosk has sent everything
        await run.go(_FILL)
        length = run.sequence
    row = Row("room: process start until ready", "s", at_most=3, note=f"{length} events")
    for _ in range(STARTS):
        room.stop()
        row.ours.append(room.start())
    return row
