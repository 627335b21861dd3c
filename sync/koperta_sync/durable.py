"""Write files so that they are whole or absent, also after a power failure."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def write_durably(path: Path, data: bytes) -> None:
    """Replace a file at once and wait until the disk has it; readable by its owner only. Raises OSError."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def private_folder(path: Path) -> None:
    """Make a folder, and those above it, for its owner only; each new name is on the disk afterwards."""
    if path.is_dir():
        return
    private_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk. Windows has no such call; NTFS logs names itself."""
    if os.name == "nt":
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def sync_contents(descriptor: int) -> None:
    """Wait until an open file's bytes, and its length, are on the disk."""
    getattr(os, "fdatasync", os.fsync)(descriptor)


_BINARY: int = getattr(os, "O_BINARY", 0)
