"""Lose a room's machine in the middle of an exam, rebuild it from stick and workstations, and take the time.

A real room process with a mirror on a stick; simulated workstations with their journals on the disk. The process is
killed, its folder deleted. `koperta room rebuild` makes a new one, `koperta room serve` serves it on the same port, the
workstations find it again, everybody finishes, and the board scores what came out.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from koperta_operator.room.settings import Settings, write_settings
from koperta_packages.identity import OfficialRole
from koperta_station.simulated.behaviour import Behaviour
from koperta_station.simulated.kiosk import Outcome
from koperta_sync.protocol.console import BackUpRoom, MirrorTo, Ok, Written
from koperta_sync.protocol.room_view import MirrorState
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.end_to_end import room_day as day
from tests.real_room import LONG_AGO, RealRoom, console, enrolment, official_of, room_of, take_in, unlock, until

LIMIT_S = 180.0
PASSPHRASE = "zapas sali na pendrivie"
BUSY = Behaviour(think_ms=(2_000, 6_000), changes_mind=0.2, flags=0.1, leaves_open=0.0)


@dataclass
class Report:
    """Hold what came of it; seconds and milliseconds."""

    command_s: float = 0.0  # `koperta room rebuild` alone
    back_s: float = 0.0  # from the decision until every workstation is connected and has delivered
    chosen: dict[str, dict[str, str]] = field(default_factory=dict)  # what candidates remember
    official: dict[str, dict[str, str]] = field(default_factory=dict)  # what the board scored
    objections: int = 0
    clocks: list[tuple[int, int]] = field(
        default_factory=list
    )  # remaining: before the loss, after (outage not counted)
    outage_ms: int = 0
    sheet: str = ""


def disaster(place: Path, kiosks: int, behaviour: Behaviour, answers: int) -> Report:
    """Play the whole disaster with so many workstations; it strikes after so many answers."""
    issued = issue_sitting(place, candidates=kiosks, tasks=10, opens_at=LONG_AGO)
    report = Report()
    bundle = asyncio.run(_play(place, issued, kiosks, behaviour, answers, report))
    received = day.board_receives(issued, bundle, place / "results")
    report.official = day.official_answers(received)
    report.objections = len(received.outcome.objections)
    return report


async def _play(
    place: Path, issued: IssuedSittingForTest, kiosks: int, behaviour: Behaviour, answers: int, report: Report
) -> Path:
    first = RealRoom(place / "room", issued.room, supervised=False)
    people = day.people(issued)
    await asyncio.to_thread(first.start)
    sitting_id = await _prepared(place, first, issued, kiosks)
    async with console(first, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
        async with console(first, official_of(issued, OfficialRole.OPERATOR)) as operator:
            file = await enrolment(operator, place / "usb", range(1, kiosks + 1))
        seats = [
            await day.workstation(file, number, place / f"pc{number}", person, behaviour)
            for number, person in enumerate(people, 1)
        ]
        sitting = [asyncio.create_task(one.sit()) for one in seats]
        await _until_ready(chair, sitting_id, kiosks)
        await day.start(chair, sitting_id)
        async with console(first, official_of(issued, OfficialRole.OPERATOR)) as operator:
            # Set again, the mirror writes at once; what comes after this moment only the workstations have.
            await operator.ask(MirrorTo(folder=str(place / "stick")), Ok)
        await until(lambda: sum(one.answered for one in chair.state.tiles.values()) >= answers, 60, "answers")
        before = _remaining(chair)
        lost_at = time.monotonic()
        first.kill()
    await asyncio.to_thread(first.stop)
    shutil.rmtree(first.folder.root)
    second = await _rebuilt(place, issued, first.port, report)
    try:
        return await _finish(place, issued, second, sitting, kiosks, before, lost_at, report)
    finally:
        await asyncio.to_thread(second.stop)


async def _prepared(place: Path, room: RealRoom, issued: IssuedSittingForTest, kiosks: int) -> str:
    (place / "stick").mkdir()
    (place / "safe").mkdir()
    async with console(room) as anybody:
        sitting_id = await take_in(anybody, issued)
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        await operator.ask(BackUpRoom(folder=str(place / "safe"), passphrase=PASSPHRASE), Written)
        await operator.ask(MirrorTo(folder=str(place / "stick")), Ok)
        await unlock(operator, issued)
        await until(lambda: room_of(operator).mirror.state is MirrorState.WRITING, what="the mirror")
    return sitting_id


async def _rebuilt(place: Path, issued: IssuedSittingForTest, port: int, report: Report) -> RealRoom:
    (place / "passphrase.txt").write_text(PASSPHRASE, "utf-8")
    backup = next((place / "safe").glob("*.koperta-backup"))
    command = [sys.executable, "-m", "koperta_operator.room", "rebuild", str(place / "new"), "--backup", str(backup)]
    command += ["--backup-passphrase-file", str(place / "passphrase.txt"), "--from", str(place / "stick")]
    command += ["--files", str(issued.folder), "--break-glass", "przewodniczący w drodze", "--port", str(port)]
    began = time.monotonic()
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the rebuild failed\n{done.stdout}\n{done.stderr}")
    report.command_s = time.monotonic() - began
    report.sheet = (place / "new" / "rebuild-sheet.txt").read_text("utf-8")
    room = RealRoom(place / "new", issued.room, supervised=False, with_identity=False)
    room.port = port
    write_settings(room.folder.settings, Settings((), port, ("127.0.0.1",)))
    await asyncio.to_thread(room.start)
    report.back_s = -began
    return room


async def _finish(
    place: Path,
    issued: IssuedSittingForTest,
    room: RealRoom,
    sitting: list[asyncio.Task[Outcome]],
    kiosks: int,
    before: dict[str, int],
    lost_at: float,
    report: Report,
) -> Path:
    async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:

        def back() -> bool:
            tiles = [one for one in chair.state.tiles.values() if one.candidate_id]
            return sum(one.connected and not one.undelivered for one in tiles) >= kiosks

        await until(back, LIMIT_S, "every workstation back")
        report.back_s += time.monotonic()
        await asyncio.sleep(1.2)  # a beat, and the tick that shows it
        after = _remaining(chair)
        report.outage_ms = round((time.monotonic() - lost_at) * 1000)
        report.clocks = [(before[one], after[one]) for one in before if one in after]
        await unlock(chair, issued)
        done = await asyncio.wait_for(asyncio.gather(*sitting), 180)
        ids = {one.username: one.candidate_id for one in day.people(issued)}
        report.chosen = {ids[one.person.username]: one.chosen for one in done}
        return await day.close_and_export(chair, issued, place / "usb", kiosks)


def _remaining(client: day.ConsoleClient) -> dict[str, int]:
    """Return the time left of everybody who is solving, as the room counts it now."""
    wall_ms = time.time_ns() // 1_000_000
    solving = (one for one in client.state.tiles.values() if one.phase == "solving" and one.clock is not None)
    return {one.candidate_id: one.clock.ends_at_ms - wall_ms for one in solving if one.clock is not None}


async def _until_ready(client: day.ConsoleClient, sitting_id: str, count: int) -> None:
    def here() -> bool:
        tiles = client.state.tiles.values()
        return sum(one.sitting_id == sitting_id and one.phase in ("prepared", "ready") for one in tiles) >= count

    await until(here, 120, f"{count} candidates to be ready")


def search(seed: int, minutes: float) -> bool:
    """Play it once with 50 workstations; `seed` and `minutes` change nothing. False over three minutes or a loss."""
    with tempfile.TemporaryDirectory(prefix="koperta-rebuild-") as place:
        report = disaster(Path(place), 50, BUSY, 150)
    lost = {name for name, chosen in report.chosen.items() if report.official.get(name) != chosen}
    print(f"rebuild command {report.command_s:.1f} s, every workstation back after {report.back_s:.1f} s")
    print(f"candidates {len(report.chosen)}, with an answer lost {len(lost)}, objections {report.objections}")
    taken = [before - after for before, after in report.clocks]
    if taken:
        print(f"time taken off clocks: {min(taken)} to {max(taken)} ms, outage {report.outage_ms} ms")
    return not lost and not report.objections and report.back_s <= LIMIT_S
