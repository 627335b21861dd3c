"""Read the changes of an amendment from a TOML file and turn them into whole records.

Entries are `[[add]]` (fields as in the roster), `[[change]]` (`candidate` and the fields that
change), `[[withdraw]]` (`candidate`) and `[[room]]` (`exam_room`). All mistakes come at once.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable
from pathlib import Path

import msgspec

from koperta_packages.amendments import (
    AddCandidate,
    Change,
    ChangeCandidate,
    OpenRoom,
    WithdrawCandidate,
)
from koperta_packages.candidates import Accommodation, Candidate, CandidateData
from koperta_packages.errors import Code, PackageError
from koperta_packages.exam_spec import CentrePart, SpecError
from koperta_packages.roster_row import RosterRow
from koperta_packages.spec_fields import Fields, Problem

from .enrolment import Enrolment

_CHANGEABLE = ("surname", "given_names", "pesel", "document", "exam_room", "organisation")


def load_changes(path: Path, data: CandidateData) -> list[Change]:
    """Read a file of changes against a centre's present data; SpecError names every mistake."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise PackageError(Code.IO_ERROR, f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SpecError([Problem("plik", str(error), "popraw wskazane miejsce")]) from error
    problems: list[Problem] = []
    top = Fields(table, "", problems)
    rooms = [OpenRoom(one.text("exam_room")) for one in _entries(top, table, "room")]
    reader = _Reader(data, tuple(one.exam_room for one in rooms), problems)
    changes: list[Change | None] = [*rooms]
    for name, read in (
        ("change", reader.change),
        ("withdraw", reader.withdraw),
        ("add", reader.add),
    ):
        changes += _read_all(_entries(top, table, name), read)
    top.finish()
    if problems:
        raise SpecError(problems)
    return [one for one in changes if one is not None]


def _entries(top: Fields, table: dict[str, object], name: str) -> list[Fields]:
    return top.tables(name) if name in table else []


def _read_all(entries: list[Fields], read: Callable[[Fields], Change | None]) -> list[Change | None]:
    changes = []
    for fields in entries:
        changes.append(read(fields))
        fields.finish()
    return changes


class _Reader:
    """Turn entries into changes of the data they are for."""

    def __init__(self, data: CandidateData, new_rooms: tuple[str, ...], problems: list[Problem]) -> None:
        sitting = data.sitting
        self._data = data
        self._problems = problems
        self._packages = {one.qualification: one.package_id for one in sitting.packages}
        opens_at = datetime.datetime.fromisoformat(sitting.opens_at)
        centre = CentrePart(sitting.centre_number, (*sitting.exam_rooms, *new_rooms), ())
        self._enrolment = Enrolment(centre, self._packages, opens_at, taken=data.candidates)

    def change(self, fields: Fields) -> Change | None:
        """Read one `[[change]]`."""
        old = self._known(fields)
        changed: dict[str, object] = {name: fields.text(name) for name in _CHANGEABLE if fields.has(name)}
        if fields.has("extra_minutes"):
            changed["extra_minutes"] = fields.number("extra_minutes", 0, 600)
        if fields.has("qualification"):
            changed["package_id"] = self._package(fields)
        if fields.has("accommodations"):
            changed["accommodations"] = _accommodations(fields)
        return None if old is None else ChangeCandidate(msgspec.structs.replace(old, **changed))

    def withdraw(self, fields: Fields) -> Change | None:
        """Read one `[[withdraw]]`."""
        old = self._known(fields)
        return None if old is None else WithdrawCandidate(old.candidate_id)

    def add(self, fields: Fields) -> Change | None:
        """Read one `[[add]]`; the new candidate gets a card like everybody else."""
        row = RosterRow(
            line=1,
            candidate_id=fields.identifier("candidate") if fields.has("candidate") else None,
            surname=fields.text("surname"),
            first_names=fields.text("given_names"),
            pesel=fields.text("pesel") if fields.has("pesel") else None,
            document=fields.text("document") if fields.has("document") else None,
            born=None,
            qualification=fields.text("qualification"),
            room_name=fields.text("exam_room") if fields.has("exam_room") else None,
            day=None,
            hour=None,
            seat=None,
            extra_minutes=fields.number("extra_minutes", 0, 600) if fields.has("extra_minutes") else 0,
            remarks="",
        )
        before = len(self._enrolment.problems)
        candidate = self._enrolment.enrol(row)
        for message in self._enrolment.problems[before:]:
            fields.wrong("", message, "popraw wpis")
        return None if candidate is None else AddCandidate(candidate)

    def _known(self, fields: Fields) -> Candidate | None:
        candidate_id = fields.identifier("candidate")
        found = self._data.candidate(candidate_id)
        if candidate_id and found is None:
            fields.wrong("candidate", "nie ma takiego zdającego", "podaj identyfikator z listy")
        return found

    def _package(self, fields: Fields) -> str:
        qualification = fields.text("qualification")
        if qualification not in self._packages:
            known = ", ".join(self._packages)
            fields.wrong("qualification", "nie ma jej w tej zmianie", f"wpisz jedną z: {known}")
        return self._packages.get(qualification, "")


def _accommodations(fields: Fields) -> tuple[Accommodation, ...]:
    known = {one.value: one for one in Accommodation}
    named = fields.texts("accommodations")
    if not known.keys() >= set(named):
        fields.wrong("accommodations", "nieznane dostosowanie", f"wpisz z: {', '.join(known)}")
    return tuple(known[one] for one in named if one in known)
