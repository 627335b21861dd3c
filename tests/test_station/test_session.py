"""A candidate gets through the exam whatever happens to room, network and workstation."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from koperta_crypto.errors import PassphraseSlipError
from koperta_station.facts import measure
from koperta_station.state import LinkState, SaveState, Screen
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import EntryKind, Phase
from koperta_sync.protocol.workstation import ConfirmData
from tests.test_station.workstation import QUIET, run, sitting


def test_a_normal_day_from_login_to_finish(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            form = kiosk.state.form
            assert form is not None and form.items[0].item_id == "zad-01"
            await kiosk.session.answer("zad-01", "b")
            await kiosk.session.answer("zad-01", "c")
            await kiosk.session.answer("zad-02", "a")
            await kiosk.session.answer("zad-02", None)
            await kiosk.session.flag("zad-03", True)
            assert dict(kiosk.state.answers) == {"zad-01": "c"}
            assert kiosk.state.flags == {"zad-03"}
            await kiosk.until_saved()
            await kiosk.session.finish()
            await kiosk.until_saved()
            assert kiosk.state.screen is Screen.FINISHED
            assert kiosk.state.form is None
            assert person.phase is Phase.FINISHED
            assert person.answers() == {"zad-01": "c"}
            assert person.flags() == {"zad-03"}
            assert person.stored == room.offer(person).sha256
            assert [entry.cseq for entry in person.taken] == list(range(1, 8))
            assert person.taken[-1].kind is EntryKind.FINISH
            assert kiosk.state.link is LinkState.CONNECTED
            assert {state.save for state in kiosk.states} == set(SaveState)

    run(day())


def test_the_window_gets_no_task_before_the_candidate_has_begun(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.prepare(person)
            room.start()
            await kiosk.until_screen(Screen.READY)
            assert all(state.form is None for state in kiosk.states)
            await kiosk.session.begin()
            assert kiosk.state.form is not None

    run(day())


def test_nothing_can_be_answered_before_the_start_or_begun_before_the_sitting(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (_room, kiosk, person):
            await kiosk.prepare(person)
            with pytest.raises(RefusedError) as early:
                await kiosk.session.begin()
            assert early.value.code is Refused.NOT_STARTED
            with pytest.raises(RefusedError) as answered:
                await kiosk.session.answer("zad-01", "a")
            assert answered.value.code is Refused.ENTRY_NOT_ALLOWED
            assert kiosk.state.refusal is not None
            assert not person.taken

    run(day())


def test_a_wrong_card_is_refused_and_the_refusal_is_shown_until_the_next_try(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.until_screen(Screen.WAITING)
            other = room.add_person("Jan")
            with pytest.raises(RefusedError) as refused:
                await kiosk.session.log_in(person.username, other.secret)
            assert refused.value.code is Refused.LOGIN_UNKNOWN
            shown = kiosk.state.refusal
            assert shown is not None and shown.code == "LOGIN_UNKNOWN"
            await kiosk.session.log_in(f" {person.username} ", person.secret.lower())
            assert kiosk.state.refusal is None
            await kiosk.until_screen(Screen.CONFIRMING)

    run(day())


def test_a_slip_in_the_secret_is_named_by_its_group_and_never_sent(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (_room, kiosk, person):
            await kiosk.until_screen(Screen.WAITING)
            right = person.secret
            wrong = right[:6] + ("7" if right[6] != "7" else "8") + right[7:]  # the second symbol of group 2
            with pytest.raises(PassphraseSlipError) as slip:
                await kiosk.session.log_in(person.username, wrong)
            assert slip.value.group == 2
            shown = kiosk.state.refusal
            assert shown is not None and (shown.code, shown.facts["group"]) == ("LOGIN_TYPO", 2)
            assert kiosk.state.screen is Screen.WAITING

    run(day())


def test_data_that_are_not_ones_own_lead_back_to_the_login(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.until_screen(Screen.WAITING)
            await kiosk.session.log_in(person.username, person.secret)
            await kiosk.until_screen(Screen.CONFIRMING)
            await kiosk.session.confirm(False)
            assert (await kiosk.until_screen(Screen.WAITING)).candidate is None
            other = room.add_person("Jan")
            await kiosk.solve(other)
            assert kiosk.state.candidate == other.facts

    run(day())


def test_the_next_candidate_sees_nothing_of_the_one_before(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, first):
            await kiosk.solve(first)
            await kiosk.session.answer("zad-01", "b")
            await kiosk.session.flag("zad-01", True)
            await kiosk.session.finish()
            await kiosk.until_saved()
            first.seat = 0  # the room lets the seat go
            room.show(7)
            await kiosk.until_screen(Screen.WAITING)
            second = room.add_person("Jan")
            await kiosk.solve(second)
            assert kiosk.state.answers == {} and kiosk.state.flags == frozenset()
            await kiosk.session.answer("zad-01", "d")
            await kiosk.until_saved()
            assert second.answers() == {"zad-01": "d"}
            assert first.answers() == {"zad-01": "b"}

    run(day())


def test_the_next_candidate_never_gets_the_tasks_of_the_one_before(tmp_path: Path) -> None:
    """Their own never arrive here: the screen has to wait, not to show what is still in memory."""

    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, first):
            await kiosk.solve(first)
            await kiosk.session.finish()
            await kiosk.until_saved()
            first.seat = 0
            room.show(7)
            await kiosk.until_screen(Screen.WAITING)
            room.damage["/v1/form"] = 10**6
            second = room.add_person("Jan")
            await kiosk.session.log_in(second.username, second.secret)
            await kiosk.until_screen(Screen.CONFIRMING)
            seen = len(kiosk.states)
            await kiosk.session.confirm(True)
            await kiosk.until(lambda state: state.preparation is not None and state.preparation.damaged > 2)
            assert {state.screen for state in kiosk.states[seen:]} <= {Screen.CONFIRMING, Screen.PREPARED}

    run(day())


def test_a_view_that_comes_twice_or_before_its_reply_does_no_harm(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            room.push_twice = True
            await kiosk.solve(person)
            await kiosk.session.answer("zad-01", "b")
            await kiosk.until_saved()
            assert len(person.taken) == 2

    run(day())


def test_a_reply_that_is_older_than_a_push_does_not_turn_the_screen_back(tmp_path: Path) -> None:
    """The room covers the seat between making the reply to `confirm` and the workstation's taking it."""

    async def day() -> None:
        async with sitting(tmp_path, QUIET) as (room, kiosk, person):
            await kiosk.until_screen(Screen.WAITING)
            await kiosk.session.log_in(person.username, person.secret)
            await kiosk.until_screen(Screen.CONFIRMING)
            answer = room.answer

            def answer_then_push(seat: int, message: Message) -> Message:
                reply = answer(seat, message)
                if isinstance(message, ConfirmData):
                    kiosk.clock.pass_ms(3)
                    room.set_phase(person, Phase.ENDED)
                return reply

            room.answer = answer_then_push  # type: ignore[method-assign]  # the push overtakes the reply
            await kiosk.session.confirm(True)
            assert kiosk.state.screen is Screen.ENDED

    run(day())


def test_the_room_hears_what_the_workstation_is_and_how_it_goes(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            kiosk.session.note_focus_loss()
            witness = (room.sequence, hashlib.sha256(str(room.sequence).encode()).hexdigest())
            kiosk.clock.pass_ms(12_000)
            room.beats.clear()
            await kiosk.until(lambda _state: len(room.beats) > 2)  # one was perhaps on its way
            beat = room.beats[-1]
            assert (beat.focus_losses, beat.worked_ms, beat.undelivered) == (1, 12_000, 0)
            assert (beat.witness_sequence, beat.witness_head) == witness
            await kiosk.kill()
            room.beats.clear()
            kiosk.switch_on()
            await kiosk.until_screen(Screen.SOLVING)
            await kiosk.until(lambda _state: any(beat.witness_sequence for beat in room.beats))
            assert (room.beats[-1].witness_sequence, room.beats[-1].witness_head) == witness

    run(day())
    facts = measure(tmp_path, "1366x768").facts(1_790_000_000_000)
    assert (facts.screen, facts.keeps_files) == ("1366x768", True) and facts.disk_sync_ms >= 0
    (tmp_path / "a file").touch()
    assert not measure(tmp_path / "a file", "").facts(0).keeps_files


def test_a_lost_lease_leaves_the_journal_and_shows_the_login(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.session.answer("zad-01", "b")
            await kiosk.until_saved()
            room.move(person)
            state = await kiosk.until_screen(Screen.WAITING)
            assert (state.candidate, state.form, dict(state.answers)) == (None, None, {})
            assert list(tmp_path.glob("journals/*/records"))
            with pytest.raises(KeyError):
                await kiosk.session.picture("picture-001")
            with pytest.raises(RefusedError):
                await kiosk.session.answer("zad-01", "c")

    run(day())


def test_what_was_not_delivered_before_the_lease_was_lost_is_kept_as_late(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            room.cut()
            for _ in range(250):  # more than one message takes
                await kiosk.session.answer("zad-01", "d")
            room.move(person)
            room.mend()
            await kiosk.until_screen(Screen.WAITING)
            await kiosk.until(lambda _state: len(person.late) == 250)
            assert person.answers() == {}

    run(day())
