"""What is opened into memory taken once is handed out whole, or not at all."""

import pytest

from koperta_crypto.errors import TruncatedError
from koperta_crypto.stream import CHUNK_BYTES, HEADER_BYTES, Opener, seal_stream

from .opening import SEALED_CHUNK

KEY = bytes(range(32))
AAD = b"koperta/segment/1"
FULL = bytes(CHUNK_BYTES)


def sealed(plaintext: bytes) -> bytes:
    return b"".join(seal_stream(KEY, AAD, [plaintext]))


def test_much_is_opened_into_memory_of_its_own_and_is_read_only() -> None:
    plaintext = bytes(range(256)) * 20_000
    data = sealed(plaintext)
    opener = Opener(KEY, AAD, data[:HEADER_BYTES], len(data))
    opener.feed(memoryview(data)[HEADER_BYTES:])
    opened = opener.finish()
    assert opened == plaintext
    assert opened.readonly


def test_nothing_is_handed_out_before_the_last_chunk_is_open() -> None:
    data = sealed(FULL + FULL + b"end")
    opener = Opener(KEY, AAD, data[:HEADER_BYTES], len(data))
    opener.feed(data[HEADER_BYTES : HEADER_BYTES + 2 * SEALED_CHUNK])
    with pytest.raises(TruncatedError):
        opener.finish()


@pytest.mark.parametrize("count", [1, SEALED_CHUNK - 1, SEALED_CHUNK + 1, 10 * SEALED_CHUNK])
def test_a_block_that_is_no_whole_chunks_is_refused_before_it_is_opened(count: int) -> None:
    data = sealed(FULL + FULL + b"end")
    opener = Opener(KEY, AAD, data[:HEADER_BYTES], len(data))
    with pytest.raises(ValueError, match="no whole chunks"):
        opener.feed((data[HEADER_BYTES:] + bytes(10 * SEALED_CHUNK))[:count])
