"""Know, for one connected standby, what of each journal is to be sent next.

Commits arrive here in the threads of the journals; the sender takes them in the event loop. When they come faster
than the standby takes them they are let go: they are in the journal and are read back from there.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from koperta_operator.room.journal.store import StoredEvent

MAX_LIVE_ROWS = 2_000  # of one journal
FRAME_BYTES = 512 * 1024


class Outbox:
    """Hold how far one standby was sent and has confirmed; `take` may be called in any thread, the rest in the loop."""

    def __init__(self, heads: Mapping[str, int]) -> None:
        """Begin where the standby's copies end."""
        self._lock = threading.Lock()
        self._live: dict[str, deque[StoredEvent]] = {}
        self.sent = dict(heads)
        self.confirmed = dict(heads)
        self._heads_sent: dict[str, deque[tuple[int, bytes]]] = {}

    def take(self, journal: str, rows: Sequence[StoredEvent]) -> None:
        """Keep the rows of a commit for sending."""
        with self._lock:
            live = self._live.setdefault(journal, deque())
            if live and live[-1].seq + 1 != rows[0].seq:
                live.clear()
            live.extend(rows)
            if len(live) > MAX_LIVE_ROWS:
                live.clear()

    def next_live(self, journal: str) -> list[StoredEvent]:
        """Return, and forget, the rows right after those sent; nothing when the journal has to be read back."""
        after = self.sent.get(journal, 0)
        with self._lock:
            live = self._live.get(journal, deque())
            while live and live[0].seq <= after:
                live.popleft()
            if not live or live[0].seq != after + 1:
                return []
            rows = list(live)
            live.clear()
        return rows

    def note_sent(self, journal: str, last: StoredEvent) -> None:
        """Note what is on its way."""
        self.sent[journal] = last.seq
        self._heads_sent.setdefault(journal, deque()).append((last.seq, last.head))

    def note_confirmed(self, journal: str, sequence: int, head: bytes) -> bool:
        """Note what the standby holds; False when that is not what was sent."""
        sent = self._heads_sent.get(journal, deque())
        while sent and sent[0][0] < sequence:
            sent.popleft()
        if not sent or sent[0] != (sequence, head):
            return False
        self.confirmed[journal] = sequence
        return True

    def behind(self, committed: Mapping[str, int]) -> int:
        """Return how many events the standby has not confirmed."""
        return sum(max(0, length - self.confirmed.get(journal, 0)) for journal, length in committed.items())


def frames_of(rows: Sequence[StoredEvent]) -> Iterator[list[StoredEvent]]:
    """Split rows into pieces that fit into a message."""
    piece: list[StoredEvent] = []
    size = 0
    for row in rows:
        if piece and size + len(row.body) > FRAME_BYTES:
            yield piece
            piece, size = [], 0
        piece.append(row)
        size += len(row.body) + 200
    if piece:
        yield piece
