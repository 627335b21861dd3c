"""A grant opens its sitting for its centre's rooms, and nothing else for anybody."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from koperta_crypto import kdf
from koperta_crypto.exchange import ExchangeKey
from koperta_packages import documents
from koperta_packages.errors import Code, PackageError
from koperta_packages.grant import (
    GRANT_TYPE,
    Grant,
    Slot,
    SlotKdf,
    SlotKeys,
    SlotKind,
    fill_slot,
    open_share,
    open_slot,
    read_grant,
    sign_grant,
    slot_context,
)
from koperta_packages.manifest import Compartment
from tests.board_fixture import PIN, IssuedSittingForTest, issue_sitting


@pytest.fixture
def issued(tmp_path: Path) -> IssuedSittingForTest:
    return issue_sitting(tmp_path)


def resigned(issued: IssuedSittingForTest, **changes: object) -> Code:
    """Change a grant, sign it properly, and return the code with which it is refused."""
    grant = msgspec.structs.replace(issued.grant(), **changes)
    data = sign_grant(grant, issued.board.signers("issuing", PIN))
    with pytest.raises(PackageError) as refused:
        read_grant(data, issued.trust())
    return refused.value.code


def test_every_sampled_bit_of_a_grant_is_protected(issued: IssuedSittingForTest) -> None:
    data, trust = issued.centre.grant.read_bytes(), issued.trust()
    for position in range(len(data)):
        damaged = bytearray(data)
        damaged[position] ^= 1 << position % 8
        with pytest.raises(PackageError):
            read_grant(bytes(damaged), trust)


def test_every_truncation_of_a_grant_is_refused(issued: IssuedSittingForTest) -> None:
    data, trust = issued.centre.grant.read_bytes(), issued.trust()
    for length in range(len(data)):
        with pytest.raises(PackageError) as refused:
            read_grant(data[:length], trust)
        assert refused.value.code is Code.PKG_TRUNCATED


def test_there_is_a_slot_for_every_room_and_every_secret(issued: IssuedSittingForTest) -> None:
    grant = issued.grant()
    rooms = {room.room_id for room in issued.rooms}
    for kind in (SlotKind.PASSPHRASE_ROOM, SlotKind.REVIEW, SlotKind.REHEARSAL):
        assert {slot.room_id for slot in grant.slots if slot.kind is kind} == rooms
    assert [slot.room_id for slot in grant.slots if slot.kind is SlotKind.EMERGENCY] == [None]
    assert len({slot.kdf.salt for slot in grant.slots}) == 4


def test_a_room_key_that_is_not_the_slots_is_refused(issued: IssuedSittingForTest) -> None:
    grant = issued.grant()
    slot = grant.slot(SlotKind.PASSPHRASE_ROOM, issued.room.room_id)
    for key in (issued.rooms[1].exchange, ExchangeKey.generate()):
        with pytest.raises(PackageError) as refused:
            open_share(grant, slot, key)
        assert refused.value.code is Code.GRANT_WRONG_ROOM


def test_costly_parameters_are_refused_before_they_cost_anything(
    issued: IssuedSittingForTest,
) -> None:
    first, *rest = issued.grant().slots
    for block in (
        SlotKdf(8 * 1024 * 1024, 1, first.kdf.salt),
        SlotKdf(64 * 1024, 11, first.kdf.salt),
        SlotKdf(1024, 1, first.kdf.salt),
    ):
        slots = (msgspec.structs.replace(first, kdf=block), *rest)
        assert resigned(issued, slots=slots) is Code.KDF_LIMIT_EXCEEDED


def test_a_slot_without_its_rooms_share_is_refused(issued: IssuedSittingForTest) -> None:
    first, *rest = issued.grant().slots
    for slot in (
        msgspec.structs.replace(first, share=None),
        msgspec.structs.replace(first, room_id=None),
        msgspec.structs.replace(first, kind=SlotKind.EMERGENCY),
    ):
        assert resigned(issued, slots=(slot, *rest)) is Code.PKG_MALFORMED


def test_a_slot_or_a_package_named_twice_is_refused(issued: IssuedSittingForTest) -> None:
    grant = issued.grant()
    assert resigned(issued, slots=(*grant.slots, grant.slots[0])) is Code.PKG_MALFORMED
    assert resigned(issued, packages=grant.packages * 2) is Code.PKG_MALFORMED


def test_a_grant_that_needs_newer_trust_says_so(issued: IssuedSittingForTest) -> None:
    assert resigned(issued, requires_trust_version=9) is Code.TRUST_TOO_OLD


def test_another_documents_envelope_is_no_grant(issued: IssuedSittingForTest) -> None:
    data = issued.centre.candidates.read_bytes()
    with pytest.raises(PackageError) as refused:
        read_grant(data, issued.trust())
    assert refused.value.code is Code.PKG_NOT_A_PACKAGE
    future = documents.sign(GRANT_TYPE[:-1] + "2", issued.grant(), [])
    with pytest.raises(PackageError) as refused:
        read_grant(future, issued.trust())
    assert refused.value.code is Code.PKG_UNSUPPORTED_VERSION


class TestBinding:
    """No part of a slot's description can be exchanged without the passphrase failing."""

    @staticmethod
    def made() -> tuple[Grant, Slot, bytes]:
        """Return a grant with one filled emergency slot, and its stretched secret."""
        empty = Slot(SlotKind.EMERGENCY, None, SlotKdf(65536, 1, "00" * 16), None, "", "")
        grant = Grant("s1", "c1", "2026-01-01", 1, "AAAA", "PHRASE", "00" * 32, (), ())
        content = SlotKeys({"p1": {Compartment.TASKS: bytes(32)}}, bytes(range(32)))
        stretched = kdf.stretch(b"SECRET", empty.kdf.parameters())
        return grant, fill_slot(grant, empty, stretched, None, content), stretched

    def test_a_slot_opens_in_its_own_grant(self) -> None:
        grant, slot, stretched = self.made()
        assert open_slot(grant, slot, [stretched]).centre_secret == bytes(range(32))

    @pytest.mark.parametrize("field", ["sitting_id", "centre_number", "packages"])
    def test_a_slot_does_not_open_in_another_grant(self, field: str) -> None:
        grant, slot, stretched = self.made()
        other = {"packages": ({"package_id": "p2", "manifest_sha256": "0" * 64},)}.get(field, "x")
        moved = msgspec.structs.replace(grant, **{field: other})
        with pytest.raises(PackageError) as refused:
            open_slot(moved, slot, [stretched])
        assert refused.value.code is Code.PW_WRONG

    def test_the_description_covers_kind_room_and_parameters(self) -> None:
        grant, slot, _ = self.made()
        contexts = {
            slot_context(grant, one)
            for one in (
                slot,
                msgspec.structs.replace(slot, kind=SlotKind.REVIEW),
                msgspec.structs.replace(slot, room_id="r1"),
                msgspec.structs.replace(slot, kdf=SlotKdf(65537, 1, "00" * 16)),
                msgspec.structs.replace(slot, kdf=SlotKdf(65536, 2, "00" * 16)),
                msgspec.structs.replace(slot, kdf=SlotKdf(65536, 1, "01" * 16)),
            )
        }
        assert len(contexts) == 6

    def test_damage_behind_a_right_passphrase_is_an_incident_not_a_wrong_passphrase(self) -> None:
        grant, slot, stretched = self.made()
        box = bytearray.fromhex(slot.box)
        box[-1] ^= 1
        damaged = msgspec.structs.replace(slot, box=box.hex())
        with pytest.raises(PackageError) as refused:
            open_slot(grant, damaged, [stretched])
        assert refused.value.code is Code.KEY_MISMATCH
