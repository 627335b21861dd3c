"""A sitting as a whole: made, unlocked, started, closed, handed over, and its clocks over restarts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.room_view import SittingState as Progress
from koperta_sync.protocol.seat import EntryKind, Phase, Preliminary
from tests.test_operator.desk import Desk, desk_in, logged_in, solving
from tests.test_operator.room_fixture import MINUTES, OPTIONS, PACKAGE, Workstation, candidate_ids, opened, unlocked

HOUR = MINUTES * 60_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return an empty sitting."""
    with desk_in(tmp_path) as made:
        yield made


def left(desk: Desk, candidate_id: str = "k1") -> int:
    """Return a candidate's remaining time now."""
    return desk.candidate(candidate_id).remaining_ms(desk.state.time_at(desk.sitting.now))


# ---- made, unlocked, started ---------------------------------------------------------------------


def test_a_sitting_is_made_once(desk: Desk) -> None:
    desk.run(opened())
    assert desk.refused(opened()) is Refused.WRONG_STATE


def test_a_candidate_without_a_package_of_the_sitting_is_refused(desk: Desk) -> None:
    whole = opened().opened
    lost = msgspec.structs.replace(whole.candidates[0], package_id="other")
    for candidates in ((lost,), (*whole.candidates, whole.candidates[0])):
        command = do.OpenSitting(opened=msgspec.structs.replace(whole, candidates=candidates))
        assert desk.refused(command) is Refused.FILE_REFUSED


def test_the_sitting_cannot_start_before_its_hour(desk: Desk) -> None:
    desk.run(opened())
    desk.run(unlocked(candidate_ids(3)))
    assert desk.refused(do.StartSitting()) is Refused.TOO_EARLY
    desk.clock.pass_ms(59_999)
    assert desk.refused(do.StartSitting()) is Refused.TOO_EARLY
    desk.clock.pass_ms(1)
    desk.run(do.StartSitting())
    assert desk.refused(do.StartSitting()) is Refused.WRONG_STATE


def test_the_sitting_cannot_start_while_the_tasks_are_locked(desk: Desk) -> None:
    desk.run(opened())
    desk.clock.pass_ms(60_000)
    assert desk.refused(do.StartSitting()) is Refused.WRONG_STATE


def test_an_unlock_without_a_form_for_everybody_is_refused(desk: Desk) -> None:
    desk.run(opened())
    assert desk.refused(unlocked(candidate_ids(2))) is Refused.WRONG_STATE


def test_an_unlock_whose_score_checks_did_not_run_is_refused(desk: Desk) -> None:
    desk.run(opened())
    command = msgspec.structs.replace(unlocked(candidate_ids(3)), checks=())
    assert desk.refused(command) is Refused.WRONG_STATE


def test_unlocking_again_after_a_restart_must_draw_the_same_forms(desk: Desk) -> None:
    desk.run(opened())
    desk.run(unlocked(candidate_ids(3)))
    desk.restart()
    desk.run(unlocked(candidate_ids(3)))
    assert desk.kinds().count("forms-drawn") == 1
    other = unlocked(candidate_ids(3))
    lines = tuple(msgspec.structs.replace(line, items=line.items[::-1]) for line in other.forms[0].forms)
    forms = (ev.FormsDrawn(package_id=PACKAGE, options=OPTIONS, forms=lines),)
    assert desk.refused(msgspec.structs.replace(other, forms=forms)) is Refused.WRONG_STATE


def test_the_key_of_a_form_is_released_by_the_start_and_not_before(desk: Desk) -> None:
    desk.run(opened())
    desk.run(unlocked(candidate_ids(3)))
    (machine,) = logged_in(desk)
    prepared = desk.run(machine.confirm())
    assert prepared.form is not None
    assert prepared.form_key == ""
    desk.clock.pass_ms(60_000)
    desk.sitting.changes(everything=True)
    desk.run(do.StartSitting())
    ((fingerprint, view),) = desk.sitting.changes(everything=False).views
    assert (fingerprint, view.phase) == (machine.fingerprint, Phase.READY)
    assert len(view.form_key) == 64


def test_an_unconfirmed_candidate_sees_no_form(desk: Desk) -> None:
    desk.run(opened())
    desk.run(unlocked(candidate_ids(3)))
    view = desk.run(Workstation(1, desk.clock).log_in("k1"))
    assert (view.form, view.form_key) == (None, "")


def test_an_amendment_never_shortens_who_has_begun(desk: Desk) -> None:
    solving(desk)
    line = opened().opened.candidates[0]
    shorter = do.AmendCandidates(
        amended=ev.CandidatesAmended(revision=1, candidates=(msgspec.structs.replace(line, minutes=30),))
    )
    longer = do.AmendCandidates(
        amended=ev.CandidatesAmended(revision=1, candidates=(msgspec.structs.replace(line, extra_minutes=15),))
    )
    assert desk.refused(shorter) is Refused.WRONG_STATE
    desk.run(longer)
    assert left(desk) == HOUR + 15 * 60_000
    assert desk.refused(longer) is Refused.FILE_REFUSED  # the same revision again


# ---- the end -------------------------------------------------------------------------------------


def right_answers(_candidate_id: str, answers: object) -> Preliminary:
    """Count every answer as right."""
    assert isinstance(answers, dict)
    return Preliminary(right=len(answers), total=8, key_revision=1)


def test_the_preliminary_number_is_shown_right_after_the_end(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.sitting.set_scorer(right_answers)
    desk.run(machine.send(EntryKind.ANSWER, "t01", "a"))
    desk.run(machine.send(EntryKind.FINISH))
    ((_, view),) = desk.sitting.changes(everything=False).views
    assert view.preliminary == Preliminary(right=1, total=8, key_revision=1)
    assert view.form_key == ""


def test_no_number_is_shown_while_a_score_check_fails(desk: Desk) -> None:
    desk.sitting.set_scorer(right_answers)
    desk.run(opened())
    desk.run(unlocked(candidate_ids(3), failures=("Arkusz 2: policzono 3.",)))
    (machine,) = logged_in(desk)
    desk.clock.pass_ms(60_000)
    desk.run(do.StartSitting())
    desk.run(machine.deliver(machine.write(EntryKind.START), machine.write(EntryKind.FINISH)))
    ((_, view),) = desk.sitting.changes(everything=False).views
    assert (view.preliminary, view.preliminary_withheld) == (None, "checks-failed")
    assert "preliminary-shown" not in desk.kinds()


def test_after_a_restart_the_number_comes_with_the_next_unlock(desk: Desk) -> None:
    (machine,) = solving(desk)
    desk.run(machine.send(EntryKind.FINISH))
    assert "preliminary-shown" not in desk.kinds()
    desk.restart()
    desk.sitting.set_scorer(right_answers)
    desk.tick()
    assert desk.kinds().count("preliminary-shown") == 1


def test_a_scorer_that_fails_costs_the_number_and_nothing_else(desk: Desk) -> None:
    def broken(_candidate_id: str, _answers: object) -> Preliminary:
        raise ValueError("no key")

    (machine,) = solving(desk)
    desk.sitting.set_scorer(broken)
    assert desk.run(machine.send(EntryKind.FINISH)).phase is Phase.FINISHED


def test_a_sitting_closes_only_when_nobody_is_solving_and_the_absent_are_named(desk: Desk) -> None:
    (machine,) = solving(desk)
    assert desk.refused(do.CloseSitting(absent=("k2", "k3"))) is Refused.WRONG_STATE
    desk.run(machine.send(EntryKind.FINISH))
    for wrong in ((), ("k2",), ("k1", "k2", "k3"), ("k2", "k3", "k3")):
        assert desk.refused(do.CloseSitting(absent=wrong)) is Refused.WRONG_STATE
    desk.run(do.CloseSitting(absent=("k3", "k2")))
    assert desk.state.progress is Progress.CLOSED
    assert desk.kinds()[-3:] == ["marked-absent", "marked-absent", "closed"]
    assert desk.refused(Workstation(2, desk.clock).log_in("k2")) is Refused.SITTING_NOT_OPEN


def test_who_logged_in_and_never_began_has_ended(desk: Desk) -> None:
    desk.run(opened(1))
    desk.run(unlocked(["k1"]))
    logged_in(desk)
    assert desk.refused(do.CloseSitting(absent=())) is Refused.WRONG_STATE
    desk.clock.pass_ms(60_000)
    desk.run(do.StartSitting())
    desk.run(do.CloseSitting(absent=()))
    assert desk.state.phase_of(desk.candidate("k1")) is Phase.ENDED


def test_exports_count_up_and_only_the_newest_is_delivered(desk: Desk) -> None:
    desk.run(opened(1))
    made = ev.ExportMade(export_number=1, bundle_sha256="aa", through=2)
    assert desk.refused(do.RecordExport(made=made)) is Refused.WRONG_STATE
    desk.run(do.CloseSitting(absent=("k1",)))
    desk.run(do.RecordExport(made=made))
    assert desk.refused(do.RecordExport(made=made)) is Refused.WRONG_STATE
    desk.run(do.RecordExport(made=msgspec.structs.replace(made, export_number=2, bundle_sha256="bb")))
    assert desk.refused(do.RecordCopy(bundle_sha256="aa", place="stick")) is Refused.WRONG_STATE
    desk.run(do.RecordCopy(bundle_sha256="bb", place="stick"))
    assert desk.refused(do.RecordReceipt(bundle_sha256="aa", receipt_sha256="r")) is Refused.FILE_REFUSED
    desk.run(do.RecordReceipt(bundle_sha256="bb", receipt_sha256="r"))
    assert (desk.state.progress, desk.state.copies) == (Progress.DELIVERED, ("stick",))
