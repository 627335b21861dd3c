"""Attacks from a paired workstation on seats: other people's forms, pictures and log-ins."""

from __future__ import annotations

import asyncio

from koperta_packages.identity import OfficialRole
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.console import Ok, ReleaseLease
from koperta_sync.protocol.workstation import (
    Beat,
    Beaten,
    ConfirmData,
    Done,
    FormStored,
    LoggedIn,
    LogIn,
    RecoverJournal,
)
from tests.test_operator.live_room import LiveRoom, on_live_room
from tests.test_operator.live_wire import code_of
from tests.test_operator.solver import seated

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
    assert served and refused >= 4 * 3, "task texts, answer key and canary are always among the refused"


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
