"""Be the command `koperta room rebuild`: one guided way from what is left to a room that can be served."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from pathlib import Path

from koperta_crypto.signing import SigningKey
from koperta_operator.room.rebuild.building import SHEET_TEXT, Order, Outcome, rebuild
from koperta_operator.room.settings import DEFAULT_PORT, Settings
from koperta_packages.errors import Code, PackageError
from koperta_sync.officials import open_official_key, read_official_card

_EXAMPLE = (
    "example: koperta room rebuild room2 --backup /media/stick/sala-12.koperta-backup --from /media/mirror"
    " --from /media/capsules --files /media/board --official chair.key --official operator.key"
)


def add_rebuild(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `rebuild` to the commands of `koperta room`."""
    one = commands.add_parser(
        "rebuild",
        help="make a room again from its disk, its standby, its stick and its workstations",
        epilog=_EXAMPLE,
    )
    one.add_argument("folder", type=Path, metavar="NEW_FOLDER", help="data folder to make; empty or not there")
    one.add_argument("--backup", type=Path, required=True, metavar="FILE", help="*.koperta-backup of the room")
    one.add_argument(
        "--from",
        dest="sources",
        type=Path,
        action="append",
        required=True,
        metavar="SOURCE",
        help="an old data folder, a standby's, a stick with the mirror, capsules or a folder of them; repeat",
    )
    one.add_argument("--files", type=Path, action="append", default=[], help="the board's files or a folder of them")
    one.add_argument("--official", type=Path, action="append", default=[], metavar="KEY", help="key file; repeat")
    one.add_argument("--pin-file", type=Path, action="append", default=[], help="PIN of each --official (for scripts)")
    one.add_argument("--break-glass", default="", metavar="REASON", help="one person decides; the reason is recorded")
    one.add_argument("--backup-passphrase-file", type=Path, help="read it from a file (for scripts)")
    one.add_argument(
        "--passphrase-file", type=Path, action="append", default=[], help="passphrase of a sitting, opens capsules"
    )
    one.add_argument("--exam-room", action="append", default=[], help="an exam room served here; may be repeated")
    one.add_argument("--port", type=int, default=DEFAULT_PORT, help="the one TCP port (default %(default)s)")
    one.add_argument("--address", action="append", default=[], help="serve on this address only; may be repeated")
    one.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Rebuild, asking for what was not given; PackageError, JournalError, OSError."""
    order = Order(
        folder=arguments.folder,
        backup=_read(arguments.backup),
        backup_passphrase=_secret(arguments.backup_passphrase_file, "Passphrase of the backup: "),
        sources=tuple(arguments.sources),
        files=tuple(_files(arguments.files)),
        passphrases=tuple(_passphrases(arguments)),
        officials=tuple(_officials(arguments)),
        reason=arguments.break_glass,
        settings=Settings(tuple(arguments.exam_room), arguments.port, tuple(arguments.address)),
    )
    outcome = asyncio.run(rebuild(order, print))
    _say(arguments.folder, outcome)
    return 0


def _say(folder: Path, outcome: Outcome) -> None:
    count = len(outcome.sheet.discrepancies)
    print(f"Room {outcome.identity.label} is rebuilt in {folder}; its term is {outcome.term}.")
    print(f"Discrepancies: {count or 'none'}; the sheet is {folder / SHEET_TEXT}.")
    for line in outcome.sheet.discrepancies:
        print(f"  {line.about}: {line.what}")
    print(f"Next: koperta room run {folder}, then unlock with the passphrase. Workstations come back by themselves.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackageError(Code.IO_ERROR, f"{path}: {error.strerror}") from error


def _secret(path: Path | None, question: str) -> str:
    if path is None:
        return getpass.getpass(question)
    try:
        return path.read_text("utf-8").strip()
    except UnicodeDecodeError as error:
        raise PackageError(Code.SECRET_FILE_INVALID, f"{path} is not a text in UTF-8") from error
    except OSError as error:
        raise PackageError(Code.IO_ERROR, f"{path}: {error.strerror}") from error


def _passphrases(arguments: argparse.Namespace) -> list[str]:
    """Return the sittings' passphrases; asked for only where somebody can answer."""
    if arguments.passphrase_file or not sys.stdin.isatty():
        return [_secret(path, "") for path in arguments.passphrase_file]
    typed = getpass.getpass("Passphrase of the sitting, to open capsules (empty: import them later): ")
    return [typed] if typed.strip() else []


def _officials(arguments: argparse.Namespace) -> list[SigningKey]:
    if arguments.pin_file and len(arguments.pin_file) != len(arguments.official):
        raise PackageError(Code.COMMAND_INVALID, "give one --pin-file for each --official")
    keys = []
    for number, path in enumerate(arguments.official):
        data = _read(path)
        _official_id, name, _role = read_official_card(data)
        pin = _secret(arguments.pin_file[number] if arguments.pin_file else None, f"PIN of {name}: ")
        keys.append(open_official_key(data, pin))
    return keys


def _files(paths: list[Path]) -> list[Path]:
    """Return the files among the paths and below the folders among them, without lists and sheets for people."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        found += [one for one in inside if not one.name.startswith(".") and one.suffix not in (".txt", ".pdf")]
    return found
