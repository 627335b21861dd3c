"""Receive bundles: verify everything, open them, set the official score, write results and a signed receipt.

Every bundle stands for itself: one that is refused is named with its code and the next one goes on. Nothing is
written of a bundle before its last check has passed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from koperta_crypto import strict_json
from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.signing import SigningKey
from koperta_packages.board.folder import BoardFolder
from koperta_packages.board.storage import IssuedSitting
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import OfficialStatement
from koperta_packages.package_writer import write_whole
from koperta_packages.trust import TrustDocument
from koperta_sync.board.received import ReceivedStore, SeenBundle, check_succession
from koperta_sync.board.replay import Replay
from koperta_sync.board.results import write_table
from koperta_sync.board.scoring import Outcome, check_issued, score_all
from koperta_sync.bundle.reader import BundleFile
from koperta_sync.bundle.receipt import Receipt, sign_receipt
from koperta_sync.bundle.signers import Signers
from koperta_sync.terminal import add_pin_options, print_refusal, read_pin, refusing_calmly

_EXAMPLE = "example: koperta board receive board proba-1-1.exambundle --out wyniki"
ANSWER_KEYS = ("answer-primary", "answer-escrow")


@dataclass(frozen=True, slots=True)
class BoardDesk:
    """Hold the board's opened keys for receiving."""

    board: BoardFolder
    trust: TrustDocument
    storage_key: bytes = field(repr=False)
    answer_key: ExchangeKey
    receipt_keys: list[SigningKey]

    @classmethod
    def open(cls, board: BoardFolder, pin: str, answer_key: str = ANSWER_KEYS[0]) -> BoardDesk:
        """Open the keys with the PIN; `answer_key` names the file: primary, or escrow when that one is lost."""
        trust = board.trust()
        return cls(
            board,
            trust,
            board.storage_key(pin),
            board.exchange_key(answer_key, pin),
            board.signers("receipt", pin, trust),
        )


@dataclass(frozen=True, slots=True)
class ReceivedBundle:
    """Hold a bundle the board has taken, with what it adds up to and where everything was written."""

    path: Path
    sha256: str
    bundle: BundleFile
    officials: tuple[OfficialStatement, ...]
    outcome: Outcome
    results: Path
    summary: Path
    receipt: Path


def receive(desk: BoardDesk, path: Path, out: Path, received_at_ms: int) -> ReceivedBundle:
    """Take one bundle and write results, summary and receipt into `out`.

    Raises PackageError: BUNDLE codes, PKG_SIGNER_REVOKED, PKG_UNSUPPORTED_VERSION, IO_ERROR. Receiving the
    same bundle again writes the same results and a new receipt.
    """
    bundle = BundleFile.open(path)
    sha256 = bundle.check_bytes()
    signers, officials = bundle.signers(desk.trust)
    _check_registered(desk.board, signers, officials)
    manifest = bundle.manifest
    store = IssuedSitting.at(desk.board, manifest.sitting_id, desk.storage_key)
    record, issued = check_issued(manifest, store)
    replay = Replay(manifest)
    bundle.read_records(bundle.unwrap(desk.answer_key), replay.take)
    replay.finish()
    seen = _seen(bundle, sha256, replay)
    memory = ReceivedStore.at(desk.board, desk.storage_key)
    check_succession(memory.seen(manifest.sitting_id, manifest.room_id), manifest, bundle.manifest_sha256, seen)
    outcome = score_all(replay, store, record, issued)
    memory.keep(msgspec.structs.replace(seen, rows=outcome.rows), path)
    return _write(desk, memory, bundle, sha256, officials, outcome, out, received_at_ms)


def _check_registered(board: BoardFolder, signers: Signers, officials: Sequence[OfficialStatement]) -> None:
    """Hold the statements in the bundle against the board's own register of the centre."""
    registered = board.registration(signers.room.centre_number)
    if registered is None or registered.room(signers.room.room_id) != signers.room:
        raise PackageError(Code.BUNDLE_UNKNOWN_ROOM, signers.room.room_id)
    for one in officials:
        if one not in registered.officials:
            raise PackageError(Code.BUNDLE_BAD_SIGNATURE, f"{one.official_id} is not registered")


def _seen(bundle: BundleFile, sha256: str, replay: Replay) -> SeenBundle:
    manifest = bundle.manifest
    return SeenBundle(
        manifest.centre_number,
        manifest.sitting_id,
        manifest.room_id,
        manifest.export_number,
        sha256,
        bundle.manifest_sha256,
        replay.heads[1].hex(),
        replay.heads[2].hex(),
        (),
    )


def _write(
    desk: BoardDesk,
    memory: ReceivedStore,
    bundle: BundleFile,
    sha256: str,
    officials: tuple[OfficialStatement, ...],
    outcome: Outcome,
    out: Path,
    received_at_ms: int,
) -> ReceivedBundle:
    manifest = bundle.manifest
    out.mkdir(parents=True, exist_ok=True)
    stem = f"{manifest.sitting_id}-{manifest.room_id}-{manifest.export_number}"
    results = out / f"results-{manifest.sitting_id}.csv"
    summary = out / f"{stem}.summary.json"
    receipt = out / f"{stem}.receipt"
    rows = [row for seen in memory.of_sitting(manifest.sitting_id) for row in seen.rows]
    write_whole(results, [write_table(rows)])
    write_whole(summary, [_summary(bundle, sha256, officials, outcome, received_at_ms)])
    confirmed = Receipt(
        sha256,
        bundle.manifest_sha256,
        manifest.centre_number,
        manifest.sitting_id,
        manifest.room_id,
        manifest.export_number,
        manifest.sitting.events,
        outcome.counts,
        received_at_ms,
    )
    # Last of all: whoever holds a receipt may archive, so everything else must be safe before.
    write_whole(receipt, [sign_receipt(confirmed, desk.receipt_keys)])
    return ReceivedBundle(bundle.path, sha256, bundle, officials, outcome, results, summary, receipt)


def _summary(
    bundle: BundleFile,
    sha256: str,
    officials: Sequence[OfficialStatement],
    outcome: Outcome,
    received_at_ms: int,
) -> bytes:
    manifest = bundle.manifest
    value = {
        "format": "koperta-receive-summary/1",
        "bundle_sha256": sha256,
        "manifest_sha256": bundle.manifest_sha256,
        "centre_number": manifest.centre_number,
        "sitting_id": manifest.sitting_id,
        "room_id": manifest.room_id,
        "export_number": manifest.export_number,
        "trial": manifest.trial,
        "received_at_ms": received_at_ms,
        "events": {"sitting": manifest.sitting.events, "room": manifest.room.events},
        "signed_by": [{"official_id": one.official_id, "role": one.role.value} for one in officials],
        "witnesses": len(manifest.witnesses),
        "forms_recomputed": outcome.forms,
        "counts": msgspec.to_builtins(outcome.counts),
        "differences": [msgspec.to_builtins(one) for one in outcome.differences],
        "objections": [
            {"sequence": one.sequence, "candidate_id": one.candidate_id, "what": one.what} for one in outcome.objections
        ],
    }
    return strict_json.dumps(value)


def main(argv: list[str]) -> int:
    """Run `koperta board receive`; 2 when any bundle is refused."""
    parser = argparse.ArgumentParser(prog="koperta board receive", description=__doc__, epilog=_EXAMPLE)
    parser.add_argument("board", type=Path, metavar="DIR", help="the board's folder")
    parser.add_argument("bundles", type=Path, nargs="+", metavar="BUNDLE", help="*.exambundle")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="for results and receipts")
    parser.add_argument("--answer-key", choices=ANSWER_KEYS, default=ANSWER_KEYS[0], metavar="NAME")
    add_pin_options(parser)
    arguments = parser.parse_args(argv)
    return refusing_calmly(lambda: _receive_all(arguments))


def _receive_all(arguments: argparse.Namespace) -> int:
    board = BoardFolder.found(arguments.board)
    pin = read_pin(arguments.pin_file, "PIN of the board's keys")
    desk = BoardDesk.open(board, pin, arguments.answer_key)
    refused = 0
    for path in arguments.bundles:
        print(path.name, flush=True)
        try:
            taken = receive(desk, path, arguments.out, int(time.time() * 1000))
        except PackageError as error:
            print_refusal(error)
            refused += 1
        else:
            _print(taken)
    return 2 if refused else 0


def _print(taken: ReceivedBundle) -> None:
    manifest, outcome = taken.bundle.manifest, taken.outcome
    counts = outcome.counts
    signed = ", ".join(f"{one.name} ({one.role.value})" for one in taken.officials)
    print(f"  signatures: room {manifest.room_id}; {signed}")
    print(f"  journal: {manifest.sitting.events} events, the chain holds, witnesses: {len(manifest.witnesses)}")
    print(f"  draw: {outcome.forms} forms computed again, all agree")
    print(f"  candidates: {counts.sat} sat, {counts.absent} absent, {counts.exempt} exempt")
    for one in outcome.differences:
        print(
            f"  NOTE {one.candidate_id}: shown {one.shown_right}/{one.shown_total}, "
            f"official score {one.right}/{one.total}"
        )
    if not outcome.differences:
        print("  the official scores are those shown to the candidates")
    for objection in outcome.objections:
        print(f"  NOTE event {objection.sequence} {objection.candidate_id}: {objection.what}")
    print(f"  results: {taken.results}\n  receipt: {taken.receipt}")
