"""Attacks on the door: no certificate, a wrong one, one of another kind, one that was cut off."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest

from koperta_crypto.certificates import LocalAuthority, make_request
from koperta_packages.identity import OfficialRole
from koperta_sync.credentials import Credentials
from koperta_sync.protocol.base import CLOSE_REPLACED, CLOSE_REVOKED
from koperta_sync.protocol.console import Ok, RevokeMachine
from koperta_sync.protocol.workstation import Beat, Beaten, Hello
from tests.test_operator.live_room import LiveRoom, on_live_room
from tests.test_operator.live_wire import FACTS, Wire, code_of, http

CLOSED_ROUTES = ("/v1/workstation", "/v1/console", "/v1/form", "/v1/segments/a/b")


def of_another_room(credentials: Credentials) -> Credentials:
    """Return the pairing with a client certificate by an authority that is not the room's."""
    key, request = make_request("thief")
    authority = LocalAuthority.create("another room")
    return Credentials(
        role=credentials.role,
        key_pem=key.decode(),
        certificate_pem=authority.issue_client(request, "thief").decode(),
        authority_pem=credentials.authority_pem,
        server_name=credentials.server_name,
        addresses=credentials.addresses,
        room_id=credentials.room_id,
        label=credentials.label,
        answer_seed=credentials.answer_seed,
    )


async def revoke(live: LiveRoom, number: int) -> None:
    """Cut a workstation off as an operator does."""
    console = await live.console(OfficialRole.OPERATOR)
    await console.expect(RevokeMachine(fingerprint=live.seat(number).fingerprint, reason="zgubiony"), Ok)


async def status_of_connecting(credentials: Credentials, path: str) -> int:
    """Return the HTTP status with which a WebSocket is refused."""
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await Wire.open(credentials, path)
    return caught.value.status


@on_live_room()
async def test_a_machine_without_a_certificate_gets_401_on_every_route_but_the_doors(live: LiveRoom) -> None:
    for path in CLOSED_ROUTES:
        status, body = await http(live.seat(1), path, certificate=False)
        assert (status, code_of(body)) == (401, "NOT_PAIRED"), path
    status, _body = await http(live.seat(1), "/v1/room", certificate=False)
    assert status == 200


@on_live_room()
async def test_a_certificate_of_another_rooms_authority_is_refused(live: LiveRoom) -> None:
    """TLS itself refuses it, so the connection ends without an answer."""
    for path in ("/v1/workstation", "/v1/form", "/v1/room"):
        with pytest.raises((aiohttp.ClientError, OSError)):
            await http(of_another_room(live.seat(1)), path)


@on_live_room()
async def test_a_certificate_of_the_rooms_authority_that_is_in_no_table_gets_401(live: LiveRoom) -> None:
    key, request = make_request("made with the authority's key")
    pem, _fingerprint = live.room.lan.admit(request.decode(), "sala 12 1")
    known = live.seat(1)
    stranger = Credentials(
        role=known.role, key_pem=key.decode(), certificate_pem=pem, authority_pem=known.authority_pem,
        server_name=known.server_name, addresses=known.addresses, room_id=known.room_id, label=known.label,
        answer_seed=known.answer_seed,
    )  # fmt: skip
    for path in CLOSED_ROUTES:
        assert (await http(stranger, path))[0] == 401


@on_live_room()
async def test_a_console_is_no_workstation_and_a_workstation_no_console(live: LiveRoom) -> None:
    assert await status_of_connecting(live.console_pairing(), "/v1/workstation") == 403
    assert await status_of_connecting(live.seat(1), "/v1/console") == 403
    for path in ("/v1/form", "/v1/segments/a/b"):
        status, body = await http(live.console_pairing(), path)
        assert (status, code_of(body)) == (403, "NOT_ALLOWED")


@on_live_room(unlocked=True)
async def test_a_revoked_workstation_is_cut_off_within_a_second_and_stays_out(live: LiveRoom) -> None:
    victim = await live.workstation(1)
    await victim.prepare(live.candidate(0))
    assert (await victim.get("/v1/form"))[0] == 200
    began = time.monotonic()
    await revoke(live, 1)
    assert await victim.closed(1.0) == CLOSE_REVOKED
    assert time.monotonic() - began < 1.0
    assert await status_of_connecting(live.seat(1), "/v1/workstation") == 403
    for path in ("/v1/form", f"/v1/segments/{live.issued.packages()[0].package_id}/x"):
        status, body = await victim.get(path)
        assert (status, code_of(body)) == (403, "REVOKED")


@on_live_room()
async def test_a_connection_that_never_said_hello_is_cut_off_with_its_machine(live: LiveRoom) -> None:
    """Otherwise a stolen machine would keep a silent connection and say hello after it was revoked."""
    silent = await live.workstation(1, hello=False)
    await revoke(live, 1)
    with pytest.raises(ConnectionError, match=str(CLOSE_REVOKED)):
        await silent.ask(Hello(version=1, facts=FACTS))
    assert not live.room.seats.connected


@on_live_room()
async def test_a_request_already_on_its_way_does_not_outlive_the_revocation(live: LiveRoom) -> None:
    victim = await live.workstation(1)
    await asyncio.gather(
        revoke(live, 1), *(victim.socket.send_str(f'{{"id":{n},"do":{{"type":"beat"}}}}') for n in range(300))
    )
    await victim.closed(1.0)
    await asyncio.sleep(0.1)
    assert not live.room.peers.of(live.seat(1).fingerprint)


@on_live_room()
async def test_the_room_hands_out_no_session_that_could_be_resumed_past_a_revocation(live: LiveRoom) -> None:
    from koperta_sync.transport import machine_context

    known = live.seat(1)
    context = machine_context(known)
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", live.port, ssl=context, server_hostname=known.server_name
    )
    writer.write(b"GET /v1/room HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    tls = writer.get_extra_info("ssl_object")
    assert tls.session is None or not tls.session.has_ticket
    assert live.room.lan.tls().num_tickets == 0
    writer.transport.abort()


@on_live_room()
async def test_the_same_certificate_twice_leaves_only_the_newer_connection(live: LiveRoom) -> None:
    first = await live.workstation(1)
    second = await live.workstation(1)
    assert await first.closed(1.0) == CLOSE_REPLACED
    assert isinstance(await second.ask(Beat()), Beaten)
    await asyncio.sleep(0.1)
    assert len(live.room.peers.of(live.seat(1).fingerprint)) == 1


@on_live_room()
async def test_a_revoked_console_is_cut_off_too(live: LiveRoom) -> None:
    other = await live.console(OfficialRole.OPERATOR, name="druga")
    operator = await live.console(OfficialRole.OPERATOR)
    await operator.expect(RevokeMachine(fingerprint=other.credentials.fingerprint, reason=""), Ok)
    assert await other.closed(1.0) == CLOSE_REVOKED
    assert await status_of_connecting(other.credentials, "/v1/console") == 403
