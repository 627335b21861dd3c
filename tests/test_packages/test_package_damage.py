"""A package is either what the board signed, to the last bit, or refused with its code."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from koperta_crypto.signing import SigningKey
from koperta_packages.errors import Code, PackageError
from koperta_packages.package import MAGIC, PackageFile
from tests.board_fixture import PIN
from tests.test_packages.workshop import Workshop, refusal


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


class BitFlipper:
    """Flip single bits of a file in place and put them back."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("r+b", buffering=0)
        self._data = path.read_bytes()

    def flip(self, position: int, bit: int) -> None:
        self._put(position, self._data[position] ^ (1 << bit))

    def restore(self, position: int) -> None:
        self._put(position, self._data[position])

    def close(self) -> None:
        self._file.close()

    def _put(self, position: int, value: int) -> None:
        self._file.seek(position)
        self._file.write(bytes([value]))


def test_every_flipped_bit_before_the_segments_is_refused_with_a_code_that_fits(
    workshop: Workshop,
) -> None:
    package = workshop.write()
    flipper = BitFlipper(package.path)
    allowed = {
        Code.PKG_NOT_A_PACKAGE,
        Code.PKG_UNSUPPORTED_VERSION,
        Code.PKG_LIMIT_EXCEEDED,
        Code.PKG_TRUNCATED,
        Code.PKG_TRAILING_DATA,
        Code.PKG_BAD_SIGNATURE,
        Code.PKG_THRESHOLD_NOT_MET,
    }
    seen: Counter[Code] = Counter()
    for position in range(package.body_offset):
        for bit in range(8):
            flipper.flip(position, bit)
            with pytest.raises(PackageError) as refused:
                PackageFile.open(package.path, workshop.trust)
            seen[refused.value.code] += 1
        flipper.restore(position)
    flipper.close()
    assert seen.keys() <= allowed
    assert seen[Code.PKG_BAD_SIGNATURE] > package.body_offset * 6
    PackageFile.open(package.path, workshop.trust).verify()  # the flipper did put them back


def test_every_flipped_bit_of_the_segments_is_found_and_the_segment_named(
    workshop: Workshop,
) -> None:
    package = workshop.write()
    flipper = BitFlipper(package.path)
    for segment in package.manifest.segments:
        offset, length = package.segment_path_range(segment.id)
        for position in range(offset, offset + length):
            for bit in range(8):
                flipper.flip(position, bit)
                with pytest.raises(PackageError) as refused:
                    package.verify()
                assert refused.value.code is Code.PKG_SEGMENT_CORRUPT
                assert refused.value.facts == {"segment": segment.id}
            flipper.restore(position)
    flipper.close()
    package.verify()


def test_every_truncation_is_refused_as_such(workshop: Workshop) -> None:
    package = workshop.write()
    size = package.path.stat().st_size
    with package.path.open("r+b") as file:
        for length in range(size - 1, -1, -1):
            file.truncate(length)
            with pytest.raises(PackageError) as refused:
                package.verify()
            assert refused.value.code is Code.PKG_TRUNCATED
            if length < package.body_offset or length % 16 == 0:
                assert refusal(package.path, workshop.trust) is Code.PKG_TRUNCATED


def test_a_shortened_file_is_refused_when_it_is_opened_not_only_when_it_is_hashed(
    workshop: Workshop,
) -> None:
    package = workshop.write()
    size = package.path.stat().st_size
    with package.path.open("r+b") as file:
        file.truncate(size - 1)
    with pytest.raises(PackageError) as refused:
        PackageFile.open(package.path, workshop.trust)
    assert refused.value.code is Code.PKG_TRUNCATED
    assert refused.value.facts == {"have": size - 1, "need": size}


@pytest.mark.parametrize("tail", [b"\0", b"\r\n", b"x" * 5000])
def test_bytes_behind_the_last_segment_are_refused(workshop: Workshop, tail: bytes) -> None:
    package = workshop.write()
    with package.path.open("ab") as file:
        file.write(tail)
    assert refusal(package.path, workshop.trust) is Code.PKG_TRAILING_DATA


def test_a_file_copied_as_text_is_no_package(workshop: Workshop) -> None:
    package = workshop.write()
    package.path.write_bytes(package.path.read_bytes().replace(b"\r\n", b"\n"))
    assert refusal(package.path, workshop.trust) is Code.PKG_NOT_A_PACKAGE


def test_a_later_version_is_told_from_garbage(workshop: Workshop) -> None:
    package = workshop.write()
    data = package.path.read_bytes()
    package.path.write_bytes(b"EXPKG\x02\r\n" + data[8:])
    assert refusal(package.path, workshop.trust) is Code.PKG_UNSUPPORTED_VERSION
    package.path.write_bytes(b"PK\x03\x04" + data[4:])
    assert refusal(package.path, workshop.trust) is Code.PKG_NOT_A_PACKAGE


def test_an_announced_giant_envelope_is_refused_before_it_is_read(workshop: Workshop) -> None:
    workshop.path.write_bytes(MAGIC + b"\xff\xff\xff\xff" + b"x" * 100)
    assert refusal(workshop.path, workshop.trust) is Code.PKG_LIMIT_EXCEEDED


def test_one_issuing_key_alone_cannot_issue(workshop: Workshop) -> None:
    package = workshop.write()
    body = package.path.read_bytes()[package.body_offset :]
    path = workshop.resign(package.manifest, body, workshop.signers[:1])
    assert refusal(path, workshop.trust) is Code.PKG_THRESHOLD_NOT_MET


def test_the_same_key_twice_does_not_meet_the_threshold(workshop: Workshop) -> None:
    package = workshop.write()
    body = package.path.read_bytes()[package.body_offset :]
    path = workshop.resign(package.manifest, body, [workshop.signers[0]] * 2)
    assert refusal(path, workshop.trust) is Code.PKG_THRESHOLD_NOT_MET


def test_a_strangers_package_is_refused(workshop: Workshop) -> None:
    package = workshop.write()
    body = package.path.read_bytes()[package.body_offset :]
    strangers = [SigningKey.generate(), SigningKey.generate()]
    path = workshop.resign(package.manifest, body, strangers)
    assert refusal(path, workshop.trust) is Code.PKG_UNKNOWN_SIGNER


def test_keys_of_another_role_cannot_issue(workshop: Workshop) -> None:
    package = workshop.write()
    body = package.path.read_bytes()[package.body_offset :]
    roots = workshop.board.signers("root", PIN)
    assert refusal(workshop.resign(package.manifest, body, roots), workshop.trust) is Code.PKG_UNKNOWN_SIGNER


def test_a_revoked_signers_package_is_refused_as_such(workshop: Workshop) -> None:
    package = workshop.write()
    revoked = msgspec.structs.replace(workshop.trust.revoked, keys=(workshop.signers[0].key_id,))
    trust = msgspec.structs.replace(workshop.trust, revoked=revoked)
    assert refusal(package.path, trust) is Code.PKG_SIGNER_REVOKED


def test_a_recalled_package_is_refused(workshop: Workshop) -> None:
    package = workshop.write()
    revoked = msgspec.structs.replace(workshop.trust.revoked, packages=(package.package_id,))
    trust = msgspec.structs.replace(workshop.trust, revoked=revoked)
    assert refusal(package.path, trust) is Code.PKG_RECALLED


def test_a_package_that_needs_newer_trust_says_so(workshop: Workshop) -> None:
    workshop.draft = msgspec.structs.replace(workshop.draft, requires_trust_version=2)
    with pytest.raises(PackageError) as refused:
        workshop.write()
    assert refused.value.code is Code.TRUST_TOO_OLD
