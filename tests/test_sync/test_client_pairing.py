"""Pairing over real TLS with people who type, and what a paired machine keeps."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from koperta_sync import pairing_client
from koperta_sync.client import LinkState
from koperta_sync.credentials import Credentials, CredentialsError, NotPairedError, forget, load, save
from koperta_sync.pairing import Known, PairingError, WrongRoomCodeError
from koperta_sync.pairing_client import PairingStep, pair_by_code, room_hint
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.transport import RoomAwayError, base_url, split_address
from tests.test_sync.linked_machine import Machine
from tests.test_sync.small_room import SmallRoom, serving


@pytest.fixture(autouse=True)
def _ask_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing_client, "POLL_SECONDS", 0.05)


class People:
    """Be the person at the machine, and carry codes between the machine and the operator."""

    def __init__(self, operator: Callable[[str], str]) -> None:
        self.operator = operator
        self.steps: list[PairingStep] = []

    def see(self, step: PairingStep) -> None:
        """See what the machine shows."""
        self.steps.append(step)

    async def type_code(self) -> str:
        """Walk to the operator with the shown code and come back with the room's."""
        return self.operator(self.steps[0].machine_code)


async def pair(address: str, people: People) -> Credentials:
    """Pair as a workstation."""
    return await pair_by_code(address, MachineRole.WORKSTATION, "PC-07", people.see, people.type_code)


@contextlib.asynccontextmanager
async def open_room() -> AsyncIterator[SmallRoom]:
    """Serve a room that is open for pairing."""
    async with serving(SmallRoom()) as room:
        room.pairing.open()
        yield room


def test_codes_typed_both_ways_pair_a_machine_that_then_connects(tmp_path: Path) -> None:
    async def story() -> None:
        async with open_room() as room:
            people = People(room.approve)
            credentials = await pair(room.address, people)
            assert list(dict.fromkeys(one.known for one in people.steps)) == [Known.CODES, Known.ROOM, Known.PAIRED]
            save(credentials, tmp_path / "pairing")
            machine = Machine(load(tmp_path / "pairing"))
            await machine.until_state(LinkState.CONNECTED)
            await machine.link.close()

    asyncio.run(story())


def test_a_mistyped_room_code_can_be_typed_again_but_not_for_ever() -> None:
    async def story() -> None:
        async with open_room() as room:
            codes: list[str] = []

            def clumsy(code: str) -> str:
                codes.append(code)
                if len(codes) == 1:
                    room.approve(code)
                return "x"

            people = People(clumsy)
            with pytest.raises(WrongRoomCodeError):
                await pair(room.address, people)
            assert [one.tries_left for one in people.steps if one.tries_left is not None] == [2, 1, 0]
            assert len(codes) == 3

    asyncio.run(story())


def test_a_machine_in_front_of_a_relay_never_gets_credentials() -> None:
    """Two TLS ends: the victim talks to the relay's room; the operator knows only the real one."""

    async def story() -> None:
        async with open_room() as real, open_room() as relay:
            people = People(real.approve)
            with pytest.raises(RefusedError) as caught:
                await pair(relay.address, people)
            assert caught.value.code is Refused.CODE_UNKNOWN
            assert not real.machines

    asyncio.run(story())


def test_a_relay_that_approves_by_itself_is_not_believed_without_the_rooms_code() -> None:
    async def story() -> None:
        async with open_room() as relay:

            def nobody_comes(code: str) -> str:
                relay.approve(code)
                raise TimeoutError("the operator saw no such code, so nobody has a room code to type")

            with pytest.raises(TimeoutError):
                await pair(relay.address, People(nobody_comes))

    asyncio.run(story())


def test_closing_pairing_at_the_room_ends_the_attempt_at_the_machine() -> None:
    async def story() -> None:
        async with open_room() as room:
            never = asyncio.Event()

            async def nobody() -> str:
                await never.wait()
                return ""

            def close(step: PairingStep) -> None:
                room.pairing.close()

            with pytest.raises(PairingError, match="refused"):
                await pair_by_code(room.address, MachineRole.WORKSTATION, "PC", close, nobody)

    asyncio.run(story())


def test_a_closed_room_says_so_and_a_deaf_address_too() -> None:
    async def story() -> None:
        async with serving(SmallRoom()) as room:
            with pytest.raises(RefusedError) as caught:
                await pair(room.address, People(room.approve))
            assert caught.value.code is Refused.PAIRING_CLOSED
        with pytest.raises(RoomAwayError):
            await pair(room.address, People(room.approve))

    asyncio.run(story())


def test_anybody_may_ask_who_a_room_says_it_is() -> None:
    async def story() -> None:
        async with serving(SmallRoom()) as room:
            hint = await room_hint(room.address)
            assert (hint.room_id, hint.exam_rooms) == ("r1", ("sala 12",))

    asyncio.run(story())


def a_pairing() -> Credentials:
    """Return the credentials of a machine."""

    async def story() -> Credentials:
        async with open_room() as room:
            return await pair(room.address, People(room.approve))

    return asyncio.run(story())


def test_damaged_and_missing_pairings_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotPairedError):
        load(tmp_path)
    credentials = a_pairing()
    save(credentials, tmp_path)
    assert load(tmp_path) == credentials
    path = tmp_path / "pairing.json"
    whole = path.read_bytes()
    for data in (whole[:-10], b"", b"{}", whole.replace(b"koperta/pairing-file/1", b"koperta/pairing-file/2")):
        path.write_bytes(data)
        with pytest.raises(CredentialsError) as caught:
            load(tmp_path)
        assert not isinstance(caught.value, NotPairedError)
    forget(tmp_path)
    with pytest.raises(NotPairedError):
        load(tmp_path)


def test_a_pairing_shows_no_key_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    credentials = a_pairing()
    save(credentials, tmp_path / "machine")
    assert "PRIVATE" not in repr(credentials) and credentials.answer_seed not in repr(credentials)
    if os.name != "nt":
        modes = {path.stat().st_mode & 0o077 for path in [tmp_path / "machine", tmp_path / "machine" / "pairing.json"]}
        assert modes == {0}


def test_a_failing_disk_leaves_the_old_pairing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials = a_pairing()
    save(credentials, tmp_path)

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("koperta_sync.durable.os.fsync", fail)
    with pytest.raises(OSError, match="Input"):
        save(credentials.at("10.0.0.1:8443"), tmp_path)
    assert load(tmp_path) == credentials
    assert [path.name for path in tmp_path.iterdir()] == ["pairing.json"]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("192.168.1.10:9000", "https://192.168.1.10:9000"),
        (" sala12.local ", "https://sala12.local:8443"),
        ("[fe80::1]:9000", "https://[fe80::1]:9000"),
        ("::1", "https://[::1]:8443"),
    ],
)
def test_addresses_are_read_as_people_write_them(text: str, url: str) -> None:
    assert base_url("https", text) == url


@pytest.mark.parametrize("text", ["", "a b", "host:99999", "host:x", "user@host", "host/path", "[::1", "[::1]x", ":1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        split_address(text)
