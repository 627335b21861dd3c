"""Turn a replayed journal into official results: recompute every draw, then count.

The board holds tasks, rule and keys of what it issued, so it needs no word of the room about which tasks a
candidate should have had. What is compared with the room's word is a form or a preliminary number.
"""

from __future__ import annotations

from dataclasses import dataclass

from koperta_packages.board.storage import IssuedSitting, IssueRecord
from koperta_packages.candidates import CandidateData
from koperta_packages.draw import DrawPlan, draw_seed
from koperta_packages.errors import Code, PackageError
from koperta_packages.items import ItemPool
from koperta_sync.board.official import UnfitKeyError, final_answers, read_answer_key, set_score
from koperta_sync.board.replay import Objection, Replay, Sat
from koperta_sync.board.results import Difference, ResultRow, ResultTask, Status
from koperta_sync.bundle.manifest import BundleManifest, Counts


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what a bundle adds up to."""

    rows: tuple[ResultRow, ...]
    differences: tuple[Difference, ...]
    objections: tuple[Objection, ...]
    counts: Counts
    forms: int


def check_issued(manifest: BundleManifest, store: IssuedSitting) -> tuple[IssueRecord, CandidateData]:
    """Return what was issued to the bundle's centre; PackageError BUNDLE_UNKNOWN_SITTING when nothing was."""
    if not store.exists:
        raise PackageError(Code.BUNDLE_UNKNOWN_SITTING, manifest.sitting_id)
    record = store.record()
    issued = {one.package_id: one.manifest_sha256 for one in record.packages}
    for package in manifest.packages:
        if issued.get(package.package_id) != package.manifest_sha256:
            raise PackageError(Code.BUNDLE_UNKNOWN_SITTING, f"package {package.package_id}")
    if manifest.centre_number not in {one.centre_number for one in record.centres}:
        raise PackageError(Code.BUNDLE_UNKNOWN_SITTING, f"centre {manifest.centre_number}")
    return record, store.candidates(manifest.centre_number)


def check_draws(replay: Replay, store: IssuedSitting, record: IssueRecord) -> int:
    """Recompute the form of everybody who has one; return how many there are.

    Raises PackageError BUNDLE_DRAW_CONTRADICTED when a form or the options of a task are not the drawn ones,
    BUNDLE_UNKNOWN_SITTING for a package that was not issued.
    """
    known = {one.package_id for one in record.packages}
    checked = 0
    for package_id in replay.packages:
        if package_id not in known:
            raise PackageError(Code.BUNDLE_UNKNOWN_SITTING, f"package {package_id}")
        pool = store.pool(package_id)
        plan = DrawPlan(pool, store.manifest(package_id).exam.rule)
        tasks_key = record.package(package_id).keys().tasks
        _check_options(replay, package_id, pool)
        for one in replay.candidates.values():
            if one.package_id != package_id or not one.form:
                continue
            seed = draw_seed(tasks_key, package_id, one.candidate_id, one.attempt)
            drawn = tuple(item.item_id for item in plan.draw(seed, one.candidate_id).items)
            if drawn != one.form:
                raise PackageError(Code.BUNDLE_DRAW_CONTRADICTED, f"{one.candidate_id}: another form was drawn")
            checked += 1
    return checked


def _check_options(replay: Replay, package_id: str, pool: ItemPool) -> None:
    items = pool.by_id()
    for task, options in replay.options.get(package_id, {}).items():
        authored = {option.id for option in items[task].options} if task in items else set()
        if set(options) != authored:
            raise PackageError(Code.BUNDLE_DRAW_CONTRADICTED, f"{package_id}: options of {task}")


def score_all(replay: Replay, store: IssuedSitting, record: IssueRecord, issued: CandidateData) -> Outcome:
    """Check the draws, then set the official score of everybody. Raises PackageError."""
    forms = check_draws(replay, store, record)
    keys = {one: _answer_key(store, one) for one in replay.packages}
    rows, differences, answers = [], [], 0
    objections = [*replay.objections, *_strangers(replay, issued)]
    for candidate in replay.candidates.values():
        row = _row(replay, candidate, keys.get(candidate.package_id, {}))
        rows.append(row)
        answers += sum(bool(task.option) for task in row.tasks)
        shown = candidate.shown
        if shown is not None and shown[:2] != (row.right, row.total):
            differences.append(Difference(row.candidate_id, *shown, row.right, row.total))
    status = [row.status for row in rows]
    counts = Counts(status.count(Status.SAT), status.count(Status.ABSENT), status.count(Status.EXEMPT), answers)
    if counts != replay.manifest.counts:
        objections.append(
            Objection(0, "", f"counts: bundle says {_said(replay.manifest.counts)}, found {_said(counts)}")
        )
    if not replay.closed:
        objections.append(Objection(0, "", "not-closed"))
    return Outcome(tuple(rows), tuple(differences), tuple(objections), counts, forms)


def _said(counts: Counts) -> str:
    return f"{counts.sat} sat, {counts.absent} absent, {counts.exempt} exempt, {counts.answers} answers"


def _answer_key(store: IssuedSitting, package_id: str) -> dict[str, str]:
    try:
        return read_answer_key(store.content(f"{package_id}.key"))
    except UnfitKeyError as error:
        raise PackageError(Code.PKG_MALFORMED, f"answer key of {package_id}: {error}") from error


def _strangers(replay: Replay, issued: CandidateData) -> list[Objection]:
    """Return where the room's list of candidates is not the board's."""
    found = []
    for one in replay.candidates.values():
        known = issued.candidate(one.candidate_id)
        if known is None:
            found.append(Objection(0, one.candidate_id, "not-on-the-list"))
        elif known.package_id != one.package_id:
            found.append(Objection(0, one.candidate_id, "other-package"))
        elif known.exempt != one.exempt:
            found.append(Objection(0, one.candidate_id, "other-exemption"))
    return found


def _row(replay: Replay, one: Sat, key: dict[str, str]) -> ResultRow:
    package = replay.packages.get(one.package_id)
    if package is None:
        raise PackageError(Code.BUNDLE_CORRUPT, f"{one.candidate_id} has no package of this sitting")
    status = _status(one)
    right, total = -1, -1
    tasks: tuple[ResultTask, ...] = ()
    if status is Status.SAT:
        chosen = final_answers(one.answers)
        try:
            score = set_score(key, one.form, chosen)
        except UnfitKeyError as error:
            raise PackageError(Code.PKG_MALFORMED, f"{one.candidate_id}: {error}") from error
        right, total = score.right, score.total
        tasks = tuple(ResultTask(task, chosen.get(task, "")) for task in one.form)
    centre = replay.manifest.centre_number
    return ResultRow(
        one.candidate_id, centre, package.qualification, one.package_id, status, right, total, tasks, one.mark
    )


def _status(one: Sat) -> Status:
    if one.begun:
        return Status.SAT
    if one.exempt:
        return Status.EXEMPT
    return Status.ENDED if one.leases else Status.ABSENT
