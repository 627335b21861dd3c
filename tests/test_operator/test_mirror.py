"""The mirror on a stick: complete, sealed, checked, and never in the way of an answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.mirror import reading, writer
from koperta_operator.room.mirror.progress import MirrorState, Progress
from koperta_operator.room.mirror.segment import SegmentError, mirror_key, read_header, read_segment
from koperta_operator.room.mirror.writer import StickMirror
from koperta_packages.identity import RoomIdentity
from tests.test_operator.stick_bench import SITTING, Journals, SimulatedStick, mirrored, state, until

Play = Callable[[Journals, SimulatedStick], Awaitable[None]]


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "LOOK_S", 0.02)
    monkeypatch.setattr(writer, "AGAIN_S", 0.05)


def play(tmp_path: Path, story: Play) -> tuple[Journals, SimulatedStick]:
    """Let a mirror run while a story is told; return what is left."""
    (tmp_path / "stick").mkdir(exist_ok=True)
    stick = SimulatedStick(tmp_path / "stick")
    journals = Journals(tmp_path, RoomIdentity.create("306401-00042", "sala 12"))

    async def told() -> None:
        journals.mirror = StickMirror(stick, journals.identity, journals)
        journals.mirror.start()
        try:
            await story(journals, stick)
        finally:
            stick.gate.set()
            if journals.mirror is not None:
                await asyncio.to_thread(journals.mirror.stop)

    asyncio.run(told())
    journals.close()
    return journals, stick


def whole(journals: Journals, stick: SimulatedStick) -> bool:
    """Say whether some series holds the sitting's journal whole."""
    return any(len(rows) == journals.open[SITTING].sequence for rows in mirrored(stick, journals.identity))


def test_what_is_mirrored_is_the_journal_byte_for_byte(tmp_path: Path) -> None:
    kept: dict[str, list[StoredEvent]] = {}

    async def story(journals: Journals, _stick: SimulatedStick) -> None:
        journals.write(3, journal="room")
        for _ in range(6):
            journals.write(400)
            await asyncio.sleep(0.02)
        kept.update({name: journals.rows(name) for name in journals.journals()})

    journals, stick = play(tmp_path, story)
    for name, rows in kept.items():
        assert mirrored(stick, journals.identity, name) == [rows]
    sizes = [path.stat().st_size for path in (tmp_path / "stick").rglob(f"{SITTING}.*.segment")]
    assert len(sizes) > 5
    assert max(sizes) < 2 * 64 * 1024


def test_a_quiet_journal_is_on_the_stick_within_ten_seconds() -> None:
    moment = [100.0]
    progress = Progress(lambda: moment[0])
    assert not progress.note(SITTING, 100)
    moment[0] += 9.9
    assert not progress.due(SITTING)
    moment[0] += 0.2
    assert progress.due(SITTING) and progress.state() is MirrorState.WRITING
    moment[0] += 25
    assert progress.state() is MirrorState.BEHIND


def test_a_pulled_stick_is_named_and_goes_on_by_itself_when_it_is_back(tmp_path: Path) -> None:
    async def story(journals: Journals, stick: SimulatedStick) -> None:
        journals.write(300)
        await until(lambda: whole(journals, stick))
        stick.pulled = True
        journals.write(300)
        await until(lambda: state(journals) is MirrorState.REMOVED)
        journals.write(300)
        stick.pulled = False
        await until(lambda: whole(journals, stick))
        await until(lambda: state(journals) is MirrorState.WRITING)

    journals, stick = play(tmp_path, story)
    assert len(reading.series_on(stick, journals.identity.room_id)) == 1, "the same series goes on"


def test_a_folder_that_vanishes_is_a_removed_stick(tmp_path: Path) -> None:
    async def story(journals: Journals, stick: SimulatedStick) -> None:
        journals.write(300)
        await until(lambda: whole(journals, stick))
        (tmp_path / "stick").rename(tmp_path / "pocket")
        journals.write(300)
        await until(lambda: state(journals) is MirrorState.REMOVED)
        assert not (tmp_path / "stick").exists(), "nothing may be written where a stick used to be"
        (tmp_path / "pocket").rename(tmp_path / "stick")
        await until(lambda: whole(journals, stick))

    play(tmp_path, story)


def test_a_full_stick_is_named_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    async def story(journals: Journals, stick: SimulatedStick) -> None:
        stick.full = True
        journals.write(500)
        await until(lambda: state(journals) is MirrorState.FULL)
        stick.full = False
        await until(lambda: whole(journals, stick))
        await until(lambda: state(journals) is MirrorState.WRITING)

    play(tmp_path, story)


def test_a_stick_that_gives_back_other_bytes_is_failed_and_nothing_counts_as_written(tmp_path: Path) -> None:
    async def story(journals: Journals, stick: SimulatedStick) -> None:
        stick.lies = True
        journals.write(500)
        await until(lambda: state(journals) is MirrorState.FAILED)
        assert journals.mirror is not None and journals.mirror.progress.saved_at_ms == 0
        stick.lies = False
        await until(lambda: whole(journals, stick))

    play(tmp_path, story)


def test_a_hanging_stick_holds_nobody_up_and_takes_no_memory(tmp_path: Path) -> None:
    async def story(journals: Journals, stick: SimulatedStick) -> None:
        journals.write(10)
        await until(lambda: whole(journals, stick))
        stick.gate.clear()
        slowest = 0.0
        for _ in range(200):
            before = time.perf_counter()
            journals.write(20)
            slowest = max(slowest, time.perf_counter() - before)
        assert slowest < 1.0
        mirror = journals.mirror
        assert mirror is not None and mirror.progress.pending[SITTING].bytes > 10**6
        held = [value for value in vars(mirror).values() if isinstance(value, list)]
        assert not held, "rows are read back later, never kept"
        before = time.perf_counter()
        assert not await asyncio.to_thread(mirror.stop, 0.2), "the thread hangs and is left behind"
        assert time.perf_counter() - before < 2
        stick.gate.set()

    play(tmp_path, story)


def test_a_restarted_room_goes_on_with_its_series_and_reads_no_marker(tmp_path: Path) -> None:
    async def story(journals: Journals, stick: SimulatedStick) -> None:
        journals.write(300)
        await until(lambda: whole(journals, stick))
        assert journals.mirror is not None
        await asyncio.to_thread(journals.mirror.stop)
        journals.mirror = None
        journals.write(50)
        journals.mirror = StickMirror(stick, journals.identity, journals)
        journals.mirror.start()
        await until(lambda: whole(journals, stick))
        assert len(reading.series_on(stick, journals.identity.room_id)) == 1

    play(tmp_path, story)


def test_a_stick_that_knows_more_than_the_room_is_left_as_it_is(tmp_path: Path) -> None:
    """A room that came back from an older copy must not write over what the stick still knows."""

    async def story(journals: Journals, stick: SimulatedStick) -> None:
        journals.write(300)
        await until(lambda: whole(journals, stick))
        assert journals.mirror is not None
        await asyncio.to_thread(journals.mirror.stop)
        journals.mirror = None
        older = Journals(tmp_path / "older", journals.identity)
        older.write(20, size=150)
        older.mirror = StickMirror(stick, journals.identity, older)
        older.mirror.start()
        await until(lambda: len(mirrored(stick, journals.identity)) == 2)
        await asyncio.to_thread(older.mirror.stop)
        assert sorted(len(rows) for rows in mirrored(stick, journals.identity)) == [20, 300]
        older.close()
        journals.mirror = StickMirror(stick, journals.identity, journals)
        journals.mirror.start()

    (tmp_path / "older").mkdir()
    play(tmp_path, story)


def three_segments(tmp_path: Path) -> tuple[Journals, SimulatedStick, list[Path]]:
    """Leave a stick with at least three segments of the sitting."""

    async def story(journals: Journals, stick: SimulatedStick) -> None:
        journals.write(1000)
        await until(lambda: whole(journals, stick))

    journals, stick = play(tmp_path, story)
    return journals, stick, sorted((tmp_path / "stick").rglob(f"{SITTING}.*.segment"))


def one_series(journals: Journals, stick: SimulatedStick) -> reading.MirroredJournal:
    """Return what the only series holds of the sitting."""
    (name,) = reading.series_on(stick, journals.identity.room_id)
    return reading.read_series(stick, journals.identity, name).journals[SITTING]


def test_behind_a_missing_segment_nothing_is_used_and_it_is_named(tmp_path: Path) -> None:
    journals, stick, paths = three_segments(tmp_path)
    paths[1].unlink()
    held = one_series(journals, stick)
    assert held.segments == 1 and 0 < held.through < 500
    assert "missing" in held.troubles[0] and f"{len(paths) - 2} segments" in held.troubles[0]


@pytest.mark.parametrize("keep", [0, 5, 100, -1])
def test_a_torn_segment_is_named_and_not_used(tmp_path: Path, keep: int) -> None:
    journals, stick, paths = three_segments(tmp_path)
    paths[-1].write_bytes(paths[-1].read_bytes()[:keep])
    held = one_series(journals, stick)
    assert held.segments == len(paths) - 1 and paths[-1].name in held.troubles[0]


def test_a_changed_byte_anywhere_in_a_segment_is_found(tmp_path: Path) -> None:
    journals, stick, paths = three_segments(tmp_path)
    sound = paths[1].read_bytes()
    for at in (*range(0, 400, 7), len(sound) // 2, len(sound) - 1):
        paths[1].write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        assert one_series(journals, stick).segments == 1, f"byte {at}"


def test_segments_in_another_order_or_of_another_journal_are_not_used(tmp_path: Path) -> None:
    journals, stick, paths = three_segments(tmp_path)
    second, third = paths[1].read_bytes(), paths[2].read_bytes()
    paths[1].write_bytes(third)
    assert one_series(journals, stick).segments == 1
    paths[1].write_bytes(second)
    paths[1].rename(paths[1].with_name("room.000001.segment"))
    (name,) = reading.series_on(stick, journals.identity.room_id)
    assert reading.read_series(stick, journals.identity, name).journals["room"].through == 0


def test_whoever_finds_the_stick_opens_nothing(tmp_path: Path) -> None:
    journals, stick, paths = three_segments(tmp_path)
    data = paths[0].read_bytes()
    assert b"heartbeat" not in data and b"xxxxxxxx" not in data
    header, _shown, _box = read_header(data)
    stranger = RoomIdentity.create("306401-00042", "sala 12")
    with pytest.raises(SegmentError):
        read_segment(mirror_key(stranger, header.series), data)
    half = RoomIdentity("306401-00042", "sala 12", journals.identity.signing, stranger.exchange)
    with pytest.raises(SegmentError):
        read_segment(mirror_key(half, header.series), data)
    assert reading.series_on(stick, stranger.room_id) == []


def test_a_series_of_another_room_under_this_rooms_name_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    journals, stick, _paths = three_segments(tmp_path / "a")
    stranger = RoomIdentity.create("306401-00042", "sala 12")
    root = tmp_path / "a" / "stick"
    (root / reading.folder_of(journals.identity.room_id)).rename(root / reading.folder_of(stranger.room_id))
    (name,) = reading.series_on(stick, stranger.room_id)
    assert not reading.read_series(stick, stranger, name).sound
    assert reading.read_series(stick, stranger, name).journals[SITTING].through == 0
