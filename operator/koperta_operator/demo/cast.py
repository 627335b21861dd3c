"""Invent the people of the demo day and write the roster the board issues from (pure but for the file).

Nobody here exists. Who does what on the day is fixed by the place in the list, so that the same number of
candidates gives the same day.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

QUALIFICATIONS = ("INF.03", "ELE.02")
LEAST, MOST = 6, 200
_FIRST = (
    "Zofia", "Jan", "Łucja", "Jakub", "Hanna", "Szymon", "Maja", "Filip", "Żaneta", "Antoni", "Oliwia", "Mikołaj",
    "Święcisława", "Igor", "Pola", "Tymon", "Ewa", "Nikodem", "Kinga", "Bruno", "Róża", "Leon", "Iga", "Stanisław",
)  # fmt: skip
_LAST = (
    "Brzęczyk", "Ćwiklińska", "Dąbek", "Gżegżółka", "Jaźwiec", "Kłos", "Łęcka", "Mżyk", "Niedźwiedź", "Ostrówka",
    "Pączek", "Rzeżucha", "Ślimak", "Trześniewska", "Wróbel", "Zięba", "Źrałek", "Żuraw", "Ważka", "Szczygieł",
    "Pliszka", "Modrzew", "Jaskółka", "Bielik", "Czapla", "Derkacz", "Kulik",
)  # fmt: skip


class Part(enum.Enum):
    """Name what a candidate does on the day."""

    HANDS_IN = "hands in"
    RUNS_OUT = "goes on until the time is over"
    WAITS = "answers and waits for the end"
    LEAVES = "leaves the room and comes back"
    LONGER = "has extra time and uses it"
    ABSENT = "never comes"
    EXEMPT = "is exempt"


@dataclass(frozen=True, slots=True)
class Role:
    """Hold one person of the day; `number` counts from 1 and is the end of the candidate's id."""

    number: int
    first_name: str
    surname: str
    qualification: str
    extra_minutes: int
    part: Part

    @property
    def candidate_id(self) -> str:
        """Return the board's id of this person."""
        return f"DEMO-{self.number:03}"

    @property
    def comes(self) -> bool:
        """Say whether the person sits down at a workstation."""
        return self.part not in (Part.ABSENT, Part.EXEMPT)


def cast(candidates: int, extra_minutes: int = 1) -> tuple[Role, ...]:
    """Return the people of the day; the first six parts of the list are all different."""
    special = {1: Part.HANDS_IN, 2: Part.LEAVES, 3: Part.RUNS_OUT, 4: Part.LONGER, 5: Part.ABSENT, 6: Part.EXEMPT}
    roles = []
    for number in range(1, candidates + 1):
        part = special.get(number) or _usual(number)
        roles.append(
            Role(
                number,
                _FIRST[number % len(_FIRST)],
                _LAST[number * 5 % len(_LAST)],
                QUALIFICATIONS[number // 2 % len(QUALIFICATIONS)],
                extra_minutes if part is Part.LONGER else 0,
                part,
            )
        )
    return tuple(roles)


def _usual(number: int) -> Part:
    if number % 7 == 0:
        return Part.RUNS_OUT
    if number % 11 == 0:
        return Part.LONGER
    return Part.WAITS if number % 9 == 0 else Part.HANDS_IN


def write_roster(path: Path, roles: Sequence[Role]) -> None:
    """Write the roster as a school's office would save it: UTF-8, semicolons, CR LF."""
    lines = ["identyfikator;nazwisko;imię;dokument;kwalifikacja;dodatkowe minuty;zwolnienie"]
    lines += [
        f"{one.candidate_id};{one.surname};{one.first_name};legitymacja DEMO {one.number:05};{one.qualification};"
        f"{one.extra_minutes};{'tak' if one.part is Part.EXEMPT else 'nie'}"
        for one in roles
    ]
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")


def think_ms(part: Part, exam_ms: int, extra_ms: int, tasks: int) -> tuple[int, int]:
    """Return from and to of a candidate's time per task, such that the part is played within the exam's time."""
    whole = {Part.LEAVES: 0.75, Part.LONGER: 1.0, Part.WAITS: 0.5, Part.RUNS_OUT: 0.7}.get(part, 0.6)
    time = exam_ms + extra_ms // 5 if part is Part.LONGER else exam_ms
    middle = round(time * whole / tasks)
    return (middle * 9 // 10, middle * 12 // 10) if part is Part.LONGER else (middle // 2, middle * 5 // 4)
