"""Seal long contents in chunks, readable in constant memory (libsodium secretstream).

Layout: `24-byte header ‖ chunks`. Each chunk is 65,536 bytes of plaintext and 17 of overhead, only
the last may be shorter; the last carries TAG_FINAL, all others TAG_MESSAGE, and every chunk is
bound to the same context. Empty contents are one empty final chunk, and no other chunk is empty, so
every length of contents has exactly one sealed length.
"""

import contextlib
import mmap
from collections.abc import Callable, Iterable, Iterator

import nacl.bindings as sodium
import nacl.exceptions

# The public binding copies every chunk out of a buffer of its own; `Opener` needs libsodium's function itself.
from nacl._sodium import ffi, lib  # type: ignore[import-not-found]  # a compiled module without stubs

from .errors import AuthenticationError, FormatError, TrailingDataError, TruncatedError

KEY_BYTES = 32
HEADER_BYTES = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
OVERHEAD = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
CHUNK_BYTES = 65_536
_MESSAGE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_State = sodium.crypto_secretstream_xchacha20poly1305_state
_OWN_PAGES_BYTES = 4 * 1024 * 1024
_LARGE_PAGE = 2 * 1024 * 1024


def sealed_length(n: int) -> int:
    """Return the sealed length in bytes of `n` bytes of contents."""
    if n < 0:
        raise ValueError("contents cannot have a negative length")
    return HEADER_BYTES + n + OVERHEAD * max(1, -(-n // CHUNK_BYTES))


def plain_length(sealed: int) -> int:
    """Return the length of the contents; TruncatedError for a length no sealing produces."""
    body = sealed - HEADER_BYTES
    full, rest = divmod(body, CHUNK_BYTES + OVERHEAD)
    if body < OVERHEAD or 0 < rest < OVERHEAD or (full and rest == OVERHEAD):
        raise TruncatedError(f"a sealed stream is never {sealed} bytes long")
    return full * CHUNK_BYTES + max(0, rest - OVERHEAD)


def seal_stream(key: bytes, aad: bytes, plaintext: Iterable[bytes], *, header: bytes | None = None) -> Iterator[bytes]:
    """Yield the sealed stream piece by piece; the pieces of plaintext may have any length.

    The header is random unless given; give one only to reproduce published vectors. Raises
    FormatError for a key or header of wrong length, at once.
    """
    _check_key(key)
    state = _State()
    if header is None:
        header = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    elif len(header) != HEADER_BYTES:
        raise FormatError("a stream header is 24 bytes")
    else:
        # Pushing and pulling start from the same state; only the origin of the header differs.
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    return _push_all(state, header, aad, plaintext)


def open_stream(key: bytes, aad: bytes, read: Callable[[int], bytes], length: int) -> Iterator[bytes]:
    """Yield the contents of the `length` sealed bytes that `read(n)` delivers, chunk by chunk.

    Every chunk is authentic when it appears, but the whole only once the iterator has ended:
    stage what it yields. `read` may return less than asked, and b"" at the end of the file.

    Raises TruncatedError when bytes or the final chunk are missing, TrailingDataError when the
    final chunk is not the last, AuthenticationError for another key, context or damage,
    FormatError for a key of wrong length or a foreign chunk tag.
    """
    _check_key(key)
    plain_length(length)
    return _pull_all(key, aad, read, length)


class Opener:
    """Open a stream in blocks into memory that is taken once: for contents that are held as a whole.

    Half of the cost of keeping what was opened is the first touch of new memory, page by page.
    """

    def __init__(self, key: bytes, aad: bytes, header: bytes, length: int) -> None:
        """Begin a stream of `length` sealed bytes, its header among them; errors as of `open_stream`."""
        _check_key(key)
        if len(header) != HEADER_BYTES:
            raise TruncatedError("a stream header is 24 bytes")
        self._plain = _fresh_memory(plain_length(length))
        self._left = length - HEADER_BYTES
        self._at = 0
        self._aad = aad
        self._state = _State()
        self._tag = ffi.new("unsigned char *")
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(self._state, header, key)

    def feed(self, block: bytes | memoryview) -> None:
        """Open whole chunks; only the block that ends the stream may end with a shorter one."""
        if len(block) > self._left or (len(block) < self._left and len(block) % (CHUNK_BYTES + OVERHEAD)):
            raise ValueError(f"{len(block)} bytes are no whole chunks of the {self._left} that are left")
        with (
            ffi.from_buffer("unsigned char[]", block) as sealed,
            ffi.from_buffer("unsigned char[]", self._plain) as plain,
        ):
            for start in range(0, len(block), CHUNK_BYTES + OVERHEAD):
                count = min(CHUNK_BYTES + OVERHEAD, len(block) - start)
                tag = self._pull(sealed + start, count, plain + self._at)
                self._left -= count
                self._at += count - OVERHEAD
                _check_tag(tag, self._left)

    def finish(self) -> memoryview:
        """Return the contents, read-only; TruncatedError while any of the stream is missing."""
        if self._left:
            raise TruncatedError(f"{self._left} bytes are missing")
        return self._plain.toreadonly()

    def _pull(self, sealed: object, count: int, plain: object) -> int:
        wrong = lib.crypto_secretstream_xchacha20poly1305_pull(
            self._state.statebuf, plain, ffi.NULL, self._tag, sealed, count, self._aad, len(self._aad)
        )
        if wrong:
            raise AuthenticationError("a chunk does not open")
        return int(self._tag[0])


def open_whole(key: bytes, aad: bytes, data: bytes) -> bytes:
    """Return the contents of a sealed stream, nothing before the last check; errors as above."""
    at = 0

    def read(count: int) -> bytes:
        nonlocal at
        piece = data[at : at + count]
        at += count
        return piece

    return b"".join(open_stream(key, aad, read, len(data)))


def pad(data: bytes, block: int) -> bytes:
    """Pad to a multiple of `block` bytes (ISO/IEC 7816-4), so that sizes tell little."""
    _check_block(block)
    return sodium.sodium_pad(data, block)


def unpad(data: bytes, block: int) -> bytes:
    """Remove what `pad` added; FormatError when the padding is not of that form."""
    _check_block(block)
    if not data or len(data) % block:
        raise FormatError("padded data is a positive multiple of the block")
    try:
        return sodium.sodium_unpad(data, block)
    except nacl.exceptions.CryptoError as error:
        raise FormatError("the padding is malformed") from error


def _push_all(state: _State, header: bytes, aad: bytes, plaintext: Iterable[bytes]) -> Iterator[bytes]:
    yield header
    waiting = bytearray()
    for piece in plaintext:
        # Pieces are sliced, so that one large piece is never held twice.
        for start in range(0, len(piece), CHUNK_BYTES):
            waiting += piece[start : start + CHUNK_BYTES]
            if len(waiting) > CHUNK_BYTES:
                yield _push(state, aad, bytes(waiting[:CHUNK_BYTES]), _MESSAGE)
                del waiting[:CHUNK_BYTES]
    yield _push(state, aad, bytes(waiting), _FINAL)


def _push(state: _State, aad: bytes, chunk: bytes, tag: int) -> bytes:
    return sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, aad, tag)


def _pull_all(key: bytes, aad: bytes, read: Callable[[int], bytes], length: int) -> Iterator[bytes]:
    state = _State()
    header = _read_exactly(read, HEADER_BYTES)
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    left = length - HEADER_BYTES
    while left:
        sealed = _read_exactly(read, min(left, CHUNK_BYTES + OVERHEAD))
        left -= len(sealed)
        chunk, tag = _pull(state, aad, sealed)
        _check_tag(tag, left)
        yield chunk


def _check_tag(tag: int, left: int) -> None:
    if tag == _FINAL and left:
        raise TrailingDataError(f"{left} bytes follow the final chunk")
    if tag == _MESSAGE and not left:
        raise TruncatedError("the final chunk is missing")
    if tag not in (_MESSAGE, _FINAL):
        raise FormatError("a chunk carries a foreign tag")


def _fresh_memory(count: int) -> memoryview:
    """Return new memory; much of it in large pages where the system has them, which saves most of the first touch."""
    if count < _OWN_PAGES_BYTES or not hasattr(mmap, "MAP_PRIVATE"):
        return memoryview(bytearray(count))
    # Large pages begin at multiples of their size: what lies before the first is not used.
    pages = mmap.mmap(-1, count + _LARGE_PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_HUGEPAGE"):
        with contextlib.suppress(OSError):  # a kernel without them
            pages.madvise(mmap.MADV_HUGEPAGE)
    start = -int(ffi.cast("uintptr_t", ffi.from_buffer(pages))) % _LARGE_PAGE
    return memoryview(pages)[start : start + count]


def _pull(state: _State, aad: bytes, sealed: bytes) -> tuple[bytes, int]:
    try:
        return sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed, aad)
    except nacl.exceptions.CryptoError as error:
        raise AuthenticationError("a chunk does not open") from error


def _read_exactly(read: Callable[[int], bytes], count: int) -> bytes:
    pieces = []
    while count:
        piece = read(count)
        if not piece:
            raise TruncatedError(f"{count} bytes are missing")
        if len(piece) > count:
            raise TrailingDataError("the reader delivered more than was asked for")
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def _check_key(key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise FormatError("a stream key is 32 bytes")


def _check_block(block: int) -> None:
    if block < 1:
        raise ValueError("a block is at least one byte")
