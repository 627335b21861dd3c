"""What people write down: incidents, calls to the board, who is here, who answers for what, and whose word it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.room.rules import commands_of_acts as act
from koperta_operator.room.rules import commands_of_records as do
from koperta_operator.room.rules import events as ev
from koperta_sync.protocol.refusals import Refused
from tests.test_operator.desk import Desk, desk_in, solving
from tests.test_operator.outage_desk import HOUR, events, left


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a sitting in which two candidates are solving."""
    with desk_in(tmp_path) as made:
        solving(made, 2)
        yield made


@pytest.mark.duty("D25")
@pytest.mark.parametrize("concerned", [(), ("k1",), ("k1", "k2", "k1")])
def test_an_incident_concerns_none_one_or_several_and_changes_no_clock(desk: Desk, concerned: tuple[str, ...]) -> None:
    desk.run(do.NoteIncident(code="talking", candidates=concerned, sealed_text="aa"))
    (noted,) = events(desk, ev.IncidentNoted)
    assert isinstance(noted, ev.IncidentNoted) and noted.candidates == tuple(dict.fromkeys(concerned))
    assert left(desk) == HOUR


@pytest.mark.duty("D25")
def test_an_incident_is_of_the_list_and_about_candidates_of_the_sitting(desk: Desk) -> None:
    assert desk.refused(do.NoteIncident(code="gossip")) is Refused.UNKNOWN_THING
    assert desk.refused(do.NoteIncident(code="talking", candidates=("k9",))) is Refused.UNKNOWN_THING


@pytest.mark.duty("D22")
def test_a_decision_by_phone_waits_until_the_decider_countersigns_it(desk: Desk) -> None:
    by_phone = act.Authority(role="room-chair", by_phone="chair-1")
    desk.run(act.Suspend(cause="fire", authority=by_phone))
    seq = desk.state.seq
    assert desk.refused(do.Countersign(actor="chair-2", seq=seq)) is Refused.NOT_ALLOWED
    assert desk.refused(do.Countersign(actor="chair-1", seq=1)) is Refused.UNKNOWN_THING
    desk.restart()
    desk.run(do.Countersign(actor="chair-1", seq=seq))
    assert desk.state.to_countersign == {}
    assert desk.refused(do.Countersign(actor="chair-1", seq=seq)) is Refused.UNKNOWN_THING


@pytest.mark.duty("D22")
def test_a_call_to_the_board_has_question_answer_person_hour_and_channels(desk: Desk) -> None:
    asked = do.RecordDecision(sealed_question="aa", sealed_answer="bb", sealed_person="cc", channels=("phone", "fax"))
    desk.run(asked)
    (kept,) = events(desk, ev.DecisionRecorded)
    assert isinstance(kept, ev.DecisionRecorded) and kept.at_ms == desk.clock.wall_ms
    wrong = do.RecordDecision(sealed_question="aa", sealed_answer="", sealed_person="cc")
    assert desk.refused(wrong) is Refused.REASON_MISSING


@pytest.mark.duty("D29")
def test_persons_come_and_go_once(desk: Desk) -> None:
    desk.run(do.ComeIn(as_what="observer", sealed_name="aa", body="kuratorium"))
    seq = desk.state.seq
    desk.restart()
    assert desk.state.present == {seq: "observer"}
    desk.run(do.GoOut(seq=seq))
    assert desk.state.present == {}
    assert desk.refused(do.GoOut(seq=seq)) is Refused.UNKNOWN_THING
    assert desk.refused(do.ComeIn(as_what="parent", sealed_name="aa")) is Refused.UNKNOWN_THING
    assert desk.refused(do.ComeIn(as_what="medic", sealed_name="")) is Refused.REASON_MISSING


@pytest.mark.duty("D41")
def test_a_duty_goes_from_one_person_to_another(desk: Desk) -> None:
    desk.run(do.HandOver(duty="room-chair", sealed_from="aa", sealed_to="bb"))
    assert len(events(desk, ev.DutyHandedOver)) == 1
    assert desk.refused(do.HandOver(duty="room-chair", sealed_from="aa", sealed_to="")) is Refused.REASON_MISSING
    assert desk.refused(do.HandOver(duty="king", sealed_from="aa", sealed_to="bb")) is Refused.UNKNOWN_THING
