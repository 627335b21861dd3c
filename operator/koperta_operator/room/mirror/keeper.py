"""Have the mirror that officials set: after an act, and again after every start of the room."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from koperta_crypto.errors import CryptoError
from koperta_crypto.kdf import derive
from koperta_crypto.sealing import open_sealed, seal
from koperta_operator.room.copies import Copies
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.media import place
from koperta_operator.room.mirror.progress import SAME_DISK, WHY, view_of
from koperta_operator.room.mirror.stick import StickFolder, on_other_device
from koperta_operator.room.mirror.writer import StickMirror
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.room_events import MirrorSet
from koperta_operator.room.server.desk import Act, Console
from koperta_packages.identity import RoomIdentity
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import MirrorTo, Ok
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import Lamp, MirrorState, MirrorView

_LOG = logging.getLogger(__name__)
_PLACE = b"koperta/mirror-folder/1"
KEY_FILE = "sitting.key"
_ASK_S = 5.0


class MirrorKeeper:
    """Start and stop the mirror, and say how it is."""

    def __init__(self, folder: RoomFolder, identity: RoomIdentity, ledger: RoomLedger, copies: Copies) -> None:
        self._folder = folder
        self._identity = identity
        self._ledger = ledger
        self._copies = copies
        self._mirror: StickMirror | None = None
        self._where = ""

    def acts(self) -> dict[type[Message], Act]:
        """Return the acts by request."""
        return {MirrorTo: self._mirror_to}

    def start(self) -> None:
        """Go on with the mirror that was set before the room's program ended; never waits for the stick."""
        if sealed := self._ledger.state.mirror.sealed_folder:
            try:
                where = open_sealed(self._key(), bytes.fromhex(sealed), _PLACE).decode()
            except (CryptoError, ValueError):
                _LOG.warning("where the mirror was is not readable on this machine; set it again")
                return
            self._begin(where)

    async def stop(self) -> None:
        """Write what is left, unless the stick hangs."""
        mirror, self._mirror, self._where = self._mirror, None, ""
        if mirror is not None:
            self._copies.remove(mirror)
            if not await asyncio.to_thread(mirror.stop):
                _LOG.warning("the stick does not answer; the mirror lacks the last events")

    def view(self) -> MirrorView:
        """Return what consoles show."""
        if self._mirror is None:
            return MirrorView(state=MirrorState.OFF)
        return view_of(self._mirror.progress, self._where)

    def lamp(self) -> Lamp:
        """Return the lamp of the mirror."""
        state = self.view().state
        if state is MirrorState.OFF:
            return Lamp(name="stick", state="off", why=WHY[state])
        if state is MirrorState.WRITING and self._ledger.state.mirror.other_disk:
            return Lamp(name="stick", state="ok")
        return Lamp(name="stick", state="warn", why=WHY[state] or SAME_DISK)

    async def _mirror_to(self, console: Console, message: MirrorTo) -> Message:
        event = MirrorSet()
        if message.folder:
            folder = place(message.folder)
            sealed = seal(self._key(), message.folder.encode(), _PLACE).hex()
            try:
                other = await _asked(lambda: _checked(folder, self._folder.root))
            except (OSError, TimeoutError) as error:
                raise RefusedError(Refused.FILE_REFUSED, f"{folder}: {error!r}", path=message.folder) from error
            event = MirrorSet(sealed_folder=sealed, other_disk=other)
        await self._ledger.record(event, console.actor)
        await self.stop()
        if message.folder:
            self._begin(message.folder)
        return Ok()

    def _begin(self, where: str) -> None:
        self._where = where
        apart_from = self._folder.root if self._ledger.state.mirror.other_disk else None
        stick = StickFolder(Path(where), apart_from=apart_from)
        self._mirror = StickMirror(stick, self._identity, self._copies, self._files())
        self._copies.add(self._mirror)
        self._mirror.start()

    def _files(self) -> Callable[[], Sequence[tuple[str, Path]]]:
        """Return what lists the board's files and the sittings' sealed keys, all of them sealed as they lie here."""

        def listed() -> list[tuple[str, Path]]:
            found: list[tuple[str, Path]] = []
            with contextlib.suppress(OSError):
                for path in self._folder.root.glob(f"sittings/*/{KEY_FILE}"):
                    found.append((f"{path.parent.name}.{KEY_FILE}", path))
                kept = (path for path in self._folder.files.iterdir() if path.is_file() and path.suffix != ".part")
                found += sorted(((path.name, path) for path in kept), key=lambda one: one[1].stat().st_size)
            return found

        return listed

    def _key(self) -> bytes:
        return derive(self._identity.signing.seed(), "koperta/room-text/1")


def _checked(folder: Path, room: Path) -> bool:
    """Return whether a folder lies on another disk than the room; OSError when it is no folder."""
    if not (folder.is_absolute() and folder.is_dir()):
        raise NotADirectoryError(f"{folder} is no folder")
    return on_other_device(folder, room)


async def _asked(look: Callable[[], bool]) -> bool:
    """Look at a stick in a thread that nobody waits for at the end; TimeoutError when the stick hangs."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[bool] = loop.create_future()

    def settle(value: bool, error: OSError | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(value)

    def work() -> None:
        value, failed = False, None
        try:
            value = look()
        except OSError as error:
            failed = error
        with contextlib.suppress(RuntimeError):  # the loop was closed: nobody waits any more
            loop.call_soon_threadsafe(settle, value, failed)

    threading.Thread(target=work, name="stick", daemon=True).start()
    return await asyncio.wait_for(answer, _ASK_S)
