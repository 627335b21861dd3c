"""Two real machines: a standby that stalls, dies and returns; an old room that comes back; one person alone."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from koperta_crypto import keyfile
from koperta_crypto.signing import SigningKey
from koperta_operator.room import command
from koperta_operator.room.journal.store import Journal, StoredEvent
from koperta_operator.room.rules.events import CODEC, TermBegan
from koperta_operator.room.standby.command import promote
from koperta_operator.room.standby.promotion import unseal_text
from koperta_packages.identity import OFFICIAL_KEY_PURPOSE, OfficialRole, official_id_of
from koperta_station.simulated.behaviour import Behaviour
from koperta_station.state import Screen
from koperta_sync.bundle.manifest import room_genesis, sitting_genesis
from koperta_sync.console_client import ConsoleClient
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import RoomRole, StandbyState
from tests.board_fixture import CHEAP, IssuedSittingForTest, issue_sitting
from tests.end_to_end import room_day as day
from tests.real_room import LONG_AGO, RealRoom, console, enrolment, official_of, room_of, take_in, unlock, until
from tests.real_standby import RealStandby, started, until_standby

SEATS = 3
STEADY = Behaviour(think_ms=(400, 650), changes_mind=0.0, flags=0.0, leaves_open=0.0)
WHY = "drugi urzędnik nie odbiera telefonu"


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot stall a program from outside")
@pytest.mark.timeout(180)
def test_a_standby_that_stalls_dies_and_returns_never_stops_the_exam(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path, candidates=SEATS, tasks=18, opens_at=LONG_AGO)
    with RealRoom(tmp_path / "room", issued.room) as room:
        standby = RealStandby(tmp_path / "standby", room)
        try:
            asyncio.run(_stalling(tmp_path, room, standby, issued))
        finally:
            standby.stop()
    sitting_id = issued.issue.sitting_id
    for path in ("room.db", f"sittings/{sitting_id}/journal.db"):
        own, copy = (_rows(one.folder.root / path, issued, sitting_id) for one in (room, standby))
        assert copy == own[: len(copy)]
        assert len(copy) > len(own) - 20  # the room's last words after the standby had ended


async def _stalling(tmp_path: Path, room: RealRoom, standby: RealStandby, issued: IssuedSittingForTest) -> None:
    async with console(room) as anybody:
        sitting_id = await take_in(anybody, issued)
    await started(standby, room, issued)
    async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
        async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
            file = await enrolment(operator, tmp_path / "stick", range(1, SEATS + 1))
        await unlock(chair, issued)
        kiosks = [
            await day.workstation(file, seat, tmp_path / f"pc{seat}", person, STEADY)
            for seat, person in enumerate(day.people(issued), 1)
        ]
        sitting = [asyncio.create_task(one.sit()) for one in kiosks]
        await day.all_ready(chair, sitting_id, SEATS)
        await day.start(chair, sitting_id)
        await _going_on(chair)
        standby.stall()
        await until(lambda: room_of(chair).standby.state is not StandbyState.READY, 5, "the silence to be noticed")
        await _going_on(chair)
        standby.go_on()
        await until_standby(chair, StandbyState.READY)
        standby.kill()
        await until_standby(chair, StandbyState.AWAY)
        await _going_on(chair)
        await asyncio.to_thread(standby.start_again)
        await until_standby(chair, StandbyState.READY)
        done = await day.outcomes(sitting)
        assert all(one.state.screen is Screen.FINISHED and len(one.chosen) == 18 for one in done)
        await until_standby(chair, StandbyState.READY)


async def _going_on(chair: ConsoleClient) -> None:
    """See that answers are acknowledged: more of them within a few seconds."""

    def saved() -> int:
        return sum(one.answered for one in chair.state.tiles.values())

    before = saved()
    await until(lambda: saved() >= before + 3, 6, "answers to be saved")


@pytest.mark.timeout(120)
def test_one_person_may_break_the_glass_and_the_old_room_steps_back_when_it_returns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issued = issue_sitting(tmp_path, candidates=2, opens_at=LONG_AGO)
    sitting_id = issued.issue.sitting_id
    with RealRoom(tmp_path / "room", issued.room, supervised=False) as room:
        standby = RealStandby(tmp_path / "standby", room, supervised=True)
        try:
            asyncio.run(_unlocked(room, standby, issued))
            room.kill()
            room.forget()
            asyncio.run(_not_enough(standby, issued))
            keys = _alone(tmp_path, issued)
            assert command.main(["promote", str(standby.folder.root), *keys, "--break-glass", WHY]) == 0
            standby.wait_ready()
            asyncio.run(_seen(standby))
            standby.kill()  # what was decided is decided: started again, it is the room
            standby.wait_ready()
            asyncio.run(_seen(standby))
            room.start()
            asyncio.run(_steps_back(room, issued))
        finally:
            standby.stop()
    rows = _rows(standby.folder.sitting(sitting_id) / "journal.db", issued, sitting_id)
    kinds = [one.kind for one in rows]
    began = CODEC.decode("term-began", rows[kinds.index("term-began")].body)
    assert isinstance(began, TermBegan)
    assert (began.term, began.how, len(began.officials)) == (2, "break-glass", 1)
    assert WHY.encode() not in b"".join(one.body for one in rows)
    # Opened again with the keys the room had given, and the forms were the same: none was drawn anew.
    assert "unlocked" in kinds[kinds.index("term-began") :]
    assert kinds.count("forms-drawn") == 1
    room_rows = _rows(standby.folder.journal, issued, "")
    sealed = next(CODEC.decode(one.kind, one.body) for one in room_rows if one.kind == "term-began")
    assert isinstance(sealed, TermBegan)
    assert unseal_text(issued.room, sealed.sealed_reason) == WHY
    assert "This machine is the room now (term 2)" in capsys.readouterr().out


async def _unlocked(room: RealRoom, standby: RealStandby, issued: IssuedSittingForTest) -> None:
    async with console(room) as anybody:
        await take_in(anybody, issued)
    await started(standby, room, issued)
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        await unlock(operator, issued)
        await until(lambda: room_of(operator).standby.unlocked != (), what="the keys to be given")
        await until_standby(operator, StandbyState.READY)


async def _not_enough(standby: RealStandby, issued: IssuedSittingForTest) -> None:
    """Try what must not suffice: nobody, one without a reason, the same one twice, somebody else's key."""
    operator = official_of(issued, OfficialRole.OPERATOR)
    mine = (official_id_of(operator.key.public), operator.key)
    async with console(standby) as client:
        assert room_of(client).role is RoomRole.STANDBY
        for keys, code in (
            ([], Refused.SIGNATURES_MISSING),
            ([mine], Refused.SIGNATURES_MISSING),
            ([mine, mine], Refused.SIGNATURES_MISSING),
            ([mine, (mine[0], SigningKey.generate())], Refused.NOT_ALLOWED),
            ([("nobody", SigningKey.generate()), mine], Refused.NOT_ALLOWED),
        ):
            with pytest.raises(RefusedError) as refused:
                await promote(client, keys)
            assert refused.value.code is code
        assert room_of(client).term == 1


def _alone(folder: Path, issued: IssuedSittingForTest) -> list[str]:
    """Write the key file of the operator and its PIN, as options of the command."""
    operator = official_of(issued, OfficialRole.OPERATOR)
    public = {"official_id": official_id_of(operator.key.public), "name": "Ewa Kot", "role": "operator"}
    key, pin = folder / "kot.key", folder / "pin.txt"
    key.write_bytes(
        keyfile.protect(operator.key.seed(), "123456", purpose=OFFICIAL_KEY_PURPOSE, public=dict(public), kdf=CHEAP)
    )
    pin.write_text("123456\n", "utf-8")
    return ["--key", str(key), "--pin-file", str(pin)]


@pytest.mark.timeout(120)
def test_a_console_follows_the_room_to_its_standby_and_is_signed_in_again_once_it_is_promoted(tmp_path: Path) -> None:
    """The chair's window loses the room, shows the standby, lets two take over, and goes on as the same person."""
    issued = issue_sitting(tmp_path, candidates=2, opens_at=LONG_AGO)

    async def day_of(room: RealRoom, standby: RealStandby) -> None:
        async with console(room) as anybody:
            await take_in(anybody, issued)
        await started(standby, room, issued)
        chair, operator = (official_of(issued, role) for role in (OfficialRole.ROOM_CHAIR, OfficialRole.OPERATOR))
        async with console(room, chair) as client:
            room.kill()
            await until(lambda: room_of(client).role is RoomRole.STANDBY, 20, "the standby to be shown")
            assert client.state.official is None
            await promote(client, [(official_id_of(one.key.public), one.key) for one in (chair, operator)])
            await until(lambda: room_of(client).term == 2 and client.state.official is not None, 20, "the room")
            assert room_of(client).role is RoomRole.PRIMARY

    with RealRoom(tmp_path / "room", issued.room, supervised=False) as room:
        standby = RealStandby(tmp_path / "standby", room)
        try:
            asyncio.run(day_of(room, standby))
        finally:
            standby.stop()
            room.forget()


async def _seen(standby: RealStandby) -> None:
    async with console(standby) as client:
        view = room_of(client)
        assert (view.role, view.term) == (RoomRole.PRIMARY, 2)
        await until(lambda: any("przez jedną osobę" in one.text for one in room_of(client).events), what="the line")


async def _steps_back(room: RealRoom, issued: IssuedSittingForTest) -> None:
    """The old room has asked before it opened its port: it shows, and changes nothing."""
    async with console(room) as client:
        view = room_of(client)
        assert (view.role, view.term, view.superseded_by) == (RoomRole.SUPERSEDED, 1, 2)
        official = official_of(issued, OfficialRole.ROOM_CHAIR)
        with pytest.raises(RefusedError) as refused:
            await client.sign_in(official_id_of(official.key.public), official.key)
        assert refused.value.code is Refused.SUPERSEDED


def _rows(path: Path, issued: IssuedSittingForTest, sitting_id: str) -> list[StoredEvent]:
    room_id = issued.room.room_id
    start = room_genesis(room_id) if path.name == "room.db" else sitting_genesis(room_id, sitting_id)
    with Journal.open(path, start.start(), must_exist=True) as journal:
        return list(journal.read_all())
