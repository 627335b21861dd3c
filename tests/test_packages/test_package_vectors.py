"""The published vectors lead to what they state; a reader in any language can be held to them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from koperta_crypto import passphrase as typed
from koperta_crypto.kdf import combine
from koperta_packages.amendments import amend, read_amendment_header
from koperta_packages.candidates import open_candidates, read_candidates_header
from koperta_packages.errors import PackageError
from koperta_packages.grant import SlotKind, open_share, read_grant, slot_context, stretch_secret
from koperta_packages.identity import RoomIdentity
from koperta_packages.package import PackageFile
from koperta_packages.registration import read_registration
from koperta_packages.trust import TrustDocument, accept_trust
from koperta_packages.unlocking import unlock

FOLDER = Path(__file__).parent.parent / "vectors" / "package"
CASES: list[dict[str, str]] = json.loads((FOLDER / "cases.json").read_bytes())["cases"]
SECRETS: dict[str, Any] = json.loads((FOLDER / "secrets.json").read_bytes())


@pytest.fixture
def trust() -> TrustDocument:
    data = (FOLDER / "1.trust").read_bytes()
    return accept_trust(data, None, expected_board=SECRETS["fingerprint"])


def read(path: Path, kind: str, trust: TrustDocument) -> None:
    """Read one file as what the case says it is."""
    data = path.read_bytes()
    match kind:
        case "trust":
            accept_trust(data, None)
        case "registration":
            read_registration(data, trust)
        case "package":
            PackageFile.open(path, trust).verify()
        case "grant":
            read_grant(data, trust)
        case "candidates":
            read_candidates_header(data, trust)
        case "amendment":
            read_amendment_header(data, trust)
        case _:
            raise ValueError(kind)


@pytest.mark.parametrize("case", CASES, ids=[one["file"] for one in CASES])
def test_a_file_leads_to_the_outcome_it_states(case: dict[str, str], trust: TrustDocument) -> None:
    path = FOLDER / case["file"]
    if case["expect"] == "ok":
        read(path, case["kind"], trust)
        return
    with pytest.raises(PackageError) as refused:
        read(path, case["kind"], trust)
    assert refused.value.code == case["expect"]


def test_every_file_of_the_folder_is_a_case() -> None:
    others = {"cases.json", "secrets.json", "room.identity"}
    assert {one.name for one in FOLDER.iterdir()} == {one["file"] for one in CASES} | others


def test_every_slot_derives_as_published(trust: TrustDocument) -> None:
    grant = read_grant((FOLDER / "good.examgrant").read_bytes(), trust)
    room = RoomIdentity.from_bytes((FOLDER / "room.identity").read_bytes())
    secrets = {
        SlotKind.PASSPHRASE_ROOM: SECRETS["passphrase"],
        SlotKind.EMERGENCY: SECRETS["emergency_code"],
        SlotKind.REVIEW: SECRETS["review_code"],
        SlotKind.REHEARSAL: grant.rehearsal_phrase,
    }
    assert len(SECRETS["slots"]) == len(SlotKind)
    for values in SECRETS["slots"]:
        kind = SlotKind(values["kind"])
        slot = grant.slot(kind, room.room_id if "s2" in values else None)
        assert slot_context(grant, slot).hex() == values["context"]
        shares = [stretch_secret(typed.normalise(secrets[kind]), slot)]
        assert shares[0].hex() == values["s1"]
        if "s2" in values:
            shares.append(open_share(grant, slot, room.exchange))
            assert shares[1].hex() == values["s2"]
        both = combine(bytes.fromhex(values["context"]), shares, "koperta/kek/1", 64)
        assert (both[:32].hex(), both[32:].hex()) == (values["kek"], values["commit"])
        assert slot.commit == values["commit"]


def test_every_segment_opens_as_published(trust: TrustDocument) -> None:
    package = PackageFile.open(FOLDER / "good.exampkg", trust)
    assert package.manifest_sha256 == SECRETS["manifest_sha256"]
    assert [one["id"] for one in SECRETS["segments"]] == [one.id for one in package.manifest.segments]
    for values in SECRETS["segments"]:
        key = bytes.fromhex(values["compartment_key"])
        assert package.segment_key(values["id"], key).hex() == values["segment_key"]
        plain = bytes(package.open_segment(values["id"], key))
        assert len(plain) == values["plain_length"]
        assert hashlib.sha256(plain).hexdigest() == values["plain_sha256"]


def test_the_published_sitting_unlocks_and_its_amendment_applies(trust: TrustDocument) -> None:
    room = RoomIdentity.from_bytes((FOLDER / "room.identity").read_bytes())
    grant = read_grant((FOLDER / "good.examgrant").read_bytes(), trust)
    package = PackageFile.open(FOLDER / "good.exampkg", trust)
    unlocked = unlock(SECRETS["passphrase"], grant, [package], room)
    assert unlocked.centre_secret.hex() == SECRETS["centre_secret"]
    assert len(unlocked.item_pool(package).items) == 4
    header = read_candidates_header((FOLDER / "good.candidates").read_bytes(), trust)
    data = open_candidates(header, room)
    change = read_amendment_header((FOLDER / "good.amendment").read_bytes(), trust)
    assert len(amend(data, change, room).candidates) == len(data.candidates) - 1
