"""Name the console's screens: what the room says, who is signed in, and what a person does there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from PySide6.QtTest import QTest

from koperta_crypto.passphrase import generate
from koperta_operator.console.pages.packages import PackagesPage
from koperta_operator.console.pages.unlock import UnlockPage
from koperta_operator.console.pages.workstations import WorkstationsPage
from koperta_operator.console.window import ConsoleWindow
from koperta_sync.client import LinkState
from koperta_sync.protocol.console import (
    ApprovePairing,
    BundlePrepared,
    Check,
    Folder,
    FolderEntry,
    JobProgress,
    ListFolder,
    PairingApproved,
    SignedIn,
)
from koperta_sync.protocol.room_view import Attention, RoomView, SittingState, Step, Tile
from koperta_sync.protocol.seat import Phase
from tests.test_operator import console_day as day
from tests.test_operator.console_documents import complete_protocol
from tests.test_operator.console_room import FakeRoom

OPERATOR = SignedIn(official_id="op-1", name="Anna Nowak", role="operator")
ROOM_CHAIR = SignedIn(official_id="pzn-1", name="Barbara Lis", role="room-chair")
EXAM_CHAIR = SignedIn(official_id="pze-1", name="Ewa Zych", role="exam-chair")
PASSPHRASE = generate(lambda count: bytes(range(7, 7 + count)))


def _nothing(window: ConsoleWindow, room: FakeRoom) -> None:
    """Do nothing; the room's view is the screen."""


@dataclass(frozen=True)
class Scene:
    """Hold one screen."""

    name: str
    room: RoomView
    tiles: tuple[Tile, ...] = ()
    official: SignedIn | None = OPERATOR
    play: Callable[[ConsoleWindow, FakeRoom], None] = _nothing
    translated: bool = False


def settle() -> None:
    """Let messages between the threads arrive."""
    QTest.qWait(150)


def with_slip(passphrase: str) -> str:
    """Return the passphrase with one wrong symbol in its third group."""
    at = passphrase.index("-", passphrase.index("-") + 1) + 2
    return passphrase[:at] + ("7" if passphrase[at] != "7" else "8") + passphrase[at + 1 :]


STICK = Folder(
    path="/media/egzamin/KOMISJA",
    parent="/media/egzamin",
    entries=(
        FolderEntry(name="2026Z", path="/media/egzamin/KOMISJA/2026Z", folder=True),
        FolderEntry(name="061234-56789.registration", path="/media/egzamin/KOMISJA/a", folder=False, size=18_400),
        FolderEntry(name="INF.03-2026Z-1.exampkg", path="/media/egzamin/KOMISJA/b", folder=False, size=4_830_000),
        FolderEntry(name="HGT.01-2026Z-1.exampkg", path="/media/egzamin/KOMISJA/c", folder=False, size=3_120_000),
        FolderEntry(name="2026Z-2026-11-21-0900.examgrant", path="/media/egzamin/KOMISJA/d", folder=False, size=9_000),
        FolderEntry(name="061234-56789.candidates", path="/media/egzamin/KOMISJA/e", folder=False, size=31_000),
    ),
)
FAILED_IMPORT = JobProgress(
    job=4,
    kind="import",
    done=8,
    total=8,
    finished=True,
    failed=True,
    checks=(
        Check(name="Rozpoznanie plików", state="ok", looked_at="dane zdających, pakiet, plik dostępu"),
        Check(name="Wykaz kluczy komisji", state="ok", looked_at="wersja 3"),
        Check(name="Wolne miejsce", state="ok", looked_at="48213 MiB wolne"),
        Check(name="Pakiet: podpis i postać", state="ok", looked_at="HGT.01-2026Z-1.exampkg"),
        Check(name="Pakiet: każdy bajt", state="ok", looked_at="HGT.01-2026Z-1: 27 części"),
        Check(
            name="Pakiet: podpis i postać",
            state="failed",
            looked_at="INF.03-2026Z-1.exampkg",
            code="PKG_TRUNCATED",
            sentence="Plik pakietu jest niekompletny (brakuje 1,2 MB).",
            next_step="Skopiuj go ponownie z pendrive’a; nic nie zostało zmienione.",
        ),
    ),
)
EXPORTED = JobProgress(
    job=9,
    kind="export",
    sitting_id=day.MORNING,
    finished=True,
    checks=(
        Check(
            name="Zapis pakietu wynikowego",
            state="ok",
            looked_at="/media/egzamin/KOPIA-1/2026Z-2026-11-21-0900-1.exambundle",
        ),
        Check(name="Odczyt kopii bajt po bajcie", state="ok", looked_at="1204 zdarzeń, łańcuch i podpisy zgodne"),
    ),
)
PREPARED = JobProgress(
    job=8,
    kind="prepare-bundle",
    sitting_id=day.MORNING,
    finished=True,
    prepared=BundlePrepared(sitting_id=day.MORNING, to_sign="00ff", candidates=22, answers=868, export_number=1),
)


def _browse(window: ConsoleWindow, room: FakeRoom) -> None:
    room.answers[ListFolder] = STICK
    page = window.pages[Step.PACKAGES]
    assert isinstance(page, PackagesPage)
    page.take_in.press()
    settle()


def _fail_import(window: ConsoleWindow, room: FakeRoom) -> None:
    window.open_step(Step.PACKAGES)
    room.say(FAILED_IMPORT)
    settle()


def _pair(window: ConsoleWindow, room: FakeRoom) -> None:
    room.answers[ApprovePairing] = PairingApproved(room_code="4071", machine_name="PRACOWNIA12-41")
    page = window.pages[Step.WORKSTATIONS]
    assert isinstance(page, WorkstationsPage)
    page.enrolment.seats.setText("1-12, 14")
    page.pairing.seat.setText("40")
    page.pairing.code.setText("83 16")
    page.pairing.approve.press()
    settle()


def _slip(window: ConsoleWindow, room: FakeRoom) -> None:
    page = window.pages[Step.UNLOCK]
    assert isinstance(page, UnlockPage)
    page.field.type(with_slip(PASSPHRASE))


def _exit(window: ConsoleWindow, room: FakeRoom) -> None:
    QTest.keyClicks(window, "3p")


def _seven(window: ConsoleWindow, room: FakeRoom) -> None:
    QTest.keyClicks(window, "7")


def _away(window: ConsoleWindow, room: FakeRoom) -> None:
    room.say_link(LinkState.AWAY)
    QTest.keyClicks(window, "5")
    settle()


def _hand_over(window: ConsoleWindow, room: FakeRoom) -> None:
    room.say(PREPARED)
    room.say(EXPORTED)
    settle()


def _sign(window: ConsoleWindow, room: FakeRoom) -> None:
    room.say(PREPARED)
    settle()


def _sign_in(window: ConsoleWindow, room: FakeRoom) -> None:
    window.open_sign_in()


def _before_start() -> tuple[Tile, ...]:
    late = {4, 9, 17}
    return tuple(
        day.tile(seat, Phase.WAITING if seat in late or seat > 25 else Phase.PREPARED) for seat in range(1, 41)
    )


def _failed_wall() -> tuple[Tile, ...]:
    tiles = list(day.wall())
    stands = day.clock(24, running=False)
    tiles[11] = day.tile(
        12, Phase.COVERED, reason="workstation-failure", failed_ms=3 * 60_000 + 20_000, clock=stands,
        attention=(Attention.WORKSTATION_FAILED,),
    )  # fmt: skip
    return tuple(tiles)


def _suspended_wall() -> tuple[Tile, ...]:
    return tuple(day.tile(seat, Phase.SUSPENDED, reason="suspension") for seat in range(1, 41))


def _failed(window: ConsoleWindow, room: FakeRoom) -> None:
    QTest.keyClicks(window, "12")


def _annul(window: ConsoleWindow, room: FakeRoom) -> None:
    QTest.keyClicks(window, "15u")


def _correct(window: ConsoleWindow, room: FakeRoom) -> None:
    QTest.keyClicks(window, "15c")
    window.side.form.minutes.setText("7")
    window.side.reason.setText("przerwa w dostawie prądu")


_EXAM = day.sitting(Step.EXAM, steps=day.steps(Step.EXAM, problem=Step.WORKSTATIONS))
SCENES = (
    Scene("empty", day.room(workstations=(), pairings=(), pairing_open=False), official=None),
    Scene("packages", day.room(day.sitting(Step.PACKAGES, SittingState.IMPORTED)), play=_browse),
    Scene("import-failed", day.room(day.afternoon()), play=_fail_import),
    Scene("workstations", day.room(day.sitting(Step.WORKSTATIONS, SittingState.IMPORTED)), play=_pair),
    Scene(
        "seats",
        day.room(day.sitting(Step.SEATS, SittingState.IMPORTED, candidates=day.candidates("expected", seated=False))),
    ),
    Scene(
        "unlock",
        day.room(day.sitting(Step.UNLOCK, SittingState.IMPORTED, score_checks=""), wall_ms=day.NINE - 7 * 60_000),
        play=_slip,
        translated=True,
    ),
    Scene(
        "start",
        day.room(
            day.sitting(Step.EXAM, SittingState.UNLOCKED, candidates=day.candidates("logged-in", missing=(4, 9, 17))),
            wall_ms=day.NINE + 30_000,
        ),
        _before_start(),
        ROOM_CHAIR,
    ),
    Scene("wall", day.room(_EXAM, day.afternoon()), day.wall(), play=_seven, translated=True),
    Scene("return", day.room(_EXAM, day.afternoon()), day.wall(), ROOM_CHAIR, _exit),
    Scene("failed", day.room(_EXAM, day.afternoon()), _failed_wall(), ROOM_CHAIR, _failed),
    Scene("annulment", day.room(_EXAM), day.wall(), EXAM_CHAIR, _annul),
    Scene("correction", day.room(_EXAM), day.wall(), ROOM_CHAIR, _correct),
    Scene(
        "suspended",
        day.room(msgspec.structs.replace(_EXAM, suspended_at_ms=day.NOW - 13 * 60_000)),
        tuple(
            day.tile(seat, Phase.SUSPENDED if seat < 30 else Phase.FINISHED, reason="suspension")
            for seat in range(1, 41)
        ),
        EXAM_CHAIR,
    ),
    Scene("away", day.room(msgspec.structs.replace(_EXAM, trial=True)), day.wall(), play=_away),
    Scene(
        "closing",
        day.room(day.sitting(Step.CLOSE, candidates=day.candidates("finished", missing=(4, 17)))),
        official=ROOM_CHAIR,
    ),
    Scene(
        "signing",
        day.room(
            day.sitting(
                Step.HANDOVER,
                SittingState.CLOSED,
                candidates=day.candidates("finished"),
                export_signers=("Barbara Lis",),
            )
        ),
        play=_sign,
    ),
    Scene(
        "handover",
        day.room(
            day.sitting(
                Step.HANDOVER,
                SittingState.EXPORTED,
                candidates=day.candidates("finished"),
                export_signers=("Barbara Lis", "Anna Nowak"),
                copies=("/media/egzamin/KOPIA-1/2026Z-2026-11-21-0900.exambundle",),
            )
        ),
        play=_hand_over,
        translated=True,
    ),
    Scene(
        "protocol",
        day.room(day.sitting(Step.HANDOVER, SittingState.CLOSED, candidates=day.candidates("finished"))),
        official=ROOM_CHAIR,
        play=complete_protocol,
    ),
    Scene("sign-in", day.room(_EXAM), day.wall(), None, _sign_in),
)
