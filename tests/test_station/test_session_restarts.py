"""A kiosk killed at any moment goes on: by the room without the card, by the card without the room."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from koperta_crypto.errors import PassphraseSlipError
from koperta_station.state import LinkState, SaveState, Screen
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import Phase
from tests.test_station.workstation import run, sitting


def test_a_kiosk_killed_between_the_disk_and_the_network_delivers_after_the_restart(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.session.answer("zad-01", "a")
            await kiosk.until_saved()
            room.cut()
            await kiosk.session.answer("zad-01", "b")
            await kiosk.session.flag("zad-02", True)
            await kiosk.kill()
            room.mend()
            kiosk.switch_on()
            await kiosk.until(lambda state: state.screen is Screen.SOLVING and state.save is SaveState.ROOM)
            assert dict(kiosk.state.answers) == {"zad-01": "b"} and kiosk.state.flags == {"zad-02"}
            assert person.answers() == {"zad-01": "b"} and person.flags() == {"zad-02"}
            await kiosk.session.answer("zad-03", "c")
            await kiosk.until_saved()
            assert [entry.cseq for entry in person.taken] == [1, 2, 3, 4, 5]

    run(day())


@pytest.mark.parametrize("screen", [Screen.CONFIRMING, Screen.PREPARED, Screen.READY, Screen.SOLVING, Screen.FINISHED])
def test_a_kiosk_restarted_anywhere_shows_the_same_without_a_card(tmp_path: Path, screen: Screen) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.until_screen(Screen.WAITING)
            await kiosk.session.log_in(person.username, person.secret)
            await kiosk.until_screen(Screen.CONFIRMING)
            if screen is not Screen.CONFIRMING:
                await kiosk.session.confirm(True)
                await kiosk.until(lambda state: state.preparation is not None and state.preparation.stored)
            if screen not in (Screen.CONFIRMING, Screen.PREPARED):
                room.start()
                await kiosk.until_screen(Screen.READY)
            if screen in (Screen.SOLVING, Screen.FINISHED):
                await kiosk.session.begin()
            if screen is Screen.FINISHED:
                await kiosk.session.finish()
            await kiosk.until_saved()
            await kiosk.kill()
            kiosk.switch_on()
            await kiosk.until_screen(screen)
            assert kiosk.state.candidate == person.facts

    run(day())


def test_a_kiosk_restarted_without_the_room_goes_on_by_the_card_and_delivers_later(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.session.answer("zad-01", "a")
            await kiosk.until_saved()
            kiosk.clock.pass_ms(60_000)
            room.cut()
            await kiosk.session.answer("zad-02", "b")
            await kiosk.kill()
            kiosk.switch_on()
            locked = await kiosk.until_screen(Screen.NEEDS_CARD)
            assert (locked.candidate, locked.form, locked.link) == (None, None, LinkState.AWAY)
            await kiosk.session.unlock_with_card(person.secret)
            state = await kiosk.until_screen(Screen.SOLVING)
            assert dict(state.answers) == {"zad-01": "a", "zad-02": "b"}
            assert state.candidate == person.facts and state.form is not None
            assert state.countdown is not None
            assert state.countdown.remaining_ms(kiosk.clock.now_ms) == 59 * 60_000
            assert state.save is SaveState.HERE and state.undelivered == 1
            assert await kiosk.session.picture("picture-001")
            await kiosk.session.answer("zad-03", "c")
            room.mend()
            await kiosk.until_saved()
            assert person.answers() == {"zad-01": "a", "zad-02": "b", "zad-03": "c"}

    run(day())


def test_a_kiosk_waiting_for_the_card_goes_on_by_itself_when_the_room_is_back(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.kill()
            room.cut()
            kiosk.switch_on()
            await kiosk.until_screen(Screen.NEEDS_CARD)
            room.mend()
            await kiosk.until_screen(Screen.SOLVING)

    run(day())


def test_a_restart_while_the_room_is_locked_needs_no_card_where_the_room_hands_the_key_back(tmp_path: Path) -> None:
    """A locked room offers neither form nor form key; both are here, under the journal's key."""

    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.kill()
            room.stop()
            room.restart(locked=True)
            kiosk.switch_on()
            await kiosk.until_screen(Screen.SOLVING)
            assert kiosk.state.form is not None

    run(day())


def test_a_room_that_cannot_hand_the_key_back_leaves_the_card(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.cut()
            await kiosk.session.answer("zad-01", "b")
            await kiosk.kill()
            room.gives_journal_keys = False
            room.mend()
            kiosk.switch_on()
            state = await kiosk.until_screen(Screen.NEEDS_CARD)
            assert state.link is LinkState.CONNECTED
            await kiosk.session.unlock_with_card(person.secret)
            await kiosk.until(lambda state: state.screen is Screen.SOLVING and state.save is SaveState.ROOM)
            assert person.answers() == {"zad-01": "b"}

    run(day())


def test_another_card_and_a_slip_open_nothing(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            other = room.add_person("Jan")
            await kiosk.solve(person)
            await kiosk.kill()
            room.cut()
            kiosk.switch_on()
            await kiosk.until_screen(Screen.NEEDS_CARD)
            with pytest.raises(RefusedError) as wrong:
                await kiosk.session.unlock_with_card(other.secret)
            assert wrong.value.code is Refused.LOGIN_UNKNOWN
            with pytest.raises(PassphraseSlipError):
                await kiosk.session.unlock_with_card(person.secret[:-1])
            assert kiosk.state.screen is Screen.NEEDS_CARD
            await kiosk.session.unlock_with_card(person.secret)
            await kiosk.until_screen(Screen.SOLVING)

    run(day())


def test_nobody_is_asked_for_a_card_after_the_candidate_has_handed_in(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.cut()
            await kiosk.session.finish()
            await kiosk.kill()
            kiosk.switch_on()
            await kiosk.until(lambda state: state.away_since_ms is not None)
            assert kiosk.state.screen is Screen.LOOKING
            room.mend()
            await kiosk.until(lambda _state: person.phase is Phase.FINISHED)
            await kiosk.until_screen(Screen.FINISHED)

    run(day())


def test_nobody_is_asked_for_a_card_after_the_team_has_ended_the_exam(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.set_phase(person, Phase.ENDED)
            await kiosk.until_screen(Screen.ENDED)
            await asyncio.sleep(0.05)
            await kiosk.kill()
            room.cut()
            kiosk.switch_on()
            await kiosk.until(lambda state: state.away_since_ms is not None)
            assert kiosk.state.screen is Screen.LOOKING

    run(day())


def test_nobody_is_asked_for_a_card_whose_candidate_has_moved_away_meanwhile(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.kill()
            room.move(person)
            kiosk.switch_on()
            await kiosk.until_screen(Screen.WAITING)
            room.cut()
            await kiosk.until(lambda state: state.link is LinkState.AWAY)
            assert kiosk.state.screen is Screen.WAITING

    run(day())


def test_a_covered_screen_stays_covered_through_a_restart_without_the_room(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.set_phase(person, Phase.COVERED)
            await kiosk.until_screen(Screen.COVERED)
            await asyncio.sleep(0.05)
            await kiosk.kill()
            room.cut()
            kiosk.switch_on()
            await kiosk.until_screen(Screen.NEEDS_CARD)
            await kiosk.session.unlock_with_card(person.secret)
            state = await kiosk.until_screen(Screen.COVERED)
            assert state.form is None
            kiosk.clock.pass_ms(600_000)
            assert state.countdown is not None and state.countdown.remaining_ms(kiosk.clock.now_ms) == 60 * 60_000

    run(day())


def test_a_kiosk_whose_files_are_gone_goes_on_with_what_the_room_holds(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (_room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.session.answer("zad-01", "b")
            await kiosk.until_saved()
            await kiosk.kill()
            kiosk.folder = tmp_path / "another disk"
            kiosk.switch_on()
            state = await kiosk.until_screen(Screen.SOLVING)
            assert state.storage_failed and dict(state.answers) == {"zad-01": "b"}
            await kiosk.session.answer("zad-02", "c")
            await kiosk.until_saved()
            assert person.answers() == {"zad-01": "b", "zad-02": "c"}
            assert {s.save for s in kiosk.states[-4:]} <= {SaveState.SAVING, SaveState.ROOM}

    run(day())


def test_a_damaged_end_of_the_journal_loses_no_answer_the_room_holds(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (_room, kiosk, person):
            await kiosk.solve(person)
            for option in "abc":
                await kiosk.session.answer("zad-01", option)
            await kiosk.until_saved()
            await kiosk.kill()
            records = next(tmp_path.glob("journals/*/records"))
            records.write_bytes(records.read_bytes()[: len(records.read_bytes()) * 2 // 3])
            kiosk.switch_on()
            await kiosk.until_screen(Screen.SOLVING)
            assert dict(kiosk.state.answers) == {"zad-01": "c"}
            await kiosk.session.answer("zad-01", "d")
            await kiosk.until_saved()
            assert person.answers() == {"zad-01": "d"}
            assert [entry.cseq for entry in person.taken] == [1, 2, 3, 4, 5]

    run(day())
