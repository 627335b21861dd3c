"""A chain head commits to every event, their order and their number."""

import hashlib

import pytest

from koperta_crypto.chain import GENESIS, genesis, link
from koperta_crypto.errors import FormatError


def head(events: list[bytes]) -> bytes:
    current = genesis("koperta/log/1", b"sitting")
    for event in events:
        current = link(current, event)
    return current


def test_any_change_of_content_order_or_number_changes_the_head() -> None:
    variants = [[b"a", b"b"], [b"b", b"a"], [b"ab"], [b"a"], [], [b"a", b"b", b""], [b"", b"a", b"b"]]
    assert len({head(events) for events in variants}) == len(variants)


def test_the_start_depends_on_label_and_parts() -> None:
    starts = {genesis("a"), genesis("b"), genesis("a", b""), genesis("a", b"x"), GENESIS("a", b"y")}
    assert len(starts) == 5
    assert GENESIS is genesis


def test_a_link_is_the_documented_hash() -> None:
    start = bytes(32)
    inner = hashlib.sha256(b"\x00event").digest()
    assert link(start, b"event") == hashlib.sha256(b"\x01" + start + inner).digest()


def test_a_link_cannot_be_passed_off_as_an_event() -> None:
    """Without prefixes an event could be crafted that hashes like two links."""
    first = link(bytes(32), b"event")
    assert hashlib.sha256(b"\x00" + bytes(32) + b"event").digest() != first


@pytest.mark.parametrize("previous", [b"", bytes(31), bytes(33)])
def test_a_head_of_wrong_length_is_refused(previous: bytes) -> None:
    with pytest.raises(FormatError):
        link(previous, b"event")
