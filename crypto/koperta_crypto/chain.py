"""Link events into a hash chain whose head commits to every event before it."""

import hashlib

from .errors import FormatError
from .labels import context

HASH_BYTES = 32


def genesis(label: str, *parts: bytes) -> bytes:
    """Return the 32-byte start of a chain: SHA-256(0x02 ‖ context(label, *parts))."""
    return hashlib.sha256(b"\x02" + context(label, *parts)).digest()


GENESIS = genesis


def link(previous: bytes, event: bytes) -> bytes:
    """Return the next head: SHA-256(0x01 ‖ previous ‖ SHA-256(0x00 ‖ event)).

    The prefixes keep events, links and starts apart. Raises FormatError when `previous` is not 32
    bytes.
    """
    if len(previous) != HASH_BYTES:
        raise FormatError("a chain head is 32 bytes")
    leaf = hashlib.sha256(b"\x00" + event).digest()
    return hashlib.sha256(b"\x01" + previous + leaf).digest()
