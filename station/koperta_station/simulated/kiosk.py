"""Put a simulated candidate at a workstation of their own: folder, pairing, session, clock."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from koperta_station.desk import LinkFactory
from koperta_station.pace import DEFAULT_PACE, Pace
from koperta_station.session import KioskSession
from koperta_station.simulated.behaviour import Behaviour
from koperta_station.simulated.candidate import Knowledge, Person, SimulatedCandidate
from koperta_station.state import KioskState
from koperta_sync import credentials as pairing
from koperta_sync import uptime
from koperta_sync.credentials import Credentials, NotPairedError
from koperta_sync.enrolment import Enrolment
from koperta_sync.pairing_client import pair_by_file
from koperta_sync.transport import RoomAwayError

_PAIRING_RETRY_SECONDS = 1.0


class SystemClock:
    """Tell this machine's time."""

    def mono_ms(self) -> int:
        """Return the monotonic clock in milliseconds."""
        return time.monotonic_ns() // 1_000_000

    def wall_ms(self) -> int:
        """Return the calendar time in milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000

    def asleep_ms(self) -> int:
        """Return how long this machine has slept since its start."""
        return uptime.asleep_ms()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold how an exam ended at one seat; `chosen` is what the candidate remembers."""

    person: Person
    seat_number: int
    state: KioskState
    chosen: dict[str, str]


class SimulatedKiosk:
    """Hold one seat of a simulation."""

    def __init__(
        self,
        folder: Path,
        credentials: Credentials,
        person: Person,
        behaviour: Behaviour,
        random: Random,
        *,
        knowledge: Knowledge | None = None,
        link_factory: LinkFactory | None = None,
        pace: Pace = DEFAULT_PACE,
    ) -> None:
        """`folder` is this seat's alone."""
        self.person = person
        self.seat_number = credentials.seat_number
        self.session = KioskSession(
            folder, credentials, SystemClock(), self._changed, link_factory, screen_size="1366x768", pace=pace
        )
        self.candidate = SimulatedCandidate(self.session, person, behaviour, random, knowledge=knowledge)

    async def sit(self) -> Outcome:
        """Run the workstation until its candidate's exam is over and the room holds everything."""
        serving = asyncio.get_running_loop().create_task(self.session.run())
        sitting = asyncio.get_running_loop().create_task(self.candidate.sit())
        try:
            await asyncio.wait([serving, sitting], return_when=asyncio.FIRST_COMPLETED)
            if serving.done() and not sitting.done():
                serving.result()
                raise RuntimeError("the workstation has ended before the exam")
            return Outcome(self.person, self.seat_number, sitting.result(), self.candidate.chosen)
        finally:
            for task in (sitting, serving):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await task

    def _changed(self, state: KioskState) -> None:
        self.candidate.notice(state)


async def paired(folder: Path, enrolment: Enrolment, seat_number: int) -> Credentials:
    """Return the pairing stored in a seat's folder, or pair by the file; waits while the room is away.

    Raises PairingError, RefusedError, CredentialsError, EnrolmentError.
    """
    try:
        return pairing.load(folder)
    except NotPairedError:
        pass
    while True:
        try:
            credentials = await pair_by_file(enrolment, seat_number, f"simulated-{seat_number}")
        except RoomAwayError:
            await asyncio.sleep(_PAIRING_RETRY_SECONDS)
        else:
            await asyncio.to_thread(pairing.save, credentials, folder)
            return credentials
