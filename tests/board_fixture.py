"""Make real boards, rooms and issued sittings for the tests of every component.

Everything is made by the product's own code; only the key derivation is as cheap as files may ask
for. `issue_sitting` without special wishes is made once per test run and copied, so that a test
may damage its files freely.
"""

from __future__ import annotations

import atexit
import datetime
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from koperta_crypto.kdf import KdfCost
from koperta_crypto.signing import SigningKey
from koperta_packages.board.ceremony import init_board
from koperta_packages.board.folder import BoardFolder
from koperta_packages.board.issuing import Issue, IssuedCentre, IssueOptions, issue
from koperta_packages.board.registering import register
from koperta_packages.board.sheets import write_text_only
from koperta_packages.exam_spec import load_spec
from koperta_packages.grant import Grant, read_grant
from koperta_packages.identity import (
    OfficialRole,
    RoomIdentity,
    make_official_request,
    make_room_request,
)
from koperta_packages.package import PackageFile
from koperta_packages.registration import Registration, read_registration
from koperta_packages.trust import TrustDocument
from tests.board_sources import CENTRE, OPENS_AT, SITTING, write_bank, write_roster, write_spec

PIN = "246810"
CENTRE_NAME = "Zespół Szkół Technicznych w Przykładowie"
CHEAP = KdfCost(memory_kib=64 * 1024, passes=1)
ISSUED_AT = datetime.datetime(2026, 11, 2, 10, 0, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Official:
    """Hold an official's key together with the role the board certified."""

    role: OfficialRole
    name: str
    key: SigningKey


@dataclass(frozen=True, slots=True)
class IssuedSittingForTest:
    """Hold an issued sitting and everything a test needs to play centre and board."""

    board: BoardFolder
    pin: str
    issue: Issue
    rooms: tuple[RoomIdentity, ...]
    officials: tuple[Official, ...]

    @property
    def folder(self) -> Path:
        """Return the folder with all files of the issue."""
        return self.issue.folder

    @property
    def room(self) -> RoomIdentity:
        """Return the main room; `rooms[1]` is the spare."""
        return self.rooms[0]

    @property
    def centre(self) -> IssuedCentre:
        """Return the files and secrets of the first centre."""
        return self.issue.centres[0]

    @property
    def passphrase(self) -> str:
        """Return the passphrase of the hour, grouped as on the sheet."""
        return self.centre.record.passphrase

    def trust(self) -> TrustDocument:
        """Return the board's newest trust document."""
        return self.board.trust()

    def registration(self) -> Registration:
        """Return the centre's registration, verified."""
        return read_registration(self.centre.registration.read_bytes(), None)

    def grant(self) -> Grant:
        """Return the centre's grant, verified."""
        return read_grant(self.centre.grant.read_bytes(), self.trust())

    def packages(self) -> list[PackageFile]:
        """Return the sitting's packages, opened and signature-checked."""
        return [PackageFile.open(path, self.trust()) for path in self.issue.packages]


def make_board(tmp_path: Path, name: str = "Okręgowa Komisja Próbna") -> BoardFolder:
    """Make a board with the usual thresholds under `tmp_path/board`; its PIN is `PIN`."""
    return init_board(tmp_path / "board", name, PIN, kdf=CHEAP)


def make_room(label: str = "sala 12", centre: str = CENTRE) -> RoomIdentity:
    """Make a room identity; it is registered by `register_centre`."""
    return RoomIdentity.create(centre, label)


def make_official(role: OfficialRole, name: str) -> Official:
    """Make an official's key."""
    return Official(role, name, SigningKey.generate())


def make_officials() -> tuple[Official, ...]:
    """Make one official of every role."""
    return tuple(make_official(role, f"Osoba {role.value}") for role in OfficialRole)


def register_centre(
    board: BoardFolder,
    rooms: Sequence[RoomIdentity],
    officials: Sequence[Official] = (),
    centre: str = CENTRE,
    name: str = CENTRE_NAME,
) -> Registration:
    """Certify rooms and officials for a centre."""
    requests = [make_room_request(room) for room in rooms]
    requests += [make_official_request(one.name, one.role, one.key) for one in officials]
    return register(board, PIN, requests, centre_number=centre, centre_name=name)[1]


def issue_sitting(
    tmp_path: Path,
    *,
    candidates: int = 4,
    tasks: int = 4,
    minutes: int = 5,
    show_preliminary_score: bool = True,
    pictures: int = 2,
    sitting_id: str = SITTING,
    exam_rooms: Sequence[str] = ("sala 12",),
    opens_at: str = OPENS_AT,
    outage: str = "work-on",
    fresh: bool = False,
) -> IssuedSittingForTest:
    """Issue a sitting with a main and a spare room; a copy of a cached one unless `fresh`."""
    wishes = (candidates, tasks, minutes, show_preliminary_score, pictures, sitting_id, opens_at, outage)
    if fresh:
        return _issue(tmp_path, *wishes, tuple(exam_rooms))
    made = _cached(*wishes, tuple(exam_rooms))
    source = made.board.path.parent
    target = tmp_path / "issued"
    shutil.copytree(source, target)
    return _moved(made, source, target)


@cache
def _cached(
    candidates: int,
    tasks: int,
    minutes: int,
    show: bool,
    pictures: int,
    sitting_id: str,
    opens_at: str,
    outage: str,
    exam_rooms: tuple[str, ...],
) -> IssuedSittingForTest:
    folder = Path(tempfile.mkdtemp(prefix="koperta-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _issue(folder, candidates, tasks, minutes, show, pictures, sitting_id, opens_at, outage, exam_rooms)


def _moved(made: IssuedSittingForTest, source: Path, target: Path) -> IssuedSittingForTest:
    def there(path: Path) -> Path:
        return target / path.relative_to(source)

    old = made.issue
    centres = tuple(
        IssuedCentre(
            one.centre_number,
            there(one.grant),
            there(one.candidates),
            there(one.registration),
            one.record,
        )
        for one in old.centres
    )
    moved = Issue(
        there(old.folder),
        old.sitting_id,
        tuple(there(one) for one in old.packages),
        centres,
        tuple(there(one) for one in old.trust),
    )
    board = BoardFolder(there(made.board.path))
    return IssuedSittingForTest(board, made.pin, moved, made.rooms, made.officials)


def _issue(
    folder: Path,
    candidates: int,
    tasks: int,
    minutes: int,
    show: bool,
    pictures: int,
    sitting_id: str,
    opens_at: str,
    outage: str,
    exam_rooms: tuple[str, ...],
) -> IssuedSittingForTest:
    board = make_board(folder)
    rooms = (make_room("sala 12"), make_room("sala 12 – zapas"))
    officials = make_officials()
    register_centre(board, rooms, officials)
    write_bank(folder / "bank", tasks * 2, pictures)
    write_roster(folder / "lista.csv", candidates, exam_rooms)
    spec = write_spec(
        folder / "egzamin.toml",
        tasks=tasks,
        minutes=minutes,
        show_preliminary_score=show,
        sitting_id=sitting_id,
        exam_rooms=exam_rooms,
        opens_at=opens_at,
        outage=outage,
    )
    options = IssueOptions(kdf=CHEAP, sheet_writer=write_text_only)
    issued = issue(board, PIN, load_spec(spec), folder / "out", ISSUED_AT, options)
    return IssuedSittingForTest(board, PIN, issued, rooms, officials)
