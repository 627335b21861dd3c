"""After the unlock: late candidates get forms, nobody's form changes, recalled packages stay shut."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from koperta_operator.room.backup import save_identity
from koperta_operator.room.folder import RoomFolder
from koperta_packages.amendments import AddCandidate, Change, ChangeCandidate
from koperta_packages.board.amending import amend_centre
from koperta_packages.board.ceremony import revoke
from koperta_packages.identity import OfficialRole
from koperta_packages.trust import Revoked
from koperta_sync.protocol.console import ImportFiles, SignOut, Unlock
from koperta_sync.protocol.refusals import RefusedError
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.real_room import LONG_AGO, passed
from tests.test_operator import live_room
from tests.test_operator.live_room import LiveRoom, on_live_room, serving
from tests.test_operator.live_wire import console_client

Part = Callable[[LiveRoom], Awaitable[None]]


def days(tmp_path: Path, *parts: Part) -> None:
    """Play parts of a day on one room, started anew for each; the board is the test's own and may be amended."""
    issued = issue_sitting(tmp_path, candidates=2, opens_at=LONG_AGO)
    folder = RoomFolder(tmp_path / "room")
    folder.create()
    save_identity(folder, issued.room)
    asyncio.run(live_room._prepare(folder, issued, tmp_path, 1))

    async def play(part: Part) -> None:
        async with serving(folder, issued, tmp_path / "machines") as live:
            await part(live)

    for part in parts:
        asyncio.run(play(part))


async def amend(live: LiveRoom, *changes: Change) -> None:
    """Let the board write an amendment and the operator import it."""
    issued: IssuedSittingForTest = live.issued
    out = live.machines.parent / f"amended-{len(list(live.machines.parent.glob('amended-*')))}"
    centre = issued.centre.centre_number
    amended = amend_centre(issued.board, issued.pin, live.sitting_id, centre, list(changes), out)
    await take(live, amended.amendment)


async def take(live: LiveRoom, path: Path) -> None:
    """Import a file as the operator."""
    async with console_client(live.console_pairing(), live.official(OfficialRole.OPERATOR)) as client:
        passed(await client.job(ImportFiles(paths=(str(path),))))


def test_a_candidate_registered_after_the_unlock_gets_a_form_and_the_others_keep_theirs(tmp_path: Path) -> None:
    async def part(live: LiveRoom) -> None:
        await live.unlock()
        before = {one: form.sealed for one, form in live.sitting.names.forms.items()}
        late = msgspec.structs.replace(
            live.candidate(0), candidate_id="spozniony-1", username="spozniony-olaf-1a", surname="Spóźniony"
        )
        await amend(live, AddCandidate(late))
        forms = live.sitting.names.forms
        assert "spozniony-1" in forms and live.sitting.unlocked
        assert {one: forms[one].sealed for one in before} == before
        held = await live.sitting.actor.call(lambda state, _now: state.candidates["spozniony-1"].form)
        assert held == tuple(item.item_id for item in forms["spozniony-1"].drawn.items)

    days(tmp_path, part)


def test_time_granted_after_the_draw_does_not_make_another_form_of_it(tmp_path: Path) -> None:
    sealed: dict[str, bytes] = {}

    async def first(live: LiveRoom) -> None:
        await live.unlock()
        sealed.update({one: form.sealed for one, form in live.sitting.names.forms.items()})
        await amend(live, ChangeCandidate(msgspec.structs.replace(live.candidate(0), extra_minutes=30)))
        entitled = await live.sitting.actor.call(
            lambda state, _now: [one.entitled_ms for one in state.candidates.values()]
        )
        assert entitled[0] == entitled[1] + 30 * 60_000

    async def after_a_restart(live: LiveRoom) -> None:
        assert not live.sitting.unlocked
        await live.unlock()
        assert {one: form.sealed for one, form in live.sitting.names.forms.items()} == sealed

    days(tmp_path, first, after_a_restart)


def test_a_package_recalled_after_its_import_is_not_unlocked(tmp_path: Path) -> None:
    async def part(live: LiveRoom) -> None:
        issued = live.issued
        package_id = next(iter(live.room.library.packages))
        revoke(issued.board, issued.pin, Revoked(packages=(package_id,)))
        newest = sorted(issued.board.path.rglob("*.trust"))[-1]
        await take(live, newest)
        async with console_client(live.console_pairing(), live.official(OfficialRole.OPERATOR)) as client:
            job = await client.job(Unlock(sitting_id=live.sitting_id, passphrase=issued.passphrase))
        assert job.failed and job.checks[-1].code == "PKG_RECALLED"
        assert not live.sitting.unlocked

    days(tmp_path, part)


@on_live_room(unlocked=True)
async def test_a_form_is_not_handed_out_before_the_data_are_confirmed(live: LiveRoom) -> None:
    seat = await live.workstation(1)
    await seat.log_in(live.candidate(0))
    status, _body = await seat.get("/v1/form")
    assert status == 409
    await seat.prepare(live.candidate(0))
    status, body = await seat.get("/v1/form")
    assert status == 200 and body == live.sitting.names.forms[live.candidate(0).candidate_id].sealed


@on_live_room()
async def test_a_sign_out_that_comes_while_the_room_stops_does_not_end_it_in_disorder(live: LiveRoom) -> None:
    console = await live.console(OfficialRole.OPERATOR)
    ended: list[BaseException] = []
    live.room.ledger._on_fatal = ended.append
    live.room.ledger._closing = True
    try:
        assert await console.refused(SignOut()) == "BUSY"
    except RefusedError:
        pass
    finally:
        live.room.ledger._closing = False
    assert ended == []
