"""Watch the room's disk and let everything else give way to answers, in a fixed order.

    free < least            said: lamp, and a refused start as long as there is no sitting
    free < reserve          no log is written to the disk any more
    free < reserve / 2      no import is taken
    free < reserve / 8      the reserve is given up, so that the journals go on

The reserve does not count as free, and as long as it is not held nothing is imported. Each step is taken back when
there is room again. A commit that failed gives the reserve up as well, because a quota is not always seen as free bytes
(`docs/adr/0010-answers-outrank-everything-on-a-full-disk.md`).
"""

from __future__ import annotations

import enum
import logging
import shutil
from collections.abc import Callable
from pathlib import Path

from koperta_operator.room.disk.logs import QuotaLog
from koperta_operator.room.disk.place import Place, require_local
from koperta_operator.room.disk.reserve import Reserve
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.settings import DiskSettings
from koperta_packages.errors import Code, PackageError
from koperta_sync.protocol.room_view import Lamp

RESERVE = "reserve"
_MIB = 1024 * 1024
_LOOKS_AFTER_FAILURE = 60  # a minute, at one look a second
_LOG = logging.getLogger(__name__)


class DiskState(enum.IntEnum):
    """Name how full the disk is, by what no longer happens."""

    FINE = 0
    LOW = 1
    NO_LOGS = 2
    NO_IMPORTS = 3
    RESERVE_GIVEN_UP = 4
    UNREADABLE = 5


WHY: dict[DiskState, str] = {
    DiskState.LOW: "mało miejsca; zwolnij je przed egzaminem",
    DiskState.NO_LOGS: "bardzo mało miejsca",
    DiskState.NO_IMPORTS: "prawie pełny",
    DiskState.RESERVE_GIVEN_UP: "pełny",
    DiskState.UNREADABLE: "nie udało się odczytać jego stanu",
}
ADVICE: dict[DiskState, str] = {
    DiskState.NO_LOGS: "Na dysku jest bardzo mało miejsca. Odpowiedzi są zapisywane. "
    "Usuń z dysku zbędne pliki spoza folderu sali.",
    DiskState.NO_IMPORTS: "Dysk jest prawie pełny. Odpowiedzi są zapisywane; nowe pliki wczytają się dopiero, "
    "gdy będzie miejsce. Usuń z dysku zbędne pliki spoza folderu sali.",
    DiskState.RESERVE_GIVEN_UP: "Dysk jest pełny. Odpowiedzi są zapisywane w miejscu, które sala trzymała w rezerwie. "
    "Usuń teraz z dysku zbędne pliki spoza folderu sali.",
}
WHY_MEMORY = "folder leży w pamięci i zniknie po wyłączeniu komputera"
WHY_NETWORK = "folder leży na dysku sieciowym"


def guarded(folder: RoomFolder, settings: DiskSettings, log: QuotaLog | None = None) -> DiskGuard:
    """Return the guard of a room's folder; raises PackageError DISK_NOT_LOCAL, and NO_SPACE without a sitting."""
    guard = DiskGuard(folder.root, settings, log=log)
    if not folder.holds_sittings:  # later a refusal would cost more than the risk
        guard.require_start()
    return guard


def free_bytes(folder: Path) -> int:
    """Return the bytes free for this user where a folder lies."""
    return shutil.disk_usage(folder).free


class DiskGuard:
    """Hold the reserve, the log and what is known of the disk; `look` is called now and then, by one thread."""

    def __init__(
        self,
        folder: Path,
        settings: DiskSettings,
        *,
        log: QuotaLog | None = None,
        free: Callable[[Path], int] = free_bytes,
    ) -> None:
        """Refuse a folder on a network (PackageError DISK_NOT_LOCAL), take the reserve, look for the first time."""
        self.state = DiskState.FINE
        self._looks_to_wait = 0
        self._folder = folder
        self._settings = settings
        self._log = log
        self._free = free
        self._reserve = Reserve(folder / RESERVE, settings.reserve_mb * _MIB)
        self._place = require_local(folder, allow_network=settings.allow_network)
        self.look()

    def look(self) -> DiskState:
        """See how much is free and do what follows from it."""
        try:
            free = self._free(self._folder)
        except OSError as error:
            _LOG.warning("the disk's state cannot be read: %s", error)
            self._take(DiskState.UNREADABLE)
            return self.state
        if not self._reserve.held and free >= self._reserve.size + self._step(DiskState.NO_LOGS):
            free = self._take_reserve(free)
        state = self._state_at(free)
        if state is DiskState.RESERVE_GIVEN_UP and self._reserve.release():
            _LOG.error("%d MiB are free: the reserve was given up", free // _MIB)
        self._take(state)
        return self.state

    def _take_reserve(self, free: int) -> int:
        """Take the reserve, not at every look where that fails; return what is free then."""
        self._looks_to_wait -= 1
        if self._looks_to_wait >= 0:
            return free
        self._looks_to_wait = 0 if self._reserve.keep() else _LOOKS_AFTER_FAILURE
        return self._free(self._folder)

    def give_up_reserve(self) -> None:
        """Make room at once: a commit failed, and the program is about to end and start again."""
        self._reserve.release()

    def require_start(self) -> None:
        """Refuse to begin with too little room; called as long as nothing could be lost by refusing."""
        if self.state is not DiskState.FINE and self.state is not DiskState.UNREADABLE:
            self._refuse(self._settings.least_free_mb * _MIB)

    def require_import(self) -> None:
        """Refuse to take files in when answers need the room; raises PackageError NO_SPACE."""
        if self.look() in (DiskState.NO_IMPORTS, DiskState.RESERVE_GIVEN_UP):
            self._refuse(self._step(DiskState.NO_IMPORTS))

    def lamp(self) -> Lamp:
        """Return what consoles show: how it is, and what to do."""
        if self.state is not DiskState.FINE:
            return Lamp(name="disk", state="warn", why=WHY[self.state], advice=ADVICE.get(self.state, ""))
        if self._place in (Place.MEMORY, Place.NETWORK):
            why = WHY_MEMORY if self._place is Place.MEMORY else WHY_NETWORK
            return Lamp(name="disk", state="warn", why=why)
        return Lamp(name="disk", state="ok")

    def _step(self, state: DiskState) -> int:
        """Return below how many free bytes a state begins."""
        reserve = self._reserve.size
        return {
            DiskState.LOW: self._settings.least_free_mb * _MIB,
            DiskState.NO_LOGS: reserve,
            DiskState.NO_IMPORTS: reserve // 2,
            DiskState.RESERVE_GIVEN_UP: reserve // 8,
        }[state]

    def _state_at(self, free: int) -> DiskState:
        steps = (DiskState.RESERVE_GIVEN_UP, DiskState.NO_IMPORTS, DiskState.NO_LOGS, DiskState.LOW)
        found = next((state for state in steps if free < self._step(state)), DiskState.FINE)
        # What is free without a reserve is what the reserve was: it is for answers alone.
        return max(found, DiskState.NO_IMPORTS) if self._reserve.size and not self._reserve.held else found

    def _take(self, state: DiskState) -> None:
        if state is not self.state:
            _LOG.log(logging.WARNING if state else logging.INFO, "the disk is now %s", state.name)
        self.state = state
        if self._log is None:
            return
        if state in (DiskState.NO_LOGS, DiskState.NO_IMPORTS, DiskState.RESERVE_GIVEN_UP):
            self._log.pause("the disk is nearly full")
        elif self._log.paused:
            self._log.resume()

    def _refuse(self, need: int) -> None:
        have = self._free(self._folder)
        raise PackageError(Code.NO_SPACE, f"{have} of {need}", have=have, need=need)
