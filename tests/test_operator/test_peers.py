"""What every request of a machine can rely on: one answer, whatever goes wrong, and an end when it is cut off."""

from __future__ import annotations

import asyncio
import logging

import pytest

from koperta_operator.room.server.peers import CUT_OFF_S, refusal_of
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import OfficialRole
from koperta_sync.protocol import console as m
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.refusals import Refused, RefusedError
from tests.test_operator.live_room import LiveRoom, on_live_room


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RefusedError(Refused.SEAT_TAKEN), "SEAT_TAKEN"),
        (PackageError(Code.PKG_TRUNCATED, "half of it"), "FILE_REFUSED"),
        (PermissionError(13, "Permission denied"), "FILE_REFUSED"),
        (TimeoutError(), "FILE_REFUSED"),
        (ValueError("non-hexadecimal number"), "WRONG_STATE"),
        (RuntimeError("tajne hasło"), "WRONG_STATE"),
    ],
)
def test_whatever_goes_wrong_becomes_a_refusal(error: Exception, code: str) -> None:
    refusal = refusal_of(error)
    assert refusal.code == code and refusal.sentence
    assert "tajne" not in repr(refusal)


def test_a_refusal_for_a_file_names_the_boards_code() -> None:
    assert refusal_of(PackageError(Code.PKG_TRUNCATED, "x")).facts == {"file_code": "PKG_TRUNCATED"}


@on_live_room()
async def test_an_act_that_breaks_costs_one_refusal_and_not_the_connection(live: LiveRoom) -> None:
    console = await live.console(OfficialRole.OPERATOR)
    for error in (PackageError(Code.KEY_MISMATCH, "x"), OSError(5, "Input/output error"), KeyError("x"), ValueError()):

        async def broken(_console: object, _message: object, error: Exception = error) -> m.Ok:
            raise error

        live.room.desk.acts[m.DrawSeats] = broken
        logging.getLogger("koperta_operator.room.server.peers").disabled = True
        answer = await console.ask(m.DrawSeats(sitting_id=live.sitting_id))
        logging.getLogger("koperta_operator.room.server.peers").disabled = False
        assert isinstance(answer, Refusal)
    await console.expect(m.OpenPairing(open=True), m.Ok)


@on_live_room()
async def test_a_binary_frame_ends_the_connection(live: LiveRoom) -> None:
    wire = await live.workstation(1)
    await wire.socket.send_bytes(b'{"id":2,"do":{"type":"beat"}}')
    await wire.closed(2)
    assert not live.room.seats.connected


@on_live_room()
async def test_a_message_with_an_id_is_answered_and_one_without_ends_the_connection(live: LiveRoom) -> None:
    wire = await live.workstation(1)
    await wire.socket.send_str('{"id":7,"do":{"type":"nonsense"}}')
    answer = await wire.answer()
    assert isinstance(answer, Refusal) and answer.code == "BAD_MESSAGE"
    await wire.socket.send_str("nonsense")
    assert await wire.closed(2) == 4400


@on_live_room()
async def test_the_room_stops_promptly_though_nobody_answers_its_closing(live: LiveRoom) -> None:
    for number in (1, 2, 3):
        await live.workstation(number)
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(*(peer.close(1001) for peer in live.room.peers.all()))
    assert loop.time() - began < CUT_OFF_S + 0.5
