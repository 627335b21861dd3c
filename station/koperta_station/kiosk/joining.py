"""Join this machine to a room: find it, pair by codes or by a file, keep the pairing. No widgets here.

What is found on the network is a hint. The old pairing of the machine, if any, is replaced only when
a new one has succeeded.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import platform
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStorageInfo, Signal

from koperta_sync.credentials import Credentials, save
from koperta_sync.desktop.bridge import Call, Mailbox, NetworkThread
from koperta_sync.enrolment import LIMIT, SUFFIX, Enrolment, EnrolmentError, read_enrolment
from koperta_sync.pairing_client import PairingStep, pair_by_code, pair_by_file
from koperta_sync.protocol.pairing import MachineRole

if TYPE_CHECKING:
    from koperta_sync.discovery import FoundRoom


class Stage(enum.StrEnum):
    """Name the screens of joining."""

    FINDING = "finding"
    PAIRING = "pairing"
    ENROLLING = "enrolling"


@dataclass(frozen=True, slots=True)
class JoiningState:
    """Hold what the screens of joining show."""

    stage: Stage = Stage.FINDING
    rooms: tuple[FoundRoom, ...] = ()
    files: tuple[Path, ...] = ()
    address: str = ""
    step: PairingStep | None = None
    enrolment: Enrolment | None = None
    working: bool = False
    error: Exception | None = None
    can_go_back: bool = False


class Joining(QObject):
    """Carry the acts of the joining screens to the network and back."""

    changed = Signal(object)  # JoiningState
    joined = Signal(object)  # Credentials
    given_up = Signal()  # back to the room this machine is paired with

    def __init__(
        self, network: NetworkThread, folder: Path, *, can_go_back: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.state = JoiningState(can_go_back=can_go_back)
        self._network, self._folder = network, folder
        self._found, self._steps = Mailbox(self), Mailbox(self)
        self._found.arrived.connect(self._room_found)
        self._steps.arrived.connect(lambda step: self.show(step=step, error=None))
        self._codes: asyncio.Queue[str] = asyncio.Queue()
        self._browsing: Call | None = None
        self._pairing: Call | None = None

    def start(self) -> None:
        """Begin to look for rooms and for enrolment files on sticks."""
        self._browsing = self._network.call(self._browse())
        self.look_for_files()

    def stop(self) -> None:
        """Stop whatever is going on."""
        for call in (self._browsing, self._pairing):
            if call is not None:
                call.cancel()

    def look_for_files(self) -> None:
        """Look at the top folder of every mounted volume for enrolment files."""
        self.show(files=tuple(enrolment_files()), error=None)

    def again(self) -> None:
        """Look anew: rooms and files."""
        if self._browsing is not None:
            self._browsing.cancel()
        self.show(rooms=())
        self.start()

    def pair(self, address: str) -> None:
        """Begin to pair by codes with whoever answers at an address."""
        self._codes = asyncio.Queue()
        self.show(stage=Stage.PAIRING, address=address.strip(), step=None, error=None, working=True)
        self._pairing = self._network.call(
            self._pair(address.strip(), self._codes), self._paired, lambda error: self._failed(error, Stage.PAIRING)
        )

    def type_room_code(self, digits: str) -> None:
        """Hand over the room's four digits."""
        self._network.post(self._codes.put_nowait, digits)

    def open_file(self, path: Path) -> None:
        """Read an enrolment file and ask for the seat."""
        try:
            if path.stat().st_size > LIMIT:
                raise EnrolmentError("too large", "To nie jest plik łączenia.")
            enrolment = read_enrolment(path.read_bytes())
        except (OSError, EnrolmentError) as error:
            self.show(error=error)
            return
        self.show(stage=Stage.ENROLLING, enrolment=enrolment, error=None, working=False)

    def enrol(self, seat_number: int) -> None:
        """Pair as a seat of the opened file."""
        enrolment = self.state.enrolment
        if enrolment is None:
            return
        self.show(working=True, error=None)
        self._pairing = self._network.call(
            self._enrol(enrolment, seat_number), self._paired, lambda error: self._failed(error, Stage.ENROLLING)
        )

    def give_up(self) -> None:
        """Go one step back: to the search, or to the room this machine knows."""
        if self._pairing is not None:
            self._pairing.cancel()
            self._pairing = None
        if self.state.stage is Stage.FINDING:
            self.given_up.emit()
        else:
            self.show(stage=Stage.FINDING, step=None, enrolment=None, error=None, working=False)

    async def _browse(self) -> None:
        # Here, not above: zeroconf costs memory that a paired workstation need not spend.
        from koperta_sync.discovery import Browser, local_addresses

        rooms = Browser(self._found.post, local_addresses)
        rooms.start()
        try:
            await asyncio.Event().wait()
        finally:
            await rooms.close()

    async def _pair(self, address: str, codes: asyncio.Queue[str]) -> Credentials:
        name = platform.node()
        made = await pair_by_code(address, MachineRole.WORKSTATION, name, self._steps.post, codes.get)
        await asyncio.to_thread(save, made, self._folder)
        return made

    async def _enrol(self, enrolment: Enrolment, seat_number: int) -> Credentials:
        made = await pair_by_file(enrolment, seat_number, platform.node())
        await asyncio.to_thread(save, made, self._folder)
        return made

    def _room_found(self, room: FoundRoom) -> None:
        others = tuple(one for one in self.state.rooms if one.address != room.address)
        self.show(rooms=tuple(sorted((*others, room), key=lambda one: (one.label, one.address))))

    def _paired(self, made: Credentials) -> None:
        self._pairing = None
        self.stop()
        self.joined.emit(made)

    def _failed(self, error: Exception, stage: Stage) -> None:
        self._pairing = None
        self.show(stage=stage, error=error, working=False)

    def show(self, **changes: object) -> None:
        """Change fields of the state and tell the screens."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # names are checked by replace
        self.changed.emit(self.state)


def enrolment_files() -> list[Path]:
    """Return the enrolment files in the top folders of all mounted volumes; what cannot be read is left out."""
    found: list[Path] = []
    for volume in QStorageInfo.mountedVolumes():
        if volume.isValid() and volume.isReady():
            with contextlib.suppress(OSError):
                found += [path for path in Path(volume.rootPath()).iterdir() if path.name.endswith(SUFFIX)]
    return sorted(found)
