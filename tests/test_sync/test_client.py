"""The client against a real TLS server: connecting, asking, being refused, losing the room, coming back."""

from __future__ import annotations

import asyncio

import pytest

from koperta_sync.client import LinkState, RoomLink
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.workstation import Beat, Beaten, Done, LogIn, ViewChanged, Welcome
from koperta_sync.transport import RoomAwayError
from tests.test_sync.linked_machine import Machine, admitted, hello, run
from tests.test_sync.small_room import SmallRoom, answer_politely, seat_view, serving


def test_the_welcome_comes_first_then_pushes_in_their_order() -> None:
    async def story(room: SmallRoom, machine: Machine) -> None:
        await machine.until(lambda: bool(machine.pushed))
        for n in range(20):
            await room.push(ViewChanged(view=seat_view(str(n))))
        await machine.until(lambda: len(machine.pushed) == 21)
        assert isinstance(machine.pushed[0], Welcome)
        notices = [one.view.notice for one in machine.pushed if isinstance(one, ViewChanged)]
        assert notices == [str(n) for n in range(20)]
        assert [one.state for one in machine.changes] == [LinkState.CONNECTING, LinkState.CONNECTED]

    run(story)


def test_two_hundred_requests_at_once_get_their_own_replies() -> None:
    def count(message: Message) -> Message | None:
        return Beaten(wall_ms=message.worked_ms) if isinstance(message, Beat) else answer_politely(message)

    async def story(room: SmallRoom, machine: Machine) -> None:
        await machine.until_state(LinkState.CONNECTED)
        beats = (machine.link.request(Beat(worked_ms=n), Beaten) for n in range(200))
        assert [one.wall_ms for one in await asyncio.gather(*beats)] == list(range(200))

    run(story, SmallRoom(answer=count))


def test_a_refusal_is_raised_with_its_code_sentence_and_facts() -> None:
    def refuse(message: Message) -> Message | None:
        if isinstance(message, LogIn):
            raise RefusedError(Refused.LOGIN_TYPO, group=2)
        return answer_politely(message)

    async def story(room: SmallRoom, machine: Machine) -> None:
        await machine.until_state(LinkState.CONNECTED)
        with pytest.raises(RefusedError) as caught:
            await machine.link.request(LogIn(username="a", secret="b"), Done)
        assert caught.value.code is Refused.LOGIN_TYPO
        assert caught.value.refusal.facts == {"group": 2}
        assert "literówka" in caught.value.refusal.sentence

    run(story, SmallRoom(answer=refuse))


def test_a_reply_of_another_type_counts_as_no_answer() -> None:
    async def story(room: SmallRoom, machine: Machine) -> None:
        await machine.until_state(LinkState.CONNECTED)
        with pytest.raises(RoomAwayError, match="answered by Beaten"):
            await machine.link.request(Beat(), Done)

    run(story)


def test_a_request_without_an_answer_ends_as_room_away() -> None:
    async def story(room: SmallRoom, machine: Machine) -> None:
        await machine.until_state(LinkState.CONNECTED)
        with pytest.raises(RoomAwayError, match="in time"):
            await machine.link.request(LogIn(username="a", secret="b"), Done, seconds=0.2)

    run(story)


def test_a_room_that_goes_ends_what_waits_and_a_room_that_comes_back_is_found() -> None:
    async def story(room: SmallRoom, machine: Machine) -> None:
        await machine.until_state(LinkState.CONNECTED)
        waiting = asyncio.ensure_future(machine.link.request(LogIn(username="a", secret="b"), Done))
        while not any(isinstance(one, LogIn) for one in room.received):
            await asyncio.sleep(0.01)
        await room.stop()
        with pytest.raises(RoomAwayError):
            await waiting
        await machine.until_state(LinkState.AWAY)
        with pytest.raises(RoomAwayError, match="not connected"):
            await machine.link.request(Beat(), Beaten)
        await room.start()
        await machine.until_state(LinkState.CONNECTED)
        assert await machine.link.request(Beat(), Beaten)

    run(story)


def test_a_revoked_machine_is_cut_off_at_once_and_stays_off() -> None:
    async def story(room: SmallRoom, machine: Machine) -> None:
        await machine.until_state(LinkState.CONNECTED)
        (known,) = room.machines
        await room.revoke(known)
        change = await machine.until_state(LinkState.REVOKED)
        assert change.refusal is not None and change.refusal.code == "REVOKED"
        room.revoked.clear()
        await asyncio.sleep(0.6)
        assert machine.link.change.state is LinkState.REVOKED, "it does not even try again"

    run(story)


def test_revocation_while_away_is_told_by_the_next_attempt_to_connect() -> None:
    async def story(room: SmallRoom, machine: Machine) -> None:
        await machine.until_state(LinkState.CONNECTED)
        room.revoked |= room.machines
        for socket in list(room.sockets):
            await socket.close()
        assert await machine.until_state(LinkState.REVOKED)

    run(story)


def test_a_machine_the_room_does_not_know_keeps_trying_until_it_does() -> None:
    async def story(room: SmallRoom, machine: Machine) -> None:
        known, room.machines = room.machines, set()
        for socket in list(room.sockets):
            await socket.close()
        change = await machine.until_state(LinkState.NOT_ADMITTED)
        assert change.refusal is not None and change.refusal.code == "NOT_PAIRED"
        room.machines = known
        await machine.until_state(LinkState.CONNECTED)

    run(story)


def test_a_refused_hello_is_reported_with_its_reason() -> None:
    def too_old(message: Message) -> Message | None:
        raise RefusedError(Refused.VERSION)

    async def story(room: SmallRoom, machine: Machine) -> None:
        change = await machine.until_state(LinkState.REFUSED)
        assert change.refusal is not None and change.refusal.code == "VERSION"
        room.answer = answer_politely
        await machine.until_state(LinkState.CONNECTED)

    run(story, SmallRoom(answer=too_old))


def test_a_callback_that_fails_does_not_end_the_connection(caplog: pytest.LogCaptureFixture) -> None:
    async def play() -> None:
        async with serving(SmallRoom()) as room:
            seen: list[Message] = []

            def faulty(message: Message) -> None:
                seen.append(message)
                raise ZeroDivisionError

            link = RoomLink(admitted(room), MachineRole.WORKSTATION, faulty, lambda change: None, hello=hello)
            link.start()
            while not seen:
                await asyncio.sleep(0.01)
            assert await link.request(Beat(), Beaten)
            await link.close()

    asyncio.run(play())
    assert "ZeroDivisionError" in caplog.text
