"""The trust document: who may sign, for how long, and how it cannot be turned back."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from koperta_crypto.signing import SigningKey
from koperta_packages.board.ceremony import KeyPlan, init_board, revoke, rotate
from koperta_packages.board.folder import BoardFolder
from koperta_packages.errors import Code, PackageError
from koperta_packages.trust import (
    Revoked,
    Role,
    TrustDocument,
    accept_chain,
    accept_trust,
    board_id_of,
    sign_trust,
)
from tests.board_fixture import CHEAP, PIN, make_board


@pytest.fixture
def board(tmp_path: Path) -> BoardFolder:
    return make_board(tmp_path)


def refusal(data: bytes, known: TrustDocument | None, **options: str) -> Code:
    """Return the code with which a document is refused."""
    with pytest.raises(PackageError) as refused:
        accept_trust(data, known, **options)
    return refused.value.code


def next_version(board: BoardFolder, **changes: object) -> TrustDocument:
    """Return a document that claims to follow the board's newest."""
    old = board.trust()
    return msgspec.structs.replace(old, **{"version": old.version + 1, **changes})


def test_every_flipped_bit_of_a_trust_document_is_refused(board: BoardFolder) -> None:
    data = board.trust_chain()[0]
    known = board.trust()
    for position in range(len(data)):
        for bit in range(0, 8, 3):
            damaged = bytearray(data)
            damaged[position] ^= 1 << bit
            for before in (None, known):
                with pytest.raises(PackageError):
                    accept_trust(bytes(damaged), before, expected_board=known.fingerprint)


def test_every_truncation_and_every_tail_is_refused(board: BoardFolder) -> None:
    data = board.trust_chain()[0]
    for length in range(len(data)):
        assert refusal(data[:length], None) is Code.PKG_TRUNCATED
    assert refusal(data + b"\0", None) is Code.PKG_TRAILING_DATA


def test_the_first_document_must_be_of_the_expected_board(board: BoardFolder) -> None:
    data = board.trust_chain()[0]
    assert accept_trust(data, None, expected_board=board.fingerprint).version == 1
    assert refusal(data, None, expected_board="0000-0000-0000-0000") is Code.PKG_UNKNOWN_SIGNER


def test_a_stranger_cannot_claim_a_boards_identity(board: BoardFolder) -> None:
    keys = [SigningKey.generate(), SigningKey.generate()]
    root = Role(2, {key.key_id: key.public.hex() for key in keys})
    roles = msgspec.structs.replace(board.trust().roles, root=root)
    forged = msgspec.structs.replace(board.trust(), roles=roles)
    assert refusal(sign_trust(forged, keys), None) is Code.TRUST_TOO_OLD
    honest = msgspec.structs.replace(forged, board_id=board_id_of(root))
    assert refusal(sign_trust(honest, keys), board.trust()) is Code.PKG_UNKNOWN_SIGNER


def test_each_version_needs_the_old_roots_threshold(board: BoardFolder) -> None:
    signers = board.signers("root", PIN)
    document = next_version(board)
    known = board.trust()
    assert accept_trust(sign_trust(document, signers), known).version == 2
    assert refusal(sign_trust(document, signers[:1]), known) is Code.PKG_THRESHOLD_NOT_MET
    assert refusal(sign_trust(document, [signers[0]] * 2), known) is Code.PKG_THRESHOLD_NOT_MET
    others = board.signers("issuing", PIN)
    assert refusal(sign_trust(document, others), known) is Code.PKG_UNKNOWN_SIGNER


def test_a_new_root_alone_cannot_take_over(board: BoardFolder) -> None:
    fresh = [SigningKey.generate() for _ in range(3)]
    root = Role(2, {key.key_id: key.public.hex() for key in fresh})
    document = next_version(board, roles=msgspec.structs.replace(board.trust().roles, root=root))
    known, old = board.trust(), board.signers("root", PIN)
    assert refusal(sign_trust(document, fresh), known) is Code.PKG_UNKNOWN_SIGNER
    assert refusal(sign_trust(document, old), known) is Code.PKG_UNKNOWN_SIGNER
    assert refusal(sign_trust(document, [*old, fresh[0]]), known) is Code.PKG_THRESHOLD_NOT_MET
    assert accept_trust(sign_trust(document, [*old, *fresh[:2]]), known) == document


def test_rollback_is_refused_for_ever(board: BoardFolder) -> None:
    first = board.trust_chain()[0]
    newer = revoke(board, PIN, Revoked(rooms=("r1",)))
    assert refusal(first, newer) is Code.TRUST_ROLLBACK
    with pytest.raises(PackageError) as refused:
        accept_chain([first], newer)
    assert refused.value.code is Code.TRUST_ROLLBACK


def test_two_documents_of_one_version_are_a_rollback(board: BoardFolder) -> None:
    signers = board.signers("root", PIN)
    one = accept_trust(sign_trust(next_version(board), signers), board.trust())
    other = sign_trust(next_version(board, expires="2030-01-01"), signers)
    assert refusal(other, one) is Code.TRUST_ROLLBACK


def test_versions_between_cannot_be_skipped_but_a_chain_may_be_walked(board: BoardFolder) -> None:
    known = board.trust()
    rotate(board, PIN, "issuing", kdf=CHEAP)
    rotate(board, PIN, "root", kdf=CHEAP)
    chain = board.trust_chain()
    assert refusal(chain[2], known) is Code.TRUST_TOO_OLD
    assert refusal(chain[1], None) is Code.TRUST_TOO_OLD
    assert accept_chain(chain, known).version == 3
    assert accept_chain(chain, None, expected_board=board.fingerprint).version == 3


def test_after_a_rotation_the_new_root_signs_and_the_fingerprint_stays(board: BoardFolder) -> None:
    before = board.fingerprint
    rotate(board, PIN, "root", kdf=CHEAP)
    newer = revoke(board, PIN, Revoked(packages=("p1",)))
    assert (newer.version, newer.fingerprint, newer.revoked.packages) == (3, before, ("p1",))


def test_revocations_only_grow(board: BoardFolder) -> None:
    revoke(board, PIN, Revoked(rooms=("r1",), packages=("p1",)))
    newer = revoke(board, PIN, Revoked(rooms=("r2", "r1")))
    assert newer.revoked == Revoked(rooms=("r1", "r2"), packages=("p1",))


def test_a_revoked_root_key_no_longer_counts(board: BoardFolder) -> None:
    signers = board.signers("root", PIN)
    newer = revoke(board, PIN, Revoked(keys=(signers[0].key_id,)))
    document = msgspec.structs.replace(newer, version=3)
    assert refusal(sign_trust(document, signers), newer) is Code.PKG_SIGNER_REVOKED
    remaining = board.signers("root", PIN)
    assert signers[0].key_id not in {key.key_id for key in remaining}
    assert accept_trust(sign_trust(document, remaining), newer).version == 3


@pytest.mark.parametrize("threshold", [0, 4])
def test_a_threshold_nobody_can_meet_is_refused(board: BoardFolder, threshold: int) -> None:
    roles = board.trust().roles
    root = msgspec.structs.replace(roles.root, threshold=threshold)
    document = next_version(board, roles=msgspec.structs.replace(roles, root=root))
    data = sign_trust(document, board.signers("root", PIN))
    assert refusal(data, board.trust()) is Code.PKG_MALFORMED


def test_one_key_under_two_names_is_refused(board: BoardFolder) -> None:
    roles = board.trust().roles
    public = next(iter(roles.issuing.keys.values()))
    doubled = Role(2, {"0" * 16: public, "1" * 16: public})
    document = next_version(board, roles=msgspec.structs.replace(roles, issuing=doubled))
    data = sign_trust(document, board.signers("root", PIN))
    assert refusal(data, board.trust()) is Code.PKG_MALFORMED


def test_a_ceremony_can_choose_its_thresholds(tmp_path: Path) -> None:
    plan = KeyPlan(root_threshold=3, roots=5, issuing_threshold=1, issuing=1)
    board = init_board(tmp_path / "b", 'Komisja "cudzysłów"', PIN, plan=plan, kdf=CHEAP)
    assert (board.trust().roles.root.threshold, len(board.trust().roles.root.keys)) == (3, 5)
    assert len(board.signers("root", PIN)) == 3
    assert board.settings()["name"] == 'Komisja "cudzysłów"'


def test_a_ceremony_never_runs_twice_in_one_folder(board: BoardFolder) -> None:
    with pytest.raises(PackageError) as refused:
        init_board(board.path, "Komisja", PIN, kdf=CHEAP)
    assert refused.value.code is Code.ALREADY_THERE


def test_a_board_whose_key_files_were_carried_away_says_so(board: BoardFolder) -> None:
    """Nothing is wrong with any file then, and no telephone helps."""
    for file in board.keys_folder.glob("root-*.key"):
        file.unlink()
    (board.keys_folder / "storage.key").unlink()
    for act in (lambda: board.signers("root", PIN), lambda: board.storage_key(PIN)):
        with pytest.raises(PackageError) as refused:
            act()
        assert refused.value.code is Code.KEYS_MISSING


def test_no_private_key_lies_in_clear(board: BoardFolder) -> None:
    seeds = [key.seed() for role in ("root", "issuing") for key in board.signers(role, PIN)]
    everything = b"".join(one.read_bytes() for one in board.path.rglob("*") if one.is_file())
    for seed in seeds:
        assert seed not in everything
        assert seed.hex().encode() not in everything
