"""A bundle needs its room and two officials, one of them a chair, all vouched for by the board."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from koperta_crypto.envelope import Signature
from koperta_crypto.signing import SigningKey
from koperta_packages import documents
from koperta_packages.board.ceremony import revoke
from koperta_packages.errors import Code
from koperta_packages.identity import (
    OFFICIAL_STATEMENT_TYPE,
    ROOM_STATEMENT_TYPE,
    OfficialRole,
    OfficialStatement,
    RoomIdentity,
    RoomStatement,
    official_id_of,
)
from koperta_packages.trust import Revoked
from koperta_sync.bundle.draft import BundleDraft
from koperta_sync.bundle.manifest import (
    BundleManifest,
    room_genesis,
    sitting_genesis,
)
from koperta_sync.bundle.readback import read_back
from koperta_sync.bundle.reader import BundleFile
from tests.board_fixture import PIN
from tests.test_sync.bundle_day import Day, documents_envelope, put_together, refusal, rewritten
from tests.test_sync.room_play import signing_officials, statements


@pytest.fixture
def day(tmp_path: Path) -> Day:
    """Play a small day."""
    return Day(tmp_path)


def test_no_bundle_is_written_before_room_and_two_officials_have_signed(day: Day) -> None:
    chair, operator = signing_officials(day.issued)
    target = day.folder / "early.exambundle"
    with day.draft() as draft:
        for key in (chair.key, chair.key, day.play.identity.signing):
            draft.sign(key)
            assert refusal(lambda: draft.finish(target)) is Code.BUNDLE_THRESHOLD_NOT_MET
            assert not target.exists()
        draft.sign(operator.key)
        assert draft.finish(target).path.exists()


def test_a_signature_by_somebody_else_or_over_something_else_is_not_taken(day: Day) -> None:
    chair, _ = signing_officials(day.issued)
    stranger = SigningKey.generate()
    with day.draft() as draft:
        assert refusal(lambda: draft.sign(stranger)) is Code.BUNDLE_BAD_SIGNATURE
        wrong = chair.key.sign(draft.to_sign + b" ")
        assert refusal(lambda: draft.add_signature(chair.key.key_id, wrong)) is Code.BUNDLE_BAD_SIGNATURE
        draft.add_signature(official_id_of(chair.key.public), chair.key.sign(draft.to_sign))
        assert draft.signed_by == (official_id_of(chair.key.public),)


def test_one_official_twice_is_one_official(day: Day) -> None:
    path, key = day.write()
    bundle = BundleFile.open(path)
    chair, _ = signing_officials(day.issued)
    keys = [day.play.identity.signing, chair.key, chair.key]
    changed = put_together(path, documents_envelope(bundle.envelope.payload, keys), bundle.starts_at)
    assert refusal(lambda: read_back(changed, key, day.trust)) is Code.BUNDLE_THRESHOLD_NOT_MET


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_without_any_one_of_the_three_signatures_the_bundle_is_refused(day: Day, missing: int) -> None:
    path, key = day.write()
    bundle = BundleFile.open(path)
    left = tuple(one for place, one in enumerate(bundle.envelope.signatures) if place != missing)
    changed = put_together(path, replace(bundle.envelope, signatures=left), bundle.starts_at)
    assert refusal(lambda: read_back(changed, key, day.trust)) is Code.BUNDLE_THRESHOLD_NOT_MET


def test_a_signature_of_nobody_is_not_passed_over(day: Day) -> None:
    path, key = day.write()
    bundle = BundleFile.open(path)
    more = (*bundle.envelope.signatures, Signature("0" * 16, bytes(64)))
    changed = put_together(path, replace(bundle.envelope, signatures=more), bundle.starts_at)
    assert refusal(lambda: read_back(changed, key, day.trust)) is Code.BUNDLE_BAD_SIGNATURE


def test_operators_alone_cannot_vouch_without_a_chair(day: Day) -> None:
    keys = [SigningKey.generate(), SigningKey.generate()]
    registrar = day.issued.board.signers("registration", PIN)
    people = tuple(
        documents.sign(
            OFFICIAL_STATEMENT_TYPE,
            OfficialStatement(
                official_id_of(key.public),
                "Operator",
                OfficialRole.OPERATOR,
                day.facts().centre_number,
                key.public.hex(),
            ),
            registrar,
        )
        for key in keys
    )
    with day.draft(replace(day.facts(), officials=people)) as draft:
        for key in (*keys, day.play.identity.signing):
            draft.sign(key)
        assert refusal(lambda: draft.finish(day.folder / "x.exambundle")) is Code.BUNDLE_THRESHOLD_NOT_MET


def test_a_statement_the_board_did_not_make_vouches_for_nobody(day: Day) -> None:
    path, key = day.write()
    chair, operator = signing_officials(day.issued)
    forger, registrar = SigningKey.generate(), SigningKey.generate()
    forged = documents.sign(
        OFFICIAL_STATEMENT_TYPE,
        OfficialStatement(
            official_id_of(forger.public), "Kto Inny", OfficialRole.EXAM_CHAIR, day.facts().centre_number,
            forger.public.hex(),
        ),
        [registrar],
    )  # fmt: skip

    def change(manifest: BundleManifest) -> BundleManifest:
        return msgspec.structs.replace(manifest, officials=(forged.hex(), *manifest.officials[1:]))

    kept = next(one.key for one in (chair, operator) if one.key.public.hex().encode() in statements(day.issued)[1][1])
    changed = rewritten(path, change, [day.play.identity.signing, forger, kept])
    assert refusal(lambda: read_back(changed, key, day.trust)) is Code.BUNDLE_BAD_SIGNATURE


def test_a_room_the_board_never_certified_is_unknown(day: Day) -> None:
    path, key = day.write()
    stranger = RoomIdentity.create(day.facts().centre_number, "sala 99")
    own = RoomStatement(
        stranger.room_id, stranger.centre_number, "Ośrodek", "sala 99", stranger.signing.public.hex(),
        stranger.exchange.public.hex(),
    )  # fmt: skip
    statement = documents.sign(ROOM_STATEMENT_TYPE, own, [stranger.signing])

    def change(manifest: BundleManifest) -> BundleManifest:
        return msgspec.structs.replace(
            manifest,
            room_id=stranger.room_id,
            room_statement=statement.hex(),
            sitting=msgspec.structs.replace(
                manifest.sitting, genesis=sitting_genesis(stranger.room_id, manifest.sitting_id)
            ),
            room=msgspec.structs.replace(manifest.room, genesis=room_genesis(stranger.room_id)),
        )

    keys = [stranger.signing, *(one.key for one in signing_officials(day.issued))]
    changed = rewritten(path, change, keys)
    assert refusal(lambda: read_back(changed, key, day.trust)) is Code.BUNDLE_UNKNOWN_ROOM


@pytest.mark.parametrize("who", ["room", "official"])
def test_whoever_the_board_revoked_no_longer_vouches(day: Day, who: str) -> None:
    path, key = day.write()
    if who == "room":
        revoked = Revoked(rooms=(day.play.identity.room_id,))
    else:
        revoked = Revoked(officials=(official_id_of(signing_officials(day.issued)[0].key.public),))
    trust = revoke(day.issued.board, PIN, revoked)
    assert refusal(lambda: read_back(path, key, trust)) is Code.PKG_SIGNER_REVOKED


def test_a_draft_refuses_what_the_board_would_refuse(day: Day) -> None:
    """Better at the close, with everybody still there, than a week later at the board."""
    trust = revoke(day.issued.board, PIN, Revoked(rooms=(day.play.identity.room_id,)))
    folder = day.folder / "drafts"
    folder.mkdir()
    assert refusal(lambda: BundleDraft.prepare(folder, day.facts(), [b"x"], [], trust)) is Code.PKG_SIGNER_REVOKED
    assert not list(folder.iterdir())


@pytest.mark.parametrize("who", [0, 1, 2])
def test_nobody_signs_twice_even_when_everybody_has_signed(day: Day, who: int) -> None:
    path, key = day.write()
    bundle = BundleFile.open(path)
    signed = bundle.envelope.signatures
    changed = put_together(path, replace(bundle.envelope, signatures=(*signed, signed[who])), bundle.starts_at)
    assert refusal(lambda: read_back(changed, key, day.trust)) is Code.BUNDLE_THRESHOLD_NOT_MET
