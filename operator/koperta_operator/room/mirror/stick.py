"""Use a folder on a stick: names, whole reads, writes that are on the stick and equal when they return."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from koperta_sync.durable import private_folder, sync_folder, write_durably

MAX_FILE = 1024 * 1024 * 1024
_PIECE = 1024 * 1024


class ReadBackError(OSError):
    """Say that a stick returned other bytes than were written."""


class Stick(Protocol):
    """Be what a mirror needs of a stick. Every call may raise OSError, and may take as long as it likes."""

    def there(self) -> bool:
        """Say whether the stick is where it was."""

    def folders(self, path: str) -> list[str]:
        """Return the names of folders in a folder; none when it does not exist."""

    def files(self, path: str) -> list[str]:
        """Return the names of files in a folder; none when it does not exist."""

    def read(self, path: str) -> bytes:
        """Return a whole file."""

    def write(self, path: str, data: bytes) -> None:
        """Write a file durably, under its name only once it is whole, and compare what the stick gives back."""

    def copy(self, source: Path, path: str) -> None:
        """Copy a file of any size in the same manner; nothing happens when one of its length is there."""


class StickFolder:
    """Be a stick that is mounted somewhere; paths are relative, with slashes."""

    def __init__(self, root: Path, *, apart_from: Path | None = None) -> None:
        """Take the folder; with `apart_from` it has to lie on another device than that one.

        A mount point outlives its stick as an empty folder of the machine's own disk.
        """
        self.root = root
        self._apart_from = apart_from

    def there(self) -> bool:
        """Say whether the stick is where it was."""
        if not self.root.is_dir():
            return False
        return self._apart_from is None or on_other_device(self.root, self._apart_from)

    def folders(self, path: str) -> list[str]:
        """Return the names of folders in a folder."""
        return self._names(path, folders=True)

    def files(self, path: str) -> list[str]:
        """Return the names of files in a folder."""
        return self._names(path, folders=False)

    def read(self, path: str) -> bytes:
        """Return a whole file; OSError."""
        with (self.root / path).open("rb") as file:
            return file.read(MAX_FILE)

    def write(self, path: str, data: bytes) -> None:
        """Write a file and compare it; OSError, ReadBackError."""
        target = self.root / path
        private_folder(target.parent)
        write_durably(target, data)
        if b"".join(_uncached(target)) != data:
            raise ReadBackError(f"{path}: the stick gives back other bytes")

    def copy(self, source: Path, path: str) -> None:
        """Copy a file piece by piece and compare it; OSError, ReadBackError."""
        target = self.root / path
        if target.is_file() and target.stat().st_size == source.stat().st_size:
            return
        private_folder(target.parent)
        part = target.with_name(f"{target.name}.part")
        wanted = hashlib.sha256()
        with source.open("rb") as reader, part.open("wb") as writer:
            for piece in _pieces(reader):
                wanted.update(piece)
                writer.write(piece)
            writer.flush()
            os.fsync(writer.fileno())
        found = hashlib.sha256()
        for piece in _uncached(part):
            found.update(piece)
        if found.digest() != wanted.digest():
            raise ReadBackError(f"{path}: the stick gives back other bytes")
        part.replace(target)
        sync_folder(target.parent)

    def _names(self, path: str, *, folders: bool) -> list[str]:
        try:
            with os.scandir(self.root / path) as found:
                return sorted(one.name for one in found if one.is_dir() == folders and not one.name.startswith("."))
        except (FileNotFoundError, NotADirectoryError):
            return []


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _uncached(path: Path) -> Iterator[bytes]:
    """Read a file from the device where the system can be asked to forget what it remembers of it."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        yield from _pieces(file)


def on_other_device(one: Path, other: Path) -> bool:
    """Say whether two folders lie on two devices; OSError."""
    return one.stat().st_dev != other.stat().st_dev
