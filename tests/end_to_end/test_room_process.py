"""A real room process, its supervisor, real kiosk sessions: what must hold when something is killed or refused."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from koperta_packages.identity import OfficialRole
from koperta_station.state import LinkState, Screen
from koperta_sync import web
from koperta_sync.protocol.console import Ok, RevokeMachine, StartSitting, Unlock
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import SittingState, Tile
from koperta_sync.transport import machine_context
from tests.board_fixture import issue_sitting
from tests.end_to_end import room_day as day
from tests.real_room import (
    LONG_AGO,
    RealRoom,
    console,
    enrolment,
    official_of,
    room_of,
    sitting_of,
    take_in,
    unlock,
    until,
)

FAR_AWAY = "2099-01-10T09:00:00+01:00"


@pytest.mark.timeout(180)
def test_a_room_killed_while_candidates_answer_loses_nothing_and_takes_no_time(tmp_path: Path) -> None:
    """SIGKILL in the middle; nobody types a passphrase before the last answer is in."""
    issued = issue_sitting(tmp_path, candidates=5, tasks=10, opens_at=LONG_AGO)
    with RealRoom(tmp_path / "room", issued.room) as room:
        done, ends = asyncio.run(_killed_in_the_middle(tmp_path, room, issued))
        bundle = asyncio.run(_end(tmp_path, room, issued, 5))
    received = day.board_receives(issued, bundle, tmp_path / "results")
    official = day.official_answers(received)
    assert official == {candidate: chosen for candidate, chosen in done.items()}
    assert all(len(chosen) == 10 for chosen in done.values())
    assert not received.outcome.objections
    for before, after, outage_ms in ends:
        # Work went on offline and is counted; at most a heartbeat's worth is given away, never taken.
        assert before - 1_500 <= after <= before + outage_ms + 6_000


async def _killed_in_the_middle(
    tmp_path: Path, room: RealRoom, issued: day.IssuedSittingForTest
) -> tuple[dict[str, dict[str, str]], list[tuple[int, int, int]]]:
    people = day.people(issued)
    sitting_id = await take_in_as_operator(room, issued)
    async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
        file = await _enrolment(room, issued, tmp_path, range(1, 6))
        await unlock(chair, issued)
        kiosks = [
            await day.workstation(file, seat, tmp_path / f"pc{seat}", person) for seat, person in enumerate(people, 1)
        ]
        sitting = [asyncio.create_task(one.sit()) for one in kiosks]
        await day.all_ready(chair, sitting_id, 5)
        await day.start(chair, sitting_id)
        await until(lambda: sum(one.answered for one in chair.state.tiles.values()) >= 8, what="answers")
        before = _ends(chair)
        killed_at = time.monotonic()
        room.kill()
        await asyncio.to_thread(room.wait_ready)
        outage_ms = round((time.monotonic() - killed_at) * 1000)
        after: dict[str, int] = {}
        going_on = asyncio.create_task(day.outcomes(sitting))
        while not going_on.done():
            after.update(_ends(chair))  # the last word on everybody while they still solve
            await asyncio.sleep(0.1)
        done = await going_on
        assert all(one.state.screen is Screen.FINISHED for one in done)
        ids = {one.username: one.candidate_id for one in people}
        compared = [(before[one], after[one], outage_ms) for one in before if one in after]
        assert len(compared) >= 3
        return {ids[one.person.username]: one.chosen for one in done}, compared


def _solving(client: day.ConsoleClient) -> list[Tile]:
    return [one for one in client.state.tiles.values() if one.phase == "solving" and one.connected]


def _ends(client: day.ConsoleClient) -> dict[str, int]:
    """Return the end hour of everybody who is solving; answers on their way are waited for by the caller."""
    return {one.candidate_id: one.clock.ends_at_ms for one in _solving(client) if one.clock is not None}


async def take_in_as_operator(room: RealRoom, issued: day.IssuedSittingForTest) -> str:
    """Import before anybody can sign in, as on a new machine, or as the operator later."""
    async with console(room) as anybody:
        registered = room_of(anybody).registered
        if not registered:
            return await take_in(anybody, issued)
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        return await take_in(operator, issued)


async def _enrolment(
    room: RealRoom, issued: day.IssuedSittingForTest, tmp_path: Path, seats: range, exam_room: str = "sala 12"
) -> day.Enrolment:
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        return await enrolment(operator, tmp_path / "stick", seats, exam_room)


async def _end(tmp_path: Path, room: RealRoom, issued: day.IssuedSittingForTest, sat: int) -> Path:
    async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
        return await day.close_and_export(chair, issued, tmp_path / "stick", sat)


@pytest.mark.timeout(180)
def test_the_next_sitting_does_not_wait_for_the_one_before(tmp_path: Path) -> None:
    """The second is imported and unlocked while the first is solved, and sat while the first has no receipt."""
    first = issue_sitting(tmp_path, candidates=2, opens_at=LONG_AGO)
    second = day.issue_next(first, "2026Z-2026-11-21-1200")

    async def afternoon(room: RealRoom) -> None:
        early = await take_in_as_operator(room, first)
        async with console(room, official_of(first, OfficialRole.ROOM_CHAIR)) as chair:
            file = await _enrolment(room, first, tmp_path, range(1, 4))
            await unlock(chair, first)
            morning = [
                await day.workstation(file, seat, tmp_path / f"pc{seat}", person)
                for seat, person in enumerate(day.people(first), 1)
            ]
            sitting = [asyncio.create_task(one.sit()) for one in morning]
            await day.all_ready(chair, early, 2)
            await day.start(chair, early)
            late = await take_in_as_operator(room, second)
            await unlock(chair, second)
            people = day.people(second)
            spare = await day.workstation(file, 3, tmp_path / "pc3", people[0], day.QUICK)
            sitting_late = asyncio.create_task(spare.sit())
            await day.all_ready(chair, late, 1)
            await day.start(chair, late)
            assert len(await day.outcomes(sitting)) == 2
            assert (await day.outcomes([sitting_late]))[0].state.screen is Screen.FINISHED
            bundle = await day.close_and_export(chair, first, tmp_path / "stick", 2)
            await until(
                lambda: sitting_of(chair, early).state is SittingState.EXPORTED, what="the first to be exported"
            )
            # The workstation of the first sitting is free for the second one, which goes on meanwhile.
            again = day.at_a_free_workstation(tmp_path / "pc1", people[1])
            assert (await day.outcomes([asyncio.create_task(again.sit())]))[0].state.screen is Screen.FINISHED
            other = await day.close_and_export(chair, second, tmp_path / "stick-2", 2)
        assert day.board_receives(first, bundle, tmp_path / "results").outcome.counts.sat == 2
        assert day.board_receives(second, other, tmp_path / "results").outcome.counts.sat == 2

    with RealRoom(tmp_path / "room", first.room) as room:
        asyncio.run(afternoon(room))


def test_nothing_starts_before_the_hour(tmp_path: Path) -> None:
    """Unlocking early needs a written reason; starting early is not possible at all."""
    issued = issue_sitting(tmp_path, candidates=2, opens_at=FAR_AWAY)

    async def try_to(room: RealRoom) -> None:
        sitting_id = await take_in_as_operator(room, issued)
        async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
            with pytest.raises(RefusedError) as without_reason:
                await chair.job(Unlock(sitting_id=sitting_id, passphrase=issued.passphrase))
            assert without_reason.value.code == Refused.TOO_EARLY
            await unlock(chair, issued, early_reason="próba generalna")
            with pytest.raises(RefusedError) as too_early:
                await chair.ask(StartSitting(sitting_id=sitting_id), Ok)
            assert too_early.value.code == Refused.TOO_EARLY

    with RealRoom(tmp_path / "room", issued.room) as room:
        asyncio.run(try_to(room))


def test_a_revoked_workstation_is_cut_off_at_once_and_for_good(tmp_path: Path) -> None:
    """Its connection ends within a second, it cannot connect again, and no path gives it anything."""
    issued = issue_sitting(tmp_path, candidates=2, opens_at=LONG_AGO)

    async def cut_off(room: RealRoom) -> None:
        sitting_id = await take_in_as_operator(room, issued)
        async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
            file = await _enrolment(room, issued, tmp_path, range(1, 3))
            await unlock(chair, issued)
            kiosk = await day.workstation(file, 1, tmp_path / "pc1", day.people(issued)[0])
            sitting = asyncio.create_task(kiosk.sit())
            await day.all_ready(chair, sitting_id, 1)
            machine = day.pairing(tmp_path / "pc1")
            assert len(await _get(machine, "/v1/form")) > 0
            at = time.monotonic()
            await chair.ask(RevokeMachine(fingerprint=machine.fingerprint, reason="zginęło"), Ok)
            await until(lambda: kiosk.session.state.link is not LinkState.CONNECTED, 3, "the connection to end")
            assert time.monotonic() - at < 1.0
            await until(lambda: kiosk.session.state.link is LinkState.REVOKED, 5, "the workstation to know")
            for path in ("/v1/form", "/v1/workstation", "/v1/console"):
                with pytest.raises(RefusedError) as refused:
                    await _get(machine, path)
                assert refused.value.code == Refused.REVOKED
            await asyncio.sleep(1.5)
            assert not any(one.connected for one in chair.state.tiles.values() if one.seat_number == 1)
            sitting.cancel()
            await asyncio.gather(sitting, return_exceptions=True)

    with RealRoom(tmp_path / "room", issued.room) as room:
        asyncio.run(cut_off(room))


async def _get(machine: day.Credentials, path: str) -> bytes:
    session = web.open_session(machine_context(machine))
    try:
        return await web.fetch(session, "GET", machine.addresses[0], path, server_name=machine.server_name)
    finally:
        await session.close()


def test_a_candidate_of_another_exam_room_is_sent_there(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path, candidates=2, exam_rooms=("sala 12", "sala 14"), opens_at=LONG_AGO)

    async def wrong_door(room: RealRoom) -> None:
        await take_in_as_operator(room, issued)
        file = await _enrolment(room, issued, tmp_path, range(1, 2), "sala 14")
        elsewhere = next(one for one in day.people(issued) if one.exam_room == "sala 12")
        kiosk = await day.workstation(file, 1, tmp_path / "pc1", elsewhere)
        with pytest.raises(RefusedError) as refused:
            await asyncio.wait_for(kiosk.sit(), 20)
        assert refused.value.code == Refused.WRONG_EXAM_ROOM
        assert refused.value.refusal.facts["exam_room"] == "sala 12"

    with RealRoom(tmp_path / "room", issued.room) as room:
        asyncio.run(wrong_door(room))


@pytest.mark.timeout(180)
def test_no_task_lies_on_the_disk_in_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After import, unlock, an exam, a crash and a restart: no file of room, workstations or temp folder tells."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(scratch))
    issued = issue_sitting(tmp_path, candidates=2, opens_at=LONG_AGO)
    texts = ("Odpowiedź a zadania", "która odpowiedź jest właściwa", "Odpowied\\u017a")
    needles = [one.encode(code) for one in texts for code in ("utf-8", "utf-16-le")]
    assert day.files_with(issued.board.path.parent / "bank", needles), "the search finds what is there"

    async def whole(room: RealRoom) -> None:
        sitting_id = await take_in_as_operator(room, issued)
        async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
            file = await _enrolment(room, issued, tmp_path, range(1, 3))
            await unlock(chair, issued)
            kiosks = [
                await day.workstation(file, seat, tmp_path / f"pc{seat}", person, day.QUICK)
                for seat, person in enumerate(day.people(issued), 1)
            ]
            sitting = [asyncio.create_task(one.sit()) for one in kiosks]
            await day.all_ready(chair, sitting_id, 2)
            await day.start(chair, sitting_id)
            await day.outcomes(sitting)
            room.kill()
            clear = _clear(tmp_path, room, needles)
            await asyncio.to_thread(room.wait_ready)
            assert not clear
        await _end(tmp_path, room, issued, 2)

    with RealRoom(tmp_path / "room", issued.room) as room:
        asyncio.run(whole(room))
    assert not _clear(tmp_path, room, needles)


def _clear(tmp_path: Path, room: RealRoom, needles: list[bytes]) -> list[str]:
    places = [room.folder.root, tmp_path / "scratch", tmp_path / "stick", tmp_path / "pc1", tmp_path / "pc2"]
    return [line for place in places for line in day.files_with(place, needles)] + [
        line for line in day.files_with(tmp_path, needles) if line.startswith(str(room.log))
    ]
