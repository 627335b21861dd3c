"""The enrolment file: who may have written it, what it is worth, and pairing with it over TLS."""

from __future__ import annotations

import asyncio
import secrets

import msgspec
import pytest

from koperta_crypto.certificates import LocalAuthority
from koperta_crypto.envelope import Envelope, sign
from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.signing import SigningKey
from koperta_packages import documents
from koperta_packages.identity import ROOM_STATEMENT_TYPE, RoomStatement, room_id_of
from koperta_packages.trust import Revoked, Role, Roles, TrustDocument
from koperta_sync.enrolment import (
    TYPE,
    Enrolment,
    EnrolmentError,
    approval_digest,
    new_approvals,
    read_enrolment,
    room_fingerprint,
    write_enrolment,
)
from koperta_sync.pairing import PairingError
from koperta_sync.pairing_client import pair_by_file
from koperta_sync.protocol.pairing import EnrolmentFile
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.transport import RoomAwayError
from tests.test_sync.small_room import SERVER_NAME, SmallRoom, serving

BOARD = SigningKey.from_seed(b"\x01" * 32)
ROOM = SigningKey.from_seed(b"\x02" * 32)
EXCHANGE = ExchangeKey.from_bytes(b"\x03" * 32)
ROOM_ID = room_id_of(ROOM.public, EXCHANGE.public)


def trust(*revoked_rooms: str, board: SigningKey = BOARD) -> TrustDocument:
    """Return a board's trust document with one key for everything."""
    role = Role(threshold=1, keys={board.key_id: board.public.hex()})
    return TrustDocument(
        version=1,
        board_id="00" * 32,
        board="OKE",
        roles=Roles(root=role, issuing=role, registration=role, receipt=role, notice=role),
        answer_keys=("01" * 32, "02" * 32),
        revoked=Revoked(rooms=revoked_rooms),
        expires="2099-01-01",
    )


def statement(room: SigningKey = ROOM) -> bytes:
    """Return the board's word for a room key."""
    said = RoomStatement(
        room_id=room_id_of(room.public, EXCHANGE.public),
        centre_number="200101-000AB",
        centre_name="ZST",
        label="pracownia",
        sign_public=room.public.hex(),
        exchange_public=EXCHANGE.public.hex(),
    )
    return documents.sign(ROOM_STATEMENT_TYPE, said, [BOARD])


def payload(**changed: object) -> EnrolmentFile:
    """Return the payload of a sound file, changed as asked."""
    sound = EnrolmentFile(
        room_id=ROOM_ID,
        room_key=ROOM.public.hex(),
        room_statement=statement().hex(),
        label="pracownia",
        addresses=("127.0.0.1:8443",),
        authority_pem="",
        server_name=SERVER_NAME,
        seats=new_approvals("sala 12", range(1, 4), secrets.token_bytes),
    )
    return msgspec.structs.replace(sound, **changed)


def test_a_file_of_a_registered_room_is_certified_for_who_knows_the_board() -> None:
    data = write_enrolment(payload(), ROOM)
    assert read_enrolment(data, trust()).certified
    unknown = read_enrolment(data)
    assert not unknown.certified
    assert unknown.fingerprint == room_fingerprint(ROOM.public)
    assert [one.seat_number for one in unknown.file.seats] == [1, 2, 3]
    with pytest.raises(EnrolmentError, match="seat 9"):
        unknown.seat(9)


def test_every_flipped_bit_and_every_truncation_of_a_file_is_refused() -> None:
    data = write_enrolment(payload(), ROOM)
    for at in range(len(data)):
        damaged = bytearray(data)
        damaged[at] ^= 1 << (at % 8)
        with pytest.raises(EnrolmentError) as caught:
            read_enrolment(bytes(damaged))
        assert "łączenia" in caught.value.sentence
        with pytest.raises(EnrolmentError):
            read_enrolment(data[:at])
    with pytest.raises(EnrolmentError):
        read_enrolment(data + b"\0")


def test_a_stranger_who_signs_with_a_key_of_his_own_is_seen_by_who_knows_the_board() -> None:
    """Without the board's document the file verifies, but its fingerprint is another one."""
    stranger = SigningKey.generate()
    forged = write_enrolment(payload(room_key=stranger.public.hex()), stranger)
    assert read_enrolment(forged).fingerprint != room_fingerprint(ROOM.public)
    with pytest.raises(EnrolmentError, match="another room's"):
        read_enrolment(forged, trust())


def test_a_payload_that_names_the_room_but_is_signed_by_somebody_else_is_refused() -> None:
    forged = sign(TYPE, msgspec.json.encode(payload()), [SigningKey.generate()]).encode()
    with pytest.raises(EnrolmentError, match="not verified"):
        read_enrolment(forged)


def test_a_room_that_the_board_does_not_know_or_has_revoked_is_refused() -> None:
    data = write_enrolment(payload(), ROOM)
    with pytest.raises(EnrolmentError, match="statement"):
        read_enrolment(data, trust(board=SigningKey.generate()))
    with pytest.raises(EnrolmentError, match="statement"):
        read_enrolment(data, trust(ROOM_ID))
    with pytest.raises(EnrolmentError, match="statement"):
        read_enrolment(write_enrolment(payload(room_statement=""), ROOM), trust())


def test_another_signed_document_of_the_room_is_no_enrolment_file() -> None:
    other = sign("koperta/receipt/1", msgspec.json.encode(payload()), [ROOM])
    with pytest.raises(EnrolmentError, match="type"):
        read_enrolment(other.encode())
    relabelled = Envelope(TYPE, other.payload, other.signatures)
    with pytest.raises(EnrolmentError, match="not verified"):
        read_enrolment(relabelled.encode())


def test_a_room_does_not_write_a_file_in_another_rooms_name() -> None:
    with pytest.raises(ValueError, match="another room key"):
        write_enrolment(payload(), SigningKey.generate())


def file_of(room: SmallRoom, authority: LocalAuthority | None = None, *addresses: str) -> Enrolment:
    """Return a file that fits a serving room; its approvals are known there."""
    file = payload(
        room_id="r1",
        addresses=addresses or (room.address,),
        authority_pem=(authority or room.authority).certificate_pem.decode(),
    )
    room.approvals |= {approval_digest(one.approval): one.seat_number for one in file.seats}
    return read_enrolment(write_enrolment(file, ROOM))


def test_a_file_pairs_each_seat_once_without_a_code() -> None:
    async def story() -> None:
        async with serving(SmallRoom()) as room:
            enrolment = file_of(room, None, "127.0.0.1:1", room.address)
            credentials = await pair_by_file(enrolment, 2, "PC-02")
            assert (credentials.seat_number, credentials.exam_room, credentials.room_id) == (2, "sala 12", "r1")
            assert credentials.addresses == (room.address, "127.0.0.1:1"), "the address that answered comes first"
            assert credentials.fingerprint in room.machines
            with pytest.raises(RefusedError) as caught:
                await pair_by_file(enrolment, 2, "PC-02")
            assert caught.value.code is Refused.APPROVAL_USED
            with pytest.raises(EnrolmentError):
                await pair_by_file(enrolment, 9, "PC-09")

    asyncio.run(story())


def test_the_approval_is_never_shown_to_another_holder_of_the_address() -> None:
    """The file's authority is pinned: an impostor gets no HTTP request at all."""

    async def story() -> None:
        async with serving(SmallRoom()) as room:
            enrolment = file_of(room, LocalAuthority.create("koperta r1"))
            with pytest.raises(RoomAwayError, match="CERTIFICATE_VERIFY_FAILED"):
                await pair_by_file(enrolment, 1, "PC-01")
            assert len(room.approvals) == 3

    asyncio.run(story())


def test_a_room_that_answers_under_another_id_is_not_accepted() -> None:
    async def story() -> None:
        async with serving(SmallRoom()) as room:
            enrolment = file_of(room)
            other = Enrolment(msgspec.structs.replace(enrolment.file, room_id="r2"), certified=False)
            with pytest.raises(PairingError, match="not the one of the file"):
                await pair_by_file(other, 1, "PC-01")

    asyncio.run(story())
