"""Tell from the journal what happened to each candidate's time (pure but for reading it)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from koperta_operator.demo.board_part import Issued
from koperta_operator.demo.cast import Role
from koperta_operator.demo.voice import hour
from koperta_operator.room.backup import load_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.store import Journal
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.fold import apply
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.state import Attempt, SittingState
from koperta_sync.bundle.manifest import sitting_genesis

BACK = "workstation back"
SHORT_MS = 1_500  # less than this is how long a message takes, not lost time


@dataclass(slots=True)
class Line:
    """Hold one candidate's day; times in milliseconds, hours of the room's clock."""

    candidate_id: str
    name: str
    began_ms: int = 0
    ended_ms: int = 0
    how: str = ""
    entitled_ms: int = 0
    used_ms: int = 0
    credited_ms: int = 0
    answers: int = 0
    story: list[str] = field(default_factory=list)

    @property
    def had_ms(self) -> int:
        """Return how long the candidate could have worked, by the wall clock, absences taken off."""
        return self.ended_ms - self.began_ms - self.credited_ms

    @property
    def short(self) -> bool:
        """Say whether the time ran out before the candidate had all of it."""
        return self.how == "time over" and self.had_ms < self.entitled_ms - SHORT_MS


def of_everybody(folder: Path, issued: Issued, roles: Sequence[Role]) -> list[Line]:
    """Read the journal of a room that has ended; raises JournalError when it does not check."""
    room = RoomFolder(folder)
    genesis = sitting_genesis(load_identity(room).room_id, issued.sitting_id).start()
    lines = {one.candidate_id: Line(one.candidate_id, f"{one.first_name} {one.surname}") for one in roles if one.comes}
    state = SittingState()
    with Journal.open(room.sitting(issued.sitting_id) / "journal.db", genesis, must_exist=True) as journal:
        for stored in journal.read_all():
            event = ev.CODEC.decode(stored.kind, stored.body)
            at = At(stored.seq, stored.boot, stored.mono_ms, stored.wall_ms, stored.actor)
            apply(state, event, at)
            _tell(lines, state, event, at)
    for line in lines.values():
        _add_up(line, state)
    return list(lines.values())


def _tell(lines: dict[str, Line], state: SittingState, event: ev.Event, at: At) -> None:
    """Add what an event means to the stories it concerns."""
    if isinstance(event, ev.TermBegan):
        for candidate_id in state.solving:
            if candidate_id in lines:
                lines[candidate_id].story.append(f"{hour(at.wall_ms)} the second machine took over ({event.how})")
        return
    line = lines.get(getattr(event, "candidate_id", ""))
    if line is None:
        return
    if isinstance(event, ev.AttemptStarted):
        line.began_ms = at.wall_ms - event.age_ms
    elif isinstance(event, (ev.AttemptFinished, ev.AttemptExpired)):
        line.ended_ms = at.wall_ms
    # A workstation is noticed again at its first sign and once more when it has told everything.
    again = isinstance(event, ev.WorkstationBack) and bool(line.story) and line.story[-1].endswith(BACK)
    if (said := _said(event, at)) and not again:
        line.story.append(said)


def _said(event: ev.Event, at: At) -> str:
    when = hour(at.wall_ms)
    match event:
        case ev.RoomExit():
            return f"{when} left the room"
        case ev.RoomReturn():
            return f"{when} came back"
        case ev.WorkstationAway(silent_ms=silent):
            return f"{hour(at.wall_ms - silent)} workstation not heard"
        case ev.WorkstationBack():
            return f"{when} {BACK}"
        case ev.OutageReported(entry=entry):
            return f"{entry.item} {int(entry.value) / 1000:.0f} s without the room"
        case ev.OfflineWorkCounted(ms=ms) if ms:
            return f"{ms / 1000:.1f} s worked while there was no room, counted as worked"
        case _:
            return ""


def _add_up(line: Line, state: SittingState) -> None:
    candidate = state.candidates[line.candidate_id]
    line.how = {Attempt.FINISHED: "handed in", Attempt.EXPIRED: "time over"}.get(candidate.attempt, "ended")
    line.entitled_ms = candidate.entitled_ms
    line.used_ms = candidate.consumed_ms(state.last_t)
    line.credited_ms = sum(
        (candidate.ended_t if one.to_t is None else one.to_t) - one.from_t for one in candidate.all_absences
    )
    line.answers = sum(bool(option) for option in candidate.answers.values())


def show(lines: Sequence[Line]) -> None:
    """Print everybody's day, a line each, with what happened beneath."""
    print("\nWhat happened to everybody's time\n=================================")
    width = max(len(one.name) for one in lines)
    for one in lines:
        print(
            f"{one.name:<{width}}  {hour(one.began_ms)}–{hour(one.ended_ms)}  {one.how:<9}"
            f"  {one.used_ms / 1000:5.1f} of {one.entitled_ms / 1000:.0f} s used, {one.answers} answers"
        )
        for said in one.story:
            print(f"{'':<{width}}    {said}")
