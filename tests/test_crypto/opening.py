"""Open a stream in both ways there are."""

from koperta_crypto.errors import CryptoError
from koperta_crypto.stream import CHUNK_BYTES, HEADER_BYTES, OVERHEAD, Opener, open_whole

SEALED_CHUNK = CHUNK_BYTES + OVERHEAD


def open_in_blocks(key: bytes, aad: bytes, data: bytes, chunks: int = 2) -> bytes:
    """Open with the opener that takes its memory once, a few chunks at a time."""
    opener = Opener(key, aad, data[:HEADER_BYTES], len(data))
    for start in range(HEADER_BYTES, len(data), chunks * SEALED_CHUNK):
        opener.feed(data[start : start + chunks * SEALED_CHUNK])
    return bytes(opener.finish())


def open_both(key: bytes, aad: bytes, data: bytes) -> bytes:
    """Open in both ways, which must agree on contents and on the error."""
    try:
        one: bytes | CryptoError = open_whole(key, aad, data)
    except CryptoError as error:
        one = error
    try:
        other: bytes | CryptoError = open_in_blocks(key, aad, data)
    except CryptoError as error:
        other = error
    if isinstance(one, CryptoError):
        assert type(other) is type(one)
        raise one
    assert other == one
    return one
