"""Admit a picture only if it is exactly what it says: a bounded PNG, or an SVG of plain shapes.

Checked when a bank is read and again in the kiosk before a renderer sees the bytes. Anything that is
not on the lists below is refused (`BANK_INVALID`), never stripped.
"""

from __future__ import annotations

import struct
import zlib
from typing import Literal

from .errors import Code, PackageError
from .items import is_picture_name
from .svg import check_svg

MediaType = Literal["image/png", "image/svg+xml"]
MAX_BYTES = 2 * 1024 * 1024
MAX_SIDE = 4_000

_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
# IHDR, the palette, the pixels, and chunks that only say how colours are meant; texts, Exif blocks
# and colour profiles are left out because nobody proofreads them.
_PNG_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD"}
)
# Colour type -> (samples a pixel, permitted bits a sample); PNG specification, table 11.1.
_PNG_COLOURS = {
    0: (1, {1, 2, 4, 8, 16}),
    2: (3, {8, 16}),
    3: (1, {1, 2, 4, 8}),
    4: (2, {8, 16}),
    6: (4, {8, 16}),
}


def check_picture(name: str, data: bytes) -> MediaType:
    """Return the media type of a picture. Raises PackageError(BANK_INVALID) naming the reason."""
    if not is_picture_name(name):
        raise _refusal(name, "zła nazwa pliku – użyj małych liter, cyfr i myślników oraz końcówki .svg albo .png")
    if len(data) > MAX_BYTES:
        raise _refusal(name, f"plik większy niż {MAX_BYTES} bajtów – uprość albo zmniejsz rysunek")
    try:
        if name.endswith(".png"):
            _check_png(data)
            return "image/png"
        check_svg(data)
        return "image/svg+xml"
    except ValueError as problem:
        raise _refusal(name, str(problem)) from problem


def _refusal(name: str, reason: str) -> PackageError:
    return PackageError(Code.BANK_INVALID, f"rysunek {name}: {reason}", picture=name)


def _check_png(data: bytes) -> None:
    """Raise ValueError unless every chunk is known and whole and the pixels fill the picture."""
    if not data.startswith(_PNG_MAGIC):
        raise ValueError("to nie jest plik PNG – zapisz rysunek jako PNG")
    place = len(_PNG_MAGIC)
    kinds: list[bytes] = []
    pixels = bytearray()
    header = b""
    while place < len(data):
        kind, body, place = _png_chunk(data, place)
        if kind == b"IHDR":
            header = body
        elif kind == b"IDAT":
            pixels += body
        kinds.append(kind)
        if kind == b"IEND":
            break
    if place != len(data):
        raise ValueError("za końcem rysunku są nadmiarowe dane – zapisz go ponownie")
    if kinds[:1] != [b"IHDR"] or kinds[-1] != b"IEND" or kinds.count(b"IHDR") != 1 or not pixels:
        raise ValueError("plik PNG jest niekompletny – zapisz rysunek ponownie")
    _check_pixels(_png_size(header), bytes(pixels))


def _png_chunk(data: bytes, place: int) -> tuple[bytes, bytes, int]:
    if len(data) < place + 12:
        raise ValueError("plik PNG jest ucięty – zapisz rysunek ponownie")
    (length,) = struct.unpack_from(">I", data, place)
    kind = data[place + 4 : place + 8]
    end = place + 12 + length
    if end > len(data):
        raise ValueError("plik PNG jest ucięty – zapisz rysunek ponownie")
    if zlib.crc32(data[place + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
        raise ValueError("plik PNG jest uszkodzony – zapisz rysunek ponownie")
    if kind not in _PNG_CHUNKS:
        raise ValueError(f"część {kind!r} jest niedozwolona – zapisz rysunek bez metadanych")
    return kind, data[place + 8 : end - 4], end


def _png_size(header: bytes) -> int:
    """Return the number of bytes the pixels must unpack to."""
    if len(header) != 13:
        raise ValueError("nagłówek PNG jest uszkodzony – zapisz rysunek ponownie")
    width, height, bits, colour, compression, filtering, interlace = struct.unpack(">IIBBBBB", header)
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
        raise ValueError(f"wymiary {width}×{height} – zmniejsz rysunek do {MAX_SIDE}×{MAX_SIDE}")
    samples, permitted = _PNG_COLOURS.get(colour, (0, set()))
    if bits not in permitted or compression or filtering:
        raise ValueError("nieznany rodzaj PNG – zapisz rysunek jako zwykły PNG")
    if interlace:
        raise ValueError("PNG z przeplotem – zapisz rysunek bez przeplotu")
    return int(height * (1 + (width * samples * bits + 7) // 8))


def _check_pixels(expected: int, packed: bytes) -> None:
    """Raise ValueError unless the pixels unpack to exactly `expected` bytes; never hold them all."""
    unpacker = zlib.decompressobj()
    found = 0
    try:
        rest = packed
        while rest and found <= expected:
            found += len(unpacker.decompress(rest, 1 << 16))
            rest = unpacker.unconsumed_tail
    except zlib.error as problem:
        raise ValueError("plik PNG jest uszkodzony – zapisz rysunek ponownie") from problem
    if found != expected or not unpacker.eof or unpacker.unused_data:
        raise ValueError("plik PNG jest uszkodzony – zapisz rysunek ponownie")
