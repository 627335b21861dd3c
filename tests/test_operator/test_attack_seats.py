"""Attacks from a paired workstation: other people's forms and pictures, forged and misplaced entries."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import msgspec

from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import SittingState
from koperta_packages.candidates import Candidate
from koperta_packages.identity import OfficialRole
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.console import Ok, ReleaseLease, StartSitting
from koperta_sync.protocol.seat import EntryKind
from koperta_sync.protocol.workstation import (
    Beat,
    Beaten,
    ConfirmData,
    Deliver,
    Delivered,
    Done,
    FormStored,
    LoggedIn,
    LogIn,
    RecoverJournal,
)
from tests.test_operator.live_room import LiveRoom, on_live_room
from tests.test_operator.live_wire import Wire, code_of

START, ANSWER, FLAG, FINISH = EntryKind.START, EntryKind.ANSWER, EntryKind.FLAG, EntryKind.FINISH


@dataclass
class Solver:
    """Hold one candidate at one workstation, and what may be answered."""

    live: LiveRoom
    wire: Wire
    candidate: Candidate
    items: tuple[str, ...]
    options: dict[str, tuple[str, ...]]

    async def send(self, cseq: int, kind: EntryKind, item: str = "", value: str = "") -> object:
        """Deliver one honest entry."""
        sitting_id, me = self.live.sitting_id, self.candidate.candidate_id
        return await self.wire.deliver(sitting_id, me, self.wire.entry(sitting_id, me, cseq, kind, item, value))

    def option(self, place: int) -> tuple[str, str]:
        """Return a task of the form and one of its options."""
        return self.items[place], self.options[self.items[place]][0]


async def answers(live: LiveRoom, candidate: Candidate) -> dict[str, str]:
    """Return what the room holds as a candidate's answers."""
    return await live.sitting.actor.call(lambda state, _now: dict(state.candidates[candidate.candidate_id].answers))


async def seated(live: LiveRoom, number: int) -> Solver:
    """Seat a candidate at the workstation of the same number."""
    candidate = live.candidate(number - 1)
    wire = await live.workstation(number)
    await wire.prepare(candidate)

    def look(state: SittingState, _now: Now) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
        one = state.candidates[candidate.candidate_id]
        return tuple(one.form), {item: tuple(state.options[one.package_id][item]) for item in one.form}

    return Solver(live, wire, candidate, *await live.sitting.actor.call(look))


async def start(live: LiveRoom) -> None:
    """Start the sitting as the chair does."""
    chair = await live.console(OfficialRole.ROOM_CHAIR)
    await chair.expect(StartSitting(sitting_id=live.sitting_id), Ok)


async def solving(live: LiveRoom, number: int) -> Solver:
    """Seat a candidate and let them begin."""
    solver = await seated(live, number)
    await start(live)
    assert isinstance(await solver.send(1, START), Delivered)
    return solver


def code(answer: object) -> str:
    """Return the code of a refusal."""
    assert isinstance(answer, Refusal), answer
    return answer.code


# ---- forms and pictures --------------------------------------------------------------------------


@on_live_room(unlocked=True)
async def test_a_workstation_gets_its_own_form_and_nobody_elses(live: LiveRoom) -> None:
    one, two = await seated(live, 1), await seated(live, 2)
    forms = [(await solver.wire.get("/v1/form"))[1] for solver in (one, two)]
    mine = [live.sitting.names.sealed_form(solver.candidate.candidate_id) for solver in (one, two)]
    assert [form.sealed for form in mine if form] == forms and forms[0] != forms[1]
    status, body = await (await live.workstation(3)).get("/v1/form")
    assert (status, code_of(body)) == (409, "NO_CANDIDATE")


@on_live_room(unlocked=True)
async def test_a_workstation_gets_the_pictures_of_its_form_and_no_other_part_of_the_package(live: LiveRoom) -> None:
    package = live.issued.packages()[0]
    solvers = [await seated(live, number) for number in (1, 2, 3, 4)]
    served = refused = 0
    for solver in solvers:
        form = live.sitting.names.sealed_form(solver.candidate.candidate_id)
        assert form is not None
        own = {one.segment_id for one in form.header.segments}
        for segment in package.manifest.segments:
            status, body = await solver.wire.get(f"/v1/segments/{package.package_id}/{segment.id}")
            assert status == (200 if segment.id in own else 404), segment
            served, refused = served + (status == 200), refused + (status != 200)
            if status == 200:
                assert body == package.read_segment(segment.id)
    assert served and refused > 4 * 3, "task texts, answer key and canary are always among the refused"


TRICKS = (
    "{package}/../{package}/items", "{package}/..%2f..%2fetc%2fpasswd", "{package}/%2e%2e/items", "../../../etc/passwd",
    "{package}/items", "{package}/key", "{package}/canary", "{package}/{own}%00", "{package}/{own}/",
    "{package}//{own}",
    "{package}/{own}%2e%2e", "other/{own}", "/{own}", "{package}%2f{own}", "{package}/{own}?x=1&..", "%2e%2e/{own}",
    "{package}/%s%n", "{package}/" + "a" * 4000, "{package}/żółć", "{package}/{own}\\..\\x",
)  # fmt: skip


@on_live_room(unlocked=True)
async def test_no_trick_with_paths_reads_anything_else(live: LiveRoom) -> None:
    solver = await seated(live, 1)
    package = live.issued.packages()[0]
    form = live.sitting.names.sealed_form(solver.candidate.candidate_id)
    own = form.header.segments[0].segment_id if form and form.header.segments else "p1"
    picture = package.read_segment(own) if form and form.header.segments else b""
    for trick in TRICKS:
        path = "/v1/segments/" + trick.replace("{package}", package.package_id).replace("{own}", own)
        status, body = await solver.wire.get(path)
        assert 400 <= status < 500 or body == picture, (trick, status)


@on_live_room(unlocked=True)
async def test_who_lost_the_lease_gets_no_form_any_more(live: LiveRoom) -> None:
    solver = await seated(live, 1)
    chair = await live.console(OfficialRole.ROOM_CHAIR)
    release = ReleaseLease(sitting_id=live.sitting_id, candidate_id=solver.candidate.candidate_id, reason="awaria")
    await chair.expect(release, Ok)
    await asyncio.sleep(0.05)
    assert (await solver.wire.get("/v1/form"))[0] == 409


# ---- who sits where ------------------------------------------------------------------------------


@on_live_room(unlocked=True)
async def test_a_candidate_cannot_be_logged_in_at_two_seats(live: LiveRoom) -> None:
    solver = await seated(live, 1)
    other = await live.workstation(2)
    card = LogIn(username=solver.candidate.username, secret=solver.candidate.secret)
    assert await other.refused(card) == "OTHER_SEAT_ACTIVE"
    assert (await other.get("/v1/form"))[0] == 409


@on_live_room()
async def test_two_seats_that_log_the_same_candidate_in_at_once_get_one_lease(live: LiveRoom) -> None:
    wires = [await live.workstation(number) for number in (1, 2, 3, 4)]
    candidate = live.candidate(0)
    card = LogIn(username=candidate.username, secret=candidate.secret)
    replies = await asyncio.gather(*(wire.ask(card) for wire in wires))
    assert sum(isinstance(one, LoggedIn) for one in replies) == 1
    assert {one.code for one in replies if isinstance(one, Refusal)} <= {"OTHER_SEAT_ACTIVE", "WRONG_SEAT"}


@on_live_room()
async def test_a_login_that_is_repeated_at_the_same_seat_changes_nothing(live: LiveRoom) -> None:
    """A workstation that lost the answer asks again; that must not lock its candidate out."""
    wire = await live.workstation(1)
    first = await wire.log_in(live.candidate(0))
    again = await wire.log_in(live.candidate(0))
    assert again.view.epoch == first.view.epoch == 1


@on_live_room()
async def test_somebody_else_cannot_log_in_over_a_candidate_who_sits_there(live: LiveRoom) -> None:
    wire = await live.workstation(1)
    await wire.log_in(live.candidate(0))
    other = live.candidate(1)
    assert await wire.refused(LogIn(username=other.username, secret=other.secret)) == "WRONG_SEAT"
    assert isinstance(await wire.ask(ConfirmData(correct=True)), Done)


@on_live_room(unlocked=True)
async def test_a_workstation_without_a_lease_can_do_nothing_for_a_candidate(live: LiveRoom) -> None:
    await seated(live, 1)
    empty = await live.workstation(2)
    recover = RecoverJournal(
        sitting_id=live.sitting_id, candidate_id=live.candidate(0).candidate_id, epoch=1, wrapped="00" * 80
    )
    before = await live.heads()
    assert await empty.refused(ConfirmData(correct=True)) == "NO_CANDIDATE"
    assert await empty.refused(FormStored(sha256="0" * 64)) == "NO_CANDIDATE"
    assert await empty.refused(recover) == "NO_CANDIDATE"
    assert isinstance(await empty.ask(Beat(worked_ms=10**9)), Beaten)
    assert await live.heads() == before


@on_live_room()
async def test_a_dropped_connection_is_not_taken_for_a_workstation_that_is_there(live: LiveRoom) -> None:
    wire = await live.workstation(1)
    await wire.log_in(live.candidate(0))
    again = await live.workstation(1)
    assert again.welcome is not None
    other = await live.workstation(2)
    card = LogIn(username=live.candidate(0).username, secret=live.candidate(0).secret)
    assert await other.refused(card) == "OTHER_SEAT_ACTIVE", "the old connection's end must not hide the new one"


# ---- entries -------------------------------------------------------------------------------------


@on_live_room(unlocked=True)
async def test_nobody_delivers_for_a_candidate_of_another_seat(live: LiveRoom) -> None:
    victim, thief = await solving(live, 1), await seated(live, 2)
    item, option = victim.option(0)
    me = victim.candidate.candidate_id
    before = await live.heads()
    for epoch in (0, 1, 2, 2**53 - 1):
        entry = thief.wire.entry(live.sitting_id, me, 2, ANSWER, item, option, epoch=epoch)
        assert code(await thief.wire.deliver(live.sitting_id, me, entry, epoch=epoch)) == "NO_CANDIDATE"
    assert await live.heads() == before
    assert await answers(live, victim.candidate) == {}


@on_live_room(unlocked=True)
async def test_a_forged_signature_is_kept_as_evidence_and_changes_no_answer(live: LiveRoom) -> None:
    solver, other = await solving(live, 1), live.seat(2)
    item, option = solver.option(0)
    honest = solver.wire.entry(live.sitting_id, solver.candidate.candidate_id, 2, ANSWER, item, option)
    foreign = Wire(other, solver.wire.session, solver.wire.socket)
    forged = (
        msgspec.structs.replace(honest, value=solver.options[item][1]),
        msgspec.structs.replace(honest, worked_ms=99),
        msgspec.structs.replace(honest, signature="00" * 64),
        foreign.entry(live.sitting_id, solver.candidate.candidate_id, 2, ANSWER, item, option),
        solver.wire.entry("another-sitting", solver.candidate.candidate_id, 2, ANSWER, item, option),
        solver.wire.entry(live.sitting_id, "somebody-else", 2, ANSWER, item, option),
        solver.wire.entry(live.sitting_id, solver.candidate.candidate_id, 2, ANSWER, item, option, epoch=2),
    )
    for entry in forged:
        sent = await solver.wire.deliver(live.sitting_id, solver.candidate.candidate_id, entry)
        assert code(sent) == "ENTRY_FORGED"
    assert await answers(live, solver.candidate) == {}
    assert isinstance(await solver.wire.deliver(live.sitting_id, solver.candidate.candidate_id, honest), Delivered)
    assert await answers(live, solver.candidate) == {item: option}


@on_live_room(unlocked=True)
async def test_answers_to_other_tasks_and_with_options_that_do_not_exist_do_not_count(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    item, option = solver.option(0)
    pool = await live.sitting.actor.call(lambda state, _now: set(next(iter(state.options.values()))))
    elsewhere = next(iter(sorted(pool - set(solver.items))), "z-99")
    wrong = [
        (elsewhere, option),
        ("", option),
        (item, "no-such-option"),
        (item, solver.options[solver.items[1]][0] + "x"),
    ]
    for cseq, (task, value) in enumerate(wrong, 2):
        assert code(await solver.send(cseq, ANSWER, task, value)) == "ENTRY_NOT_ALLOWED", (task, value)
    assert code(await solver.send(6, FLAG, item, "2")) == "ENTRY_NOT_ALLOWED"
    assert await answers(live, solver.candidate) == {}
    assert isinstance(await solver.send(7, ANSWER, item, option), Delivered)
    assert await answers(live, solver.candidate) == {item: option}


@on_live_room(unlocked=True)
async def test_nothing_counts_before_the_start_and_nothing_after_the_finish(live: LiveRoom) -> None:
    solver = await seated(live, 1)
    item, option = solver.option(0)
    assert code(await solver.send(1, START)) == "NOT_STARTED"
    await start(live)
    assert code(await solver.send(1, ANSWER, item, option)) == "ENTRY_NOT_ALLOWED"
    assert isinstance(await solver.send(2, START), Delivered)
    assert isinstance(await solver.send(3, ANSWER, item, option), Delivered)
    assert isinstance(await solver.send(4, FINISH), Delivered)
    late = await solver.send(5, ANSWER, item, solver.options[item][1])
    assert isinstance(late, Delivered) and late.late == 1
    assert await answers(live, solver.candidate) == {item: option}


@on_live_room(unlocked=True)
async def test_a_lower_epoch_never_overrides_the_candidates_new_seat(live: LiveRoom) -> None:
    old = await solving(live, 1)
    chair = await live.console(OfficialRole.ROOM_CHAIR)
    me = old.candidate.candidate_id
    await chair.expect(ReleaseLease(sitting_id=live.sitting_id, candidate_id=me, reason="awaria"), Ok)
    new = await live.workstation(4)
    assert (await new.log_in(old.candidate)).view.epoch == 2
    item, option = old.option(0)
    assert code(await old.send(2, ANSWER, item, option)) == "EPOCH_OVER"
    assert await answers(live, old.candidate) == {}
    entry = new.entry(live.sitting_id, me, 1, ANSWER, item, old.options[item][1], epoch=2)
    assert isinstance(await new.deliver(live.sitting_id, me, entry, epoch=2), Delivered)
    assert code(await old.send(3, ANSWER, item, option)) == "EPOCH_OVER"
    assert await answers(live, old.candidate) == {item: old.options[item][1]}


@on_live_room(unlocked=True)
async def test_a_gap_a_repetition_and_a_conflict_are_told_apart(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    item, option = solver.option(0)
    assert code(await solver.send(5, ANSWER, item, option)) == "ENTRY_GAP"
    assert isinstance(await solver.send(2, ANSWER, item, option), Delivered)
    before = await live.heads()
    assert isinstance(await solver.send(2, ANSWER, item, option), Delivered)
    assert await live.heads() == before, "the same again is acknowledged and written once"
    assert code(await solver.send(2, ANSWER, item, solver.options[item][1])) == "ENTRY_CONFLICT"
    assert await answers(live, solver.candidate) == {item: option}


@on_live_room(unlocked=True)
async def test_worked_time_from_the_workstation_never_gives_more_time_than_entitled(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    clock = (await solver.wire.expect(Beat(worked_ms=2**53 - 1), Beaten)).clock
    assert clock is not None and 0 <= clock.remaining_ms <= clock.entitled_ms
    sent = await solver.wire.expect(
        Deliver(
            sitting_id=live.sitting_id, candidate_id=solver.candidate.candidate_id, epoch=1, entries=(),
            sent_mono_ms=0, worked_ms=2**53 - 1,
        ),
        Delivered,
    )  # fmt: skip
    assert sent.clock is not None and sent.clock.remaining_ms <= sent.clock.entitled_ms
