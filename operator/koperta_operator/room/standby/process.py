"""Run a standby until it is told to stop, or until people make it the room; then go on as the room.

What it was told in memory stays: the keys of sittings that the room had unlocked. The forms are drawn again from
them and have to be those that the journal names.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import replace

from koperta_operator.room.backup import load_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.lan import open_lan
from koperta_operator.room.serve import Addresses, serve, told_to_stop
from koperta_operator.room.settings import Settings
from koperta_operator.room.standby.app import listen_as_standby
from koperta_operator.room.standby.promotion import load_promotion
from koperta_operator.room.standby.receiver import Receiver
from koperta_operator.room.standby.station import Station
from koperta_packages.errors import Code, PackageError
from koperta_packages.unlocking import Unlocked
from koperta_sync.credentials import CredentialsError, load

LOG = logging.getLogger(__name__)


async def serve_standby(
    folder: RoomFolder, settings: Settings, *, stop_on_eof: bool = False, announce: bool = True
) -> None:
    """Follow the room until SIGTERM, SIGINT or, if asked, the end of standard input; as the room once promoted.

    Raises PackageError, JournalError or OSError when it cannot start.
    """
    stop = told_to_stop(stop_on_eof)
    keys: Mapping[str, Unlocked] = {}
    if load_promotion(folder) is None:
        followed = await _follow(folder, settings, stop)
        if followed is None:
            return
        keys, port = followed
        settings = replace(settings, port=port)
    await serve(folder, settings, announce=announce, stop=stop, keys=keys)


async def _follow(
    folder: RoomFolder, settings: Settings, stop: asyncio.Event
) -> tuple[Mapping[str, Unlocked], int] | None:
    """Return the keys in memory and the port once promoted, None when told to stop."""
    identity = load_identity(folder)
    try:
        credentials = load(folder.standby)
    except CredentialsError as error:
        raise PackageError(Code.NOT_A_STANDBY, str(error)) from error
    addresses = Addresses(settings)
    lan = open_lan(folder, identity.room_id)
    receiver = Receiver(folder, identity, credentials, addresses)
    station = Station(folder, identity, lan, receiver, addresses)
    runner, addresses.port = await listen_as_standby(station, settings.addresses, settings.port)
    watching = asyncio.get_running_loop().create_task(station.watch())
    stopping = asyncio.get_running_loop().create_task(stop.wait())
    deciding = asyncio.get_running_loop().create_task(station.promoted.wait())
    try:
        station.let_local_console_in(addresses.port)
        receiver.start()
        _say_ready(identity.room_id, addresses.port)
        await asyncio.wait([stopping, deciding], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (watching, stopping, deciding):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await receiver.close()
        await runner.cleanup()
    return (receiver.keys, addresses.port) if station.promoted.is_set() else None


def _say_ready(room_id: str, port: int) -> None:
    """Print one JSON line; a closed standard output must not end the standby."""
    with contextlib.suppress(OSError, ValueError):
        print(json.dumps({"standby": room_id, "port": port, "pid": os.getpid()}), flush=True)
    LOG.info("standby of room %s on port %d", room_id, port)
