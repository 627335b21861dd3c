"""A machine that has seen a promotion never goes back, over connections and over restarts."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from koperta_crypto.signing import SigningKey
from koperta_sync.client import LinkState, RoomLink
from koperta_sync.credentials import Credentials
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message, StandbysChanged
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.workstation import Beat, Beaten, Hello, Welcome
from koperta_sync.room_memory import FILE_NAME, RoomMemory
from koperta_sync.terms import prove_term, term_is_proven
from tests.test_sync.linked_machine import Machine, admitted, hello
from tests.test_sync.small_room import Answer, SmallRoom, seat_view, serving

PROOF = "ab" * 64


def of_term(term: int, *standbys: str) -> Answer:
    """Answer as a room of a term does."""

    def answer(message: Message) -> Message | None:
        if isinstance(message, Hello):
            proof = PROOF if term > 1 else ""
            welcome = Welcome(version=PROTOCOL_VERSION, room_id="r1", view=seat_view(), term=term, term_proof=proof)
            return msgspec.structs.replace(welcome, standbys=standbys)
        return Beaten(wall_ms=term) if isinstance(message, Beat) else None

    return answer


class Remembering(Machine):
    """Be a machine that keeps what it learns in a folder."""

    def __init__(self, credentials: Credentials, folder: Path) -> None:
        self.changes, self.pushed, self.news = [], [], asyncio.Event()
        self.memory = RoomMemory(credentials.room_id, folder)
        self.link = RoomLink(
            credentials, MachineRole.WORKSTATION, self._push, self._state, hello=hello, memory=self.memory
        )
        self.link.start()


def test_a_machine_goes_over_to_the_promoted_standby_by_itself_and_never_back(tmp_path: Path) -> None:
    async def day() -> None:
        first = SmallRoom()
        second = SmallRoom(first.authority, of_term(2))
        async with serving(first), serving(second):
            first.answer = of_term(1, second.address)
            credentials = admitted(first)
            second.machines |= first.machines
            machine = Remembering(credentials, tmp_path)
            await machine.until_state(LinkState.CONNECTED)
            assert machine.link.change.address == first.address
            await first.stop()
            await machine.until(lambda: machine.link.change.address == second.address and machine.link.connected)
            await first.start()  # the old one is back and does not know
            await second.stop()
            await machine.until(lambda: "has the term 1" in machine.link.change.detail)
            assert not machine.link.connected
            await second.start()
            await machine.until_state(LinkState.CONNECTED)
            assert (await machine.link.request(Beat(), Beaten)).wall_ms == 2
            await machine.link.close()
            # After a restart of the program it knows both addresses and tells the term it has seen.
            again = Remembering(credentials, tmp_path)
            await again.until_state(LinkState.CONNECTED)
            assert again.link.change.address == second.address
            greeted = [one for one in second.received if isinstance(one, Hello)][-1]
            assert (greeted.term, greeted.term_proof) == (2, PROOF)
            await again.link.close()

    asyncio.run(day())


def test_a_machine_that_was_connected_before_the_standby_came_goes_over_too(tmp_path: Path) -> None:
    async def day() -> None:
        first = SmallRoom()
        second = SmallRoom(first.authority, of_term(2))
        async with serving(first), serving(second):
            first.answer = of_term(1)
            credentials = admitted(first)
            second.machines |= first.machines
            machine = Remembering(credentials, tmp_path)
            await machine.until_state(LinkState.CONNECTED)
            await first.push(StandbysChanged(standbys=("no address", second.address)))
            await machine.link.request(Beat(), Beaten)  # the push came before this answer
            assert RoomMemory(credentials.room_id, tmp_path).addresses == (second.address,)
            assert machine.pushed == [of_term(1)(hello())]  # the welcome: nobody else has to look at it
            await first.stop()
            await machine.until(lambda: machine.link.change.address == second.address and machine.link.connected)
            await machine.link.close()

    asyncio.run(day())


def test_a_superseded_room_is_left_without_a_word_to_the_person(tmp_path: Path) -> None:
    def superseded(message: Message) -> Message | None:
        raise RefusedError(Refused.SUPERSEDED, "term 2 is elsewhere")

    async def day() -> None:
        old = SmallRoom(answer=superseded)
        async with serving(old):
            machine = Remembering(admitted(old), tmp_path)
            await machine.until(lambda: "elsewhere" in machine.link.change.detail)
            assert {one.state for one in machine.changes} <= {LinkState.CONNECTING, LinkState.AWAY}
            await machine.link.close()

    asyncio.run(day())


def test_a_term_that_cannot_be_kept_is_not_acted_on(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")

    async def day() -> None:
        async with serving(SmallRoom(answer=of_term(2))) as room:
            machine = Remembering(admitted(room), blocked / "folder")
            await machine.until(lambda: "cannot be kept" in machine.link.change.detail)
            assert not machine.pushed
            await machine.link.close()

    asyncio.run(day())


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", b'{"format":"koperta/room-memory/1"'])
def test_a_damaged_memory_counts_as_none(tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture) -> None:
    RoomMemory("r1", tmp_path).learn(3, PROOF, ("10.0.0.2:8443",))
    assert RoomMemory("r1", tmp_path).term == 3
    assert RoomMemory("r2", tmp_path).term == 1
    (tmp_path / FILE_NAME).write_bytes(damage)
    assert RoomMemory("r1", tmp_path).addresses == ()
    assert "cannot be read" in caplog.text


def test_a_lower_term_and_forgotten_addresses_take_nothing_away(tmp_path: Path) -> None:
    memory = RoomMemory("r1", tmp_path)
    memory.learn(2, PROOF, ("10.0.0.2:8443",))
    memory.learn(1, "", ("10.0.0.9:8443",))
    memory.learn(2, "cd" * 64, ())
    assert (memory.term, memory.term_proof, memory.addresses) == (2, PROOF, ("10.0.0.2:8443",))


def test_only_the_rooms_identity_can_prove_a_term() -> None:
    room, stranger = SigningKey.generate(), SigningKey.generate()
    proof = prove_term(room, "r1", 2)
    assert term_is_proven(room.public, "r1", 2, proof)
    assert not term_is_proven(room.public, "r1", 3, proof)
    assert not term_is_proven(room.public, "r2", 2, proof)
    assert not term_is_proven(room.public, "r1", 2, prove_term(stranger, "r1", 2))
    assert not term_is_proven(room.public, "r1", 2, "")
    assert prove_term(room, "r1", 1) == ""
