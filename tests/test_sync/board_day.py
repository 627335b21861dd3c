"""Hold a board, a room that plays its sitting, and the way of a bundle from one to the other."""

from __future__ import annotations

import csv
from pathlib import Path

from koperta_packages.errors import Code
from koperta_sync.board.receive import BoardDesk, ReceivedBundle, receive
from koperta_sync.bundle.draft import FinishedBundle
from koperta_sync.bundle.manifest import Counts
from tests.board_fixture import PIN, IssuedSittingForTest, issue_sitting
from tests.test_sync.bundle_day import refusal
from tests.test_sync.room_play import RoomPlay, export

NOW = 1_800_000_900_000


class Board:
    """Hold a board with an issued sitting of four candidates, and the room that plays it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.issued: IssuedSittingForTest = issue_sitting(folder, candidates=4, tasks=3)
        self.play = RoomPlay(self.issued)
        self.out = folder / "results"

    def export(self, counts: Counts | None = None, **more: int | str) -> FinishedBundle:
        """Export the room as it stands now."""
        number = int(more.get("export_number", 1))
        path = self.folder / f"export-{number}-{len(self.play.sitting.lines)}.exambundle"
        said = counts or Counts(1, 3, 0, 3)
        return export(self.play, path, said, export_number=number, supersedes=str(more.get("supersedes", "")))

    def receive(self, path: Path, key: str = "answer-primary") -> ReceivedBundle:
        """Receive a bundle at the board."""
        return receive(BoardDesk.open(self.issued.board, PIN, key), path, self.out, NOW)

    def refused(self, path: Path) -> Code:
        """Return the code the board refuses a bundle with; nothing may have been written."""
        before = sorted(self.issued.board.received_folder.rglob("*"))
        code = refusal(lambda: self.receive(path))
        assert not self.out.exists()
        assert sorted(self.issued.board.received_folder.rglob("*")) == before
        return code

    def rows(self, taken: ReceivedBundle) -> list[dict[str, str]]:
        """Return the results as a spreadsheet reads them."""
        with taken.results.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))
