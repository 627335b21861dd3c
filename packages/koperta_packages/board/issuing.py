"""Issue one sitting: packages for everybody, for each centre a grant, candidate data and sheets.

Everything is checked before anything is written, and written beside the target before it takes
the target's name, so an issue is complete or absent. What the board must keep is stored before
the files are published: files without their keys at the board could never be scored.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from koperta_crypto import passphrase
from koperta_crypto.kdf import DEFAULT_KDF, KdfCost
from koperta_crypto.signing import SigningKey
from koperta_packages.candidates import (
    Candidate,
    CandidateData,
    SittingDefinition,
    write_candidates,
)
from koperta_packages.errors import Code, PackageError
from koperta_packages.exam_spec import CentrePart, ExamSpec
from koperta_packages.package_writer import write_whole
from koperta_packages.registration import Registration
from koperta_packages.roster import read_roster
from koperta_packages.trust import TrustDocument

from .enrolment import Enrolment
from .folder import BoardFolder
from .granting import GrantPlan, make_grant
from .packing import PackedExam, PackingPlan, pack_exam, prepare_exams
from .sheets import Sheet, SheetKind, SheetWriter, write_sheet
from .storage import IssuedSitting, IssueRecord, KeptCentre


@dataclass(frozen=True, slots=True)
class IssueOptions:
    """Hold what a board rarely changes: cost of the key derivation, and how sheets are written."""

    kdf: KdfCost = DEFAULT_KDF
    sheet_writer: SheetWriter = write_sheet


@dataclass(frozen=True, slots=True)
class IssuedCentre:
    """Hold what one centre gets; paths are inside the issue's folder."""

    centre_number: str
    grant: Path
    candidates: Path
    registration: Path
    record: KeptCentre = field(repr=False)


@dataclass(frozen=True, slots=True)
class Issue:
    """Hold the result of issuing a sitting."""

    folder: Path
    sitting_id: str
    packages: tuple[Path, ...]
    centres: tuple[IssuedCentre, ...]
    trust: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Desk:
    """Hold what every step of one issue needs."""

    board: BoardFolder
    spec: ExamSpec
    trust: TrustDocument
    signers: Sequence[SigningKey]
    store: IssuedSitting
    options: IssueOptions
    issued_at: str


def issue(
    board: BoardFolder,
    pin: str,
    spec: ExamSpec,
    out: Path,
    issued_at: datetime,
    options: IssueOptions | None = None,
) -> Issue:
    """Issue a sitting into the new folder `out` and keep its records at the board.

    Raises PackageError: SPEC_INVALID, BANK_INVALID, ROSTER_INVALID, DRAW_IMPOSSIBLE,
    CENTRE_NOT_REGISTERED for a centre without a registered room, SITTING_ISSUED when the sitting has
    been issued before, ALREADY_THERE when `out` exists.
    """
    chosen = options or IssueOptions()
    if out.exists():
        raise PackageError(Code.ALREADY_THERE, f"{out} exists already")
    registrations = {one.number: registered_centre(board, one.number) for one in spec.centres}
    banks = prepare_exams(spec)
    plan = PackingPlan.make(spec)
    enrolled = {one.number: enrol_centre(one, plan.package_ids, spec) for one in spec.centres}
    store = IssuedSitting.at(board, spec.sitting_id, board.storage_key(pin))
    if store.exists:
        raise PackageError(Code.SITTING_ISSUED, f"sitting {spec.sitting_id} has been issued before")
    trust = board.trust()
    signers = board.signers("issuing", pin, trust)
    desk = _Desk(board, spec, trust, signers, store, chosen, issued_at.isoformat())
    with _staged(out) as staging:
        packed = [
            pack_exam(staging, part, bank, spec, plan, trust, signers, desk.issued_at)
            for part, bank in zip(spec.exams, banks, strict=True)
        ]
        _write_trust(staging, board)
        records = [
            _issue_centre(desk, staging, one, registrations[one.number], enrolled[one.number], packed)
            for one in spec.centres
        ]
        write_list(staging)
        _keep(desk, packed, records)
    return describe_issue(out, spec.sitting_id, records)


@contextmanager
def _staged(out: Path) -> Iterator[Path]:
    """Give a folder beside `out` that takes its name when the block ends well, and goes away otherwise."""
    staging = out.with_name(f".{out.name}.part")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        yield staging
        staging.rename(out)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def describe_issue(out: Path, sitting_id: str, records: Sequence[KeptCentre]) -> Issue:
    """Name the files of an issue's folder."""
    return Issue(
        out,
        sitting_id,
        tuple(sorted(out.glob("*.exampkg"))),
        tuple(
            IssuedCentre(
                one.centre_number,
                out / f"{one.centre_number}.examgrant",
                out / f"{one.centre_number}.candidates",
                out / f"{one.centre_number}.registration",
                one,
            )
            for one in records
        ),
        tuple(sorted(out.glob("trust-*.trust"))),
    )


def enrol_centre(centre: CentrePart, package_ids: Mapping[str, str], spec: ExamSpec) -> tuple[Candidate, ...]:
    """Read a centre's rosters and return its candidates; PackageError ROSTER_INVALID."""
    enrolment = Enrolment(centre, package_ids, spec.opens_at)
    enrolled = []
    for path in centre.rosters:
        rows = read_roster(path.read_bytes(), qualifications=package_ids.keys()).require_valid()
        enrolled += [enrolment.enrol(row) for row in rows if enrolment.concerns(row)]
    enrolment.require_valid()
    return tuple(one for one in enrolled if one is not None)


def write_list(folder: Path) -> None:
    """Write `manifest.txt`: every file for the centres with its SHA-256, as `sha256sum -c` reads it."""
    lines = []
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.name != "manifest.txt":
            with file.open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
            lines.append(f"{digest}  {file.name}\n")
    write_whole(folder / "manifest.txt", ["".join(lines).encode("utf-8")])


def registered_centre(board: BoardFolder, centre_number: str) -> Registration:
    """Return the registration of a centre with at least one room; CENTRE_NOT_REGISTERED otherwise."""
    found = board.registration(centre_number)
    if found is None or not found.rooms:
        raise PackageError(Code.CENTRE_NOT_REGISTERED, f"centre {centre_number} has no room registered")
    return found


def _issue_centre(
    desk: _Desk,
    folder: Path,
    centre: CentrePart,
    registration: Registration,
    enrolled: tuple[Candidate, ...],
    packed: Sequence[PackedExam],
) -> KeptCentre:
    spec, random_bytes = desk.spec, secrets.token_bytes
    kept = KeptCentre(
        centre.number,
        secrets.token_hex(32),
        passphrase.generate(random_bytes),
        "".join(passphrase.ALPHABET[byte & 31] for byte in random_bytes(4)),
        passphrase.generate(random_bytes, passphrase.EMERGENCY_SYMBOLS),
        passphrase.generate(random_bytes),
    )
    plan = GrantPlan(spec.sitting_id, desk.issued_at, desk.trust.version, desk.options.kdf, registration.rooms)
    grant = make_grant(plan, kept, [one.granted() for one in packed], desk.signers)
    write_whole(folder / f"{centre.number}.examgrant", [grant])
    data = CandidateData(1, _definition(spec, centre, registration, packed), enrolled)
    sealed = write_candidates(data, registration.rooms, desk.trust.version, desk.signers)
    write_whole(folder / f"{centre.number}.candidates", [sealed])
    source = desk.board.registry_folder / f"{centre.number}.registration"
    shutil.copyfile(source, folder / source.name)
    desk.store.keep_candidates(data)
    _write_sheets(desk, folder / "sheets", registration, kept, packed)
    return kept


def _definition(
    spec: ExamSpec, centre: CentrePart, registration: Registration, packed: Sequence[PackedExam]
) -> SittingDefinition:
    return SittingDefinition(
        spec.sitting_id,
        spec.session,
        spec.title,
        spec.opens_at.isoformat(),
        spec.closes_at.isoformat(),
        spec.trial,
        centre.number,
        registration.centre_name,
        centre.exam_rooms,
        tuple(one.described() for one in packed),
    )


def _write_sheets(
    desk: _Desk,
    folder: Path,
    registration: Registration,
    kept: KeptCentre,
    packed: Sequence[PackedExam],
) -> None:
    folder.mkdir(exist_ok=True)
    for kind, secret, mark in (
        (SheetKind.PASSPHRASE, kept.passphrase, kept.passphrase_id),
        (SheetKind.EMERGENCY, kept.emergency_code, None),
        (SheetKind.REVIEW, kept.review_code, None),
    ):
        sheet = Sheet(
            kind,
            desk.trust.board,
            desk.trust.fingerprint,
            desk.spec.session,
            desk.spec.sitting_id,
            desk.spec.title,
            kept.centre_number,
            registration.centre_name,
            desk.spec.opens_at,
            desk.spec.trial,
            tuple(one.manifest.exam.qualification for one in packed),
            secret,
            mark,
        )
        desk.options.sheet_writer(folder, sheet)


def _write_trust(folder: Path, board: BoardFolder) -> None:
    for version, data in enumerate(board.trust_chain(), start=1):
        write_whole(folder / f"trust-{version:03}.trust", [data])


def _keep(desk: _Desk, packed: Sequence[PackedExam], records: Sequence[KeptCentre]) -> None:
    for one in packed:
        one.keep(desk.store)
    kept = tuple(one.record() for one in packed)
    desk.store.keep_record(IssueRecord(desk.spec.sitting_id, kept, tuple(records)))
