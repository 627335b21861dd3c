"""Check signatures of deliveries in a process of its own, so that the room's threads need not wait for it.

    python -m koperta_operator.room.verifier_process

Frames on standard input: four bytes of length (big-endian), then a MessagePack array of `Signed`. For each of
them one byte goes to standard output, in order: 1 when every signature is the key's, else 0. The first byte of
all is 1 and says that the process is ready. It ends with its standard input, and knows nothing but what it is sent.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from typing import BinaryIO

import msgspec

from koperta_crypto.errors import CryptoError
from koperta_sync.entries import verify_entry
from koperta_sync.protocol.seat import Entry

LENGTH_BYTES = 4
GOOD, BAD = b"\x01", b"\x00"


class Signed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Hold the entries of one delivery with the key that must have signed every one of them."""

    public: bytes
    sitting_id: str
    candidate_id: str
    epoch: int
    entries: tuple[Entry, ...]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Signed]).decode


def frame(batch: Sequence[Signed]) -> bytes:
    """Write a batch as the process reads it."""
    body = _encode(batch)
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def genuine(signed: Signed) -> bool:
    """Say whether every entry is signed by the key."""
    try:
        for entry in signed.entries:
            verify_entry(signed.public, signed.sitting_id, signed.candidate_id, signed.epoch, entry)
    except (CryptoError, ValueError, OverflowError):
        return False
    return True


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer frames until there are no more."""
    sink.write(GOOD)
    sink.flush()
    while len(head := source.read(LENGTH_BYTES)) == LENGTH_BYTES:
        size = int.from_bytes(head, "big")
        body = source.read(size)
        if len(body) < size:
            return
        sink.write(b"".join(GOOD if genuine(signed) else BAD for signed in _decode(body)))
        sink.flush()


if __name__ == "__main__":
    # Ctrl-C in a terminal reaches the whole group; the room decides when it is over, by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(sys.stdin.buffer, sys.stdout.buffer)
