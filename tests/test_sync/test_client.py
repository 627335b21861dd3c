"""The client against a real TLS server: connecting, losing, coming back, being turned away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from koperta_crypto.certificates import LocalAuthority, make_request
from koperta_crypto.signing import SigningKey
from koperta_sync.client import LinkChange, LinkState, RoomLink
from koperta_sync.credentials import Credentials, make_credentials
from koperta_sync.pairing import Paired
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import WorkstationFacts
from koperta_sync.protocol.workstation import Beat, Beaten, Done, Hello, LogIn, ViewChanged, Welcome
from koperta_sync.transport import RoomAwayError
from tests.test_sync.small_room import SmallRoom, answer_politely, seat_view, serving


def hello() -> Hello:
    """Say hello as a test."""
    facts = WorkstationFacts(software="t", platform="t", screen="1x1", wall_ms=0)
    return Hello(version=PROTOCOL_VERSION, facts=facts)


def admitted(room: SmallRoom, *addresses: str) -> Credentials:
    """Return the credentials of a machine that the room knows."""
    key, request = make_request("PC-07")
    answer = room.issue(request, 7)
    paired = Paired(
        certificate_pem=answer.certificate_pem.encode(),
        authority_pem=answer.authority_pem.encode(),
        server_name=answer.server_name,
        room_id=answer.room_id,
        label=answer.label,
        exam_room=answer.exam_room,
        seat_number=answer.seat_number,
    )
    role = MachineRole.WORKSTATION
    return make_credentials(role, paired, key, SigningKey.generate(), addresses or (room.address,))


class Machine:
    """Hold a link and everything it reported."""

    def __init__(self, credentials: Credentials) -> None:
        self.changes: list[LinkChange] = []
        self.pushed: list[Message] = []
        self.news = asyncio.Event()
        self.link = RoomLink(credentials, MachineRole.WORKSTATION, self._push, self._state, hello=hello)
        self.link.start()

    def _push(self, message: Message) -> None:
        self.pushed.append(message)
        self.news.set()

    def _state(self, change: LinkChange) -> None:
        self.changes.append(change)
        self.news.set()

    async def until(self, holds: Callable[[], bool], seconds: float = 15.0) -> None:
        """Wait until something reported makes a condition true."""
        async with asyncio.timeout(seconds):
            while not holds():
                self.news.clear()
                await self.news.wait()

    async def until_state(self, state: LinkState) -> LinkChange:
        """Wait for a state that is reported from now on or holds already."""
        await self.until(lambda: self.link.change.state is state)
        return self.link.change


def run(story: Callable[[SmallRoom, Machine], Coroutine[None, None, None]], room: SmallRoom | None = None) -> None:
    """Play a story between a room and one admitted machine."""

    async def play() -> None:
        async with serving(room or SmallRoom()) as served:
            machine = Machine(admitted(served))
            try:
                await story(served, machine)
            finally:
                await machine.link.close()
                assert machine.link.change.state is LinkState.CLOSED

    asyncio.run(play())


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
        await asyncio.sleep(0.6)
        assert machine.link.change.state is LinkState.REVOKED

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


def test_another_room_at_the_same_address_is_never_spoken_to() -> None:
    """A foreign authority with the right name: the pinned authority refuses it before any byte is sent."""

    async def play() -> None:
        async with serving(SmallRoom()) as ours, serving(SmallRoom(LocalAuthority.create("koperta r1"))) as foreign:
            machine = Machine(admitted(ours, foreign.address))
            change = await machine.until_state(LinkState.AWAY)
            assert "CERTIFICATE_VERIFY_FAILED" in change.detail.upper()
            await machine.link.close()
            assert not foreign.received

    asyncio.run(play())


def test_a_certificate_of_a_foreign_authority_is_said_to_be_perhaps_not_admitted() -> None:
    async def play() -> None:
        async with serving(SmallRoom()) as ours, serving(SmallRoom()) as foreign:
            stranger = admitted(foreign, ours.address)
            mixed = Credentials(
                **{
                    name: getattr(stranger if name in ("key_pem", "certificate_pem") else admitted(ours), name)
                    for name in Credentials.__struct_fields__
                }
            )
            machine = Machine(mixed)
            change = await machine.until_state(LinkState.AWAY)
            assert change.perhaps_not_admitted
            await machine.link.close()

    asyncio.run(play())


def test_all_addresses_are_tried_and_a_hint_is_tried_at_once() -> None:
    async def play() -> None:
        async with serving(SmallRoom()) as room:
            second = Machine(admitted(room, "127.0.0.1:1", room.address))
            await second.until_state(LinkState.CONNECTED)
            await second.link.close()
            lost = Machine(admitted(room, "127.0.0.1:1"))
            await lost.until_state(LinkState.AWAY)
            lost.link.hint(room.address)
            await lost.until_state(LinkState.CONNECTED)
            await lost.link.close()

    asyncio.run(play())


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


def test_files_are_fetched_bounded_and_never_from_elsewhere() -> None:
    async def story(room: SmallRoom, machine: Machine) -> None:
        room.files["/v1/form"] = b"x" * 100_000
        await machine.until_state(LinkState.CONNECTED)
        assert await machine.link.fetch("/v1/form") == b"x" * 100_000
        with pytest.raises(RoomAwayError, match="more than"):
            await machine.link.fetch("/v1/form", limit=99_999)
        with pytest.raises(RoomAwayError, match="redirected"):
            await machine.link.fetch("/v1/elsewhere")
        with pytest.raises(RefusedError) as caught:
            await machine.link.fetch("/v1/segments/p/s")
        assert caught.value.code is Refused.UNKNOWN_THING

    run(story)


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    async def story(room: SmallRoom, machine: Machine) -> None:
        await machine.until_state(LinkState.CONNECTED)

    run(story)
