"""Lose the room's machine for good and build the room again from what is left, by the real merge and the real rules.

Left are a stick with an older prefix of the journal, sometimes the old disk up to some place, sometimes a disk the
room had been lost on before, and the journals of the workstations as they lie on their disks.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec

from koperta_operator.room.rebuild.merge import Merged, Strand, merge, sound_rows, term_of
from koperta_operator.room.rebuild.salvage import salvage_fork
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.state import SittingState
from koperta_sync.kiosk_journal import JournalHeader, journals_in
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import Entry, EntryKind
from tests.faults.simulation.disks import RoomDisk, TermLedger
from tests.faults.simulation.exam import GENESIS, SITTING, machine_of
from tests.faults.simulation.kiosk import SimKiosk
from tests.faults.simulation.rooms import SimClock, SimRoom
from tests.faults.simulation.witness import held_in

if TYPE_CHECKING:
    from tests.faults.simulation.day import Day


class _Record(msgspec.Struct, tag_field="type", tag="entry"):
    entry: Entry


async def keep_a_stick(day: Day) -> None:
    """Copy the journal onto a stick now and then, as the mirror does; it lags behind."""
    while True:
        await asyncio.sleep(day.dice.uniform(1.0, 12.0))
        if len(day.disk.rows) > len(day.stick):
            day.stick = list(day.disk.rows)


async def room_is_lost(day: Day) -> None:
    """Lose machine and disk, and rebuild the room on another machine."""
    if day.room is None or day.rebuilding or not day.stick or not day.room.actor.state.started:
        return
    day.rebuilding = True
    day.stop_room()
    old, kept = day.disk.rows, day.dice.choice((0, 0, day.dice.random(), 1))
    day.remains.append(old[: int(len(old) * kept)])
    day.note(
        f"the room is lost; a stick has {len(day.stick)} and the old disk {len(day.remains[-1])} of {len(old)} events"
    )
    await asyncio.sleep(day.dice.uniform(1.0, 60.0))
    await _rebuild(day)
    day.witness.rebuilt += 1
    day.rebuilding = False


async def _rebuild(day: Day) -> None:
    sources = [("stick", day.stick), *((f"disk {at}", rows) for at, rows in enumerate(day.remains))]
    strands = [Strand(name, SITTING, sound_rows(rows, GENESIS)[0]) for name, rows in sources if rows]
    merged = merge(day.dice.sample(strands, len(strands)))
    term = max(term_of(strand.rows) for strand in strands) + 1
    day.disk = RoomDisk(GENESIS, list(merged.rows), TermLedger(term - 1))
    day.clock = SimClock()
    day.clock.started_s = day.witness.now
    day.witness.watch(day.disk)
    room = SimRoom(day.exam, day.disk, day.clock, day.witness)
    await room.actor.submit(do.RecordRebuild(rebuilt=ev.Rebuilt(sources=(), chosen=merged.chosen)))
    await room.terms.begin(ev.TermBegan(term=term, how="rebuild"))
    await _salvage(day, room, merged)
    day.stick = list(day.disk.rows)
    if day.dice.random() < 0.5:
        await room.unlock()
    else:
        room.spawn(_unlocked_later(day, room))
    day.room = day.wire.server = room
    day.witness.room_up.set(True, day.witness.now)


async def _unlocked_later(day: Day, room: SimRoom) -> None:
    await asyncio.sleep(day.dice.uniform(1.0, 15.0))
    await room.unlock()


async def _salvage(day: Day, room: SimRoom, merged: Merged) -> None:
    """Deliver what forks of the journal and the workstations' disks hold, as `koperta room rebuild` does."""
    sitting: Any = room.sitting
    for fork in merged.forks:
        await salvage_fork(sitting, merged.rows[: fork.shared], fork, "room")
    found = [one for kiosk in day.kiosks.values() for one in _journals(kiosk)]
    for kiosk, header, entries in sorted(found, key=lambda one: (one[1].candidate_id, one[1].epoch)):
        await _take(room, kiosk, header, entries)
    day.witness.only_lost(
        {key: signature for key, _kind, _entry, signature in held_in([*day.disk.rows])}, day.lost_disks
    )


def _journals(kiosk: SimKiosk) -> list[tuple[SimKiosk, JournalHeader, tuple[Entry, ...]]]:
    found = []
    for folder, header in journals_in(kiosk.folder / "journals"):
        log = kiosk.disk.logs.get(folder / "records")
        records = log.records[: log.synced] if log is not None else []
        entries = [msgspec.json.decode(one, type=_Record).entry for one in records if b'"type":"entry"' in one[:40]]
        found.append((kiosk, header, tuple(sorted(entries, key=lambda entry: entry.cseq))))
    return found


async def _take(room: SimRoom, kiosk: SimKiosk, header: JournalHeader, entries: tuple[Entry, ...]) -> None:
    machine = machine_of(kiosk.seat)
    state: SittingState = room.actor.state
    name = f"{header.candidate_id}/{header.epoch}/{len(entries)}"
    try:
        if header.epoch not in state.candidates[header.candidate_id].leases:
            await room.actor.submit(
                do.RecoverLease(
                    workstation=machine.fingerprint,
                    answer_key=machine.answer_key,
                    exam_room=machine.exam_room,
                    seat_number=machine.seat_number,
                    how="capsule",
                    confirmed=any(entry.kind is EntryKind.START for entry in entries),
                    candidate_id=header.candidate_id,
                    epoch=header.epoch,
                )
            )
        if entries:
            await room.actor.submit(
                do.Salvage(
                    sha256=name,
                    workstation=machine.fingerprint,
                    answer_key=machine.answer_key,
                    entries=entries,
                    worked_ms=max(entry.worked_ms for entry in entries),
                    candidate_id=header.candidate_id,
                    epoch=header.epoch,
                )
            )
    except RefusedError as error:
        room.witness.wrong.append(f"a workstation's journal was not taken: {name}: {error}")
