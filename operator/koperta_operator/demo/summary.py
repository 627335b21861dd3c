"""Add the day up and judge it: what everybody's screens showed against what the board found by itself."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from koperta_operator.demo.board_part import Issued
from koperta_operator.demo.cast import Part, Role
from koperta_operator.demo.exam_part import Exit
from koperta_operator.demo.handover_part import SIGNERS, Delivered
from koperta_operator.demo.voice import hour, table
from koperta_sync.protocol.room_view import SittingView


class Seen(msgspec.Struct, frozen=True):
    """Hold what one candidate's screen showed at the end, from the report of the simulation."""

    username: str
    screen: str
    answers: dict[str, str]
    preliminary_right: int | None
    preliminary_total: int | None


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Hold what the day came to; `problems` is empty when everything held."""

    candidates: int
    sat: int
    finished: int
    expired: int
    absent: int
    exempt: int
    answers_on_screens: int
    answers_in_bundle: int
    journal_events: int
    room_exit_seconds: float
    room_exit_end_moved_seconds: float
    bundle_findings: int
    signed_by: tuple[str, ...]
    receipt_imported: bool
    scores_compared: int
    score_differences: int
    answer_differences: int
    seconds: float
    paths: dict[str, str]
    problems: tuple[str, ...]


def add_up(
    issued: Issued,
    roles: Sequence[Role],
    sitting: SittingView,
    exits: Sequence[Exit],
    delivered: Delivered,
    reports: Sequence[Path],
    paths: dict[str, str],
    seconds: float,
) -> Summary:
    """Compare and count; whatever does not hold becomes a problem."""
    seen = [line for one in reports for line in msgspec.json.decode(one.read_bytes(), type=list[Seen])]
    ids = {one.username: one.candidate_id for one in issued.candidates}
    screens = {ids[one.username]: one for one in seen}
    official = _official(delivered.results)
    statuses = Counter(one.status for one in sitting.candidates if not one.exempt)
    scores, answers = _differences(screens, official)
    summary = Summary(
        candidates=len(sitting.candidates),
        sat=len(screens),
        finished=statuses["finished"],
        expired=statuses["expired"],
        absent=statuses["absent"],
        exempt=sum(one.exempt for one in sitting.candidates),
        answers_on_screens=sum(len(one.answers) for one in seen),
        answers_in_bundle=delivered.prepared.answers,
        journal_events=sitting.events,
        room_exit_seconds=sum(one.credited_ms for one in exits) / 1000,
        room_exit_end_moved_seconds=sum(one.end_after_ms - one.end_before_ms for one in exits) / 1000,
        bundle_findings=delivered.checks,
        signed_by=delivered.signed_by,
        receipt_imported=bool(sitting.receipt),
        scores_compared=len(screens),
        score_differences=len(scores),
        answer_differences=len(answers),
        seconds=round(seconds, 1),
        paths=paths,
        problems=(*scores, *answers),
    )
    return msgspec.structs.replace(summary, problems=(*summary.problems, *_judge(summary, roles, exits, official)))


def with_lost_time(summary: Summary, names: Sequence[str]) -> Summary:
    """Return the summary with a problem for everybody whose time was over too early."""
    lost = tuple(f"{name} had less than the whole time" for name in names)
    return msgspec.structs.replace(summary, problems=(*summary.problems, *lost))


def show(summary: Summary, exits: Sequence[Exit]) -> None:
    """Print the table of the day."""
    one = summary
    rows = [
        ("candidates", f"{one.candidates}: {one.sat} sat, {one.absent} absent, {one.exempt} exempt"),
        ("ended", f"{one.finished} handed in, {one.expired} by the clock"),
    ]
    for exit_ in exits:
        moved = (exit_.end_after_ms - exit_.end_before_ms) / 1000
        times = f"{hour(exit_.end_before_ms)} → {hour(exit_.end_after_ms)}"
        rows.append(("room exit", f"{exit_.credited_ms / 1000:.1f} s credited, end {times} (+{moved:.1f} s)"))
    rows += [
        ("answers", f"{one.answers_on_screens} on the screens, {one.answers_in_bundle} in the bundle"),
        ("journal", f"{one.journal_events} events, hash-chained"),
        ("bundle", f"verified: {one.bundle_findings} findings; signed by {', '.join(one.signed_by)} and the room"),
        ("receipt", "imported" if one.receipt_imported else "MISSING"),
        (
            "scores",
            f"{one.scores_compared} official scores compared with the preliminary ones shown: "
            f"{one.score_differences} differences; answers: {one.answer_differences} differences",
        ),
        ("time", f"{one.seconds:.0f} s"),
        *((name, path) for name, path in one.paths.items()),
    ]
    table("The day", rows)
    for problem in one.problems:
        print(f"DOES NOT HOLD: {problem}", flush=True)


def write(summary: Summary, path: Path) -> None:
    """Write the summary as JSON, for scripts."""
    text = json.dumps(msgspec.to_builtins(summary), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _official(results: Path) -> dict[str, dict[str, Any]]:
    with results.open(encoding="utf-8-sig", newline="") as file:
        return {row["candidate_id"]: row for row in csv.DictReader(file, delimiter=";")}


def _differences(screens: dict[str, Seen], official: dict[str, dict[str, Any]]) -> tuple[list[str], list[str]]:
    """Return where a screen's number or a screen's answers are not the board's."""
    scores, answers = [], []
    for candidate_id, seen in sorted(screens.items()):
        row = official.get(candidate_id, {})
        shown = (str(seen.preliminary_right), str(seen.preliminary_total))
        if shown != (row.get("right"), row.get("total")):
            scores.append(f"{candidate_id} was shown {'/'.join(shown)}, the board says {row.get('right')}")
        cells = [str(value).partition("=") for name, value in row.items() if name.startswith("task_") and value]
        found = {task: option for task, _, option in cells if option != "-"}
        if found != {task: option for task, option in seen.answers.items() if option}:
            answers.append(f"{candidate_id}: the answers on the screen are not those the board scored")
    return scores, answers


def _judge(
    summary: Summary, roles: Sequence[Role], exits: Sequence[Exit], official: dict[str, dict[str, Any]]
) -> list[str]:
    parts = Counter(one.part for one in roles)
    board = Counter(row["status"] for row in official.values())
    moved = [abs(one.end_after_ms - one.end_before_ms - one.credited_ms) for one in exits]
    held = {
        "everybody who came has sat": summary.sat == sum(one.comes for one in roles) == board["sat"],
        "absent and exempt are as planned": (summary.absent, summary.exempt)
        == (parts[Part.ABSENT], parts[Part.EXEMPT])
        == (board["absent"], board["exempt"]),
        "some finished and some ran out of time": summary.finished > 0 and summary.expired > 0,
        "a room exit moved the end by the absence": bool(exits)
        and all(one.credited_ms > 0 for one in exits)
        and max(moved, default=0) < 1_500,
        "every answer on a screen is in the bundle": summary.answers_on_screens == summary.answers_in_bundle,
        "both officials have signed": set(summary.signed_by) == set(SIGNERS),
        "the receipt is here": summary.receipt_imported,
    }
    return [what for what, holds in held.items() if not holds]
