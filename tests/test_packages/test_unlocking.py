"""Unlocking names each fault by its own code, in the order in which they can be known."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from koperta_crypto import errors as crypto
from koperta_crypto import kdf, passphrase
from koperta_packages.errors import Code, PackageError
from koperta_packages.grant import SlotKind
from koperta_packages.manifest import Compartment
from koperta_packages.unlocking import (
    check_typed,
    open_rehearsal,
    rehearse,
    unlock,
    unlock_emergency,
    unlock_review,
)
from tests.board_fixture import IssuedSittingForTest, issue_sitting, make_room


@pytest.fixture
def issued(tmp_path: Path) -> IssuedSittingForTest:
    return issue_sitting(tmp_path)


def refusal(issued: IssuedSittingForTest, typed: str, mark: str | None = None) -> PackageError:
    """Unlock and return the refusal."""
    with pytest.raises(PackageError) as refused:
        unlock(typed, issued.grant(), issued.packages(), issued.room, passphrase_id=mark)
    return refused.value


def no_derivation(*_: object, **__: object) -> bytes:
    """Stand where the key derivation must not be reached."""
    raise AssertionError("the key derivation ran")


def test_a_slip_is_told_with_its_group_before_any_derivation(
    issued: IssuedSittingForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "stretch", no_derivation)
    groups = issued.passphrase.split("-")
    wrong = "A" if groups[2][1] != "A" else "B"
    groups[2] = groups[2][0] + wrong + groups[2][2:]
    error = refusal(issued, "-".join(groups))
    assert error.code is Code.PW_TYPO
    assert error.facts.get("group", 3) == 3


@pytest.mark.parametrize("cut", [slice(0, -1), slice(1, None)])
def test_missing_symbols_are_a_slip_too(
    issued: IssuedSittingForTest, cut: slice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "stretch", no_derivation)
    assert refusal(issued, issued.passphrase[cut]).code is Code.PW_TYPO


def test_how_it_is_typed_does_not_matter(issued: IssuedSittingForTest) -> None:
    typed = " " + issued.passphrase.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert unlock(typed, issued.grant(), issued.packages(), issued.room).centre_secret


def test_another_sittings_mark_is_told_before_any_derivation(
    issued: IssuedSittingForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "stretch", no_derivation)
    mark = issued.grant().passphrase_id
    other = ("A" if mark[0] != "A" else "B") + mark[1:]
    error = refusal(issued, issued.passphrase, other)
    assert error.code is Code.PW_FOR_OTHER_PACKAGE


def test_the_right_mark_in_any_writing_is_accepted(issued: IssuedSittingForTest) -> None:
    mark = issued.grant().passphrase_id.lower()
    packages = issued.packages()
    assert unlock(issued.passphrase, issued.grant(), packages, issued.room, passphrase_id=mark)


def test_a_well_formed_wrong_passphrase_is_wrong_and_not_damage(
    issued: IssuedSittingForTest,
) -> None:
    other = passphrase.generate(lambda count: bytes(count))
    assert refusal(issued, other).code is Code.PW_WRONG


def test_the_mark_says_nothing_about_the_passphrase(tmp_path: Path) -> None:
    """Two issues under one mark would still differ: the mark is drawn, not derived."""
    one = issue_sitting(tmp_path / "a")
    marks = {one.grant().passphrase_id}
    two = issue_sitting(tmp_path / "b", fresh=True)
    marks.add(two.grant().passphrase_id)
    assert all(len(mark) == 4 and mark not in one.passphrase for mark in marks)


def test_a_lack_of_memory_is_never_called_a_wrong_passphrase(
    issued: IssuedSittingForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starve(*_: object, **__: object) -> bytes:
        raise crypto.OutOfMemoryError("262144 KiB of memory were not available")

    monkeypatch.setattr(kdf, "stretch", starve)
    assert refusal(issued, issued.passphrase).code is Code.KDF_NO_MEMORY


def test_a_stolen_passphrase_opens_nothing_without_a_rooms_key(
    issued: IssuedSittingForTest,
) -> None:
    stranger = make_room()
    with pytest.raises(PackageError) as refused:
        unlock(issued.passphrase, issued.grant(), issued.packages(), stranger)
    assert refused.value.code is Code.GRANT_WRONG_ROOM


def test_a_room_cannot_use_another_rooms_slot(issued: IssuedSittingForTest) -> None:
    stranger = make_room()
    stranger.room_id = issued.room.room_id
    with pytest.raises(PackageError) as refused:
        unlock(issued.passphrase, issued.grant(), issued.packages(), stranger)
    assert refused.value.code is Code.GRANT_WRONG_ROOM


def test_swapped_grants_are_noticed_before_the_passphrase_is_tried(
    issued: IssuedSittingForTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = issue_sitting(tmp_path / "other", fresh=True)
    grant, packages = issued.grant(), other.packages()
    monkeypatch.setattr(kdf, "stretch", no_derivation)
    with pytest.raises(PackageError) as refused:
        unlock(issued.passphrase, grant, packages, issued.room)
    assert refused.value.code is Code.GRANT_WRONG_PACKAGE
    with pytest.raises(PackageError) as refused:
        rehearse(grant, packages[0], make_room())
    assert refused.value.code is Code.GRANT_WRONG_ROOM


def test_a_key_that_is_not_the_packages_is_an_incident(issued: IssuedSittingForTest) -> None:
    package = issued.packages()[0]
    infos = tuple(msgspec.structs.replace(info, key_commit="00" * 32) for info in package.manifest.compartments)
    object.__setattr__(package, "manifest", msgspec.structs.replace(package.manifest, compartments=infos))
    with pytest.raises(PackageError) as refused:
        unlock(issued.passphrase, issued.grant(), [package], issued.room)
    assert refused.value.code is Code.KEY_MISMATCH


def test_the_rehearsal_opens_the_canary_and_nothing_else(issued: IssuedSittingForTest) -> None:
    opened = open_rehearsal(issued.grant(), issued.room)
    (keys,) = opened.keys.values()
    assert keys.keys() == {Compartment.CANARY}
    assert opened.centre_secret == bytes(32)


def test_the_public_rehearsal_phrase_is_no_passphrase(issued: IssuedSittingForTest) -> None:
    assert refusal(issued, issued.grant().rehearsal_phrase).code is Code.PW_WRONG


def test_without_a_preliminary_score_the_answer_key_never_reaches_the_room(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path, show_preliminary_score=False)
    packages = issued.packages()
    unlocked = unlock(issued.passphrase, issued.grant(), packages, issued.room)
    assert unlocked.key(packages[0].package_id, Compartment.ANSWER_KEY) is None
    assert unlocked.key_segment(packages[0]) is None
    record = issued.centre.record
    emergency = unlock_emergency(record.emergency_code, issued.grant(), packages)
    assert emergency.key_segment(packages[0]) is None
    review = unlock_review(record.review_code, issued.grant(), packages, issued.room)
    assert review.key_segment(packages[0]) is not None


def test_each_code_opens_its_own_slot_only(issued: IssuedSittingForTest) -> None:
    grant, packages, record = issued.grant(), issued.packages(), issued.centre.record
    with pytest.raises(PackageError) as refused:
        unlock_review(issued.passphrase, grant, packages, issued.room)
    assert refused.value.code is Code.PW_WRONG
    assert refusal(issued, record.review_code).code is Code.PW_WRONG
    assert refusal(issued, record.emergency_code).code is Code.PW_TYPO
    assert check_typed(record.emergency_code, SlotKind.EMERGENCY)


def test_every_drawn_picture_can_be_opened_with_its_own_key(issued: IssuedSittingForTest) -> None:
    package = issued.packages()[0]
    unlocked = unlock(issued.passphrase, issued.grant(), [package], issued.room)
    pictures = [one for item in unlocked.item_pool(package).items for one in item.pictures]
    assert len(pictures) == 2
    key = unlocked.key(package.package_id, Compartment.TASKS)
    assert key is not None
    for picture in pictures:
        assert len(picture.segment_id) == 32 and picture.name not in picture.segment_id
        assert bytes(package.open_segment(picture.segment_id, key)).startswith(b"\x89PNG")
        assert unlocked.picture_key(package, picture.segment_id) != key


def test_unlocking_reports_its_steps(issued: IssuedSittingForTest) -> None:
    steps: list[tuple[int, int]] = []
    packages = issued.packages()
    unlock(issued.passphrase, issued.grant(), packages, issued.room, lambda *s: steps.append(s))
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_secrets_do_not_show_in_any_text(issued: IssuedSittingForTest) -> None:
    packages = issued.packages()
    unlocked = unlock(issued.passphrase, issued.grant(), packages, issued.room)
    shown = repr(unlocked) + repr(issued.room) + repr(issued.centre)
    key = unlocked.key(packages[0].package_id, Compartment.TASKS)
    assert key is not None
    for secret in (key.hex(), repr(key), unlocked.centre_secret.hex(), issued.passphrase):
        assert secret not in shown
