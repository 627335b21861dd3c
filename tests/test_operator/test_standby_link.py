"""A standby that stalls, lies, comes back or is a stranger: the exam goes on, and nothing is told too early."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import msgspec
import pytest

from koperta_crypto.certificates import LocalAuthority, make_request
from koperta_operator.room.copies import ROOM_JOURNAL
from koperta_operator.room.standby.keys import unpacked
from koperta_packages.errors import PackageError
from koperta_packages.identity import RoomIdentity
from koperta_sync.client import LinkState
from koperta_sync.credentials import Credentials
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import StandbyState
from koperta_sync.protocol.standby import Confirm, JournalHead, Noted
from koperta_sync.protocol.workstation import Delivered, Welcome
from tests.test_operator.live_room import LiveRoom, on_live_room
from tests.test_operator.live_standby import SERVES_AT, Scripted, counted, standby_pairing, until
from tests.test_operator.live_wire import code_of, http
from tests.test_operator.solver import ANSWER, Solver, solving

SOON_S = 0.6


@on_live_room(unlocked=True)
async def test_an_answer_is_acknowledged_only_when_both_machines_hold_it(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    standby = await counted(live, await standby_pairing(live))
    standby.honest = False
    sent = await _sending(solver, 2)
    await asyncio.sleep(SOON_S)
    assert not sent.done()
    assert await _kinds(live) == ["answer-given"]  # here it is on the disk already, and the sitting goes on
    await standby.confirm_all()
    delivered = await asyncio.wait_for(sent, SOON_S)
    assert isinstance(delivered, Delivered)
    assert delivered.durability == "room+standby"
    await standby.close()


@on_live_room(unlocked=True)
async def test_a_silent_standby_costs_two_seconds_once_and_counts_again_when_it_has_caught_up(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    standby = await counted(live, await standby_pairing(live))
    standby.honest = False
    began = time.monotonic()
    delivered = await (await _sending(solver, 2))
    assert isinstance(delivered, Delivered)
    assert delivered.durability == "room"  # the truth, also when it is less
    assert 1.5 < time.monotonic() - began < 3.5
    began = time.monotonic()
    assert isinstance(await (await _sending(solver, 3)), Delivered)
    assert time.monotonic() - began < SOON_S
    assert live.room.standby.view().state is StandbyState.CATCHING_UP
    assert live.room.standby.lamp().state == "warn"
    standby.honest = True
    await standby.confirm_all()
    await until(lambda: live.room.standby.view().state is StandbyState.READY)
    assert [one for one in await _room_kinds(live) if one.startswith("standby")][-2:] == [
        "standby-lost",
        "standby-caught-up",
    ]
    standby.honest = False
    sent = await _sending(solver, 4)
    await asyncio.sleep(SOON_S)
    assert not sent.done()
    await standby.close()
    assert isinstance(await asyncio.wait_for(sent, SOON_S), Delivered)  # gone is gone: nobody waits for it


@on_live_room(unlocked=True)
async def test_a_copy_is_what_the_journals_hold_byte_for_byte(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    standby = await counted(live, await standby_pairing(live))
    for cseq in range(2, 8):
        await (await _sending(solver, cseq))
    for journal in (ROOM_JOURNAL, live.sitting_id):
        held = [row async for chunk in live.room.copies.read(journal, 0) for row in chunk]
        sent = [(one.seq, one.mono_ms, one.wall_ms, one.kind, one.body, one.head) for one in standby.rows[journal]]
        assert sent == [(one.seq, one.mono_ms, one.wall_ms, one.kind, one.body, one.head.hex()) for one in held]
    await standby.close()


@on_live_room()
async def test_a_confirmation_of_something_else_is_no_confirmation(live: LiveRoom) -> None:
    standby = await counted(live, await standby_pairing(live))
    standby.honest = False
    recording = asyncio.ensure_future(live.room.machines.open_pairing(True, "test"))
    await until(lambda: standby.rows[ROOM_JOURNAL][-1].kind == "pairing-opened")
    wrong = Confirm(journal=ROOM_JOURNAL, sequence=standby.rows[ROOM_JOURNAL][-1].seq, head="00" * 32)
    with pytest.raises(RefusedError) as refused:
        await standby.link.request(wrong, Noted)
    assert refused.value.code is Refused.STANDBY_DIVERGED
    await recording  # nobody waits for a machine that says such things
    await until(lambda: live.room.standby.view().state is not StandbyState.READY)
    assert "standby-lost" in await _room_kinds(live)
    await standby.close()


@on_live_room()
async def test_a_copy_that_is_no_part_of_the_journal_is_refused(live: LiveRoom) -> None:
    credentials = await standby_pairing(live)
    for head in (
        JournalHead(journal=ROOM_JOURNAL, sequence=2, head="ab" * 32),
        JournalHead(journal=ROOM_JOURNAL, sequence=100_000, head=live.room.ledger.head.hex()),
        JournalHead(journal="2031Z", sequence=1, head="ab" * 32),
    ):
        standby = Scripted(credentials, (head,))
        change = await standby.until_state(LinkState.REFUSED)
        assert change.refusal is not None
        assert change.refusal.code == Refused.STANDBY_DIVERGED
        assert not standby.rows
        await standby.close()
    assert live.room.standby.view().state is StandbyState.AWAY


@on_live_room(unlocked=True)
async def test_the_keys_come_with_the_unlock_and_only_the_rooms_identity_opens_them(live: LiveRoom) -> None:
    standby = await counted(live, await standby_pairing(live))
    await until(lambda: live.sitting_id in standby.keys)
    box = standby.keys[live.sitting_id]
    opened = unpacked(box, live.sitting_id, live.room.identity)
    assert live.sitting.unlocked_keys is not None
    assert opened.keys == {one: dict(keys) for one, keys in live.sitting.unlocked_keys.keys.items()}
    assert opened.centre_secret == live.sitting.unlocked_keys.centre_secret
    stranger = RoomIdentity.create("306401-00042", "inna sala")
    for identity, sitting_id in ((stranger, live.sitting_id), (live.room.identity, "2031Z")):
        with pytest.raises(PackageError):
            unpacked(box, sitting_id, identity)
    await standby.close()


@on_live_room()
async def test_a_strangers_certificate_and_a_workstations_get_nothing_of_a_standbys(live: LiveRoom) -> None:
    known = next(iter(live.room.ledger.state.files))
    paths = ("/v1/standby", f"/v1/standby/files/{known}?from=0", f"/v1/standby/sittings/{live.sitting_id}")
    paired = await standby_pairing(live)
    key_pem, request_pem = make_request("obcy")
    own = LocalAuthority.create("obca sala")
    mint, _fingerprint = live.room.lan.admit(request_pem.decode(), "standby obcy")  # the authority's, yet not enrolled
    foreign = own.issue_client(request_pem, "standby zapas").decode()
    for certificate, expected in ((mint, 401), (foreign, 0)):
        stranger = msgspec.structs.replace(paired, key_pem=key_pem.decode(), certificate_pem=certificate)
        for path in paths:
            assert await _status(stranger, path) == expected
    for path in paths:
        status, body = await http(live.seat(1), path)
        assert (status, code_of(body)) == (403, Refused.NOT_ALLOWED)
        assert (await http(live.console_pairing(), path))[0] == 403


@on_live_room(unlocked=True)
async def test_a_revoked_standby_is_cut_off_at_once_and_nobody_waits_for_it(live: LiveRoom) -> None:
    solver = await solving(live, 1)
    credentials = await standby_pairing(live)
    standby = await counted(live, credentials)
    standby.honest = False
    sent = await _sending(solver, 2)
    began = time.monotonic()
    await live.room.machines.revoke(credentials.fingerprint, "", "test")
    assert isinstance(await sent, Delivered)
    assert time.monotonic() - began < 2.5
    await standby.until_state(LinkState.REVOKED)
    assert live.room.ledger.state.standby_addresses() == ()
    assert live.room.standby.view().state is StandbyState.NONE
    assert (await _room_kinds(live)).count("standby-lost") == 1
    assert (await http(credentials, f"/v1/standby/sittings/{live.sitting_id}"))[0] == 403
    await standby.close()


@on_live_room()
async def test_machines_are_told_where_the_standby_is(live: LiveRoom) -> None:
    before = await live.workstation(1)
    standby = await counted(live, await standby_pairing(live))
    after = await live.workstation(2)
    assert isinstance(before.welcome, Welcome)
    assert isinstance(after.welcome, Welcome)
    assert (before.welcome.standbys, after.welcome.standbys) == ((), SERVES_AT)
    await standby.close()


@on_live_room()
async def test_a_standby_gets_the_files_of_the_journal_in_pieces_and_no_others(live: LiveRoom) -> None:
    credentials = await standby_pairing(live)
    for sha256, file in live.room.ledger.state.files.items():
        data = (live.folder.files / f"{sha256}.{file.file_kind}").read_bytes()
        assert await http(credentials, f"/v1/standby/files/{sha256}?from=0") == (200, data)
        assert await http(credentials, f"/v1/standby/files/{sha256}?from={len(data) - 3}") == (200, data[-3:])
        assert await http(credentials, f"/v1/standby/files/{sha256}?from={len(data)}") == (200, b"")
    for path in (f"{'0' * 64}?from=0", f"{sha256}?from=-1", f"{sha256}?from=x", f"{sha256}", "..%2Froom.db?from=0"):
        status, _body = await http(credentials, f"/v1/standby/files/{path}")
        assert status in (404, 409), path
    assert (await http(credentials, "/v1/standby/sittings/..%2F..%2Fidentity"))[0] in (404, 409)


async def _sending(solver: Solver, cseq: int) -> asyncio.Task[object]:
    item, option = solver.option(cseq % 3)
    task = asyncio.ensure_future(solver.send(cseq, ANSWER, item, option))
    await asyncio.sleep(0)
    return task


async def _status(machine: Credentials, path: str) -> int:
    """Return the status of an answer, 0 when TLS itself refuses the certificate."""
    try:
        return (await http(machine, path))[0]
    except (OSError, aiohttp.ClientError):
        return 0


async def _kinds(live: LiveRoom) -> list[str]:
    rows = [row async for chunk in live.room.copies.read(live.sitting_id, 0) for row in chunk]
    return [row.kind for row in rows if row.kind == "answer-given"]


async def _room_kinds(live: LiveRoom) -> list[str]:
    return [row.kind for row in await live.room.ledger.all_events()]
