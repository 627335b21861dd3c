"""Notice that a candidate's time has grown, and say it once: how much, and when the time ends now.

Accommodation is no addition: it is part of the time from the beginning. While the screen is covered or the
exam suspended the room's count of the absence still grows, so nothing is said before the clock runs
again. Amounts are rounded down: what is said was given. Pure but for the words.
"""

from __future__ import annotations

from dataclasses import dataclass

from koperta_station.kiosk import clock
from koperta_station.kiosk.words import words
from koperta_station.state import Countdown, KioskState, LinkState, Screen
from koperta_sync.desktop.translations import language_in_force
from koperta_sync.desktop.translations.plurals import Form, form_of

SHOWN_MS = 60_000
SEEN_MS = 4_000  # the next task takes the words away only after they could be read
SECOND_MS = 1_000
_GIVEN_BEFORE = "accommodation"
_SO_FAR = "so far"  # of a clock seen for the first time: nobody here knows when the time was added
_SEVERAL = ""


@dataclass(frozen=True, slots=True)
class Addition:
    """Hold what was added, why, and when that was seen on the monotonic clock."""

    ms: int
    reason: str
    seen_mono_ms: int
    item_id: str


class TimeAdded:
    """Follow one seat's states; `words` is what to say now."""

    def __init__(self) -> None:
        self._candidate = ""
        self._known: dict[str, int] | None = None
        self._addition: Addition | None = None
        self._ends_at_ms = 0

    def take(self, state: KioskState, mono_ms: int, item_id: str) -> None:
        """Compare a state with those before it; `item_id` is the task on the screen."""
        candidate = state.candidate.candidate_id if state.candidate is not None else ""
        if candidate != self._candidate:
            self._candidate, self._known, self._addition = candidate, None, None
        countdown = state.countdown
        if state.screen is not Screen.SOLVING or countdown is None or not countdown.running:
            self._addition = None
            return
        self._ends_at_ms = countdown.ends_at_ms
        given = _given(countdown)
        grown, reason = _growth(self._known, given)
        if grown >= SECOND_MS:
            self._addition = Addition(grown, reason, mono_ms, item_id)
        elif grown < 0:
            if state.link is not LinkState.CONNECTED:
                return  # only the room takes back
            self._addition = None  # what was said is true no more
        if self._known is None or not 0 < grown < SECOND_MS:
            self._known = given

    def acknowledge(self) -> None:
        """Say no more of what was said."""
        self._addition = None

    def words(self, mono_ms: int, item_id: str) -> str:
        """Return what to say now, or nothing."""
        said = self._addition
        if said is None:
            return ""
        shown_ms = mono_ms - said.seen_mono_ms
        moved_on = bool(said.item_id) and item_id != said.item_id and shown_ms >= SEEN_MS
        if shown_ms >= SHOWN_MS or moved_on:
            self._addition = None
            return ""
        return _sentence(said.reason, amount(said.ms), clock.hour(self._ends_at_ms))


def amount(ms: int) -> str:
    """Return a duration rounded down to minutes, below one minute to seconds, as an object of "to add"."""
    count, language = ms // clock.MINUTE_MS, language_in_force()
    if count:
        form = form_of(count, language)
        if form is Form.ONE:
            return words("{count} minutę", count=count)
        return words("{count} minuty", count=count) if form is Form.FEW else words("{count} minut", count=count)
    count = ms // SECOND_MS
    form = form_of(count, language)
    if form is Form.ONE:
        return words("{count} sekundę", count=count)
    return words("{count} sekundy", count=count) if form is Form.FEW else words("{count} sekund", count=count)


def _given(countdown: Countdown) -> dict[str, int]:
    given: dict[str, int] = {}
    for credit in countdown.credits:
        if credit.reason != _GIVEN_BEFORE:
            given[credit.reason] = given.get(credit.reason, 0) + credit.ms
    return given


def _growth(known: dict[str, int] | None, given: dict[str, int]) -> tuple[int, str]:
    """Return by how much all additions have grown together, and the reason if it is one."""
    if known is None:
        return sum(given.values()), _SO_FAR
    reasons = [reason for reason, ms in given.items() if ms > known.get(reason, 0)]
    return sum(given.values()) - sum(known.values()), reasons[0] if len(reasons) == 1 else _SEVERAL


def _sentence(reason: str, time: str, hour: str) -> str:
    if reason == "room-exit":
        return words("Doliczono {time} nieobecności. Koniec o {hour}.", time=time, hour=hour)
    if reason == "workstation-failure":
        return words("Doliczono {time} z powodu awarii stanowiska. Koniec o {hour}.", time=time, hour=hour)
    if reason == "outage":
        return words("Doliczono {time} przerwy w łączności. Koniec o {hour}.", time=time, hour=hour)
    if reason == "health":
        return words("Doliczono {time} przerwy na zdrowie. Koniec o {hour}.", time=time, hour=hour)
    if reason in ("correction", "suspension"):
        return words("Przewodniczący doliczył {time}. Koniec o {hour}.", time=time, hour=hour)
    if reason == _SO_FAR:
        return words("Doliczono dotąd razem {time}. Koniec o {hour}.", time=time, hour=hour)
    return words("Doliczono {time}. Koniec o {hour}.", time=time, hour=hour)
