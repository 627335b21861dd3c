"""A package's parts open with their keys, one by one, in little memory, and only if unchanged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from koperta_crypto import stream
from koperta_packages import documents
from koperta_packages.errors import Code, PackageError
from koperta_packages.manifest import (
    Compartment,
    SegmentKind,
    check_manifest,
    open_sealed_segment,
    parse_manifest,
)
from koperta_packages.package import VerificationCancelled
from koperta_packages.package_writer import PlainSegment, write_package
from koperta_packages.unlocking import CANARY
from tests.test_packages.workshop import Workshop, refusal


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


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
    with pytest.raises(PackageError) as refused:
        package.read_segment("items")
    assert refused.value.code is Code.PKG_SEGMENT_CORRUPT
    with pytest.raises(PackageError) as refused:
        package.open_segment("items", workshop.keys.tasks)
    assert refused.value.code is Code.PKG_SEGMENT_CORRUPT


def test_a_segment_opens_with_its_own_compartment_only(workshop: Workshop) -> None:
    package = workshop.write()
    assert bytes(package.open_segment("items", workshop.keys.tasks)) == b"{}"
    assert bytes(package.open_segment("canary", workshop.keys.canary)) == CANARY
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


# VmHWM, not getrusage: Linux hands the parent's peak on to the child, which would hide everything.
_MEASURE = """
import sys
from pathlib import Path
from koperta_packages.package import PackageFile
from koperta_packages.trust import accept_trust

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))

trust = accept_trust(Path(sys.argv[2]).read_bytes(), None)
before = peak()
package = PackageFile.open(Path(sys.argv[1]), trust)
package.verify()
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_verifying_a_large_package_takes_little_memory(workshop: Workshop) -> None:
    # One segment larger than the bound, and more than the bound in total.
    sizes = {"large": 60, "other": 16}
    pictures = [PlainSegment(name, SegmentKind.PICTURE, bytes(size << 20)) for name, size in sizes.items()]
    package = workshop.write(*pictures)
    assert package.path.stat().st_size > 64 * 1024 * 1024
    trust = workshop.board.trust_folder / "1.trust"
    command = [sys.executable, "-c", _MEASURE, str(package.path), str(trust)]
    grown_kib = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert grown_kib <= 48 * 1024


def test_every_compartment_commits_to_its_key(workshop: Workshop) -> None:
    package = workshop.write()
    for compartment in Compartment:
        package.check_key(compartment, workshop.keys.of(compartment))
        with pytest.raises(PackageError) as refused:
            package.check_key(compartment, bytes(32))
        assert refused.value.code is Code.KEY_MISMATCH
