"""Serve the standby's port: consoles that may look and decide, and a plain "not here" for everybody else."""

from __future__ import annotations

from aiohttp import web

from koperta_operator.room.server.doors import MAX_BODY_BYTES, address_of
from koperta_operator.room.server.peers import Peer, new_socket
from koperta_operator.room.server.port import RefusedRequest, always_answer, certificate_of, open_port
from koperta_operator.room.standby.station import StandbyConsole, Station
from koperta_sync.protocol.base import CLOSE_GOING_AWAY
from koperta_sync.protocol.frames import CONSOLE, encode_answer
from koperta_sync.protocol.refusals import Refused

ELSEWHERE = 503  # a machine that hears this tries its other addresses and comes again


class StandbyApp:
    """Hold the routes of a standby."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def application(self) -> web.Application:
        """Return the aiohttp application."""
        app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[always_answer])
        app.add_routes(
            [
                web.get("/v1/room", self._who),
                web.get("/v1/console", self._console),
                web.route("*", "/{path:.*}", self._elsewhere),
            ]
        )
        app.on_shutdown.append(self._close_all)
        return app

    async def _who(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(body=encode_answer(self._station.hint()), content_type="application/json")

    async def _console(self, request: web.Request) -> web.StreamResponse:
        machine = self._station.admitted(certificate_of(request))
        if machine is None or not self._station.serves(machine):
            raise RefusedRequest(ELSEWHERE, Refused.NOT_PROMOTED, "the room is there, or does not know this machine")
        socket = new_socket()
        await socket.prepare(request)
        console = StandbyConsole(Peer(socket, machine.fingerprint, address_of(request), request.transport), machine)
        with self._station.peers.holding(console.peer):
            try:
                await console.peer.serve(CONSOLE, lambda message: self._station.handle(console, message))
            finally:
                self._station.leave(console)
        return socket

    async def _elsewhere(self, _request: web.Request) -> web.StreamResponse:
        raise RefusedRequest(ELSEWHERE, Refused.NOT_PROMOTED)

    async def _close_all(self, _app: web.Application) -> None:
        for peer in self._station.peers.all():
            await peer.close(CLOSE_GOING_AWAY)


async def listen_as_standby(station: Station, addresses: tuple[str, ...], port: int) -> tuple[web.AppRunner, int]:
    """Open the standby's port; return the runner and the port in use. Raises OSError when it is taken."""
    return await open_port(StandbyApp(station).application(), station.lan.tls(), addresses, port)
