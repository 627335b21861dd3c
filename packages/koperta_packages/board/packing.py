"""Pack one exam of a sitting: from an item bank to a package file."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from koperta_crypto.signing import SigningKey
from koperta_packages import documents
from koperta_packages.bank import ItemBank, load_bank
from koperta_packages.candidates import SittingPackage
from koperta_packages.draw import check_rule
from koperta_packages.errors import Code, PackageError
from koperta_packages.exam_spec import ExamPart, ExamSpec
from koperta_packages.items import encode
from koperta_packages.manifest import ExamSection, Manifest, SegmentKind
from koperta_packages.package_writer import (
    CompartmentKeys,
    PlainSegment,
    opaque_id,
    write_package,
)
from koperta_packages.score import (
    AnswerKey,
    KeySegment,
    encode_key,
    make_score_checks,
    run_score_checks,
)
from koperta_packages.trust import TrustDocument
from koperta_packages.unlocking import CANARY

from .granting import GrantedKeys
from .storage import IssuedSitting, KeptPackage

SOFTWARE_MIN = "0.1"


@dataclass(frozen=True, slots=True)
class PackingPlan:
    """Hold the package id chosen for each qualification of a sitting."""

    package_ids: Mapping[str, str]

    @classmethod
    def make(cls, spec: ExamSpec) -> PackingPlan:
        """Choose ids that nobody used before: sitting, qualification, six random digits."""
        ids = {}
        for part in spec.exams:
            ids[part.qualification] = f"{spec.sitting_id}.{part.qualification}.{secrets.token_hex(3)}"
            if len(ids[part.qualification]) > 64:
                raise PackageError(Code.SPEC_INVALID, "sitting.id: identyfikator jest za długi")
        return cls(ids)


@dataclass(frozen=True, slots=True)
class PackedExam:
    """Hold a written package with everything the board keeps of it."""

    path: Path
    manifest: Manifest
    manifest_sha256: str
    keys: CompartmentKeys = field(repr=False)
    pool: bytes = field(repr=False)
    key_segment: bytes = field(repr=False)

    def described(self) -> SittingPackage:
        """Return what the candidate data say of this package."""
        exam = self.manifest.exam
        return SittingPackage(
            self.manifest.package_id,
            self.manifest_sha256,
            exam.qualification,
            exam.name,
            exam.tasks,
            exam.minutes,
        )

    def granted(self) -> GrantedKeys:
        """Return what a grant needs of this package."""
        exam = self.manifest.exam
        return GrantedKeys(self.manifest.package_id, self.manifest_sha256, exam.show_preliminary_score, self.keys)

    def record(self) -> KeptPackage:
        """Return the package's entry in the board's register."""
        return KeptPackage(
            self.manifest.package_id,
            self.manifest_sha256,
            self.keys.tasks.hex(),
            self.keys.answer_key.hex(),
            self.keys.canary.hex(),
        )

    def keep(self, store: IssuedSitting) -> None:
        """Store manifest, tasks and answer key at the board."""
        package_id = self.manifest.package_id
        store.keep(f"{package_id}.manifest", documents.encode(self.manifest))
        store.keep(f"{package_id}.pool", self.pool)
        store.keep(f"{package_id}.key", self.key_segment)


def prepare_exams(spec: ExamSpec) -> list[ItemBank]:
    """Load every bank and prove that its rule can be drawn; PackageError otherwise."""
    banks = []
    for part in spec.exams:
        bank = load_bank(part.bank)
        if bank.qualification != part.qualification:
            raise PackageError(
                Code.SPEC_INVALID,
                f"exams.bank: bank {bank.id} jest dla {bank.qualification}, nie {part.qualification}",
            )
        check_rule(bank.pool(), part.rule)
        banks.append(bank)
    return banks


def pack_exam(
    folder: Path,
    part: ExamPart,
    bank: ItemBank,
    spec: ExamSpec,
    plan: PackingPlan,
    trust: TrustDocument,
    signers: Sequence[SigningKey],
    issued_at: str,
) -> PackedExam:
    """Write the package of one exam into `folder`; its score checks are run before it is signed."""
    segment_ids = {name: opaque_id() for name in bank.pictures}
    pool = bank.pool(segment_ids)
    key = AnswerKey(1, dict(bank.answer_key))
    checks = make_score_checks(pool, key, part.rule)
    failures = run_score_checks(key, checks, pool)
    if failures:
        raise PackageError(Code.BANK_INVALID, "\n".join(failures))
    items, key_segment = encode(pool), encode_key(KeySegment(key, checks))
    pictures = [
        PlainSegment(segment_ids[name], SegmentKind.PICTURE, picture.data) for name, picture in bank.pictures.items()
    ]
    secrets.SystemRandom().shuffle(pictures)  # their order must not tell which task they are of
    segments = [
        PlainSegment("canary", SegmentKind.CANARY, CANARY),
        PlainSegment("items", SegmentKind.ITEMS, items),
        PlainSegment("key", SegmentKind.KEY, key_segment),
        *pictures,
    ]
    keys = CompartmentKeys.generate()
    draft = _draft(part, spec, plan.package_ids[part.qualification], trust, issued_at)
    path = folder / f"{draft.package_id}.exampkg"
    manifest = write_package(path, draft, segments, keys, signers)
    digest = hashlib.sha256(documents.encode(manifest)).hexdigest()
    return PackedExam(path, manifest, digest, keys, items, key_segment)


def _draft(part: ExamPart, spec: ExamSpec, package_id: str, trust: TrustDocument, issued_at: str) -> Manifest:
    exam = ExamSection(
        part.qualification,
        part.name,
        part.tasks,
        part.minutes,
        part.rule,
        part.calculator,
        part.show_preliminary_score,
        part.pass_mark,
        part.outage_policy,
        spec.trial,
    )
    return Manifest(
        package_id,
        spec.sitting_id,
        spec.session,
        spec.title,
        issued_at,
        spec.opens_at.isoformat(),
        trust.version,
        SOFTWARE_MIN,
        "koperta-1",
        65536,
        trust.answer_keys,
        exam,
        (),
        (),
    )
