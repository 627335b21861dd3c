"""Remember of a room what outlives a connection: its highest term and where its standbys are.

One file `room.json` beside the pairing, replaced at once and on the disk before the term is acted on: a machine that
has once seen a promotion never goes back to the machine that was the room before, not even after a power failure.
"""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from koperta_sync.durable import private_folder, write_durably
from koperta_sync.protocol.base import Message, StandbysChanged
from koperta_sync.protocol.console import ConsoleHello, ConsoleWelcome
from koperta_sync.protocol.standby import StandbyWelcome
from koperta_sync.protocol.workstation import Hello, Welcome
from koperta_sync.terms import FIRST_TERM
from koperta_sync.transport import RoomAwayError, split_address

FILE_NAME = "room.json"
FORMAT = "koperta/room-memory/1"
MAX_ADDRESSES = 16
_log = logging.getLogger(__name__)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    room_id: str
    term: int
    term_proof: str
    addresses: tuple[str, ...]


class RoomMemory:
    """Hold what is known of one room; with a folder it is kept there."""

    def __init__(self, room_id: str, folder: Path | None = None) -> None:
        """Read what is kept. A file that is damaged or of another room counts as none, and is logged."""
        self._path = folder / FILE_NAME if folder is not None else None
        self._room_id = room_id
        self.term = FIRST_TERM
        self.term_proof = ""
        self.addresses: tuple[str, ...] = ()
        self._load()

    def learn(self, term: int, proof: str, addresses: tuple[str, ...]) -> None:
        """Take over what a room says of itself; on the disk when this returns. Raises OSError.

        Addresses are kept, newest first, also those that are no longer told: a room may be anywhere it ever was.
        """
        known = tuple(dict.fromkeys((*addresses, *self.addresses)))[:MAX_ADDRESSES]
        if term < self.term or (term, known) == (self.term, self.addresses):
            return
        higher = term > self.term
        self._keep(term, proof if higher else self.term_proof, known)
        if higher:
            _log.info("the room's term is %d now", term)

    def told(self, hello: Message) -> Message:
        """Return a hello that tells the highest term this machine has seen, unless that is the first."""
        if self.term == FIRST_TERM or not isinstance(hello, Hello | ConsoleHello):
            return hello
        return msgspec.structs.replace(hello, term=self.term, term_proof=self.term_proof)

    def heed(self, welcome: Message, address: str) -> None:
        """Take over a room's term and its standbys, on the disk; RoomAwayError for a room that was superseded.

        The room also tells its standbys when they change: who was connected before has to find them too.
        """
        if isinstance(welcome, StandbysChanged):
            self._take_over(self.term, "", welcome.standbys, address)
        if not isinstance(welcome, Welcome | ConsoleWelcome | StandbyWelcome):
            return
        if welcome.term < self.term:
            raise RoomAwayError(f"{address} has the term {welcome.term}, the room has {self.term}")
        told = () if isinstance(welcome, StandbyWelcome) else welcome.standbys
        self._take_over(welcome.term, welcome.term_proof, told, address)

    def _take_over(self, term: int, proof: str, told: tuple[str, ...], address: str) -> None:
        standbys = tuple(one for one in told if _is_address(one))
        try:
            self.learn(term, proof, standbys)
        except OSError as error:
            if term > self.term:  # to act on a term that a restart forgets could lead back
                raise RoomAwayError(f"the term of {address} cannot be kept: {error}") from error
            _log.warning("the addresses of the standby cannot be kept: %s", error)

    def _keep(self, term: int, proof: str, addresses: tuple[str, ...]) -> None:
        if self._path is not None:
            private_folder(self._path.parent)
            file = _File(FORMAT, self._room_id, term, proof, addresses)
            write_durably(self._path, msgspec.json.format(msgspec.json.encode(file), indent=1))
        self.term, self.term_proof, self.addresses = term, proof, addresses

    def _load(self) -> None:
        if self._path is None:
            return
        try:
            found = msgspec.json.decode(self._path.read_bytes(), type=_File)
        except FileNotFoundError:
            return
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            _log.error("%s cannot be read: %s", self._path, error)
            return
        if (found.format, found.room_id) == (FORMAT, self._room_id) and found.term >= FIRST_TERM:
            self.term, self.term_proof, self.addresses = found.term, found.term_proof, found.addresses


def _is_address(text: str) -> bool:
    try:
        split_address(text)
    except ValueError:
        return False
    return True
