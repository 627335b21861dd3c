"""Whatever happens in whatever order: in the end the room holds what the candidate last chose, once."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from koperta_station.state import SaveState, Screen
from tests.test_station.fake_package import OPTIONS
from tests.test_station.fake_room import FakeRoom
from tests.test_station.workstation import Workstation, run, sitting

ITEMS = st.sampled_from(["zad-01", "zad-02", "zad-03"])
ACTS = st.one_of(
    st.tuples(st.just("answer"), ITEMS, st.sampled_from([*OPTIONS, ""])),
    st.tuples(st.just("flag"), ITEMS, st.sampled_from(["1", ""])),
    st.tuples(st.sampled_from(["cut", "mend", "kill", "lose request", "lose reply", "restart room", "wait"])),
)


@settings(max_examples=40)
@given(st.lists(ACTS, max_size=14))
def test_the_room_ends_with_what_the_candidate_last_chose_and_nothing_twice(acts: list[tuple[str, ...]]) -> None:
    async def day(folder: Path) -> None:
        async with sitting(folder) as (room, kiosk, person):
            await kiosk.solve(person)
            chosen: dict[str, str] = {}
            flagged: dict[str, str] = {}
            for act in acts:
                match act:
                    case ("answer", item, option):
                        await kiosk.session.answer(item, option or None)
                        chosen[item] = option
                    case ("flag", item, on):
                        await kiosk.session.flag(item, bool(on))
                        flagged[item] = on
                    case ("kill",):
                        await kill_and_go_on(kiosk, person.secret)
                    case _:
                        await suffer(room, act[0])
                kiosk.clock.pass_ms(700)
            room.mend()
            await kiosk.until(lambda state: state.save is SaveState.ROOM and state.away_since_ms is None)
            expected = {item: option for item, option in chosen.items() if option}
            assert person.answers() == expected == dict(kiosk.state.answers)
            assert person.flags() == {item for item, on in flagged.items() if on} == set(kiosk.state.flags)
            numbers = [entry.cseq for entry in person.taken]
            assert numbers == list(range(1, 2 + sum(1 for act in acts if act[0] in ("answer", "flag"))))
            assert not person.late

    with tempfile.TemporaryDirectory() as folder:
        run(day(Path(folder)))


async def suffer(room: FakeRoom, fault: str) -> None:
    """Let one fault happen to the room or the network; anything else is a moment's pause."""
    match fault:
        case "cut":
            room.cut()
        case "mend":
            room.mend()
        case "lose request":
            room.lose_requests += 1
        case "lose reply":
            room.lose_replies += 1
        case "restart room":
            room.stop()
            room.restart(locked=True)
        case _:
            await asyncio.sleep(0.004)


async def kill_and_go_on(kiosk: Workstation, secret: str) -> None:
    """Switch off and on; by the card where the room is away."""
    await kiosk.kill()
    kiosk.switch_on()
    await kiosk.until(lambda state: state.screen in (Screen.SOLVING, Screen.NEEDS_CARD))
    if kiosk.state.screen is Screen.NEEDS_CARD:
        await kiosk.session.unlock_with_card(secret)
        await kiosk.until_screen(Screen.SOLVING)
