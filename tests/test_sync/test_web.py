"""Plain HTTPS requests against rooms that answer oddly: cut off, without end, in pieces, in between."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable

import pytest

from koperta_sync import web
from koperta_sync.transport import RoomAwayError, authority_context
from tests.test_sync.small_room import SERVER_NAME, SmallRoom

SMALL = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class OddRoom:
    """Answer every request with bytes; `connections` counts the TLS connections."""

    def __init__(self, answer: bytes, *, then_close: bool = False) -> None:
        self.answer, self.then_close = answer, then_close
        self.connections = 0
        self.address = ""

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer until the machine goes away."""
        self.connections += 1
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(self.answer)
                await writer.drain()
                if self.then_close:
                    break
        writer.transport.abort()


@contextlib.asynccontextmanager
async def asking(room: OddRoom) -> AsyncIterator[Callable[..., asyncio.Task[bytes]]]:
    """Serve the room and give a function that asks it for a path."""
    certificates = SmallRoom()
    server = await asyncio.start_server(room.handle, "127.0.0.1", 0, ssl=certificates.context())
    room.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    context: ssl.SSLContext = authority_context(certificates.authority.certificate_pem.decode())
    session = web.open_session(context)

    def get(limit: int = 1000) -> asyncio.Task[bytes]:
        asked = web.fetch(session, "GET", room.address, "/x", server_name=SERVER_NAME, limit=limit, seconds=3.0)
        return asyncio.ensure_future(asked)

    try:
        yield get
    finally:
        await session.close()
        server.close()
        await asyncio.sleep(0.05)


def refused(answer: bytes, text: str, *, limit: int = 1000) -> None:
    """Insist that an answer is an error that names a reason."""

    async def play() -> None:
        async with asking(OddRoom(answer, then_close=True)) as get:
            with pytest.raises(RoomAwayError, match=text):
                await get(limit)

    asyncio.run(play())


def test_requests_in_a_row_use_one_connection() -> None:
    async def play() -> None:
        room = OddRoom(SMALL)
        async with asking(room) as get:
            assert [await get() for _ in range(5)] == [b"ok"] * 5
        assert room.connections == 1

    asyncio.run(play())


def test_at_most_four_connections_are_open_at_once() -> None:
    async def play() -> None:
        room = OddRoom(SMALL)
        async with asking(room) as get:
            assert await asyncio.gather(*(get() for _ in range(12))) == [b"ok"] * 12
        assert 1 <= room.connections <= 4

    asyncio.run(play())


def test_a_kept_connection_that_the_room_ended_is_not_used_again() -> None:
    async def play() -> None:
        room = OddRoom(SMALL, then_close=True)
        async with asking(room) as get:
            for _ in range(3):
                assert await get() == b"ok"
                await asyncio.sleep(0.05)
        assert room.connections == 3

    asyncio.run(play())


def test_an_answer_in_pieces_of_unknown_number_is_read_and_bounded() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    async def play() -> None:
        async with asking(OddRoom(head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")) as get:
            assert await get(5) == b"abcde"

    asyncio.run(play())
    refused(head + b"3\r\nabc\r\n" * 500, "more than 1000 bytes")


def test_an_answer_cut_off_before_its_end_is_no_answer() -> None:
    refused(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", "ProtocolError")


def test_an_end_without_any_answer_is_no_answer() -> None:
    refused(b"", "ProtocolError")


def test_a_head_without_end_is_not_collected_for_ever() -> None:
    refused(b"HTTP/1.1 200 OK\r\n" + b"X-Y: z\r\n" * 20_000, "ProtocolError")


def test_something_that_is_not_http_is_no_room() -> None:
    refused(b"220 mail.example ESMTP\r\n\r\n", "ProtocolError")


def test_an_answer_in_between_is_not_the_answer() -> None:
    async def play() -> None:
        async with asking(OddRoom(b"HTTP/1.1 103 Early Hints\r\n\r\n" + SMALL)) as get:
            assert await get() == b"ok"

    asyncio.run(play())
