"""Identification cards: exactly the fields of the regulation, readable by people, scanners and screen readers."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from koperta_operator.documents.cards import PER_PAGE, in_order, qr_text, render_cards, write_cards
from koperta_operator.documents.polish_order import polish_key
from koperta_packages.candidates import Candidate, SittingDefinition, SittingPackage

SECRET = "K7QF9MZTPX4H"
QUALIFICATION = "Tworzenie i administrowanie stronami i aplikacjami internetowymi oraz bazami danych"


def sitting(*, trial: bool = False) -> SittingDefinition:
    """Return a sitting with one package."""
    package = SittingPackage("p1", "0" * 64, "INF.03", QUALIFICATION, 40, 60)
    return SittingDefinition(
        "2026Z-1", "2026 Zima", "Egzamin", "2026-11-21T09:00:00+01:00", "2026-11-21T13:00:00+01:00", trial,
        "146510-00123", "Zespół Szkół", ("sala 12",), (package,),
    )  # fmt: skip


def candidate(
    number: int, surname: str, names: str = "Ewa", *, pesel: str | None = None, exempt: bool = False
) -> Candidate:
    """Return a candidate of that sitting."""
    return Candidate(
        candidate_id=f"c{number}",
        username=f"kowal-ewa-{number}q",
        secret=SECRET,
        surname=surname,
        given_names=names,
        package_id="p1",
        exam_room="sala 12",
        pesel=pesel,
        document="ABC 123456",
        exempt=exempt,
    )


def text_of(pdf: bytes, folder: Path) -> str:
    """Return the text of a PDF as a screen reader would meet it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = folder / "cards.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout


def test_a_card_holds_the_fields_of_the_regulation_and_nothing_else(tmp_path: Path) -> None:
    text = text_of(render_cards(sitting(), [candidate(1, "Żółć-Świderska", "Łucja Zofia")]), tmp_path)
    assert text.split("\n\f")[0].splitlines() == [
        "KARTA IDENTYFIKACYJNA",
        "Imię (imiona) i nazwisko",
        "Łucja Zofia Żółć-Świderska",
        "Seria i numer dokumentu",
        "ABC 123456",
        "Kwalifikacja",
        "INF.03 Tworzenie i administrowanie stronami i",
        "aplikacjami internetowymi oraz bazami danych",
        "Nazwa użytkownika",
        "kowal-ewa-1q",
        "Hasło",
        "K7QF-9MZT-PX4H",
    ]


def test_a_candidate_with_a_pesel_has_no_document_on_the_card(tmp_path: Path) -> None:
    text = text_of(render_cards(sitting(), [candidate(1, "Lis", pesel="44051401359")]), tmp_path)
    assert "PESEL\n44051401359\n" in text
    assert "ABC" not in text


def test_only_cards_of_a_trial_carry_the_band(tmp_path: Path) -> None:
    cards = [candidate(1, "Lis")]
    assert "PRÓBA" in text_of(render_cards(sitting(trial=True), cards), tmp_path)
    assert "PRÓBA" not in text_of(render_cards(sitting(), cards), tmp_path)


def test_cards_are_eight_to_a_page_in_the_order_of_the_polish_alphabet(tmp_path: Path) -> None:
    surnames = ["Żak", "Zając", "Łoś", "Lis", "Ćwik", "Cyran", "Śliwa", "Sowa", "Óżna"]
    people = [candidate(number, surname) for number, surname in enumerate(surnames)]
    text = text_of(render_cards(sitting(), in_order(people)), tmp_path)
    assert re.findall(r"Ewa (\w+)", text) == ["Cyran", "Ćwik", "Lis", "Łoś", "Óżna", "Sowa", "Śliwa", "Zając", "Żak"]
    assert [page.count("Hasło") for page in text.split("\f")[:-1]] == [PER_PAGE, 1]


@pytest.mark.parametrize(
    "names",
    [
        ["Nowak", "Nowak-Zając", "Nowakowska"],
        ["Muller", "Müller", "Mullerowa"],
        ["Ochman", "Øster", "Ozga"],
        ["Strasse", "Straße", "Strasser"],
        ["Żyła", "Шевченко"],
    ],
)
def test_double_barrelled_and_foreign_names_stand_where_a_reader_looks(names: list[str]) -> None:
    keys = [polish_key(name) for name in names]
    assert sorted(keys) == keys


def test_a_decomposed_letter_is_the_same_letter() -> None:
    assert polish_key("S\u0301liwa")[0] == polish_key("Śliwa")[0]


def test_a_name_of_two_hundred_letters_stays_whole_on_its_card(tmp_path: Path) -> None:
    surname = "-".join(["Konstantynopolitańczykowianeczka"] * 5)
    text = text_of(
        render_cards(sitting(), [candidate(1, surname[:120], "Maria Magdalena Bernadetta Kunegunda")]), tmp_path
    )
    name = text.split("nazwisko\n")[1].split("Seria")[0]
    # A hyphen at the end of a line is repeated at the start of the next, as Polish typesetting wants.
    assert re.sub(r"-\n-", "-", name).replace("\n", " ").strip().endswith(surname[:120][-20:])
    assert text.count("\f") == 1


def test_typst_markup_in_a_name_is_only_text(tmp_path: Path) -> None:
    text = text_of(render_cards(sitting(), [candidate(1, '#panic("x") *b* $a$')]), tmp_path)
    assert '#panic("x") *b* $a$' in text


def test_fonts_are_embedded_and_come_from_the_project(tmp_path: Path) -> None:
    if shutil.which("pdffonts") is None:
        pytest.skip("pdffonts is not installed")
    path = tmp_path / "cards.pdf"
    write_cards(path, sitting(), [candidate(1, "Lis")])
    lines = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert {line.split()[0].partition("+")[2] for line in lines} == {
        "NotoSans-Regular", "NotoSans-Bold", "NotoSansMono-Regular",
    }  # fmt: skip
    assert all(re.search(r"\byes yes yes\b", line) for line in lines)


def test_the_code_types_user_name_and_password_like_a_keyboard() -> None:
    assert qr_text(candidate(1, "Lis")) == "kowal-ewa-1q\tK7QF9MZTPX4H"


def test_nobody_who_is_exempt_gets_a_card(tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    assert write_cards(path, sitting(), [candidate(1, "Lis"), candidate(2, "Kot", exempt=True)]) == 1
    assert "Kot" not in text_of(path.read_bytes(), tmp_path)


def test_the_same_data_give_the_same_bytes() -> None:
    cards = [candidate(1, "Lis")]
    assert render_cards(sitting(), cards) == render_cards(sitting(), cards)
