"""Read a sitting's journal for the documents: the folded state, the hours, and what happened in order."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.event_base import kind_of
from koperta_operator.room.rules.event_lines import event_line
from koperta_operator.room.rules.fold import apply
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.state import SittingState

POLAND = ZoneInfo("Europe/Warsaw")
# What the protocol tells besides the numbers; ordinary work, seats before the exam and answers are not told.
TOLD = frozenset({
    "boot-started", "suspended", "wall-clock-jumped", "clock-went-back", "clock-far-from-day", "candidates-amended",
    "data-denied", "lease-released", "workstation-away", "workstation-back", "outage-reported", "entry-conflict",
    "entry-forged", "entry-late", "entry-unplaced", "offline-work-counted", "capsule-imported", "term-began",
    "superseded", "rebuilt", "workstation-failure-reported", "workstation-resumed", "health-interruption",
    "attempt-interrupted", "sitting-suspended", "sitting-resumed", "sitting-broken-off", "attempt-annulled",
    "time-corrected", "act-undone", "incident-noted", "countersigned", "decision-recorded", "duty-handed-over",
    "call-raised", "call-ended", "person-left",
})  # fmt: skip
# What was done about a workstation that did not work (§26(8)).
ABOUT_WORKSTATIONS = frozenset({"workstation-failure-reported", "workstation-resumed", "lease-released"})
ANNULLED = "attempt-annulled"
_SAYS = {"sealed_break_glass": "Bez drugiej osoby, przyczyna: ", "sealed_told": "Powiadomiono: "}


@dataclass(frozen=True, slots=True)
class Noted:
    """Hold one event that the documents tell: its hour (ms, UTC), who, and a Polish sentence."""

    seq: int
    wall_ms: int
    actor: str
    kind: str
    candidate_id: str
    text: str
    code: str = ""
    sealed: tuple[tuple[str, str], ...] = ()  # field, ciphertext
    by_phone: str = ""
    second: str = ""


@dataclass(slots=True)
class Hours:
    """Turn sitting time into hours of the wall clock, by the events that were written around it."""

    _t: list[int] = field(default_factory=list)
    _wall: list[int] = field(default_factory=list)

    def note(self, t: int, wall_ms: int) -> None:
        """Take the two clocks of an event; sitting time never runs backwards."""
        self._t.append(t)
        self._wall.append(wall_ms)

    def wall_ms(self, t: int) -> int:
        """Return the hour of a moment of sitting time; 0 in an empty journal."""
        if not self._t:
            return 0
        place = max(0, bisect_right(self._t, t) - 1)
        return self._wall[place] + t - self._t[place]


@dataclass(slots=True)
class Diary:
    """Hold what a whole journal says."""

    state: SittingState = field(default_factory=SittingState)
    hours: Hours = field(default_factory=Hours)
    noted: list[Noted] = field(default_factory=list)
    first_start_ms: int = 0
    last_wall_ms: int = 0

    def of_kinds(self, kinds: Iterable[str]) -> list[Noted]:
        """Return what was noted of these kinds, without what was undone."""
        wanted = frozenset(kinds)
        return [one for one in self.noted if one.kind in wanted and one.seq not in self.undone]

    @property
    def undone(self) -> frozenset[int]:
        """Return the places of acts that were taken back."""
        return frozenset(int(one.code) for one in self.noted if one.kind == "act-undone" and one.code)


def read_diary(history: Iterable[tuple[ev.Event, At]]) -> Diary:
    """Fold a journal from its first event on, and keep what the documents tell."""
    diary = Diary()
    for event, at in history:
        apply(diary.state, event, at)
        diary.hours.note(diary.state.last_t, at.wall_ms)
        diary.last_wall_ms = at.wall_ms
        if isinstance(event, ev.AttemptStarted):
            began = diary.hours.wall_ms(diary.state.candidates[event.candidate_id].started_t)
            diary.first_start_ms = min(diary.first_start_ms or began, began)
        kind = kind_of(event)
        if kind in TOLD or (isinstance(event, ev.Unlocked) and event.early):
            _note(diary, event, at, kind)
    return diary


def _note(diary: Diary, event: ev.Event, at: At, kind: str) -> None:
    line = event_line(diary.state, event, at)
    sealed = tuple(
        (name, value)
        for name in event.__struct_fields__
        if name.startswith("sealed") and (value := getattr(event, name))
    )
    if line is None and not sealed:
        return
    code = getattr(event, "cause", "") or getattr(event, "code", "") or str(getattr(event, "seq", ""))
    diary.noted.append(
        Noted(
            seq=at.seq,
            wall_ms=at.wall_ms,
            actor=at.actor,
            kind=kind,
            candidate_id=getattr(event, "candidate_id", ""),
            text=line.text if line else "",
            code=code,
            sealed=sealed,
            by_phone=getattr(event, "by_phone", ""),
            second=getattr(event, "second", ""),
        )
    )


def opened_texts(noted: Noted, unseal: Callable[[str], str]) -> str:
    """Return the free texts of an event, opened, each with what it is where that is not plain."""
    opened = ((_SAYS.get(name, ""), unseal(sealed).strip()) for name, sealed in noted.sealed)
    return " ".join(f"{what}{text.rstrip('.')}." if what else f"„{text}”." for what, text in opened if text)


def clock_of(wall_ms: int) -> str:
    """Return hour, minute and second as clocks in Poland showed them."""
    return _local(wall_ms).strftime("%H:%M:%S") if wall_ms else ""


def hour_of(wall_ms: int) -> str:
    """Return hour and minute as people in Poland write them."""
    return _local(wall_ms).strftime("%H:%M") if wall_ms else ""


def day_of(wall_ms: int) -> str:
    """Return the day as people in Poland write it."""
    return _local(wall_ms).strftime("%d.%m.%Y") if wall_ms else ""


def _local(wall_ms: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(wall_ms / 1000, POLAND)
