"""Amend what a centre has: corrected candidates, late ones, a replaced package, new rooms.

An amendment is small and leaves cards and seats of everybody else alone. A replaced package comes
with a new grant under the same passphrase, because the sheets have been printed. `reissue` writes
grant and candidate data anew at the present revision, for a room registered after the issue.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from koperta_crypto.kdf import DEFAULT_KDF, KdfCost
from koperta_packages.amendments import Change, ReplacePackage, write_amendment
from koperta_packages.candidates import CandidateData, write_candidates
from koperta_packages.errors import Code, PackageError
from koperta_packages.exam_spec import ExamSpec
from koperta_packages.package_writer import write_whole

from .folder import BoardFolder
from .granting import GrantedKeys, GrantPlan, make_grant
from .issuing import registered_centre, write_list
from .packing import PackingPlan, pack_exam, prepare_exams
from .storage import IssuedSitting, KeptCentre


@dataclass(frozen=True, slots=True)
class Amended:
    """Hold the files of an amendment and the revision they lead to."""

    folder: Path
    amendment: Path
    data: CandidateData


def current_data(board: BoardFolder, pin: str, sitting_id: str, centre: str) -> CandidateData:
    """Return a centre's candidate data as the board last issued them."""
    return IssuedSitting.at(board, sitting_id, board.storage_key(pin)).candidates(centre)


def amend_centre(
    board: BoardFolder,
    pin: str,
    sitting_id: str,
    centre_number: str,
    changes: Sequence[Change],
    out: Path,
) -> Amended:
    """Write an amendment of a centre's candidate data into the folder `out`.

    Raises PackageError PKG_MALFORMED for an impossible change, SITTING_NOT_ISSUED for an unknown one.
    """
    if not changes:
        raise PackageError(Code.SPEC_INVALID, "no changes")
    store = IssuedSitting.at(board, sitting_id, board.storage_key(pin))
    before = store.candidates(centre_number)
    rooms = registered_centre(board, centre_number).rooms
    trust = board.trust()
    signers = board.signers("issuing", pin, trust)
    data, after = write_amendment(before, changes, rooms, trust.version, signers)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{centre_number}-{after.revision:03}.amendment"
    store.keep_candidates(after)
    write_whole(path, [data])
    write_list(out)
    return Amended(out, path, after)


def replace_package(
    board: BoardFolder,
    pin: str,
    spec: ExamSpec,
    old_package_id: str,
    out: Path,
    issued_at: datetime,
    kdf: KdfCost = DEFAULT_KDF,
) -> list[Amended]:
    """Replace one package of an issued sitting for all its centres.

    `spec` holds the exam anew (one of its exams has the old package's qualification). Writes the
    new package, a new grant per centre that opens with the passphrase already printed, and an
    amendment per centre. The old package is recalled by a new trust document (`revoke`).
    """
    store = IssuedSitting.at(board, spec.sitting_id, board.storage_key(pin))
    record = store.record()
    old = store.manifest(record.package(old_package_id).package_id)
    narrowed = _only(spec, old.exam.qualification)
    part = narrowed.exams[0]
    banks = prepare_exams(narrowed)
    trust = board.trust()
    signers = board.signers("issuing", pin, trust)
    out.mkdir(parents=True, exist_ok=True)
    plan = PackingPlan.make(narrowed)
    new = pack_exam(out, part, banks[0], narrowed, plan, trust, signers, issued_at.isoformat())
    new.keep(store)
    kept = tuple(new.record() if one.package_id == old_package_id else one for one in record.packages)
    store.keep_record(msgspec.structs.replace(record, packages=(*kept,)))
    change = ReplacePackage(old_package_id, new.described())
    amended = []
    for centre in record.centres:
        _write_grant(board, pin, store, centre, out, issued_at, kdf)
        amended.append(amend_centre(board, pin, spec.sitting_id, centre.centre_number, [change], out))
    return amended


def _only(spec: ExamSpec, qualification: str) -> ExamSpec:
    """Return the specification with the one exam of a qualification; SPEC_INVALID when there is none."""
    part = next((one for one in spec.exams if one.qualification == qualification), None)
    if part is None:
        raise PackageError(Code.SPEC_INVALID, f"exams: brak {qualification}")
    return dataclasses.replace(spec, exams=(part,))


def reissue(
    board: BoardFolder,
    pin: str,
    sitting_id: str,
    centre_number: str,
    out: Path,
    issued_at: datetime,
    kdf: KdfCost = DEFAULT_KDF,
) -> None:
    """Write a centre's grant and candidate data anew for the rooms registered now.

    Passphrase, codes, centre secret and revision stay the same, so nothing printed loses force.
    """
    store = IssuedSitting.at(board, sitting_id, board.storage_key(pin))
    centre = store.record().centre(centre_number)
    out.mkdir(parents=True, exist_ok=True)
    _write_grant(board, pin, store, centre, out, issued_at, kdf)
    trust = board.trust()
    signers = board.signers("issuing", pin, trust)
    rooms = registered_centre(board, centre_number).rooms
    data = write_candidates(store.candidates(centre_number), rooms, trust.version, signers)
    write_whole(out / f"{centre_number}.candidates", [data])
    write_list(out)


def _write_grant(
    board: BoardFolder,
    pin: str,
    store: IssuedSitting,
    centre: KeptCentre,
    out: Path,
    issued_at: datetime,
    kdf: KdfCost,
) -> None:
    trust = board.trust()
    packages = [
        GrantedKeys(
            one.package_id,
            one.manifest_sha256,
            store.manifest(one.package_id).exam.show_preliminary_score,
            one.keys(),
        )
        for one in store.record().packages
    ]
    rooms = registered_centre(board, centre.centre_number).rooms
    plan = GrantPlan(store.sitting_id, issued_at.isoformat(), trust.version, kdf, rooms)
    grant = make_grant(plan, centre, packages, board.signers("issuing", pin, trust))
    write_whole(out / f"{centre.centre_number}.examgrant", [grant])
