"""Stay with the room of a folder on this machine: whenever its process runs, this console is in.

The room writes the console's credentials when it starts, with the port it serves on; a room that was
never started has none yet, and one that was restarted may serve on another port.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QProcess

from koperta_crypto.signing import SigningKey
from koperta_operator.console.desk import OnChange
from koperta_operator.room.folder import RoomFolder
from koperta_sync.client import LinkChange, LinkState
from koperta_sync.console_client import ConsoleClient, ConsoleState
from koperta_sync.credentials import Credentials, CredentialsError, load
from koperta_sync.protocol.acts import ActRequest
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import JobProgress, SignedIn
from koperta_sync.transport import RoomAwayError

T = TypeVar("T", bound=Message)
LOOK_SECONDS = 1.0
LOG_FILE = "room.log"


def start_room(folder: Path) -> bool:
    """Start the room's process so that it outlives this window; False when it could not be started."""
    process = QProcess()
    process.setProgram(sys.executable)
    process.setArguments(["-m", "koperta_operator.room", "run", str(folder)])
    process.setStandardInputFile(QProcess.nullDevice())
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(str(folder / LOG_FILE), QProcess.OpenModeFlag.Append)
    # The stubs promise a process number beside it; what comes is the one truth value.
    return bool(process.startDetached())


class LocalRoom:
    """Be a `ConsoleClient` that finds its credentials in the room's folder, as soon and as often as needed."""

    def __init__(self, folder: Path, on_change: OnChange) -> None:
        self._folder = RoomFolder(folder).local_console
        self._on_change = on_change
        self._client: ConsoleClient | None = None
        self._credentials: Credentials | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look for the room."""
        self._task = asyncio.get_running_loop().create_task(self._watch(), name="local-room")

    async def close(self) -> None:
        """Disconnect."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._client is not None:
            await self._client.close()

    async def sign_in(self, official_id: str, key: SigningKey) -> SignedIn:
        """Sign an official in."""
        return await self._needed().sign_in(official_id, key)

    async def sign_out(self) -> None:
        """Sign the official out."""
        await self._needed().sign_out()

    async def ask(self, message: Message, reply: type[T]) -> T:
        """Make a request."""
        return await self._needed().ask(message, reply)

    async def job(self, message: Message) -> JobProgress:
        """Start a job and wait for its end."""
        return await self._needed().job(message)

    def seconded(self, request: ActRequest, official_id: str, key: SigningKey) -> ActRequest:
        """Add a second person's signature to a request."""
        return self._needed().seconded(request, official_id, key)

    def _needed(self) -> ConsoleClient:
        if self._client is None:
            raise RoomAwayError("the room on this machine does not run")
        return self._client

    async def _watch(self) -> None:
        while True:
            if self._client is None or not self._client.link.connected:
                await self._look()
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> None:
        try:
            found = await asyncio.to_thread(load, self._folder)
        except CredentialsError:
            if self._client is None:
                self._on_change(ConsoleState(link=LinkChange(LinkState.AWAY)), None)
            return
        known, self._credentials = self._credentials, found
        if self._client is None or known is None or known.fingerprint != found.fingerprint:
            if self._client is not None:
                await self._client.close()
            self._client = ConsoleClient(found, self._on_change, self._folder)
            self._client.start()
        elif known.addresses != found.addresses:
            for address in found.addresses:
                self._client.link.hint(address)
