"""Be the officials at the operator's desk: every act is the console's own request, signed in with a key file."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from koperta_operator.demo import plan
from koperta_operator.demo.board_part import Issued
from koperta_operator.demo.places import DemoError, Places
from koperta_operator.demo.voice import Say, reasons, told
from koperta_operator.room.folder import RoomFolder
from koperta_sync.console_client import ConsoleClient
from koperta_sync.credentials import Credentials, load, save
from koperta_sync.enrolment import Enrolment, read_enrolment
from koperta_sync.officials import open_official_key, read_official_card
from koperta_sync.pairing_client import pair_by_file
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import (
    BackUpRoom,
    DrawSeats,
    ImportFiles,
    JobProgress,
    Ok,
    Rehearse,
    Unlock,
    WriteCards,
    WriteEnrolment,
    Written,
)
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.room_view import RoomView, SittingView, Tile

BACKUP_PASSPHRASE = "zapasowy klucz na pokaz"
CONNECT_S = 20.0
T = TypeVar("T", bound=Message)


@dataclass(slots=True)
class Desk:
    """Hold the consoles of the officials, by role, and the sitting they work on."""

    issued: Issued
    places: Places
    say: Say
    consoles: dict[str, ConsoleClient] = field(default_factory=dict)

    @property
    def room(self) -> RoomView:
        """Return the room's last word about itself."""
        view = self.consoles["operator"].state.room
        if view is None:
            raise DemoError("the room has not been heard of yet")
        return view

    @property
    def sitting(self) -> SittingView:
        """Return the sitting as the console shows it; DemoError before it is imported."""
        found = self.shown_sitting
        if found is None:
            raise DemoError(f"the room does not show the sitting {self.issued.sitting_id}")
        return found

    @property
    def shown_sitting(self) -> SittingView | None:
        """Return the sitting, or None where it is not shown: before its import, and by a standby."""
        return next((one for one in self.room.sittings if one.sitting_id == self.issued.sitting_id), None)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """Return the wall."""
        return tuple(self.consoles["operator"].state.tiles.values())

    async def ask(self, role: str, message: Message, reply: type[T]) -> T:
        """Make a request as an official; DemoError when the room refuses."""
        try:
            return await self.consoles[role].ask(message, reply)
        except RefusedError as error:
            raise DemoError(
                f"{role}: {type(message).__name__} was refused: {error.refusal.sentence} {error}"
            ) from error

    async def job(self, role: str, message: Message) -> JobProgress:
        """Run a job as an official to its end; DemoError with what failed."""
        try:
            ended = await self.consoles[role].job(message)
        except RefusedError as error:
            raise DemoError(
                f"{role}: {type(message).__name__} was refused: {error.refusal.sentence} {error}"
            ) from error
        if ended.failed:
            raise DemoError(f"{role}: {type(message).__name__} failed: {reasons(ended)}")
        return ended


@contextlib.asynccontextmanager
async def desk(issued: Issued, places: Places, say: Say) -> AsyncIterator[Desk]:
    """Connect a console for each official; the board's files are imported by the first one, before any sign-in."""
    credentials = load(RoomFolder(places.room).local_console)
    found = Desk(issued, places, say)
    try:
        for role in issued.keys:
            client = ConsoleClient(credentials, lambda _state, _news: None)
            found.consoles[role] = client
            client.start()
            try:
                await asyncio.wait_for(client.welcome(), CONNECT_S)
            except TimeoutError as error:
                raise DemoError(f"the room has not answered a console within {CONNECT_S:.0f} s") from error
        yield found
    finally:
        for client in found.consoles.values():
            await client.close()


async def take_in(at: Desk) -> None:
    """Import the board's files, sign the officials in, rehearse, and back the room's identity up."""
    imported = await at.job("operator", ImportFiles(paths=tuple(str(one) for one in at.issued.files)))
    at.say("console", f"{len(at.issued.files)} files of the board imported: {told(imported)}")
    await sign_in(at)
    await until(lambda: any(one.sitting_id == at.issued.sitting_id for one in at.room.sittings), 10, "the sitting")
    rehearsed = await at.job("operator", Rehearse(sitting_id=at.issued.sitting_id))
    at.say("operator", f"rehearsed without the passphrase: {told(rehearsed)}")
    backup = BackUpRoom(folder=str(at.places.sticks[1]), passphrase=BACKUP_PASSPHRASE)
    written = await at.ask("operator", backup, Written)
    at.say("operator", f"room identity backed up, sealed: {Path(written.paths[0]).name}")


async def sign_in(at: Desk) -> None:
    """Sign every official in at the console of their own."""
    for role, client in at.consoles.items():
        data = at.issued.keys[role].read_bytes()
        key = await asyncio.to_thread(open_official_key, data, at.issued.pins[role])
        signed = await client.sign_in(read_official_card(data)[0], key)
        at.say("console", f"{signed.name} signed in as {signed.role}")


async def back_at_work(at: Desk, term: int, seconds: float) -> None:
    """Wait until every console works with the room of this term; each signs its official in again by itself."""

    def there(client: ConsoleClient) -> bool:
        state = client.state
        return (
            client.link.connected and state.official is not None and state.room is not None and state.room.term >= term
        )

    await until(lambda: all(map(there, at.consoles.values())), seconds, "the consoles to find the room again")


async def enrol(at: Desk, seats: Sequence[int]) -> tuple[Enrolment, Path]:
    """Write the enrolment file and pair every workstation with it, as from a stick carried from seat to seat."""
    message = WriteEnrolment(folder=str(at.places.sticks[0]), exam_room=plan.EXAM_ROOM, seats=tuple(seats))
    path = Path((await at.ask("operator", message, Written)).paths[0])
    enrolment = read_enrolment(path.read_bytes())
    for seat in seats:
        paired = await pair_by_file(enrolment, seat, f"stanowisko-{seat}")
        await asyncio.to_thread(_keep, paired, workstation_folder(at.places, seat))
    at.say("workstations", f"{len(seats)} paired from the enrolment file (room key {enrolment.fingerprint})")
    return enrolment, path


def _keep(credentials: Credentials, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    save(credentials, folder)


def workstation_folder(places: Places, seat: int) -> Path:
    """Return the folder that stands for one workstation's disk; simulated candidates look for it there too."""
    return places.workstations / f"seat-{seat:04}"


async def seat_everybody(at: Desk) -> tuple[Path, dict[str, int]]:
    """Draw the seats and print the cards; return the cards' PDF and the seats by candidate id."""
    await at.ask("operator", DrawSeats(sitting_id=at.issued.sitting_id), Ok)
    await until(lambda: all(one.seat_number for one in at.sitting.candidates if not one.exempt), 10, "the seat draw")
    seats = {one.candidate_id: one.seat_number for one in at.sitting.candidates if one.seat_number}
    folder = str(at.places.root)
    cards = await at.ask("operator", WriteCards(sitting_id=at.issued.sitting_id, folder=folder), Written)
    at.say("operator", f"seats drawn for {len(seats)} candidates, identification cards printed")
    return Path(cards.paths[0]), seats


async def unlock(at: Desk) -> None:
    """Unlock with the passphrase of the hour."""
    message = Unlock(sitting_id=at.issued.sitting_id, passphrase=at.issued.passphrase)
    ended = await at.job("operator", message)
    drawn = next((one.looked_at for one in ended.checks if one.name == "Zapis w dzienniku"), "")
    forms = drawn.split(" ")[0]
    at.say("operator", f"unlocked with the passphrase (id {at.issued.passphrase_id}): {forms} forms drawn")


async def until(
    condition: Callable[[], bool], seconds: float, what: str, meanwhile: Callable[[], Awaitable[None]] | None = None
) -> None:
    """Wait until something holds; DemoError after so many seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while not condition():
        if loop.time() > deadline:
            raise DemoError(f"waited {seconds:.0f} s in vain for: {what}")
        if meanwhile is not None:
            await meanwhile()
        await asyncio.sleep(0.1)
