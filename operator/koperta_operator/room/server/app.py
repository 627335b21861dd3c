"""Put the routes on the room's one TCP port and decide who may use them.

The TLS layer asks for a client certificate without requiring one. Here the certificate is looked up in
the enrolment table for every request: a stranger gets 401, a machine that was cut off 403, and only the
routes of `doors` answer without.
"""

from __future__ import annotations

import asyncio
import logging

from aiohttp import web

from koperta_operator.room.machines import Machine
from koperta_operator.room.server.desk import Console
from koperta_operator.room.server.doors import MAX_BODY_BYTES, Doors, address_of
from koperta_operator.room.server.peers import Peer, new_socket
from koperta_operator.room.server.port import RefusedRequest, always_answer, certificate_of, der_of, open_port
from koperta_operator.room.server.seats import Seat
from koperta_operator.room.service import Room
from koperta_operator.room.standby.files import StandbyFiles
from koperta_packages.errors import PackageError
from koperta_sync.protocol.base import CLOSE_REPLACED, CLOSE_REVOKED, Message
from koperta_sync.protocol.frames import CONSOLE, STANDBY, WORKSTATION
from koperta_sync.protocol.pairing import ANSWER_KEY_HEADER, MachineRole
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.workstation import Deliver, Delivered

LOG = logging.getLogger(__name__)
_SEALED = "application/octet-stream"


class RoomApp:
    """Hold the routes for enrolled machines."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._files = StandbyFiles(room.folder, room.ledger.state, room.sittings)

    def application(self) -> web.Application:
        """Return the aiohttp application."""
        app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[always_answer])
        app.add_routes(Doors(self._room.machines, self._room.hint).routes())
        app.add_routes(
            [
                web.get("/v1/workstation", self._workstation),
                web.get("/v1/console", self._console),
                web.get("/v1/standby", self._standby),
                web.get("/v1/standby/files/{sha256}", self._standby_file),
                web.get("/v1/standby/sittings/{sitting_id}", self._standby_sitting),
                web.get("/v1/form", self._form),
                web.get("/v1/segments/{package_id}/{segment_id}", self._segment),
            ]
        )
        app.on_shutdown.append(self._close_all)
        return app

    async def _workstation(self, request: web.Request) -> web.StreamResponse:
        machine = self._admitted(request, MachineRole.WORKSTATION)
        for old in self._room.peers.of(machine.fingerprint):
            old.close_soon(CLOSE_REPLACED)
        peer = await self._peer(request, machine)
        seat = Seat(peer, machine)
        with self._room.peers.holding(peer):
            try:
                await peer.serve(WORKSTATION, lambda message: self._answered(seat, message))
            finally:
                await self._room.seats.leave(seat)
        return peer.socket

    async def _answered(self, seat: Seat, message: Message) -> Message:
        answer = await self._room.seats.handle(seat, message)
        if isinstance(message, Deliver) and isinstance(answer, Delivered):
            return self._room.standby.marked(message.sitting_id, answer)
        return answer

    async def _console(self, request: web.Request) -> web.StreamResponse:
        machine = self._admitted(request, MachineRole.CONSOLE)
        peer = await self._peer(request, machine)
        console = Console(peer, machine)
        with self._room.peers.holding(peer):
            try:
                await peer.serve(CONSOLE, lambda message: self._room.desk.handle(console, message))
            finally:
                await self._room.desk.leave(console)
        return peer.socket

    async def _standby(self, request: web.Request) -> web.StreamResponse:
        peer = await self._peer(request, self._admitted(request, MachineRole.STANDBY))
        with self._room.peers.holding(peer):
            try:
                await peer.serve(STANDBY, lambda message: self._room.standby.handle(peer, message))
            finally:
                self._room.standby.left(peer)
        return peer.socket

    async def _standby_file(self, request: web.Request) -> web.StreamResponse:
        self._admitted(request, MachineRole.STANDBY)
        piece = await asyncio.to_thread(self._files.piece, request.match_info["sha256"], request.query.get("from", ""))
        return web.Response(body=piece, content_type=_SEALED)

    async def _standby_sitting(self, request: web.Request) -> web.StreamResponse:
        self._admitted(request, MachineRole.STANDBY)
        key = await asyncio.to_thread(self._files.sitting_key, request.match_info["sitting_id"])
        return web.Response(body=key, content_type=_SEALED)

    async def _peer(self, request: web.Request, machine: Machine) -> Peer:
        socket = new_socket()
        await socket.prepare(request)
        peer = Peer(socket, machine.fingerprint, address_of(request), request.transport)
        if self._room.machines.admitted(machine.fingerprint) is None:  # cut off while the handshake ran
            peer.close_soon(CLOSE_REVOKED)
        return peer

    async def _form(self, request: web.Request) -> web.StreamResponse:
        seat = self._seated(request)
        form = seat.sitting.names.sealed_form(seat.candidate_id) if seat.sitting else None
        if form is None:
            raise RefusedRequest(409, Refused.WRONG_STATE, "no form has been drawn for this seat")
        return web.Response(body=form.sealed, content_type=_SEALED)

    async def _segment(self, request: web.Request) -> web.StreamResponse:
        seat = self._seated(request)
        package_id, segment_id = request.match_info["package_id"], request.match_info["segment_id"]
        form = seat.sitting.names.sealed_form(seat.candidate_id) if seat.sitting else None
        wanted = {one.segment_id for one in form.header.segments} if form else set()
        if form is None or package_id != form.package_id or segment_id not in wanted:
            raise RefusedRequest(404, Refused.UNKNOWN_THING, "not a picture of this seat's form")
        package = self._room.library.packages[package_id]
        try:
            sealed = await asyncio.to_thread(package.read_segment, segment_id)
        except (PackageError, OSError) as error:
            LOG.error("segment %s of %s: %s", segment_id, package_id, error)
            raise RefusedRequest(409, Refused.FILE_REFUSED, str(error)) from error
        return web.Response(body=sealed, content_type=_SEALED)

    def _seated(self, request: web.Request) -> Seat:
        machine = self._admitted(request, MachineRole.WORKSTATION)
        seat = self._room.seats.connected.get(machine.fingerprint)
        if seat is None or not seat.candidate_id or not seat.confirmed:
            raise RefusedRequest(409, Refused.NO_CANDIDATE)
        return seat

    def _admitted(self, request: web.Request, role: MachineRole) -> Machine:
        """Return the machine of the request's certificate, or refuse."""
        found = certificate_of(request)
        machine = self._room.machines.admitted(found)
        if machine is None:
            known = self._room.machines.known(found)
            if not known and role is MachineRole.WORKSTATION:
                told = request.headers.get(ANSWER_KEY_HEADER, "")
                self._room.machines.strangers.knocked(found, der_of(request), told)
            raise RefusedRequest(403 if known else 401, Refused.REVOKED if known else Refused.NOT_PAIRED)
        if machine.role != role.value:
            raise RefusedRequest(403, Refused.NOT_ALLOWED, f"this machine is a {machine.role}")
        return machine

    async def _close_all(self, _app: web.Application) -> None:
        await asyncio.gather(*(peer.close(1001) for peer in self._room.peers.all()))


async def listen(room: Room, addresses: tuple[str, ...], port: int) -> tuple[web.AppRunner, int]:
    """Open the room's port; return the runner and the port in use (another than asked when that was 0).

    Raises OSError when the port is taken.
    """
    return await open_port(RoomApp(room).application(), room.lan.tls(), addresses, port)
