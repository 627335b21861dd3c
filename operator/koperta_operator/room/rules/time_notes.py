"""Keep what happened to each candidate's time, in the words of the journal, for whoever asks afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.candidate import Candidate, Note
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.state import SittingState
from koperta_sync.protocol.room_view import TimeMatter


def take(state: SittingState, event: ev.Event, at: At) -> None:
    """Note an event that has just been applied, if it concerns somebody's time."""
    note = _NOTES.get(type(event))
    if note is not None:
        note(state, event, at)


def _open(matter: TimeMatter) -> Callable[[SittingState, Any, At], None]:
    def note(state: SittingState, event: Any, at: At) -> None:
        silent_ms = event.silent_ms if isinstance(event, ev.WorkstationAway) else 0
        state.candidates[event.candidate_id].notes.append(Note(matter, at.wall_ms - silent_ms))

    return note


def _close(matter: TimeMatter) -> Callable[[SittingState, Any, At], None]:
    def note(state: SittingState, event: Any, at: At) -> None:
        _end(state.candidates[event.candidate_id], matter, at.wall_ms)

    return note


def _end(candidate: Candidate, matter: TimeMatter, wall_ms: int) -> None:
    for place in range(len(candidate.notes) - 1, -1, -1):
        one = candidate.notes[place]
        if one.matter is matter:
            if not one.to_ms:
                candidate.notes[place] = replace(one, to_ms=wall_ms, ms=max(0, wall_ms - one.from_ms))
            return


def _report(state: SittingState, event: ev.OutageReported, at: At) -> None:
    ms = int(event.entry.value)
    note = Note(TimeMatter(event.entry.item), at.wall_ms - ms, at.wall_ms, ms, event.to_t - event.from_t)
    state.candidates[event.candidate_id].notes.append(note)


def _offline(state: SittingState, event: ev.OfflineWorkCounted, at: At) -> None:
    if event.ms:
        note = Note(TimeMatter.WORK_COUNTED, at.wall_ms, at.wall_ms, event.ms)
        state.candidates[event.candidate_id].notes.append(note)


def _of_everybody(matter: TimeMatter) -> Callable[[SittingState, Any, At], None]:
    def note(state: SittingState, event: Any, at: At) -> None:
        from_ms = at.wall_ms - event.ms if isinstance(event, ev.Suspended) else state.wall_before_ms
        for candidate_id in state.solving:
            made = Note(matter, from_ms, at.wall_ms, max(0, at.wall_ms - from_ms))
            state.candidates[candidate_id].notes.append(made)

    return note


_NOTES: dict[type[ev.Event], Callable[[SittingState, Any, At], None]] = {
    ev.RoomExit: _open(TimeMatter.ROOM_EXIT),
    ev.RoomReturn: _close(TimeMatter.ROOM_EXIT),
    ev.WorkstationAway: _open(TimeMatter.AWAY),
    ev.WorkstationBack: _close(TimeMatter.AWAY),
    ev.OutageReported: _report,
    ev.OfflineWorkCounted: _offline,
    ev.BootStarted: _of_everybody(TimeMatter.ROOM_DOWN),
    ev.Suspended: _of_everybody(TimeMatter.ROOM_ASLEEP),
}
