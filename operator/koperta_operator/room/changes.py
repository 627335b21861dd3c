"""Collect what one batch changed, and build the views of it once the batch is durable."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import msgspec

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.effects import PROMPT, QUIET, SEEN_BY, Reach
from koperta_operator.room.rules.event_lines import event_line
from koperta_operator.room.rules.moments import At, Now
from koperta_operator.room.rules.sitting_views import sitting_view
from koperta_operator.room.rules.state import SittingState
from koperta_operator.room.rules.views import Presence, Texts, empty_view, seat_view, tile
from koperta_sync.protocol.room_view import EventLine, SittingView, Tile
from koperta_sync.protocol.seat import SeatView

MAX_LINES = 50


class Changes(msgspec.Struct, frozen=True):
    """Hold what is shown after a commit; every view is whole and may be sent as it is.

    `views` go to workstations by fingerprint; `lost` to those whose lease of that epoch ended.
    """

    sitting_id: str
    sequence: int
    head: bytes
    views: tuple[tuple[str, SeatView], ...] = ()
    lost: tuple[tuple[str, int, SeatView], ...] = ()
    tiles: tuple[Tile, ...] = ()
    sitting: SittingView | None = None
    lines: tuple[EventLine, ...] = ()

    @property
    def anything(self) -> bool:
        """Say whether there is something to send."""
        return bool(self.views or self.lost or self.tiles or self.lines or self.sitting)


class ChangeLog:
    """Note the consequences of events until they may be shown."""

    def __init__(self, state: SittingState, texts: Texts) -> None:
        self._state = state
        self._texts = texts
        self._views: set[str] = set()
        self._tiles: set[str] = set()
        self._lost: list[tuple[str, int]] = []
        self._lines: deque[EventLine] = deque(maxlen=MAX_LINES)
        self._everybody = False
        self._sitting = False
        self._prompt = False
        self.presence: dict[str, Presence] = {}
        self.score_due: dict[str, None] = {}

    def note(self, event: ev.Event, at: At) -> None:
        """Take note of an event that has just been applied."""
        kind = type(event)
        candidate_id = getattr(event, "candidate_id", "")
        if candidate_id:
            self._tiles.add(candidate_id)
            candidate = self._state.candidates.get(candidate_id)
            if candidate is not None and candidate.score_due:
                self.score_due[candidate_id] = None
        if kind in QUIET:
            return
        reach = SEEN_BY.get(kind, Reach.NOBODY)
        if reach is Reach.CANDIDATE:
            self._views.add(candidate_id)
            self._prompt = True
        elif reach is Reach.EVERYBODY:
            self._everybody = True
        self._sitting = True
        self._prompt = self._prompt or kind in PROMPT
        line = event_line(self._state, event, at)
        if line is not None:
            self._lines.append(line)

    def lose(self, workstation: str, epoch: int) -> None:
        """Note that a workstation lost its lease."""
        self._lost.append((workstation, epoch))

    def show(self, candidate_id: str) -> None:
        """Note that a tile changed for a reason that is no event: a connection, a beat."""
        self._tiles.add(candidate_id)

    def take(self, now: Now, sequence: int, head: bytes, *, everything: bool) -> Changes:
        """Return what is to be shown now, and forget it.

        Seats see their changes at once. The console's lists and tiles wait for the next tick
        (`everything`) unless something happened that people watch for.
        """
        state, texts = self._state, self._texts
        prompt = everything or self._prompt or self._everybody
        changes = Changes(
            sitting_id=state.sitting_id,
            sequence=sequence,
            head=head,
            views=tuple(self._seat_views(now)),
            lost=tuple(self._lost_views(now)),
            tiles=tuple(self._tile_views(now)) if prompt else (),
            sitting=sitting_view(state, texts, head, now) if prompt and self._sitting and state.sitting_id else None,
            lines=tuple(self._lines) if prompt else (),
        )
        self._views.clear()
        self._lost.clear()
        self._everybody = False
        if prompt:
            self._tiles.clear()
            self._lines.clear()
            self._sitting = self._prompt = False
        return changes

    def _shown(self) -> Iterable[str]:
        return self._state.candidates if self._everybody else self._views

    def _seat_views(self, now: Now) -> Iterable[tuple[str, SeatView]]:
        for candidate_id in self._shown():
            candidate = self._state.candidates.get(candidate_id)
            if candidate is not None and candidate.lease_active:
                yield candidate.workstation, seat_view(self._state, candidate, now, self._texts)

    def _lost_views(self, now: Now) -> Iterable[tuple[str, int, SeatView]]:
        for workstation, epoch in self._lost:
            there = self.presence.get(workstation)
            if there is not None:
                view = empty_view(self._texts.room_label, there.exam_room, there.seat_number, now)
                yield workstation, epoch, view

    def _tile_views(self, now: Now) -> Iterable[Tile]:
        # Clocks that run are counted by the console itself; how long somebody is out is told every time.
        out = {c for c in self._state.solving if self._state.candidates[c].standing_for}
        wanted: Iterable[str] = self._state.candidates if self._everybody else self._tiles | out
        for candidate_id in wanted:
            candidate = self._state.candidates.get(candidate_id)
            there = self.presence.get(candidate.workstation) if candidate is not None else None
            if candidate is not None and there is not None:
                yield tile(self._state, candidate, there, now, self._texts)
