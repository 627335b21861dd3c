"""Let a day suffer: crashes, power cuts, dead disks, bad networks, wrong clocks, people who go and come."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from koperta_operator.room.rules import commands as do
from tests.faults.simulation.kiosk import Candidate, SimKiosk

if TYPE_CHECKING:
    from tests.faults.simulation.day import Day

Fault = Callable[["Day"], Awaitable[None]]


async def suffer(day: Day, known: dict[str, Fault]) -> None:
    """Let faults happen for about as long as the exam takes; they overlap."""
    dice = day.dice
    longest = max(day.exam.entitled_ms(card.candidate_id) for card in day.exam.cards) / 1000
    ends = day.witness.now + longest * dice.uniform(0.9, 1.6)
    kinds = dice.sample(list(known), dice.randint(1, len(known)))
    kinds += [name for name in known if name not in FAULTS and name not in kinds]
    running: list[asyncio.Task[None]] = []
    while day.witness.now < ends:
        await asyncio.sleep(dice.expovariate(1 / dice.choice((4.0, 12.0, 25.0))))
        running.append(asyncio.ensure_future(_guarded(known[dice.choice(kinds)], day)))
    await asyncio.gather(*running)


async def _guarded(fault: Fault, day: Day) -> None:
    try:
        await fault(day)
    except Exception as error:
        day.witness.wrong.append(f"a fault could not happen: {type(error).__name__}: {error}")


def _free(day: Day, person: Candidate | None = None) -> SimKiosk | None:
    """Return a workstation at which no other fault is at work, and take it."""
    wanted = person.kiosk if person is not None else day.kiosks[day.dice.choice(list(day.exam.seats))]
    if wanted.seat in day.busy:
        return None
    day.busy.add(wanted.seat)
    return wanted


def _somebody(day: Day) -> Candidate:
    return day.dice.choice(day.people)


# ---- the room ------------------------------------------------------------------------------------


async def room_crashes(day: Day) -> None:
    """Kill the room's program, or its machine, between two steps."""
    if day.room is None:
        return
    power = day.dice.random() < 0.5
    down = day.dice.choice((0.3, 1.0, 4.0, 15.0, 45.0))
    day.note(f"the room's {'machine' if power else 'program'} ends for {down} s")
    day.stop_room()
    await asyncio.sleep(down)
    await day.room_again(new_boot=power)


async def room_dies_at_a_commit(day: Day) -> None:
    """Let the next commit be the last act of the room's program."""
    if day.room is not None:
        day.room.journal.dies = day.dice.choice(("before", "after"))


async def wall_clock_jumps(day: Day) -> None:
    """Set the room's wall clock, years even."""
    by = day.dice.choice((-1, 1)) * day.dice.choice((3_000, 60_000, 3_600_000, 10**11))
    day.note(f"the room's wall clock jumps by {by / 1000} s")
    day.clock.wall_shift_ms += by


# ---- workstations --------------------------------------------------------------------------------


async def kiosk_dies(day: Day) -> None:
    """Kill a workstation's program or cut its power."""
    kiosk = _free(day, _somebody(day))
    if kiosk is None:
        return
    power, down = day.dice.random() < 0.5, day.dice.choice((0.5, 3.0, 12.0, 40.0))
    day.note(f"workstation {kiosk.seat}: {'power cut' if power else 'killed'} for {down} s")
    await kiosk.kill(power=power)
    kiosk.clock.wall_shift_ms += day.dice.choice((0, -(10**12), 10**7))
    await asyncio.sleep(down)
    kiosk.boot(power=power)
    day.busy.discard(kiosk.seat)


async def candidate_moves(day: Day) -> None:
    """Move a candidate to a spare seat; the old one is dead, or cut off and comes back later."""
    person = _somebody(day)
    spare = [s for s in day.exam.seats if s not in day.busy and all(p.kiosk.seat != s for p in day.people)]
    if not spare or day.done(person) or person.away:
        return
    old = _free(day, person)
    if old is None:
        return
    day.busy.add(spare[0])
    how = day.dice.choice(("disk", "power", "cut", "alive"))
    day.note(f"{person.card.candidate_id} moves from {old.seat} to {spare[0]} ({how})")
    if how == "cut":
        day.wire.cut.add(old.seat)
        _cut(day, old)
    elif how != "alive":
        await old.kill(power=True)
    if how == "disk":
        old.lose_disk()
        day.lost_disks.add(person.card.candidate_id)
    await asyncio.sleep(day.dice.uniform(0.5, 10.0))
    await _released(day, person, day.kiosks[spare[0]])
    day.busy.discard(spare[0])
    await asyncio.sleep(day.dice.choice((1.0, 30.0, 90.0)))
    day.wire.cut.discard(old.seat)
    if not old.running:
        old.boot()
    day.busy.discard(old.seat)


async def _released(day: Day, person: Candidate, spare: SimKiosk) -> None:
    """Let the team release the lease, as soon as that can be, and the candidate sit down elsewhere."""
    for _ in range(60):
        if day.done(person):
            return
        if await day.ask(do.ReleaseLease(candidate_id=person.card.candidate_id)):
            person.kiosk = spare
            if not spare.running:
                spare.boot()
            day.witness.people[person.card.candidate_id].moved += 1
            return
        await asyncio.sleep(1.0)


# ---- the network ---------------------------------------------------------------------------------


def _cut(day: Day, kiosk: SimKiosk) -> None:
    if kiosk.link is not None and kiosk.link.connection is not None:
        kiosk.link.connection.end(
            told_after=day.dice.choice((0.0, 0.5, 8.0)), room_told_after=day.dice.choice((0.0, 0.5, 8.0, 18.0))
        )


async def cable_is_out(day: Day) -> None:
    """Cut one seat off, or all of them."""
    seats = list(day.exam.seats) if day.dice.random() < 0.3 else [_somebody(day).kiosk.seat]
    away = day.dice.choice((0.2, 3.0, 12.0, 40.0, 90.0))
    mine = [seat for seat in seats if seat not in day.wire.cut]
    day.note(f"the network is away for {away} s at {mine}")
    day.wire.cut.update(mine)
    for seat in mine:
        _cut(day, day.kiosks[seat])
    await asyncio.sleep(away)
    day.wire.cut.difference_update(mine)


async def connection_drops(day: Day) -> None:
    """Let one connection end; the next one is there at once, and what was on its way may overtake nobody or all."""
    _cut(day, _somebody(day).kiosk)


async def network_is_slow(day: Day) -> None:
    """Delay every frame for a while."""
    day.wire.delay_s = day.dice.choice(((0.05, 0.3), (0.2, 0.8)))
    await asyncio.sleep(day.dice.uniform(3.0, 20.0))
    day.wire.delay_s = (0.001, 0.01)


# ---- people --------------------------------------------------------------------------------------


async def leaves_the_room(day: Day) -> None:
    """Let somebody go out and come back; the team notes both."""
    person = _somebody(day)
    candidate_id = person.card.candidate_id
    if person.away or person.done:
        return
    person.away = True
    absent = day.witness.people[candidate_id].absent
    absent.set(True, day.witness.now)
    await day.ask(do.RoomExit(candidate_id=candidate_id))
    if not await out(day, candidate_id):  # refused, or lost with the room's program
        absent.since, person.away = None, False
        return
    day.note(f"{candidate_id} leaves the room")
    await asyncio.sleep(day.dice.choice((2.0, 10.0, 40.0)))
    back = day.witness.now
    while await out(day, candidate_id):
        back = day.witness.now  # of the last time the team said so: that one was written, answered or not
        await day.ask(do.RoomReturn(candidate_id=candidate_id))
    absent.set(False, back)
    person.away = False
    day.note(f"{candidate_id} comes back")


async def out(day: Day, candidate_id: str) -> bool:
    """Say whether the room holds a candidate for absent; waits until there is a room."""
    while day.room is None or day.room.dead:
        await asyncio.sleep(0.5)
    # Work that was delivered after the exit may have used up the time before it: then there is no return to write.
    candidate = day.room.actor.state.candidates[candidate_id]
    return candidate.covered and not candidate.over


FAULTS: dict[str, Fault] = {
    fault.__name__: fault
    for fault in (
        room_crashes,
        room_dies_at_a_commit,
        wall_clock_jumps,
        kiosk_dies,
        candidate_moves,
        cable_is_out,
        connection_drops,
        network_is_slow,
        leaves_the_room,
    )
}
