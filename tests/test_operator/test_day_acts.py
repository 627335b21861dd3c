"""Decisions over the wire: who may take them, whose second key counts, and that the seat hears of them at once."""

from __future__ import annotations

import asyncio
import secrets

import msgspec
import pytest

from koperta_operator.room.rules import events as ev
from koperta_packages.identity import OfficialRole, official_id_of
from koperta_sync.protocol import acts
from koperta_sync.protocol.console import ConsoleWelcome, Ok, ReleaseLease
from koperta_sync.protocol.seat import Phase, SeatView
from koperta_sync.protocol.workstation import Beat, Done, FormStored, ViewChanged
from tests.board_fixture import Official
from tests.test_operator.live_room import LiveRoom, on_live_room
from tests.test_operator.live_wire import Wire
from tests.test_operator.solver import ANSWER, Solver, solving

MINUTE = 60_000


async def shown_at(solver: Solver, phase: Phase) -> SeatView:
    """Wait until the seat is pushed a view of a phase."""
    async with asyncio.timeout(5):
        while True:
            views = [one.view for one in solver.wire.pushes if isinstance(one, ViewChanged)]
            found = [one for one in views if one.phase is phase]
            if found:
                return found[-1]
            await solver.wire.ask(Beat())  # pushes come with the answer


def signed(console: Wire, official: Official, request: acts.ActRequest) -> acts.ActRequest:
    """Add a second person's signature to a request."""
    assert isinstance(console.welcome, ConsoleWelcome)
    nonce = secrets.token_hex(16)
    said = acts.second_bytes(console.credentials.room_id, console.welcome.challenge, nonce, request)
    second = acts.SecondSignature(
        official_id=official_id_of(official.key.public), nonce=nonce, signature=official.key.sign(said).hex()
    )
    return msgspec.structs.replace(request, second=second)


async def events(live: LiveRoom, kind: type[ev.Event]) -> list[ev.Event]:
    """Return the sitting's events of a kind."""
    rows = await live.sitting.actor.call(lambda _state, _now: list(live.sitting.journal.read(0)))
    return [event for one in rows if isinstance(event := ev.CODEC.decode(one.kind, one.body), kind)]


@pytest.mark.duty("D21")
@on_live_room(unlocked=True)
async def test_a_failed_seat_hears_it_at_once_and_the_spare_one_goes_on(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    task, option = solver.option(0)
    await solver.send(2, ANSWER, task, option)
    sitting_id, candidate_id = live.sitting_id, solver.candidate.candidate_id
    operator = await live.console(OfficialRole.OPERATOR)
    await operator.expect(
        acts.ReportFailure(sitting_id=sitting_id, candidate_id=candidate_id, code="screen", text="miga ekran"), Ok
    )
    view = await shown_at(solver, Phase.COVERED)
    assert view.reason == "workstation-failure" and view.clock is not None and not view.clock.running
    chair = await live.console(OfficialRole.ROOM_CHAIR)
    await chair.expect(ReleaseLease(sitting_id=sitting_id, candidate_id=candidate_id, reason="awaria ekranu"), Ok)
    spare = await live.workstation(4)
    logged_in = await spare.log_in(solver.candidate)
    assert logged_in.view.phase is Phase.SOLVING and logged_in.view.resume is not None
    assert logged_in.view.resume.answers == {task: option}
    assert logged_in.view.clock is not None and not logged_in.view.clock.running
    assert logged_in.view.form is not None
    await spare.expect(FormStored(sha256=logged_in.view.form.sha256), Done)
    (report,) = await events(live, ev.WorkstationFailureReported)
    (resumed,) = await events(live, ev.WorkstationResumed)
    assert isinstance(report, ev.WorkstationFailureReported) and isinstance(resumed, ev.WorkstationResumed)
    assert (report.role, report.code, resumed.how, resumed.seat_number) == ("operator", "screen", "transfer", 4)
    assert "miga" not in str(report)


@pytest.mark.duty("D22")
@on_live_room(unlocked=True)
async def test_a_suspension_reaches_every_seat_and_only_the_exam_chair_decides(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    suspend = acts.SuspendSitting(sitting_id=live.sitting_id, cause="fire", text="alarm")
    room_chair, chair = await live.console(OfficialRole.ROOM_CHAIR), await live.console(OfficialRole.EXAM_CHAIR)
    assert await room_chair.refused(suspend) == "NOT_ALLOWED"
    await chair.expect(suspend, Ok)
    assert (await shown_at(solver, Phase.SUSPENDED)).reason == "suspension"
    resume = acts.ResumeSitting(
        sitting_id=live.sitting_id,
        text="Ewakuacja zakończona, wznawiamy.",
        told="dyr. Zych, OKE",
        channels=("phone", "e-mail"),
    )
    assert await room_chair.refused(resume) == "NOT_ALLOWED"
    await chair.expect(resume, Ok)
    assert (await shown_at(solver, Phase.SOLVING)).clock is not None
    (event,) = await events(live, ev.SittingResumed)
    assert "Zych" not in str(event) and isinstance(event, ev.SittingResumed) and event.channels == ("phone", "e-mail")


@pytest.mark.duty("D22")
@on_live_room(unlocked=True)
async def test_a_decision_by_phone_is_entered_by_the_room_chair_in_the_exam_chairs_name(live: LiveRoom) -> None:
    await solving(live, 1)
    room_chair, operator = await live.console(OfficialRole.ROOM_CHAIR), await live.console(OfficialRole.OPERATOR)
    decider = official_id_of(live.official(OfficialRole.EXAM_CHAIR).key.public)
    nobody = official_id_of(live.official(OfficialRole.TEAM_MEMBER).key.public)
    asked = acts.SuspendSitting(sitting_id=live.sitting_id, cause="power", by_phone=decider)
    assert await operator.refused(asked) == "NOT_ALLOWED"
    assert await room_chair.refused(msgspec.structs.replace(asked, by_phone=nobody)) == "NOT_ALLOWED"
    assert await room_chair.refused(msgspec.structs.replace(asked, by_phone="?")) == "NOT_ALLOWED"
    await room_chair.expect(asked, Ok)
    waiting = await live.sitting.actor.call(lambda state, _now: list(state.to_countersign.values()))
    assert waiting == [decider]


@pytest.mark.duty("D23")
@on_live_room(unlocked=True)
async def test_an_annulment_is_said_at_the_seat_at_once(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    annul = acts.AnnulAttempt(
        sitting_id=live.sitting_id, candidate_id=solver.candidate.candidate_id, cause="device", text="telefon"
    )
    assert await (await live.console(OfficialRole.ROOM_CHAIR)).refused(annul) == "NOT_ALLOWED"
    await (await live.console(OfficialRole.DEPUTY_EXAM_CHAIR)).expect(annul, Ok)
    view = await shown_at(solver, Phase.ENDED)
    assert (view.reason, view.cause, view.preliminary_withheld) == ("annulled", "device", "annulled")


@pytest.mark.duty("D20")
@on_live_room(unlocked=True)
async def test_a_second_key_counts_once_for_exactly_what_it_signed(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    console = await live.console(OfficialRole.ROOM_CHAIR)
    other = await live.console(OfficialRole.ROOM_CHAIR)
    member, me = live.official(OfficialRole.TEAM_MEMBER), live.official(OfficialRole.ROOM_CHAIR)
    asked = acts.CorrectTime(
        sitting_id=live.sitting_id, candidate_id=solver.candidate.candidate_id, ms=8 * MINUTE, reason="awaria sieci"
    )
    assert await console.refused(asked) == "SECOND_KEY_MISSING"
    good = signed(console, member, asked)
    more = msgspec.structs.replace(good, ms=60 * MINUTE)
    before = await live.heads()
    for wrong in (
        more,
        signed(console, me, asked),
        signed(console, live.official(OfficialRole.OPERATOR), asked),
        signed(console, live.official(OfficialRole.OBSERVER), asked),
    ):
        assert await console.refused(wrong) == "SECOND_KEY_WRONG", wrong
    assert await other.refused(good) == "SECOND_KEY_WRONG"
    assert await live.heads() == before
    await console.expect(good, Ok)
    assert await console.refused(good) == "SECOND_KEY_WRONG"
    (event,) = await events(live, ev.TimeCorrected)
    assert isinstance(event, ev.TimeCorrected)
    assert (event.ms, event.second) == (8 * MINUTE, official_id_of(member.key.public))


@pytest.mark.duty("D20")
@on_live_room(unlocked=True)
async def test_broken_glass_is_flagged_for_everybody_to_see(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    console = await live.console(OfficialRole.ROOM_CHAIR)
    me = solver.candidate.candidate_id
    await console.expect(
        acts.CorrectTime(
            sitting_id=live.sitting_id, candidate_id=me, ms=8 * MINUTE, reason="awaria", broken_glass="jestem sama"
        ),
        Ok,
    )
    (event,) = await events(live, ev.TimeCorrected)
    assert isinstance(event, ev.TimeCorrected) and event.sealed_break_glass and "jestem" not in str(event)
    lines = [one for one in live.room.overview.view(live.room.sittings).events if "doliczono" in one.text]
    assert lines and lines[0].flagged and lines[0].undoable
    undo = acts.UndoAct(sitting_id=live.sitting_id, seq=lines[0].seq, reason="pomyłka")
    assert await console.refused(undo) == "HIGHER_ROLE_NEEDED"
    chair = await live.console(OfficialRole.EXAM_CHAIR)
    foreseen = await chair.expect(acts.ForeseeUndo(sitting_id=live.sitting_id, seq=lines[0].seq), acts.UndoEffect)
    assert [one.ends_before_ms - one.ends_after_ms for one in foreseen.clocks] == [8 * MINUTE]
    await chair.expect(undo, Ok)
