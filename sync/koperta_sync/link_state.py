"""Say what is known of a connection to the room, and what an attempt that failed means."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from koperta_sync.line import LineError
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.refusals import Refused, RefusedError


class LinkState(enum.StrEnum):
    """Name what is known of the room now."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    AWAY = "away"  # tries again by itself
    NOT_ADMITTED = "not-admitted"  # the room does not know this machine; tries again by itself
    REFUSED = "refused"  # the hello was refused, for example for its version; tries again by itself
    REVOKED = "revoked"  # cut off by the operator; the link has ended
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LinkChange:
    """Hold a state and what explains it.

    `perhaps_not_admitted`: the room ended the connection right after the handshake, which is how TLS 1.3
    shows that it does not want this machine's certificate, but also how a room that stops looks like.
    """

    state: LinkState
    address: str = ""
    refusal: Refusal | None = None
    perhaps_not_admitted: bool = False
    detail: str = ""


def why_not(address: str, error: Exception) -> LinkChange:
    """Return what an error of connecting to an address means."""
    if isinstance(error, LineError) and error.status in (401, 403):
        revoked = error.status == 403
        code = Refused.REVOKED if revoked else Refused.NOT_PAIRED
        state = LinkState.REVOKED if revoked else LinkState.NOT_ADMITTED
        return LinkChange(state, address, RefusedError(code).refusal)
    cut = isinstance(error, LineError) and error.cut
    detail = f"{type(error).__name__}: {error}"
    return LinkChange(LinkState.AWAY, address, perhaps_not_admitted=cut, detail=detail)
