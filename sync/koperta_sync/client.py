"""Keep one machine connected to its room: the client of kiosk, console and simulated candidates.

`RoomLink` connects, says hello, answers pings, notices a dead peer within eight seconds and connects again
by itself, trying all addresses in turn. Everything happens in the running asyncio loop; callbacks are
called in it and must not block. There is no Qt, no signal handler and no file in here.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import ssl
from collections.abc import Callable
from typing import TypeVar

from koperta_sync import web
from koperta_sync.credentials import Credentials
from koperta_sync.line import Line, LineEndedError, LineError, open_line
from koperta_sync.link_state import LinkChange as LinkChange
from koperta_sync.link_state import LinkState as LinkState
from koperta_sync.link_state import why_not
from koperta_sync.protocol.base import CLOSE_REVOKED, Message, Refusal, StandbysChanged
from koperta_sync.protocol.frames import CONSOLE, STANDBY, WORKSTATION, BadMessageError, Push, encode_request
from koperta_sync.protocol.pairing import ANSWER_KEY_HEADER, MachineRole
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.room_memory import RoomMemory
from koperta_sync.transport import RoomAwayError, machine_context, split_address

FIRST_DELAY = 0.2
LAST_DELAY = 2.0
CONNECT_SECONDS = 5.0
HEARTBEAT_SECONDS = 5.0  # a ping after 5 s of silence, an answer within half of that
MAX_HINTS = 8
MAX_FETCH_BYTES = 64 * 1024 * 1024
_log = logging.getLogger(__name__)
T = TypeVar("T", bound=Message)
_DIALECTS = {MachineRole.WORKSTATION: WORKSTATION, MachineRole.CONSOLE: CONSOLE, MachineRole.STANDBY: STANDBY}


class RoomLink:
    """Stay connected to the room of some credentials until closed or revoked."""

    def __init__(
        self,
        credentials: Credentials,
        kind: MachineRole,
        on_push: Callable[[Message], None],
        on_state: Callable[[LinkChange], None],
        *,
        hello: Callable[[], Message],
        memory: RoomMemory | None = None,
    ) -> None:
        """Take the callbacks; `hello()` makes the first message of every connection.

        `memory` keeps the room's highest term and the addresses of its standbys; without one they are forgotten
        at the end. A room of a lower term is left for another address.

        `on_push` gets the answer to the hello first (`welcome` or `console-welcome`, the whole view) and
        then every push, in the order the room sent them; CONNECTED is reported just before the welcome.
        """
        self._credentials = credentials
        self._dialect = _DIALECTS[kind]
        self._path = f"/v1/{kind.value}"
        self._on_push = on_push
        self._on_state = on_state
        self._hello = hello
        self._memory = memory or RoomMemory(credentials.room_id)
        self._addresses = list(dict.fromkeys((*credentials.addresses, *self._memory.addresses)))
        self._hints: list[str] = []
        self._wake = asyncio.Event()
        self._waiting: dict[int, asyncio.Future[Message]] = {}
        self._next_id = 0
        self._hello_id = -1
        self._session: web.Session | None = None
        self._line: Line | None = None
        self._task: asyncio.Task[None] | None = None
        self._change = LinkChange(LinkState.CLOSED)

    @property
    def change(self) -> LinkChange:
        """Return the last reported state."""
        return self._change

    @property
    def connected(self) -> bool:
        """Say whether a request could be sent now."""
        return self._change.state is LinkState.CONNECTED

    def start(self) -> None:
        """Begin to connect; call it once, in the loop."""
        context = machine_context(self._credentials)
        self._session = web.open_session(context)
        self._task = asyncio.get_running_loop().create_task(self._run(context), name="room-link")

    async def close(self) -> None:
        """Disconnect and stop; waiting requests end with RoomAwayError."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._session is not None:
            await self._session.close()
        self._report(LinkChange(LinkState.CLOSED))

    def hint(self, address: str) -> None:
        """Try this address too, and now; whoever answers there has to be the same room. ValueError for no address."""
        split_address(address)
        if address not in self._addresses and address not in self._hints:
            self._hints = [address, *self._hints][:MAX_HINTS]
            self._wake.set()

    async def request(self, message: Message, reply_type: type[T], seconds: float = web.REQUEST_SECONDS) -> T:
        """Return the reply to a message.

        Raises RefusedError when the room refuses, RoomAwayError when it is away, ends the connection or
        stays silent: then the act may or may not have happened, and the next view shows which.
        """
        if self._line is None or not self.connected:
            raise RoomAwayError("the room is not connected")
        reply = asyncio.get_running_loop().create_future()
        request_id = await self._send(self._line, message, reply)
        try:
            async with asyncio.timeout(seconds):
                answer = await reply
        except TimeoutError as error:
            raise RoomAwayError("the room did not answer in time") from error
        finally:
            self._waiting.pop(request_id, None)
        if not isinstance(answer, reply_type):
            raise RoomAwayError(f"{type(message).__name__} was answered by {type(answer).__name__}")
        return answer

    async def fetch(self, path: str, limit: int = MAX_FETCH_BYTES, seconds: float = 60.0) -> bytes:
        """Return the bytes of a GET path of the room, at most `limit`; RefusedError or RoomAwayError."""
        if self._session is None or not self.connected:
            raise RoomAwayError("the room is not connected")
        address, name = self._change.address, self._credentials.server_name
        return await web.fetch(self._session, "GET", address, path, server_name=name, limit=limit, seconds=seconds)

    # ---- the connection ---------------------------------------------------------------------------

    async def _run(self, context: ssl.SSLContext) -> None:
        delay = FIRST_DELAY
        while True:
            for address in [*self._addresses, *self._hints]:
                outcome = await self._try(context, address)
                if outcome is LinkState.REVOKED:
                    return
                if outcome is LinkState.CONNECTED:
                    delay = FIRST_DELAY
                    break
            self._wake.clear()
            with contextlib.suppress(TimeoutError):
                # Jitter, so that a whole exam room does not come back in the same millisecond.
                await asyncio.wait_for(self._wake.wait(), delay * random.uniform(0.5, 1.5))
            delay = min(LAST_DELAY, delay * 2)

    async def _try(self, context: ssl.SSLContext, address: str) -> LinkState:
        """Connect to one address and stay as long as it lasts; return the best state that was reached."""
        was_connected = False
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                name = self._credentials.server_name
                told = {ANSWER_KEY_HEADER: self._credentials.answer_key.public.hex()}
                line = await open_line(address, self._path, context, name, HEARTBEAT_SECONDS, told)
        except (LineError, web.RedirectRefusedError, OSError, TimeoutError) as error:
            change = why_not(address, error)
        else:
            watch = asyncio.get_running_loop().create_task(line.watch(), name="room-heartbeat")
            try:
                was_connected, change = await self._converse(line, address)
            finally:
                self._lose()
                watch.cancel()
                await line.close()
        self._report(change)
        if change.state is LinkState.REVOKED:
            return LinkState.REVOKED
        return LinkState.CONNECTED if was_connected else change.state

    async def _converse(self, line: Line, address: str) -> tuple[bool, LinkChange]:
        self._report(LinkChange(LinkState.CONNECTING, address))
        self._line = line
        change = LinkChange(LinkState.AWAY, address)
        try:
            self._hello_id = await self._send(line, self._memory.told(self._hello()), None)
            while True:
                refusal = self._take(await line.receive(), address)
                if refusal is not None and refusal.code == Refused.SUPERSEDED:
                    # Nobody has to be told: the room is elsewhere, and this link finds it.
                    return False, LinkChange(LinkState.AWAY, address, detail=refusal.detail)
                if refusal is not None:
                    state = LinkState.REVOKED if refusal.code == Refused.REVOKED else LinkState.REFUSED
                    return False, LinkChange(state, address, refusal)
        except LineEndedError as error:
            _log.info("the connection to %s has ended: %s", address, error)
        except (RoomAwayError, BadMessageError) as error:
            _log.warning("the connection to %s ends: %s", address, error)
            change = LinkChange(LinkState.AWAY, address, detail=str(error))
        if line.close_code == CLOSE_REVOKED:
            change = LinkChange(LinkState.REVOKED, address, RefusedError(Refused.REVOKED).refusal)
        return self.connected, change

    def _take(self, data: bytes, address: str) -> Refusal | None:
        """Take one frame; returns the refusal of the hello, which ends the connection."""
        frame = self._dialect.decode_from_room(data)
        if isinstance(frame, Push):
            if isinstance(frame.message, StandbysChanged):
                self._heed(frame.message, address)
            elif self.connected:
                self._hand_over(frame.message)
            return None
        if frame.re == self._hello_id and not self.connected:
            if isinstance(frame.answer, Refusal):
                return frame.answer
            self._heed(frame.answer, address)
            self._report(LinkChange(LinkState.CONNECTED, address))
            self._hand_over(frame.answer)
            return None
        reply = self._waiting.pop(frame.re, None)
        if reply is not None and not reply.done():
            if isinstance(frame.answer, Refusal):
                reply.set_exception(RefusedError.received(frame.answer))
            else:
                reply.set_result(frame.answer)
        return None

    def _heed(self, message: Message, address: str) -> None:
        self._memory.heed(message, address)
        self._addresses = list(dict.fromkeys((address, *self._addresses, *self._memory.addresses)))

    def _hand_over(self, message: Message) -> None:
        try:
            self._on_push(message)
        except Exception:
            # A fault in a window must not cut the workstation off from the room.
            _log.exception("taking %s failed", type(message).__name__)

    async def _send(
        self,
        line: Line,
        message: Message,
        reply: asyncio.Future[Message] | None,
    ) -> int:
        self._next_id += 1
        request_id = self._next_id
        if reply is not None:
            self._waiting[request_id] = reply
        try:
            await line.send(encode_request(request_id, message))
        except LineEndedError as error:
            self._waiting.pop(request_id, None)
            raise RoomAwayError(f"sending failed: {error}") from error
        return request_id

    def _lose(self) -> None:
        self._line = None
        waiting, self._waiting = self._waiting, {}
        for reply in waiting.values():
            if not reply.done():
                reply.set_exception(RoomAwayError("the connection ended before the answer came"))

    def _report(self, change: LinkChange) -> None:
        if change != self._change:
            self._change = change
            self._on_state(change)
