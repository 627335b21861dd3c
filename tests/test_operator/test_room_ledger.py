"""The room's own journal: one user of the connection at a time, whoever stops waiting."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.store import Draft, Journal
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.room_events import ExamRoomsNamed, SittingCreated

ROOM_ID = "r3a25ttr4c4a7"


class SlowDisk:
    """Hold the next write or checkpoint until it is let go, and note who else comes meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.there, self.go_on = threading.Event(), threading.Event()
        self.busy = False
        self.met: list[str] = []
        append, checkpoint, close = Journal.append_many, Journal.checkpoint_if_due, Journal.close

        def slow_append(journal: Journal, drafts: Sequence[Draft]) -> None:
            self._hold("append")
            append(journal, drafts)
            self.busy = False

        def slow_checkpoint(journal: Journal, *, idle: bool) -> None:
            self._hold("checkpoint")
            checkpoint(journal, idle=idle)
            self.busy = False

        def watched_close(journal: Journal) -> None:
            if self.busy:
                self.met.append("close")
            close(journal)

        monkeypatch.setattr(Journal, "append_many", slow_append)
        monkeypatch.setattr(Journal, "checkpoint_if_due", slow_checkpoint)
        monkeypatch.setattr(Journal, "close", watched_close)

    def _hold(self, act: str) -> None:
        if self.busy:
            self.met.append(act)
        self.busy = True
        self.there.set()
        self.go_on.wait(10)


def test_closing_waits_for_a_checkpoint_whose_waiter_was_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def day() -> list[str]:
        ledger = opened(tmp_path)
        disk = SlowDisk(monkeypatch)
        await cancel_once_there(disk, asyncio.ensure_future(ledger.tidy()))
        asyncio.get_running_loop().call_later(0.2, disk.go_on.set)
        await ledger.close()
        return disk.met

    assert asyncio.run(day()) == []


def test_an_event_whose_waiter_was_cancelled_is_in_the_record_and_the_next_one_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def day() -> tuple[list[str], tuple[str, ...], int]:
        ledger = opened(tmp_path)
        disk = SlowDisk(monkeypatch)
        await cancel_once_there(disk, asyncio.ensure_future(ledger.record(ExamRoomsNamed(exam_rooms=("sala 12",)))))
        asyncio.get_running_loop().call_later(0.2, disk.go_on.set)
        await ledger.record(SittingCreated(sitting_id="proba-1"))
        written = len(await ledger.all_events())
        await ledger.close()
        return disk.met, ledger.state.exam_rooms, written

    assert asyncio.run(day()) == ([], ("sala 12",), 3)


def opened(tmp_path: Path) -> RoomLedger:
    """Make a room's journal in an empty folder."""
    folder = RoomFolder(tmp_path)
    folder.create()
    return RoomLedger(folder, ROOM_ID, "test")


async def cancel_once_there(disk: SlowDisk, waiting: asyncio.Future[None]) -> None:
    """Cancel who waits while the disk is at work."""
    assert await asyncio.to_thread(disk.there.wait, 10)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
