"""Simulated candidates take a whole exam by the calls of the window, and know nothing they should not."""

from __future__ import annotations

import asyncio
import json
import secrets
from pathlib import Path
from random import Random

import pytest

from koperta_crypto.signing import SigningKey
from koperta_station.simulated import command
from koperta_station.simulated.behaviour import BEHAVIOURS, Behaviour, Ending
from koperta_station.simulated.candidate import Knowledge, SimulatedCandidate
from koperta_station.simulated.candidate import Person as Card
from koperta_station.state import KioskState, SaveState, Screen
from koperta_sync.credentials import load
from koperta_sync.enrolment import approval_digest, new_approvals, write_enrolment
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.pairing import EnrolmentFile
from koperta_sync.protocol.seat import Phase
from koperta_sync.protocol.workstation import Deliver, FormStored, ViewChanged
from tests.test_station.fake_day import FakeClock
from tests.test_station.fake_package import PACKAGE, PICTURES, Person
from tests.test_station.fake_room import FakeRoom
from tests.test_station.workstation import Workstation, run, sitting
from tests.test_sync.small_room import SERVER_NAME, SmallRoom, serving


def candidate_at(
    kiosk: Workstation, person: Person, behaviour: Behaviour, seed: int = 1, knowledge: Knowledge | None = None
) -> SimulatedCandidate:
    """Seat a candidate whose thinking takes no real time but passes on the clock."""

    async def think(seconds: float) -> None:
        kiosk.clock.pass_ms(int(seconds * 1000))
        await asyncio.sleep(0.001)

    candidate = SimulatedCandidate(
        kiosk.session,
        Card(person.username, person.secret),
        behaviour,
        Random(seed),
        knowledge=knowledge,
        sleep=think,
        patience_s=0.01,
    )
    watch(kiosk, candidate)
    return candidate


def watch(kiosk: Workstation, candidate: SimulatedCandidate) -> None:
    """Show every state to the candidate as well."""

    class Eyes(list[KioskState]):
        def append(self, state: KioskState) -> None:
            super().append(state)
            candidate.notice(state)

    kiosk.states = Eyes(kiosk.states)
    kiosk.session._desk._on_change = kiosk.states.append


async def open_the_exam(room: FakeRoom, person: Person) -> None:
    while person.phase is not Phase.PREPARED:
        await asyncio.sleep(0.002)
    room.start()


def test_a_candidate_who_hands_in_leaves_exactly_what_was_chosen(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            behaviour = Behaviour(think_ms=(10, 50), changes_mind=0.5, flags=0.5, leaves_open=0.3)
            candidate = candidate_at(kiosk, person, behaviour)
            state, _ = await asyncio.gather(candidate.sit(), open_the_exam(room, person))
            assert (state.screen, state.save) == (Screen.FINISHED, SaveState.ROOM)
            assert person.answers() == candidate.chosen
            assert 0 < len(candidate.chosen) <= 4

    run(day())


def test_a_candidate_who_runs_out_of_time_works_until_it_is_over(tmp_path: Path) -> None:
    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            candidate = candidate_at(kiosk, person, Behaviour(think_ms=(300_000, 500_000), ending=Ending.RUNS_OUT))
            state, _ = await asyncio.gather(candidate.sit(), open_the_exam(room, person))
            assert state.screen is Screen.EXPIRED
            assert person.answers() == candidate.chosen and len(person.taken) >= 7

    run(day())


def test_a_candidate_who_leaves_the_room_goes_on_afterwards(tmp_path: Path) -> None:
    async def leave_and_return(room: FakeRoom, person: Person) -> None:
        await open_the_exam(room, person)
        while len(person.taken) < 2:
            await asyncio.sleep(0.001)
        room.set_phase(person, Phase.COVERED)
        await asyncio.sleep(0.03)
        room.set_phase(person, Phase.SOLVING, credit_ms=1_000)

    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            candidate = candidate_at(kiosk, person, Behaviour(think_ms=(1, 5), changes_mind=1, leaves_open=0))
            state, _ = await asyncio.gather(candidate.sit(), leave_and_return(room, person))
            assert state.screen is Screen.FINISHED and person.answers() == candidate.chosen
            assert any(state.screen is Screen.COVERED for state in kiosk.states)

    run(day())


def test_a_candidate_who_waits_does_not_hand_in(tmp_path: Path) -> None:
    async def end(room: FakeRoom, kiosk: Workstation, person: Person) -> None:
        await open_the_exam(room, person)
        while len(person.answers()) < 4:
            await asyncio.sleep(0.002)
        await asyncio.sleep(0.02)
        assert kiosk.state.screen is Screen.SOLVING
        room.set_phase(person, Phase.ENDED)

    async def day() -> None:
        async with sitting(tmp_path) as (room, kiosk, person):
            behaviour = Behaviour(think_ms=(1, 5), leaves_open=0, ending=Ending.WAITS)
            candidate = candidate_at(kiosk, person, behaviour)
            state, _ = await asyncio.gather(candidate.sit(), end(room, kiosk, person))
            assert state.screen is Screen.ENDED

    run(day())


def test_a_candidate_knows_an_answer_only_when_a_test_hands_over_the_key(tmp_path: Path) -> None:
    async def chosen(folder: Path, seed: int, knowledge: Knowledge | None) -> dict[str, str]:
        async with sitting(folder) as (room, kiosk, person):
            behaviour = Behaviour(think_ms=(1, 2), leaves_open=0, changes_mind=0)
            candidate = candidate_at(kiosk, person, behaviour, seed, knowledge)
            await asyncio.gather(candidate.sit(), open_the_exam(room, person))
            return candidate.chosen

    async def day() -> None:
        key = {f"zad-{at:02}": "c" for at in range(1, 5)}
        assert await chosen(tmp_path / "1", 5, Knowledge(key, 1.0)) == key
        guesses = [await chosen(tmp_path / f"{at}", seed, None) for at, seed in enumerate((1, 2, 3, 1), start=2)]
        assert guesses[0] == guesses[3], "the same seed, the same exam"
        assert guesses[0] != guesses[1] and guesses[1] != guesses[2]

    run(day())


def test_cards_get_their_own_seat_or_the_next_free_one() -> None:
    cards = [
        command.Card(username="a", secret="x"),
        command.Card(username="b", secret="x", seat=1),
        command.Card(username="c", secret="x"),
    ]
    assert [seat for seat, _ in command.assign(cards, [1, 2, 3])] == [2, 1, 3]
    with pytest.raises(command.UsageError, match="3 cards and only 2 seats"):
        command.assign(cards, [1, 2])
    with pytest.raises(command.UsageError, match="seat 1 is on two cards"):
        command.assign([cards[1], cards[1]], [1, 2])
    with pytest.raises(command.UsageError, match="seat 1 is not in"):
        command.assign([cards[1]], [2])


def test_files_that_are_not_what_they_should_be_are_named_and_nothing_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    enrol, cards = tmp_path / "room.koperta-enrol", tmp_path / "cards.json"
    cards.write_text(json.dumps([{"username": "a", "secret": "b"}]), encoding="utf-8")
    arguments = ["--enrol", str(enrol), "--cards", str(cards)]
    assert command.main(arguments) == 2
    enrol.write_bytes(b"no envelope")
    assert command.main(arguments) == 2
    said = capsys.readouterr().err
    assert "room.koperta-enrol" in said and "no envelope" in said


def test_the_command_pairs_by_the_file_sits_the_exam_over_tls_and_reports_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def day() -> None:
        room = FakeRoom(FakeClock())
        person = room.add_person()
        network = SmallRoom()

        def answer(message: Message) -> Message:
            if isinstance(message, Deliver):
                room.machines[7] = load(tmp_path / "seat-0007")
            reply = room.answer(7, message)
            if isinstance(message, FormStored) and not room.started:
                room.start()
                starting.append(asyncio.ensure_future(network.push(ViewChanged(view=room.view(7)))))
            return reply

        starting: list[asyncio.Future[None]] = []
        network.answer = answer
        network.files = {f"/v1/segments/{PACKAGE}/{name}": sealed for name, sealed in PICTURES.items()}
        network.files["/v1/form"] = room.sealed_form(person)
        async with serving(network):
            arguments = write_files(tmp_path, network, person)
            assert await asyncio.to_thread(command.main, arguments) == 0
        (line,) = json.loads((tmp_path / "report.json").read_bytes())
        assert line["screen"] == "finished" and line["username"] == person.username
        assert line["chosen"] == line["answers"] == person.answers()

    run(day())
    assert "1 finished" in capsys.readouterr().out


def write_files(folder: Path, network: SmallRoom, person: Person) -> list[str]:
    """Write enrolment file and cards; returns the command's arguments."""
    key = SigningKey.generate()
    seats = new_approvals("sala 12", [7], secrets.token_bytes)
    network.approvals = {approval_digest(seats[0].approval): 7}
    file = EnrolmentFile(
        room_id="r1",
        room_key=key.public.hex(),
        room_statement="",
        label="pracownia",
        addresses=(network.address,),
        authority_pem=network.authority.certificate_pem.decode(),
        server_name=SERVER_NAME,
        seats=seats,
    )
    (folder / "room.koperta-enrol").write_bytes(write_enrolment(file, key))
    cards = [{"username": person.username, "secret": person.secret, "behaviour": "quick"}]
    (folder / "cards.json").write_text(json.dumps(cards), encoding="utf-8")
    arguments = ["--enrol", folder / "room.koperta-enrol", "--cards", folder / "cards.json", "--folder", folder]
    return [str(one) for one in [*arguments, "--report", folder / "report.json", "--think-ms", "1-5"]]


def test_every_behaviour_is_possible() -> None:
    for behaviour in BEHAVIOURS.values():
        assert 0 <= behaviour.think_ms[0] <= behaviour.think_ms[1]
        assert all(0 <= chance <= 1 for chance in (behaviour.changes_mind, behaviour.flags, behaviour.leaves_open))
