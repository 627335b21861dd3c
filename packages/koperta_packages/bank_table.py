"""Read tables of a bank's TOML files, collecting every mistake instead of stopping at the first."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

MAX_FILE = 8 * 1024 * 1024


@dataclass(slots=True)
class Problems:
    """Collect mistakes: file, place in it, what is wrong and what to do, in Polish."""

    messages: list[str] = field(default_factory=list)

    def add(self, file: str, place: str, what: str) -> None:
        """Note one mistake; `place` may be empty."""
        self.messages.append(": ".join(part for part in (file, place, what) if part))


class Table:
    """Take known fields out of one TOML table; `finish` reports the fields nobody asked for."""

    def __init__(self, values: dict[str, object], file: str, place: str, problems: Problems):
        self.file = file
        self.place = place
        self._values = values
        self._asked: set[str] = set()
        self._problems = problems

    def problem(self, what: str) -> None:
        """Note a mistake at this table."""
        self._problems.add(self.file, self.place, what)

    def text(self, key: str, *, required: bool = True) -> str | None:
        """Return a non-empty text, or None after noting what is wrong with it."""
        self._asked.add(key)
        value = self._values.get(key)
        if isinstance(value, str) and value.strip():
            return value
        if key in self._values:
            self.problem(f"pole {key} musi być niepustym tekstem w cudzysłowie – popraw je")
        elif required:
            self.problem(f"brak pola {key} – dopisz je")
        return None

    def flag(self, key: str) -> bool:
        """Return an optional true/false field, false when left out."""
        self._asked.add(key)
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            self.problem(f"pole {key} musi mieć wartość true albo false – popraw je")
            return False
        return value

    def table(self, key: str) -> Table | None:
        """Return a table inside this one, or None after noting that it is missing."""
        self._asked.add(key)
        value = self._values.get(key)
        if isinstance(value, dict):
            return Table(value, self.file, self.place, self._problems)
        self.problem(f"brak tabeli {key} – dopisz ją")
        return None

    def tables(self, key: str) -> list[dict[str, object]]:
        """Return a list of tables, empty after noting that it is missing."""
        self._asked.add(key)
        value = self._values.get(key)
        if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
            return value
        self.problem(f"brak wpisów [[{key}]] – dopisz co najmniej jeden")
        return []

    def keys(self) -> list[str]:
        """Return the names of all fields, in the order of the file."""
        return list(self._values)

    def finish(self) -> None:
        """Note every field that was not asked for, with the name that may have been meant."""
        for key in self._values:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, 1)
                hint = f"zmień na {near[0]}" if near else "usuń je"
                self.problem(f"nieznane pole {key} – {hint}")


def read_toml(path: Path, problems: Problems) -> Table | None:
    """Return the top table of a TOML file, or None after noting why it cannot be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        problems.add(path.name, "", "brak pliku – utwórz go")
        return None
    except OSError as error:
        problems.add(path.name, "", f"nie można odczytać pliku ({error.strerror}) – sprawdź nośnik")
        return None
    if len(data) > MAX_FILE:
        problems.add(path.name, "", f"plik większy niż {MAX_FILE} bajtów – podziel go na działy")
        return None
    try:
        return Table(tomllib.loads(data.decode("utf-8-sig")), path.name, "", problems)
    except UnicodeDecodeError:
        problems.add(path.name, "", "plik nie jest w UTF-8 – zapisz go w kodowaniu UTF-8")
    except RecursionError:
        problems.add(path.name, "", "zbyt głębokie zagnieżdżenie – popraw nawiasy")
    except tomllib.TOMLDecodeError as error:
        problems.add(path.name, "", f"błąd zapisu TOML ({error}) – popraw to miejsce")
    return None
