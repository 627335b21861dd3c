"""Cut workstations off from a small sitting, and let them report what they did meanwhile."""

from __future__ import annotations

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_sync.protocol.seat import EntryKind, OutageKind
from tests.test_operator.desk import Desk
from tests.test_operator.room_fixture import MINUTES, Workstation

MINUTE = 60_000
HOUR = MINUTES * MINUTE
PAUSE = ev.PAUSE_AND_CREDIT


def left(desk: Desk, candidate_id: str = "k1") -> int:
    """Return a candidate’s remaining time now, the first one’s if none is named."""
    return desk.candidate(candidate_id).remaining_ms(desk.state.time_at(desk.sitting.now))


def events(desk: Desk, kind: type[ev.Event]) -> list[ev.Event]:
    """Return the events of a kind that are on the disk."""
    found = [ev.CODEC.decode(stored.kind, stored.body) for stored in desk.sitting.journal.read(0)]
    return [event for event in found if isinstance(event, kind)]


def cut(desk: Desk, machine: Workstation) -> None:
    """Let the room lose a workstation and notice it."""
    desk.disconnect(machine)
    desk.tick()


def report(machine: Workstation, kind: OutageKind, ms: int) -> do.Deliver:
    """Return the delivery of a report that ends now."""
    return machine.deliver(machine.write(EntryKind.OUTAGE, kind, str(ms)))
