"""A picture is a bounded PNG or an SVG of plain shapes; everything else is refused with a reason."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperta_packages.errors import Code, PackageError
from koperta_packages.pictures import MAX_BYTES, check_picture

SVG_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


def chunk(kind: bytes, body: bytes) -> bytes:
    crc = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)


def png(
    width: int = 4,
    height: int = 3,
    *,
    header: bytes | None = None,
    pixels: bytes | None = None,
    extra: bytes = b"",
) -> bytes:
    """Return an RGB picture with 8 bits a sample."""
    if header is None:
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    if pixels is None:
        pixels = zlib.compress(bytes(height * (1 + 3 * width)))
    body = chunk(b"IHDR", header) + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def svg(inside: str, attributes: str = 'viewBox="0 0 400 300"') -> bytes:
    return f"<svg {SVG_NAMESPACE} {attributes}>{inside}</svg>".encode()


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(PackageError) as refused:
        check_picture(name, data)
    assert refused.value.code is Code.BANK_INVALID
    assert name in refused.value.detail
    assert " – " in refused.value.detail, "a refusal without a next step"
    return refused.value.detail


def test_a_plain_png_is_accepted() -> None:
    assert check_picture("a-1.png", png()) == "image/png"
    assert check_picture("a-1.png", png(4000, 1)) == "image/png"
    assert check_picture("a.png", png(extra=chunk(b"pHYs", bytes(9)))) == "image/png"


GREY_16 = struct.pack(">IIBBBBB", 2, 2, 16, 0, 0, 0, 0)
PNG_ATTACKS = {
    "not a picture": (b"MZ" + bytes(100), "to nie jest plik PNG"),
    "empty": (b"", "to nie jest plik PNG"),
    "too wide": (png(4001, 1), "wymiary 4001×1"),
    "no height": (png(1, 0), "wymiary 1×0"),
    "claims a gigantic size": (
        png(header=struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0)),
        "wymiary",
    ),
    "decompression bomb": (png(pixels=zlib.compress(bytes(50_000_000))), "uszkodzony"),
    "too few pixels": (png(pixels=zlib.compress(bytes(10))), "uszkodzony"),
    "pixels followed by something": (
        png(pixels=zlib.compress(bytes(3 * 13)) + b"secret"),
        "uszkodzony",
    ),
    "unfinished pixels": (png(pixels=zlib.compress(bytes(3 * 13))[:-5]), "uszkodzony"),
    "unknown colours": (png(header=struct.pack(">IIBBBBB", 4, 3, 8, 5, 0, 0, 0)), "nieznany"),
    "interlaced": (png(header=struct.pack(">IIBBBBB", 4, 3, 8, 2, 0, 0, 1)), "z przeplotem"),
    "wrong bits": (png(header=struct.pack(">IIBBBBB", 4, 3, 7, 2, 0, 0, 0)), "nieznany"),
    "short header": (png(header=bytes(5)), "nagłówek"),
    "text block": (png(extra=chunk(b"tEXt", b"Comment\0klucz: a")), "bez metadanych"),
    "exif block": (png(extra=chunk(b"eXIf", b"MM")), "bez metadanych"),
    "two headers": (png(extra=chunk(b"IHDR", GREY_16)), "niekompletny"),
    "data after the end": (png() + b"PK\x03\x04", "nadmiarowe"),
    "wrong checksum": (png()[:-1] + b"\0", "uszkodzony"),
    "an svg in disguise": (svg("<rect/>"), "to nie jest plik PNG"),
}


@pytest.mark.parametrize(("data", "message"), PNG_ATTACKS.values(), ids=list(PNG_ATTACKS))
def test_a_png_that_is_not_what_it_says_is_refused(data: bytes, message: str) -> None:
    assert message in refusal("rysunek.png", data)


def test_every_truncation_of_a_png_is_refused() -> None:
    whole = png()
    for length in range(len(whole)):
        refusal("rysunek.png", whole[:length])


@given(st.integers(0, len(png()) * 8 - 1))
def test_every_flipped_bit_of_a_png_is_found(bit: int) -> None:
    damaged = bytearray(png())
    damaged[bit // 8] ^= 1 << bit % 8
    refusal("rysunek.png", bytes(damaged))


def test_a_picture_of_more_than_two_mebibytes_is_refused() -> None:
    assert "większy niż 2097152 bajtów" in refusal("a.svg", svg("") + b" " * MAX_BYTES)


@pytest.mark.parametrize("name", ["A.svg", "a.gif", "../a.svg", "a b.png", ".svg", "a.svg.exe", ""])
def test_a_name_that_is_not_a_bare_picture_name_is_refused(name: str) -> None:
    assert "nazwa" in refusal(name, svg(""))


def test_an_svg_of_shapes_and_text_is_accepted() -> None:
    picture = svg(
        '<title>Plan</title><desc>Opis</desc><g fill="none" stroke="#123" transform="rotate(90)">'
        '<rect x="1" y="2" width="3" height="4" rx="1"/><circle cx="1" cy="2" r="3"/>'
        '<ellipse cx="1" cy="2" rx="3" ry="4"/><line x1="0" y1="0" x2="9" y2="9"/>'
        '<polyline points="0,0 1,1"/><polygon points="0,0 1,1 2,0"/><path d="M0 0L9 9z"/>'
        '<text x="1" y="2" font-family="sans-serif" text-anchor="middle">R&#8321; = 5 Ω</text></g>'
    )
    assert check_picture("plan.svg", picture) == "image/svg+xml"
    assert check_picture("plan.svg", b'<?xml version="1.0" encoding="UTF-8"?>\n' + picture)
    assert check_picture("plan.svg", svg("<rect/>", 'width="40" height="30"')) == "image/svg+xml"


SVG_ATTACKS = {
    "script": ("<script>alert(1)</script>", "element <script>"),
    "style": ("<style>*{}</style>", "element <style>"),
    "image": ('<image href="http://example.invalid/a.png"/>', "element <image>"),
    "use": ('<use href="#a"/>', "element <use>"),
    "foreign object": ("<foreignObject/>", "element <foreignObject>"),
    "link": ('<a href="x"><rect/></a>', "element <a>"),
    "animation": ('<rect><animate attributeName="x"/></rect>', "element <animate>"),
    "gradient": ("<defs/>", "element <defs>"),
    "nested svg": ('<svg viewBox="0 0 1 1"/>', "element <svg>"),
    "foreign namespace": ('<rect xmlns="http://www.w3.org/1999/xhtml"/>', "niedozwolony"),
    "event": ('<rect onload="alert(1)"/>', "atrybut onload"),
    "style attribute": ('<rect style="fill:red"/>', "atrybut style"),
    "href": ('<rect href="x"/>', "atrybut href"),
    "xlink": (
        '<rect xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="x"/>',
        "niedozwolony",
    ),
    "url in a fill": ('<rect fill="url(#a)"/>', "wartość atrybutu fill"),
    "hidden url": ('<rect fill="u\\72l(#a)"/>', "wartość atrybutu fill"),
    "variable": ('<rect fill="var(--x)"/>', "wartość atrybutu fill"),
    "address": ('<rect fill="javascript:1"/>', "wartość atrybutu fill"),
    "text beside shapes": ("<g>tekst</g>", "tekst bezpośrednio w <g>"),
    "stray tail": ("<g><rect/>tekst</g>", "tekst bezpośrednio w <g>"),
    "element in a text": ("<text><title>a</title></text>", "może zawierać tylko tekst"),
    "instruction": ("<?xml-stylesheet href='a.css'?>", "instrukcje"),
    "too many elements": ("<rect/>" * 5_001, "zbyt złożony"),
    "too deep": ("<g>" * 17 + "</g>" * 17, "zbyt złożony"),
    "unclosed": ("<g>", "niepoprawny"),
    "unknown entity": ("<text>&nazwa;</text>", "niepoprawny"),
}


@pytest.mark.parametrize(("inside", "message"), SVG_ATTACKS.values(), ids=list(SVG_ATTACKS))
def test_an_svg_with_anything_but_shapes_is_refused(inside: str, message: str) -> None:
    assert message in refusal("rysunek.svg", svg(inside))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html/>", "element główny"),
        (b"<svg/>", "element główny"),
        (b"", "niepoprawny"),
        (svg("", ""), "viewBox"),
        (svg("", 'viewBox="0 0 0 5"'), "viewBox"),
        (svg("", 'viewBox="0 0 5 99999"'), "viewBox"),
        (svg("", 'viewBox="0 0 a b"'), "viewBox"),
        (svg("", 'viewBox="0 0 9 9" width="calc(1px)"'), "width"),
        (svg("").decode().encode("utf-16"), "UTF-8"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?>' + svg(""), "UTF-8"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<text>&a;</text>"), "DOCTYPE"),
        (b"<!DOCTYPE svg>" + svg(""), "DOCTYPE"),
        (svg("") + svg(""), "niepoprawny"),
    ],
)
def test_a_file_that_is_no_plain_svg_is_refused(data: bytes, message: str) -> None:
    assert message in refusal("rysunek.svg", data)


def test_entity_bombs_and_external_entities_are_refused(samples: Path) -> None:
    files = sorted((samples / "hostile" / "xml" / "defusedxml").glob("*.xml"))
    assert files
    for path in files:
        refusal("rysunek.svg", path.read_bytes())


def test_corrupt_pictures_of_the_png_suite_are_refused_and_sound_ones_are_not(samples: Path) -> None:
    """In PngSuite an x at the start says corrupt, the letter before the colour type interlacing."""
    folder = samples / "hostile" / "images" / "pngsuite"
    accepted = 0
    for path in sorted(folder.glob("*.png")):
        if path.name.startswith("x"):
            refusal("rysunek.png", path.read_bytes())
        elif path.name.startswith("basn"):
            assert check_picture("rysunek.png", path.read_bytes()) == "image/png"
            accepted += 1
    assert accepted == 15


def test_odd_pictures_of_other_libraries_are_refused(samples: Path) -> None:
    folder = samples / "hostile" / "images" / "pillow"
    for name in ("broken.png", "broken_data_stream.png", "png_decompression_dos.png"):
        refusal("rysunek.png", (folder / name).read_bytes())
