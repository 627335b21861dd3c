"""Do what the board's files ask for once they are here: registration, new sittings, amended candidates."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from koperta_operator.room.library import KeptFile, Library
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.room_events import ExamRoomsNamed, FileImported, RoomRegistered, SittingCreated
from koperta_operator.room.unlock_job import draw_again


class Settling:
    """Make kept files count, one import after the other, because each looks before it acts."""

    def __init__(
        self,
        library: Library,
        ledger: RoomLedger,
        sittings: dict[str, OpenSitting],
        opened: Callable[[str], OpenSitting],
        show: Callable[[OpenSitting], Awaitable[None]],
    ) -> None:
        """`opened(sitting_id)` makes a sitting, `show` starts it and shows it."""
        self._library = library
        self._ledger = ledger
        self._sittings = sittings
        self._opened = opened
        self._show = show
        self._taking = asyncio.Lock()

    async def take(self, new: list[KeptFile], actor: str) -> None:
        """Write newly kept files down and do what they ask for."""
        async with self._taking:
            for file in new:
                size = self._library.path_of(file).stat().st_size
                event = FileImported(file_kind=file.kind.value, sha256=file.sha256, name=file.name, size=size)
                await self._ledger.record(event, actor)
            await self.settle(actor)

    async def settle(self, actor: str) -> None:
        """Do what the files that are here ask for; also at start, for an import that was cut short."""
        await self._register(actor)
        if not self._ledger.state.exam_rooms and self._library.candidates:
            rooms = tuple(dict.fromkeys(r for d in self._library.candidates.values() for r in d.sitting.exam_rooms))
            await self._ledger.record(ExamRoomsNamed(exam_rooms=rooms), actor)
        for sitting_id, data in list(self._library.candidates.items()):
            if sitting_id in self._sittings:
                if self._sittings[sitting_id].names.data.revision < data.revision:
                    await self._sittings[sitting_id].take_data(data)
                    await asyncio.to_thread(draw_again, self._sittings[sitting_id], self._library, actor)
            elif self._library.ready(sitting_id):
                # The file first: once the room's journal names a sitting, a missing file is a lost one.
                sitting = self._opened(sitting_id)
                await self._ledger.record(SittingCreated(sitting_id=sitting_id), actor)
                await self._show(sitting)

    async def _register(self, actor: str) -> None:
        statement = self._library.statement
        if statement is None or self._ledger.state.room_id:
            return
        event = RoomRegistered(
            room_id=statement.room_id,
            centre_number=statement.centre_number,
            label=statement.label,
            statement_sha256=self._library.statement_digest(),
        )
        await self._ledger.record(event, actor)
