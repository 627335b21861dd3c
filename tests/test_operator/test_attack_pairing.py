"""Attacks on pairing by codes, over real TLS: somebody in between, replays, guesses, exchanged requests."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import ssl
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web as server

from koperta_crypto.certificates import LocalAuthority, make_request
from koperta_crypto.pem import certificate_der
from koperta_packages.identity import OfficialRole
from koperta_sync.codes import Claim
from koperta_sync.pairing import MachinePairing, PairingError
from koperta_sync.pairing_client import PairingStep, pair_by_code
from koperta_sync.pairing_room import RoomPairing
from koperta_sync.protocol.base import Message, Refusal
from koperta_sync.protocol.console import Ok, OpenPairing, PairingApproved
from koperta_sync.protocol.frames import Body, encode_answer
from koperta_sync.protocol.pairing import (
    BeginPairing,
    FinishPairing,
    MachineRole,
    PairingAnswer,
    PairingBegun,
    PairingRevealed,
    PairingState,
    RevealPairing,
)
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.transport import seen_certificate, unpaired_context
from tests.test_operator.live_room import EXAM_ROOM, LiveRoom, on_live_room
from tests.test_operator.live_wire import strange_session
from tests.test_operator.pairing_party import SEAT, Party, approve, code_of, events, opened, post

# ---- the relay -----------------------------------------------------------------------------------


class Relay:
    """Stand between a machine and the room, with a certificate that looks like the room's.

    `honest` passes every message on unchanged; otherwise it plays the room towards the machine and a machine
    towards the room.
    """

    def __init__(self, live: LiveRoom, *, honest: bool) -> None:
        self.live, self.honest = live, honest
        authority = LocalAuthority.create(f"Koperta {live.room.identity.room_id}")
        self.certificate, self.key = authority.issue_server(live.room.lan.server_name, [])
        self.as_room = RoomPairing(certificate_der(self.certificate), secrets.token_bytes)
        self.as_room.open()
        self.as_machine = Party(live)
        self.address = ""

    async def handle(self, request: server.Request) -> server.Response:
        body = await request.read()
        if self.honest:
            context = unpaired_context(self.live.room.lan.certificate_der)
            session = strange_session(context)
            try:
                async with session.post(f"https://{self.live.address}{request.path}", data=body) as answer:
                    return server.Response(status=answer.status, body=await answer.read())
            finally:
                await session.close()
        match request.path.rsplit("/", 1)[-1]:
            case "begin":
                reply: Message = self.as_room.begin(Body(BeginPairing).decode(body), "victim", 0)
            case "reveal":
                reply = self.as_room.reveal(Body(RevealPairing).decode(body), "victim", 0)
            case _:
                reply = self.as_room.finish(Body(FinishPairing).decode(body), "victim", 0)
        return server.Response(body=encode_answer(reply))

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[Relay]:
        """Serve while the block runs."""
        app = server.Application()
        app.add_routes([server.post("/{path:.*}", self.handle)])
        runner = server.AppRunner(app)
        await runner.setup()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "c.pem").write_bytes(self.certificate)
            Path(folder, "k.pem").write_bytes(self.key)
            context.load_cert_chain(Path(folder, "c.pem"), Path(folder, "k.pem"))
        try:
            await server.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
            self.address = f"127.0.0.1:{runner.addresses[0][1]}"
            yield self
        finally:
            await runner.cleanup()


async def victim(relay: Relay, shown: asyncio.Future[str], typed: asyncio.Future[str]) -> None:
    """Pair through the relay; what is typed comes from `typed`."""

    def step(now: PairingStep) -> None:
        if now.machine_code and not shown.done():
            shown.set_result(now.machine_code)

    async def type_code() -> str:
        return await asyncio.shield(typed)

    await pair_by_code(relay.address, MachineRole.WORKSTATION, "ofiara", step, type_code)


@on_live_room()
async def test_a_relay_that_passes_everything_on_fails_at_the_reveal(live: LiveRoom) -> None:
    await opened(live)
    async with Relay(live, honest=True).listening() as relay:
        shown: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        with pytest.raises(RefusedError) as caught:
            await victim(relay, shown, asyncio.get_running_loop().create_future())
    assert caught.value.code == "PAIRING_FAILED" and not shown.done()
    assert live.room.machines.pairing.failures == 1


@on_live_room()
async def test_a_relay_with_two_attempts_of_its_own_fails_on_both_sides(live: LiveRoom) -> None:
    """The operator types what the victim shows: no attempt at the room has it. The other way round: nor the victim."""
    console = await opened(live)
    loop = asyncio.get_running_loop()
    async with Relay(live, honest=False).listening() as relay:
        shown, typed = loop.create_future(), loop.create_future()
        trapped = loop.create_task(victim(relay, shown, typed))
        at_victim = await asyncio.wait_for(shown, 10)
        at_room = await relay.as_machine.to_codes()
        assert at_victim != at_room
        assert await console.refused(approve(at_victim)) == "CODE_UNKNOWN"
        assert live.room.machines.pairing.failures == 1
        approved = await console.expect(approve(at_room), PairingApproved)  # an operator who was talked into it
        typed.set_result(approved.room_code)
        with pytest.raises(PairingError):
            await asyncio.wait_for(trapped, 20)
    assert (await seen_certificate(live.address)) == live.room.lan.certificate_der


@on_live_room()
async def test_ten_codes_that_nobody_shows_stop_pairing_with_an_alarm(live: LiveRoom) -> None:
    console = await opened(live)
    code = await Party(live).to_codes()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(10):
        assert await console.refused(approve(wrong)) == "CODE_UNKNOWN"
    assert await console.refused(approve(code)) == "PAIRING_STOPPED", "the right code comes too late"
    await asyncio.sleep(1.3)
    view = live.room.overview.view(live.room.sittings)
    lamps = {lamp.name: lamp.state for lamp in view.lamps}
    assert lamps["pairing"] == "warn" and not view.pairing_open
    assert [one.kind for one in await events(live)].count("pairing-stopped") == 1
    assert (
        code_of(await Party(live, "127.0.0.9").send("/v1/pairing/begin", Party(live).side.begin())) == "PAIRING_STOPPED"
    )
    await console.expect(OpenPairing(open=True), Ok)
    assert await Party(live).to_codes()


@on_live_room()
async def test_a_machine_that_fails_three_times_is_stopped_and_others_are_not(live: LiveRoom) -> None:
    await opened(live)
    for _ in range(3):
        party = Party(live, "127.0.0.2")
        reveal = await party.to_reveal()
        other = RevealPairing(attempt=reveal.attempt, machine_nonce="ab" * 32)
        assert code_of(await party.send("/v1/pairing/reveal", other)) == "PAIRING_FAILED"
    party = Party(live, "127.0.0.2")
    assert code_of(await party.send("/v1/pairing/begin", party.side.begin())) == "PAIRING_STOPPED"
    assert await Party(live, "127.0.0.3").to_codes()


@on_live_room()
async def test_a_replayed_reveal_ends_the_attempt_before_anybody_can_approve_it(live: LiveRoom) -> None:
    console = await opened(live)
    party = Party(live)
    reveal = await party.to_reveal()
    assert isinstance(await party.send("/v1/pairing/reveal", reveal), PairingRevealed)
    code = party.side.revealed()
    assert code_of(await party.send("/v1/pairing/reveal", reveal)) == "PAIRING_FAILED"
    assert await console.refused(approve(code)) == "CODE_UNKNOWN"


@on_live_room()
async def test_a_request_exchanged_on_the_way_is_refused_at_the_reveal(live: LiveRoom) -> None:
    await opened(live)
    party = Party(live)
    honest = party.side.begin()
    changed = BeginPairing(
        role=honest.role, request_pem=make_request("thief")[1].decode(), answer_key=honest.answer_key,
        commitment=honest.commitment, machine_name=honest.machine_name,
    )  # fmt: skip
    begun = await party.send("/v1/pairing/begin", changed)
    assert isinstance(begun, PairingBegun)
    assert code_of(await party.send("/v1/pairing/reveal", party.side.begun(begun))) == "PAIRING_FAILED"


@on_live_room()
async def test_another_machine_cannot_reveal_or_fetch_an_attempt(live: LiveRoom) -> None:
    console = await opened(live)
    party = Party(live, "127.0.0.2")
    code = await party.to_codes()
    await console.expect(approve(code), PairingApproved)
    finish = FinishPairing(attempt=party.side.attempt)
    assert code_of(await post(live, "/v1/pairing/finish", finish, "127.0.0.3")) == "PAIRING_FAILED"
    mine = await party.send("/v1/pairing/finish", finish)
    assert isinstance(mine, PairingAnswer) and mine.state is PairingState.APPROVED


@on_live_room()
async def test_pairing_is_closed_until_somebody_opens_it_and_again_after_a_restart(live: LiveRoom) -> None:
    party = Party(live)
    assert code_of(await party.send("/v1/pairing/begin", party.side.begin())) == "PAIRING_CLOSED"
    assert not live.room.hint().pairing_open


@on_live_room()
async def test_an_approved_certificate_is_in_the_table_before_the_machine_can_have_it(live: LiveRoom) -> None:
    console = await opened(live)
    party = Party(live)
    await console.expect(approve(await party.to_codes()), PairingApproved)
    assert live.room.ledger.state.machine_at(EXAM_ROOM, SEAT) is not None
    assert [one.kind for one in await events(live)].count("machine-enrolled") == 7  # two consoles, four seats, this


@on_live_room()
async def test_a_request_that_is_no_request_is_refused_and_the_console_stays(live: LiveRoom) -> None:
    console = await opened(live)
    party = Party(live)
    begin = party.side.begin()
    for pem in ("nonsense", "żółć", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----"):
        claim = Claim(pem.encode(), bytes.fromhex(begin.answer_key), live.room.lan.certificate_der)
        side = MachinePairing(MachineRole.WORKSTATION, claim, "x", secrets.token_bytes)
        from koperta_sync.codes import codes, commitment

        nonce = secrets.token_bytes(32)
        begun = await party.send(
            "/v1/pairing/begin",
            BeginPairing(
                role=MachineRole.WORKSTATION, request_pem=pem, answer_key=begin.answer_key,
                commitment=commitment(claim, nonce).hex(), machine_name="x",
            ),
        )  # fmt: skip
        assert isinstance(begun, PairingBegun) and side
        reveal = RevealPairing(attempt=begun.attempt, machine_nonce=nonce.hex())
        assert isinstance(await party.send("/v1/pairing/reveal", reveal), PairingRevealed)
        code = codes(claim, bytes.fromhex(begun.room_nonce), nonce, begun.digits).machine
        assert await console.refused(approve(code)) == "PAIRING_FAILED"
    assert live.room.ledger.state.machine_at(EXAM_ROOM, SEAT) is None


@on_live_room()
async def test_two_consoles_cannot_put_two_machines_at_one_seat(live: LiveRoom) -> None:
    first = await opened(live)
    second = await live.console(OfficialRole.ROOM_CHAIR, name="druga")
    codes = [await Party(live, f"127.0.0.{n}").to_codes() for n in (2, 3)]
    replies = await asyncio.gather(first.ask(approve(codes[0])), second.ask(approve(codes[1])))
    assert sorted(type(one).__name__ for one in replies) == ["PairingApproved", "Refusal"]
    assert [code_of(one) for one in replies if isinstance(one, Refusal)] == ["SEAT_TAKEN"]
    here = [m for m in live.room.ledger.state.machines.values() if m.seat_number == SEAT]
    assert len(here) == 1
