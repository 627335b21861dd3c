"""The mirror of a running room: set by an official, shown to consoles, still there after a restart."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from koperta_operator.room.mirror import keeper, reading, writer
from koperta_operator.room.mirror.stick import ReadBackError, StickFolder
from koperta_packages.identity import OfficialRole
from koperta_sync.protocol.console import MirrorTo, Ok
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.room_view import MirrorState
from tests.test_operator.live_room import LiveRoom, on_live_room, prepared_copy, serving
from tests.test_operator.stick_bench import until


def held_by_room(live: LiveRoom) -> dict[str, int]:
    """Return the length of every journal of a room."""
    return {"room": live.room.ledger.state.seq, live.sitting_id: live.sitting.journal.sequence}


def held_by_stick(live: LiveRoom, folder: Path) -> dict[str, int]:
    """Return the length of every journal on a stick."""
    stick, identity = StickFolder(folder), live.room.identity
    found: dict[str, int] = {}
    for name in reading.series_on(stick, identity.room_id):
        series = reading.read_series(stick, identity, name)
        assert series.sound
        found |= {journal: one.through for journal, one in series.journals.items()}
    return found


def test_a_mirror_set_at_the_console_holds_everything_and_goes_on_after_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "LOOK_S", 0.02)
    stick = tmp_path / "stick"
    stick.mkdir()
    folder, issued, machines = prepared_copy(tmp_path, 4, 4)

    async def set_it() -> None:
        async with serving(folder, issued, machines) as live:
            console = await live.console(OfficialRole.OPERATOR)
            await console.expect(MirrorTo(folder=str(stick)), Ok)
            await until(lambda: held_by_stick(live, stick) == held_by_room(live))
            view = live.room.overview.view(live.room.sittings).mirror
            assert view.state is MirrorState.WRITING
            assert view.folder == str(stick)
            assert view.saved_at_ms > 0
            assert str(stick) not in repr([row.body for row in await live.room.ledger.all_events()])

    async def come_back() -> None:
        async with serving(folder, issued, machines) as live:
            await until(lambda: held_by_stick(live, stick) == held_by_room(live))
            kept = {path.name for path in live.folder.files.iterdir()}
            copied = stick / reading.folder_of(live.room.identity.room_id) / reading.FILES
            await until(lambda: kept <= {path.name for path in copied.iterdir()})
            assert f"{live.sitting_id}.{keeper.KEY_FILE}" in {path.name for path in copied.iterdir()}
            shutil.rmtree(stick)
            await until(lambda: live.room.mirror.view().state is MirrorState.REMOVED)
            assert live.room.mirror.lamp().state == "warn"
            assert "włóż go" in live.room.mirror.lamp().why
            await live.unlock()

    asyncio.run(set_it())
    asyncio.run(come_back())


@on_live_room()
async def test_a_mirror_needs_the_right_and_a_folder(live: LiveRoom) -> None:
    nobody = await live.console()
    assert await nobody.refused(MirrorTo(folder="/")) == Refused.NOT_SIGNED_IN
    chair = await live.console(OfficialRole.ROOM_CHAIR, "druga")
    assert await chair.refused(MirrorTo(folder=str(live.folder.root))) == Refused.NOT_ALLOWED
    operator = await live.console(OfficialRole.OPERATOR)
    for folder in (str(live.folder.root / "nowhere"), str(live.folder.journal)):
        assert await operator.refused(MirrorTo(folder=folder)) == Refused.FILE_REFUSED
    assert await operator.refused(MirrorTo(folder="relative")) == Refused.PATH_INCOMPLETE
    assert live.room.mirror.view().state is MirrorState.OFF


def test_an_empty_mount_point_is_no_stick(tmp_path: Path) -> None:
    """Where a stick was mounted, a folder of the machine's own disk may be left: nothing belongs in there."""
    assert StickFolder(tmp_path).there()
    assert not StickFolder(tmp_path, apart_from=tmp_path).there()


def test_a_copied_file_is_compared_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"k" * 3_000_000)
    stick = StickFolder(tmp_path / "stick")
    stick.copy(source, "files/one")
    assert (tmp_path / "stick/files/one").read_bytes() == source.read_bytes()
    monkeypatch.setattr("koperta_operator.room.mirror.stick._uncached", lambda _path: iter([b"other"]))
    with pytest.raises(ReadBackError):
        stick.copy(source, "files/two")
    assert not (tmp_path / "stick/files/two").exists()
    with pytest.raises(ReadBackError):
        stick.write("files/three", b"three")
