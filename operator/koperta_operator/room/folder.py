"""Lay out the data folder of a room, so that nobody else needs to know where things lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from koperta_sync.durable import private_folder


@dataclass(frozen=True, slots=True)
class RoomFolder:
    """Name every place in a room's data folder."""

    root: Path

    @property
    def identity(self) -> Path:
        """Return the folder of the room's secret identity (readable unattended, backed up on a sealed stick)."""
        return self.root / "identity"

    @property
    def journal(self) -> Path:
        """Return the room's own journal: imports, pairings, sign-ins."""
        return self.root / "room.db"

    @property
    def journal_note(self) -> Path:
        """Return the note that the journals lie in a database and not here."""
        return self.root / "journals-in-database.txt"

    @property
    def files(self) -> Path:
        """Return the folder of the board's files, each under its SHA-256."""
        return self.root / "files"

    @property
    def lan(self) -> Path:
        """Return the folder of the LAN authority and the server's certificate."""
        return self.root / "lan"

    @property
    def local_console(self) -> Path:
        """Return the credentials of the console on this very machine."""
        return self.root / "local-console"

    @property
    def standby(self) -> Path:
        """Return what makes this folder a standby's: its pairing with the room, and its promotion once there is one."""
        return self.root / "standby"

    @property
    def exports(self) -> Path:
        """Return the folder of bundles made here."""
        return self.root / "exports"

    @property
    def settings(self) -> Path:
        """Return the room's settings (label, exam rooms, port)."""
        return self.root / "room.toml"

    @property
    def logs(self) -> Path:
        """Return the folder of the room's log."""
        return self.root / "logs"

    def sitting(self, sitting_id: str) -> Path:
        """Return the folder of one sitting."""
        return self.root / "sittings" / sitting_id

    @property
    def holds_sittings(self) -> bool:
        """Tell whether anything of a sitting lies here."""
        sittings = self.root / "sittings"
        return sittings.is_dir() and any(sittings.iterdir())

    def create(self) -> None:
        """Make the folders; secret ones only for this user where the system knows such rights."""
        for path in (self.root, self.identity, self.files, self.lan, self.local_console, self.exports):
            private_folder(path)
        private_folder(self.root / "sittings")
