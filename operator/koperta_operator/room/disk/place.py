"""Say on what kind of disk a folder lies, as far as the system tells.

A network file system may acknowledge what it does not have and lock what others write, so a journal has no place
there. Known on Linux (`/proc/self/mountinfo`) and Windows (the drive's type); elsewhere the answer is UNKNOWN.
"""

from __future__ import annotations

import enum
import os
import re
from pathlib import Path
from typing import Any

from koperta_packages.errors import Code, PackageError

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    "9p afs beegfs ceph cifs coda davfs fuse.davfs2 fuse.glusterfs fuse.rclone fuse.sshfs fuse.vmhgfs-fuse gfs2 "
    "glusterfs lustre ncpfs nfs nfs4 ocfs2 orangefs smb3 smbfs vboxsf virtiofs vmhgfs".split()
)
_MEMORY = frozenset(("tmpfs", "ramfs"))
_OCTAL = re.compile(r"\\([0-7]{3})")  # how a blank in a name is written there
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


class Place(enum.Enum):
    """Name what a folder may lie on."""

    LOCAL = "local"
    NETWORK = "network"
    MEMORY = "memory"
    UNKNOWN = "unknown"


def place_of(folder: Path) -> tuple[Place, str]:
    """Return what an existing folder lies on, and the name of its file system where there is one."""
    folder = folder.resolve()
    if os.name == "nt":
        return _on_windows(folder)
    try:
        table = _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return Place.UNKNOWN, ""
    return kind_in(table, folder)


def kind_in(table: str, folder: Path) -> tuple[Place, str]:
    """Look a folder up in the text of a `mountinfo`; of two file systems at one place the later one counts."""
    best, name = -1, ""
    for line in table.splitlines():
        left, _dash, right = line.partition(" - ")
        fields, kinds = left.split(" "), right.split(" ")
        if len(fields) < 5 or not kinds[0]:
            continue
        mount = Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[4]))
        if folder.is_relative_to(mount) and len(mount.parts) >= best:
            best, name = len(mount.parts), kinds[0]
    if not name:
        return Place.UNKNOWN, ""
    if name in _NETWORK:
        return Place.NETWORK, name
    return (Place.MEMORY if name in _MEMORY else Place.LOCAL), name


def require_local(folder: Path, *, allow_network: bool = False) -> Place:
    """Return what the folder lies on; raises PackageError DISK_NOT_LOCAL on a network unless that is allowed."""
    place, name = place_of(folder)
    if place is Place.NETWORK and not allow_network:
        raise PackageError(Code.DISK_NOT_LOCAL, f"{folder} lies on {name}")
    return place


def _on_windows(folder: Path) -> tuple[Place, str]:
    import ctypes

    system: Any = ctypes  # `windll` is there on Windows only
    root = folder.anchor
    if root.startswith("\\\\"):
        return Place.NETWORK, root
    kind = system.windll.kernel32.GetDriveTypeW(root)
    return (Place.NETWORK, root) if kind == _REMOTE_DRIVE else (Place.LOCAL, root)
