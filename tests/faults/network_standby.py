"""Put a bad network between a real room and its real standby while candidates work, then kill the room.

    ./dev faults network_standby --seed 7 --minutes 3

The standby has a wire of its own (`proxy.py`): slow, parted for longer than the room waits, half-open, reset, all in
storms. Every second workstation has a bad wire too; at the others is measured that the standby never holds an answer
up. Then the wire is mended and the standby catches up. In every second run it is parted once more before the room is
killed, so that the last acknowledged entries are on the room's disk alone. The standby is promoted, the workstations
go over and deliver what it lacks, and the old room, which can be reached again, has to step back.

`tc netem` is not in every kernel, and needs network namespaces; the proxy stands for it.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec

from koperta_operator.room.copies import ROOM_JOURNAL
from koperta_operator.room.journal.store import Journal, StoredEvent
from koperta_operator.room.rules.room_events import ROOM_CODEC, StandbyCaughtUp, StandbyLost
from koperta_packages.identity import OfficialRole, official_id_of
from koperta_station.simulated.behaviour import Behaviour
from koperta_station.simulated.candidate import Person
from koperta_station.simulated.kiosk import Outcome, SimulatedKiosk
from koperta_station.state import KioskState, LinkState
from koperta_sync.bundle.manifest import room_genesis, sitting_genesis
from koperta_sync.console_client import ConsoleClient
from koperta_sync.credentials import Credentials, load, save
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import RoomRole, StandbyState
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.end_to_end import room_day as day
from tests.faults.network import TASKS, Report, Sat, Trouble, compare
from tests.faults.proxy import Wire
from tests.real_room import LONG_AGO, RealRoom, console, enrolment, official_of, paired, room_of, take_in, unlock, until
from tests.real_standby import RealStandby, pair_standby, promoted, until_standby

SLACK_S = 2.0  # two busy processors; still less than a dead connection takes to be noticed
LONGEST_S = 2.0 + SLACK_S  # what is promised, not what the code says now
_ENTRIES = frozenset({"attempt-started", "answer-given", "flag-set", "attempt-finished", "entry-late"})
AFTERWARDS_S = 5.0  # of the exam, for catching up, dying and going over


class LongTrouble(Trouble):
    """Part a wire also for longer than anybody waits."""

    def _part(self, wire: Wire) -> float:
        wire.part()
        return self.dice.uniform(1.0, 5.0)


class WatchedKiosk(SimulatedKiosk):
    """Measure the longest time in which something waits to be acknowledged and nothing is.

    It stays on after its candidate has handed in, until the new room has everything: it may be the only one that does.
    """

    measured = True
    moved: asyncio.Event
    longest_s = 0.0
    _waits: tuple[int, float] = (0, 0.0)  # how many, since when

    def _changed(self, state: KioskState) -> None:
        self.look(state)
        super()._changed(state)

    async def sit(self) -> Outcome:
        """Serve until the candidate is done and the new room holds everything; `moved` is set once there is one."""
        serving = asyncio.create_task(self.session.run())
        try:
            await self.candidate.sit()
            await self.moved.wait()
            await until(lambda: _settled(self), 30, "what was handed in to be at the new room")
            return Outcome(self.person, self.seat_number, self.session.state, self.candidate.chosen)
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)

    def look(self, state: KioskState) -> None:
        """Take a state, or the same again."""
        count, since = self._waits
        now = time.monotonic()
        if self.measured and count:
            self.longest_s = max(self.longest_s, now - since)
        if state.undelivered < count or not count:
            since = now
        self._waits = (state.undelivered, since)


@dataclass
class Exam:
    """Hold the two machines, the wires and what becomes of it."""

    folder: Path
    issued: IssuedSittingForTest
    room: RealRoom
    standby: RealStandby
    dice: random.Random
    report: Report
    parted: bool
    kiosks: list[WatchedKiosk]
    wires: list[Wire]

    async def play(self, seconds: float) -> list[Outcome]:
        """Sit the exam, with so many seconds of trouble before the room is killed."""
        link = await Wire.to("127.0.0.1", self.room.port, self.dice.randrange(2**32))
        async with console(self.room) as anybody:
            sitting_id = await take_in(anybody, self.issued)
        async with console(self.room, official_of(self.issued, OfficialRole.OPERATOR)) as operator:
            await self._standby_behind(link, operator)
            await self._kiosks_behind(operator, seconds + AFTERWARDS_S)
            await unlock(operator, self.issued)
        async with console(self.room, official_of(self.issued, OfficialRole.ROOM_CHAIR)) as chair:
            sitting = [asyncio.create_task(one.sit()) for one in self.kiosks]
            await day.all_ready(chair, sitting_id, len(self.kiosks))
            await day.start(chair, sitting_id)
            await self._trouble(link, chair, seconds)
            if self.parted:
                await self._part(link, chair)
            for one in self.kiosks:
                one.look(one.session.state)
                one.measured = False
            self.room.kill()
            self.room.forget()
        await promoted(self.standby, self.issued)
        for one in self.kiosks:
            one.moved.set()
        await until(
            lambda: all(a.done() or _settled(b) for a, b in zip(sitting, self.kiosks, strict=True)), 30, "everybody"
        )
        link.mend()
        await self._steps_back()
        outcomes = await asyncio.wait_for(asyncio.gather(*sitting), 60)
        for wire in (link, *self.wires):
            self.report.connections += wire.connections
            await wire.close()
        return outcomes

    async def _standby_behind(self, link: Wire, operator: ConsoleClient) -> None:
        await pair_standby(self.standby, self.room, operator)
        known = load(self.standby.folder.standby)
        save(known.at(f"127.0.0.1:{link.port}"), self.standby.folder.standby)
        await asyncio.to_thread(self.standby.start)
        await until_standby(operator, StandbyState.READY)

    async def _kiosks_behind(self, operator: ConsoleClient, seconds: float) -> None:
        people = day.people(self.issued)
        file = await enrolment(operator, self.folder / "stick", range(1, len(people) + 1))
        think = (round(seconds * 1_000 / TASKS * 0.6), round(seconds * 1_000 / TASKS * 0.9))
        habits = Behaviour(think_ms=think, changes_mind=0.4, flags=0.3, leaves_open=0.0)
        for seat, person in enumerate(people, 1):
            wire = await Wire.to("127.0.0.1", self.room.port, self.dice.randrange(2**32))
            folder = self.folder / f"pc{seat}"
            behind = _at(await paired(file, seat, folder), wire)
            who = Person(person.username, person.secret)
            kiosk = WatchedKiosk(folder, behind, who, habits, random.Random(f"{seat}"))
            kiosk.moved = asyncio.Event()
            self.kiosks.append(kiosk)
            self.wires.append(wire)

    async def _trouble(self, link: Wire, chair: ConsoleClient, seconds: float) -> None:
        """Make trouble for so long, then let the standby hold everything again."""
        bad = self.wires[1::2]
        for one in self.kiosks[1::2]:
            one.measured = False
        troubles = [LongTrouble([link], self.dice), Trouble(bad, self.dice)]
        making = [asyncio.create_task(one.run()) for one in troubles]
        await asyncio.sleep(seconds)
        for task in making:
            task.cancel()
        await asyncio.gather(*making, return_exceptions=True)
        self.report.trouble = troubles[0].done
        await until(lambda: room_of(chair).standby.state is StandbyState.READY, 20, "the standby to catch up")

    async def _part(self, link: Wire, chair: ConsoleClient) -> None:
        """Let the room go on alone until somebody has handed in, while others are still at work."""
        link.part()
        await until(lambda: room_of(chair).standby.state is not StandbyState.READY, 8, "the silence to be noticed")

        def handed_in() -> bool:
            return any(one.phase == "finished" for one in chair.state.tiles.values())

        await until(handed_in, 40, "somebody to hand in what the standby never hears of")

    async def _steps_back(self) -> None:
        await asyncio.to_thread(self.room.start)
        async with console(self.room) as client:
            official = official_of(self.issued, OfficialRole.ROOM_CHAIR)
            view = room_of(client)
            if (view.role, view.superseded_by) != (RoomRole.SUPERSEDED, 2):
                self.report.wrong.append(f"the old room is {view.role} when it returns")
            try:
                await client.sign_in(official_id_of(official.key.public), official.key)
                self.report.wrong.append("the old room lets an official in")
            except RefusedError as error:
                if error.code is not Refused.SUPERSEDED:
                    self.report.wrong.append(f"the old room refuses with {error.code}")


def _at(credentials: Credentials, wire: Wire) -> Credentials:
    return msgspec.structs.replace(credentials, addresses=(f"127.0.0.1:{wire.port}",))


def _settled(kiosk: SimulatedKiosk) -> bool:
    state = kiosk.session.state
    return state.link is LinkState.CONNECTED and not state.undelivered


def compare_journals(exam: Exam) -> None:
    """Compare what the two machines wrote: one chain up to the promotion, and nothing in the old room after it."""
    report, sitting_id = exam.report, exam.issued.issue.sitting_id
    own = {name: _rows(exam.room, exam.issued, name) for name in (ROOM_JOURNAL, sitting_id)}
    caught_up, healthy = {ROOM_JOURNAL: 0}, False
    for row in own[ROOM_JOURNAL]:
        event = ROOM_CODEC.decode(row.kind, row.body)
        if isinstance(event, StandbyLost):
            if not healthy:
                report.wrong.append(f"room journal {row.seq}: the standby is lost without having been there")
            healthy = False
        elif isinstance(event, StandbyCaughtUp):
            caught_up, healthy = dict(event.through), True
    for name, rows in own.items():
        new = _rows(exam.standby, exam.issued, name)
        copied = next(at for at, row in enumerate(new) if row.kind == "term-began")
        # What it was promoted with begins with a boot of its own, which is no part of the copy.
        same = next((at for at, (a, b) in enumerate(zip(rows, new, strict=False)) if a != b), min(len(rows), len(new)))
        if same < caught_up.get(name, 0):
            report.wrong.append(f"{name}: caught up through {caught_up[name]}, and equal only through {same}")
        if any(row.kind in _ENTRIES for row in new[same:copied]):
            report.wrong.append(f"{name}: the copy holds entries the room never wrote")
        lost = [row for row in rows[same:] if row.kind in _ENTRIES]
        report.trouble["rows on the old room alone"] += len(lost)
        again = max(at for at, row in enumerate(rows) if row.boot != rows[-1].boot) + 1
        if "superseded" not in {row.kind for row in rows[again:]}:
            report.wrong.append(f"{name}: the old room has not written that it is superseded")
        if any(row.kind in _ENTRIES for row in rows[again:]):
            report.wrong.append(f"{name}: the old room wrote entries after it had been superseded")
    if exam.parted and not report.trouble["rows on the old room alone"]:
        report.wrong.append("the standby lacked nothing: the partition has tried nothing")


def _rows(machine: RealRoom, issued: IssuedSittingForTest, name: str) -> list[StoredEvent]:
    room_id = issued.room.room_id
    if name == ROOM_JOURNAL:
        path, genesis = machine.folder.journal, room_genesis(room_id)
    else:
        path, genesis = machine.folder.sitting(name) / "journal.db", sitting_genesis(room_id, name)
    with Journal.open(path, genesis.start(), must_exist=True) as journal:
        return list(journal.read_all())


def run(folder: Path, *, candidates: int, seconds: float, seed: int, parted: bool) -> Report:
    """Run one exam; `parted`: the standby cannot be reached when the room dies."""
    issued = issue_sitting(folder, candidates=candidates, tasks=TASKS, minutes=30, opens_at=LONG_AGO)
    report = Report()
    with RealRoom(folder / "room", issued.room, supervised=False) as room:
        standby = RealStandby(folder / "standby", room)
        exam = Exam(folder, issued, room, standby, random.Random(seed), report, parted, [], [])
        try:
            outcomes = asyncio.run(exam.play(seconds))
        finally:
            standby.stop()
    seats = [Sat(one, folder / f"pc{seat}", outcomes[seat - 1]) for seat, one in enumerate(day.people(issued), 1)]
    compare(standby, issued, seats, report)
    compare_journals(exam)
    longest = max(one.longest_s for one in exam.kiosks[::2])
    report.longest_s = longest
    if longest > LONGEST_S:
        report.wrong.append(f"an answer waited {longest:.1f} s, and not for its own network")
    return report


def search(seed: int, minutes: float) -> bool:
    """Run exams of eight candidates until the time is over; the standby is parted in those with an odd seed."""
    until_s, number = time.monotonic() + minutes * 60, 0
    while number == 0 or time.monotonic() < until_s:
        this = seed + number
        with tempfile.TemporaryDirectory(prefix="koperta-network-") as folder:
            report = run(Path(folder), candidates=8, seconds=15.0, seed=this, parted=bool(this % 2))
        made = ", ".join(f"{count} {what}" for what, count in sorted(report.trouble.items()))
        print(
            f"seed {this}: {report.entries} entries over {report.connections} connections, "
            f"the longest wait {report.longest_s:.1f} s; {made}",
            flush=True,
        )
        if report.wrong:
            print("\n".join(report.wrong))
            print(f"again: ./dev faults network_standby --seed {this} --minutes 0")
            return False
        number += 1
    return True
