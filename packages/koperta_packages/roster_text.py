"""Turn the bytes of a roster into records: encoding, separator and header are found, not guessed.

Single-byte files carry no mark of their encoding. The three that Polish offices write differ in few
letters, so the encoding is taken under which every character beyond ASCII is a letter of a Polish
text; where none fits, the file is refused rather than read with wrong letters.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .errors import Code, PackageError

MAX_BYTES = 8 * 1024 * 1024
MAX_ROWS = 20_000
SEPARATORS = {";": "średnik", ",": "przecinek", "\t": "tabulator"}

_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
# Letters of neighbours' names and signs of office texts; they only break a tie.
_USUAL = _POLISH | frozenset("äöüßÄÖÜéèáíúčřšžýěôůţşČŘŠŽ„”–’§°\N{NO-BREAK SPACE}")
# What ą of CP 852 looks like in windows-1250, "ZajĄc", and the other way round, "ZAJąC".
_MIXED_CASE = re.compile(r"[^\W\d_][ĄĆĘŁŃÓŚŹŻ][^\W\d_A-ZĄĆĘŁŃÓŚŹŻ]|[A-ZĄĆĘŁŃÓŚŹŻ][ąćęłńóśźż][A-ZĄĆĘŁŃÓŚŹŻ]")
_SINGLE_BYTE = ("cp1250", "iso8859-2", "cp852")


@dataclass(frozen=True, slots=True)
class Record:
    """Hold one record of the file: the line on which it begins and its fields by column."""

    line: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold the records of a file, how it was read, and the headings nobody knows."""

    encoding: str
    separator: str
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    records: tuple[Record, ...]
    malformed: tuple[tuple[int, str], ...]


def read_sheet(data: bytes, headings: Mapping[str, str]) -> Sheet:
    """Return the records of a CSV file; `headings` maps `heading_key` of a heading to its column.

    Raises PackageError(ROSTER_INVALID) when the file as a whole cannot be read.
    """
    if len(data) > MAX_BYTES:
        raise _refusal(f"plik większy niż {MAX_BYTES} bajtów – podziel listę")
    text, encoding = decode(data)
    if "\0" in text:
        raise _refusal("to nie jest plik CSV – zapisz listę jako CSV")
    separator = _separator(text, headings)
    lines = _lines(text, separator)
    _, titles = next(lines, (1, []))
    columns = _columns(titles, headings)
    records, malformed = _records(lines, columns)
    known = tuple(column for column in columns if not column.startswith("?"))
    unknown = tuple(column[1:] for column in columns if column.startswith("?"))
    return Sheet(encoding, separator, known, unknown, tuple(records), tuple(malformed))


def decode(data: bytes) -> tuple[str, str]:
    """Return text and encoding of a file: UTF-8, UTF-16 with a mark, or a Polish single-byte one."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                raise _refusal("plik jest uszkodzony – zapisz go ponownie jako UTF-8") from None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_single_byte(data)


def heading_key(heading: str) -> str:
    """Return a heading without case, Polish marks and punctuation: "Imię (imiona)" → "imie imiona"."""
    plain = unicodedata.normalize("NFD", heading.casefold().replace("ł", "l"))
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def _decode_single_byte(data: bytes) -> tuple[str, str]:
    readings = []
    for encoding in _SINGLE_BYTE:
        try:
            readings.append((data.decode(encoding), encoding))
        except UnicodeDecodeError:
            continue
    for letters, mixed_case in ((_POLISH, False), (_POLISH, True), (_USUAL, True)):
        fitting = [
            (text, encoding)
            for text, encoding in readings
            if all(mark in letters for mark in text if not mark.isascii())
            and (mixed_case or _MIXED_CASE.search(text) is None)
        ]
        # Ź of windows-1250 is Ć of CP 852: with two texts nobody can know which was meant.
        if len({text for text, _ in fitting}) == 1:
            return fitting[0]
    raise _refusal("nie można rozpoznać kodowania polskich liter – zapisz plik jako CSV UTF-8")


def _separator(text: str, headings: Mapping[str, str]) -> str:
    first = text.split("\n", 1)[0].rstrip("\r")

    def known(separator: str) -> int:
        titles = next(csv.reader([first], delimiter=separator), [])
        return sum(heading_key(title) in headings for title in titles)

    best = max(SEPARATORS, key=known)
    if known(best) < 2:
        raise _refusal("brak nagłówka z nazwami kolumn w pierwszym wierszu – dopisz go")
    return best


def _columns(titles: list[str], headings: Mapping[str, str]) -> list[str]:
    columns = [headings.get(heading_key(title), f"?{title.strip()}") for title in titles]
    for at, column in enumerate(columns):
        if not column.startswith("?") and column in columns[:at]:
            raise _refusal(f"kolumna „{titles[at].strip()}” występuje dwa razy – zostaw jedną")
    return columns


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record's first line and fields; a quoted field may hold line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for fields in reader:
            yield line, fields
            line = reader.line_num + 1
    except csv.Error as error:
        what = f"wiersz {line}: błędne cudzysłowy ({error}) – popraw ten wiersz"
        raise _refusal(what) from error


def _records(lines: Iterator[tuple[int, list[str]]], columns: list[str]) -> tuple[list[Record], list[tuple[int, str]]]:
    records: list[Record] = []
    malformed: list[tuple[int, str]] = []
    for line, fields in lines:
        if len(records) + len(malformed) >= MAX_ROWS:
            raise _refusal(f"więcej niż {MAX_ROWS} wierszy – podziel listę")
        if not any(field.strip() for field in fields):
            continue  # an empty line holds nobody
        if len(fields) != len(columns):
            what = f"{len(fields)} pól zamiast {len(columns)} – wyrównaj wiersz do nagłówka"
            malformed.append((line, what))
        else:
            records.append(Record(line, dict(zip(columns, fields, strict=True))))
    return records, malformed


def _refusal(what: str) -> PackageError:
    return PackageError(Code.ROSTER_INVALID, what)
