"""Rooms and officials are who the board says they are, and an id cannot be borrowed."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import msgspec
import pytest

from koperta_crypto.signing import SigningKey
from koperta_packages import documents
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import (
    OFFICIAL_REQUEST_TYPE,
    OFFICIAL_STATEMENT_TYPE,
    ROOM_REQUEST_TYPE,
    ROOM_STATEMENT_TYPE,
    OfficialRequest,
    OfficialRole,
    OfficialStatement,
    RoomIdentity,
    RoomStatement,
    make_official_request,
    make_room_request,
    official_id_of,
    read_official_request,
    read_room_request,
    verify_statement,
)
from koperta_packages.trust import Revoked
from tests.board_fixture import PIN, issue_sitting, make_room


def code_of(refused: pytest.ExceptionInfo[PackageError]) -> Code:
    return refused.value.code


def test_a_saved_identity_comes_back_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    room = make_room()
    room.save(tmp_path / "room")
    again = RoomIdentity.load(tmp_path / "room")
    assert (again.room_id, again.label, again.centre_number) == (room.room_id, room.label, room.centre_number)
    assert again.signing == room.signing and again.exchange == room.exchange
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "room" / "identity.json").stat().st_mode) == 0o600


def test_an_identity_is_never_overwritten(tmp_path: Path) -> None:
    make_room().save(tmp_path)
    with pytest.raises(FileExistsError):
        make_room().save(tmp_path)


def test_a_missing_or_damaged_identity_is_refused_with_its_code(tmp_path: Path) -> None:
    with pytest.raises(PackageError) as refused:
        RoomIdentity.load(tmp_path)
    assert code_of(refused) is Code.IO_ERROR
    (tmp_path / "identity.json").write_bytes(b"{}")
    with pytest.raises(PackageError) as refused:
        RoomIdentity.load(tmp_path)
    assert code_of(refused) is Code.PKG_MALFORMED


def test_a_room_cannot_ask_under_another_rooms_id() -> None:
    honest = read_room_request(make_room_request(make_room()))
    thief = make_room()
    request = msgspec.structs.replace(
        honest, sign_public=thief.signing.public.hex(), exchange_public=thief.exchange.public.hex()
    )
    with pytest.raises(PackageError) as refused:
        read_room_request(documents.sign(ROOM_REQUEST_TYPE, request, [thief.signing]))
    assert code_of(refused) is Code.PKG_MALFORMED


def test_a_request_proves_possession_of_its_key() -> None:
    honest = read_room_request(make_room_request(make_room()))
    with pytest.raises(PackageError) as refused:
        read_room_request(documents.sign(ROOM_REQUEST_TYPE, honest, [SigningKey.generate()]))
    assert code_of(refused) is Code.PKG_UNKNOWN_SIGNER


def test_an_official_cannot_ask_under_anothers_id() -> None:
    key = SigningKey.generate()
    stolen = official_id_of(SigningKey.generate().public)
    request = OfficialRequest(stolen, "A B", OfficialRole.OPERATOR, key.public.hex())
    with pytest.raises(PackageError) as refused:
        read_official_request(documents.sign(OFFICIAL_REQUEST_TYPE, request, [key]))
    assert code_of(refused) is Code.PKG_MALFORMED
    honest = read_official_request(make_official_request("A B", OfficialRole.OPERATOR, key))
    assert honest.official_id == official_id_of(key.public)


def test_statements_count_only_with_the_registration_keys_signature(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    found, trust = issued.registration(), issued.trust()
    registrar = issued.board.signers("registration", PIN)
    pairs: list[tuple[str, RoomStatement | OfficialStatement]] = [
        (ROOM_STATEMENT_TYPE, found.rooms[0]),
        (OFFICIAL_STATEMENT_TYPE, found.officials[0]),
    ]
    for kind, statement in pairs:
        assert verify_statement(documents.sign(kind, statement, registrar), trust) == statement
        forged = documents.sign(kind, statement, [issued.room.signing])
        with pytest.raises(PackageError) as refused:
            verify_statement(forged, trust)
        assert code_of(refused) is Code.PKG_UNKNOWN_SIGNER


def test_a_room_statement_is_no_officials_statement(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    registrar = issued.board.signers("registration", PIN)
    mixed = documents.sign(OFFICIAL_STATEMENT_TYPE, issued.registration().rooms[0], registrar)
    with pytest.raises(PackageError) as refused:
        verify_statement(mixed, issued.trust())
    assert code_of(refused) is Code.PKG_MALFORMED


def test_revoked_rooms_and_officials_no_longer_count(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    found = issued.registration()
    registrar = issued.board.signers("registration", PIN)
    revoked = Revoked(rooms=(found.rooms[0].room_id,), officials=(found.officials[0].official_id,))
    trust = msgspec.structs.replace(issued.trust(), revoked=revoked)
    pairs: list[tuple[str, RoomStatement | OfficialStatement]] = [
        (ROOM_STATEMENT_TYPE, found.rooms[0]),
        (OFFICIAL_STATEMENT_TYPE, found.officials[0]),
    ]
    for kind, statement in pairs:
        with pytest.raises(PackageError) as refused:
            verify_statement(documents.sign(kind, statement, registrar), trust)
        assert code_of(refused) is Code.PKG_SIGNER_REVOKED
