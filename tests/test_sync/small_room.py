"""Be a room over real TLS for the tests of the client: small, honest, and misbehaving on demand.

It shares the frames and the pairing of the product, but neither its server nor its rules.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import ssl
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from aiohttp import WSMsgType, web

from koperta_crypto.certificates import LocalAuthority
from koperta_crypto.pem import certificate_der, fingerprint
from koperta_sync.enrolment import approval_digest
from koperta_sync.pairing_room import RoomPairing
from koperta_sync.protocol import frames
from koperta_sync.protocol.base import CLOSE_REVOKED, MAX_MESSAGE_BYTES, PROTOCOL_VERSION, Message, Refusal
from koperta_sync.protocol.pairing import (
    BeginPairing,
    Enrol,
    FinishPairing,
    PairingAnswer,
    PairingState,
    RevealPairing,
    RoomHint,
)
from koperta_sync.protocol.refusals import Refused, RefusedError, refusal
from koperta_sync.protocol.seat import Phase, SeatView
from koperta_sync.protocol.workstation import Beat, Beaten, Hello, Welcome

SERVER_NAME = "r1.room.koperta.internal"
Answer = Callable[[Message], Message | None]


def seat_view(notice: str = "") -> SeatView:
    """Return the view of an empty seat."""
    return SeatView(
        phase=Phase.WAITING, room_label="pracownia", exam_room="sala 12", seat_number=7, wall_ms=0, notice=notice
    )


def answer_politely(message: Message) -> Message | None:
    """Answer hello and beat; stay silent on everything else."""
    if isinstance(message, Hello):
        return Welcome(version=PROTOCOL_VERSION, room_id="r1", view=seat_view())
    return Beaten(wall_ms=1) if isinstance(message, Beat) else None


def milliseconds() -> int:
    """Return a monotonic clock."""
    return int(time.monotonic() * 1000)


class SmallRoom:
    """Serve on a free port of 127.0.0.1; `answer` says what every request is answered with, None for nothing."""

    def __init__(self, authority: LocalAuthority | None = None, answer: Answer = answer_politely) -> None:
        self.authority = authority or LocalAuthority.create("koperta r1")
        self.certificate_pem, self._key_pem = self.authority.issue_server(SERVER_NAME, ["127.0.0.1"])
        self.pairing = RoomPairing(certificate_der(self.certificate_pem), secrets.token_bytes)
        self.answer = answer
        self.machines: set[str] = set()
        self.answer_keys: list[str] = []
        self.revoked: set[str] = set()
        self.approvals: dict[str, int] = {}
        self.sockets: set[web.WebSocketResponse] = set()
        self.received: list[Message] = []
        self.files: dict[str, bytes] = {}
        self.redirect = ""
        self.port = 0
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """Return where it listens."""
        return f"127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen; a second start uses the same port again."""
        app = web.Application(client_max_size=MAX_MESSAGE_BYTES)
        app.router.add_get("/v1/room", self._room)
        app.router.add_post("/v1/pairing/{step}", self._pair)
        app.router.add_post("/v1/enrol", self._enrol)
        app.router.add_get("/v1/workstation", self._converse)
        app.router.add_get("/{path:.*}", self._file)
        self._runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, ssl_context=self.context(), reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening and end every connection."""
        for socket in list(self.sockets):
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def push(self, message: Message) -> None:
        """Push a message to everybody."""
        for socket in self.sockets:
            await socket.send_str(frames.encode_push(message).decode())

    async def revoke(self, certificate: str) -> None:
        """Cut everybody off who has this fingerprint."""
        self.revoked.add(certificate)
        for socket in list(self.sockets):
            await socket.close(code=CLOSE_REVOKED)

    def approve(self, code: str, seat: int = 7) -> str:
        """Do what the operator does; returns the room's code."""
        attempt = self.pairing.find(code, milliseconds())
        self.answer_keys.append(attempt.message.answer_key)
        return self.pairing.grant(attempt, self.issue(attempt.claim.request_pem, seat))

    def issue(self, request_pem: bytes, seat: int) -> PairingAnswer:
        """Issue a certificate and admit its machine."""
        issued = self.authority.issue_client(request_pem, f"seat-{seat}")
        self.machines.add(fingerprint(certificate_der(issued)))
        return PairingAnswer(
            state=PairingState.APPROVED,
            certificate_pem=issued.decode(),
            authority_pem=self.authority.certificate_pem.decode(),
            server_name=SERVER_NAME,
            room_id="r1",
            label="pracownia",
            exam_room="sala 12",
            seat_number=seat,
        )

    def context(self) -> ssl.SSLContext:
        """Return the TLS context of its port."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.verify_mode = ssl.CERT_OPTIONAL
        context.load_verify_locations(cadata=self.authority.certificate_pem.decode())
        with tempfile.TemporaryDirectory() as folder:
            chain = Path(folder, "chain.pem")
            chain.write_bytes(self._key_pem + self.certificate_pem)
            context.load_cert_chain(chain)
        return context

    async def _room(self, _: web.Request) -> web.Response:
        hint = RoomHint(
            room_id="r1", label="pracownia", exam_rooms=("sala 12",), software="t", version=1, pairing_open=True
        )
        return _respond(hint)

    async def _pair(self, request: web.Request) -> web.Response:
        body, now = await request.read(), milliseconds()
        peer = request.remote or ""
        try:
            match request.match_info["step"]:
                case "begin":
                    return _respond(self.pairing.begin(frames.Body(BeginPairing).decode(body), peer, now))
                case "reveal":
                    return _respond(self.pairing.reveal(frames.Body(RevealPairing).decode(body), peer, now))
                case _:
                    return _respond(self.pairing.finish(frames.Body(FinishPairing).decode(body), peer, now))
        except RefusedError as error:
            return _respond(error.refusal, 403)

    async def _enrol(self, request: web.Request) -> web.Response:
        message = frames.Body(Enrol).decode(await request.read())
        if self.approvals.pop(approval_digest(message.approval), None) != message.seat_number:
            return _respond(refusal(Refused.APPROVAL_USED), 403)
        return _respond(self.issue(message.request_pem.encode(), message.seat_number))

    def _status(self, request: web.Request) -> int:
        transport = request.transport
        session = None if transport is None else transport.get_extra_info("ssl_object")
        der = None if session is None else session.getpeercert(binary_form=True)
        seen = "" if der is None else fingerprint(der)
        return 403 if seen in self.revoked else 200 if seen in self.machines else 401

    async def _file(self, request: web.Request) -> web.Response:
        if self._status(request) != 200:
            return _respond(refusal(Refused.NOT_PAIRED), 401)
        if request.path == "/v1/elsewhere":
            return web.Response(status=307, headers={"Location": "/v1/form"})
        found = self.files.get(request.path)
        return _respond(refusal(Refused.UNKNOWN_THING), 404) if found is None else web.Response(body=found)

    async def _converse(self, request: web.Request) -> web.StreamResponse:
        if (status := self._status(request)) != 200:
            return web.Response(status=status)
        if self.redirect:
            return web.Response(status=307, headers={"Location": self.redirect})
        socket = web.WebSocketResponse(max_msg_size=MAX_MESSAGE_BYTES)
        await socket.prepare(request)
        self.sockets.add(socket)
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    await self._reply(socket, frame.data)
        finally:
            self.sockets.discard(socket)
        return socket

    async def _reply(self, socket: web.WebSocketResponse, data: str) -> None:
        request = frames.WORKSTATION.decode_request(data)
        self.received.append(request.do)
        try:
            answer = self.answer(request.do)
        except RefusedError as error:
            await socket.send_str(frames.encode_refusal(request.id, error.refusal).decode())
            return
        if answer is not None:
            await socket.send_str(frames.encode_reply(request.id, answer).decode())


@contextlib.asynccontextmanager
async def serving(room: SmallRoom) -> AsyncIterator[SmallRoom]:
    """Serve while the block runs."""
    await room.start()
    try:
        yield room
    finally:
        await room.stop()
        await asyncio.sleep(0)


def _respond(answer: Message | Refusal, status: int = 200) -> web.Response:
    return web.Response(body=frames.encode_answer(answer), status=status, content_type="application/json")
