"""An outage costs nobody an answer: whatever is lost on the way is sent again, once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from koperta_station.pace import DEFAULT_PACE, LONGEST_PAUSE_S, pause_after
from koperta_station.state import LinkState, SaveState, Screen
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import Phase
from koperta_sync.protocol.workstation import ConfirmData
from tests.test_station.workstation import QUIET, run, sitting


def test_an_acknowledgement_that_is_lost_leads_to_the_same_entry_again_and_one_answer(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.lose_replies = 1
            await kiosk.session.answer("zad-01", "b")
            await kiosk.until_saved()
            assert room.deliveries >= 2
            assert [entry.value for entry in person.taken[1:]] == ["b"]

    run(day())


def test_answers_given_while_the_room_is_away_are_here_and_then_there(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.cut()
            kiosk.clock.pass_ms(20_000)
            await kiosk.session.answer("zad-01", "b")
            await kiosk.session.answer("zad-02", "c")
            away = kiosk.state
            assert (away.link, away.save, away.undelivered) == (LinkState.AWAY, SaveState.HERE, 2)
            assert away.screen is Screen.SOLVING and dict(away.answers) == {"zad-01": "b", "zad-02": "c"}
            assert away.away_since_ms == kiosk.clock.now_ms - 20_000
            room.mend()
            back = await kiosk.until_saved()
            assert (back.link, back.away_since_ms) == (LinkState.CONNECTED, None)
            assert person.answers() == {"zad-01": "b", "zad-02": "c"}

    run(day())


def test_more_entries_than_one_message_takes_arrive_in_order(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.cut()
            for at in range(450):
                await kiosk.session.answer(f"zad-{at % 4 + 1:02}", "abcd"[at % 4 - 1])
            room.mend()
            await kiosk.until_saved()
            assert [entry.cseq for entry in person.taken] == list(range(1, 452))

    run(day())


def test_begin_and_finish_work_while_the_room_is_away(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.prepare(person)
            room.start()
            await kiosk.until_screen(Screen.READY)
            room.cut()
            await kiosk.session.begin()
            await kiosk.until_screen(Screen.SOLVING)
            await kiosk.session.answer("zad-01", "b")
            await kiosk.session.finish()
            await kiosk.until(lambda state: state.screen is Screen.FINISHED and state.save is SaveState.HERE)
            assert room.people[person.facts.candidate_id].phase is Phase.READY
            room.mend()
            await kiosk.until_saved()
            assert person.phase is Phase.FINISHED and person.answers() == {"zad-01": "b"}
            await kiosk.until_screen(Screen.FINISHED)

    run(day())


@pytest.mark.parametrize("lost", ["request", "reply", "room"])
def test_a_login_survives_a_loss_at_any_moment(tmp_path: Path, lost: str) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.until_screen(Screen.WAITING)
            room.lose_requests, room.lose_replies = int(lost == "request"), int(lost == "reply")
            if lost == "room":
                room.cut()
            login = asyncio.ensure_future(kiosk.session.log_in(person.username, person.secret))
            await asyncio.sleep(0.02)
            room.mend()
            await login
            await kiosk.until_screen(Screen.CONFIRMING)
            room.lose_requests, room.lose_replies = int(lost == "request"), int(lost == "reply")
            await kiosk.session.confirm(True)
            await kiosk.until(lambda state: state.preparation is not None and state.preparation.stored)
            assert not kiosk.state.storage_failed

    run(day())


def test_the_tasks_are_fetched_although_the_room_goes_away_in_between(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.until_screen(Screen.WAITING)
            await kiosk.session.log_in(person.username, person.secret)
            await kiosk.until_screen(Screen.CONFIRMING)
            await kiosk.session.confirm(True)
            for _ in range(8):
                room.cut()
                await asyncio.sleep(0.003)
                room.mend()
                await asyncio.sleep(0.003)
            await kiosk.until(lambda state: state.preparation is not None and state.preparation.stored)
            await kiosk.until(lambda _state: person.stored != "")

    run(day())


def test_a_room_that_restarts_locked_takes_answers_and_the_candidate_goes_on(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.stop()
            await kiosk.session.answer("zad-01", "b")
            room.restart(locked=True)
            await kiosk.until_saved()
            assert kiosk.state.screen is Screen.SOLVING and kiosk.state.form is not None
            assert person.answers() == {"zad-01": "b"}

    run(day())


def test_a_room_restored_from_an_older_backup_gets_again_what_it_has_lost(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            for option in "abcd":
                await kiosk.session.answer("zad-01", option)
            await kiosk.until_saved()
            room.stop()
            del person.taken[2:]
            for cseq in (3, 4, 5):
                del person.entries[person.epoch][cseq]
            room.restart(locked=False)
            await kiosk.until(lambda state: state.link is LinkState.CONNECTED)
            await kiosk.until_saved()
            assert person.answers() == {"zad-01": "d"}
            assert [entry.cseq for entry in person.taken] == [1, 2, 3, 4, 5]

    run(day())


def test_an_entry_the_room_does_not_take_is_shown_and_offered_again(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.unlisted_refusal = Refused.ENTRY_NOT_ALLOWED
            await kiosk.session.answer("zad-01", "b")
            state = await kiosk.until(lambda state: state.refusal is not None)
            assert state.refusal is not None and state.refusal.code == "ENTRY_NOT_ALLOWED"
            assert state.save is SaveState.HERE
            room.unlisted_refusal = None
            await kiosk.until_saved()
            assert kiosk.state.refusal is None and person.answers() == {"zad-01": "b"}

    run(day())


def test_a_busy_room_is_asked_again_without_a_word(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.unlisted_refusal = Refused.BUSY
            await kiosk.session.answer("zad-01", "b")
            await asyncio.sleep(0.02)
            assert kiosk.state.refusal is None
            room.unlisted_refusal = None
            await kiosk.until_saved()

    run(day())


def test_a_confirmation_whose_answer_was_lost_is_not_sent_again_when_the_room_shows_its_effect(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.until_screen(Screen.WAITING)
            await kiosk.session.log_in(person.username, person.secret)
            await kiosk.until_screen(Screen.CONFIRMING)
            room.lose_replies = 1
            await kiosk.session.confirm(True)
            assert sum(isinstance(message, ConfirmData) for message in room.asked) == 1

    run(day())


def test_a_refusal_of_something_that_has_happened_already_is_no_refusal(tmp_path: Path) -> None:
    """The answer was lost, the connection was not; the second try comes before the room has shown anything."""

    async def day() -> None:
        async with sitting(tmp_path, QUIET) as (room, kiosk, person):
            await kiosk.until_screen(Screen.WAITING)
            await kiosk.session.log_in(person.username, person.secret)
            await kiosk.until_screen(Screen.CONFIRMING)
            room.lose_replies_quietly = 1
            answer = room.answer

            def answer_late(seat: int, message: Message) -> Message:
                try:
                    return answer(seat, message)
                except RefusedError:
                    room.show(seat)
                    raise

            room.answer = answer_late  # type: ignore[method-assign]  # the view comes with the second refusal
            await kiosk.session.confirm(True)
            assert kiosk.state.refusal is None and person.phase is Phase.PREPARED

    run(day())


def test_a_room_too_busy_for_a_login_is_asked_again(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.until_screen(Screen.WAITING)
            room.busy = 3
            await kiosk.session.log_in(person.username, person.secret)
            await kiosk.until_screen(Screen.CONFIRMING)
            assert room.busy == 0

    run(day())


def test_a_gap_the_room_finds_is_filled_without_a_new_connection(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (_room, kiosk, person):
            await kiosk.solve(person)
            for option in "abc":
                await kiosk.session.answer("zad-01", option)
            await kiosk.until_saved()
            del person.taken[2:], person.entries[person.epoch][3], person.entries[person.epoch][4]
            await kiosk.session.answer("zad-01", "d")
            await kiosk.until_saved()
            assert [entry.value for entry in person.taken] == ["", "a", "b", "c", "d"]

    run(day())


def test_a_busy_room_is_asked_again_when_it_said_and_not_by_all_at_once() -> None:
    busy = RefusedError(Refused.BUSY, retry_ms=2_000)
    pauses = {pause_after(busy, DEFAULT_PACE) for _ in range(50)}
    assert len(pauses) > 10, "a room full of workstations must not come back in one moment"
    assert min(pauses) >= 1.0 and max(pauses) <= 3.0
    assert pause_after(RefusedError(Refused.BUSY, retry_ms=10**9), DEFAULT_PACE) <= 1.5 * LONGEST_PAUSE_S
    assert pause_after(RefusedError(Refused.BUSY), DEFAULT_PACE) == DEFAULT_PACE.retry
    assert pause_after(RefusedError(Refused.ENTRY_FORGED), DEFAULT_PACE) == DEFAULT_PACE.patience
