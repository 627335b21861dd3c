"""Read one record of a roster into a `RosterRow`, or say what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from .pesel import Pesel, Sex, parse_pesel
from .roster_text import Record

MAX_NAME = 120
MAX_EXTRA_MINUTES = 300

_SYMBOL = re.compile(r"[A-Z]{1,4}\.[0-9]{1,2}")
_DOCUMENT = re.compile(r"[^\W_][\w /.-]{3,39}")
_CANDIDATE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_IN_REMARKS = re.compile(
    r"(?:paszport|dowód osobisty|dowód|karta pobytu|legitymacja)[ :]+[A-Z0-9][A-Z0-9 /-]{3,19}",
    re.IGNORECASE,
)
_DAYS = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII), (3, 2, 1)),
)
_HOUR = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)
# Men's names in use in Poland that end in -a.
_MEN = frozenset({"kuba", "barnaba", "bonawentura", "kosma", "sasza", "nikita", "ilja", "mykoła"})


@dataclass(frozen=True, slots=True)
class RosterRow:
    """Hold one candidate; `line` is where the record begins, empty fields are None.

    `first_names` holds all given names, `born` comes from the PESEL, `extra_minutes` is the
    accommodation. `exempt`: does not sit, as a laureate or finalist of a competition.
    """

    line: int
    candidate_id: str | None
    surname: str
    first_names: str
    pesel: str | None
    document: str | None
    born: date | None
    qualification: str
    room_name: str | None
    day: date | None
    hour: time | None
    seat: str | None
    extra_minutes: int
    remarks: str
    exempt: bool = False

    @property
    def identity(self) -> str:
        """Return what identifies the person: the PESEL or else the document, without spaces."""
        return self.pesel or "".join((self.document or "").split()).upper()


class RowReader:
    """Read records; `qualifications` are the symbols that exist, None if they are not known."""

    def __init__(self, qualifications: Collection[str] | None) -> None:
        self._qualifications = qualifications
        self._errors: list[str] = []
        self._warnings: list[str] = []
        self._fields: dict[str, str] = {}

    def read(self, record: Record, *, expects_seat: bool) -> tuple[RosterRow | None, list[str], list[str]]:
        """Return the row (None with errors), its errors and its warnings, in Polish."""
        self._errors, self._warnings = [], []
        self._fields = {column: self._clean(text) for column, text in record.fields.items()}
        pesel = self._pesel()
        row = RosterRow(
            line=record.line,
            candidate_id=self._candidate_id(),
            surname=self._name("surname", "nazwiska"),
            first_names=self._first_names(pesel),
            pesel=pesel.number if pesel else None,
            document=self._document(),
            born=pesel.born if pesel else None,
            qualification=self._qualification(),
            room_name=self._fields.get("room_name") or None,
            day=self._day(),
            hour=self._hour(),
            seat=self._fields.get("seat") or None,
            extra_minutes=self._extra_minutes(),
            remarks=self._fields.get("remarks", ""),
            exempt=self._exempt(),
        )
        if not self._fields.get("pesel") and row.document is None:
            self._errors.append("brak PESEL – wpisz serię i numer dokumentu tożsamości")
        if expects_seat and row.seat is None:
            self._warnings.append("brak numeru stanowiska – zostanie wylosowane")
        return (None if self._errors else row), self._errors, self._warnings

    def _clean(self, text: str) -> str:
        composed = unicodedata.normalize("NFC", text)
        spaced = "".join(" " if mark in "\r\n\t\xa0" else mark for mark in composed)
        visible = "".join(mark for mark in spaced if unicodedata.category(mark) not in _INVISIBLE)
        if visible != spaced:
            self._warnings.append(f"usunięto niewidoczne znaki z „{' '.join(visible.split())}”")
        return " ".join(visible.split())

    def _name(self, column: str, what: str) -> str:
        name = self._fields.get(column, "")
        if not name:
            self._errors.append(f"brak {what} – dopisz je")
        elif len(name) > MAX_NAME:
            self._errors.append(f"{len(name)} znaków {what}, dozwolone jest {MAX_NAME} – skróć")
        return name

    def _first_names(self, pesel: Pesel | None) -> str:
        first = self._name("first_names", "imienia")
        if pesel is not None and pesel.sex is Sex.MALE and first:
            name = first.split()[0].casefold()
            if name.endswith("a") and name not in _MEN:
                self._warnings.append(f"PESEL mężczyzny, imię {first} – sprawdź, czy to ta osoba")
        return f"{first} {self._fields.get('second_name', '')}".strip()

    def _pesel(self) -> Pesel | None:
        text = self._fields.get("pesel", "")
        if not text:
            return None
        try:
            return parse_pesel(text)
        except ValueError as problem:
            self._errors.append(f"{problem} – porównaj z dokumentem")
            return None

    def _document(self) -> str | None:
        text = self._fields.get("document", "")
        if text:
            if _DOCUMENT.fullmatch(text) is None or not any(map(str.isdigit, text)):
                self._errors.append("dokument musi mieć serię i numer, np. paszport FA000000 – popraw")
            return text
        found = _IN_REMARKS.search(self._fields.get("remarks", ""))
        if found is None or self._fields.get("pesel"):
            return None
        self._warnings.append(f"dokument odczytano z uwag: {found[0]} – sprawdź")
        return found[0]

    def _candidate_id(self) -> str | None:
        text = self._fields.get("candidate_id", "")
        if text and _CANDIDATE_ID.fullmatch(text) is None:
            self._errors.append("identyfikator może mieć litery bez polskich znaków i cyfry – zmień")
        return text or None

    def _qualification(self) -> str:
        symbol = self._fields.get("qualification", "").upper()
        if self._qualifications is not None:
            if symbol not in self._qualifications:
                self._errors.append(f"nieznana kwalifikacja „{symbol}” – popraw symbol")
        elif _SYMBOL.fullmatch(symbol) is None:
            self._errors.append(f"„{symbol}” nie jest symbolem kwalifikacji, np. INF.03 – popraw")
        return symbol

    def _day(self) -> date | None:
        text = self._fields.get("day", "")
        for pattern, order in _DAYS:
            match = pattern.fullmatch(text)
            if match:
                try:
                    return date(*(int(match[part]) for part in order))
                except ValueError:
                    break
        if text:
            self._errors.append(f"data „{text}” – zapisz ją jako rok-miesiąc-dzień, np. 2026-11-21")
        return None

    def _hour(self) -> time | None:
        text = self._fields.get("hour", "")
        match = _HOUR.fullmatch(text)
        if match and int(match[1]) < 24 and int(match[2]) < 60:
            return time(int(match[1]), int(match[2]))
        if text:
            self._errors.append(f"godzina „{text}” – zapisz ją jako godzina:minuty, np. 9:00")
        return None

    def _extra_minutes(self) -> int:
        text = self._fields.get("extra_minutes", "")
        if not text:
            return 0
        if text.isascii() and text.isdigit() and int(text) <= MAX_EXTRA_MINUTES:
            return int(text)
        self._errors.append(f"dodatkowe minuty „{text}” – wpisz liczbę od 0 do {MAX_EXTRA_MINUTES}")
        return 0

    def _exempt(self) -> bool:
        text = self._fields.get("exempt", "").casefold()
        if text not in ("", "tak", "nie"):
            self._errors.append(f"zwolnienie „{text}” – wpisz tak albo nie")
        return text == "tak"


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
