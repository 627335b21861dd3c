"""Find the sticks that are plugged into this machine."""

from __future__ import annotations

import ctypes
import os
import string
from pathlib import Path

_MOUNTS = ("/media", "/run/media", "/mnt", "/Volumes")
_REMOVABLE = 2  # GetDriveType: DRIVE_REMOVABLE


def mounted_sticks() -> list[Path]:
    """Return where sticks are mounted, sorted; on Windows the removable drives."""
    if os.name == "nt":
        drives = [Path(f"{letter}:\\") for letter in string.ascii_uppercase]
        return [drive for drive in drives if _is_removable(drive)]
    found = []
    for mount in map(Path, _MOUNTS):
        if mount.is_dir():
            found += [one for one in sorted(mount.glob("*")) + sorted(mount.glob("*/*")) if _is_mounted(one)]
    return found


def _is_mounted(path: Path) -> bool:
    try:
        return path.is_dir() and os.path.ismount(path)
    except OSError:  # pulled while we look
        return False


def _is_removable(drive: Path) -> bool:
    windows = getattr(ctypes, "windll", None)
    return windows is not None and windows.kernel32.GetDriveTypeW(str(drive)) == _REMOVABLE
