"""Lay out the data folder of a room, so that nobody else needs to know where things lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


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
    def exports(self) -> Path:
        """Return the folder of bundles made here."""
        return self.root / "exports"

    @property
    def settings(self) -> Path:
        """Return the room's settings (label, exam rooms, port)."""
        return self.root / "room.toml"

    def sitting(self, sitting_id: str) -> Path:
        """Return the folder of one sitting."""
        return self.root / "sittings" / sitting_id

    def create(self) -> None:
        """Make the folders; secret ones only for this user where the system knows such rights."""
        for path in (self.root, self.identity, self.files, self.lan, self.local_console, self.exports):
            path.mkdir(parents=True, exist_ok=True)
            if os.name == "posix":
                path.chmod(0o700)
        (self.root / "sittings").mkdir(exist_ok=True)


def write_synced(path: Path, data: bytes, *, secret: bool = False) -> None:
    """Write a file so that after a power cut it is whole: the old one or the new one, never half."""
    temporary = path.with_name(path.name + ".new")
    mode = 0o600 if secret else 0o644
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file durable; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
