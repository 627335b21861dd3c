"""Run the room until it is told to stop: open the port, announce it, report readiness as one JSON line."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from koperta_crypto.certificates import make_request
from koperta_crypto.signing import SigningKey
from koperta_operator.room.disk.guard import RESERVE
from koperta_operator.room.disk.logs import QuotaLog
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.garbage import collect_rarely, collect_when_quiet
from koperta_operator.room.journal.errors import NotDurableError
from koperta_operator.room.server.app import listen
from koperta_operator.room.server.desk import LOCAL_CONSOLE
from koperta_operator.room.server.port import LOOPBACK
from koperta_operator.room.service import Room
from koperta_operator.room.settings import Settings
from koperta_operator.room.standby.promotion import is_standby, load_promotion
from koperta_operator.room.standby.taking_over import take_over, unlock_again
from koperta_packages.errors import Code, PackageError
from koperta_packages.unlocking import Unlocked
from koperta_sync.credentials import Credentials, CredentialsError, load, save
from koperta_sync.discovery import Announcement, Announcer, local_addresses
from koperta_sync.protocol.pairing import MachineRole

LOG = logging.getLogger(__name__)


class Addresses:
    """Tell where the room is served, once the port is known."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.port = settings.port

    def hosts(self) -> tuple[str, ...]:
        """Return the addresses to tell others: those set, or this machine's own."""
        return self._settings.addresses or tuple(local_addresses()) or (LOOPBACK,)

    def __call__(self) -> tuple[str, ...]:
        return tuple(f"{host}:{self.port}" for host in self.hosts())


async def serve(
    folder: RoomFolder,
    settings: Settings,
    *,
    stop_on_eof: bool = False,
    announce: bool = True,
    stop: asyncio.Event | None = None,
    keys: Mapping[str, Unlocked] | None = None,
) -> None:
    """Serve until SIGTERM, SIGINT or, if asked, the end of standard input; or until `stop` is set.

    `keys` are those of sittings that were unlocked while this machine was the standby. Raises PackageError,
    JournalError or OSError when the room cannot start.
    """
    if is_standby(folder):
        raise PackageError(Code.ROOM_IS_STANDBY, f"{folder.root} is a standby's")
    log = QuotaLog(folder.logs, settings.disk.log_quota_mb * 1024 * 1024)
    logging.getLogger().addHandler(log)
    try:
        await _serve(folder, settings, log, stop or told_to_stop(stop_on_eof), keys or {}, announce=announce)
    except NotDurableError:  # already at the start: the next one has the reserve to write in
        (folder.root / RESERVE).unlink(missing_ok=True)
        raise
    finally:
        logging.getLogger().removeHandler(log)
        log.close()


async def _serve(
    folder: RoomFolder,
    settings: Settings,
    log: QuotaLog,
    stop: asyncio.Event,
    keys: Mapping[str, Unlocked],
    *,
    announce: bool,
) -> None:
    addresses = Addresses(settings)
    room = Room(folder, settings, addresses, log)
    async with contextlib.AsyncExitStack() as ending:
        ending.push_async_callback(room.stop)
        await room.start()
        if (promotion := load_promotion(folder)) is not None:
            await take_over(room, promotion)
        await room.elsewhere.ask()
        runner, addresses.port = await listen(room, settings.addresses, settings.port)
        ending.push_async_callback(runner.cleanup)
        await _local_console(room, folder.local_console, addresses.port)
        if announce:
            announcer = _announcer(room, addresses)
            announcer.start()
            ending.push_async_callback(announcer.close)
        collect_rarely()
        quiet = asyncio.get_running_loop().create_task(collect_when_quiet(room.anybody_solving))
        ending.push_async_callback(_ended, quiet)
        _say_ready(room, addresses)
        opening = asyncio.get_running_loop().create_task(unlock_again(room, keys))
        ending.push_async_callback(_ended, opening)
        await stop.wait()


def _announcer(room: Room, addresses: Addresses) -> Announcer:
    announcement = Announcement(room_id=room.identity.room_id, label=room.identity.label, port=addresses.port)
    return Announcer(announcement, addresses=lambda: list(addresses.hosts()))


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _local_console(room: Room, folder: Path, port: int) -> None:
    """Let the console on this machine in: whoever may read the room's folder is at the machine anyway."""
    address = f"{LOOPBACK}:{port}"
    try:
        known = load(folder)
    except CredentialsError:
        known = None
    if known is not None and room.machines.admitted(known.fingerprint) is not None:
        save(known.at(address), folder)
        return
    if room.terms.superseded_by:  # nobody new is let in
        return
    if known is not None and not room.machines.known(known.fingerprint) and known.room_id == room.identity.room_id:
        # The console of this machine while it was the standby.
        await room.machines.readmit_local_console(known, LOCAL_CONSOLE)
        save(known.at(address), folder)
        return
    key_pem, request_pem = make_request("local console")
    answer_key = SigningKey.generate()
    certificate, _fingerprint = await room.machines.enrol_local_console(
        request_pem.decode("ascii"), answer_key.public.hex(), LOCAL_CONSOLE
    )
    credentials = Credentials(
        role=MachineRole.CONSOLE,
        key_pem=key_pem.decode("ascii"),
        certificate_pem=certificate,
        authority_pem=room.lan.authority.certificate_pem.decode("ascii"),
        server_name=room.lan.server_name,
        addresses=(address,),
        room_id=room.identity.room_id,
        label=room.identity.label,
        answer_seed=answer_key.seed().hex(),
    )
    save(credentials, folder)


def _say_ready(room: Room, addresses: Addresses) -> None:
    """Print one JSON line; a closed standard output must not end the room."""
    line = {"ready": room.identity.room_id, "port": addresses.port, "addresses": list(addresses()), "pid": os.getpid()}
    with contextlib.suppress(OSError, ValueError):
        print(json.dumps(line), flush=True)
    LOG.info("room %s is ready on port %d", room.identity.room_id, addresses.port)


def told_to_stop(stop_on_eof: bool) -> asyncio.Event:
    """Return an event that is set when somebody wants this program to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT"):
        with contextlib.suppress(NotImplementedError, ValueError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
            loop.add_signal_handler(getattr(signal, name), stop.set)
    if stop_on_eof:

        def read() -> None:
            with contextlib.suppress(OSError, ValueError):
                while sys.stdin.buffer.read(1):
                    pass
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(stop.set)

        # A daemon thread, because a pipe that nobody closes must not keep the program alive.
        threading.Thread(target=read, name="stdin", daemon=True).start()
    return stop
