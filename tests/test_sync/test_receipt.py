"""A receipt is of exactly one bundle, and of the board alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec
import pytest

from koperta_crypto.signing import SigningKey
from koperta_packages import documents
from koperta_packages.board.ceremony import init_board, rotate
from koperta_packages.board.folder import BoardFolder
from koperta_packages.errors import Code
from koperta_sync.bundle.manifest import Counts
from koperta_sync.bundle.receipt import Receipt, check_receipt, read_receipt, sign_receipt
from tests.board_fixture import CHEAP, PIN
from tests.test_sync.bundle_day import code_of, refusal

RECEIPT = Receipt("a" * 64, "b" * 64, "146510-00123", "2026Z-1", "r" + "a" * 12, 2, 60_000, Counts(25, 1, 1, 990), 7)


@dataclass(frozen=True, slots=True)
class Desk:
    """Hold a board and its receipt key."""

    board: BoardFolder
    keys: list[SigningKey]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Make a board."""
    board = init_board(tmp_path_factory.mktemp("receipts") / "board", "Komisja", PIN, kdf=CHEAP)
    return Desk(board, board.signers("receipt", PIN))


def test_a_receipt_says_what_was_received(desk: Desk) -> None:
    assert read_receipt(sign_receipt(RECEIPT, desk.keys), desk.board.trust()) == RECEIPT
    check_receipt(RECEIPT, "a" * 64, "2026Z-1", 2)


@pytest.mark.parametrize("mine", [("c" * 64, "2026Z-1", 2), ("a" * 64, "2026Z-2", 2), ("a" * 64, "2026Z-1", 3)])
def test_a_receipt_of_another_bundle_is_not_this_ones(mine: tuple[str, str, int]) -> None:
    assert refusal(lambda: check_receipt(RECEIPT, *mine)) is Code.RECEIPT_FOR_OTHER_BUNDLE


def test_only_the_boards_receipt_key_confirms(desk: Desk) -> None:
    trust = desk.board.trust()
    for signers in ([SigningKey.generate()], desk.board.signers("notice", PIN), []):
        data = sign_receipt(RECEIPT, signers)
        assert refusal(partial(read_receipt, data, trust)) is Code.PKG_UNKNOWN_SIGNER


def test_every_flipped_bit_and_every_truncation_of_a_receipt_is_refused(desk: Desk) -> None:
    trust, data = desk.board.trust(), sign_receipt(RECEIPT, desk.keys)
    for place in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            assert code_of(partial(read_receipt, bytes(changed), trust)) is not None, (place, bit)
        assert code_of(partial(read_receipt, data[:place], trust)) is not None, place
    assert refusal(lambda: read_receipt(data + b"\0", trust)) is Code.PKG_TRAILING_DATA


def test_a_document_of_another_kind_signed_by_the_same_key_is_no_receipt(desk: Desk) -> None:
    other = documents.sign("koperta/notice/1", RECEIPT, desk.keys)
    assert refusal(lambda: read_receipt(other, desk.board.trust())) is Code.PKG_NOT_A_PACKAGE


def test_a_receipt_key_that_was_replaced_no_longer_confirms(tmp_path: Path) -> None:
    board = init_board(tmp_path / "board", "Komisja", PIN, kdf=CHEAP)
    old = board.signers("receipt", PIN)
    trust = rotate(board, PIN, "receipt", kdf=CHEAP)
    assert refusal(lambda: read_receipt(sign_receipt(RECEIPT, old), trust)) is Code.PKG_UNKNOWN_SIGNER


def test_a_field_more_or_less_is_refused(desk: Desk) -> None:
    class Longer(Receipt, frozen=True, kw_only=True):
        """Hold a field that version 1 does not have."""

        note: str

    longer = Longer(**{**msgspec.structs.asdict(RECEIPT), "counts": RECEIPT.counts, "note": "x"})
    assert refusal(lambda: read_receipt(sign_receipt(longer, desk.keys), desk.board.trust())) is Code.PKG_MALFORMED
