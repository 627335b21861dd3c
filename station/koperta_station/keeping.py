"""Find out whether this machine keeps a file over a restart: leave a marker at one start, look for it at the next.

Guest accounts, disks that are put back at every start and file systems in memory forget everything. What is forgotten
with them is the journal of whoever sits here, so that is found out before the sitting.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from pathlib import Path

import msgspec

from koperta_sync import uptime
from koperta_sync.durable import private_folder, write_durably
from koperta_sync.protocol.seat import KeptFiles

NAME = "keeps-files.json"
_MOUNTS = Path("/proc/self/mountinfo")
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})
_log = logging.getLogger(__name__)


class Marker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hold what stands in the file: who it is, how often it was found, and at which start of the machine last."""

    id: str
    starts: int
    boot: str
    survived: bool = False  # a start of the machine


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold the verdict, the marker's id and how many starts it has seen."""

    verdict: KeptFiles
    marker: str = ""
    starts: int = 0


UNKNOWN = Kept(KeptFiles.NOT_KNOWN)


def look(folder: Path, boot: str | None = None) -> Kept:
    """Look for the marker of earlier starts in a folder and write it anew; waits for the disk.

    `boot` names this start of the machine; where it has no name, every start of the program counts as one.
    """
    boot = uptime.boot_id() if boot is None else boot
    try:
        private_folder(folder)
        found = _read(folder / NAME)
        if found is None:
            marker = Marker(id=secrets.token_hex(16), starts=1, boot=boot)
        else:
            survived = found.survived or not boot or found.boot != boot
            marker = Marker(id=found.id, starts=found.starts + 1, boot=boot, survived=survived)
        write_durably(folder / NAME, msgspec.json.encode(marker))
    except OSError as error:
        _log.warning("this machine keeps nothing: %s", error)
        return Kept(KeptFiles.NO)
    if in_memory(folder):
        return Kept(KeptFiles.NO, marker.id, marker.starts)
    return Kept(KeptFiles.YES if marker.survived else KeptFiles.NOT_KNOWN, marker.id, marker.starts)


def in_memory(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Say whether a folder lies on a file system in memory; False where nobody can tell."""
    try:
        lines = mounts.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    best, kind = -1, ""
    for line in lines:
        before, _, behind = line.partition(" - ")
        point = Path(before.split(" ")[4].replace("\\040", " "))
        if folder.resolve().is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), behind.split(" ")[0]
    return kind in _IN_MEMORY


def _read(path: Path) -> Marker | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Marker)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        _log.warning("the marker is damaged: %s", error)
        return None
