"""Print the secrets of a sitting: one sheet for the passphrase, one each for the two codes.

Every secret has a sheet of its own, because each is released to another person at another time.
A sheet is a one-page PDF and a text twin with the same contents for boards without a printer near.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Literal

import typst

from koperta_packages.package_writer import write_whole


class SheetKind(enum.StrEnum):
    """Name the three sheets; the value is part of the file's name."""

    PASSPHRASE = "haslo"
    EMERGENCY = "kod-awaryjny"
    REVIEW = "kod-wgladu"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold what one sheet says; `secret` is grouped, `mark` its public four-symbol id."""

    kind: SheetKind
    board: str
    fingerprint: str
    session: str
    sitting_id: str
    title: str
    centre_number: str
    centre_name: str
    opens_at: datetime
    trial: bool
    qualifications: tuple[str, ...]
    secret: str = field(repr=False)
    mark: str | None = None


_HEADINGS = {
    SheetKind.PASSPHRASE: "Hasło do zadań egzaminacyjnych",
    SheetKind.EMERGENCY: "Kod awaryjny",
    SheetKind.REVIEW: "Kod dostępu do treści zadań po egzaminie",
}
_RULES = {
    SheetKind.PASSPHRASE: (
        "Nie otwierać i nie przekazywać przed godziną podaną powyżej.",
        "Hasło przekazuje się kolejno: przewodniczący zespołu egzaminacyjnego, przewodniczący "
        "zespołu nadzorującego, operator. Godzinę każdego przekazania odnotowuje system.",
        "Wielkość liter i łączniki nie mają znaczenia. Litera O to zero, litery I oraz L to jedynka.",
        "Program wskaże grupę z literówką, zanim użyje hasła. Znak hasła na ekranie musi być ten sam co na tej kartce.",
    ),
    SheetKind.EMERGENCY: (
        "Kod wydaje tylko dyżurny komisji, gdy nie działa ani komputer operatora, ani zapasowy.",
        "Kod otwiera zadania bez klucza sali: przechowywać go w komisji, nigdy w ośrodku.",
        "Użycie kodu jest odnotowywane w dzienniku i w protokole.",
    ),
    SheetKind.REVIEW: (
        "Kod udostępnia się ośrodkowi po sesji, na czas wglądu zdających w zadania i odpowiedzi.",
        "Kod otwiera zadania i klucz odpowiedzi tylko na komputerze operatora tego ośrodka.",
        "Przed zwolnieniem kodu przez komisję nikt nie może zobaczyć klucza odpowiedzi.",
    ),
}


def write_sheet(folder: Path, sheet: Sheet) -> tuple[Path, Path]:
    """Write a sheet as PDF and as text; returns both paths."""
    stem = sheet_stem(sheet)
    pdf, text = folder / f"{stem}.pdf", folder / f"{stem}.txt"
    write_whole(pdf, [render(sheet)])
    write_text_only(folder, sheet)
    return pdf, text


def write_text_only(folder: Path, sheet: Sheet) -> None:
    """Write only the text twin of a sheet."""
    write_whole(folder / f"{sheet_stem(sheet)}.txt", [as_text(sheet).encode("utf-8")])


SheetWriter = Callable[[Path, Sheet], object]


def sheet_stem(sheet: Sheet) -> str:
    """Return the file name of a sheet without its ending."""
    return f"{sheet.centre_number}-{sheet.kind.value}"


def render(sheet: Sheet, output: Literal["pdf", "png"] = "pdf") -> bytes:
    """Return the sheet as `pdf` or, to look at it, as `png`."""
    template = resources.files("koperta_packages.board").joinpath("sheet.typ").read_bytes()
    return typst.compile(template, format=output, sys_inputs={"sheet": json.dumps(_fields(sheet))})


def as_text(sheet: Sheet) -> str:
    """Return the sheet as plain text with the same statements as the PDF."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    if sheet.trial:
        yield "PRÓBA"
    yield _HEADINGS[sheet.kind].upper()
    yield ""
    for label, value in _facts(sheet):
        yield f"{label}: {value}"
    yield ""
    yield f"    {sheet.secret}"
    yield ""
    if sheet.mark:
        yield f"Znak hasła: {sheet.mark}"
        yield ""
    for rule in _RULES[sheet.kind]:
        yield f"- {rule}"


def _facts(sheet: Sheet) -> list[tuple[str, str]]:
    opens = sheet.opens_at.strftime("%d.%m.%Y, godz. %H:%M")
    facts = [
        ("Ośrodek", f"{sheet.centre_name} ({sheet.centre_number})"),
        ("Sesja i zmiana", f"{sheet.session} · {sheet.title}"),
        ("Oznaczenie zmiany", sheet.sitting_id),
        ("Kwalifikacje", ", ".join(sheet.qualifications)),
        ("Komisja", sheet.board),
        ("Znak komisji", sheet.fingerprint),
    ]
    if sheet.kind is SheetKind.PASSPHRASE:
        facts.append(("Nie wcześniej niż", opens))
    else:
        facts.append(("Początek zmiany", opens))
    return facts


def _fields(sheet: Sheet) -> dict[str, object]:
    return {
        "heading": _HEADINGS[sheet.kind],
        "trial": sheet.trial,
        "facts": _facts(sheet),
        "groups": sheet.secret.split("-"),
        "mark": sheet.mark or "",
        "rules": list(_RULES[sheet.kind]),
    }
