"""Be the command `koperta room`: make a room, serve it, back it up, restore it."""

from __future__ import annotations

import argparse
import asyncio
import errno
import getpass
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from koperta_operator.room.backup import IDENTITY_FILE, back_up, load_identity, restore, save_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.errors import DatabaseAwayError, JournalError, JournalInUseError, NotDurableError
from koperta_operator.room.rebuild.command import add_rebuild
from koperta_operator.room.settings import (
    DEFAULT_PORT,
    SMALL_DISK,
    DiskSettings,
    Settings,
    SettingsError,
    load_settings,
    parse_journal_url,
    write_settings,
)
from koperta_operator.room.standby.command import add_promote, run_standby
from koperta_operator.room.supervisor import CANNOT_START, TRY_AGAIN, supervise
from koperta_packages.errors import GUIDANCE, Code, PackageError
from koperta_packages.identity import RoomIdentity, make_room_request
from koperta_sync.durable import write_durably
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.terminal import print_told, refusing_calmly, within

REQUEST_FILE = "room.request"
Serve = Callable[..., Coroutine[Any, Any, None]]
LAST_PORT = 65_535
_EXAMPLE = "example: koperta room {}"
_PORT_CODES = {errno.EADDRINUSE: Code.PORT_IN_USE, errno.EADDRNOTAVAIL: Code.ADDRESS_UNKNOWN}


def main(argv: Sequence[str]) -> int:
    """Run the command; return the exit code (0 done, 2 refused with the reason)."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(
        level=logging.INFO if getattr(arguments, "verbose", False) else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    return refusing_calmly(lambda: _act(arguments))


def _act(arguments: argparse.Namespace) -> int:
    """Run what was asked for; what can go wrong in a room leaves as a PackageError with its code."""
    try:
        return int(arguments.run(arguments))
    except RefusedError as error:
        said = error.refusal
        print_told(said.code, said.sentence, said.next_step, said.detail)
        return CANNOT_START
    except SettingsError as error:
        raise PackageError(Code.SETTINGS_INVALID, str(error)) from error
    except DatabaseAwayError as error:
        return _try_again(error)
    except NotDurableError as error:
        if load_settings(RoomFolder(arguments.folder).settings).journal_url is None:
            return _disk_refuses(error)
        return _try_again(error)
    except JournalInUseError as error:
        raise PackageError(Code.ROOM_IN_USE, str(error)) from error
    except JournalError as error:
        raise PackageError(Code.JOURNAL_REFUSED, str(error)) from error
    except OSError as error:
        code = _PORT_CODES.get(error.errno or 0)
        if code is None:
            raise
        raise PackageError(code, error.strerror or str(error)) from error


def _disk_refuses(error: JournalError) -> int:
    """Say that the disk refuses; a supervisor starts the room again, as after any error of the disk."""
    from koperta_operator.room.actor import EXIT_NOT_DURABLE

    guidance = GUIDANCE[Code.JOURNAL_REFUSED]
    print_told(Code.JOURNAL_REFUSED, guidance.sentence, guidance.next_step, str(error))
    return EXIT_NOT_DURABLE


def _try_again(error: JournalError) -> int:
    """Say that the database is away; a supervisor starts the room again until it is there."""
    guidance = GUIDANCE[Code.DATABASE_AWAY]
    print_told(Code.DATABASE_AWAY, guidance.sentence, guidance.next_step, str(error))
    return TRY_AGAIN


_port = within(0, LAST_PORT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="koperta room",
        description="The room: server of one operator machine.",
        epilog=_EXAMPLE.format("run room"),
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    _add_init(commands)
    _add_serving(commands)
    _add_backups(commands)
    add_rebuild(commands)
    add_promote(commands)
    return parser


def _add_init(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    init = commands.add_parser(
        "init",
        help="make a room: its identity and the request the board certifies",
        epilog=_EXAMPLE.format("init room --centre 306401-00042 --label 'pracownia 12' --exam-room 'sala 12'"),
    )
    init.add_argument("folder", type=Path, metavar="FOLDER", help="data folder to make")
    init.add_argument("--centre", required=True, help="the centre's identification number")
    init.add_argument("--label", required=True, help="the name people see, for example 'sala 12'")
    init.add_argument("--exam-room", action="append", default=[], help="an exam room served here; may be repeated")
    init.add_argument("--port", type=_port, default=DEFAULT_PORT, help="the one TCP port (default %(default)s)")
    init.add_argument("--address", action="append", default=[], help="serve on this address only; may be repeated")
    init.add_argument("--journal-url", help="keep the journals in PostgreSQL: postgresql+psycopg://user@host/database")
    init.add_argument(
        "--small-disk", action="store_true", help="hold little of the disk back and begin with little (demonstrations)"
    )
    init.set_defaults(run=_init)


def _add_serving(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, run, text in (
        ("run", _run, "serve the room and start it again if it ends by itself"),
        ("serve", _serve, "serve the room once, without a supervisor"),
        ("standby", _standby, "follow the room from a second machine, ready to be promoted"),
        ("standby-serve", _standby_serve, "follow the room once, without a supervisor"),
    ):
        one = commands.add_parser(name, help=text, epilog=_EXAMPLE.format(f"{name} room --port 9443"))
        one.add_argument("folder", type=Path, metavar="FOLDER", help="the room's data folder")
        one.add_argument("--port", type=_port, help="another port than in room.toml; 0 takes a free one")
        one.add_argument("--address", action="append", help="serve on this address only; may be repeated")
        one.add_argument("--stop-on-eof", action="store_true", help="stop when standard input ends")
        one.add_argument("--no-announce", action="store_true", help="do not announce the room by multicast")
        one.add_argument("--verbose", action="store_true", help="say on standard error what happens")
        one.set_defaults(run=run)
        if run is _standby:
            one.add_argument("--primary", metavar="HOST:PORT", help="where the room is; needed the first time")


def _add_backups(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    save = commands.add_parser(
        "backup",
        help="seal the room's identity under a passphrase into a folder or stick",
        epilog=_EXAMPLE.format("backup room /media/stick"),
    )
    save.add_argument("folder", type=Path, metavar="FOLDER", help="the room's data folder")
    save.add_argument("target", type=Path, metavar="STICK", help="folder to write into")
    save.add_argument("--passphrase-file", type=Path, help="read the passphrase from a file (for scripts)")
    save.set_defaults(run=_backup)

    back = commands.add_parser(
        "restore",
        help="make a room from a sealed backup",
        epilog=_EXAMPLE.format("restore room /media/stick/pracownia-12-r3a25ttr.koperta-backup"),
    )
    back.add_argument("folder", type=Path, metavar="FOLDER", help="data folder to make")
    back.add_argument("backup", type=Path, metavar="FILE", help="*.koperta-backup")
    back.add_argument("--passphrase-file", type=Path, help="read the passphrase from a file (for scripts)")
    back.set_defaults(run=_restore)


def _init(arguments: argparse.Namespace) -> int:
    folder = RoomFolder(arguments.folder)
    if (folder.identity / IDENTITY_FILE).exists():
        raise PackageError(Code.ALREADY_THERE, f"{folder.root} holds a room already; choose another folder")
    url = parse_journal_url(arguments.journal_url) if arguments.journal_url else None
    identity = RoomIdentity.create(arguments.centre, arguments.label)
    folder.create()
    save_identity(folder, identity)
    rooms, addresses = tuple(arguments.exam_room), tuple(arguments.address)
    disk = SMALL_DISK if arguments.small_disk else DiskSettings()
    write_settings(folder.settings, Settings(rooms, arguments.port, addresses, url, disk))
    request = folder.root / REQUEST_FILE
    write_durably(request, make_room_request(identity))
    print(f"Room {identity.label} has the id {identity.room_id}.")
    print(f"Send {request} to the board; import the registration file that comes back.")
    print(f"Then back the identity up on a stick: koperta room backup {folder.root} STICK")
    return 0


def _settings(arguments: argparse.Namespace) -> Settings:
    found = load_settings(RoomFolder(arguments.folder).settings)
    port = found.port if arguments.port is None else arguments.port
    addresses = tuple(arguments.address) if arguments.address else found.addresses
    return replace(found, port=port, addresses=addresses)


def _run(arguments: argparse.Namespace) -> int:
    return supervise(_passed(arguments))


def _standby(arguments: argparse.Namespace) -> int:
    return run_standby(arguments, _passed(arguments))


def _passed(arguments: argparse.Namespace) -> list[str]:
    passed = [str(arguments.folder)]
    passed += ["--port", str(arguments.port)] if arguments.port is not None else []
    for address in arguments.address or []:
        passed += ["--address", address]
    for flag in ("stop_on_eof", "no_announce", "verbose"):
        passed += [f"--{flag.replace('_', '-')}"] if getattr(arguments, flag) else []
    return passed


def _standby_serve(arguments: argparse.Namespace) -> int:
    from koperta_operator.room.standby.process import serve_standby

    return _served(arguments, serve_standby)


def _serve(arguments: argparse.Namespace) -> int:
    from koperta_operator.room.serve import serve

    return _served(arguments, serve)


def _served(arguments: argparse.Namespace, serve: Serve) -> int:
    work = serve(
        RoomFolder(arguments.folder),
        _settings(arguments),
        stop_on_eof=arguments.stop_on_eof,
        announce=not arguments.no_announce,
    )
    try:
        _run_loop(work)
    except KeyboardInterrupt:
        return 0
    return 0


def _run_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run on uvloop where the platform has it: a sixth of the memory per connection; asyncio elsewhere."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(work)
    else:
        uvloop.run(work)


def _backup(arguments: argparse.Namespace) -> int:
    folder = RoomFolder(arguments.folder)
    path, digest = back_up(folder, load_identity(folder), arguments.target, _passphrase(arguments, again=True))
    print(f"Written and read back: {path}\nSHA-256 {digest}\nKeep it apart from the machine and its passphrase.")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    identity = restore(RoomFolder(arguments.folder), arguments.backup.read_bytes(), _passphrase(arguments))
    print(f"Room {identity.label} ({identity.room_id}) is back in {arguments.folder}.")
    print("Import the board's files again, and pair the workstations: their table was on the old disk.")
    return 0


def _passphrase(arguments: argparse.Namespace, *, again: bool = False) -> str:
    if arguments.passphrase_file is not None:
        try:
            return str(arguments.passphrase_file.read_text("utf-8")).strip()
        except UnicodeDecodeError as error:
            raise PackageError(
                Code.SECRET_FILE_INVALID, f"{arguments.passphrase_file} is not a text in UTF-8"
            ) from error
    typed = getpass.getpass("Passphrase of the backup: ")
    if again and getpass.getpass("The same again: ") != typed:
        raise PackageError(Code.SECRETS_DIFFER, "the two passphrases differ")
    return typed
