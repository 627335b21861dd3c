"""A stream opens whole or says what is wrong; it never ends early in silence."""

import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import nacl.bindings as sodium
import pytest
from hypothesis import given
from hypothesis import strategies as some

from koperta_crypto.errors import (
    AuthenticationError,
    CryptoError,
    FormatError,
    TrailingDataError,
    TruncatedError,
)
from koperta_crypto.stream import (
    CHUNK_BYTES,
    open_stream,
    pad,
    plain_length,
    seal_stream,
    sealed_length,
    unpad,
)

from .damage import bit_flips, truncations, with_tails
from .opening import SEALED_CHUNK, open_both

KEY = bytes(range(32))
AAD = b"koperta/segment/1"
EDGES = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 5]


def sealed(plaintext: bytes) -> bytes:
    return b"".join(seal_stream(KEY, AAD, [plaintext]))


def pushed(*chunks: tuple[bytes, int]) -> bytes:
    """Seal chunks with chosen tags, as no honest writer would."""
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    pieces = [sodium.crypto_secretstream_xchacha20poly1305_init_push(state, KEY)]
    for chunk, tag in chunks:
        pieces.append(sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, AAD, tag))
    return b"".join(pieces)


MESSAGE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
PUSH = sodium.crypto_secretstream_xchacha20poly1305_TAG_PUSH
REKEY = sodium.crypto_secretstream_xchacha20poly1305_TAG_REKEY
FINAL = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
FULL = bytes(CHUNK_BYTES)


@pytest.mark.parametrize("length", EDGES)
def test_contents_of_every_edge_length_come_back_in_their_stated_length(length: int) -> None:
    plaintext = bytes(n & 255 for n in range(length))
    data = sealed(plaintext)
    assert open_both(KEY, AAD, data) == plaintext
    assert len(data) == sealed_length(length)
    assert plain_length(len(data)) == length


@given(some.integers(0, 2**40))
def test_lengths_convert_both_ways(length: int) -> None:
    assert plain_length(sealed_length(length)) == length


def test_a_sealed_length_no_contents_have_is_refused() -> None:
    possible = {sealed_length(n) for n in range(CHUNK_BYTES + 40)}
    for length in [*range(60), *range(SEALED_CHUNK + 20, SEALED_CHUNK + 24 + 20)]:
        if length not in possible:
            with pytest.raises(TruncatedError):
                plain_length(length)


@given(some.lists(some.integers(0, 90_000), max_size=5))
def test_the_pieces_of_the_writer_leave_no_trace(sizes: list[int]) -> None:
    pieces = [bytes([at]) * size for at, size in enumerate(sizes)]
    data = b"".join(seal_stream(KEY, AAD, pieces))
    assert len(data) == sealed_length(sum(sizes))
    assert open_both(KEY, AAD, data) == b"".join(pieces)


def test_a_reader_that_delivers_single_bytes_is_as_good_as_any() -> None:
    data = sealed(b"contents")
    file = io.BytesIO(data)
    assert b"".join(open_stream(KEY, AAD, lambda _: file.read(1), len(data))) == b"contents"
    assert file.read() == b""


def test_a_stream_inside_a_longer_file_takes_exactly_its_own_bytes() -> None:
    data = sealed(b"contents")
    file = io.BytesIO(data + b"next segment")
    assert b"".join(open_stream(KEY, AAD, file.read, len(data))) == b"contents"
    assert file.read() == b"next segment"


def test_every_flipped_bit_of_a_short_stream_is_refused() -> None:
    for bad in bit_flips(sealed(b"contents")):
        with pytest.raises(AuthenticationError):
            open_both(KEY, AAD, bad)


def test_a_flipped_bit_in_any_chunk_of_a_long_stream_is_refused() -> None:
    for bad in bit_flips(sealed(FULL * 2 + b"end"), step=9_001):
        with pytest.raises(AuthenticationError):
            open_both(KEY, AAD, bad)


def test_every_truncation_and_tail_of_a_short_stream_is_refused() -> None:
    data = sealed(b"contents")
    for bad in truncations(data):
        with pytest.raises(TruncatedError if len(bad) < 24 + 17 else AuthenticationError):
            open_both(KEY, AAD, bad)
    for bad in with_tails(data):
        with pytest.raises(AuthenticationError):
            open_both(KEY, AAD, bad)


@pytest.mark.parametrize("chunks", [1, 2, 3])
def test_a_stream_cut_at_a_chunk_boundary_is_truncated(chunks: int) -> None:
    """Every remaining chunk is authentic; only the missing final tag tells."""
    data = sealed(FULL * 3 + b"end")
    with pytest.raises(TruncatedError):
        open_both(KEY, AAD, data[: 24 + chunks * SEALED_CHUNK])


def test_a_file_shorter_than_its_stated_length_is_truncated_wherever_it_ends() -> None:
    data = sealed(FULL + b"end")
    for cut in [0, 10, 24, 25, SEALED_CHUNK, 24 + SEALED_CHUNK, len(data) - 1]:
        file = io.BytesIO(data[:cut])
        with pytest.raises(TruncatedError):
            list(open_stream(KEY, AAD, file.read, len(data)))


def test_bytes_behind_the_final_chunk_are_trailing_data() -> None:
    for data in [sealed(FULL) + b"x" * 50, pushed((FULL, FINAL), (b"more", FINAL))]:
        with pytest.raises(TrailingDataError):
            open_both(KEY, AAD, data)


@pytest.mark.parametrize("tag", [PUSH, REKEY])
@pytest.mark.parametrize("place", [0, 1])
def test_a_foreign_chunk_tag_is_refused_wherever_it_stands(tag: int, place: int) -> None:
    tags = [MESSAGE, FINAL]
    tags[place] = tag
    with pytest.raises(FormatError):
        open_both(KEY, AAD, pushed((FULL, tags[0]), (b"end", tags[1])))


def test_an_empty_final_chunk_behind_a_full_one_is_a_second_encoding_and_refused() -> None:
    with pytest.raises(TruncatedError):
        open_both(KEY, AAD, pushed((FULL, MESSAGE), (b"", FINAL)))


def test_chunks_cannot_be_swapped_repeated_or_dropped() -> None:
    data = sealed(FULL + bytes([1]) * CHUNK_BYTES + b"end")
    header, rest = data[:24], data[24:]
    one, two, last = rest[:SEALED_CHUNK], rest[SEALED_CHUNK : 2 * SEALED_CHUNK], rest[-20:]
    for order in [(two, one, last), (one, one, last), (one, last), (two, last)]:
        with pytest.raises(AuthenticationError):
            open_both(KEY, AAD, header + b"".join(order))


def test_another_key_context_or_header_does_not_open() -> None:
    data = sealed(b"contents")
    other_header = sealed(b"contents")[:24] + data[24:]
    for key, aad, bad in [(KEY[::-1], AAD, data), (KEY, b"", data), (KEY, AAD, other_header)]:
        with pytest.raises(AuthenticationError):
            open_both(key, aad, bad)


def test_a_reader_delivering_more_than_asked_is_refused() -> None:
    with pytest.raises(TrailingDataError):
        list(open_stream(KEY, AAD, lambda n: bytes(n + 1), 100))


def test_wrong_key_and_header_lengths_are_refused_before_the_first_byte() -> None:
    for key in (b"", KEY[:31], KEY + b"\x00"):
        with pytest.raises(FormatError):
            seal_stream(key, AAD, [])
        with pytest.raises(FormatError):
            open_stream(key, AAD, io.BytesIO().read, 41)
    with pytest.raises(FormatError):
        seal_stream(KEY, AAD, [], header=bytes(23))


def test_a_given_header_seals_like_a_random_one() -> None:
    data = sealed(b"contents")
    again = b"".join(seal_stream(KEY, AAD, [b"contents"], header=data[:24]))
    assert again == data


def test_memory_stays_constant_in_both_directions() -> None:
    total = 16 * 1024 * 1024

    def pieces() -> Iterator[bytes]:
        for _ in range(total // CHUNK_BYTES):
            yield FULL

    sealed_pieces = seal_stream(KEY, AAD, pieces())
    buffer = bytearray()

    def read(count: int) -> bytes:
        while len(buffer) < count:
            buffer.extend(next(sealed_pieces))
        taken = bytes(buffer[:count])
        del buffer[:count]
        return taken

    tracemalloc.start()
    try:
        opened = sum(len(chunk) for chunk in open_stream(KEY, AAD, read, sealed_length(total)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert opened == total
    assert peak < 2 * 1024 * 1024


@given(some.binary(max_size=100), some.integers(1, 64))
def test_padding_comes_off_again_and_hides_the_length(data: bytes, block: int) -> None:
    padded = pad(data, block)
    assert len(padded) == (len(data) // block + 1) * block
    assert unpad(padded, block) == data


@pytest.mark.parametrize("data", [b"", bytes(16), b"x" * 16, b"x\x80", bytes(15) + b"\x81", bytes(16) + b"\x80"])
def test_malformed_padding_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        unpad(data, 16)


def test_a_block_of_no_bytes_and_a_negative_length_are_programming_errors() -> None:
    for act in (lambda: pad(b"", 0), lambda: unpad(b"x", 0), lambda: sealed_length(-1)):
        with pytest.raises(ValueError, match=r"block|length"):
            act()


def test_published_secretstreams_of_our_shape_open(samples: Path) -> None:
    """Streams with other tags or short middle chunks are valid secretstreams but not ours."""
    path = samples / "crypto" / "libsodium" / "secretstream.json"
    outcomes = {}
    for one in json.loads(path.read_text(encoding="utf-8"))["streams"]:
        aads = {chunk["ad"] for chunk in one["chunks"]}
        aad = bytes.fromhex(aads.pop() or "")
        data = bytes.fromhex(one["header"] + "".join(chunk["c"] for chunk in one["chunks"]))
        try:
            opened = open_both(bytes.fromhex(one["key"]), aad, data)
            outcomes[one["name"]] = opened.hex() == "".join(c["m"] for c in one["chunks"])
        except CryptoError:
            outcomes[one["name"]] = False
    ours = {name for name, opened in outcomes.items() if opened}
    assert ours == {"one-final-empty", "one-final-1"}
    assert len(outcomes) == 6
