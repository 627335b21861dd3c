"""Do what officials ask of the room itself: machines, files, cards, the backup of its identity."""

from __future__ import annotations

import asyncio
from pathlib import Path

from koperta_crypto.kdf import derive
from koperta_crypto.sealing import seal
from koperta_operator.documents.cards import write_cards
from koperta_operator.room.backup import back_up
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.library import Library
from koperta_operator.room.machines import Machines
from koperta_operator.room.media import list_folder, place
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.room_events import IdentityBackedUp
from koperta_operator.room.server.desk import Act, Console
from koperta_operator.room.server.sitting_acts import Find
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import (
    AdmitStrangers,
    ApprovePairing,
    BackUpRoom,
    ListFolder,
    Ok,
    OpenPairing,
    PairingApproved,
    RevokeMachine,
    WriteCards,
    WriteEnrolment,
    Written,
)
from koperta_sync.protocol.refusals import Refused, RefusedError


class RoomActs:
    """Answer requests that concern the room and its machines."""

    def __init__(
        self, folder: RoomFolder, library: Library, ledger: RoomLedger, machines: Machines, find: Find
    ) -> None:
        self._folder = folder
        self._library = library
        self._ledger = ledger
        self._machines = machines
        self._find = find

    def table(self) -> dict[type[Message], Act]:
        """Return the acts by request."""
        return {
            ListFolder: self._list,
            OpenPairing: self._open_pairing,
            ApprovePairing: self._approve,
            WriteEnrolment: self._write_enrolment,
            RevokeMachine: self._revoke,
            AdmitStrangers: self._admit_strangers,
            WriteCards: self._write_cards,
            BackUpRoom: self._back_up,
        }

    async def _list(self, _console: Console, message: ListFolder) -> Message:
        return await asyncio.to_thread(list_folder, message.path)

    async def _open_pairing(self, console: Console, message: OpenPairing) -> Message:
        await self._machines.open_pairing(message.open, console.actor)
        return Ok()

    async def _approve(self, console: Console, message: ApprovePairing) -> Message:
        code, name = await self._machines.approve(message.code, message.exam_room, message.seat_number, console.actor)
        return PairingApproved(room_code=code, machine_name=name)

    async def _write_enrolment(self, console: Console, message: WriteEnrolment) -> Message:
        path = await self._machines.write_enrolment(
            place(message.folder), message.exam_room, message.seats, console.actor
        )
        return Written(paths=(str(path),))

    async def _revoke(self, console: Console, message: RevokeMachine) -> Message:
        await self._machines.revoke(message.fingerprint, self._sealed(message.reason), console.actor)
        return Ok()

    async def _admit_strangers(self, console: Console, _message: AdmitStrangers) -> Message:
        await self._machines.strangers.admit(console.actor)
        return Ok()

    def _sealed(self, text: str) -> str:
        """Seal free text of the room's journal under a key that only this room has."""
        key = derive(self._library.identity.signing.seed(), "koperta/room-text/1")
        return seal(key, text.encode(), b"koperta/room-text/1").hex() if text else ""

    async def _write_cards(self, _console: Console, message: WriteCards) -> Message:
        data = self._find(message.sitting_id).names.data
        path = place(message.folder) / f"karty-{message.sitting_id}.pdf"
        try:
            await asyncio.to_thread(write_cards, path, data.sitting, data.candidates)
        except OSError as error:
            raise RefusedError(Refused.FILE_REFUSED, f"{path}: {error.strerror}", path=str(path)) from error
        return Written(paths=(str(path),))

    async def _back_up(self, console: Console, message: BackUpRoom) -> Message:
        def work() -> tuple[Path, str]:
            return back_up(self._folder, self._library.identity, place(message.folder), message.passphrase)

        try:
            path, digest = await asyncio.to_thread(work)
        except OSError as error:
            raise RefusedError(Refused.FILE_REFUSED, f"{message.folder}: {error.strerror}") from error
        await self._ledger.record(IdentityBackedUp(file_sha256=digest), console.actor)
        return Written(paths=(str(path),))
