"""Labels never collide, keys depend on every input, costs stay within bounds."""

import hmac
import json
import threading
import time
from pathlib import Path

import nacl.bindings
import nacl.exceptions
import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as some

from koperta_crypto import kdf
from koperta_crypto.errors import FormatError, LimitError, OutOfMemoryError
from koperta_crypto.kdf import DEFAULT_KDF, KdfCost, KdfParameters, combine, derive, stretch
from koperta_crypto.labels import context

KEY = bytes(range(32))
SALT = bytes(range(16))
LABELS = some.text(some.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=9)


@given(LABELS, some.lists(some.binary(max_size=6)), LABELS, some.lists(some.binary(max_size=6)))
def test_two_contexts_are_equal_only_when_label_and_parts_are(
    label: str, parts: list[bytes], other_label: str, other_parts: list[bytes]
) -> None:
    same = (label, parts) == (other_label, other_parts)
    assert (context(label, *parts) == context(other_label, *other_parts)) == same


def test_moving_a_byte_between_parts_or_label_changes_the_context() -> None:
    variants = {
        context("a", b"bc"),
        context("a", b"b", b"c"),
        context("ab", b"c"),
        context("a", b"bc", b""),
        context("a", b"", b"bc"),
    }
    assert len(variants) == 5


@pytest.mark.parametrize("label", ["", "x" * 256, "koperta/zażółć/1", "a\n", "a\x00"])
def test_a_label_that_is_not_short_printable_ascii_is_refused(label: str) -> None:
    with pytest.raises(FormatError):
        context(label)


def test_a_derived_key_depends_on_key_label_every_part_and_nothing_else() -> None:
    variants = [
        derive(KEY, "koperta/a/1"),
        derive(KEY, "koperta/b/1"),
        derive(KEY, "koperta/a/1", b""),
        derive(KEY, "koperta/a/1", b"x"),
        derive(KEY, "koperta/a/1", b"x", b"y"),
        derive(KEY[::-1], "koperta/a/1"),
    ]
    assert len(set(variants)) == len(variants)
    assert derive(KEY, "koperta/a/1") == variants[0]


@pytest.mark.parametrize("length", [0, -1, 255 * 32 + 1])
def test_an_impossible_length_is_refused_by_both_derivations(length: int) -> None:
    with pytest.raises(LimitError):
        derive(KEY, "l", length=length)
    with pytest.raises(LimitError):
        combine(SALT, [KEY], "l", length)


@pytest.mark.parametrize("key", [b"", KEY[:31], KEY + b"\x00"])
def test_a_key_of_wrong_length_derives_nothing(key: bytes) -> None:
    with pytest.raises(FormatError):
        derive(key, "l")


def test_combining_needs_every_share_in_its_place() -> None:
    shares = [KEY, KEY[::-1]]
    right = combine(SALT, shares, "koperta/kek/1")
    others = [
        combine(SALT, shares[:1], "koperta/kek/1"),
        combine(SALT, shares[::-1], "koperta/kek/1"),
        combine(SALT, [KEY + KEY[::-1]], "koperta/kek/1"),
        combine(SALT, [KEY[:31], KEY[31:] + KEY[::-1]], "koperta/kek/1"),
        combine(SALT[::-1], shares, "koperta/kek/1"),
        combine(SALT, shares, "koperta/kek/2"),
    ]
    assert len(right) == 64
    assert right not in others


@pytest.mark.parametrize("shares", [[], [b""], [KEY, b""]])
def test_a_missing_or_empty_share_is_refused(shares: list[bytes]) -> None:
    with pytest.raises(FormatError):
        combine(SALT, shares, "l")


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        (KdfParameters(64 * 1024 - 1, 3, SALT), LimitError),
        (KdfParameters(1024 * 1024 + 1, 3, SALT), LimitError),
        (KdfParameters(2**53, 3, SALT), LimitError),
        (KdfParameters(64 * 1024, 0, SALT), LimitError),
        (KdfParameters(64 * 1024, 11, SALT), LimitError),
        (KdfParameters(64 * 1024, -1, SALT), LimitError),
        (KdfParameters(64 * 1024, 1, SALT[:15]), FormatError),
        (KdfParameters(64 * 1024, 1, SALT + b"\x00"), FormatError),
    ],
)
def test_costs_from_a_file_are_refused_before_any_memory_is_taken(
    parameters: KdfParameters, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> bytes:
        raise RuntimeError("stretching was started")

    monkeypatch.setattr(nacl.bindings, "crypto_pwhash_alg", never)
    with pytest.raises(error):
        stretch(b"secret", parameters)


def test_a_lower_floor_admits_cheap_card_keys_but_never_below_the_library() -> None:
    cheap = KdfParameters(64, 1, SALT)
    assert len(stretch(b"secret", cheap, floor_kib=64)) == 32
    with pytest.raises(LimitError):
        stretch(b"secret", KdfParameters(4, 1, SALT), floor_kib=0)


@pytest.mark.parametrize("failure", [MemoryError(), nacl.exceptions.RuntimeError("failure")])
def test_missing_memory_is_never_taken_for_a_wrong_secret(failure: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def starve(*_: object) -> bytes:
        raise failure

    monkeypatch.setattr(nacl.bindings, "crypto_pwhash_alg", starve)
    with pytest.raises(OutOfMemoryError):
        stretch(b"secret", DEFAULT_KDF.with_salt(SALT))


def test_the_default_cost_is_256_mib_in_three_passes_with_a_fresh_salt() -> None:
    first, second = DEFAULT_KDF.with_salt(), DEFAULT_KDF.with_salt()
    assert (first.memory_kib, first.passes, len(first.salt)) == (256 * 1024, 3, 16)
    assert first.salt != second.salt
    kdf.check_parameters(first)


def test_a_window_stays_alive_while_another_thread_stretches() -> None:
    """Were the interpreter lock held, this thread would not get a turn before the other ends."""
    thread = threading.Thread(target=stretch, args=(b"secret", KdfCost(64 * 1024, 3).with_salt(SALT)))
    thread.start()
    turns = 0
    while thread.is_alive():
        turns += 1
        time.sleep(0.001)
    assert turns > 5


def test_stretching_agrees_with_a_second_implementation() -> None:
    """OpenSSL's Argon2id with one lane must give the same key as libsodium's."""
    cost = KdfCost(64 * 1024, 2).with_salt(SALT)
    other = Argon2id(salt=SALT, length=32, iterations=2, lanes=1, memory_cost=64 * 1024)
    assert stretch(b"K7QF9MZTPX4H22WDRV6C", cost) == other.derive(b"K7QF9MZTPX4H22WDRV6C")


def hkdf_by_the_book(salt: bytes, material: bytes, info: bytes, length: int) -> bytes:
    """Do HKDF-SHA256 (RFC 5869) from HMAC alone."""
    return expand_by_the_book(hmac.digest(salt or bytes(32), material, "sha256"), info, length)


def expand_by_the_book(key: bytes, info: bytes, length: int) -> bytes:
    output = block = b""
    for counter in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes([counter]), "sha256")
        output += block
    return output[:length]


def test_the_second_hkdf_passes_wycheproof(samples: Path) -> None:
    path = samples / "crypto" / "wycheproof" / "hkdf_sha256_test.json"
    ran = 0
    for group in json.loads(path.read_text(encoding="utf-8"))["testGroups"]:
        for case in group["tests"]:
            ran += 1
            salt, material, info = (bytes.fromhex(case[name]) for name in ("salt", "ikm", "info"))
            if case["result"] == "valid":
                assert hkdf_by_the_book(salt, material, info, case["size"]).hex() == case["okm"]
            else:
                assert case["flags"] == ["SizeTooLarge"]
                with pytest.raises(LimitError):
                    derive(KEY, "l", length=case["size"])
    assert ran == 86


@pytest.mark.parametrize("length", [1, 31, 32, 33, 64, 255 * 32])
def test_both_derivations_agree_with_the_second_hkdf(length: int) -> None:
    info = context("koperta/a/1", b"x", b"")
    assert derive(KEY, "koperta/a/1", b"x", b"", length=length) == expand_by_the_book(KEY, info, length)
    material = b"\x00\x00\x00\x20" + KEY + b"\x00\x00\x00\x01x"
    expected = hkdf_by_the_book(SALT, material, context("koperta/kek/1"), length)
    assert combine(SALT, [KEY, b"x"], "koperta/kek/1", length) == expected


def test_libsodiums_own_argon2id_vectors_hold(samples: Path) -> None:
    """The published tags have other lengths than our keys, so the binding under us is run."""
    path = samples / "crypto" / "libsodium" / "argon2id.json"
    every = json.loads(path.read_text(encoding="utf-8"))["vectors"]
    vectors = [one for one in every if one["outlen"] >= 16]  # the binding makes no shorter ones
    for one in vectors:
        tag = nacl.bindings.crypto_pwhash_alg(
            one["outlen"],
            bytes.fromhex(one["password"]),
            bytes.fromhex(one["salt"]),
            one["opslimit"],
            one["memlimit"],
            nacl.bindings.crypto_pwhash_ALG_ARGON2ID13,
        )
        assert tag.hex() == one["tag"]
    assert len(vectors) == 7


def test_the_argon2_authors_vector_holds_for_the_second_implementation(samples: Path) -> None:
    """It needs four lanes and a key, which libsodium lacks; it vouches for the cross-check above."""
    path = samples / "crypto" / "argon2" / "phc_kats.json"
    every = json.loads(path.read_text(encoding="utf-8"))
    [one] = [kat for kat in every if (kat["type"], kat["version"]) == ("argon2id", 19)]
    argon2 = Argon2id(
        salt=bytes.fromhex(one["salt"]),
        length=len(one["tag"]) // 2,
        iterations=one["iterations"],
        lanes=one["lanes"],
        memory_cost=one["memory_kib"],
        ad=bytes.fromhex(one["associated_data"]),
        secret=bytes.fromhex(one["secret"]),
    )
    assert argon2.derive(bytes.fromhex(one["password"])).hex() == one["tag"]
