"""Hold some of the disk back, so that answers have somewhere to go when everything else is full."""

from __future__ import annotations

import contextlib
import logging
import os
from pathlib import Path

from koperta_sync.durable import sync_folder

_LOG = logging.getLogger(__name__)
_BLOCK = 1024 * 1024
_BINARY: int = getattr(os, "O_BINARY", 0)


class Reserve:
    """Be one file of real blocks, given up when they are needed."""

    def __init__(self, path: Path, size: int) -> None:
        """Take where it lies and its bytes; 0 bytes is no reserve."""
        self._path = path
        self.size = size

    @property
    def held(self) -> bool:
        """Tell whether the whole reserve lies on the disk."""
        try:
            return self.size > 0 and self._path.stat().st_size == self.size
        except OSError:
            return False

    def keep(self) -> bool:
        """Take the blocks, unless they are held already; False when the disk does not give them."""
        if self.size <= 0 or self.held:
            return self.held
        self.release()
        try:
            self._fill()
            sync_folder(self._path.parent)
        except OSError as error:
            _LOG.warning("the reserve of %d MiB cannot be kept: %s", self.size // _BLOCK, error)
            self.release()
        return self.held

    def release(self) -> bool:
        """Give the blocks back; True when there were any. Safe to call from any thread, and again."""
        try:
            self._path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            _LOG.error("the reserve cannot be given up: %s", error)
            return False
        with contextlib.suppress(OSError):
            sync_folder(self._path.parent)
        return True

    def _fill(self) -> None:
        file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file, 0, self.size)
            if _blocks(file) < self.size:
                # No such call, or a disk that stores zeros as nothing: bytes that cannot be pressed together.
                os.lseek(file, 0, os.SEEK_SET)
                self._write(file)
            os.fsync(file)
        finally:
            os.close(file)

    def _write(self, file: int) -> None:
        left = self.size
        while left:
            left -= os.write(file, os.urandom(min(left, _BLOCK)))


def _blocks(file: int) -> int:
    """Return the bytes the disk gave to a file, 0 where the system does not say."""
    return int(getattr(os.fstat(file), "st_blocks", 0)) * 512
