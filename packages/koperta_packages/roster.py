"""Read a roster of candidates as the board keeps it: a CSV file with Polish headings.

The layout is in `docs/format-roster.md`. No row disappears: each becomes a `RosterRow` or has a
message with its line, and whatever is understood differently from how it was written is said.
"""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from .errors import Code, PackageError
from .roster_row import RosterRow, RowReader
from .roster_text import SEPARATORS, Sheet, read_sheet

# heading_key of a heading -> column. The first of each group is the canonical heading.
HEADINGS = {
    **dict.fromkeys(["lp", "l p", "nr"], "number"),
    **dict.fromkeys(["identyfikator", "id zdajacego", "id"], "candidate_id"),
    **dict.fromkeys(["nazwisko"], "surname"),
    **dict.fromkeys(["imie", "imiona", "imie imiona", "imie i drugie imie"], "first_names"),
    **dict.fromkeys(["drugie imie", "imie drugie", "imie 2"], "second_name"),
    **dict.fromkeys(["pesel", "numer pesel", "nr pesel"], "pesel"),
    **dict.fromkeys(
        ["dokument", "seria i numer dokumentu", "numer dokumentu", "dokument tozsamosci"],
        "document",
    ),
    **dict.fromkeys(["kwalifikacja", "symbol kwalifikacji"], "qualification"),
    **dict.fromkeys(["sala"], "room_name"),
    **dict.fromkeys(["data", "data egzaminu"], "day"),
    **dict.fromkeys(["godzina", "godzina rozpoczecia"], "hour"),
    **dict.fromkeys(["stanowisko", "numer stanowiska", "nr stanowiska"], "seat"),
    **dict.fromkeys(["dodatkowe minuty", "przedluzenie czasu", "przedluzenie"], "extra_minutes"),
    **dict.fromkeys(["zwolnienie", "zwolniony", "laureat lub finalista"], "exempt"),
    **dict.fromkeys(["uwagi"], "remarks"),
}
REQUIRED = {"surname": "nazwisko", "first_names": "imie", "qualification": "kwalifikacja"}


class Severity(enum.StrEnum):
    """Say whether a message keeps the roster from being issued."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """Hold one message: line in the file (the heading is line 1), severity, Polish sentence."""

    line: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        kind = "błąd" if self.severity is Severity.ERROR else "ostrzeżenie"
        return f"wiersz {self.line}: {kind}: {self.message}"


@dataclass(frozen=True, slots=True)
class Roster:
    """Hold the rows of a roster, how the file was read, and every message about it.

    Rows with an error are not among `rows`; `records` counts all of the file's records.
    """

    encoding: str
    separator: str
    records: int
    rows: tuple[RosterRow, ...]
    problems: tuple[RosterProblem, ...]

    @property
    def errors(self) -> tuple[RosterProblem, ...]:
        """Return the messages that keep the roster from being issued."""
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)

    @property
    def summary(self) -> str:
        """Say in Polish how the file was read."""
        separator = SEPARATORS[self.separator]
        return f"kodowanie {self.encoding}, {separator}, wpisów: {self.records}"

    def require_valid(self) -> tuple[RosterRow, ...]:
        """Return the rows. Raises PackageError(ROSTER_INVALID) with every error, one a line."""
        if self.errors:
            detail = "\n".join(map(str, self.errors))
            raise PackageError(Code.ROSTER_INVALID, detail, errors=len(self.errors))
        return self.rows


def read_roster(
    data: bytes,
    *,
    qualifications: Collection[str] | None = None,
    single_sitting: bool = True,
) -> Roster:
    """Return the roster in a CSV file.

    `qualifications` are the symbols that exist; without them only the form of a symbol is checked.
    A seat may be given once in a room, day and hour; rows without day and hour belong to one sitting
    unless `single_sitting` is false, when nothing can be said of their seats.
    Raises PackageError(ROSTER_INVALID) when the file as a whole cannot be read; mistakes in rows are in
    `problems`.
    """
    sheet = read_sheet(data, HEADINGS)
    missing = [heading for column, heading in REQUIRED.items() if column not in sheet.columns]
    if missing:
        what = f"brak kolumn: {', '.join(missing)} – dopisz je w nagłówku"
        raise PackageError(Code.ROSTER_INVALID, what)
    return _Builder(sheet, qualifications, single_sitting).build()


class _Builder:
    """Read the records one by one and compare them with those before."""

    def __init__(self, sheet: Sheet, qualifications: Collection[str] | None, single_sitting: bool) -> None:
        self._sheet = sheet
        self._single_sitting = single_sitting
        self._reader = RowReader(qualifications)
        self._problems: list[RosterProblem] = []
        self._rows: list[RosterRow] = []
        self._persons: dict[tuple[str, str], RosterRow] = {}
        self._names: dict[str, RosterRow] = {}
        self._ids: dict[str, RosterRow] = {}
        self._seats: dict[tuple[str, date | None, time | None, str], RosterRow] = {}

    def build(self) -> Roster:
        for title in self._sheet.unknown:
            self._warn(1, f"kolumna „{title}” nie jest używana")
        for line, what in self._sheet.malformed:
            self._problems.append(RosterProblem(line, Severity.ERROR, what))
        seats = "seat" in self._sheet.columns
        for record in self._sheet.records:
            row, errors, warnings = self._reader.read(record, expects_seat=seats)
            if row is not None:
                errors += self._compare(row)
            self._problems += [RosterProblem(record.line, Severity.ERROR, e) for e in errors]
            for warning in warnings:
                self._warn(record.line, warning)
            if row is not None and not errors:
                self._rows.append(row)
        if not self._sheet.records and not self._sheet.malformed:
            self._problems.append(RosterProblem(1, Severity.ERROR, "lista nie zawiera zdających"))
        return Roster(
            encoding=self._sheet.encoding,
            separator=self._sheet.separator,
            records=len(self._sheet.records) + len(self._sheet.malformed),
            rows=tuple(self._rows),
            problems=tuple(sorted(self._problems, key=lambda problem: problem.line)),
        )

    def _warn(self, line: int, message: str) -> None:
        self._problems.append(RosterProblem(line, Severity.WARNING, message))

    def _compare(self, row: RosterRow) -> list[str]:
        """Return what contradicts a row before: the same person, id or seat twice."""
        errors = []
        first = self._persons.setdefault((row.identity, row.qualification), row)
        if first is not row:
            errors.append(f"ta osoba jest już w wierszu {first.line} – usuń jeden z wierszy")
        else:
            other = self._names.setdefault(row.identity, row)
            if (other.surname, other.first_names) != (row.surname, row.first_names):
                errors.append(f"ten sam dokument co w wierszu {other.line}, inne nazwisko – popraw")
        if row.candidate_id is not None:
            other = self._ids.setdefault(row.candidate_id, row)
            if other is not row:
                errors.append(f"identyfikator jest już w wierszu {other.line} – zmień go")
        timed = row.day is not None or row.hour is not None or self._single_sitting
        if row.seat is not None and timed:
            place = (row.room_name or "", row.day, row.hour, row.seat.casefold())
            other = self._seats.setdefault(place, row)
            if other is not row:
                errors.append(f"stanowisko {row.seat} jest już w wierszu {other.line} – zmień je")
        return errors
