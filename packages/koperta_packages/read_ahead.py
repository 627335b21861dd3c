"""Read a stretch of a file in a second thread, which hashes what it reads, a few blocks ahead.

Reading, hashing and what the caller does with a block each let go of the interpreter, so they run side by side.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from queue import SimpleQueue
from types import TracebackType
from typing import BinaryIO

from .errors import Code, PackageError

_BUFFERS = 4


class ReadAhead:
    """Yield the blocks of a stretch of a file, and know its SHA-256 at the end.

    The file must not be used by anybody else until the stretch has been read or the context has ended.
    """

    def __init__(self, file: BinaryIO, length: int, block: int, before: bytes = b"") -> None:
        """Read `length` bytes from where the file stands; `before` is hashed as if it came first."""
        self._file = file
        self._to_read = self._to_hand_out = length
        self._digest = hashlib.sha256(before)
        self._free: SimpleQueue[bytearray | None] = SimpleQueue()
        self._full: SimpleQueue[bytearray | BaseException | None] = SimpleQueue()
        for _ in range(_BUFFERS):
            self._free.put(bytearray(min(block, length)))
        self._thread = threading.Thread(target=self._run, name="read-ahead", daemon=True)

    def __iter__(self) -> Iterator[memoryview]:
        """Yield block by block; each is there until the next is asked for. Raises PKG_TRUNCATED, OSError."""
        while isinstance(block := self._full.get(), bytearray):
            length = min(self._to_hand_out, len(block))
            self._to_hand_out -= length
            yield memoryview(block)[:length]
            self._free.put(block)
        self._full.put(block)  # whoever asks again is told the same
        if block is not None:
            raise block

    @property
    def reading(self) -> bool:
        """Say whether the second thread is still at work."""
        return self._thread.is_alive()

    def hexdigest(self) -> str:
        """Return the hash of the whole stretch, reading what is left of it."""
        for _rest in self:
            pass
        self._thread.join()
        return self._digest.hexdigest()

    def _run(self) -> None:
        try:
            while self._to_read:
                buffer = self._free.get()
                if buffer is None:
                    return
                block = memoryview(buffer)[: min(self._to_read, len(buffer))]
                self._fill(block)
                self._to_read -= len(block)
                self._full.put(buffer)
                self._digest.update(block)
            self._full.put(None)
        except BaseException as error:
            self._full.put(error)

    def _fill(self, block: memoryview) -> None:
        have = self._file.readinto(block)  # type: ignore[attr-defined]  # of a file opened for bytes
        if have != len(block):
            raise PackageError(Code.PKG_TRUNCATED, f"{have} of {len(block)} bytes", have=have, need=len(block))

    def __enter__(self) -> ReadAhead:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._free.put(None)
        self._thread.join()
