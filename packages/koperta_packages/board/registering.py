"""Certify rooms and officials of a centre and keep the centre's registration file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from koperta_crypto.signing import SigningKey
from koperta_packages import documents
from koperta_packages.documents import Identifier
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import (
    OFFICIAL_REQUEST_TYPE,
    OFFICIAL_STATEMENT_TYPE,
    ROOM_STATEMENT_TYPE,
    OfficialStatement,
    RoomStatement,
    read_official_request,
    read_room_request,
)
from koperta_packages.package_writer import write_whole
from koperta_packages.registration import Registration, RegistrationPayload, read_registration, sign_registration

from .folder import BoardFolder


def register(
    board: BoardFolder,
    pin: str,
    requests: Iterable[bytes],
    *,
    centre_number: str,
    centre_name: str | None = None,
) -> tuple[Path, Registration]:
    """Certify requests for a centre and write its `.registration`, everybody included.

    Without requests the file is made anew, with the newest trust document. A room asking for
    another centre is refused. Raises PackageError; nothing is written then.
    """
    known = board.registration(centre_number)
    name = centre_name or (known.centre_name if known else None)
    if name is None:
        raise PackageError(Code.COMMAND_INVALID, "a new centre needs its name: --centre-name")
    _check_centre(centre_number)
    rooms = {one.room_id: one for one in (known.rooms if known else ())}
    people = {one.official_id: one for one in (known.officials if known else ())}
    for data in requests:
        if _is_official(data):
            person = certify_official(data, centre_number)
            people[person.official_id] = person
        else:
            room = certify_room(data, centre_number, name)
            rooms[room.room_id] = room
    _refuse_revoked(board, rooms, people)
    key = board.signers("registration", pin)[0]
    path = board.registry_folder / f"{centre_number}.registration"
    written = _write(board, path, key, (centre_number, name), rooms.values(), people.values())
    return path, written


def certify_room(data: bytes, centre_number: str, centre_name: str) -> RoomStatement:
    """Turn a room's request into the statement the board will sign."""
    request = read_room_request(data)
    if request.centre_number != centre_number:
        raise PackageError(Code.REQUEST_WRONG_CENTRE, f"the room asks for centre {request.centre_number}")
    return RoomStatement(
        request.room_id,
        centre_number,
        centre_name,
        request.label,
        request.sign_public,
        request.exchange_public,
    )


def certify_official(data: bytes, centre_number: str) -> OfficialStatement:
    """Turn an official's request into the statement the board will sign."""
    request = read_official_request(data)
    return OfficialStatement(request.official_id, request.name, request.role, centre_number, request.public)


def _write(
    board: BoardFolder,
    path: Path,
    key: SigningKey,
    centre: tuple[str, str],
    rooms: Iterable[RoomStatement],
    people: Iterable[OfficialStatement],
) -> Registration:
    signed_rooms = [documents.sign(ROOM_STATEMENT_TYPE, one, [key]) for one in rooms]
    signed_people = [documents.sign(OFFICIAL_STATEMENT_TYPE, one, [key]) for one in people]
    payload = RegistrationPayload(
        centre[0],
        centre[1],
        tuple(one.hex() for one in board.trust_chain()),
        tuple(one.hex() for one in signed_rooms),
        tuple(one.hex() for one in signed_people),
    )
    data = sign_registration(payload, key)
    checked = read_registration(data, board.trust())
    write_whole(path, [data])
    return checked


def _is_official(data: bytes) -> bool:
    kind = OFFICIAL_REQUEST_TYPE.encode("ascii")
    return data[2 : 2 + len(kind)] == kind


def _check_centre(centre_number: str) -> None:
    try:
        msgspec.convert(centre_number, Identifier)
    except msgspec.ValidationError as error:
        raise PackageError(Code.COMMAND_INVALID, f"centre number {centre_number!r}") from error


def _refuse_revoked(
    board: BoardFolder,
    rooms: dict[str, RoomStatement],
    people: dict[str, OfficialStatement],
) -> None:
    revoked = board.trust().revoked
    for one in (*rooms, *people):
        if one in revoked.rooms or one in revoked.officials:
            raise PackageError(Code.PKG_SIGNER_REVOKED, one)
