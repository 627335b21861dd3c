"""Take the board's receipts: until one is here, a sitting counts as not delivered (D33)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from koperta_operator.room.jobs import Job
from koperta_operator.room.library import Library
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.rules import commands as do
from koperta_packages.errors import Code, PackageError
from koperta_packages.import_files import find_files
from koperta_sync.bundle.receipt import RECEIPT_LIMIT, RECEIPT_TYPE, check_receipt, read_receipt


def take_receipts(
    paths: Sequence[Path], library: Library, find: Callable[[str], OpenSitting], actor: str, job: Job
) -> list[Path]:
    """Import the receipts among the files and folders; return the other files. Runs in a job's thread."""
    rest = []
    for path in find_files(paths):
        if _is_receipt(path):
            _take(path, library, find, actor, job)
        else:
            rest.append(path)
    return rest


def _is_receipt(path: Path) -> bool:
    name = RECEIPT_TYPE.encode()
    try:
        with path.open("rb") as file:
            return file.read(2 + len(name)) == len(name).to_bytes(2, "big") + name
    except OSError as error:
        raise PackageError(Code.IO_ERROR, f"{path.name}: {error.strerror}") from error


def _take(path: Path, library: Library, find: Callable[[str], OpenSitting], actor: str, job: Job) -> None:
    job.begin("Potwierdzenie komisji")
    if library.trust is None:
        raise PackageError(Code.TRUST_TOO_OLD, "no trust document yet")
    with path.open("rb") as file:
        data = file.read(RECEIPT_LIMIT + 1)
    receipt = read_receipt(data, library.trust)
    if receipt.room_id != library.identity.room_id:
        raise PackageError(Code.RECEIPT_FOR_OTHER_BUNDLE, f"a receipt for room {receipt.room_id}")
    sitting = find(receipt.sitting_id)
    exported = sitting.exported_from_thread()
    check_receipt(receipt, exported.bundle_sha256, sitting.sitting_id, exported.export_number)
    digest = hashlib.sha256(data).hexdigest()
    sitting.from_thread(do.RecordReceipt(actor=actor, bundle_sha256=receipt.bundle_sha256, receipt_sha256=digest))
    job.settle(f"zmiana {sitting.sitting_id}, {receipt.counts.sat} zdających, {receipt.counts.answers} odpowiedzi")
