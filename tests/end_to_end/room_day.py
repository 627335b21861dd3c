"""Play parts of an exam day against a real room: people with cards, sittings of one board, the board's verdict."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from random import Random

from koperta_packages.board.issuing import IssueOptions, issue
from koperta_packages.board.sheets import write_text_only
from koperta_packages.board.storage import IssuedSitting
from koperta_packages.candidates import Candidate
from koperta_packages.exam_spec import load_spec
from koperta_packages.identity import OfficialRole, official_id_of
from koperta_station.simulated.behaviour import Behaviour
from koperta_station.simulated.candidate import Person
from koperta_station.simulated.kiosk import Outcome, SimulatedKiosk
from koperta_sync.board.receive import BoardDesk, ReceivedBundle, receive
from koperta_sync.console_client import ConsoleClient
from koperta_sync.credentials import Credentials, load
from koperta_sync.enrolment import Enrolment
from koperta_sync.protocol.console import CloseSitting, ExportBundle, Ok, PrepareBundle, SignBundle, StartSitting
from tests.board_fixture import CHEAP, ISSUED_AT, PIN, IssuedSittingForTest
from tests.board_sources import write_spec
from tests.real_room import LONG_AGO, official_of, paired, passed, sitting_of, until

__all__ = [
    "ConsoleClient",
    "Credentials",
    "Enrolment",
    "IssuedSittingForTest",
    "Outcome",
    "Person",
    "Random",
    "SimulatedKiosk",
]

BUSY = Behaviour(think_ms=(300, 900), changes_mind=0.3, flags=0.2, leaves_open=0.0)
QUICK = Behaviour(think_ms=(5, 30), changes_mind=0.0, flags=0.0, leaves_open=0.0)


def people(issued: IssuedSittingForTest) -> list[Candidate]:
    """Return the candidates of a sitting in the order of the roster, with their cards."""
    store = IssuedSitting.at(issued.board, issued.issue.sitting_id, issued.board.storage_key(PIN))
    return sorted(store.candidates(issued.centre.centre_number).candidates, key=lambda one: one.candidate_id)


def pairing(folder: Path) -> Credentials:
    """Return the pairing a workstation keeps in its folder."""
    return load(folder)


async def workstation(
    enrolment: Enrolment, seat: int, folder: Path, candidate: Candidate, behaviour: Behaviour = BUSY
) -> SimulatedKiosk:
    """Pair a workstation and sit a candidate down at it."""
    credentials = await paired(enrolment, seat, folder)
    return SimulatedKiosk(
        folder, credentials, Person(candidate.username, candidate.secret), behaviour, Random(f"seat {seat}")
    )


def at_a_free_workstation(folder: Path, candidate: Candidate) -> SimulatedKiosk:
    """Sit a candidate down at a workstation that is paired and where nobody is left."""
    person = Person(candidate.username, candidate.secret)
    return SimulatedKiosk(folder, pairing(folder), person, QUICK, Random(1))


def issue_next(issued: IssuedSittingForTest, sitting_id: str, *, opens_at: str = LONG_AGO) -> IssuedSittingForTest:
    """Let the same board issue another sitting to the same centre."""
    folder = issued.board.path.parent
    spec = write_spec(folder / f"{sitting_id}.toml", sitting_id=sitting_id, opens_at=opens_at)
    options = IssueOptions(kdf=CHEAP, sheet_writer=write_text_only)
    made = issue(issued.board, PIN, load_spec(spec), folder / f"out-{sitting_id}", ISSUED_AT, options)
    return IssuedSittingForTest(issued.board, issued.pin, made, issued.rooms, issued.officials)


async def start(chair: ConsoleClient, sitting_id: str) -> None:
    """Start a sitting as a chair."""
    await chair.ask(StartSitting(sitting_id=sitting_id), Ok)


async def all_ready(client: ConsoleClient, sitting_id: str, count: int) -> None:
    """Wait until so many candidates of a sitting have logged in and confirmed their data."""

    def here() -> bool:
        tiles = client.state.tiles.values()
        return sum(one.sitting_id == sitting_id and one.phase in ("prepared", "ready") for one in tiles) >= count

    await until(here, 20, f"{count} candidates to be ready")


async def outcomes(sitting: Sequence[asyncio.Task[Outcome]]) -> list[Outcome]:
    """Wait for every candidate to be done."""
    return list(await asyncio.wait_for(asyncio.gather(*sitting), 60))


async def close_and_export(chair: ConsoleClient, issued: IssuedSittingForTest, folder: Path, sat: int) -> Path:
    """Close a sitting in which so many sat, sign in two persons, write one copy; return the bundle."""
    sitting_id = issued.issue.sitting_id

    def with_status(*statuses: str) -> list[str]:
        return [one.candidate_id for one in sitting_of(chair, sitting_id).candidates if one.status in statuses]

    await until(lambda: len(with_status("finished", "expired")) == sat, what="everybody shown as done")
    absent = tuple(with_status("expected"))
    await chair.ask(CloseSitting(sitting_id=sitting_id, absent=absent), Ok)
    prepared = passed(await chair.job(PrepareBundle(sitting_id=sitting_id))).prepared
    assert prepared is not None
    for role in (OfficialRole.EXAM_CHAIR, OfficialRole.ROOM_CHAIR):
        official = official_of(issued, role)
        signature = official.key.sign(bytes.fromhex(prepared.to_sign)).hex()
        official_id = official_id_of(official.key.public)
        await chair.ask(SignBundle(sitting_id=sitting_id, official_id=official_id, signature=signature), Ok)
    folder.mkdir(parents=True, exist_ok=True)
    written = passed(await chair.job(ExportBundle(sitting_id=sitting_id, folder=str(folder))))
    return Path(written.paths[0])


def board_receives(issued: IssuedSittingForTest, bundle: Path, out: Path) -> ReceivedBundle:
    """Let the board take a bundle."""
    return receive(BoardDesk.open(issued.board, PIN), bundle, out, 1_800_000_000_000)


def official_answers(received: ReceivedBundle) -> dict[str, dict[str, str]]:
    """Return what the board scored: candidate → task → option."""
    return {
        row.candidate_id: {task.task_id: task.option for task in row.tasks if task.option}
        for row in received.outcome.rows
    }


def files_with(folder: Path, needles: Sequence[bytes]) -> list[str]:
    """Return every file below a folder that holds one of the byte strings, with which."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found += [f"{path}: {needle!r}" for needle in needles if needle in data]
    return found
