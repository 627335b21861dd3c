"""What comes back from capsules and forks: taken once, kept beside, or kept as belonging nowhere – never dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import Entry, EntryKind
from tests.test_operator.desk import Desk, desk_in, solving
from tests.test_operator.room_fixture import EXAM_ROOM, MINUTES, OPERATOR, Workstation, opened, unlocked

HOUR = MINUTES * 60_000
ANSWER = EntryKind.ANSWER


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


def capsule(machine: Workstation, entries: Sequence[Entry], name: str = "a", **more: object) -> do.Salvage:
    """Return what a capsule of a workstation asks for."""
    command = do.Salvage(
        sha256=name * 64,
        candidate_id=machine.candidate_id,
        epoch=machine.epoch,
        workstation=machine.fingerprint,
        answer_key=machine.key.public.hex(),
        entries=tuple(entries),
        worked_ms=machine.worked_ms,
    )
    return msgspec.structs.replace(command, **more)


def rebuilt(desk: Desk) -> None:
    """Make the journal a rebuilt one."""
    desk.run(do.BeginTerm(began=ev.TermBegan(term=2, how="rebuild")))


def test_a_capsule_brings_what_is_missing_once_and_the_same_again_changes_nothing(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(60_000)
    machine.write(ANSWER, "t01", "a")
    machine.write(ANSWER, "t02", "b")
    desk.run(capsule(machine, machine.entries))
    assert desk.candidate("k1").answers == {"t01": "a", "t02": "b"}
    done = desk.state.capsules["a" * 64]
    assert (done.entries, done.known, done.fresh, done.late, done.conflicts, done.unplaced) == (3, 1, 2, 0, 0, 0)
    length = len(desk.kinds())
    desk.run(capsule(machine, machine.entries))
    assert len(desk.kinds()) == length
    desk.run(capsule(machine, machine.entries, "b"))
    assert desk.kinds()[length:] == ["capsule-imported"]
    assert desk.state.capsules["b" * 64].known == 3


def test_what_a_live_workstation_delivers_after_its_capsule_goes_on_behind_it(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.write(ANSWER, "t01", "a")
    desk.run(capsule(machine, machine.entries))
    delivered = desk.run(machine.deliver(*machine.entries, machine.write(ANSWER, "t02", "b")))
    assert delivered.through == 3
    assert desk.candidate("k1").answers == {"t01": "a", "t02": "b"}


def test_the_same_number_with_other_content_is_kept_beside_the_first(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.run(machine.send(ANSWER, "t01", "a"))
    machine.entries.pop()
    other = machine.write(ANSWER, "t01", "b")
    desk.run(capsule(machine, [machine.entries[0], other]))
    assert desk.candidate("k1").answers == {"t01": "a"}
    assert desk.state.capsules["a" * 64].conflicts == 1
    assert desk.kinds()[-2:] == ["entry-conflict", "capsule-imported"]


def test_entries_behind_a_gap_are_kept_and_change_nothing(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.write(ANSWER, "t01", "a")
    machine.write(ANSWER, "t02", "b")
    desk.run(capsule(machine, [machine.entries[0], machine.entries[2]]))
    assert desk.candidate("k1").answers == {}
    assert desk.state.capsules["a" * 64].unplaced == 1
    desk.run(capsule(machine, [machine.entries[2]], "b"))
    assert desk.kinds().count("entry-unplaced") == 1, "the same entry is kept once"
    desk.run(capsule(machine, machine.entries, "c"))
    assert desk.candidate("k1").answers == {"t01": "a", "t02": "b"}


def test_entries_of_a_lease_nobody_knows_are_kept(desk: Desk) -> None:
    solving(desk)
    stranger = Workstation(7, desk.clock)
    for candidate_id in ("k2", "nobody"):
        stranger.log_in(candidate_id)
        entry = stranger.write(EntryKind.START)
        desk.run(capsule(stranger, [entry], candidate_id[0] if candidate_id == "k2" else "d"))
    kept = [ev.CODEC.decode(row.kind, row.body) for row in desk.sitting.journal.read(0) if row.kind == "entry-unplaced"]
    assert [one.why for one in kept if isinstance(one, ev.EntryUnplaced)] == ["unknown-lease", "unknown-candidate"]
    assert desk.candidate("k2").attempt == "not-begun"


def test_another_workstations_signature_is_refused(desk: Desk) -> None:
    (machine,) = solving(desk)
    thief = Workstation(9, desk.clock)
    thief.log_in("k1")
    entry = thief.write(ANSWER, "t01", "a")
    assert desk.refused(capsule(machine, [entry])) is Refused.ENTRY_FORGED
    desk.run(capsule(machine, [entry], answer_key=thief.key.public.hex()))
    assert desk.candidate("k1").answers == {}, "a key that is not the lease's books nothing to it"


def test_work_done_in_time_counts_however_late_the_capsule_comes(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.work_ms(HOUR - 10_000)
    machine.write(ANSWER, "t01", "a")
    machine.worked_ms = HOUR + 5_000
    machine.write(ANSWER, "t02", "b")
    desk.tick(3 * HOUR)
    assert desk.candidate("k1").over
    desk.run(capsule(machine, machine.entries))
    assert desk.candidate("k1").answers == {"t01": "a"}
    assert desk.state.capsules["a" * 64].late == 1, "beyond the entitlement it is kept and does not count"


def test_the_late_entries_of_an_old_seat_never_override(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.write(ANSWER, "t01", "a")
    other = Workstation(5, desk.clock)
    desk.disconnect(machine)
    desk.run(do.ReleaseLease(actor=OPERATOR, candidate_id="k1"))
    desk.run(other.log_in("k1", epoch=2))
    desk.run(other.send(ANSWER, "t01", "c"))
    desk.run(capsule(machine, machine.entries))
    assert desk.candidate("k1").answers == {"t01": "c"}
    assert desk.state.capsules["a" * 64].late == 1


def test_what_a_fork_kept_as_late_stays_late(desk: Desk) -> None:
    (machine,) = solving(desk)
    machine.write(ANSWER, "t01", "a")
    desk.run(capsule(machine, machine.entries, late={2: "covered"}, how="fork"))
    assert desk.candidate("k1").answers == {}


def recovering(machine: Workstation, epoch: int = 1) -> do.RecoverLease:
    """Return the wish to get a lease back."""
    return do.RecoverLease(
        candidate_id=machine.candidate_id,
        workstation=machine.fingerprint,
        answer_key=machine.key.public.hex(),
        exam_room=EXAM_ROOM,
        seat_number=machine.number,
        epoch=epoch,
        how="capsule",
    )


def test_a_lease_comes_back_only_in_a_rebuilt_journal(desk: Desk) -> None:
    desk.run(opened(2))
    machine = Workstation(1, desk.clock)
    machine.log_in("k1")
    assert desk.refused(recovering(machine)) is Refused.WRONG_STATE
    rebuilt(desk)
    desk.run(recovering(machine))
    candidate = desk.candidate("k1")
    assert (candidate.epoch, candidate.workstation, candidate.seat_number) == (1, machine.fingerprint, 1)
    assert candidate.confirmed
    length = len(desk.kinds())
    desk.run(recovering(machine))
    assert len(desk.kinds()) == length


def test_a_lease_that_is_known_is_never_taken_by_another_workstation(desk: Desk) -> None:
    (machine,) = solving(desk)
    rebuilt(desk)
    thief = Workstation(9, desk.clock)
    thief.log_in("k1")
    assert desk.refused(recovering(thief)) is Refused.WRONG_STATE
    assert desk.candidate("k1").workstation == machine.fingerprint


def test_two_who_have_not_finished_cannot_hold_one_workstation(desk: Desk) -> None:
    desk.run(opened(2))
    rebuilt(desk)
    machine = Workstation(1, desk.clock)
    machine.log_in("k1")
    desk.run(recovering(machine))
    machine.candidate_id = "k2"
    assert desk.refused(recovering(machine)) is Refused.WRONG_SEAT


def test_clocks_of_recovered_leases_go_by_the_signed_work(desk: Desk) -> None:
    desk.run(opened(1))
    rebuilt(desk)
    machine = Workstation(1, desk.clock)
    machine.log_in("k1")
    machine.write(EntryKind.START)
    machine.work_ms(20 * 60_000)
    machine.write(ANSWER, "t01", "a")
    desk.run(recovering(machine))
    assert desk.refused(capsule(machine, machine.entries)) is Refused.NOT_STARTED
    assert "capsule-imported" not in desk.kinds(), "it can be taken again once the sitting has started"
    desk.run(unlocked(["k1"]))
    desk.run(do.StartSitting(actor=OPERATOR))
    desk.run(capsule(machine, machine.entries))
    assert desk.candidate("k1").remaining_ms(desk.state.last_t) == HOUR - 20 * 60_000
