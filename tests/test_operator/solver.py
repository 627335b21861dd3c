"""Seat candidates at workstations of a live room and let them begin."""

from __future__ import annotations

from dataclasses import dataclass

from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_packages.candidates import Candidate
from koperta_packages.identity import OfficialRole
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.console import Ok, StartSitting
from koperta_sync.protocol.seat import EntryKind
from koperta_sync.protocol.workstation import (
    Delivered,
)
from tests.test_operator.live_room import LiveRoom
from tests.test_operator.live_wire import Wire

START, ANSWER, FLAG, FINISH = EntryKind.START, EntryKind.ANSWER, EntryKind.FLAG, EntryKind.FINISH


@dataclass
class Solver:
    """Hold one candidate at one workstation, and what may be answered."""

    live: LiveRoom
    wire: Wire
    candidate: Candidate
    items: tuple[str, ...]
    options: dict[str, tuple[str, ...]]

    async def send(self, cseq: int, kind: EntryKind, item: str = "", value: str = "") -> object:
        """Deliver one honest entry."""
        sitting_id, me = self.live.sitting_id, self.candidate.candidate_id
        return await self.wire.deliver(sitting_id, me, self.wire.entry(sitting_id, me, cseq, kind, item, value))

    def option(self, place: int) -> tuple[str, str]:
        """Return a task of the form and one of its options."""
        return self.items[place], self.options[self.items[place]][0]


async def answers(live: LiveRoom, candidate: Candidate) -> dict[str, str]:
    """Return what the room holds as a candidate's answers."""
    return await live.sitting.actor.call(lambda state, _now: dict(state.candidates[candidate.candidate_id].answers))


async def seated(live: LiveRoom, number: int) -> Solver:
    """Seat a candidate at the workstation of the same number."""
    candidate = live.candidate(number - 1)
    wire = await live.workstation(number)
    await wire.prepare(candidate)

    def look(state: SittingState, _now: Now) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
        one = state.candidates[candidate.candidate_id]
        return tuple(one.form), {item: tuple(state.options[one.package_id][item]) for item in one.form}

    return Solver(live, wire, candidate, *await live.sitting.actor.call(look))


async def start(live: LiveRoom) -> None:
    """Start the sitting as the chair does."""
    chair = await live.console(OfficialRole.ROOM_CHAIR)
    await chair.expect(StartSitting(sitting_id=live.sitting_id), Ok)


async def solving(live: LiveRoom, number: int) -> Solver:
    """Seat a candidate and let them begin."""
    solver = await seated(live, number)
    await start(live)
    assert isinstance(await solver.send(1, START), Delivered)
    return solver


def code(answer: object) -> str:
    """Return the code of a refusal."""
    assert isinstance(answer, Refusal), answer
    return answer.code
