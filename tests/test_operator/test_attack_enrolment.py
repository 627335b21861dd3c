"""Attacks on pairing by a file: approvals used twice, for another seat, for another kind of machine."""

from __future__ import annotations

import asyncio
from pathlib import Path

from koperta_crypto.certificates import make_request
from koperta_crypto.signing import SigningKey
from koperta_packages.identity import OfficialRole
from koperta_sync.enrolment import read_enrolment
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.console import WriteEnrolment, Written
from koperta_sync.protocol.pairing import (
    Enrol,
    MachineRole,
    PairingAnswer,
)
from koperta_sync.transport import unpaired_context
from tests.test_operator.live_room import EXAM_ROOM, LiveRoom, on_live_room
from tests.test_operator.live_wire import http
from tests.test_operator.pairing_party import SEAT, code_of, post


def enrol(approval: str, seat: int, role: MachineRole = MachineRole.WORKSTATION) -> Enrol:
    """Present an approval with a fresh key."""
    return Enrol(
        role=role, request_pem=make_request("x")[1].decode(), answer_key=SigningKey.generate().public.hex(),
        seat_number=seat, approval=approval, machine_name="x",
    )  # fmt: skip


async def approvals(live: LiveRoom, folder: Path, seats: tuple[int, ...] = (SEAT,)) -> dict[int, str]:
    """Write an enrolment file; return its approvals by seat."""
    operator = await live.console(OfficialRole.OPERATOR)
    message = WriteEnrolment(folder=str(folder), exam_room=EXAM_ROOM, seats=seats)
    written = await operator.expect(message, Written)
    file = read_enrolment(Path(written.paths[0]).read_bytes()).file
    return {one.seat_number: one.approval for one in file.seats}


@on_live_room()
async def test_an_approval_presented_by_twenty_machines_at_once_lets_one_in(live: LiveRoom) -> None:
    approval = (await approvals(live, live.folder.root))[SEAT]
    replies = await asyncio.gather(*(post(live, "/v1/enrol", enrol(approval, SEAT)) for _ in range(20)))
    assert sum(isinstance(one, PairingAnswer) for one in replies) == 1
    assert {code_of(one) for one in replies if isinstance(one, Refusal)} <= {"APPROVAL_USED", "SEAT_TAKEN"}
    here = [m for m in live.room.ledger.state.machines.values() if m.seat_number == SEAT]
    assert len(here) == 1


@on_live_room()
async def test_the_approval_of_a_seat_makes_no_console(live: LiveRoom) -> None:
    """Whoever finds the stick must not be able to watch the wall, nor to sign in from anywhere."""
    approval = (await approvals(live, live.folder.root))[SEAT]
    assert code_of(await post(live, "/v1/enrol", enrol(approval, SEAT, MachineRole.CONSOLE))) == "NOT_ALLOWED"
    assert isinstance(await post(live, "/v1/enrol", enrol(approval, SEAT)), PairingAnswer), "and it is not used up"


@on_live_room()
async def test_an_approval_is_void_for_another_seat_after_a_new_file_and_when_made_up(live: LiveRoom) -> None:
    old = await approvals(live, live.folder.root, (SEAT, 78))
    assert code_of(await post(live, "/v1/enrol", enrol(old[SEAT], 78))) == "APPROVAL_USED"
    assert code_of(await post(live, "/v1/enrol", enrol("0" * 64, SEAT))) == "APPROVAL_USED"
    await approvals(live, live.folder.root)
    assert code_of(await post(live, "/v1/enrol", enrol(old[SEAT], SEAT))) == "APPROVAL_USED"
    assert isinstance(await post(live, "/v1/enrol", enrol(old[78], 78)), PairingAnswer)


@on_live_room()
async def test_an_enrolment_file_is_written_for_real_seats_only(live: LiveRoom) -> None:
    operator = await live.console(OfficialRole.OPERATOR)
    folder = str(live.folder.root)
    for seats in ((), (0,), (-1,), (10_000,), (1, 1), (2**62,)):
        message = WriteEnrolment(folder=folder, exam_room=EXAM_ROOM, seats=seats)
        assert await operator.refused(message) == "UNKNOWN_THING", seats
    assert await operator.refused(WriteEnrolment(folder=folder, exam_room="sala 99", seats=(1,))) == "UNKNOWN_THING"
    missing = WriteEnrolment(folder=folder + "/no-such-stick", exam_room=EXAM_ROOM, seats=(50,))
    assert await operator.refused(missing) == "FILE_REFUSED"


@on_live_room()
async def test_a_body_that_never_ends_or_never_comes_does_not_keep_the_door(live: LiveRoom) -> None:
    status, _body = await http(live.seat(1), "/v1/enrol", method="POST", body=b"x" * 20_000, certificate=False)
    assert status == 400
    context = unpaired_context(live.room.lan.certificate_der)
    _reader, writer = await asyncio.open_connection("127.0.0.1", live.port, ssl=context)
    writer.write(b"POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
    assert (await http(live.seat(1), "/v1/room", certificate=False))[0] == 200
    writer.transport.abort()
