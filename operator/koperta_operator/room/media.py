"""List folders and sticks of the operator machine for a console, which may sit elsewhere."""

from __future__ import annotations

import os
import string
from pathlib import Path

from koperta_sync.protocol.console import Folder, FolderEntry
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.sticks import mounted_sticks

_MAX_ENTRIES = 500


def place(text: str) -> Path:
    """Return a path that a console named; PATH_INCOMPLETE for one that only means something from some folder.

    The folder in which the room was started is nobody's choice: a backup written there would be lost.
    """
    path = Path(text)
    if not path.is_absolute():
        raise RefusedError(Refused.PATH_INCOMPLETE, f"{text!r} is not an absolute path", path=text)
    return path


def list_folder(path: str) -> Folder:
    """List one folder, names sorted, folders first; the media when the path is empty."""
    if not path:
        return Folder(path="", parent="", entries=tuple(_media()))
    folder = place(path)
    try:
        found = sorted(folder.iterdir(), key=lambda one: (not one.is_dir(), one.name.casefold()))
    except OSError as error:
        raise RefusedError(Refused.FILE_REFUSED, f"{path}: {error.strerror}", path=path) from error
    entries = tuple(_entry(one) for one in found[:_MAX_ENTRIES] if not one.name.startswith("."))
    return Folder(path=str(folder), parent=str(folder.parent) if folder.parent != folder else "", entries=entries)


def _entry(path: Path) -> FolderEntry:
    try:
        is_folder, size = path.is_dir(), path.stat().st_size
    except OSError:  # a stick pulled while we look at it is not an error of the listing
        is_folder, size = False, 0
    return FolderEntry(name=path.name, path=str(path), folder=is_folder, size=0 if is_folder else size)


def _media() -> list[FolderEntry]:
    """Return the sticks and the user's own folder; on Windows the drives."""
    home = Path.home()
    found = [FolderEntry(name=home.name or str(home), path=str(home), folder=True)]
    if os.name == "nt":
        drives = (Path(f"{letter}:\\") for letter in string.ascii_uppercase)
        return found + [
            FolderEntry(name=str(d), path=str(d), folder=True, removable=True) for d in drives if d.exists()
        ]
    return found + [FolderEntry(name=one.name, path=str(one), folder=True, removable=True) for one in mounted_sticks()]
