"""Write the official results of a sitting: a table for people and programs, and what was found on the way.

The table is CSV as spreadsheets here expect it: UTF-8 with a byte order mark, `;` between fields, CR LF between
lines. It is made from everything received of the sitting so far, so one file is always the whole truth.
"""

from __future__ import annotations

import csv
import enum
import io
from collections.abc import Iterable, Sequence

import msgspec

BLANK = "-"


class Status(enum.StrEnum):
    """Say what became of a candidate."""

    SAT = "sat"
    ABSENT = "absent"
    EXEMPT = "exempt"
    ENDED = "ended"  # came, but never began an attempt


class ResultTask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold one task of a form and the option that stands at the end; empty: none."""

    task_id: str
    option: str


class ResultRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold one candidate's official result; `right` and `total` are -1 unless the candidate sat."""

    candidate_id: str
    centre_number: str
    qualification: str
    package_id: str
    status: Status
    right: int
    total: int
    tasks: tuple[ResultTask, ...]
    mark: str = ""  # what the team decided: annulled:CAUSE | interrupted | broken-off; the result is the board's to set


class Difference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold a preliminary number that was shown and is not the official one."""

    candidate_id: str
    shown_right: int
    shown_total: int
    key_revision: int
    right: int
    total: int


def write_table(rows: Iterable[ResultRow]) -> bytes:
    """Return the CSV of all rows, sorted by centre and candidate; its columns are in `docs/format-bundle.md`."""
    ordered = sorted(rows, key=lambda row: (row.centre_number, row.candidate_id))
    most = max((len(row.tasks) for row in ordered), default=0)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    fixed = ["candidate_id", "centre_number", "qualification", "package_id", "status", "right", "total", "mark"]
    writer.writerow([*fixed, *(f"task_{number}" for number in range(1, most + 1))])
    for row in ordered:
        writer.writerow(_cells(row, most))
    return text.getvalue().encode("utf-8-sig")


def _cells(row: ResultRow, most: int) -> Sequence[str]:
    numbers = [str(row.right), str(row.total)] if row.status is Status.SAT else ["", ""]
    tasks = [f"{task.task_id}={task.option or BLANK}" for task in row.tasks]
    tasks += [""] * (most - len(tasks))
    head = [row.candidate_id, row.centre_number, row.qualification, row.package_id, row.status.value]
    return [*head, *numbers, row.mark, *tasks]
