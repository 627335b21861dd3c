"""Damage bytes in every small way a copy, a cable or an attacker can."""

from collections.abc import Iterator

TAILS = (b"\x00", b"\n", b" ", b"\x80" + bytes(15))


def truncations(data: bytes) -> Iterator[bytes]:
    """Yield every proper prefix."""
    for length in range(len(data)):
        yield data[:length]


def bit_flips(data: bytes, step: int = 1) -> Iterator[bytes]:
    """Yield the data with each single bit flipped, at every `step`-th byte."""
    for at in range(0, len(data), step):
        for bit in range(8):
            yield data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]


def with_tails(data: bytes) -> Iterator[bytes]:
    """Yield the data with something behind it."""
    for tail in (*TAILS, data):
        yield data + tail
