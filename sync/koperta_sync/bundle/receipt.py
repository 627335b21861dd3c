"""Say that the board holds a bundle: what a receipt states, how it is made and how a room reads it.

A receipt names one file by its SHA-256. Until it is imported, the console says "not delivered" (D33).
"""

from __future__ import annotations

import msgspec

from koperta_crypto.signing import SigningKey
from koperta_packages import documents
from koperta_packages.documents import Count, Hex32, Identifier
from koperta_packages.errors import Code, PackageError
from koperta_packages.trust import TrustDocument, open_signed
from koperta_sync.bundle.manifest import Counts

RECEIPT_TYPE = "koperta/receipt/1"
RECEIPT_LIMIT = 64 * 1024


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what the board confirms; `received_at_ms` is the board's wall clock, UTC."""

    bundle_sha256: Hex32
    manifest_sha256: Hex32
    centre_number: Identifier
    sitting_id: Identifier
    room_id: Identifier
    export_number: Count
    sitting_events: Count
    counts: Counts
    received_at_ms: Count


def sign_receipt(receipt: Receipt, keys: list[SigningKey]) -> bytes:
    """Return the `.receipt` file, signed by the board's receipt key."""
    return documents.sign(RECEIPT_TYPE, receipt, keys)


def read_receipt(data: bytes, trust: TrustDocument) -> Receipt:
    """Verify a receipt by the receipt role of the trust document. Raises PackageError with PKG codes."""
    payload = open_signed(data, RECEIPT_TYPE, trust, "receipt", limit=RECEIPT_LIMIT)
    return documents.parse(payload, Receipt, limit=RECEIPT_LIMIT)


def check_receipt(receipt: Receipt, bundle_sha256: str, sitting_id: str, export_number: int) -> None:
    """Raise PackageError RECEIPT_FOR_OTHER_BUNDLE unless the receipt is of exactly this bundle."""
    said = (receipt.bundle_sha256, receipt.sitting_id, receipt.export_number)
    if said != (bundle_sha256, sitting_id, export_number):
        raise PackageError(Code.RECEIPT_FOR_OTHER_BUNDLE, f"{receipt.sitting_id} export {receipt.export_number}")
