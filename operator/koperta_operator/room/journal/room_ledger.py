"""Write the room's own journal: few events, each durable before the call returns."""

from __future__ import annotations

import threading

from koperta_operator.room.clock import RoomClock
from koperta_operator.room.journal.store import Draft, Journal
from koperta_operator.room.rules.event_base import Event
from koperta_operator.room.rules.events import BootStarted
from koperta_operator.room.rules.moments import ROOM, At
from koperta_operator.room.rules.room_events import ROOM_CODEC
from koperta_operator.room.rules.room_state import RoomRecord, apply_room


class RoomLedger:
    """Own `room.db` and the record it adds up to. Threads may share it; a commit takes some milliseconds."""

    def __init__(self, journal: Journal, clock: RoomClock, version: str = "") -> None:
        """Replay the journal and begin a new boot. Raises JournalError when it does not check."""
        self._journal = journal
        self._clock = clock
        self._lock = threading.Lock()
        self.record = RoomRecord()
        for stored in journal.read_all():
            at = At(stored.seq, stored.boot, stored.mono_ms, stored.wall_ms, stored.actor)
            apply_room(self.record, ROOM_CODEC.decode(stored.kind, stored.body), at)
        self._boot = self.record.boot + 1
        self.append(BootStarted(version=version))

    def append(self, *events: Event, actor: str = ROOM) -> None:
        """Write events at once and take them into the record when they are durable.

        Raises NotDurableError, after which the program has to end.
        """
        with self._lock:
            now = self._clock.read(self._boot)
            drafts = [Draft(now.boot, now.mono_ms, now.wall_ms, actor, *ROOM_CODEC.encode(event)) for event in events]
            self._journal.append_many(drafts)
            for event in events:
                apply_room(self.record, event, At(self.record.seq + 1, now.boot, now.mono_ms, now.wall_ms, actor))
            self._journal.checkpoint_if_due(idle=False)

    @property
    def head(self) -> bytes:
        """Return the chain's value after the last event."""
        return self._journal.head

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._journal.close()
