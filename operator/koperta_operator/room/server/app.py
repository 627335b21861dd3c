"""Put the routes on the room's one TCP port and decide who may use them.

The TLS layer asks for a client certificate without requiring one. Here the certificate is looked up in
the enrolment table for every request: a stranger gets 401, a machine that was cut off 403, and only the
routes of `doors` answer without.
"""

from __future__ import annotations

import asyncio
import logging
from ssl import SSLObject

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler

from koperta_crypto.pem import fingerprint
from koperta_operator.room.machines import Machine
from koperta_operator.room.server.desk import Console
from koperta_operator.room.server.doors import MAX_BODY_BYTES, Doors, address_of
from koperta_operator.room.server.peers import Peer, new_socket, refusal_of
from koperta_operator.room.server.seats import Seat
from koperta_operator.room.service import Room
from koperta_packages.errors import PackageError
from koperta_sync.protocol.base import CLOSE_REPLACED, CLOSE_REVOKED
from koperta_sync.protocol.frames import CONSOLE, WORKSTATION, encode_answer
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import Refused, refusal

LOG = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"
_SEALED = "application/octet-stream"


class _RefusedRequest(Exception):
    """Refuse an HTTP request with a status and a body the client understands."""

    def __init__(self, status: int, code: Refused, detail: str = "") -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.refusal = refusal(code, detail)


class RoomApp:
    """Hold the routes for enrolled machines."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def application(self) -> web.Application:
        """Return the aiohttp application."""
        app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[_always_answer])
        app.add_routes(Doors(self._room.machines, self._room.hint).routes())
        app.add_routes(
            [
                web.get("/v1/workstation", self._workstation),
                web.get("/v1/console", self._console),
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
                await peer.serve(WORKSTATION, lambda message: self._room.seats.handle(seat, message))
            finally:
                await self._room.seats.leave(seat)
        return peer.socket

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
            raise _RefusedRequest(409, Refused.WRONG_STATE, "no form has been drawn for this seat")
        return web.Response(body=form.sealed, content_type=_SEALED)

    async def _segment(self, request: web.Request) -> web.StreamResponse:
        seat = self._seated(request)
        package_id, segment_id = request.match_info["package_id"], request.match_info["segment_id"]
        form = seat.sitting.names.sealed_form(seat.candidate_id) if seat.sitting else None
        wanted = {one.segment_id for one in form.header.segments} if form else set()
        if form is None or package_id != form.package_id or segment_id not in wanted:
            raise _RefusedRequest(404, Refused.UNKNOWN_THING, "not a picture of this seat's form")
        package = self._room.library.packages[package_id]
        try:
            sealed = await asyncio.to_thread(package.read_segment, segment_id)
        except (PackageError, OSError) as error:
            LOG.error("segment %s of %s: %s", segment_id, package_id, error)
            raise _RefusedRequest(409, Refused.FILE_REFUSED, str(error)) from error
        return web.Response(body=sealed, content_type=_SEALED)

    def _seated(self, request: web.Request) -> Seat:
        machine = self._admitted(request, MachineRole.WORKSTATION)
        seat = self._room.seats.connected.get(machine.fingerprint)
        if seat is None or not seat.candidate_id or not seat.confirmed:
            raise _RefusedRequest(409, Refused.NO_CANDIDATE)
        return seat

    def _admitted(self, request: web.Request, role: MachineRole) -> Machine:
        """Return the machine of the request's certificate, or refuse."""
        tls = request.transport.get_extra_info("ssl_object") if request.transport else None
        der = tls.getpeercert(binary_form=True) if isinstance(tls, SSLObject) else None
        if der is None:
            raise _RefusedRequest(401, Refused.NOT_PAIRED)
        found = fingerprint(der)
        machine = self._room.machines.admitted(found)
        if machine is None:
            known = self._room.machines.known(found)
            raise _RefusedRequest(403 if known else 401, Refused.REVOKED if known else Refused.NOT_PAIRED)
        if machine.role != role.value:
            raise _RefusedRequest(403, Refused.NOT_ALLOWED, f"this machine is a {machine.role}")
        return machine

    async def _close_all(self, _app: web.Application) -> None:
        await asyncio.gather(*(peer.close(1001) for peer in self._room.peers.all()))


@web.middleware
async def _always_answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer with a refusal whatever goes wrong: a request never ends in a lost connection or a 5xx."""
    try:
        return await handler(request)
    except (web.HTTPException, ConnectionError):
        raise
    except _RefusedRequest as error:
        status, why = error.status, error.refusal
    except Exception as error:
        status, why = 409, refusal_of(error)
    return web.Response(status=status, body=encode_answer(why), content_type="application/json")


def _http_log() -> logging.Logger:
    """Return a log that strangers cannot fill: a request that is no HTTP is answered with 400 and forgotten."""

    def worth_a_line(record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError | web.RequestPayloadError))

    log = LOG.getChild("http")
    log.filters = [worth_a_line]
    return log


async def listen(room: Room, addresses: tuple[str, ...], port: int) -> tuple[web.AppRunner, int]:
    """Open the port; return the runner and the port in use (another than asked when that was 0).

    Raises OSError when the port is taken.
    """
    runner = web.AppRunner(
        RoomApp(room).application(), handle_signals=False, shutdown_timeout=2.0, access_log=None, logger=_http_log()
    )
    await runner.setup()
    tls = room.lan.tls()
    # The console of this machine always comes over the loopback address.
    served = dict.fromkeys((*addresses, LOOPBACK)) if addresses else ("0.0.0.0",)
    for address in served:
        site = web.TCPSite(runner, address, port, ssl_context=tls, backlog=1024)
        await site.start()
        port = runner.addresses[-1][1]
    return runner, port
