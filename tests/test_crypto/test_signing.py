"""A signature speaks for one key and one message; secrets never show."""

import json
from pathlib import Path

import pytest

from koperta_crypto.errors import FormatError, SignatureError
from koperta_crypto.signing import SigningKey, key_id, verify

from .damage import bit_flips, truncations, with_tails

KEY = SigningKey.from_seed(bytes(range(32)))


def test_a_signature_verifies_for_its_key_and_message_only() -> None:
    signature = KEY.sign(b"message")
    verify(KEY.public, b"message", signature)
    for public, message in [
        (KEY.public, b"messagf"),
        (KEY.public, b""),
        (SigningKey.generate().public, b"message"),
    ]:
        with pytest.raises(SignatureError):
            verify(public, message, signature)


def test_every_flipped_bit_truncation_and_tail_of_a_signature_is_refused() -> None:
    signature = KEY.sign(b"message")
    for bad in [*bit_flips(signature), *truncations(signature), *with_tails(signature)]:
        with pytest.raises(SignatureError):
            verify(KEY.public, b"message", bad)


def test_every_flipped_bit_truncation_and_tail_of_a_public_key_is_refused() -> None:
    signature = KEY.sign(b"message")
    for bad in [*bit_flips(KEY.public), *truncations(KEY.public), *with_tails(KEY.public)]:
        with pytest.raises(SignatureError):
            verify(bad, b"message", signature)


def test_a_key_survives_its_seed_and_is_named_by_its_public_half() -> None:
    fresh = SigningKey.generate()
    again = SigningKey.from_seed(fresh.seed())
    assert again == fresh and again.public == fresh.public and hash(again) == hash(fresh)
    assert fresh != KEY and KEY != KEY.seed()
    assert fresh.key_id == key_id(fresh.public)
    assert len(fresh.key_id) == 16 and set(fresh.key_id) <= set("0123456789abcdef")


@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33), bytes(64)])
def test_a_seed_of_wrong_length_is_refused(seed: bytes) -> None:
    with pytest.raises(FormatError):
        SigningKey.from_seed(seed)


def test_printing_a_signing_key_shows_no_secret_byte() -> None:
    shown = f"{KEY!r} {KEY!s} {[KEY]}"
    assert KEY.seed().hex() not in shown and repr(KEY.seed()) not in shown
    assert KEY.key_id in shown


def test_every_wycheproof_vector_gives_its_stated_outcome(samples: Path) -> None:
    path = samples / "crypto" / "wycheproof" / "ed25519_test.json"
    ran = 0
    for group in json.loads(path.read_text(encoding="utf-8"))["testGroups"]:
        public = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            ran += 1
            message, signature = bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"])
            if case["result"] == "valid":
                verify(public, message, signature)
            else:
                with pytest.raises(SignatureError):
                    verify(public, message, signature)
    assert ran == 151


def test_points_of_small_order_or_odd_encoding_never_verify(samples: Path) -> None:
    """C2SP/CCTV: one signature valid for several keys or messages must not exist for us."""
    path = samples / "crypto" / "cctv-ed25519" / "ed25519vectors.json"
    forbidden = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R"}
    ran = 0
    for case in json.loads(path.read_text(encoding="utf-8")):
        if not forbidden & set(case["flags"] or ()):
            continue
        ran += 1
        with pytest.raises(SignatureError):
            verify(bytes.fromhex(case["key"]), case["msg"].encode(), bytes.fromhex(case["sig"]))
    assert ran > 500
