"""Remember what each workstation said of its disk and its clock, and write down what changed."""

from __future__ import annotations

from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.moments import Now, workstation_actor
from koperta_operator.room.rules.room_events import WorkstationClocksDiffer
from koperta_operator.room.rules.room_state import Machine
from koperta_operator.room.rules.seat_checks import CLOCK_OFF_MS, clocks_off_ms, kept_files
from koperta_sync.protocol.seat import WorkstationFacts


class SeatChecks:
    """Hold the last word of every workstation of this run; verdicts on files are in the room's journal."""

    def __init__(self, ledger: RoomLedger) -> None:
        self._ledger = ledger
        self._offsets: dict[str, int] = {}  # fingerprint → the workstation's wall clock less the room's
        self._noted_ms = 0

    async def hello(self, machine: Machine, facts: WorkstationFacts, now: Now) -> None:
        """Take what a workstation says at the beginning of a connection."""
        self._offsets[machine.fingerprint] = facts.wall_ms - now.wall_ms
        state = self._ledger.state
        judged = kept_files(state, machine, facts)
        if state.kept.get(machine.fingerprint) != judged:
            await self._ledger.record(judged, workstation_actor(machine.fingerprint))
        together = self.together_ms()
        if abs(together - self._noted_ms) > CLOCK_OFF_MS:
            self._noted_ms = together
            event = WorkstationClocksDiffer(median_ms=together, workstations=len(self._offsets))
            await self._ledger.record(event)

    def kept(self, fingerprint: str) -> str:
        """Return what is thought of a workstation's disk; empty before it was ever connected."""
        known = self._ledger.state.kept.get(fingerprint)
        return known.verdict if known is not None else ""

    def clock_off_ms(self, fingerprint: str) -> int:
        """Return how far a workstation's wall clock was from the room's when it connected."""
        return self._offsets.get(fingerprint, 0)

    def together_ms(self) -> int:
        """Return by how much all of them together differ, or 0."""
        return clocks_off_ms(self._offsets)
