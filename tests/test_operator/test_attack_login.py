"""Attacks on the log-in: guessing cards, and the rush of a whole room at nine o'clock."""

from __future__ import annotations

import asyncio
import time

from koperta_crypto.passphrase import grouped
from koperta_operator.room.server.attempts import MAX_FAILURES, PAUSE_MS
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.workstation import LoggedIn, LogIn
from tests.test_operator.live_room import LiveRoom, on_live_room
from tests.test_operator.live_wire import Wire


def mistyped(secret: str, place: int) -> str:
    """Return a card's secret with one symbol typed wrongly."""
    plain = secret.replace("-", "")
    return grouped(plain[:place] + ("7" if plain[place] != "7" else "K") + plain[place + 1 :])


@on_live_room()
async def test_five_wrong_cards_in_a_row_pause_only_that_workstation(live: LiveRoom) -> None:
    guesser, neighbour = await live.workstation(1), await live.workstation(2)
    wrong = LogIn(username=live.candidate(0).username, secret=live.candidate(1).secret)
    for _ in range(MAX_FAILURES):
        assert await guesser.refused(wrong) == "LOGIN_UNKNOWN"
    answer = await guesser.ask(LogIn(username=live.candidate(0).username, secret=live.candidate(0).secret))
    assert isinstance(answer, Refusal) and answer.code == "LOGIN_TOO_MANY"
    assert 0 < int(answer.facts["seconds"]) <= PAUSE_MS // 1000
    assert (await neighbour.log_in(live.candidate(0))).view.candidate is not None, "nobody locks somebody else out"


@on_live_room()
async def test_connecting_again_does_not_shorten_the_pause(live: LiveRoom) -> None:
    guesser = await live.workstation(1)
    wrong = LogIn(username=live.candidate(0).username, secret=live.candidate(1).secret)
    for _ in range(MAX_FAILURES):
        await guesser.refused(wrong)
    again = await live.workstation(1)
    assert await again.refused(wrong) == "LOGIN_TOO_MANY"


@on_live_room()
async def test_a_typing_slip_is_told_with_its_group_and_is_no_failure(live: LiveRoom) -> None:
    wire = await live.workstation(1)
    candidate = live.candidate(0)
    groups = set()
    for place in range(12):
        answer = await wire.ask(LogIn(username=candidate.username, secret=mistyped(candidate.secret, place)))
        assert isinstance(answer, Refusal) and answer.code == "LOGIN_TYPO", answer
        if "group" in answer.facts:
            assert answer.facts["group"] == place // 4 + 1
            groups.add(answer.facts["group"])
    assert groups, "a single wrong symbol is located"
    for strange in ("", "krótkie", "0" * 200, "ŻÓŁĆ-ŻÓŁĆ-ŻÓŁĆ", "\x00" * 12, "🂡" * 12):
        assert await wire.refused(LogIn(username=candidate.username, secret=strange)) == "LOGIN_TYPO"
    await wire.log_in(candidate)


@on_live_room()
async def test_an_unknown_name_is_refused_like_a_wrong_secret(live: LiveRoom) -> None:
    """Otherwise names could be searched for."""
    wire = await live.workstation(1)
    right = live.candidate(0)
    unknown = await wire.ask(LogIn(username="nie-ma-takiego", secret=right.secret))
    wrong = await wire.ask(LogIn(username=right.username, secret=live.candidate(1).secret))
    assert unknown == wrong and isinstance(unknown, Refusal)


@on_live_room(seats=200, candidates=200)
async def test_two_hundred_workstations_from_one_address_log_in_at_once_and_none_is_refused(live: LiveRoom) -> None:
    """They send equal headers from one address, as identical machines behind one switch or proxy do."""
    wires: list[Wire] = list(await asyncio.gather(*(live.workstation(number) for number in range(1, 201))))
    cards = [live.candidate(n) for n in range(200)]
    began = time.monotonic()
    replies = await asyncio.gather(
        *(wire.ask(LogIn(username=c.username, secret=c.secret)) for wire, c in zip(wires, cards, strict=True))
    )
    assert [one for one in replies if not isinstance(one, LoggedIn)] == []
    assert time.monotonic() - began < 5.0
    assert len(await live.sitting.actor.call(lambda state, _now: list(state.at_workstation))) == 200
