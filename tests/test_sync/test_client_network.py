"""The client on a hostile or broken network: impostors, redirects, proxies, dead addresses, pulled cables."""

from __future__ import annotations

import asyncio

import pytest

from koperta_crypto.certificates import LocalAuthority
from koperta_sync import client
from koperta_sync.client import LinkState
from koperta_sync.credentials import Credentials
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.workstation import ViewChanged
from koperta_sync.transport import RoomAwayError
from tests.test_sync.linked_machine import Machine, admitted, run
from tests.test_sync.small_room import SmallRoom, seat_view, serving


def test_another_room_at_the_same_address_is_never_spoken_to() -> None:
    """A foreign authority with the right name: the pinned authority refuses it before any byte is sent."""

    async def play() -> None:
        async with serving(SmallRoom()) as ours, serving(SmallRoom(LocalAuthority.create("koperta r1"))) as foreign:
            machine = Machine(admitted(ours, foreign.address))
            change = await machine.until_state(LinkState.AWAY)
            assert "CERTIFICATE_VERIFY_FAILED" in change.detail.upper()
            await machine.link.close()
            assert not foreign.received

    asyncio.run(play())


def test_a_certificate_of_a_foreign_authority_is_said_to_be_perhaps_not_admitted() -> None:
    async def play() -> None:
        async with serving(SmallRoom()) as ours, serving(SmallRoom()) as foreign:
            stranger = admitted(foreign, ours.address)
            mixed = Credentials(
                **{
                    name: getattr(stranger if name in ("key_pem", "certificate_pem") else admitted(ours), name)
                    for name in Credentials.__struct_fields__
                }
            )
            machine = Machine(mixed)
            change = await machine.until_state(LinkState.AWAY)
            assert change.perhaps_not_admitted
            await machine.link.close()

    asyncio.run(play())


def test_all_addresses_are_tried_and_a_hint_is_tried_at_once() -> None:
    async def play() -> None:
        async with serving(SmallRoom()) as room:
            second = Machine(admitted(room, "127.0.0.1:1", room.address))
            await second.until_state(LinkState.CONNECTED)
            await second.link.close()
            lost = Machine(admitted(room, "127.0.0.1:1"))
            await lost.until_state(LinkState.AWAY)
            lost.link.hint(room.address)
            await lost.until_state(LinkState.CONNECTED)
            await lost.link.close()

    asyncio.run(play())


def test_files_are_fetched_bounded_and_never_from_elsewhere() -> None:
    async def story(room: SmallRoom, machine: Machine) -> None:
        room.files["/v1/form"] = b"x" * 100_000
        await machine.until_state(LinkState.CONNECTED)
        assert await machine.link.fetch("/v1/form") == b"x" * 100_000
        with pytest.raises(RoomAwayError, match="more than"):
            await machine.link.fetch("/v1/form", limit=99_999)
        with pytest.raises(RoomAwayError, match="redirected"):
            await machine.link.fetch("/v1/elsewhere")
        with pytest.raises(RefusedError) as caught:
            await machine.link.fetch("/v1/segments/p/s")
        assert caught.value.code is Refused.UNKNOWN_THING

    run(story)


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme in ("https", "wss", "all"):
        monkeypatch.setenv(f"{scheme}_proxy", "http://127.0.0.1:1")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)

    async def story(room: SmallRoom, machine: Machine) -> None:
        await machine.until_state(LinkState.CONNECTED)

    run(story)


def test_a_connection_is_not_led_elsewhere() -> None:
    """Even to the same room: a redirect is an error, and the next try goes to the known address again."""

    async def story(room: SmallRoom, machine: Machine) -> None:
        await machine.until_state(LinkState.CONNECTED)
        room.redirect = f"https://{room.address}/v1/room"
        for socket in list(room.sockets):
            await socket.close()
        await machine.until(lambda: "RedirectRefused" in machine.link.change.detail)
        room.redirect = ""
        await machine.until_state(LinkState.CONNECTED)

    run(story)


class Cable:
    """Carry bytes between a machine and a room until somebody pulls it, without any sign to either end."""

    def __init__(self, port: int) -> None:
        self.pulled = self.slow = False
        self._port = port
        self._writers: list[asyncio.StreamWriter] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> str:
        """Return the address to connect to."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        return f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Let go of everything."""
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writers += [writer, far_writer]
        loop = asyncio.get_running_loop()
        self._tasks.append(loop.create_task(self._pump(reader, far_writer)))
        self._tasks.append(loop.create_task(self._pump(far_reader, writer)))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            pieces = [data[at : at + 2_000] for at in range(0, len(data), 2_000)] if self.slow else [data]
            for piece in pieces:
                if not self.pulled:
                    writer.write(piece)
                if self.slow:
                    await asyncio.sleep(0.05)


def test_a_pulled_cable_is_noticed_although_nothing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "HEARTBEAT_SECONDS", 0.4)

    async def play() -> None:
        async with serving(SmallRoom()) as room:
            cable = Cable(room.port)
            machine = Machine(admitted(room, await cable.start()))
            await machine.until_state(LinkState.CONNECTED)
            await asyncio.sleep(1.0)
            assert machine.link.connected, "silence alone, with answered pings, is no loss"
            cable.pulled = True
            await machine.until_state(LinkState.AWAY, seconds=3.0)
            await machine.link.close()
            await cable.stop()

    asyncio.run(play())


def test_a_long_message_on_a_slow_line_is_no_dead_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its answer to a ping would stand behind the message; every byte that comes shows that the room lives."""
    monkeypatch.setattr(client, "HEARTBEAT_SECONDS", 0.4)

    async def play() -> None:
        async with serving(SmallRoom()) as room:
            cable = Cable(room.port)
            machine = Machine(admitted(room, await cable.start()))
            await machine.until(lambda: len(machine.pushed) == 1)
            cable.slow = True
            await room.push(ViewChanged(view=seat_view("x" * 80_000)))
            await machine.until(lambda: len(machine.pushed) == 2, seconds=8.0)
            assert [one.state for one in machine.changes] == [LinkState.CONNECTING, LinkState.CONNECTED]
            await machine.link.close()
            await cable.stop()

    asyncio.run(play())
