"""A candidate's time runs while they can work, with or without the room, and stands while they cannot."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import msgspec
import pytest

from koperta_station.state import LinkState, SaveState, Screen
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import Phase
from koperta_sync.protocol.workstation import ViewChanged
from tests.test_station.fake_package import MINUTES
from tests.test_station.workstation import QUIET, Workstation, run, sitting

WHOLE = MINUTES * 60_000


def left(kiosk: Workstation) -> int:
    """Return the time the window would show now."""
    countdown = kiosk.state.countdown
    assert countdown is not None
    return countdown.remaining_ms(kiosk.clock.now_ms)


def test_the_time_begins_with_the_first_task_and_not_before(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path, QUIET) as (room, kiosk, person):
            await kiosk.prepare(person)
            room.start()
            await kiosk.until_screen(Screen.READY)
            kiosk.clock.pass_ms(500_000)
            assert left(kiosk) == WHOLE
            await kiosk.session.begin()
            kiosk.clock.pass_ms(1_000)
            assert left(kiosk) == WHOLE - 1_000

    run(day())


def test_the_end_hour_is_the_rooms_clock_not_this_machines(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            room.wall_shift = 3_600_000
            await kiosk.solve(person)
            countdown = kiosk.state.countdown
            assert countdown is not None
            assert countdown.ends_at_ms == kiosk.clock.wall_ms() + 3_600_000 + WHOLE

    run(day())


def test_a_covered_screen_hides_the_tasks_stops_the_time_and_the_end_moves(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            kiosk.clock.pass_ms(60_000)
            room.set_phase(person, Phase.COVERED)
            covered = await kiosk.until_screen(Screen.COVERED)
            assert covered.form is None and covered.countdown is not None and not covered.countdown.running
            kiosk.clock.pass_ms(420_000)
            assert left(kiosk) == WHOLE - 60_000
            with pytest.raises(RefusedError):
                await kiosk.session.answer("zad-01", "a")
            room.set_phase(person, Phase.SOLVING)
            back = await kiosk.until_screen(Screen.SOLVING)
            assert back.form is not None and left(kiosk) == WHOLE - 60_000
            kiosk.clock.pass_ms(1_000)
            await kiosk.session.answer("zad-01", "a")
            await kiosk.until_saved()
            assert person.taken[-1].worked_ms == 61_000

    run(day())


def test_a_suspended_exam_shows_no_task_and_takes_no_time(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.set_phase(person, Phase.SUSPENDED)
            assert (await kiosk.until_screen(Screen.SUSPENDED)).form is None
            kiosk.clock.pass_ms(100_000)
            room.set_phase(person, Phase.SOLVING, credit_ms=7 * 60_000)
            state = await kiosk.until_screen(Screen.SOLVING)
            assert left(kiosk) == WHOLE + 7 * 60_000
            assert state.countdown is not None and state.countdown.credits[0].ms == 7 * 60_000

    run(day())


def test_time_runs_out_while_the_room_is_away_and_no_answer_is_taken_after_it(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.stop()
            kiosk.clock.pass_ms(WHOLE - 1)
            await kiosk.session.answer("zad-01", "b")
            kiosk.clock.pass_ms(1)
            with pytest.raises(RefusedError) as late:
                await kiosk.session.answer("zad-01", "c")
            assert late.value.code is Refused.ENTRY_NOT_ALLOWED
            expired = await kiosk.until_screen(Screen.EXPIRED)
            assert expired.form is None and expired.save is SaveState.HERE and left(kiosk) == 0
            kiosk.clock.pass_ms(500_000)
            room.restart(locked=False)
            await kiosk.until_saved()
            assert person.answers() == {"zad-01": "b"}
            assert person.taken[-1].worked_ms == WHOLE - 1
            assert all(state.screen is not Screen.SOLVING for state in kiosk.states[kiosk.states.index(expired) :])

    run(day())


def test_the_window_learns_at_once_that_the_time_is_over(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path, QUIET) as (_room, kiosk, person):
            await kiosk.solve(person)
            kiosk.clock.pass_ms(WHOLE)
            await asyncio.sleep(0.05)
            assert kiosk.states[-1].screen is Screen.EXPIRED

    run(day())


def test_an_outage_of_the_network_alone_leaves_the_time_as_the_room_counts_it(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.cut()
            kiosk.clock.pass_ms(90_000)
            assert left(kiosk) == WHOLE - 90_000
            room.mend()
            await kiosk.until(lambda state: state.away_since_ms is None)
            await asyncio.sleep(0.05)
            assert left(kiosk) == WHOLE - 90_000

    run(day())


def test_time_worked_while_the_room_was_down_is_not_shown_as_given_back(tmp_path: Path) -> None:
    """The room learns of it with the first beat; until then its own count is not believed."""

    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.stop()
            kiosk.clock.pass_ms(300_000)
            seen = len(kiosk.states)
            room.restart(locked=False)
            await kiosk.until(lambda state: state.away_since_ms is None)
            await asyncio.sleep(0.05)
            shown = [state.countdown for state in kiosk.states[seen:] if state.countdown is not None]
            assert {countdown.remaining_ms(kiosk.clock.now_ms) for countdown in shown} == {WHOLE - 300_000}

    run(day())


def test_a_room_that_has_not_heard_of_the_start_does_not_turn_the_clock_back(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.prepare(person)
            room.start()
            await kiosk.until_screen(Screen.READY)
            room.cut()
            await kiosk.session.begin()
            kiosk.clock.pass_ms(30_000)
            room.unlisted_refusal = Refused.BUSY
            room.beats.clear()
            room.mend()
            await kiosk.until(lambda _state: len(room.beats) > 2)
            assert left(kiosk) == WHOLE - 30_000
            room.unlisted_refusal = None
            await kiosk.until_saved()

    run(day())


def test_what_the_room_grants_after_an_outage_is_believed_at_once(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path, QUIET) as (room, kiosk, person):
            await kiosk.solve(person)
            room.stop()
            kiosk.clock.pass_ms(1_000)
            room.beats.clear()
            room.restart(locked=False)
            await kiosk.until(lambda _state: bool(room.beats))
            await asyncio.sleep(0.02)
            room.set_phase(person, Phase.SOLVING, credit_ms=60_000)
            assert left(kiosk) == WHOLE + 60_000

    run(day())


def test_the_rooms_clock_wins_over_the_workstations(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (_room, kiosk, person):
            await kiosk.solve(person)
            kiosk.clock.pass_ms(10_000)
            person.consumed_ms += 120_000  # a correction by the team
            await kiosk.until(lambda _state: left(kiosk) == WHOLE - 130_000)

    run(day())


def test_time_in_which_the_program_did_not_run_is_not_worked_time(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            kiosk.clock.pass_ms(30_000)
            room.beats.clear()
            await kiosk.until(lambda _state: len(room.beats) > 3)
            room.stop()
            await kiosk.kill()
            kiosk.clock.pass_ms(900_000)
            kiosk.switch_on()
            await kiosk.until_screen(Screen.NEEDS_CARD)
            await kiosk.session.unlock_with_card(person.secret)
            await kiosk.until_screen(Screen.SOLVING)
            assert left(kiosk) == WHOLE - 30_000
            await kiosk.session.answer("zad-01", "a")
            room.restart(locked=False)
            await kiosk.until_saved()
            assert person.taken[-1].worked_ms == 30_000

    run(day())


def test_no_work_is_counted_while_the_tasks_are_not_here(tmp_path: Path) -> None:
    """A new seat of a locked room has a clock and nothing to work on; found by a simulated day."""

    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.kill()
            shutil.rmtree(tmp_path / "journals")
            room.unlocked = False
            kiosk.switch_on()
            await kiosk.until(lambda state: state.candidate is not None and state.link is LinkState.CONNECTED)
            before = kiosk.session._model.clock.worked_at(kiosk.clock.mono_ms())
            kiosk.clock.pass_ms(8_000)
            assert kiosk.session._model.clock.worked_at(kiosk.clock.mono_ms()) == before
            room.unlocked = True
            room.show(kiosk.credentials.seat_number)
            await kiosk.until_screen(Screen.SOLVING)
            kiosk.clock.pass_ms(2_000)
            assert kiosk.session._model.clock.worked_at(kiosk.clock.mono_ms()) == before + 2_000

    run(day())


def test_work_is_counted_although_the_rooms_clock_still_stood_when_it_was_found_again(tmp_path: Path) -> None:
    """The room says in its welcome what it thought before; if nothing more arrives, the work is still work."""

    async def day() -> None:
        async with sitting(tmp_path, QUIET) as (room, kiosk, person):
            await kiosk.solve(person)
            seat = kiosk.credentials.seat_number
            view = room.view(seat)
            assert view.clock is not None
            standing = msgspec.structs.replace(view.clock, running=False)
            room.push(seat, ViewChanged(view=msgspec.structs.replace(view, clock=standing)))
            before = kiosk.session._model.clock.worked_at(kiosk.clock.mono_ms())
            kiosk.clock.pass_ms(9_000)
            assert kiosk.session._model.clock.worked_at(kiosk.clock.mono_ms()) == before + 9_000

    run(day())
