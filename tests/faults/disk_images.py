"""Play a record of changes again and say what a disk may hold if the power fails at any point of it.

What was synced is there. What was written since may be there, or not, or in part: each write on its own, or each
512-byte sector of it. Names (new files, renames, deletions) count as on the disk at once: a limit, stated in
`docs/platforms.md`. A sync that failed has lost what it should have written, as Linux does: the next one does not
bring it back.
"""

from __future__ import annotations

import enum
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.disk_record import EMPTIED, FOLDER, Entry, What

SECTOR = 512

Image = dict[str, bytes]


class Mode(enum.Enum):
    """Name what survives of the writes that were not synced."""

    SYNCED = "nothing"
    SUBSET = "any of them"
    TORN = "any sector of them"
    PREFIX = "all of them"


@dataclass(frozen=True, slots=True)
class _Write:
    place: int
    data: bytes


@dataclass(frozen=True, slots=True)
class _Cut:
    length: int


@dataclass(slots=True)
class _File:
    seen: bytearray = field(default_factory=bytearray)  # by programs, while there is power
    synced: bytearray = field(default_factory=bytearray)
    pending: list[_Write | _Cut] = field(default_factory=list)

    def take(self, change: _Write | _Cut) -> None:
        _change(self.seen, change)
        self.pending.append(change)

    def sync(self, *, failed: bool) -> None:
        if not failed:
            for change in self.pending:
                _change(self.synced, change)
        self.pending.clear()

    def content(self, mode: Mode, dice: random.Random) -> bytes:
        if mode is Mode.PREFIX:
            return bytes(self.seen)
        data = bytearray(self.synced)
        for change in self.pending if mode is not Mode.SYNCED else ():
            for part in _sectors(change) if mode is Mode.TORN and isinstance(change, _Write) else (change,):
                if dice.random() < 0.5:
                    _change(data, part)
        return bytes(data)


class Disk:
    """Hold the files below the recorded folder, as far as the record was played."""

    def __init__(self) -> None:
        self.notes: list[bytes] = []
        self.broken = 0  # calls that failed on purpose
        self._files: dict[str, _File] = {}
        self._open: dict[int, _File] = {}

    def restart(self) -> None:
        """Go on with the record of a program that was started again: its open files are its own."""
        self._open.clear()

    def play(self, entry: Entry) -> None:
        """Take one entry of the record."""
        match entry.what:
            case What.NOTE:
                self.notes.append(entry.data)
            case What.BROKEN:
                self.broken += 1
            case What.OPEN:
                self._take_open(entry)
            case What.WRITE:
                self._open[entry.handle].take(_Write(entry.place, entry.data))
            case What.TRUNCATE:
                self._open[entry.handle].take(_Cut(entry.place))
            case What.SYNC:
                self._open[entry.handle].sync(failed=bool(entry.failed))
            case What.UNLINK:
                del self._files[entry.data.decode()]
            case What.RENAME:
                old, new = entry.data.decode().split("\n")
                self._files[new] = self._files.pop(old)

    def _take_open(self, entry: Entry) -> None:
        folder = entry.place & FOLDER
        file = _File() if folder else self._files.setdefault(entry.data.decode(), _File())
        self._open[entry.handle] = file
        if entry.place & EMPTIED:
            file.take(_Cut(0))

    @property
    def settled(self) -> bool:
        """Tell whether everything written is synced, so that every mode gives the same image."""
        return not any(file.pending or file.seen != file.synced for file in self._files.values())

    def image(self, mode: Mode, dice: random.Random) -> Image:
        """Return the files as a power failure at this point may leave them."""
        return {name: file.content(mode, dice) for name, file in self._files.items()}


def lay_out(image: Image, folder: Path) -> None:
    """Write an image's files into an empty folder."""
    for name, data in image.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def played(entries: Iterable[Entry]) -> Disk:
    """Return the disk after a whole record."""
    disk = Disk()
    for entry in entries:
        disk.play(entry)
    return disk


def _change(data: bytearray, change: _Write | _Cut) -> None:
    if isinstance(change, _Cut):
        del data[change.length :]
        data.extend(bytes(change.length - len(data)))
        return
    data.extend(bytes(max(0, change.place - len(data))))
    data[change.place : change.place + len(change.data)] = change.data


def _sectors(write: _Write) -> list[_Write]:
    """Split a write at the borders of sectors, which a disk writes whole or not at all."""
    parts, at = [], 0
    while at < len(write.data):
        end = min(len(write.data), at + SECTOR - (write.place + at) % SECTOR)
        parts.append(_Write(write.place + at, write.data[at:end]))
        at = end
    return parts
