"""Only exact, well-formed markup of the allow-list passes; what passes is shown unchanged."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperta_packages.items import MAX_HTML
from koperta_packages.markup import ATTRIBUTES, TAGS, check_html, clean_html, pictures_in, plain_text


class Tokens(HTMLParser):
    """Collect tags and texts, without the tbody that every HTML parser adds to a table."""

    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str, str | None]] = set()
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update((tag, name, value) for name, value in attrs)
        if tag != "tbody":
            self.tokens.append(f"<{tag} {sorted(attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"tbody", "br", "img"}:
            self.tokens.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.tokens.append(data)


GOOD = [
    "Sam tekst.",
    "<p>Akapit z <b>pogrubieniem</b>, <strong>x</strong> i <em><i>kursywą</i></em>.</p>",
    "H<sub>2</sub>O, m<sup>2</sup>, <u>podkreślenie</u>",
    "<p>wiersz<br>drugi<br/>trzeci</p>",
    "<pre>if (a &lt; b &amp;&amp; c > d) {\n\treturn;\n}</pre>",
    "<ul><li>raz</li>\n<li>dwa<ol><li>pod</li></ol></li></ul>",
    '<table><thead><tr><th colspan="2">A</th></tr></thead><tbody><tr><td rowspan="20">1</td>'
    "<td>2</td></tr></tbody></table>",
    "<table><tr><td>1</td></tr></table>",
    '<p><img src="schemat-1.svg" alt="Schemat &quot;A&quot; &amp; B"></p>',
    "&nbsp;&#8211;&#x3A9; – „cytat” Ω σ²",
    "miękki\N{SOFT HYPHEN}podział",
]


@pytest.mark.parametrize("fragment", GOOD)
def test_what_the_allow_list_describes_is_accepted(fragment: str) -> None:
    assert check_html(fragment) == []


BAD = {
    "<p>": "brak </p>",
    "</p>": "</p> nie zamyka niczego",
    "<p>a</b></p>": "</b> nie zamyka niczego, otwarty jest <p>",
    "<b><i>a</b></i>": "</b> nie zamyka niczego, otwarty jest <i>",
    "a < b": "niezrozumiały zapis „< b”",
    "a & b": "niezrozumiały zapis „& b”",
    "&copy;": "niezrozumiały zapis „&copy;”",
    "&amp": "niezrozumiały zapis",
    "<P>a</P>": "niezrozumiały zapis",
    "<!-- uwaga -->": "niezrozumiały zapis",
    "<!DOCTYPE html>": "niezrozumiały zapis",
    "<?php ?>": "niezrozumiały zapis",
    "<![CDATA[x]]>": "niezrozumiały zapis",
    "<script>alert(1)</script>": "znacznik <script> jest niedozwolony",
    "<a>b</a>": "znacznik <a> jest niedozwolony",
    "<div>b</div>": "znacznik <div> jest niedozwolony",
    '<a href="x">b</a>': "znacznik <a> jest niedozwolony",
    '<p style="color">b</p>': "atrybut style w <p> jest niedozwolony",
    '<p class="x">b</p>': "atrybut class w <p> jest niedozwolony",
    '<td colspan="2">b</td>': "<td> nie może stać poza tabelą lub listą",
    "<p onclick=x>b</p>": "niezrozumiały zapis",
    "<p onclick='x'>b</p>": "niezrozumiały zapis",
    '<p title="<b>">b</p>': "niezrozumiały zapis",
    "<p/>": "<p/> nie jest pustym znacznikiem",
    "<br></br>": "błędne zamknięcie „</br>”",
    "<p>a<ul><li>b</li></ul></p>": "<ul> nie może stać wewnątrz <p>",
    "<p><p>a</p></p>": "<p> nie może stać wewnątrz <p>",
    "<b><p>a</p></b>": "<p> nie może stać wewnątrz <b>",
    "<ul>a</ul>": "tekst nie może stać wewnątrz <ul>",
    "<ul><p>a</p></ul>": "<p> nie może stać wewnątrz <ul>",
    "<li>a</li>": "<li> nie może stać poza tabelą lub listą",
    "<table>a</table>": "tekst nie może stać wewnątrz <table>",
    "<table><td>a</td></table>": "<td> nie może stać wewnątrz <table>",
    '<table><tr><td colspan="0">a</td></tr></table>': "colspan w <td> musi być liczbą",
    '<table><tr><td colspan="21">a</td></tr></table>': "colspan w <td> musi być liczbą",
    '<table><tr><td colspan="2" colspan="3">a</td></tr></table>': "powtórzony atrybut",
    '<img src="a.svg">': "brak opisu alt",
    '<img src="a.svg" alt=" ">': "brak opisu alt",
    '<img src="a.svg" alt="a & b">': "znak & w atrybucie",
    '<img alt="a">': "src w <img> musi być samą nazwą",
    '<img src="../a.svg" alt="a">': "src w <img> musi być samą nazwą",
    '<img src="pictures/a.svg" alt="a">': "src w <img> musi być samą nazwą",
    '<img src="http://x/a.svg" alt="a">': "src w <img> musi być samą nazwą",
    '<img src="data:image/png;base64,x" alt="a">': "src w <img> musi być samą nazwą",
    '<img src="javascript&#58;a.svg" alt="a">': "src w <img> musi być samą nazwą",
    '<img src="a.gif" alt="a">': "src w <img> musi być samą nazwą",
    "a\N{ZERO WIDTH SPACE}b": "niewidoczne znaki U+200B",
    "a\N{RIGHT-TO-LEFT OVERRIDE}b": "niewidoczne znaki U+202E",
    "a\0b": "niewidoczne znaki U+0000",
    "a&#0;b": "znak &#0; jest niewidoczny",
    "a&#x202E;b": "znak &#x202E; jest niewidoczny",
    "a&#9999999;b": "jest niewidoczny lub nie istnieje",
    "Zielin\N{LATIN SMALL LETTER S}\N{COMBINING ACUTE ACCENT}ki": "(NFC)",
    "a" * (MAX_HTML + 1): "tekst ma 20001 znaków",
    "<b>" * 13 + "a" + "</b>" * 13: "zagnieżdżenie głębsze niż 12",
}


@pytest.mark.parametrize(("fragment", "message"), BAD.items(), ids=lambda text: text[:40])
def test_anything_else_is_refused_and_named(fragment: str, message: str) -> None:
    assert any(message in problem for problem in check_html(fragment)), check_html(fragment)


def test_all_mistakes_of_a_fragment_come_at_once() -> None:
    problems = check_html('<div>a</div><p style="x">b<img src="/a.svg" alt=""></p>')
    assert len(problems) >= 4


_word = st.text(st.sampled_from("aąZ 1<&>\"'–\n"), max_size=8).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)


def _wrap(tags: list[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", st.sampled_from(tags), inner)


_inline = st.recursive(
    _word | st.just("<br>") | st.just('<img src="a-1.png" alt="b &amp; c">'),
    lambda inner: _wrap(["b", "strong", "i", "em", "u", "sub", "sup", "code"], st.lists(inner).map("".join)),
    max_leaves=8,
)
_flow = st.recursive(
    _wrap(["p"], _inline) | _inline,
    lambda inner: st.one_of(
        st.lists(_wrap(["li"], inner), min_size=1).map(lambda xs: f"<ul>{''.join(xs)}</ul>"),
        st.lists(_wrap(["td", "th"], inner), min_size=1).map(lambda xs: f"<table><tr>{''.join(xs)}</tr></table>"),
    ),
    max_leaves=6,
)


@given(st.lists(_flow, max_size=4).map("".join))
def test_the_kiosk_shows_accepted_markup_unchanged(fragment: str) -> None:
    assert [problem for problem in check_html(fragment) if "głębsze" not in problem] == []
    assert _joined(clean_html(fragment)) == _joined(fragment)


def _joined(fragment: str) -> str:
    return "".join(Tokens(fragment).tokens)


@given(st.text(st.sampled_from("<>/=\"' abipsrcjvt:&;#xon!-?1")))
def test_whatever_comes_in_only_the_allow_list_comes_out(fragment: str) -> None:
    _assert_harmless(clean_html(fragment))


def test_a_script_leaves_not_even_its_text_behind() -> None:
    assert clean_html("a<script>alert(1)</script><style>p{}</style>b") == "ab"


def _assert_harmless(cleaned: str) -> None:
    found = Tokens(cleaned)
    assert found.tags <= TAGS
    for tag, name, value in found.attributes:
        assert name in ATTRIBUTES.get(tag, set())
        assert name != "src" or (value or "").endswith((".svg", ".png"))
        assert ":" not in (value or "") or name == "alt"


def test_published_attacks_are_refused_and_cleaned_to_nothing_harmful(samples: Path) -> None:
    folder = samples / "hostile" / "xss"
    lines = (folder / "h5sc" / "vectors.txt").read_text("utf-8").splitlines()
    sheet = (folder / "owasp" / "XSS_Filter_Evasion_Cheat_Sheet.md").read_text("utf-8")
    attacks = [line for line in [*lines, *sheet.splitlines()] if "<" in line]
    assert len(attacks) > 200
    for attack in attacks:
        _assert_harmless(clean_html(attack))
        if check_html(attack) == []:
            assert Tokens(attack).tags <= TAGS


def test_pictures_are_listed_with_their_descriptions() -> None:
    fragment = '<p><img src="a.svg" alt="x &lt; y"><img alt="z" src="b.png"></p>'
    assert list(pictures_in(fragment)) == [("a.svg", "x < y"), ("b.png", "z")]


def test_plain_text_reads_like_the_fragment() -> None:
    fragment = '<p>A<b>B</b>&amp;</p><p>C<br>D <img src="a.svg" alt="x"></p>'
    assert plain_text(fragment) == "AB& C D a.svg"
    assert plain_text("<p> <b> </b></p>") == ""
