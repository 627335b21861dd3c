"""Read the specification of one sitting: what the board decides before it issues packages.

The file is TOML (`docs/exam-spec.md` explains every field with an example). All mistakes are found
in one reading; each names the field, what is wrong and what to do. Folders and rosters are paths
relative to the specification.
"""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .draw import DrawRule, StratumRule
from .errors import Code, PackageError
from .manifest import OutagePolicy
from .spec_fields import Fields, Problem


class SpecError(PackageError):
    """Refuse a specification with all its mistakes at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(Code.SPEC_INVALID, "\n".join(str(one) for one in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class ExamPart:
    """Hold one exam of the sitting, i.e. one package; `bank` is an absolute folder."""

    qualification: str
    name: str
    bank: Path
    minutes: int
    rule: DrawRule
    pass_mark: int | None
    calculator: bool
    show_preliminary_score: bool
    outage_policy: OutagePolicy

    @property
    def tasks(self) -> int:
        """Return the number of tasks in every form."""
        return self.rule.form_length


@dataclass(frozen=True, slots=True)
class CentrePart:
    """Hold one centre of the sitting: its exam rooms and its candidate lists."""

    number: str
    exam_rooms: tuple[str, ...]
    rosters: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ExamSpec:
    """Hold a checked specification; times are aware."""

    sitting_id: str
    session: str
    title: str
    opens_at: datetime.datetime
    closes_at: datetime.datetime
    trial: bool
    centres: tuple[CentrePart, ...]
    exams: tuple[ExamPart, ...]


def load_spec(path: Path) -> ExamSpec:
    """Read and check a specification file; SpecError names every mistake, PackageError IO_ERROR."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PackageError(Code.IO_ERROR, f"{path}: {error.strerror}") from error
    return parse_spec(data, path.resolve().parent)


def parse_spec(data: bytes, folder: Path) -> ExamSpec:
    """Check a specification's bytes; relative paths count from `folder`. Raises SpecError."""
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = Problem("plik", f"to nie jest poprawny TOML ({error})", "popraw wskazane miejsce")
        raise SpecError([problem]) from error
    problems: list[Problem] = []
    top = Fields(table, "", problems)
    sitting = top.table("sitting")
    opens_at, closes_at = sitting.moment("opens_at"), sitting.moment("closes_at")
    if opens_at and closes_at and closes_at <= opens_at:
        sitting.wrong("closes_at", "jest nie później niż opens_at", "podaj późniejszą godzinę")
    default = sitting.choice("outage", OutagePolicy, OutagePolicy.WORK_ON)
    exams = [_exam(one, folder, default) for one in top.tables("exams")]
    centres = [_centre(one, folder) for one in top.tables("centres")]
    spec = ExamSpec(
        sitting.identifier("id"),
        sitting.text("session"),
        sitting.text("title"),
        opens_at or datetime.datetime.min,
        closes_at or datetime.datetime.max,
        sitting.flag("trial", False),
        tuple(centres),
        tuple(exams),
    )
    sitting.finish()
    top.finish()
    _check_unique(spec, problems)
    if problems:
        raise SpecError(problems)
    return spec


def _check_unique(spec: ExamSpec, problems: list[Problem]) -> None:
    for where, values in (
        ("exams.qualification", [one.qualification for one in spec.exams]),
        ("centres.number", [one.number for one in spec.centres]),
    ):
        for value in sorted({one for one in values if one and values.count(one) > 1}):
            problems.append(Problem(where, f"„{value}” występuje dwa razy", "zostaw jeden wpis"))


def _centre(fields: Fields, folder: Path) -> CentrePart:
    rooms = fields.texts("rooms")
    rosters = tuple(folder / one for one in fields.texts("rosters"))
    for roster in rosters:
        if not roster.is_file():
            fields.wrong("rosters", f"nie ma pliku {roster.name}", "podaj ścieżkę do listy")
    if len(set(rooms)) != len(rooms):
        fields.wrong("rooms", "sala występuje dwa razy", "zostaw jeden wpis")
    part = CentrePart(fields.identifier("number"), rooms, rosters)
    fields.finish()
    return part


def _exam(fields: Fields, folder: Path, outage: OutagePolicy) -> ExamPart:
    bank = folder / fields.text("bank")
    if not bank.is_dir():
        fields.wrong("bank", f"nie ma folderu {bank.name}", "podaj ścieżkę do banku zadań")
    rule = _rule(fields)
    pass_mark = fields.optional_number("pass_mark", 0, 500)
    if pass_mark is not None and pass_mark > rule.form_length:
        fields.wrong("pass_mark", "jest większy niż liczba zadań", "podaj mniejszą liczbę")
    part = ExamPart(
        fields.identifier("qualification"),
        fields.text("name"),
        bank,
        fields.number("minutes", 1, 600),
        rule,
        pass_mark,
        fields.flag("calculator", False),
        fields.flag("show_preliminary_score", True),
        fields.choice("outage", OutagePolicy, outage),
    )
    fields.finish()
    return part


def _rule(fields: Fields) -> DrawRule:
    tasks = fields.number("tasks", 1, 500)
    shuffle_options = fields.flag("shuffle_options", True)
    shuffle_tasks = fields.flag("shuffle_tasks", True)
    sets = fields.text_lists("fixed_sets")
    assignment = fields.numbers("fixed_assignment", 0, max(0, len(sets) - 1))
    strata = fields.numbers("strata", 1, 500)
    if bool(strata) == bool(sets):
        fields.wrong("strata", "podano oba albo żadne z: strata, fixed_sets", "podaj dokładnie jedno z nich")
    rule = DrawRule(
        tuple(StratumRule(name, count) for name, count in sorted(strata.items())),
        shuffle_options,
        shuffle_tasks,
        sets,
        assignment,
    )
    if tasks and (strata or sets) and rule.form_length != tasks:
        fields.wrong(
            "strata" if strata else "fixed_sets",
            f"daje {rule.form_length} zadań, a tasks = {tasks}",
            "uzgodnij obie liczby",
        )
    return rule
