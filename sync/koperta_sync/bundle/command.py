"""Run `koperta bundle verify`: check a bundle without any private key of the board."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from koperta_packages.errors import Code, PackageError
from koperta_packages.registration import REGISTRATION_TYPE, read_registration
from koperta_packages.trust import TrustDocument, accept_chain, peek_version
from koperta_sync.bundle.reader import BundleFile
from koperta_sync.terminal import refusing_calmly

_EXAMPLE = "example: koperta bundle verify proba-1-1.exambundle --trust 306401-00042.registration"


def main(argv: list[str]) -> int:
    """Run one bundle command; 2 for a refusal."""
    parser = argparse.ArgumentParser(prog="koperta bundle", description=__doc__, epilog=_EXAMPLE)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    verify = commands.add_parser("verify", help="check lengths, signatures and every byte of a bundle", epilog=_EXAMPLE)
    verify.add_argument("bundle", type=Path, metavar="FILE", help="*.exambundle")
    verify.add_argument(
        "--trust",
        type=Path,
        nargs="+",
        required=True,
        metavar="FILE",
        help="the board's trust documents from version 1 on (*.trust), or the centre's *.registration",
    )
    verify.add_argument("--board", metavar="FINGERPRINT", help="refuse trust documents of any other board")
    verify.add_argument("--key", type=Path, metavar="FILE", help="the 32-byte stream key, to open the contents too")
    arguments = parser.parse_args(argv)
    return refusing_calmly(lambda: _verify(arguments))


def read_trust(paths: Sequence[Path], expected_board: str | None = None) -> TrustDocument:
    """Return the newest trust document in `*.trust` files in any order, or in one `*.registration`.

    Raises PackageError.
    """
    contents = [path.read_bytes() for path in paths]
    mark = REGISTRATION_TYPE.encode("ascii")
    if len(contents) == 1 and contents[0][2 : 2 + len(mark)] == mark:
        return read_registration(contents[0], None, expected_board=expected_board).trust
    return accept_chain(sorted(contents, key=peek_version), None, expected_board=expected_board)


def _verify(arguments: argparse.Namespace) -> int:
    trust = read_trust(arguments.trust, arguments.board)
    _say(f"Trust document: version {trust.version}, board {trust.board} ({trust.fingerprint})")
    bundle = BundleFile.open(arguments.bundle)
    manifest = bundle.manifest
    _say(
        f"Envelope: in order; sitting {manifest.sitting_id}, centre {manifest.centre_number}, "
        f"export {manifest.export_number}{', TRIAL' if manifest.trial else ''}"
    )
    sha256 = bundle.check_bytes()
    _say(f"Contents: {manifest.ciphertext_length} bytes agree with the list in the file")
    signers, officials = bundle.signers(trust)
    people = ", ".join(f"{one.name} ({one.role.value})" for one in officials)
    _say(f"Signatures: room {signers.room.label} ({signers.room.room_id}); {people}")
    if arguments.key is not None:
        bundle.read_records(_stream_key(arguments.key))
        _say(
            f"Journal: {manifest.sitting.events} events of the sitting and {manifest.room.events} of the room, "
            f"the chain holds, {len(manifest.witnesses)} workstations agree"
        )
    else:
        _say(f"Journal: {manifest.sitting.events} events; only the board can open the contents")
    counts = manifest.counts
    _say(f"Candidates: {counts.sat} sat, {counts.absent} absent, {counts.exempt} exempt")
    _say(f"SHA-256: {sha256}")
    return 0


def _stream_key(path: Path) -> bytes:
    """Return 32 bytes from a file, as they are or in hexadecimal digits."""
    data = path.read_bytes()
    if len(data) == 32:
        return data
    try:
        return bytes.fromhex(data.decode("ascii").strip())
    except ValueError as error:
        raise PackageError(Code.BUNDLE_KEY_MISMATCH, f"{path.name} is not a stream key") from error


def _say(line: str) -> None:
    print(line)
    sys.stdout.flush()
