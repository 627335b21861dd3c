"""With pause and credit the tasks are covered while the room is away, and what was covered is told."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from koperta_station.pace import Pace
from koperta_station.state import LinkState, Screen
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import Phase
from tests.test_station.fake_package import MINUTES
from tests.test_station.workstation import FAST, Workstation, run, sitting

WHOLE = MINUTES * 60_000
KEEPING = Pace(beat=0.005, tick=0.005, retry=0.002, patience=0.005)


def left(kiosk: Workstation) -> int:
    """Return the time the window would show now."""
    countdown = kiosk.state.countdown
    assert countdown is not None
    return countdown.remaining_ms(kiosk.clock.now_ms)


async def away(kiosk: Workstation) -> None:
    """Wait until the workstation has noticed that the room is away."""
    await kiosk.until(lambda state: state.link is LinkState.AWAY)


def test_tasks_are_covered_after_fifteen_seconds_and_the_time_stands(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            room.pauses = True
            await kiosk.solve(person)
            kiosk.clock.pass_ms(60_000)
            room.cut()
            await away(kiosk)
            kiosk.clock.pass_ms(14_900)
            await asyncio.sleep(0.02)
            assert kiosk.state.screen is Screen.SOLVING
            await kiosk.session.answer("zad-01", "b")
            kiosk.clock.pass_ms(100)
            paused = await kiosk.until_screen(Screen.PAUSED)
            assert paused.form is None and paused.countdown is not None and not paused.countdown.running
            kiosk.clock.pass_ms(600_000)
            assert left(kiosk) == WHOLE - 75_000
            with pytest.raises(RefusedError):
                await kiosk.session.answer("zad-02", "b")
            room.mend()
            await kiosk.until_screen(Screen.SOLVING)
            await kiosk.until_saved()
            assert person.reports == [("paused", 600_000)]
            assert left(kiosk) == WHOLE - 75_000
            assert person.answers() == {"zad-01": "b"}

    run(day())


def test_a_package_that_says_work_on_covers_nothing_and_the_stretch_is_told(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.cut()
            await away(kiosk)
            kiosk.clock.pass_ms(600_000)
            await asyncio.sleep(0.02)
            assert kiosk.state.screen is Screen.SOLVING
            await kiosk.session.answer("zad-01", "b")
            room.mend()
            await kiosk.until(lambda state: bool(person.reports))
            await kiosk.until_saved()
            assert person.reports == [("worked-on", 600_000)]
            assert left(kiosk) == WHOLE - 600_000

    run(day())


def test_a_stretch_below_the_grace_is_not_told(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            room.pauses = True
            await kiosk.solve(person)
            room.cut()
            await away(kiosk)
            kiosk.clock.pass_ms(14_000)
            await kiosk.session.answer("zad-01", "b")
            room.mend()
            await kiosk.until_saved()
            await asyncio.sleep(0.02)
            assert person.reports == []

    run(day())


def test_a_pause_lasts_over_a_restart_of_the_program_and_is_told_whole(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path, KEEPING) as (room, kiosk, person):
            room.pauses = True
            await kiosk.solve(person)
            room.cut()
            await away(kiosk)
            kiosk.clock.pass_ms(15_000)
            await kiosk.until_screen(Screen.PAUSED)
            await asyncio.sleep(0.05)
            kiosk.clock.pass_ms(60_000)
            await kiosk.kill()
            kiosk.clock.pass_ms(30_000)
            kiosk.switch_on()
            await kiosk.until_screen(Screen.NEEDS_CARD)
            await kiosk.session.unlock_with_card(person.secret)
            await kiosk.until_screen(Screen.PAUSED)
            kiosk.clock.pass_ms(45_000)
            room.mend()
            await kiosk.until_screen(Screen.SOLVING)
            await kiosk.until(lambda state: bool(person.reports))
            assert person.reports == [("paused", 135_000)]
            await kiosk.until_saved()
            assert left(kiosk) == WHOLE - 15_000

    run(day())


def test_a_pause_that_ended_while_the_program_was_down_is_told_once_the_journal_is_open(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path, KEEPING) as (room, kiosk, person):
            room.pauses = True
            await kiosk.solve(person)
            room.cut()
            await away(kiosk)
            kiosk.clock.pass_ms(15_000)
            await kiosk.until_screen(Screen.PAUSED)
            await asyncio.sleep(0.05)
            kiosk.clock.pass_ms(60_000)
            await kiosk.kill()
            room.mend()
            beats = len(room.beats)
            kiosk.switch_on()
            await kiosk.until(lambda state: bool(person.reports))
            assert person.reports == [("paused", 60_000)]
            assert all(beat.undelivered or kiosk.state.undelivered == 0 for beat in room.beats[beats:])
            await kiosk.until_screen(Screen.SOLVING)

    run(day())


def test_a_machine_that_slept_tells_so_and_its_candidate_keeps_the_time(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path, FAST) as (_room, kiosk, person):
            await kiosk.solve(person)
            kiosk.clock.pass_ms(60_000)
            await kiosk.session.answer("zad-01", "a")
            await kiosk.until_saved()
            person.consumed_ms += 300_000  # the room's clock went on
            kiosk.clock.slept_ms += 300_000
            await kiosk.until(lambda state: bool(person.reports))
            assert person.reports == [("suspended", 300_000)]
            await kiosk.until_saved()
            assert left(kiosk) == WHOLE - 60_000

    run(day())


def test_time_worked_without_the_room_survives_a_restart_to_within_a_beat(tmp_path: Path) -> None:
    """Nobody clicks for minutes, then the program dies: the time is on the disk all the same."""

    async def day() -> None:
        async with sitting(tmp_path, KEEPING) as (room, kiosk, person):
            await kiosk.solve(person)
            room.cut()
            await away(kiosk)
            kiosk.clock.pass_ms(400_000)
            await asyncio.sleep(0.1)
            await kiosk.kill()
            kiosk.switch_on()
            await kiosk.until_screen(Screen.NEEDS_CARD)
            await kiosk.session.unlock_with_card(person.secret)
            await kiosk.until_screen(Screen.SOLVING)
            assert left(kiosk) == WHOLE - 400_000

    run(day())


def test_a_candidate_who_hands_in_without_the_room_is_told_of_as_working_on(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.cut()
            await away(kiosk)
            kiosk.clock.pass_ms(60_000)
            await kiosk.session.finish()
            room.mend()
            await kiosk.until_saved()
            assert person.phase is Phase.FINISHED

    run(day())
