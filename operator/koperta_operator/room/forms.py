"""Draw and seal the form of every candidate, right after the unlock.

A form is a function of the package, the candidate and the attempt alone: a rebuilt room draws and
seals the same bytes again. Task texts are held in memory only; pictures are not even opened here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from koperta_packages.candidates import Candidate
from koperta_packages.draw import DrawnForm, DrawPlan, draw_seed
from koperta_packages.errors import Code, PackageError
from koperta_packages.form import FormHeader, FormSegment, build_form, form_key, seal_form
from koperta_packages.items import Item, ItemPool
from koperta_packages.manifest import Compartment, SegmentKind
from koperta_packages.package import PackageFile
from koperta_packages.score import KeySegment, run_score_checks
from koperta_packages.unlocking import Unlocked

FIRST_ATTEMPT = 1


@dataclass(frozen=True, slots=True)
class SealedForm:
    """Hold one candidate's form as it is delivered, and the key that the start releases."""

    package_id: str
    attempt: int
    sealed: bytes = field(repr=False)
    sha256: str
    header: FormHeader
    key: bytes = field(repr=False)
    drawn: DrawnForm


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """Hold what the unlock made of one package; task texts and key live here and nowhere else."""

    package: PackageFile
    pool: ItemPool = field(repr=False)
    key: KeySegment | None = field(repr=False)
    tasks_key: bytes = field(repr=False)
    plan: DrawPlan = field(repr=False)
    items: Mapping[str, Item] = field(repr=False)
    segments: Mapping[str, FormSegment]
    failed_checks: tuple[str, ...]

    @property
    def may_show_score(self) -> bool:
        """Tell whether a preliminary number may be shown: the package says so and its checks pass."""
        return self.key is not None and self.package.manifest.exam.show_preliminary_score and not self.failed_checks


def open_package(package: PackageFile, unlocked: Unlocked) -> OpenedPackage:
    """Read task texts and the answer key into memory and run the package's own score checks."""
    pool = unlocked.item_pool(package)
    key = unlocked.key_segment(package)
    failed = tuple(run_score_checks(key.key, key.checks, pool)) if key is not None else ()
    tasks_key = unlocked.key(package.package_id, Compartment.TASKS)
    if tasks_key is None:
        raise PackageError(Code.KEY_MISMATCH, f"no tasks key for package {package.package_id}")
    plan = DrawPlan(pool, package.manifest.exam.rule)
    # Only pictures: nothing in a bank may ever put the key of another segment into a form.
    segments = {
        one.id: FormSegment(one.id, one.length, one.sha256)
        for one in package.manifest.segments
        if one.kind is SegmentKind.PICTURE
    }
    return OpenedPackage(package, pool, key, tasks_key, plan, pool.by_id(), segments, failed)


def draw_forms(
    opened: Mapping[str, OpenedPackage],
    candidates: Iterable[Candidate],
    progress: Callable[[int, int], None],
) -> dict[str, SealedForm]:
    """Draw and seal the form of every candidate who is to sit; by candidate id."""
    sitting = [one for one in candidates if not one.exempt]
    forms: dict[str, SealedForm] = {}
    for number, candidate in enumerate(sitting, 1):
        forms[candidate.candidate_id] = _form(opened[candidate.package_id], candidate)
        progress(number, len(sitting))
    return forms


def _form(opened: OpenedPackage, candidate: Candidate) -> SealedForm:
    package, exam = opened.package, opened.package.manifest.exam
    seed = draw_seed(opened.tasks_key, package.package_id, candidate.candidate_id, FIRST_ATTEMPT)
    drawn = opened.plan.draw(seed, candidate.candidate_id)
    content = build_form(
        opened.items,
        drawn,
        tasks_key=opened.tasks_key,
        segments=opened.segments,
        package_id=package.package_id,
        candidate_id=candidate.candidate_id,
        attempt=FIRST_ATTEMPT,
        title=exam.name,
        qualification=exam.qualification,
        # The package's own: an accommodation that is granted later must not make another form of it.
        minutes=exam.minutes,
        calculator=exam.calculator,
    )
    key = form_key(opened.tasks_key, package.package_id, candidate.candidate_id, FIRST_ATTEMPT)
    sealed = seal_form(
        key, content, candidate_id=candidate.candidate_id, package_id=package.package_id, attempt=FIRST_ATTEMPT
    )
    digest = hashlib.sha256(sealed).hexdigest()
    return SealedForm(package.package_id, FIRST_ATTEMPT, sealed, digest, content.header(), key, drawn)
