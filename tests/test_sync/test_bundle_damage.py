"""Whatever happens to a bundle's bytes on the way, it is refused with its code and nothing of it is released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from koperta_packages.errors import Code
from koperta_sync.bundle.manifest import (
    MAGIC,
)
from koperta_sync.bundle.readback import read_back
from koperta_sync.bundle.reader import BundleFile
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
            assert refusal(lambda: read_back(path, key, day.trust)) is expected, length


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


def test_a_key_of_another_bundle_is_told_from_damage(day: Day) -> None:
    path, _ = day.write()
    _, other = day.write("b.exambundle")
    assert refusal(lambda: read_back(path, other, day.trust)) is Code.BUNDLE_KEY_MISMATCH
