"""Keep to the HTML a task may contain: a small allow-list, well-formed, with no reference outside.

Authored text is checked (`check_html`) and refused, never repaired: what the author proofread is what
the candidate reads. Anything the grammar below does not describe is a problem, so there is nothing on
which two parsers could disagree. The kiosk still cleans what it is about to show (`clean_html`).
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Iterator

import nh3

from .items import MAX_HTML, is_picture_name

VOID = frozenset({"br", "img"})
INLINE = frozenset({"b", "strong", "i", "em", "u", "sub", "sup", "code"})
BLOCK = frozenset({"p", "pre", "ul", "ol", "table"})
TABLE = frozenset({"thead", "tbody", "tr", "th", "td"})
TAGS = VOID | INLINE | BLOCK | TABLE | {"li"}
ATTRIBUTES = {"img": {"src", "alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
MAX_DEPTH = 12

_TEXT = INLINE | VOID
_FLOW = _TEXT | BLOCK
# What may stand directly inside what; `text` means characters other than spaces.
_CHILDREN: dict[str, frozenset[str]] = {
    **dict.fromkeys(INLINE, _TEXT | {"text"}),
    "p": _TEXT | {"text"},
    "pre": _TEXT - {"img"} | {"text"},
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "li": _FLOW | {"text"},
    "table": frozenset({"thead", "tbody", "tr"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "th": _FLOW | {"text"},
    "td": _FLOW | {"text"},
    "": _FLOW | {"text"},
}
_TOKEN = re.compile(
    r"(?P<text>[^<&]+)"
    r"|(?P<entity>&(?:amp|lt|gt|quot|nbsp|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)"
    r'|<(?P<close>/?)(?P<tag>[a-z0-9]+)(?P<attributes>(?: +[a-z]+="[^"<>]*")*) *(?P<empty>/?)>'
)
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_SPAN = re.compile(r"[1-9]|1[0-9]|20")
_CONTROLS = {"\n", "\t"}
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def check_html(fragment: str) -> list[str]:
    """Return what is wrong with an authored fragment, in Polish; an empty list means it is exact."""
    problems = _check_characters(fragment)
    checker = _Checker()
    place = 0
    while place < len(fragment):
        token = _TOKEN.match(fragment, place)
        if token is None:
            shown = fragment[place : place + 20]
            problems.append(
                f"niezrozumiały zapis „{shown}” – znak < zapisz jako &lt;, znak & jako &amp;, "
                "a znacznik dokładnie tak, jak w wykazie"
            )
            break
        checker.take(token)
        place = token.end()
    else:
        checker.finish()
    return list(dict.fromkeys(problems + checker.problems))


def clean_html(fragment: str) -> str:
    """Return a fragment with everything outside the allow-list removed, for showing it."""
    return _cleaner().clean(fragment)


def pictures_in(fragment: str) -> Iterator[tuple[str, str]]:
    """Yield name and alternative text of each picture in a checked fragment, in order."""
    for token in _TOKEN.finditer(fragment):
        if token["tag"] == "img":
            values = dict(_ATTRIBUTE.findall(token["attributes"]))
            yield html.unescape(values.get("src", "")), html.unescape(values.get("alt", ""))


def plain_text(fragment: str) -> str:
    """Return the text of a checked fragment, white space folded; pictures count as their names."""
    parts: list[str] = []
    for token in _TOKEN.finditer(fragment):
        if token["tag"] == "img":
            parts.extend(name for name, _ in pictures_in(token[0]))
        elif token["tag"]:
            parts.append(" " if token["tag"] not in INLINE else "")
        else:
            parts.append(html.unescape(token[0]))
    return " ".join("".join(parts).split())


class _Checker:
    """Follow the open tags of one fragment."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._open: list[str] = []

    def take(self, token: re.Match[str]) -> None:
        tag = token["tag"]
        if tag is None:
            visible = token["entity"] or token["text"].strip()
            if visible:
                self._place("text")
            self._check_character(token["entity"])
        elif tag not in TAGS:
            self.problems.append(f"znacznik <{tag}> jest niedozwolony – usuń go")
        elif token["close"]:
            self._close(tag, token)
        else:
            self._start(tag, token)

    def finish(self) -> None:
        self.problems.extend(f"brak </{tag}>" for tag in reversed(self._open))

    def _place(self, what: str) -> None:
        parent = self._open[-1] if self._open else ""
        if what not in _CHILDREN[parent]:
            thing = "tekst" if what == "text" else f"<{what}>"
            where = f"wewnątrz <{parent}>" if parent else "poza tabelą lub listą"
            self.problems.append(f"{thing} nie może stać {where}")

    def _start(self, tag: str, token: re.Match[str]) -> None:
        self._place(tag)
        self._check_attributes(tag, token["attributes"])
        if tag in VOID:
            return
        if token["empty"]:
            self.problems.append(f"<{tag}/> nie jest pustym znacznikiem – zapisz <{tag}></{tag}>")
            return
        self._open.append(tag)
        if len(self._open) > MAX_DEPTH:
            self.problems.append(f"zagnieżdżenie głębsze niż {MAX_DEPTH} znaczników")

    def _close(self, tag: str, token: re.Match[str]) -> None:
        if token["attributes"] or token["empty"] or tag in VOID:
            self.problems.append(f"błędne zamknięcie „{token[0]}”")
        elif self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            opened = f", otwarty jest <{self._open[-1]}>" if self._open else ""
            self.problems.append(f"</{tag}> nie zamyka niczego{opened}")
            if tag in self._open:
                while self._open.pop() != tag:
                    pass

    def _check_attributes(self, tag: str, text: str) -> None:
        pairs = _ATTRIBUTE.findall(text)
        names = [name for name, _ in pairs]
        for name in sorted(set(names) - ATTRIBUTES.get(tag, set())):
            self.problems.append(f"atrybut {name} w <{tag}> jest niedozwolony – usuń go")
        if len(set(names)) != len(names):
            self.problems.append(f"powtórzony atrybut w <{tag}>")
        values = dict(pairs)
        if any(_BARE_AMPERSAND.search(value) for value in values.values()):
            self.problems.append(f"znak & w atrybucie <{tag}> zapisz jako &amp;")
        if tag == "img":
            self._check_picture(values)
        for name in ("colspan", "rowspan"):
            if name in values and _SPAN.fullmatch(values[name]) is None:
                self.problems.append(f"{name} w <{tag}> musi być liczbą od 1 do 20")

    def _check_picture(self, values: dict[str, str]) -> None:
        if not is_picture_name(values.get("src", "")):
            self.problems.append("src w <img> musi być samą nazwą pliku z folderu pictures, np. schemat-1.svg")
        if not values.get("alt", "").strip():
            self.problems.append("brak opisu alt w <img> – opisz, co widać na rysunku")

    def _check_character(self, entity: str | None) -> None:
        if entity is not None and entity.startswith("&#") and _hidden(html.unescape(entity)):
            self.problems.append(f"znak {entity} jest niewidoczny lub nie istnieje – usuń go")


def _check_characters(fragment: str) -> list[str]:
    problems = []
    if len(fragment) > MAX_HTML:
        problems.append(f"tekst ma {len(fragment)} znaków, dozwolone jest {MAX_HTML}")
    if not unicodedata.is_normalized("NFC", fragment):
        problems.append("litery zapisano z osobnymi znakami diakrytycznymi – przepisz je (NFC)")
    hidden = sorted({f"U+{ord(character):04X}" for character in fragment if _hidden(character)})
    if hidden:
        problems.append(f"niewidoczne znaki {', '.join(hidden)} – usuń je")
    return problems


def _hidden(text: str) -> bool:
    """Say whether a character cannot be seen: controls, bidi marks, unassigned code points."""
    return any(
        unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}
        and character not in _CONTROLS
        and character != _SOFT_HYPHEN
        for character in text
    ) or text in {"", "\N{REPLACEMENT CHARACTER}"}


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if is_picture_name(value) else None
    if name in {"colspan", "rowspan"}:
        return value if _SPAN.fullmatch(value) else None
    return value


@functools.cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_keep_attribute,
        url_schemes=set(),
        link_rel=None,
        strip_comments=True,
    )
