"""A roster is read in every encoding offices use, and no row disappears without a word."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperta_packages.errors import Code, PackageError
from koperta_packages.pesel import Sex, parse_pesel
from koperta_packages.roster import HEADINGS, Roster, Severity, read_roster
from koperta_packages.roster_text import SEPARATORS, heading_key

HEADING = (
    "lp;identyfikator;nazwisko;imię;drugie imię;PESEL;dokument;kwalifikacja;sala;data;godzina;"
    "stanowisko;dodatkowe minuty;uwagi"
)
FULL = "1;Z-17;Żółć;Łucja;Śnieżna;08431400206;;INF.03;sala 12;2026-11-21;9:00;7;30;okulary"


def roster_of(*rows: str, heading: str = HEADING) -> Roster:
    return read_roster("\r\n".join([heading, *rows, ""]).encode())


def short(*rows: str) -> Roster:
    """Read rows of surname, first name, PESEL, document, qualification."""
    return roster_of(*rows, heading="nazwisko;imie;pesel;dokument;kwalifikacja")


def errors(roster: Roster) -> list[str]:
    return [str(problem) for problem in roster.errors]


def test_every_column_of_the_layout_is_read() -> None:
    roster = roster_of(FULL)
    assert roster.problems == ()
    (row,) = roster.require_valid()
    assert (row.line, row.candidate_id, row.surname) == (2, "Z-17", "Żółć")
    assert (row.first_names, row.pesel, row.document) == ("Łucja Śnieżna", "08431400206", None)
    assert (row.born, row.qualification) == (date(2108, 3, 14), "INF.03")
    assert (row.room_name, row.day, row.hour) == ("sala 12", date(2026, 11, 21), time(9, 0))
    assert (row.seat, row.extra_minutes, row.remarks) == ("7", 30, "okulary")


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859-2", "cp852"])
def test_every_office_encoding_and_separator_gives_the_same_rows(encoding: str, separator: str) -> None:
    text = "\n".join([HEADING, FULL, FULL.replace("00206", "01412").replace("Z-17;", "Z-18;")])
    text = text.replace(";7;", ";8;", 1).replace("Łucja", "Świętożłąćńek")
    roster = read_roster(text.replace(";", separator).encode(encoding))
    assert roster.encoding == encoding
    assert roster.separator == separator
    expected = read_roster(text.encode())
    assert roster.rows == expected.rows
    assert SEPARATORS[separator] in roster.summary


@pytest.mark.parametrize("letter", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2", "cp852"])
def test_a_single_polish_letter_in_a_file_is_enough(encoding: str, letter: str) -> None:
    """All but one: the byte of Ź in windows-1250 is Ć in CP 852, so alone it is refused."""
    name = f"Za{letter}c" if letter.islower() else f"{letter}ak ZA{letter}C"
    text = f"nazwisko;imie;pesel;kwalifikacja\n{name};Jan;08431400411;INF.03\n"
    if (encoding, letter) in {("cp1250", "Ź"), ("cp852", "Ć")}:
        with pytest.raises(PackageError, match="kodowania"):
            read_roster(text.encode(encoding))
        return
    (row,) = read_roster(text.encode(encoding)).require_valid()
    assert row.surname == name


def test_letters_no_encoding_explains_are_refused_rather_than_guessed() -> None:
    with pytest.raises(PackageError) as refused:
        read_roster((HEADING + "\n" + FULL).encode("cp1250") + b"\x81\x98\x03\xd0\xd8\xfe\xde")
    assert refused.value.code is Code.ROSTER_INVALID
    assert "kodowania" in refused.value.detail


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "brak nagłówka"),
        (b"\n\n", "brak nagłówka"),
        (b"Kowalska;Anna;08431401412\n", "brak nagłówka"),
        (b"nazwisko;pesel\nNowak;1\n", "brak kolumn: imie, kwalifikacja"),
        (b"nazwisko;imie;imiona;kwalifikacja\n", "„imiona” występuje dwa razy"),
        (b"nazwisko;imie;kwalifikacja\nNowak;\0;INF.03", "to nie jest plik CSV"),
        (b'nazwisko;imie;kwalifikacja\nNowak;"Jan"x;INF.03', "wiersz 2: błędne cudzysłowy"),
        (b'nazwisko;imie;kwalifikacja\nNowak;"Jan;INF.03', "błędne cudzysłowy"),
        (b"\xff\xfea", "plik jest uszkodzony"),
        (b" " * (8 * 1024 * 1024 + 1), "plik większy"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_the_reason(data: bytes, words: str) -> None:
    with pytest.raises(PackageError) as refused:
        read_roster(data)
    assert refused.value.code is Code.ROSTER_INVALID
    assert words in refused.value.detail


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (";Jan;08431400411;;INF.03", "brak nazwiska"),
        ("Nowak;;08431400411;;INF.03", "brak imienia"),
        ("Nowak;Jan;08431400412;;INF.03", "błędna cyfra kontrolna"),
        ("Nowak;Jan;0843140041;;INF.03", "PESEL ma 10 cyfr"),
        ("Nowak;Jan;00000000000;;INF.03", "data urodzenia, która nie istnieje"),
        ("Nowak;Jan;;;INF.03", "wpisz serię i numer dokumentu"),
        ("Nowak;Jan;;paszport;INF.03", "dokument musi mieć serię i numer"),
        ("Nowak;Jan;08431400411;;INF", "nie jest symbolem kwalifikacji"),
        ("Nowak;Jan;08431400411;;", "nie jest symbolem kwalifikacji"),
        ("Nowak;Jan;08431400411;INF.03", "4 pól zamiast 5"),
        ("Nowak;Jan;08431400411;;INF.03;x", "6 pól zamiast 5"),
        (f"{'N' * 121};Jan;08431400411;;INF.03", "121 znaków nazwiska"),
    ],
)
def test_a_mistake_in_a_row_is_named_with_its_line_and_keeps_the_others(row: str, words: str) -> None:
    roster = short("Żółć;Łucja;08431400206;;INF.03", row, "Obcy;Ole;;paszport FA000000;INF.03")
    (error,) = errors(roster)
    assert error.startswith("wiersz 3: błąd: ")
    assert words in error
    assert [kept.line for kept in roster.rows] == [2, 4]
    assert roster.records == 3
    with pytest.raises(PackageError) as refused:
        roster.require_valid()
    assert refused.value.code is Code.ROSTER_INVALID
    assert "wiersz 3" in refused.value.detail


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2026-11-21", "2026-02-30", "data „2026-02-30”"),
        ("2026-11-21", "jutro", "data „jutro”"),
        ("9:00", "25:00", "godzina „25:00”"),
        ("9:00", "9", "godzina „9”"),
        (";30;", ";-5;", "dodatkowe minuty „-5”"),
        (";30;", ";301;", "dodatkowe minuty „301”"),
        (";30;", ";pół;", "dodatkowe minuty „pół”"),
        ("Z-17", "Z 17", "identyfikator"),
    ],
)
def test_a_field_of_wrong_form_is_named(old: str, new: str, words: str) -> None:
    (error,) = errors(roster_of(FULL.replace(old, new)))
    assert words in error


def test_polish_dates_and_hours_are_understood() -> None:
    (row,) = roster_of(FULL.replace("2026-11-21", "21.11.2026").replace("9:00", "09.00")).rows
    assert (row.day, row.hour) == (date(2026, 11, 21), time(9))


def test_the_same_person_seat_or_id_twice_is_named_with_the_first_line() -> None:
    again = FULL.replace("Z-17", "Z-18").replace(";7;", ";8;")
    assert "ta osoba jest już w wierszu 2" in errors(roster_of(FULL, again))[0]
    other = FULL.replace("08431400206", "08431401412")
    found = errors(roster_of(FULL, other))
    assert ["identyfikator jest już w wierszu 2" in found[0], "stanowisko 7" in found[1]] == [True] * 2


def test_a_person_may_sit_for_two_qualifications_but_not_under_two_names() -> None:
    both = short("Żółć;Łucja;08431400206;;INF.03", "Żółć;Łucja;08431400206;;INF.02")
    assert len(both.rows) == 2
    changed = short("Żółć;Łucja;08431400206;;INF.03", "Nowak;Łucja;08431400206;;INF.02")
    assert "inne nazwisko" in errors(changed)[0]


def test_one_seat_serves_two_sittings() -> None:
    later = FULL.replace("Z-17", "Z-18").replace("08431400206", "08431401412")
    assert roster_of(FULL, later.replace("9:00", "12:00")).errors == ()


def test_seats_may_repeat_only_where_the_roster_holds_several_sittings() -> None:
    heading = "nazwisko;imie;pesel;kwalifikacja;stanowisko"
    text = f"{heading}\nA;B;08431400206;INF.03;7\nC;D;08431401412;INF.03;7\n".encode()
    assert "stanowisko 7 jest już w wierszu 2" in errors(read_roster(text))[0]
    assert read_roster(text, single_sitting=False).errors == ()


def test_a_document_written_two_ways_is_one_document() -> None:
    roster = short("A;B;;paszport FA 000000;INF.03", "A;B;;Paszport FA000000;INF.03")
    assert "ta osoba jest już" in errors(roster)[0]


def test_who_is_exempt_stays_on_the_list_and_anything_else_than_yes_or_no_is_asked_about() -> None:
    heading = "nazwisko;imię;dokument;kwalifikacja;zwolnienie"
    lists = [roster_of(f"Lis;Ewa;AB100000;INF.03;{word}", heading=heading) for word in ("TAK", "nie", "")]
    assert [one.require_valid()[0].exempt for one in lists] == [True, False, False]
    assert "zwolnienie" in errors(roster_of("Lis;Ewa;AB100000;INF.03;może", heading=heading))[0]


def test_a_column_nobody_reads_is_said() -> None:
    roster = roster_of("Nowak;Jan;08431400411;INF.03;x", heading="nazwisko;imie;pesel;kwalifikacja;Klasa")
    assert [str(problem) for problem in roster.problems] == ["wiersz 1: ostrzeżenie: kolumna „Klasa” nie jest używana"]
    assert len(roster.require_valid()) == 1


def test_an_empty_roster_is_an_error_and_empty_lines_are_nobody() -> None:
    assert "nie zawiera zdających" in errors(roster_of())[0]
    roster = roster_of("", FULL, ";" * 13)
    assert (len(roster.rows), roster.records, roster.rows[0].line) == (1, 1, 3)


def test_headings_are_known_without_case_and_polish_marks() -> None:
    assert heading_key(" Imię (imiona) ") == "imie imiona"
    assert heading_key("PRZEDŁUŻENIE_CZASU") == "przedluzenie czasu"
    assert all(heading_key(heading) == heading for heading in HEADINGS)


@given(st.lists(st.lists(st.text("aŻ;\"\n, \t'=", max_size=5), min_size=3, max_size=3), max_size=6))
def test_every_record_is_a_row_or_has_a_message(fields: list[list[str]]) -> None:
    quoted = [[f'"{field.replace(chr(34), chr(34) * 2)}"' for field in row] for row in fields]
    text = "\n".join(["nazwisko;imie;kwalifikacja", *(";".join(row) for row in quoted)])
    roster = read_roster(text.encode())
    filled = sum(any(field.strip() for field in row) for row in fields)
    assert roster.records == filled
    refused = {problem.line for problem in roster.errors if problem.line > 1}
    assert len(roster.rows) + len(refused) == filled


def test_pesel_vectors_of_others_agree(samples: Path) -> None:
    vectors = json.loads((samples / "names" / "pesel_vectors.json").read_text(encoding="utf-8"))
    assert len(vectors) > 40
    for vector in vectors:
        if vector["valid"]:
            pesel = parse_pesel(vector["pesel"])
            assert pesel.born == date.fromisoformat(vector["born"])
            assert pesel.sex is Sex(vector["sex"])
        else:
            with pytest.raises(ValueError, match="PESEL"):
                parse_pesel(vector["pesel"])


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("44051401458", date(1944, 5, 14)),
        ("02070803628", date(1902, 7, 8)),
        ("08843100016", None),
    ],
)
def test_the_month_tells_the_century(number: str, born: date | None) -> None:
    if born is None:
        with pytest.raises(ValueError, match="PESEL"):
            parse_pesel(number)
    else:
        assert parse_pesel(number).born == born


def test_every_wrong_digit_of_a_pesel_is_found() -> None:
    number = "44051401458"
    for place in range(11):
        for digit in set("0123456789") - {number[place]}:
            with pytest.raises(ValueError, match="PESEL"):
                parse_pesel(number[:place] + digit + number[place + 1 :])


def test_the_rosters_of_the_samples_give_the_same_forty_people(samples: Path) -> None:
    files = sorted((samples / "names" / "rosters").glob("roster_40_*"))
    assert len(files) == 9
    found = {path.name: read_roster(path.read_bytes(), single_sitting=False) for path in files}
    assert {roster.records for roster in found.values()} == {40}
    expected = [(row.surname, row.first_names) for row in found["roster_40_utf8.csv"].require_valid()]
    for roster in found.values():
        assert [(row.surname, row.first_names) for row in roster.require_valid()] == expected


def test_a_thousand_candidates_are_read(samples: Path) -> None:
    data = (samples / "names" / "rosters" / "roster_1000_utf8.csv").read_bytes()
    assert len(read_roster(data, single_sitting=False).require_valid()) == 1_000


def test_each_row_of_the_edge_roster_is_judged_as_expected(samples: Path) -> None:
    folder = samples / "names" / "rosters"
    roster = read_roster((folder / "roster_edge_utf8.csv").read_bytes(), qualifications={"INF.03"})
    expected = json.loads((folder / "roster_edge_expect.json").read_text(encoding="utf-8"))
    assert roster.records == len(expected) == 25
    for entry in expected:
        # Line 1 is the heading, and the record numbered 23 holds a line break.
        line = entry["line"] + (1 if entry["line"] <= 23 else 2)
        kinds = {problem.severity for problem in roster.problems if problem.line == line}
        wanted = entry["expect"].split()[0].rstrip(":")
        if wanted == "error":
            assert kinds == {Severity.ERROR}, entry
        elif wanted == "warning":
            assert kinds == {Severity.WARNING}, entry
        else:
            assert Severity.ERROR not in kinds, entry
            assert line in {row.line for row in roster.rows}
