"""Name every screen of the kiosk with a state that shows it; for pictures of them and for tests of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import msgspec

from koperta_packages.bank import ItemBank
from koperta_packages.public import FormContent
from koperta_station.state import Countdown, KioskState, LinkState, Preparation, SaveState, Screen
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.refusals import Refused, refusal
from koperta_sync.protocol.seat import Credit, Preliminary
from tests.test_station import kiosk_bench
from tests.test_station.kiosk_bench import MINUTE_MS, PERSON, SITTING, HandClock, solving, waiting

# Pictures as options, a large picture, code, a table drawn as text, long text.
SHOWN = ["inf03-html-css-05", "inf03-html-css-01", "inf03-html-css-06", "inf03-html-css-04", "inf03-html-css-03"]


@cache
def bank(name: str = "inf03") -> ItemBank:
    """Return a bank of the repository, read once."""
    return kiosk_bench.bank(name)


@cache
def form(name: str = "inf03", first: tuple[str, ...] = tuple(SHOWN), count: int = 40) -> FormContent:
    """Return a form that begins with the tasks worth looking at."""
    return kiosk_bench.form_of(bank(name), list(first), count=count)


def pictures(name: str = "inf03") -> dict[str, bytes]:
    """Return the pictures of a bank by segment."""
    return {picture: value.data for picture, value in bank(name).pictures.items()}


def at_work(clock: HandClock, *, minutes: float = 38.0, **changes: object) -> KioskState:
    """Return a candidate in the middle of the work: nine answers, two flags."""
    answered = {item.item_id: item.options[1].id for item in form().items[:9]}
    flags = frozenset({form().items[2].item_id, form().items[11].item_id})
    return replace(solving(form(), clock, minutes=minutes, answers=answered, flags=flags), **changes)  # type: ignore[arg-type]  # names are checked by replace


def with_time(clock: HandClock, reason: str, minutes: float) -> KioskState:
    """Return a candidate at work to whom the room has added time; told when it follows one without."""
    state = at_work(clock)
    if state.countdown is None:
        raise RuntimeError("nobody at work is without a countdown")
    given = Credit(reason=reason, ms=round(minutes * MINUTE_MS))
    return replace(state, countdown=replace(state.countdown, credits=(given,)))


def wrong_exam_room() -> Refusal:
    """Return what the room says to a candidate of another exam room."""
    return msgspec.structs.replace(refusal(Refused.WRONG_EXAM_ROOM), facts={"exam_room": "sala 14"})


def _seated(screen: Screen, **changes: object) -> KioskState:
    return waiting(**{"screen": screen, "candidate": PERSON, "sitting": SITTING, **changes})


def _standing(clock: HandClock, screen: Screen, **changes: object) -> KioskState:
    left = 31 * MINUTE_MS
    stands = Countdown(clock.now, left, False, 0, 60 * MINUTE_MS)
    return _seated(screen, countdown=stands, **changes)


SCENES: dict[str, Callable[[HandClock], KioskState]] = {
    "looking": lambda _c: waiting(screen=Screen.LOOKING, link=LinkState.AWAY),
    "looking-away": lambda c: waiting(screen=Screen.LOOKING, link=LinkState.AWAY, away_since_ms=c.now - 20_000),
    "login": lambda _c: waiting(),
    "login-away": lambda c: waiting(link=LinkState.AWAY, away_since_ms=c.now - 20_000),
    "login-refused": lambda _c: waiting(refusal=wrong_exam_room()),
    "confirm": lambda _c: _seated(Screen.CONFIRMING),
    "instruction": lambda _c: _seated(Screen.PREPARED, preparation=Preparation(420_000, 1_000_000)),
    "instruction-stored": lambda _c: _seated(Screen.PREPARED, preparation=Preparation(1, 1, stored=True)),
    "ready": lambda _c: _seated(Screen.READY),
    "solving": at_work,
    "solving-away": lambda c: at_work(
        c, link=LinkState.AWAY, away_since_ms=c.now - 3 * MINUTE_MS, save=SaveState.HERE, undelivered=4
    ),
    "solving-last-minutes": lambda c: at_work(c, minutes=4.12),
    "solving-trial": lambda c: at_work(c, trial=True),
    "solving-disk-failed": lambda c: at_work(c, storage_failed=True, save=SaveState.SAVING),
    "solving-time-added": lambda c: with_time(c, "room-exit", 7),
    "covered": lambda c: _standing(c, Screen.COVERED),
    "paused": lambda c: _standing(c, Screen.PAUSED, link=LinkState.AWAY, away_since_ms=c.now - 2 * MINUTE_MS),
    "suspended": lambda c: _standing(c, Screen.SUSPENDED),
    "finished-score": lambda _c: _seated(Screen.FINISHED, preliminary=Preliminary(right=31, total=40, key_revision=1)),
    "finished-no-score": lambda _c: _seated(Screen.FINISHED, preliminary_withheld="package-says-no"),
    "finished-undelivered": lambda _c: _seated(
        Screen.FINISHED, link=LinkState.AWAY, save=SaveState.HERE, undelivered=3
    ),
    "expired": lambda _c: _seated(Screen.EXPIRED, preliminary=Preliminary(right=27, total=40, key_revision=1)),
    "ended": lambda _c: _seated(Screen.ENDED, reason="closed"),
    "annulled": lambda _c: _seated(Screen.ENDED, reason="annulled", cause="device", preliminary_withheld="annulled"),
    "broken-off": lambda _c: _seated(Screen.ENDED, reason="broken-off", preliminary_withheld="interrupted"),
    "ended-health": lambda _c: _seated(Screen.ENDED, reason="health", preliminary_withheld="interrupted"),
    "failed": lambda c: _standing(c, Screen.COVERED, reason="workstation-failure"),
    "health": lambda c: _standing(c, Screen.COVERED, reason="health"),
    "needs-card": lambda _c: waiting(screen=Screen.NEEDS_CARD, link=LinkState.AWAY),
    "revoked": lambda _c: waiting(link=LinkState.REVOKED, refusal=refusal(Refused.REVOKED)),
}
