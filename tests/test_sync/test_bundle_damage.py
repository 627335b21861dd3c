"""Whatever happens to a bundle's bytes on the way, it is refused with its code and nothing of it is released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from koperta_crypto.labels import context
from koperta_packages.errors import Code, PackageError
from koperta_sync.bundle.events import event_bytes, parse_event
from koperta_sync.bundle.manifest import (
    MAGIC,
)
from koperta_sync.bundle.readback import read_back
from koperta_sync.bundle.reader import BundleFile
from koperta_sync.bundle.records import unframe
from tests.test_sync.bundle_day import Day, code_of, put_together, refusal


@pytest.fixture
def day(tmp_path: Path) -> Day:
    """Play a small day."""
    return Day(tmp_path)


def flips(path: Path, places: range) -> Iterator[tuple[int, int]]:
    """Change every single bit of some bytes in turn, and back again; yield the byte's place and the bit."""
    data = path.read_bytes()
    with path.open("r+b", buffering=0) as file:
        for place in places:
            for bit in range(8):
                file.seek(place)
                file.write(bytes([data[place] ^ 1 << bit]))
                yield place, bit
            file.seek(place)
            file.write(data[place : place + 1])


def test_every_truncation_is_refused_with_its_code(day: Day) -> None:
    path, key = day.write()
    with path.open("r+b") as file:
        for length in range(path.stat().st_size - 1, -1, -1):
            file.truncate(length)
            expected = Code.BUNDLE_TRUNCATED if length else Code.BUNDLE_NOT_A_BUNDLE
            assert code_of(lambda: BundleFile.open(path)) is expected, length
            if length % 64 == 0:
                assert code_of(lambda: read_back(path, key, day.trust)) is expected, length


@pytest.mark.parametrize("tail", [b"\0", b"\n", b"EXBND\x01\r\n", bytes(70_000)])
def test_bytes_behind_the_end_are_refused(day: Day, tail: bytes) -> None:
    path, key = day.write()
    path.write_bytes(path.read_bytes() + tail)
    assert refusal(lambda: read_back(path, key, day.trust)) is Code.BUNDLE_TRAILING_DATA


def test_every_flipped_bit_of_the_envelope_is_refused(day: Day) -> None:
    path, _ = day.write()
    starts_at = BundleFile.open(path).starts_at

    def whole() -> object:
        return read_back(path, None, day.trust)

    def envelope() -> object:
        return BundleFile.open(path).signers(day.trust)

    expected = {
        Code.BUNDLE_TRUNCATED, Code.BUNDLE_TRAILING_DATA, Code.BUNDLE_CORRUPT, Code.BUNDLE_NOT_A_BUNDLE,
        Code.PKG_UNSUPPORTED_VERSION, Code.BUNDLE_BAD_SIGNATURE, Code.BUNDLE_UNKNOWN_ROOM,
        Code.BUNDLE_THRESHOLD_NOT_MET,
    }  # fmt: skip
    for place, bit in flips(path, range(starts_at)):
        # The hash of a ciphertext nobody touched is left out, but for once a byte.
        code = code_of(whole if bit == place % 8 else envelope)
        assert code in expected, place
        assert place >= len(MAGIC) or code is Code.BUNDLE_NOT_A_BUNDLE


def test_every_flipped_bit_of_the_ciphertext_is_refused(day: Day) -> None:
    path, key = day.write()
    bundle = BundleFile.open(path)
    for place, bit in flips(path, range(bundle.starts_at, path.stat().st_size)):
        # Its envelope is untouched, so the opened bundle stands for it; once a byte the whole way is gone.
        assert code_of(bundle.check_bytes) is Code.BUNDLE_CORRUPT, place
        if bit == place % 8:
            assert code_of(lambda: read_back(path, key, day.trust)) is Code.BUNDLE_CORRUPT, place
            assert code_of(lambda: bundle.read_records(key)) is Code.BUNDLE_CORRUPT, place


def test_a_file_of_another_kind_is_told_as_such(day: Day) -> None:
    package = day.issued.issue.packages[0]
    assert refusal(lambda: BundleFile.open(package)) is Code.BUNDLE_NOT_A_BUNDLE


def test_a_bundle_of_a_later_version_asks_for_another_program(day: Day) -> None:
    path, _ = day.write()
    bundle = BundleFile.open(path)
    later = replace(bundle.envelope, payload_type="koperta/bundle/2")
    changed = put_together(path, later, bundle.starts_at)
    assert refusal(lambda: BundleFile.open(changed)) is Code.PKG_UNSUPPORTED_VERSION


def test_a_ciphertext_swapped_in_from_another_export_is_refused(day: Day) -> None:
    path, key = day.write()
    other, _ = day.write("b.exambundle")
    mine, theirs = BundleFile.open(path), BundleFile.open(other)
    swapped = path.with_name("swapped.exambundle")
    swapped.write_bytes(path.read_bytes()[: mine.starts_at] + other.read_bytes()[theirs.starts_at :])
    assert refusal(lambda: read_back(swapped, key, day.trust)) is Code.BUNDLE_CORRUPT
    assert refusal(lambda: read_back(swapped, None, day.trust)) is Code.BUNDLE_CORRUPT


def test_a_key_of_another_bundle_is_told_from_damage(day: Day) -> None:
    path, _ = day.write()
    _, other = day.write("b.exambundle")
    assert refusal(lambda: read_back(path, other, day.trust)) is Code.BUNDLE_KEY_MISMATCH


@pytest.mark.parametrize(
    "plaintext", [b"\3\0\0\0\1x", b"\0\0\0\0\1x", b"\1\0\0\0\2x", b"\1\0\0", b"\1\xff\xff\xff\xff" + b"x" * 99]
)
def test_records_of_no_known_form_are_refused(plaintext: bytes) -> None:
    assert refusal(lambda: list(unframe([plaintext]))) is Code.BUNDLE_CORRUPT
    one_by_one = [bytes([byte]) for byte in plaintext]
    assert refusal(lambda: list(unframe(one_by_one))) is Code.BUNDLE_CORRUPT


@pytest.mark.parametrize("data", [b"", b"x", context("koperta/event/1"), context("koperta/event/2", *[b"\0" * 8] * 7)])
def test_bytes_that_are_no_event_are_refused(data: bytes) -> None:
    assert refusal(lambda: parse_event(data)) is Code.BUNDLE_CORRUPT


def test_every_flipped_bit_of_an_event_changes_it_or_refuses_it(day: Day) -> None:
    """Two different byte strings never read as one event."""
    line = day.play.sitting.lines[0]
    event = parse_event(line)
    assert event_bytes(event) == line
    for place in range(len(line)):
        changed = bytearray(line)
        changed[place] ^= 1
        try:
            assert parse_event(bytes(changed)) != event
        except PackageError as error:
            assert error.code is Code.BUNDLE_CORRUPT
