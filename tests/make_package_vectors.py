"""Make the vectors in `tests/vectors/package/` anew: `python -m tests.make_package_vectors`.

They hold a sitting with secrets that protect nothing, every intermediate value a reader derives,
and damaged files with the code each must be refused with. Nonces and keys are random, so the files
differ at every run; what they must lead to does not.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from koperta_crypto import passphrase as typed
from koperta_crypto.kdf import combine
from koperta_packages import documents
from koperta_packages.amendments import WithdrawCandidate
from koperta_packages.board.amending import amend_centre
from koperta_packages.grant import Grant, Slot, SlotKind, open_share, slot_context, stretch_secret
from koperta_packages.identity import RoomIdentity
from koperta_packages.manifest import MANIFEST_TYPE
from koperta_packages.package import MAGIC, PackageFile
from koperta_packages.unlocking import open_rehearsal, unlock_review
from tests.board_fixture import PIN, IssuedSittingForTest, issue_sitting
from tests.board_sources import SITTING

FOLDER = Path(__file__).parent / "vectors" / "package"


def main() -> None:
    """Write all files and `cases.json`."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        issued = issue_sitting(Path(folder), candidates=2, tasks=2, pictures=1, fresh=True)
        cases = _good(issued) + _damaged(issued)
        _write("cases.json", _json({"cases": cases}))
        _write("secrets.json", _json(_secrets(issued)))


def _write(name: str, data: bytes) -> None:
    (FOLDER / name).write_bytes(data)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _case(name: str, data: bytes, kind: str, expect: str, why: str) -> dict[str, str]:
    _write(name, data)
    return {"file": name, "kind": kind, "expect": expect, "why": why}


def _good(issued: IssuedSittingForTest) -> list[dict[str, str]]:
    centre = issued.centre
    change = WithdrawCandidate(f"{centre.centre_number}-0002")
    folder = issued.folder.parent / "amended"
    amended = amend_centre(issued.board, PIN, SITTING, centre.centre_number, [change], folder)
    _write("room.identity", issued.room.to_bytes())
    return [
        _case("1.trust", issued.board.trust_chain()[0], "trust", "ok", "the board's first trust"),
        _case("good.registration", centre.registration.read_bytes(), "registration", "ok", "as issued"),
        _case("good.exampkg", issued.issue.packages[0].read_bytes(), "package", "ok", "as issued"),
        _case("good.examgrant", centre.grant.read_bytes(), "grant", "ok", "as issued"),
        _case("good.candidates", centre.candidates.read_bytes(), "candidates", "ok", "as issued"),
        _case("good.amendment", amended.amendment.read_bytes(), "amendment", "ok", "one withdrawn"),
    ]


def _damaged(issued: IssuedSittingForTest) -> list[dict[str, str]]:
    good = issued.issue.packages[0].read_bytes()
    package = issued.packages()[0]
    body = good[package.body_offset :]
    signers = issued.board.signers("issuing", PIN)
    single = documents.sign(MANIFEST_TYPE, package.manifest, signers[:1])
    roots = documents.sign(MANIFEST_TYPE, package.manifest, issued.board.signers("root", PIN))
    future = documents.sign(MANIFEST_TYPE[:-1] + "2", package.manifest, signers)
    grant = issued.centre.grant.read_bytes()
    variants = [
        ("cut-envelope", good[:100], "PKG_TRUNCATED", "cut inside the envelope"),
        ("cut-last-byte", good[:-1], "PKG_TRUNCATED", "the last byte is missing"),
        ("tail", good + b"\0", "PKG_TRAILING_DATA", "one byte too many"),
        ("text-copy", good.replace(b"\r\n", b"\n"), "PKG_NOT_A_PACKAGE", "line ends converted"),
        ("magic-2", b"EXPKG\x02" + good[6:], "PKG_UNSUPPORTED_VERSION", "magic of version 2"),
        ("type-2", _framed(future, body), "PKG_UNSUPPORTED_VERSION", "payload type of version 2"),
        ("huge", MAGIC + b"\xff" * 4 + body, "PKG_LIMIT_EXCEEDED", "envelope of 4 GiB announced"),
        ("one-signer", _framed(single, body), "PKG_THRESHOLD_NOT_MET", "one of two signatures"),
        ("root-signed", _framed(roots, body), "PKG_UNKNOWN_SIGNER", "signed by another role"),
        ("flipped-manifest", _flipped(good, 200), "PKG_BAD_SIGNATURE", "one bit of the payload"),
        ("flipped-segment", _flipped(good, -1), "PKG_SEGMENT_CORRUPT", "the last bit but seven"),
    ]
    cases = [_case(f"{name}.exampkg", data, "package", code, why) for name, data, code, why in variants]
    cases.append(_case("flipped.examgrant", _flipped(grant, 200), "grant", "PKG_BAD_SIGNATURE", "one bit"))
    return cases


def _framed(envelope: bytes, body: bytes) -> bytes:
    return MAGIC + len(envelope).to_bytes(4, "big") + envelope + body


def _flipped(data: bytes, position: int) -> bytes:
    damaged = bytearray(data)
    damaged[position] ^= 1
    return bytes(damaged)


def _secrets(issued: IssuedSittingForTest) -> dict[str, object]:
    grant, package, record = issued.grant(), issued.packages()[0], issued.centre.record
    typed_secrets = {
        SlotKind.PASSPHRASE_ROOM: record.passphrase,
        SlotKind.EMERGENCY: record.emergency_code,
        SlotKind.REVIEW: record.review_code,
        SlotKind.REHEARSAL: grant.rehearsal_phrase,
    }
    slots = [
        _slot_values(grant, slot, typed_secrets[slot.kind], issued.room)
        for slot in grant.slots
        if slot.room_id in {None, issued.room.room_id}
    ]
    return {
        "passphrase": record.passphrase,
        "emergency_code": record.emergency_code,
        "review_code": record.review_code,
        "centre_secret": record.centre_secret,
        "fingerprint": issued.board.fingerprint,
        "manifest_sha256": package.manifest_sha256,
        "slots": slots,
        "segments": _segment_values(issued, package),
    }


def _slot_values(grant: Grant, slot: Slot, secret: str, room: RoomIdentity) -> dict[str, str]:
    context = slot_context(grant, slot)
    stretched = stretch_secret(typed.normalise(secret), slot)
    values = {"kind": slot.kind.value, "context": context.hex(), "s1": stretched.hex()}
    shares = [stretched]
    if slot.room_id is not None:
        shares.append(open_share(grant, slot, room.exchange))
        values["s2"] = shares[1].hex()
    both = combine(context, shares, "koperta/kek/1", 64)
    return {**values, "kek": both[:32].hex(), "commit": both[32:].hex()}


def _segment_values(issued: IssuedSittingForTest, package: PackageFile) -> list[dict[str, object]]:
    grant = issued.grant()
    review = unlock_review(issued.centre.record.review_code, grant, [package], issued.room)
    canary = open_rehearsal(grant, issued.room).keys[package.package_id]
    keys = {**review.keys[package.package_id], **canary}
    values = []
    for segment in package.manifest.segments:
        key = keys[segment.compartment]
        plain = bytes(package.open_segment(segment.id, key))
        values.append(
            {
                "id": segment.id,
                "compartment_key": key.hex(),
                "segment_key": package.segment_key(segment.id, key).hex(),
                "plain_length": len(plain),
                "plain_sha256": hashlib.sha256(plain).hexdigest(),
            }
        )
    return values


if __name__ == "__main__":
    main()
