"""What workstations say of their disks and clocks is judged before the sitting, and changes nobody's time."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.event_base import Event
from koperta_operator.room.rules.moments import At, Now
from koperta_operator.room.rules.room_events import (
    FilesKept,
    MachineEnrolled,
    MachineRevoked,
    WorkstationClocksDiffer,
)
from koperta_operator.room.rules.room_state import Machine, RoomRecord, apply_room
from koperta_operator.room.rules.seat_checks import clocks_off_ms, kept_files, seat_problems
from koperta_operator.room.seat_checks import SeatChecks
from koperta_sync.protocol.seat import KeptFiles, WorkstationFacts

AT = At(1, 1, 0, 0, "room")


def facts(kept: KeptFiles, marker: str = "a1", *, keeps_files: bool = True) -> WorkstationFacts:
    """Return what a workstation says of itself."""
    return WorkstationFacts(
        software="koperta", platform="Linux", screen="", wall_ms=0, keeps_files=keeps_files, kept=kept, marker=marker
    )


def enrolled(record: RoomRecord, fingerprint: str, *, name: str = "pc7") -> Machine:
    """Pair a workstation."""
    event = MachineEnrolled(
        fingerprint=fingerprint, role="workstation", machine_name=name, exam_room="sala 12", seat_number=7
    )
    apply_room(record, event, AT)
    return record.machines[fingerprint]


def judge(record: RoomRecord, machine: Machine, said: WorkstationFacts) -> str:
    """Judge and remember."""
    judged = kept_files(record, machine, said)
    apply_room(record, judged, AT)
    return judged.verdict


def test_a_first_start_is_not_known_yet_and_a_restart_says_yes() -> None:
    record = RoomRecord()
    machine = enrolled(record, "f1")
    assert judge(record, machine, facts(KeptFiles.NOT_KNOWN)) == "not-yet-known"
    assert judge(record, machine, facts(KeptFiles.YES)) == "yes"


def test_a_marker_that_has_vanished_is_found_by_what_the_room_remembers() -> None:
    record = RoomRecord()
    machine = enrolled(record, "f1")
    assert judge(record, machine, facts(KeptFiles.YES, "a1")) == "yes"
    assert judge(record, machine, facts(KeptFiles.NOT_KNOWN, "b2")) == "no"
    assert judge(record, machine, facts(KeptFiles.NOT_KNOWN, "b2")) == "no"
    assert judge(record, machine, facts(KeptFiles.YES, "b2")) == "yes"


def test_a_disk_that_was_put_back_takes_the_pairing_with_it_and_is_found_by_its_name_and_seat() -> None:
    record = RoomRecord()
    judge(record, enrolled(record, "f1"), facts(KeptFiles.NOT_KNOWN, "a1"))
    apply_room(record, MachineRevoked(fingerprint="f1"), AT)
    assert judge(record, enrolled(record, "f2"), facts(KeptFiles.NOT_KNOWN, "b2")) == "no"
    apply_room(record, MachineRevoked(fingerprint="f2"), AT)
    assert judge(record, enrolled(record, "f3", name="pc-spare"), facts(KeptFiles.NOT_KNOWN, "c3")) == "not-yet-known"


def test_a_machine_that_was_only_paired_anew_keeps_its_good_name() -> None:
    record = RoomRecord()
    judge(record, enrolled(record, "f1"), facts(KeptFiles.YES, "a1"))
    apply_room(record, MachineRevoked(fingerprint="f1"), AT)
    assert judge(record, enrolled(record, "f2"), facts(KeptFiles.YES, "a1")) == "yes"


def test_a_disk_that_cannot_be_written_keeps_nothing() -> None:
    record = RoomRecord()
    assert judge(record, enrolled(record, "f1"), facts(KeptFiles.YES, keeps_files=False)) == "no"
    assert record.kept["f1"] == FilesKept(fingerprint="f1", verdict="no", marker="a1")


@pytest.mark.parametrize(
    ("offsets", "together"),
    [
        ([], 0),
        ([-3, 5, 900], 0),
        ([0, 0, 40 * 365 * 86_400_000], 0),
        ([7_200_000, 7_200_500, 7_199_000], 7_200_000),
        ([-61_000], -61_000),
    ],
)
def test_the_median_tells_a_wrong_room_from_a_wrong_workstation(offsets: list[int], together: int) -> None:
    assert clocks_off_ms({str(number): off for number, off in enumerate(offsets)}) == together


def test_the_workstation_step_names_seats_and_what_to_do() -> None:
    problems = seat_problems({3: ("no", 0), 4: ("not-yet-known", 0), 5: ("yes", 40 * 365 * 86_400_000)}, 0)
    assert problems[0].startswith("Stanowisko 3: nie zachowuje plików")
    assert problems[1].startswith("Stanowisko 5: zegar różni się o ")
    assert problems[2].endswith("ponowne uruchomienie: 1. Uruchom te stanowiska raz ponownie przed egzaminem.")
    assert seat_problems({3: ("yes", 7_200_000), 4: ("yes", 7_200_000)}, 7_200_000) == [
        "Zegary stanowisk różnią się od zegara tego komputera o 120 min; sprawdź datę i godzinę."
    ]


class SmallLedger:
    """Keep events and what they add up to."""

    def __init__(self) -> None:
        self.state = RoomRecord()
        self.events: list[Event] = []

    async def record(self, event: Event, actor: str = "room") -> None:
        """Take an event."""
        self.events.append(event)
        apply_room(self.state, event, AT)


def test_a_room_with_a_wrong_clock_is_told_so_by_its_workstations_once() -> None:
    ledger = SmallLedger()
    checks = SeatChecks(cast("RoomLedger", ledger))
    machines = [enrolled(ledger.state, f"f{number}", name=f"pc{number}") for number in range(3)]
    now = Now(1, 0, 946_684_800_000)  # a dead battery: the room believes it is the year 2000

    async def hellos() -> None:
        for machine in [*machines, *machines]:
            said = WorkstationFacts(software="", platform="", screen="", wall_ms=1_795_248_000_000, marker="a1")
            await checks.hello(machine, said, now)

    asyncio.run(hellos())
    differ = [one for one in ledger.events if isinstance(one, WorkstationClocksDiffer)]
    assert [one.median_ms for one in differ] == [1_795_248_000_000 - 946_684_800_000]
    assert checks.together_ms() == differ[0].median_ms
    assert sum(isinstance(one, FilesKept) for one in ledger.events) == 3
