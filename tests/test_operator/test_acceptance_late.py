"""What arrives after the end, during an exit, from an older lease or after the hand-over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import EntryKind, Phase
from tests.test_operator.desk import Desk, desk_in, solving
from tests.test_operator.room_fixture import MINUTES, OPERATOR, Workstation, opened, unlocked

HOUR = MINUTES * 60_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


def test_what_was_made_in_time_and_delivered_after_the_end_counts_and_is_marked(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(HOUR - 2_000)
    answer = machine.write(EntryKind.ANSWER, "t01", "a")
    machine.work_ms(2_000)
    desk.tick(5_000)
    assert desk.candidate("k1").over
    delivered = desk.run(machine.deliver(answer))
    assert (delivered.late, delivered.phase) == (0, Phase.EXPIRED)
    assert desk.candidate("k1").answers == {"t01": "a"}
    assert b'"late":true' in list(desk.sitting.journal.read(0))[-1].body


def test_what_was_made_after_the_end_is_kept_and_changes_nothing(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(HOUR)
    desk.tick()
    machine.clock.pass_ms(5_000)
    delivered = desk.run(machine.send(EntryKind.ANSWER, "t01", "a"))
    assert (delivered.late, desk.candidate("k1").answers) == (1, {})


def test_a_workstation_that_claims_little_work_cannot_answer_after_the_end(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.clock.pass_ms(HOUR + 10_000)
    desk.tick()
    machine.worked_ms = 60_000
    assert desk.run(machine.send(EntryKind.ANSWER, "t01", "a")).late == 1


def test_work_beyond_the_entitlement_does_not_count_whatever_moment_it_claims(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(HOUR - 500)
    entry = machine.write(EntryKind.ANSWER, "t01", "a", worked_ms=HOUR + 1_001)
    machine.clock.pass_ms(5_000)
    desk.tick()
    assert desk.run(machine.deliver(entry)).late == 1


@pytest.mark.parametrize("change", [{"item": "t" * 65}, {"value": "a" * 65}])
def test_an_oversized_entry_is_refused_before_it_is_kept(desk: Desk, change: dict[str, str]) -> None:
    (machine,) = solving(desk)
    before = desk.state.seq
    command = machine.send(EntryKind.ANSWER, **{"item": "t01", "value": "a", **change})
    assert desk.refused(command) is Refused.BAD_MESSAGE
    assert desk.state.seq == before


def test_a_candidate_without_a_form_cannot_begin(desk: Desk) -> None:
    desk.run(opened(1))
    desk.run(unlocked(["k1"]))
    late = opened(2).opened.candidates[1]
    desk.run(do.AmendCandidates(amended=ev.CandidatesAmended(revision=1, candidates=(late,))))
    desk.clock.pass_ms(60_000)
    desk.run(do.StartSitting(actor=OPERATOR))
    machine = Workstation(2, desk.clock)
    desk.run(machine.log_in("k2"))
    desk.run(machine.confirm())
    start = machine.send(EntryKind.START)
    assert desk.refused(start) is Refused.NOT_STARTED
    desk.run(unlocked(["k1", "k2"]))
    assert desk.run(start).phase is Phase.SOLVING


def test_time_that_is_over_is_over_before_the_tick_says_so(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(HOUR + 5_000)
    assert desk.run(machine.send(EntryKind.ANSWER, "t01", "a")).late == 1


def test_an_answer_made_while_out_of_the_room_is_kept_and_refused(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10_000)
    desk.run(do.RoomExit(candidate_id="k1"))
    machine.clock.pass_ms(30_000)
    assert desk.refused(machine.send(EntryKind.ANSWER, "t01", "a")) is Refused.ENTRY_NOT_ALLOWED
    assert desk.candidate("k1").answers == {}


def test_an_answer_made_before_the_exit_and_delivered_during_it_counts(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(10_000)
    answer = machine.write(EntryKind.ANSWER, "t01", "a")
    machine.clock.pass_ms(1_500)
    desk.run(do.RoomExit(candidate_id="k1"))
    machine.clock.pass_ms(30_000)
    assert desk.run(machine.deliver(answer)).phase is Phase.COVERED
    assert desk.candidate("k1").answers == {"t01": "a"}


def test_an_older_epoch_never_overrides_and_is_kept(desk: Desk) -> None:
    (old,) = solving(desk)
    desk.run(old.send(EntryKind.ANSWER, "t01", "a"))
    unsent = old.write(EntryKind.ANSWER, "t01", "d")
    desk.sitting.detach(old.fingerprint)
    desk.run(do.ReleaseLease(candidate_id="k1"))
    new = Workstation(9, desk.clock)
    view = desk.run(new.log_in("k1", epoch=2))
    assert view.resume is not None
    assert (view.resume.answers, view.resume.delivered_through, view.phase) == ({"t01": "a"}, 0, Phase.SOLVING)
    desk.run(new.send(EntryKind.ANSWER, "t01", "b"))
    assert desk.refused(old.deliver(unsent)) is Refused.EPOCH_OVER
    assert desk.candidate("k1").answers == {"t01": "b"}
    kept = list(desk.sitting.journal.read(0))[-1]
    assert (kept.kind, b'"why":"epoch-over"' in kept.body) == ("entry-late", True)
    assert desk.refused(old.deliver(unsent)) is Refused.EPOCH_OVER
    assert desk.kinds().count("entry-late") == 1


def test_after_the_receipt_entries_are_kept_and_change_nothing(desk: Desk) -> None:
    (machine,) = solving(desk, of=1)
    unsent = machine.write(EntryKind.ANSWER, "t01", "a")
    machine.clock.pass_ms(HOUR)
    desk.tick()
    desk.run(do.CloseSitting(absent=()))

    made = ev.ExportMade(export_number=1, bundle_sha256="ab", through=desk.state.seq)
    desk.run(do.RecordExport(made=made))
    assert desk.state.entries_since_export == 0
    desk.run(do.RecordReceipt(bundle_sha256="ab", receipt_sha256="cd"))
    assert desk.run(machine.deliver(unsent)).late == 1
    assert desk.candidate("k1").answers == {}
    assert desk.state.entries_since_export == 1
