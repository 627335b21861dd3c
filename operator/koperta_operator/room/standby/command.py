"""Be the commands `koperta room standby` and `koperta room promote`."""

from __future__ import annotations

import argparse
import asyncio
import platform
from pathlib import Path

from koperta_crypto.signing import SigningKey
from koperta_operator.room.backup import load_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.lan import open_lan
from koperta_operator.room.standby.promotion import load_promotion
from koperta_operator.room.supervisor import supervise
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import RoomIdentity
from koperta_sync.console_client import ConsoleClient
from koperta_sync.credentials import Credentials, CredentialsError, NotPairedError, load, save
from koperta_sync.durable import private_folder
from koperta_sync.officials import open_official_key, read_official_card
from koperta_sync.pairing_client import PairingStep, pair_by_code
from koperta_sync.protocol.console import OfficialSignature, Ok, Promote
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.terminal import read_pin
from koperta_sync.terms import promotion_bytes
from koperta_sync.transport import RoomAwayError

ANSWER_S = 15.0
_SERVER_FILES = ("server.key", "server.pem")


def add_promote(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `promote` to the commands of a room."""
    one = commands.add_parser(
        "promote",
        help="make the standby on this machine the room; two officials, or one with --break-glass",
        epilog="example: koperta room promote zapas --key nowak.key --key kowal.key",
    )
    one.add_argument("folder", type=Path, metavar="FOLDER", help="the standby's data folder; its program must run")
    one.add_argument("--key", type=Path, action="append", required=True, help="an official's key file; give two")
    one.add_argument("--pin-file", type=Path, action="append", default=[], help="PINs in the order of the keys")
    one.add_argument("--break-glass", metavar="REASON", default="", help="one official alone, with the reason in words")
    one.set_defaults(run=_promote)


def run_standby(arguments: argparse.Namespace, passed: list[str]) -> int:
    """Pair this machine with the room, once, then follow it under supervision."""
    folder = RoomFolder(arguments.folder)
    if load_promotion(folder) is None:
        _paired(folder, load_identity(folder), arguments.primary)
    return supervise(passed, "standby-serve")


def keep_pairing(folder: RoomFolder, identity: RoomIdentity, credentials: Credentials) -> None:
    """Make a folder that holds the room's identity a standby's; RefusedError PAIRING_FAILED for another room.

    It gets a server key of its own: the one in the backup is the room's.
    """
    lan = open_lan(folder, identity.room_id)
    authority = lan.authority.certificate_pem.decode("ascii")
    if (credentials.room_id, credentials.authority_pem) != (identity.room_id, authority):
        raise RefusedError(Refused.PAIRING_FAILED, "that room has another identity than the backup restored here")
    for name in _SERVER_FILES:
        (folder.lan / name).unlink(missing_ok=True)
    open_lan(folder, identity.room_id)
    private_folder(folder.standby)
    save(credentials, folder.standby)


def _paired(folder: RoomFolder, identity: RoomIdentity, primary: str | None) -> None:
    try:
        known = load(folder.standby)
    except NotPairedError:
        known = None
    except CredentialsError as error:
        raise PackageError(Code.NOT_A_STANDBY, str(error)) from error
    if known is not None:
        if primary is not None and primary not in known.addresses:
            save(known.at(primary, *known.addresses), folder.standby)
        return
    if folder.journal.exists():
        raise PackageError(Code.ALREADY_THERE, f"{folder.root} has a journal of its own; restore into an empty folder")
    if primary is None:
        raise PackageError(Code.NOT_A_STANDBY, "give --primary HOST:PORT the first time")
    try:
        credentials = asyncio.run(_pair_at_terminal(primary))
    except (RoomAwayError, ValueError) as error:
        raise PackageError(Code.IO_ERROR, f"{primary}: {error}") from error
    keep_pairing(folder, identity, credentials)
    print(f"Paired with {credentials.label}. From now on this machine follows it by itself.", flush=True)


async def _pair_at_terminal(primary: str) -> Credentials:
    def show(step: PairingStep) -> None:
        if step.machine_code:
            print(f"Type this code at the operator's console: {step.machine_code}", flush=True)

    async def typed() -> str:
        return await asyncio.to_thread(input, "Code the console shows then: ")

    return await pair_by_code(primary, MachineRole.STANDBY, platform.node() or "standby", show, typed)


def _promote(arguments: argparse.Namespace) -> int:
    folder = RoomFolder(arguments.folder)
    try:
        credentials = load(folder.local_console)
    except CredentialsError as error:
        raise PackageError(Code.NOT_A_STANDBY, f"start it first: koperta room standby {folder.root}") from error
    keys = [_opened(path, pin) for path, pin in _with_pins(arguments.key, arguments.pin_file)]
    term = asyncio.run(_ask(credentials, folder.local_console, keys, arguments.break_glass))
    print(f"This machine is the room now (term {term}). Workstations come over by themselves.")
    return 0


def _with_pins(keys: list[Path], files: list[Path]) -> list[tuple[Path, Path | None]]:
    padded = [*files, *(None for _ in keys)]
    return list(zip(keys, padded, strict=False))


def _opened(path: Path, pin_file: Path | None) -> tuple[str, SigningKey]:
    data = path.read_bytes()
    official_id, name, _role = read_official_card(data)
    return official_id, open_official_key(data, read_pin(pin_file, f"PIN of {name}"))


async def _ask(credentials: Credentials, folder: Path, keys: list[tuple[str, SigningKey]], reason: str) -> int:
    client = ConsoleClient(credentials, lambda _state, _news: None, folder)
    client.start()
    try:
        async with asyncio.timeout(ANSWER_S):
            await client.welcome()
        return await promote(client, keys, reason)
    except (TimeoutError, RoomAwayError) as error:
        raise PackageError(Code.NOT_A_STANDBY, f"the standby does not answer: {error}") from error
    finally:
        await client.close()


async def promote(client: ConsoleClient, keys: list[tuple[str, SigningKey]], reason: str = "") -> int:
    """Let officials promote the standby a console is connected to; return the term. RefusedError, RoomAwayError."""
    room = client.state.room
    if room is None:
        raise RoomAwayError("the standby has not answered yet")
    term = room.term + 1
    signed = promotion_bytes(room.room_id, term, client.challenge)
    signatures = tuple(
        OfficialSignature(official_id=official_id, signature=key.sign(signed).hex()) for official_id, key in keys
    )
    await client.ask(Promote(signatures=signatures, reason=reason), Ok)
    return term
