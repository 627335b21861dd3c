"""Admit an SVG made of plain shapes and text: no script, style, link, image, font or reference."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as DefusedTree

SVG = "{http://www.w3.org/2000/svg}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
SHAPES = frozenset({"rect", "circle", "ellipse", "line", "polyline", "polygon", "path"})
WRITING = frozenset({"text", "title", "desc"})
ELEMENTS = SHAPES | WRITING | {"svg", "g"}
GEOMETRY = frozenset("x y x1 y1 x2 y2 cx cy r rx ry width height points d dx dy rotate textLength pathLength".split())
PRESENTATION = frozenset(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit opacity color transform "
    "font-family font-size font-weight font-style text-anchor dominant-baseline "
    "alignment-baseline baseline-shift letter-spacing word-spacing text-decoration "
    "writing-mode visibility display".split()
)
ROOT_ONLY = frozenset({"viewBox", "preserveAspectRatio", "version", "role", "lang"})
PLAIN = frozenset({"id", "class", "lengthAdjust", "aria-hidden", "aria-label", "aria-labelledby"})
MAX_ELEMENTS = 5_000
MAX_DEPTH = 16
MAX_SIDE = 4_000

# Parentheses only behind these names: no url(…), no var(…).
_FUNCTION = re.compile(r"\b(?:matrix|translate|scale|rotate|skewX|skewY|rgb|rgba|hsl|hsla)\(")
_SIZE = re.compile(r"\d+(?:\.\d+)?(?:px|mm|cm|pt)?|100%")


def check_svg(data: bytes) -> None:
    """Raise ValueError with a Polish reason unless `data` is an SVG of the listed elements alone."""
    root = _parse(data)
    if root.tag != f"{SVG}svg":
        raise ValueError("to nie jest plik SVG – element główny musi być <svg> w przestrzeni SVG")
    _check_size(root)
    count = 0
    below: list[tuple[Element, int]] = [(root, 1)]
    while below:
        element, depth = below.pop()
        count += 1
        if count > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise ValueError("rysunek jest zbyt złożony – uprość go")
        _check_element(element, depth)
        below.extend((child, depth + 1) for child in element)


def _parse(data: bytes) -> Element:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise ValueError("plik SVG musi być w UTF-8 – zapisz go ponownie") from problem
    body = text.removeprefix("\ufeff").lstrip()
    if body.startswith("<?xml"):
        declaration, _, body = body.partition("?>")
        if "encoding" in declaration and "utf-8" not in declaration.lower():
            raise ValueError("plik SVG musi być w UTF-8 – zapisz go ponownie")
    if "<?" in body:
        # A parser drops instructions such as <?xml-stylesheet?> silently; a renderer may not.
        raise ValueError("instrukcje <?…?> są niedozwolone – usuń je")
    try:
        root: Element = DefusedTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as problem:
        raise ValueError("DOCTYPE i encje są niedozwolone – usuń je") from problem
    except ParseError as problem:
        raise ValueError(f"plik SVG jest niepoprawny ({problem}) – popraw go") from problem
    return root


def _check_size(root: Element) -> None:
    view_box = root.get("viewBox", "").replace(",", " ").split()
    sides = view_box[2:] if len(view_box) == 4 else []
    for name in ("width", "height"):
        value = root.get(name)
        if value is not None and _SIZE.fullmatch(value) is None:
            raise ValueError(f"{name} w <svg> musi być liczbą – popraw atrybut")
        if value is not None and value != "100%":
            sides.append(value.rstrip("pxmct"))
    try:
        numbers = [float(side) for side in sides]
    except ValueError as problem:
        raise ValueError("viewBox w <svg> musi mieć cztery liczby – popraw atrybut") from problem
    if len(numbers) < 2 or not all(0 < number <= MAX_SIDE for number in numbers):
        raise ValueError(f"<svg> nie ma wymiarów – dopisz viewBox o bokach do {MAX_SIDE}")


def _check_element(element: Element, depth: int) -> None:
    name = element.tag.removeprefix(SVG)
    if name not in ELEMENTS or not element.tag.startswith(SVG) or (name == "svg" and depth > 1):
        raise ValueError(f"element <{name}> jest niedozwolony – usuń go")
    texts = [child.tail for child in element] + ([] if name in WRITING else [element.text])
    if name not in WRITING and any(text and text.strip() for text in texts):
        raise ValueError(f"tekst bezpośrednio w <{name}> – przenieś go do <text>")
    if name in WRITING and len(element):
        raise ValueError(f"<{name}> może zawierać tylko tekst – użyj kilku <text>")
    permitted = GEOMETRY | PRESENTATION | PLAIN | (ROOT_ONLY if name == "svg" else frozenset())
    for attribute, value in element.items():
        if attribute not in permitted and attribute != XML_SPACE:
            raise ValueError(f"atrybut {attribute} w <{name}> jest niedozwolony – usuń go")
        if "(" in _FUNCTION.sub("", value) or ":" in value or "\\" in value:
            raise ValueError(f"wartość atrybutu {attribute} w <{name}> jest niedozwolona – zmień ją")
