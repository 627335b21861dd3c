"""What a workstation did without the room is noted, counted where it was work, credited where it was sleep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.state import Attempt
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import EntryKind, OutageKind
from tests.test_operator.desk import Desk, desk_in, solving
from tests.test_operator.outage_desk import HOUR, MINUTE, PAUSE, cut, events, left, report
from tests.test_operator.room_fixture import Workstation


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


def test_a_candidate_who_works_on_loses_nothing_and_is_credited_nothing(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    machine.work_ms(5 * MINUTE)
    answer = machine.write(EntryKind.ANSWER, "t01", "b")
    machine.work_ms(MINUTE)
    said = machine.write(EntryKind.OUTAGE, OutageKind.WORKED_ON, str(6 * MINUTE))
    desk.connect(machine)
    desk.run(machine.deliver(answer, said))
    desk.run(machine.beat())
    assert left(desk) == HOUR - 16 * MINUTE
    assert desk.candidate("k1").answers == {"t01": "b"}
    (noted,) = events(desk, ev.OutageReported)
    assert isinstance(noted, ev.OutageReported)
    assert (noted.entry.item, noted.entry.value, noted.from_t, noted.to_t) == ("worked-on", str(6 * MINUTE), 0, 0)
    assert [kind for kind in desk.kinds() if kind.startswith("workstation-")] == [
        "workstation-away",
        "workstation-back",
        "workstation-back",
    ]


def test_a_pause_claimed_where_the_package_says_work_on_is_credited_nothing(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(5 * MINUTE)
    desk.connect(machine)
    desk.run(report(machine, OutageKind.PAUSED, 5 * MINUTE))
    assert left(desk) == HOUR - 15 * MINUTE


def test_a_workstation_that_slept_costs_its_candidate_nothing(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    desk.clock.pass_ms(7_000)
    cut(desk, machine)
    desk.tick(3 * MINUTE)
    desk.connect(machine)
    desk.run(report(machine, OutageKind.SUSPENDED, 3 * MINUTE + 7_000))
    assert left(desk) == HOUR - 10 * MINUTE


def test_a_sleep_so_short_that_the_connection_lived_costs_nothing_either(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    desk.tick(6_000)
    desk.run(report(machine, OutageKind.SUSPENDED, 6_000))
    assert left(desk) == HOUR - 10 * MINUTE


def test_time_that_ran_out_while_the_workstation_slept_is_given_back(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(HOUR - 2 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(10 * MINUTE)
    assert desk.candidate("k1").attempt is Attempt.EXPIRED
    desk.connect(machine)
    desk.run(report(machine, OutageKind.SUSPENDED, 10 * MINUTE))
    assert desk.candidate("k1").attempt is Attempt.SOLVING
    assert left(desk) == 2 * MINUTE
    machine.work_ms(MINUTE)
    desk.run(machine.send(EntryKind.ANSWER, "t01", "b"))
    assert desk.candidate("k1").answers == {"t01": "b"}
    desk.tick(MINUTE)
    assert desk.candidate("k1").attempt is Attempt.EXPIRED


def test_a_report_after_handing_in_is_noted_and_changes_nothing(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.send(EntryKind.FINISH))
    desk.run(report(machine, OutageKind.WORKED_ON, MINUTE))
    assert desk.candidate("k1").attempt is Attempt.FINISHED
    assert desk.kinds().count("outage-reported") == 1


@pytest.mark.parametrize(("item", "value"), [("holiday", "5"), ("paused", ""), ("paused", "-5"), ("paused", "9" * 30)])
def test_a_report_that_is_none_is_kept_and_changes_nothing(desk: Desk, item: str, value: str) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    cut(desk, machine)
    desk.connect(machine)
    assert desk.refused(machine.send(EntryKind.OUTAGE, item, value)) is Refused.ENTRY_NOT_ALLOWED
    assert desk.kinds().count("entry-late") == 1


def test_a_sleep_of_the_room_is_charged_to_nobody_but_who_worked_meanwhile(desk: Desk) -> None:
    (machine, other) = solving(desk, 2)
    for one in (machine, other):
        one.worked_ms += 10 * MINUTE
    desk.clock.pass_ms(10 * MINUTE)
    desk.tick()
    desk.clock.sleep_ms(20 * MINUTE)
    machine.worked_ms += 20 * MINUTE
    desk.tick(1_000)
    assert [event.ms for event in events(desk, ev.Suspended) if isinstance(event, ev.Suspended)] == [20 * MINUTE]
    assert "wall-clock-jumped" not in desk.kinds()
    for one in (machine, other):
        desk.run(one.beat())
    assert left(desk) == HOUR - 30 * MINUTE
    now = desk.state.time_at(desk.sitting.now)
    assert desk.candidate("k2").remaining_ms(now) == HOUR - 10 * MINUTE - 1_000


def test_the_same_events_give_the_same_clocks_after_a_restart(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(2 * MINUTE)
    desk.connect(machine)
    desk.run(report(machine, OutageKind.PAUSED, 2 * MINUTE))
    desk.run(machine.beat())
    before = left(desk)
    desk.restart(down_ms=MINUTE)
    assert left(desk) == before


def test_a_workstation_nobody_solves_at_is_no_outage(desk: Desk) -> None:
    desk.run(do.Tick())
    solving(desk, 1)
    spare = Workstation(8, desk.clock)
    desk.connect(spare)
    cut(desk, spare)
    assert "workstation-away" not in desk.kinds()


def test_what_happened_to_the_time_can_be_read_from_the_seat(desk: Desk) -> None:
    (machine,) = solving(desk, outage=PAUSE)
    machine.work_ms(10 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(5 * MINUTE)
    desk.connect(machine)
    desk.run(report(machine, OutageKind.PAUSED, 5 * MINUTE))
    desk.run(machine.beat())
    desk.run(do.RoomExit(candidate_id="k1"))
    desk.tick(2 * MINUTE)
    desk.run(do.RoomReturn(candidate_id="k1"))
    desk.restart(down_ms=MINUTE)
    desk.connect(machine)
    (tile,) = desk.sitting.changes(everything=True).tiles
    assert [(one.matter.value, one.ms, one.credited_ms) for one in tile.time_notes] == [
        ("away", 5 * MINUTE, 0),
        ("paused", 5 * MINUTE, 5 * MINUTE),
        ("room-exit", 2 * MINUTE, 0),
        ("room-down", MINUTE, 0),
    ]
    assert all(one.to_ms - one.from_ms == one.ms for one in tile.time_notes)


def test_time_that_ran_out_in_a_gap_is_given_back_also_when_the_report_comes_later(desk: Desk) -> None:
    """The machine wakes up while the network is still gone: the gap goes on beyond the end the room saw."""
    (machine,) = solving(desk)
    machine.work_ms(HOUR - 2 * MINUTE)
    desk.run(machine.beat())
    cut(desk, machine)
    desk.tick(10 * MINUTE)
    slept = machine.write(EntryKind.OUTAGE, OutageKind.SUSPENDED, str(10 * MINUTE))
    machine.work_ms(MINUTE)
    answer = machine.write(EntryKind.ANSWER, "t01", "b")
    desk.connect(machine)
    desk.run(machine.deliver(slept, answer))
    assert desk.candidate("k1").attempt is Attempt.SOLVING
    assert left(desk) == MINUTE
    assert desk.candidate("k1").answers == {"t01": "b"}
