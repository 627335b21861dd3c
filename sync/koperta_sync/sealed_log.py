"""Append sealed records to one file so that what was appended is there after a power failure, in order.

File: records one after the other, each `u32be length ‖ 24-byte nonce ‖ ciphertext ‖ 16-byte tag`
(XChaCha20-Poly1305, random nonce: after a torn write the same place is written again, so a counter as
nonce would repeat). The associated data of record n is

    context("koperta/kiosk-record/1", scope, u64be n, head n-1)

with head 0 = genesis("koperta/kiosk-log/1", scope) and head n = link(head n-1, box n): no record can be
exchanged, moved, left out or taken from another file. Record 0 is empty and on the disk before anything else:
a key that does not open it is the wrong one, and the file stays untouched. Otherwise reading stops at the
first record that does not open; what is behind it is never interpreted.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from koperta_crypto.chain import genesis, link
from koperta_crypto.errors import CryptoError
from koperta_crypto.labels import context
from koperta_crypto.sealing import OVERHEAD, open_sealed, seal
from koperta_sync.durable import sync_contents, write_durably

MAX_RECORD_BYTES = 1024 * 1024
_BINARY: int = getattr(os, "O_BINARY", 0)


class LogError(Exception):
    """Say that a log cannot be opened with this key, or can no longer be written."""


@dataclass(frozen=True, slots=True)
class Tail:
    """Say what was found behind the last whole record: nothing, or bytes that were set aside.

    `torn`: the file ended within a record, as after a power failure; otherwise a whole record did not
    open, which a power failure can cause as well (bytes that never reached the disk), or damage.
    """

    dropped_bytes: int = 0
    torn: bool = False


class SealedLog:
    """Hold one open log. One process, one thread, one writer."""

    def __init__(self, path: Path, key: bytes, scope: bytes) -> None:
        """Open a log and read it; `create` makes a new one. Raises OSError.

        A tail that does not open is set aside as `<name>.tail-<random>` and cut off, so that nothing
        is destroyed and the next record has a sound place.
        """
        self._path = path
        self._key = key
        self._scope = scope
        self._head = genesis("koperta/kiosk-log/1", scope)
        self._count = self._end = 0
        self._broken = False
        data = path.read_bytes()
        self._found = []
        for one in read_records(data, key, scope):
            self._end, self._head, self._count = one.end, one.head, self._count + 1
            self._found.append(one.plaintext)
        if not self._found:
            raise LogError("the key does not open this log, or its first record is damaged")
        del self._found[0]
        self.tail = _tail_of(data[self._end :])
        if self.tail.dropped_bytes:
            write_durably(path.with_name(f"{path.name}.tail-{secrets.token_hex(4)}"), data[self._end :])
        self._file = os.open(path, os.O_RDWR | _BINARY)
        self._settle(data[: self._end])

    @classmethod
    def create(cls, path: Path, key: bytes, scope: bytes) -> SealedLog:
        """Make an empty log, whole and named on the disk when this returns; an unfinished older one is replaced."""
        box = seal(key, b"", _context(scope, 0, genesis("koperta/kiosk-log/1", scope)))
        write_durably(path, len(box).to_bytes(4, "big") + box)
        return cls(path, key, scope)

    def _settle(self, sound: bytes) -> None:
        """Bring what was read onto the disk before anything is built on it; without that, nothing more is appended.

        A program before this one may have ended because a sync failed. Its bytes can be read and are not on the
        disk, and no later sync writes them: the kernel takes their pages for clean.
        """
        try:
            _write_all(self._file, sound)
            os.ftruncate(self._file, self._end)
            os.fsync(self._file)
        except OSError:
            self._broken = True  # what is here can still be read and delivered

    def take_records(self) -> list[bytes]:
        """Return the records found when the log was opened, once; the log keeps no plaintext itself."""
        found, self._found = self._found, []
        return found

    @property
    def size(self) -> int:
        """Return the length of the sound part in bytes."""
        return self._end

    def append(self, plaintext: bytes, *, durable: bool = True) -> None:
        """Add a record; when `durable`, return only after the disk has it, and all before it.

        Raises LogError or OSError; after either nothing more can be appended.
        """
        if self._broken:
            raise LogError("an earlier write failed")
        if len(plaintext) > MAX_RECORD_BYTES:
            raise LogError("a record is at most 1 MiB")
        box = seal(self._key, plaintext, _context(self._scope, self._count, self._head))
        record = len(box).to_bytes(4, "big") + box
        try:
            os.lseek(self._file, self._end, os.SEEK_SET)
            _write_all(self._file, record)
            if durable:
                sync_contents(self._file)
        except OSError:
            # What reached the disk is unknown now, and after a failed sync a second one may lie.
            self._broken = True
            raise
        self._head = link(self._head, box)
        self._end += len(record)
        self._count += 1

    def with_records(self, plaintexts: Iterable[bytes]) -> bytes:
        """Return the sound bytes and these records behind them, in memory; also when the file can no longer be written.

        Raises OSError when the disk does not give back what it took.
        """
        data = bytearray(self._path.read_bytes()[: self._end])
        head, count = self._head, self._count
        for plaintext in plaintexts:
            box = seal(self._key, plaintext, _context(self._scope, count, head))
            data += len(box).to_bytes(4, "big") + box
            head, count = link(head, box), count + 1
        return bytes(data)

    def close(self) -> None:
        """Close the file; harmless to repeat."""
        if self._file >= 0:
            os.close(self._file)
        self._file, self._broken = -1, True


@dataclass(frozen=True, slots=True)
class Opened:
    """Hold one opened record: where it ends, and the chain's value with it."""

    end: int
    head: bytes
    plaintext: bytes


def read_records(data: bytes, key: bytes, scope: bytes) -> Iterator[Opened]:
    """Yield the records of a log's bytes, the empty first one too, up to the first that does not open."""
    head, at, count = genesis("koperta/kiosk-log/1", scope), 0, 0
    while at + 4 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        end = at + 4 + length
        if not OVERHEAD <= length <= MAX_RECORD_BYTES + OVERHEAD or end > len(data):
            return
        box = data[at + 4 : end]
        try:
            plaintext = open_sealed(key, box, _context(scope, count, head))
        except CryptoError:
            return
        head = link(head, box)
        count += 1
        at = end
        yield Opened(at, head, plaintext)


def _context(scope: bytes, count: int, head: bytes) -> bytes:
    return context("koperta/kiosk-record/1", scope, count.to_bytes(8, "big"), head)


def _tail_of(rest: bytes) -> Tail:
    length = int.from_bytes(rest[:4], "big") if len(rest) >= 4 else MAX_RECORD_BYTES
    return Tail(len(rest), torn=bool(rest) and len(rest) < 4 + length)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
