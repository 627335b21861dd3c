"""Nothing is called saved that is not: the save line tells where the last act is, also when a disk fails."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from koperta_station.state import SaveState, Screen
from koperta_sync.kiosk_journal import KioskJournal
from koperta_sync.protocol.seat import Entry
from koperta_sync.protocol.workstation import Beat
from tests.test_station.workstation import hold_the_disk, run, sitting


def test_an_act_is_not_called_saved_while_the_disk_is_still_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (_room, kiosk, person):
            await kiosk.solve(person)
            slow = hold_the_disk(monkeypatch)
            act = asyncio.ensure_future(kiosk.session.answer("zad-01", "b"))
            await kiosk.until(lambda state: state.save is SaveState.SAVING)
            await asyncio.sleep(0.03)
            assert not act.done() and kiosk.state.save is SaveState.SAVING
            assert dict(kiosk.state.answers) == {"zad-01": "b"}, "the choice is shown at once"
            assert len(person.taken) == 1, "nothing is sent before it is on the disk"
            slow.set()
            await act
            await kiosk.until_saved()

    run(day())


def test_a_caller_that_gives_up_leaves_the_entry_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (_room, kiosk, person):
            await kiosk.solve(person)
            slow = hold_the_disk(monkeypatch)
            act = asyncio.ensure_future(kiosk.session.answer("zad-01", "b"))
            await kiosk.until(lambda state: state.save is SaveState.SAVING)
            act.cancel()
            slow.set()
            await kiosk.until_saved()
            await kiosk.session.answer("zad-02", "c")
            await kiosk.until_saved()
            assert person.answers() == {"zad-01": "b", "zad-02": "c"}

    run(day())


def test_a_disk_that_fails_stops_no_exam_and_is_not_called_saved_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            await kiosk.solve(person)
            monkeypatch.setattr(KioskJournal, "append", broken_disk)
            room.cut()
            await kiosk.session.answer("zad-01", "b")
            assert kiosk.state.storage_failed and kiosk.state.save is SaveState.SAVING
            room.mend()
            await kiosk.until_saved()
            assert kiosk.state.screen is Screen.SOLVING and person.answers() == {"zad-01": "b"}
            monkeypatch.undo()
            await kiosk.session.answer("zad-02", "c")
            assert kiosk.state.storage_failed, "after a failed sync a second one may lie"
            await kiosk.session._courier.beat_once()
            assert [one.keeps_files for one in room.asked if isinstance(one, Beat)][-1] is False, "the room is told"

    run(day())


def test_a_workstation_without_a_disk_can_be_sat_at(tmp_path: Path) -> None:
    async def day() -> None:
        blocked = tmp_path / "a file where a folder should be"
        blocked.touch()
        async with sitting(blocked) as (room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.session.answer("zad-01", "b")
            await kiosk.until_saved()
            assert await kiosk.session.picture("picture-001")
            assert kiosk.state.storage_failed and person.answers() == {"zad-01": "b"}
            assert room.fetched.count("/v1/form") == 1

    run(day())


def broken_disk(_journal: KioskJournal, _entry: Entry) -> None:
    raise OSError(5, "Input/output error")
