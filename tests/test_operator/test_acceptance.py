"""What the room takes from a workstation: each entry once, in order, in time, and nothing is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from koperta_operator.room.rules import commands as do
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import EntryKind, Phase
from tests.test_operator.desk import Desk, desk_in, logged_in, solving
from tests.test_operator.room_fixture import ITEMS, MINUTES, OPERATOR, candidate_ids, opened, unlocked

HOUR = MINUTES * 60_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


def test_an_entry_delivered_twice_is_acknowledged_twice_and_written_once(desk: Desk) -> None:
    (machine,) = solving(desk)
    command = machine.send(EntryKind.ANSWER, "t01", "b")
    first, again = desk.run(command), desk.run(command)
    assert (first.through, again.through, again.late) == (2, 2, 0)
    assert desk.kinds().count("answer-given") == 1


def test_the_last_answer_counts_and_an_empty_one_takes_it_back(desk: Desk) -> None:
    (machine,) = solving(desk)
    for value in ("a", "c"):
        desk.run(machine.send(EntryKind.ANSWER, "t01", value))
    desk.run(machine.send(EntryKind.ANSWER, "t02", "d"))
    desk.run(machine.send(EntryKind.ANSWER, "t02", ""))
    desk.run(machine.send(EntryKind.FLAG, "t03", "1"))
    assert desk.candidate("k1").answers == {"t01": "c"}
    assert desk.candidate("k1").flags == {"t03"}


def test_other_content_under_the_same_number_is_refused_and_both_are_kept(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.run(machine.send(EntryKind.ANSWER, "t01", "a"))
    machine.entries.pop()
    other = machine.send(EntryKind.ANSWER, "t01", "b")
    assert desk.refused(other) is Refused.ENTRY_CONFLICT
    assert desk.refused(other) is Refused.ENTRY_CONFLICT
    assert desk.kinds().count("entry-conflict") == 1
    assert desk.candidate("k1").answers == {"t01": "a"}


def test_a_gap_is_refused_and_closed_by_sending_the_whole(desk: Desk) -> None:
    (machine,) = solving(desk)
    missing = machine.write(EntryKind.ANSWER, "t01", "a")
    late = machine.write(EntryKind.ANSWER, "t02", "b")
    assert desk.refused(machine.deliver(late)) is Refused.ENTRY_GAP
    assert desk.run(machine.deliver(missing, late)).through == 3


def test_entries_out_of_order_inside_one_delivery_are_refused_whole(desk: Desk) -> None:
    (machine,) = solving(desk)
    one, two = machine.write(EntryKind.ANSWER, "t01", "a"), machine.write(EntryKind.ANSWER, "t02", "b")
    before = desk.state.seq
    assert desk.refused(machine.deliver(two, one)) is Refused.ENTRY_GAP
    assert desk.refused(machine.deliver(one, one)) is Refused.ENTRY_GAP
    assert desk.state.seq == before


@pytest.mark.parametrize(
    "change", [{"value": "c"}, {"item": "t02"}, {"worked_ms": 1}, {"mono_ms": 1}, {"boot": "x"}, {"kind": "flag"}]
)
def test_an_entry_changed_after_signing_is_refused_and_noted_once(desk: Desk, change: dict[str, object]) -> None:
    (machine,) = solving(desk)
    machine.work_ms(5_000)
    forged = msgspec.structs.replace(machine.write(EntryKind.ANSWER, "t01", "b"), **change)
    for _ in range(2):
        assert desk.refused(machine.deliver(forged)) is Refused.ENTRY_FORGED
    assert desk.kinds().count("entry-forged") == 1
    assert desk.candidate("k1").answers == {}


@pytest.mark.parametrize("signature", ["", "zz", "00" * 64, "ą" * 128])
def test_an_entry_without_a_signature_is_forged_whatever_the_sender_claims(desk: Desk, signature: str) -> None:
    (machine,) = solving(desk)
    bare = msgspec.structs.replace(machine.write(EntryKind.ANSWER, "t01", "b"), signature=signature)
    assert desk.refused(machine.deliver(bare, verified=True)) is Refused.ENTRY_FORGED


def test_a_neighbour_cannot_deliver_for_a_candidate(desk: Desk) -> None:
    one, two = solving(desk, 2)
    entry = one.write(EntryKind.ANSWER, "t01", "b")
    stolen = msgspec.structs.replace(one.deliver(entry), workstation=two.fingerprint)
    assert desk.refused(stolen) is Refused.NO_CANDIDATE


def test_an_attempt_cannot_begin_before_the_sitting_and_its_start_is_not_lost(desk: Desk) -> None:
    desk.run(opened())
    desk.run(unlocked(candidate_ids(3)))
    (machine,) = logged_in(desk)
    start = machine.send(EntryKind.START)
    assert desk.refused(start) is Refused.NOT_STARTED
    desk.clock.pass_ms(60_000)
    desk.run(do.StartSitting(actor=OPERATOR))
    assert desk.run(start).phase is Phase.SOLVING


def test_the_clock_begins_when_the_candidate_began_not_when_the_room_heard(desk: Desk) -> None:
    desk.run(opened())
    desk.run(unlocked(candidate_ids(3)))
    (machine,) = logged_in(desk)
    desk.clock.pass_ms(60_000)
    desk.run(do.StartSitting(actor=OPERATOR))
    desk.clock.pass_ms(30_000)
    start = machine.write(EntryKind.START)
    machine.work_ms(20_000)
    clock = desk.run(machine.deliver(start)).clock
    assert clock is not None
    assert clock.remaining_ms == HOUR - 20_000


def test_a_start_cannot_lie_before_the_start_of_the_sitting(desk: Desk) -> None:
    desk.run(opened())
    desk.run(unlocked(candidate_ids(3)))
    (machine,) = logged_in(desk)
    desk.clock.pass_ms(60_000)
    desk.run(do.StartSitting(actor=OPERATOR))
    start = machine.write(EntryKind.START)
    machine.mono_offset += 500_000  # its clock jumped: it seems to have begun before the hour
    desk.run(machine.deliver(start))
    assert desk.candidate("k1").started_t == desk.state.started_t
    assert desk.candidate("k1").offline_ms == 0  # its clock moved, it did not work


def test_a_second_start_changes_nothing(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(60_000)
    desk.run(machine.send(EntryKind.START))
    assert desk.candidate("k1").consumed_ms(desk.state.last_t) == 60_000


@pytest.mark.parametrize(
    ("kind", "item", "value"),
    [
        (EntryKind.ANSWER, "t99", "a"),
        (EntryKind.ANSWER, "t01", "e"),
        (EntryKind.ANSWER, "", "a"),
        (EntryKind.FLAG, "t01", "2"),
        (EntryKind.FLAG, "t99", "1"),
    ],
)
def test_an_answer_outside_the_form_is_kept_and_changes_nothing(
    desk: Desk, kind: EntryKind, item: str, value: str
) -> None:
    (machine,) = solving(desk)
    command = machine.send(kind, item, value)
    assert desk.refused(command) is Refused.ENTRY_NOT_ALLOWED
    assert desk.kinds()[-1] == "entry-late"
    assert desk.run(command).late == 1  # held now: the workstation need not send it for ever
    assert (desk.candidate("k1").answers, desk.candidate("k1").flags) == ({}, set())


def test_after_a_room_restart_without_the_passphrase_the_form_is_still_known(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.restart()
    assert desk.refused(machine.send(EntryKind.ANSWER, "t99", "a")) is Refused.ENTRY_NOT_ALLOWED
    assert desk.run(machine.send(EntryKind.ANSWER, ITEMS[0], "a")).late == 0


def test_after_handing_in_nothing_changes_an_answer(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.run(machine.send(EntryKind.ANSWER, "t01", "a"))
    assert desk.run(machine.send(EntryKind.FINISH)).phase is Phase.FINISHED
    after = desk.run(machine.send(EntryKind.ANSWER, "t01", "b"))
    assert (after.late, after.through) == (1, 4)
    assert desk.candidate("k1").answers == {"t01": "a"}


def test_a_whole_attempt_may_arrive_in_one_delivery(desk: Desk) -> None:
    desk.run(opened())
    desk.run(unlocked(candidate_ids(3)))
    (machine,) = logged_in(desk)
    desk.clock.pass_ms(60_000)
    desk.run(do.StartSitting(actor=OPERATOR))
    machine.write(EntryKind.START)
    for item in ITEMS:
        machine.work_ms(1_000)
        machine.write(EntryKind.ANSWER, item, "a")
    machine.write(EntryKind.FINISH)
    machine.write(EntryKind.ANSWER, "t01", "d")
    delivered = desk.run(machine.deliver(*machine.entries))
    assert (delivered.phase, delivered.through, delivered.late) == (Phase.FINISHED, 11, 1)
    assert desk.candidate("k1").answers == dict.fromkeys(ITEMS, "a")
