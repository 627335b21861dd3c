"""Open the one TCP port, know whose certificate a request came with, and answer whatever goes wrong."""

from __future__ import annotations

import logging
from ssl import SSLContext, SSLObject

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler

from koperta_crypto.pem import fingerprint
from koperta_operator.room.server.peers import refusal_of
from koperta_sync.protocol.frames import encode_answer
from koperta_sync.protocol.refusals import Refused, refusal

LOG = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"


class RefusedRequest(Exception):
    """Refuse an HTTP request with a status and a body the client understands."""

    def __init__(self, status: int, code: Refused, detail: str = "") -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.refusal = refusal(code, detail)


def certificate_of(request: web.Request) -> str:
    """Return the fingerprint of the request's client certificate; RefusedRequest 401 without one."""
    return fingerprint(der_of(request))


def der_of(request: web.Request) -> bytes:
    """Return the request's client certificate, which the authority issued; RefusedRequest 401 without one."""
    tls = request.transport.get_extra_info("ssl_object") if request.transport else None
    der = tls.getpeercert(binary_form=True) if isinstance(tls, SSLObject) else None
    if der is None:
        raise RefusedRequest(401, Refused.NOT_PAIRED)
    return der


@web.middleware
async def always_answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer with a refusal whatever goes wrong: a request never ends in a lost connection or a 5xx."""
    try:
        return await handler(request)
    except (web.HTTPException, ConnectionError):
        raise
    except RefusedRequest as error:
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


async def open_port(
    app: web.Application, tls: SSLContext, addresses: tuple[str, ...], port: int
) -> tuple[web.AppRunner, int]:
    """Open a port for an application; return the runner and the port in use. Raises OSError when it is taken."""
    runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=2.0, access_log=None, logger=_http_log())
    await runner.setup()
    # The console of this machine always comes over the loopback address.
    served = dict.fromkeys((*addresses, LOOPBACK)) if addresses else ("0.0.0.0",)
    for address in served:
        site = web.TCPSite(runner, address, port, ssl_context=tls, backlog=1024)
        await site.start()
        port = runner.addresses[-1][1]
    return runner, port
