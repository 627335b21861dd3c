"""Speak the room's protocol frame by frame, as an honest machine and as one that is not."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiohttp

from koperta_crypto.signing import SigningKey
from koperta_packages.candidates import Candidate
from koperta_packages.identity import official_id_of
from koperta_sync.console_client import ConsoleClient, sign_in_bytes
from koperta_sync.credentials import Credentials
from koperta_sync.entries import sign_entry
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message, Refusal
from koperta_sync.protocol.console import ConsoleHello, ConsoleWelcome, SignedIn, SignIn
from koperta_sync.protocol.frames import CONSOLE, WORKSTATION, Push, encode_request
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.seat import Entry, EntryKind, WorkstationFacts
from koperta_sync.protocol.workstation import (
    ConfirmData,
    Deliver,
    Done,
    FormStored,
    Hello,
    LoggedIn,
    LogIn,
    Welcome,
)
from koperta_sync.transport import authority_context, base_url, machine_context
from tests.board_fixture import Official

T = TypeVar("T", bound=Message)
FACTS = WorkstationFacts(software="test", platform="test", screen="1366x768", wall_ms=0)


def strange_session(context: ssl.SSLContext) -> aiohttp.ClientSession:
    """Open a session of a client that is not ours, so that server and client are not held to each other only."""
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context), auto_decompress=False)


@dataclass(slots=True)
class Wire:
    """Hold one WebSocket to the room."""

    credentials: Credentials
    session: aiohttp.ClientSession
    socket: aiohttp.ClientWebSocketResponse[bool]
    pushes: list[Message] = field(default_factory=list)
    welcome: Welcome | ConsoleWelcome | None = None
    _next: int = 0

    @classmethod
    async def open(cls, credentials: Credentials, path: str) -> Wire:
        """Connect; aiohttp.WSServerHandshakeError with the status when the room refuses."""
        session = strange_session(machine_context(credentials))
        try:
            socket = await session.ws_connect(
                base_url("https", credentials.addresses[0]) + path,
                server_hostname=credentials.server_name,
                max_msg_size=0,
            )
        except BaseException:
            await session.close()
            raise
        return cls(credentials, session, socket)

    async def close(self) -> None:
        """Go away, also when somebody stops waiting for it meanwhile."""
        try:
            await self.socket.close()
        finally:
            await self.session.close()

    async def greet(self) -> None:
        """Say hello as the kind of machine this is."""
        if self.credentials.role is MachineRole.CONSOLE:
            self.welcome = await self.expect(ConsoleHello(version=PROTOCOL_VERSION, software="test"), ConsoleWelcome)
        else:
            self.welcome = await self.expect(Hello(version=PROTOCOL_VERSION, facts=FACTS), Welcome)

    async def ask(self, message: Message) -> Message | Refusal:
        """Return the answer to a request, whatever it is."""
        self._next += 1
        await self.socket.send_frame(encode_request(self._next, message), aiohttp.WSMsgType.TEXT)
        return await self.answer()

    async def answer(self) -> Message | Refusal:
        """Return the next answer; pushes on the way are kept."""
        dialect = CONSOLE if self.credentials.role is MachineRole.CONSOLE else WORKSTATION
        while True:
            frame = await asyncio.wait_for(self.socket.receive(), 10)
            if frame.type is not aiohttp.WSMsgType.TEXT:
                raise ConnectionError(f"the room closed: {frame.type} {frame.data}")
            said = dialect.decode_from_room(frame.data)
            if not isinstance(said, Push):
                return said.answer
            self.pushes.append(said.message)

    async def expect(self, message: Message, kind: type[T]) -> T:
        """Return the answer to a request, which must be of a kind."""
        answer = await self.ask(message)
        assert isinstance(answer, kind), answer
        return answer

    async def refused(self, message: Message) -> str:
        """Return the code a request is refused with."""
        answer = await self.ask(message)
        assert isinstance(answer, Refusal), answer
        return answer.code

    async def closed(self, seconds: float = 5.0) -> int | None:
        """Wait until the room has closed; return the close code. TimeoutError."""
        async with asyncio.timeout(seconds):
            while (frame := await self.socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
        # Not `socket.close_code`: it says 1006 when the answer to the closing could not be sent any more.
        return int(frame.data) if frame.type is aiohttp.WSMsgType.CLOSE else None

    async def get(self, path: str) -> tuple[int, bytes]:
        """Fetch a path over HTTPS with this machine's certificate, exactly as it is written."""
        return await http(self.credentials, path)

    # ---- a console ------------------------------------------------------------------------------

    async def sign_in(self, official_id: str, key: SigningKey) -> SignedIn:
        """Sign an official in."""
        return await self.expect(self.signature(official_id, key), SignedIn)

    def signature(self, official_id: str, key: SigningKey) -> SignIn:
        """Sign this connection's challenge."""
        assert isinstance(self.welcome, ConsoleWelcome)
        signed = key.sign(sign_in_bytes(self.credentials.room_id, self.welcome.challenge))
        return SignIn(official_id=official_id, signature=signed.hex())

    # ---- a workstation --------------------------------------------------------------------------

    async def log_in(self, candidate: Candidate) -> LoggedIn:
        """Log a candidate in with the card."""
        return await self.expect(LogIn(username=candidate.username, secret=candidate.secret), LoggedIn)

    async def prepare(self, candidate: Candidate) -> None:
        """Log in, confirm the data, store the form."""
        await self.log_in(candidate)
        done = await self.expect(ConfirmData(correct=True), Done)
        assert done.view.form is not None
        await self.expect(FormStored(sha256=done.view.form.sha256), Done)

    def entry(
        self,
        sitting_id: str,
        candidate_id: str,
        cseq: int,
        kind: EntryKind,
        item: str = "",
        value: str = "",
        epoch: int = 1,
    ) -> Entry:
        """Sign an entry with this workstation's key."""
        return sign_entry(
            self.credentials.answer_key, sitting_id, candidate_id, epoch,
            cseq=cseq, kind=kind, worked_ms=0, mono_ms=1, boot="b", item=item, value=value,
        )  # fmt: skip

    async def deliver(self, sitting_id: str, candidate_id: str, *entries: Entry, epoch: int = 1) -> Message | Refusal:
        """Deliver entries."""
        return await self.ask(
            Deliver(
                sitting_id=sitting_id,
                candidate_id=candidate_id,
                epoch=epoch,
                entries=entries,
                sent_mono_ms=2,
                worked_ms=0,
            )
        )


async def http(
    credentials: Credentials,
    path: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    certificate: bool = True,
) -> tuple[int, bytes]:
    """Send one request with or without the machine's certificate; return status and body, the path untouched."""
    from yarl import URL

    context = machine_context(credentials) if certificate else authority_context(credentials.authority_pem)
    session = strange_session(context)
    try:
        url = URL(base_url("https", credentials.addresses[0]) + path, encoded=True)
        async with session.request(
            method, url, data=body, server_hostname=credentials.server_name, allow_redirects=False
        ) as answer:
            return answer.status, await answer.read()
    finally:
        await session.close()


def code_of(body: bytes) -> str:
    """Return the code of the refusal in an HTTP body."""
    found: dict[str, Any] = json.loads(body)
    return str(found["refused"]["code"])


@contextlib.asynccontextmanager
async def console_client(credentials: Credentials, official: Official | None = None) -> AsyncIterator[ConsoleClient]:
    """Connect the project's own console client."""
    client = ConsoleClient(credentials, lambda _state, _news: None)
    client.start()
    try:
        await asyncio.wait_for(client.welcome(), 15)
        if official is not None:
            await client.sign_in(official_id_of(official.key.public), official.key)
        yield client
    finally:
        await client.close()
