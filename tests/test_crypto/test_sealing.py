"""A sealed box opens with its key and context only, and shows every damage."""

import json
from pathlib import Path

import pytest

from koperta_crypto.errors import AuthenticationError, CryptoError, FormatError, TruncatedError
from koperta_crypto.sealing import OVERHEAD, open_sealed, seal

from .damage import bit_flips, truncations, with_tails

KEY = bytes(range(32))
AAD = b"koperta/test/1"
SECRET = b"compartment key"


@pytest.mark.parametrize("plaintext", [b"", b"x", bytes(100_000)])
def test_what_was_sealed_opens_again_and_costs_forty_bytes(plaintext: bytes) -> None:
    box = seal(KEY, plaintext, AAD)
    assert open_sealed(KEY, box, AAD) == plaintext
    assert len(box) == len(plaintext) + OVERHEAD == len(plaintext) + 40


def test_another_key_context_or_order_does_not_open() -> None:
    box = seal(KEY, SECRET, AAD)
    for key, aad in [(KEY[::-1], AAD), (KEY, AAD + b"x"), (KEY, b""), (bytes(32), AAD)]:
        with pytest.raises(AuthenticationError):
            open_sealed(key, box, aad)


def test_every_flipped_bit_truncation_and_tail_is_refused() -> None:
    box = seal(KEY, SECRET, AAD)
    for bad in [*bit_flips(box), *with_tails(box)]:
        with pytest.raises(AuthenticationError):
            open_sealed(KEY, bad, AAD)
    for bad in truncations(box):
        with pytest.raises(TruncatedError if len(bad) < OVERHEAD else AuthenticationError):
            open_sealed(KEY, bad, AAD)


def test_sealing_twice_never_repeats_a_nonce() -> None:
    assert len({seal(KEY, SECRET, AAD)[:24] for _ in range(200)}) == 200


@pytest.mark.parametrize("key", [b"", KEY[:31], KEY + b"\x00"])
def test_a_key_of_wrong_length_is_refused_in_both_directions(key: bytes) -> None:
    with pytest.raises(FormatError):
        seal(key, SECRET, AAD)
    with pytest.raises(FormatError):
        open_sealed(key, bytes(100), AAD)


@pytest.mark.parametrize("nonce", [b"", bytes(12), bytes(25)])
def test_a_nonce_of_wrong_length_is_refused(nonce: bytes) -> None:
    with pytest.raises(FormatError):
        seal(KEY, SECRET, AAD, nonce=nonce)


def test_every_wycheproof_vector_gives_its_stated_outcome(samples: Path) -> None:
    path = samples / "crypto" / "wycheproof" / "xchacha20_poly1305_test.json"
    ran = 0
    for group in json.loads(path.read_text(encoding="utf-8"))["testGroups"]:
        for case in group["tests"]:
            ran += 1
            key, nonce, aad, message, sealed, tag = (
                bytes.fromhex(case[name]) for name in ("key", "iv", "aad", "msg", "ct", "tag")
            )
            if case["result"] == "valid":
                assert seal(key, message, aad, nonce=nonce) == nonce + sealed + tag
                assert open_sealed(key, nonce + sealed + tag, aad) == message
            else:
                with pytest.raises(CryptoError):
                    open_sealed(key, nonce + sealed + tag, aad)
    assert ran == 315
