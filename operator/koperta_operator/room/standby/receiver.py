"""Follow the room from the standby: take rows, confirm them once they are on this disk, fetch the board's files."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from koperta_crypto.version import VERSION
from koperta_operator.room.actor import end_program
from koperta_operator.room.copies import ROOM_JOURNAL
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.errors import BrokenChainError
from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.room_events import ROOM_CODEC, FileImported
from koperta_operator.room.rules.room_state import RoomRecord, apply_room
from koperta_operator.room.standby.follower import Follower
from koperta_operator.room.standby.keys import unpacked
from koperta_packages.errors import PackageError
from koperta_packages.identity import RoomIdentity
from koperta_packages.unlocking import Unlocked
from koperta_sync.client import LinkChange, LinkState, RoomLink
from koperta_sync.credentials import Credentials
from koperta_sync.durable import private_folder, sync_contents, sync_folder, write_durably
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.standby import Confirm, JournalRows, Noted, SittingKeys, StandbyHello
from koperta_sync.room_memory import RoomMemory
from koperta_sync.terms import prove_term
from koperta_sync.transport import RoomAwayError

LOG = logging.getLogger(__name__)
PIECE = 4 * 1024 * 1024
RETRY_S = 1.0
SITTING_KEY_LIMIT = 4096


class Receiver:
    """Hold what this machine knows of the room it copies; belongs to the event loop."""

    def __init__(
        self,
        folder: RoomFolder,
        identity: RoomIdentity,
        credentials: Credentials,
        addresses: Callable[[], tuple[str, ...]],
    ) -> None:
        """Open and check the copies; JournalError. `addresses()` is where this machine would serve."""
        self.record = RoomRecord()
        self.keys: dict[str, Unlocked] = {}
        self.change = LinkChange(LinkState.CONNECTING)
        self.heard_at_ms = 0
        self.diverged = ""
        self._folder = folder
        self._identity = identity
        self._addresses = addresses
        self._loop = asyncio.get_running_loop()
        self.follower = Follower(folder, identity.room_id, self._written_in_thread, self._failed_in_thread)
        self._missing: list[str] | None = None
        self._fold(self.follower.room_rows())
        memory = RoomMemory(identity.room_id, folder.standby)
        self.link = RoomLink(
            credentials, MachineRole.STANDBY, self._heard, self._link_changed, hello=self._hello, memory=memory
        )
        self._work: set[asyncio.Task[None]] = set()
        self._fetching: asyncio.Task[None] | None = None

    @property
    def ready(self) -> bool:
        """Tell whether the room is there and this machine could be the room."""
        return self.link.connected and not self.missing() and not self.diverged

    def start(self) -> None:
        """Begin to follow."""
        self.follower.start()
        self.link.start()

    async def close(self) -> None:
        """Leave the room and let go of the copies; what was handed in is written."""
        await self.link.close()
        for task in list(self._work):
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        await asyncio.to_thread(self.follower.close)

    def missing(self) -> list[str]:
        """Return the paths of what is still to be fetched; looked up again when the room's journal names more."""
        if self._missing is None:
            files = [one.sha256 for one in self.record.files.values() if not self._file(one).exists()]
            keys = [one for one in self.record.sittings if not self._key_path(one).exists()]
            self._missing = [f"/v1/standby/files/{one}" for one in files]
            self._missing += [f"/v1/standby/sittings/{one}" for one in keys]
        return self._missing

    # ---- what the room says -----------------------------------------------------------------------

    def _hello(self) -> Message:
        return StandbyHello(
            version=PROTOCOL_VERSION,
            software=VERSION,
            addresses=self._addresses(),
            heads=self.follower.heads(),
            term=self.record.term,
            term_proof=prove_term(self._identity.signing, self._identity.room_id, self.record.term),
        )

    def _heard(self, message: Message) -> None:
        self.heard_at_ms = time.time_ns() // 1_000_000
        if isinstance(message, JournalRows):
            self.follower.put(message)
        elif isinstance(message, SittingKeys):
            try:
                self.keys[message.sitting_id] = unpacked(
                    bytes.fromhex(message.sealed), message.sitting_id, self._identity
                )
            except (PackageError, ValueError) as error:
                LOG.error("the keys of %s cannot be used: %s", message.sitting_id, error)

    def _link_changed(self, change: LinkChange) -> None:
        self.change = change
        if change.refusal is not None:
            LOG.error("the room refuses this standby: %s %s", change.refusal.code, change.refusal.detail)

    # ---- what was written -------------------------------------------------------------------------

    def _written_in_thread(self, journal: str, rows: Sequence[StoredEvent], sequence: int, head: bytes) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended; the rows are on the disk all the same
            self._loop.call_soon_threadsafe(self._written, journal, rows, sequence, head)

    def _failed_in_thread(self, journal: str, error: BaseException) -> None:
        if not isinstance(error, BrokenChainError):
            end_program(error)
        LOG.critical("the copy of %s stands still: %s", journal, error)
        self.diverged = f"{journal}: {error}"

    def _written(self, journal: str, rows: Sequence[StoredEvent], sequence: int, head: bytes) -> None:
        if journal == ROOM_JOURNAL:
            self._fold(rows)
            self._fetch_if_missing()
        self._spawn(self._confirm(journal, sequence, head))

    def _fold(self, rows: Sequence[StoredEvent]) -> None:
        self._missing = None
        for row in rows:
            at = At(row.seq, row.boot, row.mono_ms, row.wall_ms, row.actor)
            apply_room(self.record, ROOM_CODEC.decode(row.kind, row.body), at)

    async def _confirm(self, journal: str, sequence: int, head: bytes) -> None:
        confirm = Confirm(journal=journal, sequence=sequence, head=head.hex(), missing=len(self.missing()))
        try:
            await self.link.request(confirm, Noted)
        except (RoomAwayError, RefusedError) as error:
            LOG.info("not confirmed: %s", error)

    # ---- files ------------------------------------------------------------------------------------

    def _fetch_if_missing(self) -> None:
        if self.missing() and (self._fetching is None or self._fetching.done()):
            self._fetching = self._spawn(self._fetch_all())

    async def _fetch_all(self) -> None:
        while missing := self.missing():
            try:
                for path in missing:
                    await self._fetch(path)
                self._missing = None
            except (RoomAwayError, RefusedError, OSError) as error:
                LOG.warning("%s cannot be fetched yet: %s", missing[0], error)
                await asyncio.sleep(RETRY_S)
        head = next(one for one in self.follower.heads() if one.journal == ROOM_JOURNAL)
        await self._confirm(ROOM_JOURNAL, head.sequence, bytes.fromhex(head.head))

    async def _fetch(self, path: str) -> None:
        name = path.rpartition("/")[2]
        if "/sittings/" in path:
            data = await self.link.fetch(path, limit=SITTING_KEY_LIMIT)
            private_folder(self._folder.sitting(name))
            await asyncio.to_thread(write_durably, self._key_path(name), data)
            return
        target = self._file(self.record.files[name])
        staged = target.with_suffix(".part")
        digest = hashlib.sha256()
        with staged.open("wb") as writer:
            while piece := await self.link.fetch(f"{path}?from={writer.tell()}", limit=PIECE):
                digest.update(piece)
                await asyncio.to_thread(writer.write, piece)
            writer.flush()
            await asyncio.to_thread(sync_contents, writer.fileno())
        if digest.hexdigest() != name:
            staged.unlink()
            raise RoomAwayError(f"{path} came with other bytes")
        staged.replace(target)
        sync_folder(target.parent)

    def _file(self, file: FileImported) -> Path:
        return self._folder.files / f"{file.sha256}.{file.file_kind}"

    def _key_path(self, sitting_id: str) -> Path:
        return self._folder.sitting(sitting_id) / "sitting.key"

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self._loop.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return task
