"""A journal that was rewritten contradicts its own chain, or a head that left the room before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from koperta_packages import documents
from koperta_packages.errors import Code
from koperta_sync.bundle.manifest import (
    BundleManifest,
    Witness,
    parse_manifest,
    sitting_genesis,
)
from koperta_sync.bundle.readback import read_back
from koperta_sync.bundle.reader import BundleFile
from koperta_sync.bundle.records import frame, walk
from tests.test_sync.bundle_day import Day, refusal, rewritten
from tests.test_sync.room_play import signing_officials


@pytest.fixture
def day(tmp_path: Path) -> Day:
    """Play a small day."""
    return Day(tmp_path)


def edit(lines: list[bytes]) -> None:
    """Change one byte of an event."""
    lines[5] = lines[5].replace(b"room", b"r00m", 1)


def delete(lines: list[bytes]) -> None:
    """Take an event out."""
    del lines[5]


def insert(lines: list[bytes]) -> None:
    """Put an event in."""
    lines.insert(5, lines[4])


def swap(lines: list[bytes]) -> None:
    """Exchange two events."""
    lines[5], lines[6] = lines[6], lines[5]


def cut(lines: list[bytes]) -> None:
    """Cut off the tail, with the last answers in it."""
    del lines[-4:]


@pytest.mark.parametrize("act", [edit, delete, insert, swap, cut])
def test_a_rewritten_journal_contradicts_the_head_a_workstation_kept(
    day: Day, act: Callable[[list[bytes]], None]
) -> None:
    """The room itself rewrites, seals and signs: only what left the room before can tell."""
    act(day.play.sitting.lines)
    with day.signed(day.draft()) as draft:
        path, key = draft.finish(day.folder / "a.exambundle").path, draft.stream_key
    assert refusal(lambda: read_back(path, key, day.trust)) is Code.BUNDLE_HEAD_CONTRADICTED


@pytest.mark.parametrize("act", [edit, delete, insert, swap, cut])
def test_a_manifest_that_does_not_fit_its_journal_breaks_the_chain(
    day: Day, act: Callable[[list[bytes]], None]
) -> None:
    path, _ = day.write()
    honest = BundleFile.open(path).manifest
    act(day.play.sitting.lines)
    day.play.witnesses.clear()
    with day.signed(day.draft()) as draft:
        changed, key = draft.finish(day.folder / "b.exambundle").path, draft.stream_key

    def claim(manifest: BundleManifest) -> BundleManifest:
        return msgspec.structs.replace(manifest, sitting=honest.sitting)

    keys = [day.play.identity.signing, *(one.key for one in signing_officials(day.issued))]
    claimed = rewritten(changed, claim, keys)
    assert refusal(lambda: read_back(claimed, key, day.trust)) is Code.BUNDLE_CHAIN_BROKEN


@pytest.mark.parametrize("sequence", [0, 3, 10_000])
def test_a_head_no_journal_can_have_is_a_contradiction(day: Day, sequence: int) -> None:
    false = Witness("a" * 64, sequence, "b" * 64)
    with day.signed(day.draft(replace(day.facts(), witnesses=(false,)))) as draft:
        path, key = draft.finish(day.folder / "a.exambundle").path, draft.stream_key
    assert refusal(lambda: read_back(path, key, day.trust)) is Code.BUNDLE_HEAD_CONTRADICTED


def test_a_journal_of_another_sitting_cannot_be_passed_off(day: Day) -> None:
    path, _ = day.write()
    manifest = BundleFile.open(path).manifest
    other = msgspec.structs.replace(manifest.sitting, genesis=sitting_genesis(manifest.room_id, "2026Z-other"))
    payload = documents.encode(msgspec.structs.replace(manifest, sitting=other))
    assert refusal(lambda: parse_manifest(payload)) is Code.BUNDLE_CORRUPT


def test_an_empty_journal_is_no_sitting(day: Day) -> None:
    day.play.sitting.lines.clear()
    assert refusal(day.draft) is Code.BUNDLE_CORRUPT


def test_a_number_of_events_that_is_not_the_journals_breaks_the_chain(day: Day) -> None:
    path, key = day.write()

    def claim(manifest: BundleManifest) -> BundleManifest:
        more = msgspec.structs.replace(manifest.sitting, events=manifest.sitting.events + 1)
        return msgspec.structs.replace(manifest, sitting=more)

    keys = [day.play.identity.signing, *(one.key for one in signing_officials(day.issued))]
    claimed = rewritten(path, claim, keys)
    assert refusal(lambda: read_back(claimed, key, day.trust)) is Code.BUNDLE_CHAIN_BROKEN


def test_an_event_of_the_sitting_behind_those_of_the_room_is_refused(day: Day) -> None:
    path, _ = day.write()
    manifest = BundleFile.open(path).manifest
    sitting = [frame(1, line) for line in day.play.sitting.lines]
    room = [frame(2, line) for line in day.play.room.lines]
    assert walk(manifest, sitting + room) == manifest.plaintext_length
    assert refusal(lambda: walk(manifest, [*sitting[:-1], *room, sitting[-1]])) is Code.BUNDLE_CORRUPT
