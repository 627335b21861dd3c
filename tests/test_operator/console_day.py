"""Make what a room would say on a day with 40 seats, 25 candidates and two sittings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from koperta_sync.protocol.room_view import (
    Attention,
    CandidateLine,
    EventLine,
    Lamp,
    PackageLine,
    PendingPairing,
    RoomView,
    SittingState,
    SittingView,
    Step,
    StepState,
    StepView,
    Tile,
    WorkstationLine,
)
from koperta_sync.protocol.seat import Clock, Credit, Phase

NINE = round(datetime(2026, 11, 21, 9, 0).timestamp() * 1000)
NOW = NINE + 41 * 60_000 + 7_000
MORNING, NEXT = "2026Z-2026-11-21-0900", "2026Z-2026-11-21-1100"
HOUR = 60 * 60_000
ROOM = "sala 12"
NAMES = (
    "Kowal Ewa", "Nowak Jan", "Wiśniewska Aleksandra", "Zieliński Piotr", "Lewandowska Maria", "Wójcik Tomasz",
    "Kamińska Julia", "Szymański Jakub", "Woźniak Zofia", "Dąbrowski Antoni", "Kozłowska Hanna", "Jankowski Igor",
    "Mazur Lena", "Kwiatkowski Oskar", "Krawczyk Alicja", "Piotrowski Filip", "Grabowska Nina", "Pawłowski Adam",
    "Michalska Iga", "Król Szymon", "Wieczorek Olga", "Jabłoński Marcel", "Wróbel Pola", "Majewski Leon",
    "Brzęczyszczykiewicz-Konstantynopolska Anna",
)  # fmt: skip
PROBLEM = "W sieci jest teraz 39 z 40 stanowisk."
NEXT_ACTS = {
    Step.PACKAGES: "Wykonaj próbne otwarcie: w dniu egzaminu zabraknie wtedy tylko hasła.",
    Step.WORKSTATIONS: "Połączono 12 stanowisk, zdających jest 24.",
    Step.SEATS: "Miejsce ma 5 z 24. Rozlosuj miejsca albo zapisze je pierwsze logowanie.",
    Step.UNLOCK: "Wpisz hasło przekazane przez przewodniczącego.",
    Step.EXAM: "Pisze 29, zakończyło 2 z 33.",
    Step.CLOSE: "Potwierdź nieobecnych (2) i zamknij zmianę.",
    Step.HANDOVER: "Podpisz pakiet wynikowy w dwie osoby i zapisz go na dwóch nośnikach.",
}


def clock(left_min: float, *, minutes: int = 60, running: bool = True, away_ms: int = 0, now: int = NOW) -> Clock:
    """Make a clock with some minutes left."""
    extra = (minutes - 60) * 60_000
    credits_ = [Credit(reason="accommodation", ms=extra)] if extra > 0 else []
    if away_ms:
        credits_.append(Credit(reason="room-exit", ms=away_ms))
    left = round(left_min * 60_000)
    return Clock(
        entitled_ms=minutes * 60_000, remaining_ms=left, ends_at_ms=now + left, running=running, credits=tuple(credits_)
    )


def tile(seat: int, phase: Phase = Phase.SOLVING, **changes: Any) -> Tile:
    """Make one seat of the wall; a candidate sits there unless the phase says nobody does."""
    facts: dict[str, Any] = {"connected": True, "software": "0.1.0", "platform": "Linux"}
    if phase is not Phase.WAITING:
        facts |= {
            "sitting_id": MORNING,
            "candidate_id": f"Z-{seat:03d}",
            "name": NAMES[(seat - 1) % len(NAMES)],
            "qualification": "INF.03" if seat % 3 else "HGT.01",
        }
    if phase in (Phase.SOLVING, Phase.COVERED):
        facts |= {
            "answered": 12 + seat % 25,
            "total": 40,
            "saved_at_ms": NOW - seat * 900,
            "clock": clock(14 + seat % 9, minutes=75 if seat == 5 else 60, running=phase is Phase.SOLVING),
        }
    if phase in (Phase.FINISHED, Phase.EXPIRED):
        facts |= {"answered": 40, "total": 40, "saved_at_ms": NOW - 600_000, "clock": clock(0, running=False)}
    return Tile(seat_number=seat, exam_room=ROOM, phase=phase, **(facts | changes))


def wall() -> tuple[Tile, ...]:
    """Make the wall of 40 seats in the middle of an exam, three of them in need of somebody."""
    tiles = [tile(seat) for seat in range(1, 41)]
    tiles[2] = tile(3, Phase.COVERED, absent_ms=252_000, clock=clock(18, running=False, away_ms=252_000))
    tiles[6] = tile(
        7,
        connected=False,
        disconnected_ms=92_000,
        undelivered=2,
        attention=(Attention.DISCONNECTED, Attention.NOT_SAVED),
    )
    tiles[18] = tile(19, attention=(Attention.FOCUS_LOST,))
    tiles[27] = tile(
        28, Phase.COVERED, absent_ms=14 * 60_000, attention=(Attention.LONG_ABSENCE,), clock=clock(21, running=False)
    )
    tiles[10], tiles[21] = tile(11, Phase.FINISHED), tile(22, Phase.FINISHED)
    tiles[32], tiles[33] = tile(33, Phase.READY), tile(34, Phase.CONFIRMING)
    tiles[24] = tile(25, clock=clock(4.3))
    for seat in range(36, 41):
        tiles[seat - 1] = tile(seat, Phase.WAITING)
    return tuple(tiles)


def candidates(
    status: str = "solving", *, missing: Sequence[int] = (), seated: bool = True
) -> tuple[CandidateLine, ...]:
    """Make the 25 candidates of the morning; the last but one is exempt, those of `missing` never came."""
    return tuple(
        CandidateLine(
            candidate_id=f"Z-{seat:03d}",
            name=name,
            qualification="INF.03" if seat % 3 else "HGT.01",
            exam_room=ROOM,
            seat_number=seat if seated or seat % 4 == 0 else 0,
            minutes=75 if seat == 5 else 60,
            status="expected" if seat in missing or seat == 24 else status,
            exempt=seat == 24,
        )
        for seat, name in enumerate(NAMES, 1)
    )


def steps(now: Step, *, problem: Step | None = None) -> tuple[StepView, ...]:
    """Make the steps with one of them now; those before are done."""
    order = list(Step)
    views = []
    for step in order:
        state = StepState.DONE if order.index(step) < order.index(now) else StepState.WAITING
        if step is now:
            state = StepState.NOW
        if step is problem:
            state = StepState.PROBLEM
        views.append(
            StepView(
                step=step,
                state=state,
                next_act=NEXT_ACTS[step] if step is now else "",
                problems=(PROBLEM,) if step is problem else (),
            )
        )
    return tuple(views)


def sitting(now: Step = Step.EXAM, state: SittingState = SittingState.STARTED, **changes: Any) -> SittingView:
    """Make the morning's sitting."""
    facts: dict[str, Any] = {
        "title": "Zmiana 9:00",
        "session": "2026 Zima",
        "trial": False,
        "opens_at_ms": NINE,
        "passphrase_id": "K7QF",
        "packages": (
            PackageLine(
                package_id="INF.03-2026Z-1",
                qualification="INF.03",
                name="Tworzenie i administrowanie stronami i aplikacjami internetowymi oraz bazami danych",
                candidates=17,
                present=True,
            ),
            PackageLine(
                package_id="HGT.01-2026Z-1",
                qualification="HGT.01",
                name="Wykonywanie prac w obiektach świadczących usługi hotelarskie",
                candidates=8,
                present=True,
            ),
        ),
        "candidates": candidates(),
        "rehearsed": True,
        "score_checks": "passed",
        "steps": steps(now),
    }
    return SittingView(sitting_id=MORNING, state=state, **(facts | changes))


def afternoon() -> SittingView:
    """Make the sitting after it, imported only."""
    return msgspec.structs.replace(
        sitting(Step.SEATS, SittingState.IMPORTED, opens_at_ms=NINE + 2 * HOUR, score_checks=""),
        sitting_id=NEXT,
        title="Zmiana 11:00",
    )


def machines() -> tuple[WorkstationLine, ...]:
    """Make the room's machines: 40 workstations, one of them away, and two consoles."""
    stations = [
        WorkstationLine(
            fingerprint=f"{seat:064x}",
            role="workstation",
            exam_room=ROOM,
            seat_number=seat,
            machine_name=f"PRACOWNIA12-{seat:02d}",
            connected=seat != 7,
        )
        for seat in range(1, 41)
    ]
    console = WorkstationLine(
        fingerprint="f" * 64,
        role="console",
        exam_room="",
        seat_number=0,
        machine_name="LAPTOP-DYREKTORA",
        connected=True,
    )
    return (*stations, console)


def room(*sittings: SittingView, **changes: Any) -> RoomView:
    """Make the room."""
    facts: dict[str, Any] = {
        "room_id": "r" * 16,
        "label": "Zespół Szkół nr 4",
        "centre_number": "061234-56789",
        "exam_rooms": (ROOM,),
        "wall_ms": NOW,
        "addresses": ("192.168.1.10:8443",),
        "registered": True,
        "pairing_open": True,
        "pairings": (
            PendingPairing(attempt="a1", machine_name="PRACOWNIA12-41", role="workstation", address="192.168.1.141"),
        ),
        "workstations": machines(),
        "sittings": sittings,
        "lamps": (
            Lamp(name="journal", state="ok"),
            Lamp(name="disk", state="ok"),
            Lamp(name="stick", state="off", why="pendrive nie jest włożony"),
        ),
        "events": (
            EventLine(wall_ms=NOW - 12_000, text="Stanowisko 3: wyjście z sali, zegar stoi.", actor="Barbara Lis"),
            EventLine(wall_ms=NOW - 95_000, text="Stanowisko 22: zakończono pracę.", actor=""),
            EventLine(wall_ms=NOW - 140_000, text="Stanowisko 11: zakończono pracę.", actor=""),
        ),
        "backup_at_ms": NOW - 3 * 24 * HOUR,
    }
    return RoomView(**(facts | changes))
