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


def main(argv: list[str]) -> int:
    """Run one bundle command; 2 for a refusal."""
    parser = argparse.ArgumentParser(prog="koperta bundle", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    verify = commands.add_parser("verify", help="check lengths, signatures and every byte of a bundle")
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
    _say(f"Wykaz kluczy: wersja {trust.version}, komisja {trust.board} ({trust.fingerprint})")
    bundle = BundleFile.open(arguments.bundle)
    manifest = bundle.manifest
    _say(
        f"Budowa pliku: w porządku; zmiana {manifest.sitting_id}, ośrodek {manifest.centre_number}, "
        f"eksport {manifest.export_number}{', PRÓBA' if manifest.trial else ''}"
    )
    sha256 = bundle.check_bytes()
    _say(f"Treść: {manifest.ciphertext_length} bajtów zgodnych z wykazem w pliku")
    signers, officials = bundle.signers(trust)
    people = ", ".join(f"{one.name} ({one.role.value})" for one in officials)
    _say(f"Podpisy: sala {signers.room.label} ({signers.room.room_id}); {people}")
    if arguments.key is not None:
        bundle.read_records(_stream_key(arguments.key))
        _say(
            f"Dziennik: {manifest.sitting.events} zdarzeń zmiany i {manifest.room.events} sali, łańcuch zgodny, "
            f"zgodny z {len(manifest.witnesses)} stanowiskami"
        )
    else:
        _say(f"Dziennik: {manifest.sitting.events} zdarzeń; treść otworzy tylko komisja")
    counts = manifest.counts
    _say(f"Zdający: {counts.sat} pisało, {counts.absent} nieobecnych, {counts.exempt} zwolnionych")
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
