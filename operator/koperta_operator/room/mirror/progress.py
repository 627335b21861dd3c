"""Say how the mirror is, in one word and, where something is wrong, in a sentence for the operator."""

from __future__ import annotations

import enum
import errno
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from koperta_operator.room.mirror.stick import ReadBackError
from koperta_sync.protocol.room_view import MirrorState as MirrorState
from koperta_sync.protocol.room_view import MirrorView

BEHIND_S = 30.0  # three times as long as a segment may wait
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})

WHY = {
    MirrorState.WRITING: "",
    MirrorState.BEHIND: "Kopia na pendrivie jest opóźniona; odpowiedzi zapisują się bez przeszkód.",
    MirrorState.REMOVED: "Nie ma pendrive’a z kopią; włóż go, a kopia uzupełni się sama.",
    MirrorState.FULL: "Pendrive z kopią jest pełny; zwolnij na nim miejsce albo wybierz inny.",
    MirrorState.FAILED: "Pendrive z kopią działa błędnie; wybierz inny.",
    MirrorState.OFF: "Kopii na pendrivie nie ustawiono.",
}
SAME_DISK = "Kopia leży na tym samym dysku co dziennik; wybierz pendrive."


class Trouble(enum.Enum):
    """Name what an error of the stick means."""

    REMOVED = MirrorState.REMOVED
    FULL = MirrorState.FULL
    FAILED = MirrorState.FAILED


def trouble_of(error: OSError, *, there: bool) -> Trouble:
    """Tell a full stick from one that is gone, and both from a broken one."""
    if isinstance(error, ReadBackError):
        return Trouble.FAILED
    if error.errno in _FULL:
        return Trouble.FULL
    return Trouble.FAILED if there else Trouble.REMOVED


@dataclass(slots=True)
class Pending:
    """Hold what one journal has that the stick has not: how many bytes, and since when (monotonic seconds)."""

    bytes: int = 0
    since: float | None = None


@dataclass(slots=True)
class Progress:
    """Hold what is known of the mirror; read from any thread, so that looking never waits for the stick."""

    now: Callable[[], float]
    lock: threading.Lock = field(default_factory=threading.Lock)
    pending: dict[str, Pending] = field(default_factory=dict)
    trouble: Trouble | None = None
    busy_since: float | None = None
    saved_at_ms: int = 0  # wall clock of the last segment

    def note(self, journal: str, size: int) -> bool:
        """Note rows that were committed; return whether a segment is full with them."""
        with self.lock:
            one = self.pending.setdefault(journal, Pending())
            one.bytes += size
            if one.since is None:
                one.since = self.now()
            return one.bytes >= SEGMENT_BYTES

    def due(self, journal: str) -> bool:
        """Say whether a journal's next segment is to be written now."""
        with self.lock:
            one = self.pending.get(journal)
            if one is None or one.since is None:
                return False
            return one.bytes >= SEGMENT_BYTES or self.now() - one.since >= SEGMENT_S

    def taken(self, journal: str) -> None:
        """Note that everything noted so far is being written."""
        with self.lock:
            self.pending[journal] = Pending()

    def missed(self, journal: str) -> None:
        """Note that a journal has to be read back, because a write of it failed or nothing is known of it."""
        with self.lock:
            one = self.pending.setdefault(journal, Pending())
            one.bytes = max(one.bytes, SEGMENT_BYTES)
            if one.since is None:
                one.since = self.now()

    def state(self) -> MirrorState:
        """Return how the mirror is."""
        with self.lock:
            now = self.now()
            waiting = [one.since for one in self.pending.values() if one.since is not None]
            waiting += [self.busy_since] if self.busy_since is not None else []
            late = bool(waiting) and now - min(waiting) > BEHIND_S
            if self.trouble is not None:
                return self.trouble.value
            return MirrorState.BEHIND if late else MirrorState.WRITING


def view_of(progress: Progress, folder: str) -> MirrorView:
    """Return what consoles show of the mirror."""
    return MirrorView(state=progress.state(), folder=folder, saved_at_ms=progress.saved_at_ms)


SEGMENT_BYTES = 64 * 1024
SEGMENT_S = 10.0
