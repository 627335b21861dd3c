"""Correct candidate data by small signed files; cards and seats not concerned survive.

An amendment names the revision it starts from and the one it leads to, so amendments are applied
in order and never twice. A change carries the whole new record of a candidate; the candidate's id,
user name and card secret stay as they are unless the record is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

import msgspec

from koperta_crypto.labels import context
from koperta_crypto.signing import SigningKey

from . import documents
from .candidates import (
    Candidate,
    CandidateData,
    SittingPackage,
    WrappedKey,
    check_data,
    open_for_room,
    seal_for_rooms,
)
from .documents import Count, HexBytes, Identifier, Text
from .errors import Code, PackageError
from .identity import RoomIdentity, RoomStatement
from .trust import TrustDocument, open_signed

AMENDMENT_TYPE = "koperta/amendment/1"
AMENDMENT_LIMIT = 4 * 1024 * 1024


class AddCandidate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="add"):
    """Register a candidate late."""

    candidate: Candidate


class ChangeCandidate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="change"):
    """Replace a candidate's record: another name, exam room, package or accommodation."""

    candidate: Candidate


class WithdrawCandidate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="withdraw"):
    """Take a candidate out of the sitting, e.g. one moved to another."""

    candidate_id: Identifier


class ReplacePackage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="package"):
    """Put a new package in the place of a recalled one, for all its candidates."""

    old_package_id: Identifier
    package: SittingPackage


class OpenRoom(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="room"):
    """Add an exam room to the sitting."""

    exam_room: Text


Change = AddCandidate | ChangeCandidate | WithdrawCandidate | ReplacePackage | OpenRoom


class AmendmentHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the signed file: for whom and from which revision in clear, the changes sealed."""

    sitting_id: Identifier
    centre_number: Identifier
    base_revision: Count
    revision: Count
    requires_trust_version: Count
    rooms: tuple[WrappedKey, ...]
    box: HexBytes


class Changes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the changes of one amendment in the order in which they are applied."""

    changes: tuple[Change, ...]


def _aad(header_fields: tuple[str, str, int, int]) -> bytes:
    centre, sitting, base, revision = header_fields
    numbers = base.to_bytes(8, "big") + revision.to_bytes(8, "big")
    return context(AMENDMENT_TYPE, centre.encode(), sitting.encode(), numbers)


def write_amendment(
    before: CandidateData,
    changes: Sequence[Change],
    rooms: Sequence[RoomStatement],
    trust_version: int,
    signers: Sequence[SigningKey],
) -> tuple[bytes, CandidateData]:
    """Return the signed `.amendment` file and the data it leads to; PackageError if it cannot."""
    after = apply_changes(before, changes)
    sitting = before.sitting
    named = (sitting.centre_number, sitting.sitting_id, before.revision, after.revision)
    plain = documents.encode(Changes(tuple(changes)))
    wraps, box = seal_for_rooms(plain, _aad(named), rooms)
    header = AmendmentHeader(
        sitting.sitting_id,
        sitting.centre_number,
        before.revision,
        after.revision,
        trust_version,
        wraps,
        box,
    )
    return documents.sign(AMENDMENT_TYPE, header, signers), after


def read_amendment_header(data: bytes, trust: TrustDocument) -> AmendmentHeader:
    """Verify an amendment and return its header; nothing is opened. Raises PackageError."""
    payload = open_signed(data, AMENDMENT_TYPE, trust, "issuing", limit=AMENDMENT_LIMIT)
    header = documents.parse(payload, AmendmentHeader, limit=AMENDMENT_LIMIT)
    if header.requires_trust_version > trust.version:
        raise PackageError(Code.TRUST_TOO_OLD, f"{trust.version}")
    if header.revision != header.base_revision + 1:
        raise PackageError(Code.PKG_MALFORMED, "an amendment leads to the next revision")
    return header


def open_amendment(header: AmendmentHeader, room: RoomIdentity) -> tuple[Change, ...]:
    """Open a verified amendment with the room's key.

    Raises PackageError DATA_WRONG_CENTRE, DATA_WRONG_ROOM, PKG_MALFORMED.
    """
    if header.centre_number != room.centre_number:
        raise PackageError(Code.DATA_WRONG_CENTRE, header.centre_number)
    aad = _aad((header.centre_number, header.sitting_id, header.base_revision, header.revision))
    plain = open_for_room(header.rooms, header.box, aad, room)
    return documents.parse(plain, Changes, limit=AMENDMENT_LIMIT).changes


def amend(data: CandidateData, header: AmendmentHeader, room: RoomIdentity) -> CandidateData:
    """Apply a verified amendment to the data a room has.

    Raises PackageError DATA_ROLLBACK when the data are already at or past its revision,
    DATA_AMENDMENT_MISSING when an amendment between is missing, else as `open_amendment`.
    """
    if header.sitting_id != data.sitting.sitting_id:
        raise PackageError(Code.DATA_OTHER_SITTING, header.sitting_id)
    if header.revision <= data.revision:
        raise PackageError(Code.DATA_ROLLBACK, f"{header.revision} after {data.revision}")
    if header.base_revision != data.revision:
        raise PackageError(Code.DATA_AMENDMENT_MISSING, f"{header.base_revision} on {data.revision}")
    return apply_changes(data, open_amendment(header, room))


def apply_changes(data: CandidateData, changes: Sequence[Change]) -> CandidateData:
    """Return the data one revision later; PackageError PKG_MALFORMED for an impossible change."""
    for change in changes:
        data = _apply(data, change)
    after = msgspec.structs.replace(data, revision=data.revision + 1)
    check_data(after)
    return after


def _apply(data: CandidateData, change: Change) -> CandidateData:
    match change:
        case AddCandidate(candidate):
            if data.candidate(candidate.candidate_id) is not None:
                raise PackageError(Code.PKG_MALFORMED, f"{candidate.candidate_id} exists")
            return _with_candidates(data, (*data.candidates, candidate))
        case ChangeCandidate(candidate):
            return _change(data, candidate)
        case WithdrawCandidate(candidate_id):
            _known(data, candidate_id)
            kept = (one for one in data.candidates if one.candidate_id != candidate_id)
            return _with_candidates(data, tuple(kept))
        case ReplacePackage(old, package):
            return _replace_package(data, old, package)
        case OpenRoom(exam_room):
            rooms = tuple(dict.fromkeys((*data.sitting.exam_rooms, exam_room)))
            sitting = msgspec.structs.replace(data.sitting, exam_rooms=rooms)
            return msgspec.structs.replace(data, sitting=sitting)
    assert_never(change)


def _change(data: CandidateData, new: Candidate) -> CandidateData:
    old = _known(data, new.candidate_id)
    if (new.username, new.secret) != (old.username, old.secret):
        raise PackageError(Code.PKG_MALFORMED, f"{new.candidate_id}: the card must survive")
    changed = (new if one is old else one for one in data.candidates)
    return _with_candidates(data, tuple(changed))


def _replace_package(data: CandidateData, old: str, package: SittingPackage) -> CandidateData:
    if old not in {one.package_id for one in data.sitting.packages}:
        raise PackageError(Code.PKG_MALFORMED, f"no package {old}")
    packages = (package if one.package_id == old else one for one in data.sitting.packages)
    sitting = msgspec.structs.replace(data.sitting, packages=tuple(packages))
    moved = (
        msgspec.structs.replace(one, package_id=package.package_id) if one.package_id == old else one
        for one in data.candidates
    )
    return msgspec.structs.replace(data, sitting=sitting, candidates=tuple(moved))


def _known(data: CandidateData, candidate_id: str) -> Candidate:
    found = data.candidate(candidate_id)
    if found is None:
        raise PackageError(Code.PKG_MALFORMED, f"no candidate {candidate_id}")
    return found


def _with_candidates(data: CandidateData, candidates: tuple[Candidate, ...]) -> CandidateData:
    return msgspec.structs.replace(data, candidates=candidates)
