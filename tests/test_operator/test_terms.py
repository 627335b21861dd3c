"""Which of two machines is the room: terms only rise, and a superseded room changes nothing any more."""

from __future__ import annotations

import contextlib
from pathlib import Path

from koperta_crypto.signing import SigningKey
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_packages.identity import OfficialRole
from koperta_sync.protocol.base import CLOSE_GOING_AWAY, PROTOCOL_VERSION, Message, Refusal
from koperta_sync.protocol.console import ConsoleWelcome, OpenPairing, StartSitting
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.room_view import RoomRole
from koperta_sync.protocol.workstation import Hello, Welcome
from koperta_sync.terms import prove_term
from tests.test_operator.desk import desk_in, solving
from tests.test_operator.live_room import LiveRoom, on_live_room, serving
from tests.test_operator.live_wire import FACTS

PROMOTED = ev.TermBegan(term=2, how="promotion", officials=("a", "b"))


def test_a_term_only_rises(tmp_path: Path) -> None:
    with desk_in(tmp_path) as desk:
        solving(desk, 1)
        desk.run(do.BeginTerm(began=PROMOTED))
        assert desk.state.term == 2
        before = desk.state.seq
        desk.run(do.BeginTerm(began=PROMOTED))  # a start that a crash had cut short does it again
        assert desk.state.seq == before
        assert desk.refused(do.BeginTerm(began=ev.TermBegan(term=1, how="rebuild"))) is Refused.WRONG_STATE
        desk.run(do.Supersede(term=2))
        assert not desk.state.superseded_by


def test_a_superseded_sitting_refuses_every_change_and_its_time_stands(tmp_path: Path) -> None:
    with desk_in(tmp_path) as desk:
        (machine,) = solving(desk, 1, of=1)
        desk.run(do.Supersede(term=3))
        length = desk.state.seq
        desk.clock.pass_ms(3 * 3_600_000)
        desk.run(do.Tick())
        answer = machine.deliver()
        assert desk.refused(answer) is Refused.SUPERSEDED
        assert desk.refused(do.RoomExit(candidate_id="k1")) is Refused.SUPERSEDED
        assert desk.refused(do.CloseSitting(absent=())) is Refused.SUPERSEDED
        assert desk.state.seq == length
        # Only a higher term makes this machine the room again, for example after a rebuild on it.
        assert desk.refused(do.BeginTerm(began=PROMOTED)) is Refused.WRONG_STATE
        desk.run(do.BeginTerm(began=ev.TermBegan(term=4, how="rebuild")))
        assert not desk.state.superseded_by


async def _hello(live: LiveRoom, seat: int, term: int, proof: str) -> Message | Refusal:
    wire = await live.workstation(seat, hello=False)
    return await wire.ask(Hello(version=PROTOCOL_VERSION, facts=FACTS, term=term, term_proof=proof))


@on_live_room(unlocked=True)
async def test_a_claim_without_proof_takes_no_room_down(live: LiveRoom) -> None:
    identity = live.room.identity
    for proof in ("", "00" * 64, prove_term(SigningKey.generate(), identity.room_id, 7)):
        assert _term(await _hello(live, 1, 7, proof)) == 1
    assert _term(await _hello(live, 1, 7, prove_term(identity.signing, identity.room_id, 6))) == 1
    assert not live.room.terms.superseded_by


@on_live_room(unlocked=True)
async def test_a_room_that_hears_of_a_higher_term_is_read_only_from_then_on(live: LiveRoom) -> None:
    identity = live.room.identity
    chair = await live.console(OfficialRole.ROOM_CHAIR)
    other = await live.workstation(2)
    proof = prove_term(identity.signing, identity.room_id, 2)
    with contextlib.suppress(ConnectionError):  # the refusal or the closing, whichever is first
        assert _code(await _hello(live, 1, 2, proof)) == Refused.SUPERSEDED
    assert await other.closed() == CLOSE_GOING_AWAY  # everybody is let go to look for the room
    before = await live.heads()
    for act in (StartSitting(sitting_id=live.sitting_id), OpenPairing(open=True)):
        assert await chair.refused(act) == Refused.SUPERSEDED
    assert _code(await _hello(live, 3, 0, "")) == Refused.SUPERSEDED
    assert await live.heads() == before
    looking = await live.console()  # looking is still possible
    assert isinstance(looking.welcome, ConsoleWelcome)
    view = looking.welcome.room
    assert (view.role, view.term, view.superseded_by) == (RoomRole.SUPERSEDED, 1, 2)
    events = [row.kind for row in await live.room.ledger.all_events()]
    assert events[-1] == "superseded"


@on_live_room(unlocked=True)
async def test_a_superseded_room_stays_so_after_a_restart(live: LiveRoom) -> None:
    identity = live.room.identity
    await live.room.terms.hear(2, prove_term(identity.signing, identity.room_id, 2))
    await live.room.stop()
    async with serving(live.folder, live.issued, live.machines) as again:
        assert again.room.terms.superseded_by == 2
        assert await again.sitting.actor.call(lambda state, _now: state.superseded_by) == 2
        assert _code(await _hello(again, 1, 0, "")) == Refused.SUPERSEDED


def _term(answer: Message | Refusal) -> int:
    assert isinstance(answer, Welcome), answer
    return answer.term


def _code(answer: Message | Refusal) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code
