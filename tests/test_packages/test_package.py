"""A package is either what the board signed, to the last bit, or refused with its code."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from koperta_crypto import stream
from koperta_crypto.signing import SigningKey
from koperta_packages import documents
from koperta_packages.board.folder import BoardFolder
from koperta_packages.errors import Code, PackageError
from koperta_packages.manifest import (
    MANIFEST_TYPE,
    Compartment,
    Manifest,
    SegmentKind,
    check_manifest,
    open_sealed_segment,
)
from koperta_packages.package import MAGIC, PackageFile, VerificationCancelled
from koperta_packages.package_writer import CompartmentKeys, PlainSegment, write_package
from koperta_packages.trust import TrustDocument
from koperta_packages.unlocking import CANARY
from tests.board_fixture import PIN, issue_sitting


class Workshop:
    """Write small packages that a real board signs."""

    def __init__(self, tmp_path: Path) -> None:
        issued = issue_sitting(tmp_path)
        self.board: BoardFolder = issued.board
        self.trust: TrustDocument = issued.trust()
        self.signers: list[SigningKey] = issued.board.signers("issuing", PIN)
        self.draft: Manifest = issued.packages()[0].manifest
        self.keys = CompartmentKeys.generate()
        self.path = tmp_path / "small.exampkg"

    def write(self, *more: PlainSegment) -> PackageFile:
        """Write a package with one block each of canary, tasks and key, and more if wanted."""
        segments = [
            PlainSegment("canary", SegmentKind.CANARY, CANARY),
            PlainSegment("items", SegmentKind.ITEMS, b"{}"),
            PlainSegment("key", SegmentKind.KEY, b"{}"),
            *more,
        ]
        write_package(self.path, self.draft, segments, self.keys, self.signers)
        return PackageFile.open(self.path, self.trust)

    def resign(self, manifest: Manifest, body: bytes, signers: list[SigningKey]) -> Path:
        """Write a file with a manifest nobody checked, properly signed."""
        envelope = documents.sign(MANIFEST_TYPE, manifest, signers)
        self.path.write_bytes(MAGIC + len(envelope).to_bytes(4, "big") + envelope + body)
        return self.path


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def refusal(path: Path, trust: TrustDocument) -> Code:
    """Open and verify; return the code of the refusal, fail when there is none."""
    with pytest.raises(PackageError) as refused:
        PackageFile.open(path, trust).verify()
    return refused.value.code


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


def test_a_signed_manifest_with_overlapping_or_missing_parts_is_still_refused(
    workshop: Workshop,
) -> None:
    manifest = workshop.write().manifest
    first, second, third = manifest.segments
    moved = msgspec.structs.replace(second, offset=second.offset - 1)
    renamed = msgspec.structs.replace(second, id=first.id)
    unpadded = msgspec.structs.replace(third, length=third.length - 1)
    giant = msgspec.structs.replace(third, length=2**40)
    for segments, code in [
        ((first, moved, third), Code.PKG_MALFORMED),
        ((first, renamed, third), Code.PKG_MALFORMED),
        ((first, second, unpadded), Code.PKG_MALFORMED),
        ((first, second), Code.PKG_MALFORMED),
        ((first, second, giant), Code.PKG_LIMIT_EXCEEDED),
    ]:
        with pytest.raises(PackageError) as refused:
            check_manifest(msgspec.structs.replace(manifest, segments=segments))
        assert refused.value.code is code


def test_unknown_fields_in_a_signed_manifest_are_refused(workshop: Workshop) -> None:
    from koperta_packages.manifest import parse_manifest

    payload = documents.encode(workshop.write().manifest)
    for changed in (
        payload.replace(b'{"answer_keys"', b'{"aaa":1,"answer_keys"', 1),
        payload.replace(b'"chunk":65536', b'"chunk":1024', 1),
        payload.replace(b'"suite":"koperta-1"', b'"suite":"koperta-0"', 1),
    ):
        assert changed != payload
        with pytest.raises(PackageError) as refused:
            parse_manifest(changed)
        assert refused.value.code is Code.PKG_MALFORMED


def test_a_segment_exchanged_after_the_check_is_noticed_when_it_is_opened(
    workshop: Workshop,
) -> None:
    package = workshop.write()
    package.verify()
    offset, length = package.segment_path_range("items")
    with package.path.open("r+b") as file:
        file.seek(offset + length - 1)
        file.write(b"\0")
    for act in (
        lambda: package.read_segment("items"),
        lambda: package.open_segment("items", workshop.keys.tasks),
    ):
        with pytest.raises(PackageError) as refused:
            act()
        assert refused.value.code is Code.PKG_SEGMENT_CORRUPT


def test_a_segment_opens_with_its_own_compartment_only(workshop: Workshop) -> None:
    package = workshop.write()
    assert package.open_segment("items", workshop.keys.tasks) == b"{}"
    assert package.open_segment("canary", workshop.keys.canary) == CANARY
    with pytest.raises(PackageError) as refused:
        package.open_segment("key", workshop.keys.tasks)
    assert refused.value.code is Code.KEY_MISMATCH


def test_a_picture_key_opens_this_picture_and_no_other(workshop: Workshop) -> None:
    pictures = [PlainSegment(name, SegmentKind.PICTURE, name.encode()) for name in ("aa", "bb")]
    package = workshop.write(*pictures)
    key = package.segment_key("aa", workshop.keys.tasks)
    sealed = {name: package.read_segment(name) for name in ("aa", "bb")}
    assert open_sealed_segment(key, package.package_id, "aa", sealed["aa"]) == b"aa"
    for package_id, name, data in (
        (package.package_id, "bb", sealed["bb"]),
        (package.package_id, "aa", sealed["bb"]),
        (package.package_id + "x", "aa", sealed["aa"]),
    ):
        with pytest.raises(PackageError) as refused:
            open_sealed_segment(key, package_id, name, data)
        assert refused.value.code is Code.SEGMENT_AUTH_FAILED


def test_a_sealed_picture_can_be_served_straight_from_the_file(workshop: Workshop) -> None:
    package = workshop.write(PlainSegment("aa", SegmentKind.PICTURE, b"picture"))
    offset, length = package.segment_path_range("aa")
    with package.path.open("rb") as file:
        file.seek(offset)
        assert file.read(length) == package.read_segment("aa")


def test_sizes_reveal_no_more_than_the_number_of_blocks(workshop: Workshop) -> None:
    short = workshop.write(PlainSegment("aa", SegmentKind.PICTURE, b"x"))
    long = workshop.write(PlainSegment("aa", SegmentKind.PICTURE, b"x" * 4000))
    assert short.segment("aa").length == long.segment("aa").length == stream.sealed_length(4096)


def test_verification_shows_progress_and_can_be_cancelled(workshop: Workshop) -> None:
    package = workshop.write(PlainSegment("aa", SegmentKind.PICTURE, bytes(2_000_000)))
    steps: list[tuple[int, int]] = []
    package.verify(lambda done, total: steps.append((done, total)))
    assert steps[-1] == (package.manifest.body_length,) * 2
    assert len(steps) > 5
    with pytest.raises(VerificationCancelled):
        package.verify(cancelled=lambda: True)


def test_a_missing_file_is_an_error_of_the_medium(workshop: Workshop) -> None:
    assert refusal(workshop.path.with_name("gone"), workshop.trust) is Code.IO_ERROR


def test_a_half_written_package_never_takes_its_name(workshop: Workshop) -> None:
    def full_disk() -> list[PlainSegment]:
        raise OSError(28, "No space left on device")

    before = set(workshop.path.parent.iterdir())
    with pytest.raises(OSError, match="No space"):
        write_package(workshop.path, workshop.draft, full_disk(), workshop.keys, workshop.signers)
    assert set(workshop.path.parent.iterdir()) == before


_MEASURE = """
import resource, sys
from pathlib import Path
from koperta_packages.package import PackageFile
from koperta_packages.trust import accept_trust
trust = accept_trust(Path(sys.argv[2]).read_bytes(), None)
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = peak()
package = PackageFile.open(Path(sys.argv[1]), trust)
package.verify()
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is read with getrusage")
def test_verifying_a_large_package_takes_little_memory(workshop: Workshop) -> None:
    # One segment larger than the bound, and more than the bound in total.
    sizes = {"large": 60, "other": 16}
    pictures = [PlainSegment(name, SegmentKind.PICTURE, bytes(size << 20)) for name, size in sizes.items()]
    package = workshop.write(*pictures)
    assert package.path.stat().st_size > 64 * 1024 * 1024
    trust = workshop.board.trust_folder / "1.trust"
    command = [sys.executable, "-c", _MEASURE, str(package.path), str(trust)]
    grown = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    kib = grown if sys.platform != "darwin" else grown // 1024
    assert kib <= 48 * 1024


def test_every_compartment_commits_to_its_key(workshop: Workshop) -> None:
    package = workshop.write()
    for compartment in Compartment:
        package.check_key(compartment, workshop.keys.of(compartment))
        with pytest.raises(PackageError) as refused:
            package.check_key(compartment, bytes(32))
        assert refused.value.code is Code.KEY_MISMATCH
