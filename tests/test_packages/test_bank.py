"""A bank is read whole or refused with every mistake, each with file, task and next step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from koperta_packages.bank import InvalidBankError, check_bank, load_bank
from koperta_packages.draw import DrawRule, StratumRule, check_rule
from koperta_packages.errors import Code

BANK = """
format = "koperta-bank/1"
id = "proba-2026"
qualification = "INF.03"
name = "Bank próbny"
language = "pl"
licence = "CC-BY-4.0"

[[strata]]
id = "siec"
title = "Sieci"

[[strata]]
id = "baza"
title = "Bazy danych"
"""
SIEC = """
stratum = "siec"

[[tasks]]
id = "siec-01"
text = '''<p>Co widać?</p><p><img src="plan.svg" alt="Plan sieci"></p>'''
right = "b"
alike = "plan"
[tasks.options]
a = "ruter"
b = "przełącznik"

[[tasks]]
id = "siec-02"
text = "Ile bitów ma adres IPv4?"
right = "c"
fixed_order = true
alike = "plan"
[tasks.options]
a = "8"
b = "16"
c = "32"
d = "128"
"""
BAZA = """
stratum = "baza"

[[tasks]]
id = "baza-01"
text = "Które polecenie czyta dane?"
right = "a"
[tasks.options]
a = "<code>SELECT</code>"
b = "<code>INSERT</code>"
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small sound bank."""
    for name, text in {
        "bank.toml": BANK,
        "tasks-siec.toml": SIEC,
        "tasks-baza.toml": BAZA,
        "pictures/plan.svg": SVG,
        "README.md": "Notatki redakcji.",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_sound_bank_is_read_as_written(folder: Path) -> None:
    assert check_bank(folder) == []
    bank = load_bank(folder)
    assert (bank.id, bank.qualification, bank.language) == ("proba-2026", "INF.03", "pl")
    assert [stratum.id for stratum in bank.strata] == ["siec", "baza"]
    assert bank.answer_key == {"siec-01": "b", "siec-02": "c", "baza-01": "a"}
    first, second, _ = bank.items
    assert [(option.id, option.html) for option in first.options] == [
        ("a", "ruter"),
        ("b", "przełącznik"),
    ]
    assert (first.alike, first.fixed_order, second.fixed_order) == ("plan", False, True)
    assert bank.pictures["plan.svg"].data == SVG.encode()


def test_the_pool_names_pictures_by_segments_and_holds_no_key(folder: Path) -> None:
    bank = load_bank(folder)
    (picture,) = bank.pool({"plan.svg": "x7"}).by_id()["siec-01"].pictures
    assert (picture.name, picture.segment_id, picture.alt) == ("plan.svg", "x7", "Plan sieci")
    (numbered,) = bank.pool().by_id()["siec-01"].pictures
    assert numbered.segment_id == "picture-001"
    assert "right" not in repr(bank.pool())


def test_files_saved_by_a_windows_editor_are_read_the_same(folder: Path) -> None:
    expected = load_bank(folder)
    for path in folder.glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(text.encode("utf-8-sig"))
    assert load_bank(folder) == expected


def write(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: void((folder / name).write_text(text, encoding="utf-8"))


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: change(folder / name, old, new)


def void(_: object) -> None:
    """Drop a value."""


MISTAKES: dict[str, tuple[Callable[[Path], None], str]] = {
    "no bank.toml": (lambda f: (f / "bank.toml").unlink(), "bank.toml: brak pliku"),
    "bad toml": (edit("bank.toml", "id =", "id"), "bank.toml: błąd zapisu TOML"),
    "nested without end": (
        write("tasks-baza.toml", "a = " + "[" * 5_000),
        "tasks-baza.toml: zbyt głębokie zagnieżdżenie",
    ),
    "not utf-8": (
        lambda f: void((f / "bank.toml").write_bytes(BANK.encode("cp1250"))),
        "bank.toml: plik nie jest w UTF-8",
    ),
    "other format": (edit("bank.toml", "bank/1", "bank/2"), "format = koperta-bank/2 jest nieznany"),
    "no licence": (edit("bank.toml", 'licence = "CC-BY-4.0"', ""), "bank.toml: brak pola licence"),
    "misspelt field": (
        edit("bank.toml", "licence", "license"),
        "nieznane pole license – zmień na licence",
    ),
    "unknown language": (edit("bank.toml", '"pl"', '"polski"'), "language musi być jednym z"),
    "stratum twice": (edit("bank.toml", '"baza"', '"siec"'), "dział siec występuje dwa razy"),
    "no tasks file": (lambda f: (f / "tasks-baza.toml").unlink(), "tasks-baza.toml: brak pliku"),
    "stray tasks file": (
        write("tasks-inne.toml", BAZA),
        "tasks-inne.toml: plik nie należy do żadnego działu",
    ),
    "other stratum inside": (
        edit("tasks-baza.toml", '"baza"', '"siec"'),
        "tasks-baza.toml: stratum = siec, a plik należy do działu baza",
    ),
    "no tasks": (write("tasks-baza.toml", 'stratum = "baza"'), "brak wpisów [[tasks]]"),
    "no id": (edit("tasks-baza.toml", 'id = "baza-01"', ""), "zadanie nr 1: brak pola id"),
    "bad id": (edit("tasks-baza.toml", '"baza-01"', '"baza 01"'), "zadanie baza 01: id może mieć"),
    "id twice": (
        edit("tasks-baza.toml", '"baza-01"', '"siec-01"'),
        "tasks-baza.toml: zadanie siec-01: to id jest już w pliku tasks-siec.toml",
    ),
    "no right": (
        edit("tasks-baza.toml", 'right = "a"', ""),
        "tasks-baza.toml: zadanie baza-01: brak pola right",
    ),
    "right is no option": (
        edit("tasks-baza.toml", 'right = "a"', 'right = "c"'),
        "zadanie baza-01: right = c nie jest żadną z odpowiedzi",
    ),
    "right is a number": (edit("tasks-baza.toml", 'right = "a"', "right = 1"), "pole right musi być"),
    "one option": (
        edit("tasks-baza.toml", 'b = "<code>INSERT</code>"', ""),
        "odpowiedzi a – potrzeba od 2 do 8",
    ),
    "gap in the letters": (edit("tasks-baza.toml", "b =", "c ="), "odpowiedzi a, c – potrzeba"),
    "equal options": (edit("tasks-baza.toml", "INSERT", "SELECT"), "odpowiedzi a i b są takie same"),
    "no options": (edit("tasks-baza.toml", "tasks.options", "tasks.odp"), "brak tabeli options"),
    "empty option": (edit("tasks-siec.toml", '"ruter"', '" "'), "pole a musi być niepustym tekstem"),
    "markup": (
        edit("tasks-siec.toml", '"ruter"', '"<a>ruter</a>"'),
        "tasks-siec.toml: zadanie siec-01: odpowiedź a: znacznik <a> jest niedozwolony",
    ),
    "nothing to see": (edit("tasks-siec.toml", '"ruter"', '"<b></b>"'), "odpowiedź a: nic nie widać"),
    "flag as text": (edit("tasks-siec.toml", "= true", '= "tak"'), "fixed_order musi mieć wartość"),
    "alike alone": (
        edit("tasks-siec.toml", 'alike = "plan"', 'alike = "plam"'),
        "zadanie siec-01: znak alike = plam ma tylko to zadanie",
    ),
    "task copied": (
        write("tasks-baza.toml", BAZA + BAZA.split('"baza"', 1)[1].replace("baza-01", "baza-02")),
        "zadanie baza-02: to samo co zadanie baza-01",
    ),
    "picture missing": (
        lambda f: (f / "pictures" / "plan.svg").unlink(),
        "zadanie siec-01: brak rysunku pictures/plan.svg",
    ),
    "picture unused": (
        write("pictures/inny.svg", SVG),
        "pictures/inny.svg: żadne zadanie nie używa rysunku",
    ),
    "picture broken": (
        edit("pictures/plan.svg", "<rect", "<script/><rect"),
        "pictures/plan.svg: element <script> jest niedozwolony",
    ),
    "picture of another kind": (write("pictures/plan.gif", "GIF89a"), "pictures/plan.gif: zła nazwa"),
    "folder among pictures": (
        lambda f: (f / "pictures" / "stare").mkdir(),
        "pictures/stare: to nie jest plik",
    ),
    "two descriptions": (
        edit("tasks-siec.toml", '"ruter"', '\'<img src="plan.svg" alt="Inny">\''),
        "rysunek plan.svg ma dwa różne opisy alt",
    ),
}


@pytest.mark.parametrize(("spoil", "message"), MISTAKES.values(), ids=list(MISTAKES))
def test_each_mistake_is_named_with_its_place(folder: Path, spoil: Callable[[Path], None], message: str) -> None:
    spoil(folder)
    problems = check_bank(folder)
    assert any(message in problem for problem in problems), problems
    assert all(" – " in problem for problem in problems), "a message without a next step"


def test_all_mistakes_of_all_files_come_at_once(folder: Path) -> None:
    change(folder / "bank.toml", 'licence = "CC-BY-4.0"', "")
    change(folder / "tasks-siec.toml", 'right = "b"', 'right = "x"')
    change(folder / "tasks-siec.toml", '"16"', '"<div>16</div>"')
    change(folder / "pictures/plan.svg", "<rect", "<rekt")
    with pytest.raises(InvalidBankError) as refused:
        load_bank(folder)
    assert refused.value.code is Code.BANK_INVALID
    assert len(refused.value.problems) == 4
    assert refused.value.facts == {"problems": 4}


def test_mistakes_in_tasks_are_found_even_without_a_readable_bank_toml(folder: Path) -> None:
    (folder / "bank.toml").write_text("format", encoding="utf-8")
    change(folder / "tasks-siec.toml", 'right = "b"', 'right = "x"')
    assert len(check_bank(folder)) == 2


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    assert check_bank(tmp_path / "nie-ma") == ["bank.toml: brak pliku – utwórz go"]


REAL = sorted((Path(__file__).parent.parent.parent / "banks").glob("*/bank.toml"))


def test_both_banks_of_the_project_are_there() -> None:
    assert [path.parent.name for path in REAL] == ["ele02", "inf03"]


@pytest.mark.parametrize("folder", [path.parent for path in REAL], ids=lambda path: path.name)
def test_a_bank_of_the_project_is_whole(folder: Path) -> None:
    assert check_bank(folder) == []
    bank = load_bank(folder)
    assert len(bank.items) == 90
    assert sum(bool(item.pictures) for item in bank.items) >= 22
    assert all([option.id for option in item.options] == list("abcd") for item in bank.items)
    assert sum("<pre>" in item.html for item in bank.items) >= (5 if folder.name == "inf03" else 0)


@pytest.mark.parametrize("folder", [path.parent for path in REAL], ids=lambda path: path.name)
def test_no_letter_is_right_more_often_than_chance_would_have_it(folder: Path) -> None:
    """Chi-square with 3 degrees of freedom exceeds 11.3 in one bank of a hundred."""
    key = load_bank(folder).answer_key
    counts = [list(key.values()).count(letter) for letter in "abcd"]
    expected = len(key) / 4
    assert sum((count - expected) ** 2 / expected for count in counts) < 11.3, counts


@pytest.mark.parametrize("folder", [path.parent for path in REAL], ids=lambda path: path.name)
def test_forty_tasks_can_be_drawn_from_a_bank_of_the_project(folder: Path) -> None:
    bank = load_bank(folder)
    sizes = {stratum.id: sum(item.stratum == stratum.id for item in bank.items) for stratum in bank.strata}
    counts = {name: size * 40 // 90 for name, size in sizes.items()}
    for name in sorted(sizes, key=lambda name: -(sizes[name] * 40 % 90))[: 40 - sum(counts.values())]:
        counts[name] += 1
    rule = DrawRule(tuple(StratumRule(name, count) for name, count in counts.items()))
    assert rule.form_length == 40
    check_rule(bank.pool(), rule)
