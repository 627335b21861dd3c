"""Do what officials ask of a sitting in the moment: seats, start, exits, closing."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules import commands as do
from koperta_operator.room.server.desk import Act, Console
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import (
    AssignSeat,
    ClockNow,
    CloseSitting,
    DrawSeats,
    Ok,
    ReleaseLease,
    RoomExit,
    RoomReturn,
    StartSitting,
)
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import Clock

Find = Callable[[str], OpenSitting]


def find_in(sittings: dict[str, OpenSitting]) -> Find:
    """Return what finds a sitting by id or refuses."""

    def find(sitting_id: str) -> OpenSitting:
        sitting = sittings.get(sitting_id)
        if sitting is None:
            raise RefusedError(Refused.UNKNOWN_THING, f"no sitting {sitting_id}")
        return sitting

    return find


class SittingActs:
    """Turn requests of consoles into commands of one sitting."""

    def __init__(self, find: Find, ledger: RoomLedger) -> None:
        self._find = find
        self._ledger = ledger

    def table(self) -> dict[type[Message], Act]:
        """Return the acts by request."""
        return {
            AssignSeat: self._assign,
            DrawSeats: self._draw,
            StartSitting: self._start,
            RoomExit: self._exit,
            RoomReturn: self._return,
            ReleaseLease: self._release,
            CloseSitting: self._close,
        }

    async def _assign(self, console: Console, message: AssignSeat) -> Message:
        command = do.AssignSeat(actor=console.actor, candidate_id=message.candidate_id, seat_number=message.seat_number)
        await self._find(message.sitting_id).actor.submit(command)
        return Ok()

    async def _draw(self, console: Console, message: DrawSeats) -> Message:
        seats: dict[str, list[int]] = {}
        for machine in self._ledger.state.machines.values():
            if not machine.revoked and machine.seat_number:
                seats.setdefault(machine.exam_room, []).append(machine.seat_number)
        command = do.DrawSeats(
            actor=console.actor,
            seats={room: tuple(sorted(numbers)) for room, numbers in seats.items()},
            seed=secrets.token_bytes(32),
        )
        await self._find(message.sitting_id).actor.submit(command)
        return Ok()

    async def _start(self, console: Console, message: StartSitting) -> Message:
        sitting = self._find(message.sitting_id)
        if not sitting.names.forms:
            raise RefusedError(Refused.WRONG_STATE, "the tasks are not unlocked in this run of the program")
        await sitting.actor.submit(do.StartSitting(actor=console.actor))
        return Ok()

    async def _exit(self, console: Console, message: RoomExit) -> Message:
        command = do.RoomExit(actor=console.actor, candidate_id=message.candidate_id, role=console.role)
        return _clock(await self._find(message.sitting_id).actor.submit(command))

    async def _return(self, console: Console, message: RoomReturn) -> Message:
        command = do.RoomReturn(actor=console.actor, candidate_id=message.candidate_id, role=console.role)
        return _clock(await self._find(message.sitting_id).actor.submit(command))

    async def _release(self, console: Console, message: ReleaseLease) -> Message:
        sitting = self._find(message.sitting_id)
        command = do.ReleaseLease(
            actor=console.actor, candidate_id=message.candidate_id, sealed_reason=sitting.sealed(message.reason)
        )
        await sitting.actor.submit(command)
        return Ok()

    async def _close(self, console: Console, message: CloseSitting) -> Message:
        command = do.CloseSitting(actor=console.actor, absent=message.absent)
        await self._find(message.sitting_id).actor.submit(command)
        return Ok()


def _clock(clock: Clock) -> ClockNow:
    return ClockNow(clock=clock)
