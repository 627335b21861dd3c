"""Take typed fields out of a TOML table and collect every mistake instead of stopping at one."""

from __future__ import annotations

import datetime
import enum
import re
from dataclasses import dataclass
from typing import TypeVar

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_E = TypeVar("_E", bound=enum.StrEnum)


@dataclass(frozen=True, slots=True)
class Problem:
    """Hold one mistake: the field, what is wrong, what to do; in Polish."""

    field: str
    message: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message} – {self.next_step}"


class Fields:
    """Read one table; every accessor returns a harmless value after noting a mistake."""

    def __init__(self, table: dict[str, object], path: str, problems: list[Problem]) -> None:
        self._table = table
        self._path = path
        self._problems = problems
        self._read: set[str] = set()

    def wrong(self, name: str, message: str, next_step: str) -> None:
        """Note a mistake of one field."""
        self._problems.append(Problem(self._path + name, message, next_step))

    def has(self, name: str) -> bool:
        """Say whether the field is there."""
        return name in self._table

    def finish(self) -> None:
        """Note every field nobody asked for: it is probably misspelt."""
        for name in self._table:
            if name not in self._read:
                self.wrong(name, "nieznane pole", "usuń je albo popraw nazwę")

    def text(self, name: str) -> str:
        """Return a text of 1 to 200 characters."""
        value = self._take(name)
        if isinstance(value, str) and 1 <= len(value.strip()) <= 200:
            return value.strip()
        self._bad(name, value, "wpisz tekst od 1 do 200 znaków w cudzysłowie")
        return ""

    def identifier(self, name: str) -> str:
        """Return an identifier: letters, digits, dot, hyphen, underscore, at most 64."""
        value = self._take(name)
        if isinstance(value, str) and _ID.fullmatch(value):
            return value
        self._bad(name, value, "użyj liter a–z, cyfr, kropki, łącznika i podkreślenia")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a non-empty list of texts."""
        value = self._take(name)
        if isinstance(value, list) and value and all(_is_text(one) for one in value):
            return tuple(str(one).strip() for one in value)
        self._bad(name, value, 'wpisz listę tekstów, np. ["sala 12"]')
        return ()

    def text_lists(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return an optional list of non-empty lists of texts of one length."""
        value = self._take(name, None)
        if value is None:
            return ()
        if isinstance(value, list) and value and all(_is_text_list(one) for one in value):
            lists = tuple(tuple(str(text) for text in one) for one in value)
            if len({len(one) for one in lists}) == 1:
                return lists
        self._bad(name, value, "wpisz listę zestawów o tej samej liczbie zadań")
        return ()

    def number(self, name: str, low: int, high: int) -> int:
        """Return an integer within bounds; 0 after a mistake."""
        value = self._take(name)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self._bad(name, value, f"wpisz liczbę od {low} do {high}")
        return 0

    def optional_number(self, name: str, low: int, high: int) -> int | None:
        """Return an integer within bounds, None when the field is absent."""
        return self.number(name, low, high) if name in self._table else None

    def numbers(self, name: str, low: int, high: int) -> dict[str, int]:
        """Return an optional table of integers within bounds."""
        value = self._take(name, None)
        if value is None:
            return {}
        if isinstance(value, dict) and all(
            isinstance(one, int) and not isinstance(one, bool) and low <= one <= high for one in value.values()
        ):
            return {str(key): int(one) for key, one in value.items()}
        self._bad(name, value, f"wpisz tabelę liczb od {low} do {high}")
        return {}

    def flag(self, name: str, default: bool) -> bool:
        """Return true or false."""
        value = self._take(name, default)
        if isinstance(value, bool):
            return value
        self._bad(name, value, "wpisz true albo false")
        return default

    def choice(self, name: str, kind: type[_E], default: _E) -> _E:
        """Return one of an enum's values."""
        value = self._take(name, default.value)
        if isinstance(value, str) and value in {one.value for one in kind}:
            return kind(value)
        self._bad(name, value, "wpisz jedno z: " + ", ".join(one.value for one in kind))
        return default

    def moment(self, name: str) -> datetime.datetime | None:
        """Return an ISO time with its zone, as TOML time or text."""
        value = self._take(name)
        try:
            moment = datetime.datetime.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            moment = None
        if isinstance(moment, datetime.datetime) and moment.tzinfo is not None:
            return moment
        self._bad(name, value, "wpisz czas ze strefą, np. 2026-11-21T09:00:00+01:00")
        return None

    def table(self, name: str) -> Fields:
        """Return a sub-table; an empty one after a mistake."""
        value = self._take(name)
        if isinstance(value, dict):
            return Fields(value, f"{self._path}{name}.", self._problems)
        self._bad(name, value, f"dodaj tabelę [{name}]")
        return Fields({}, f"{self._path}{name}.", [])

    def tables(self, name: str) -> list[Fields]:
        """Return the entries of a non-empty array of tables."""
        value = self._take(name)
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            return [
                Fields(one, f"{self._path}{name}[{number}].", self._problems)
                for number, one in enumerate(value, start=1)
            ]
        self._bad(name, value, f"dodaj co najmniej jedną tabelę [[{name}]]")
        return []

    def _take(self, name: str, *default: object) -> object:
        self._read.add(name)
        if name in self._table:
            return self._table[name]
        return default[0] if default else _MISSING

    def _bad(self, name: str, value: object, next_step: str) -> None:
        missing = value is _MISSING
        self.wrong(name, "brak pola" if missing else "niepoprawna wartość", next_step)


_MISSING = object()


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value.strip()) <= 200


def _is_text_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_text(one) for one in value)
