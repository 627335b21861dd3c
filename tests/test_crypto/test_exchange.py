"""What is wrapped for one key and context opens for no other."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from koperta_crypto.errors import AuthenticationError, FormatError, TruncatedError
from koperta_crypto.exchange import OVERHEAD, ExchangeKey, wrap

from . import hpke_by_the_book
from .damage import bit_flips, truncations, with_tails

KEY = ExchangeKey.from_bytes(bytes(range(32)))
INFO = b"koperta/test/1"
# RFC 9180, A.2.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, base mode.
RFC_RECEIVER = bytes.fromhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")
RFC_EPHEMERAL = bytes.fromhex("f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600")
RFC_ENC = bytes.fromhex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a")
RFC_INFO = b"Ode on a Grecian Urn"
RFC_SEALED = bytes.fromhex("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28")


@pytest.mark.parametrize("plaintext", [b"", b"x", bytes(100_000)])
def test_what_was_wrapped_opens_again_and_costs_48_bytes(plaintext: bytes) -> None:
    box = wrap(KEY.public, plaintext, INFO)
    assert KEY.unwrap(box, INFO) == plaintext
    assert len(box) == len(plaintext) + OVERHEAD == len(plaintext) + 48
    assert box != wrap(KEY.public, plaintext, INFO)


def test_another_key_or_context_does_not_open() -> None:
    box = wrap(KEY.public, b"share", INFO)
    for key, info in [(ExchangeKey.generate(), INFO), (KEY, INFO + b"x"), (KEY, b"")]:
        with pytest.raises(AuthenticationError):
            key.unwrap(box, info)


def test_every_flipped_bit_truncation_and_tail_is_refused() -> None:
    box = wrap(KEY.public, b"share", INFO)
    for bad in [*bit_flips(box), *with_tails(box)]:
        with pytest.raises(AuthenticationError):
            KEY.unwrap(bad, INFO)
    for bad in truncations(box):
        with pytest.raises(TruncatedError if len(bad) < OVERHEAD else AuthenticationError):
            KEY.unwrap(bad, INFO)


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(33), bytes(32), b"\x01" + bytes(31)])
def test_a_public_key_of_wrong_length_or_small_order_gets_nothing(public: bytes) -> None:
    """To a point of small order anybody could open the box."""
    with pytest.raises(FormatError):
        wrap(public, b"share", INFO)


@pytest.mark.parametrize("point", [bytes(32), b"\x01" + bytes(31)])
def test_a_box_with_an_encapsulated_point_of_small_order_is_refused(point: bytes) -> None:
    with pytest.raises(AuthenticationError):
        KEY.unwrap(point + bytes(16), INFO)


@pytest.mark.parametrize("secret", [b"", bytes(31), bytes(33)])
def test_a_secret_key_of_wrong_length_is_refused(secret: bytes) -> None:
    with pytest.raises(FormatError):
        ExchangeKey.from_bytes(secret)


def test_a_key_survives_its_bytes_and_prints_no_secret() -> None:
    fresh = ExchangeKey.generate()
    again = ExchangeKey.from_bytes(fresh.secret_bytes())
    assert again == fresh and again.public == fresh.public and hash(again) == hash(fresh)
    assert fresh != KEY and KEY != KEY.secret_bytes()
    shown = f"{KEY!r} {KEY!s} {[KEY]}"
    assert KEY.secret_bytes().hex() not in shown and repr(KEY.secret_bytes()) not in shown


def test_the_second_implementation_reproduces_the_rfc() -> None:
    public = ExchangeKey.from_bytes(RFC_RECEIVER).public
    enc, schedule = hpke_by_the_book.send(RFC_EPHEMERAL, public, RFC_INFO)
    plaintext = b"Beauty is truth, truth beauty"
    assert enc == RFC_ENC
    assert schedule.encrypt(plaintext, b"Count-0") == RFC_SEALED
    received = hpke_by_the_book.receive(RFC_RECEIVER, RFC_ENC, RFC_INFO)
    assert received.decrypt(RFC_SEALED, b"Count-0") == plaintext


def test_both_implementations_open_each_others_boxes() -> None:
    box = wrap(KEY.public, b"share", INFO)
    received = hpke_by_the_book.receive(KEY.secret_bytes(), box[:32], INFO)
    assert received.decrypt(box[32:]) == b"share"
    enc, schedule = hpke_by_the_book.send(RFC_EPHEMERAL, KEY.public, INFO)
    assert KEY.unwrap(enc + schedule.encrypt(b"share"), INFO) == b"share"


@pytest.mark.parametrize("plaintext", [b"", b"share", bytes(100_000)])
@pytest.mark.parametrize("info", [b"", INFO, bytes(1000)])
def test_a_library_that_knows_hpke_opens_our_boxes_and_we_open_its(plaintext: bytes, info: bytes) -> None:
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    theirs = X25519PrivateKey.from_private_bytes(KEY.secret_bytes())
    assert theirs.public_key().public_bytes_raw() == KEY.public
    assert suite.decrypt(wrap(KEY.public, plaintext, info), theirs, info) == plaintext
    assert KEY.unwrap(suite.encrypt(plaintext, theirs.public_key(), info), info) == plaintext


def test_the_key_agreement_underneath_passes_wycheproof(samples: Path) -> None:
    """`acceptable` cases are odd encodings; those with an all-zero result must be refused."""
    path = samples / "crypto" / "wycheproof" / "x25519_test.json"
    ran = 0
    for group in json.loads(path.read_text(encoding="utf-8"))["testGroups"]:
        for case in group["tests"]:
            ran += 1
            key, public = ExchangeKey.from_bytes(bytes.fromhex(case["private"])), bytes.fromhex(case["public"])
            if set(case["shared"]) == {"0"}:
                with pytest.raises(ValueError, match="all zero"):
                    key.agree(public)
                with pytest.raises(FormatError):
                    wrap(public, b"share", INFO)
            else:
                assert key.agree(public).hex() == case["shared"]
    assert ran == 518
