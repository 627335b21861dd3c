"""Announce a room on the local network and find rooms: a hint, never proof of anything.

DNS-SD over multicast DNS, service `_koperta-room._tcp`; the text record holds `id` (room id), `label` and
`v` (protocol version). Whoever finds a room connects to it and checks its certificate. Many school networks drop
multicast: then nothing is found, one line in the log says so, and the address is typed or comes from a file.
Interfaces are given by address, chosen by the operator, because virtual networks would be announced
too otherwise; when the addresses of the machine change, announcing and browsing start anew.
"""

from __future__ import annotations

import abc
import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

import ifaddr
import zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from koperta_sync.protocol.base import PROTOCOL_VERSION

_GROUP = "224.0.0.251"
SERVICE = "_koperta-room._tcp.local."
WATCH_SECONDS = 5.0
RESOLVE_MS = 3_000
MAX_TEXT = 200
_log = logging.getLogger(__name__)
_FAILURES = (OSError, zeroconf.Error, asyncio.TimeoutError)


@dataclass(frozen=True, slots=True)
class FoundRoom:
    """Hold what somebody on the network says of a room; nothing of it is proven."""

    address: str  # "192.168.1.10:8443"
    room_id: str
    label: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """Hold what a room says of itself."""

    room_id: str
    label: str
    port: int


Addresses = Callable[[], Sequence[str]]


class _Presence(abc.ABC):
    """Run zeroconf on the given addresses and start it anew whenever they change."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._task: asyncio.Task[None] | None = None
        self.running = asyncio.Event()

    def start(self) -> None:
        """Begin, in the running loop; never raises for what the network cannot do."""
        self._task = asyncio.get_running_loop().create_task(self._watch(), name=type(self).__name__)

    async def close(self) -> None:
        """Say goodbye to the network and stop."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _watch(self) -> None:
        used: tuple[str, ...] = ()
        running: AsyncZeroconf | None = None
        try:
            while True:
                wanted = tuple(sorted(set(self._addresses())))
                if wanted != used:
                    await self._stop(running)
                    used = wanted
                    running = await self._go(wanted)
                await asyncio.sleep(WATCH_SECONDS)
        finally:
            await self._stop(running)

    async def _go(self, addresses: tuple[str, ...]) -> AsyncZeroconf | None:
        usable = [one for one in addresses if _has_multicast(one)]
        if not usable:
            return None
        running: AsyncZeroconf | None = None
        try:
            running = AsyncZeroconf(interfaces=list(usable), ip_version=zeroconf.IPVersion.V4Only)
            await self._join(running, tuple(usable))
        except _FAILURES as error:
            _log.warning("rooms cannot be found by themselves on %s: %s", ", ".join(usable), error)
            await self._stop(running)
            return None
        self.running.set()
        return running

    async def _stop(self, running: AsyncZeroconf | None) -> None:
        self.running.clear()
        if running is not None:
            with contextlib.suppress(*_FAILURES):
                await self._leave(running)
            with contextlib.suppress(*_FAILURES):
                await running.async_close()

    @abc.abstractmethod
    async def _join(self, running: AsyncZeroconf, addresses: tuple[str, ...]) -> None: ...

    @abc.abstractmethod
    async def _leave(self, running: AsyncZeroconf) -> None: ...


class Announcer(_Presence):
    """Announce one room."""

    def __init__(self, announcement: Announcement, addresses: Addresses) -> None:
        """Take `addresses()`, which returns the IPv4 addresses to announce; it is asked every 5 s."""
        super().__init__(addresses)
        self._announcement = announcement

    async def _join(self, running: AsyncZeroconf, addresses: tuple[str, ...]) -> None:
        said = self._announcement
        info = AsyncServiceInfo(
            SERVICE,
            f"{said.room_id}.{SERVICE}",
            port=said.port,
            addresses=[ip_address(one).packed for one in addresses],
            properties={"id": said.room_id, "label": said.label[:60], "v": str(PROTOCOL_VERSION)},
            server=f"{said.room_id}.local.",
        )
        await (await running.async_register_service(info, allow_name_change=True))

    async def _leave(self, running: AsyncZeroconf) -> None:
        await running.async_unregister_all_services()


class Browser(_Presence):
    """Find rooms; `on_found` is called in the loop, again for every change."""

    def __init__(self, on_found: Callable[[FoundRoom], None], addresses: Addresses) -> None:
        """Take the callback and `addresses()`, which returns this machine's IPv4 addresses."""
        super().__init__(addresses)
        self._on_found = on_found
        self._browser: AsyncServiceBrowser | None = None
        self._resolving: set[asyncio.Task[None]] = set()

    async def _join(self, running: AsyncZeroconf, addresses: tuple[str, ...]) -> None:
        def changed(
            zeroconf: zeroconf.Zeroconf, service_type: str, name: str, state_change: zeroconf.ServiceStateChange
        ) -> None:
            self._changed(running, name, state_change)

        self._browser = AsyncServiceBrowser(running.zeroconf, SERVICE, handlers=[changed])

    async def _leave(self, running: AsyncZeroconf) -> None:
        for task in list(self._resolving):
            task.cancel()
        if self._browser is not None:
            await self._browser.async_cancel()
            self._browser = None

    def _changed(self, running: AsyncZeroconf, name: str, change: zeroconf.ServiceStateChange) -> None:
        if change is not zeroconf.ServiceStateChange.Removed:
            task = asyncio.get_running_loop().create_task(self._resolve(running, name))
            self._resolving.add(task)
            task.add_done_callback(self._resolving.discard)

    async def _resolve(self, running: AsyncZeroconf, name: str) -> None:
        info = AsyncServiceInfo(SERVICE, name)
        with contextlib.suppress(*_FAILURES):
            if await info.async_request(running.zeroconf, RESOLVE_MS):
                for room in found_rooms(info):
                    self._on_found(room)


def _has_multicast(address: str) -> bool:
    # Tried on a socket of our own first: zeroconf leaves its sockets open when it cannot join.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            member = socket.inet_aton(_GROUP) + socket.inet_aton(address)
            probe.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
        except OSError as error:
            _log.warning("rooms cannot be found by themselves on %s: %s", address, error)
            return False
    return True


def found_rooms(info: AsyncServiceInfo) -> list[FoundRoom]:
    """Return what a service says, one entry an address; malformed values are dropped, texts are cut."""
    texts = {key: _text(value) for key, value in (info.properties or {}).items()}
    if texts.get(b"v") != str(PROTOCOL_VERSION) or not info.port or not texts.get(b"id"):
        return []
    addresses = info.parsed_addresses(zeroconf.IPVersion.V4Only)
    return [FoundRoom(f"{one}:{info.port}", texts[b"id"], texts.get(b"label", "")) for one in addresses]


def _text(value: bytes | None) -> str:
    text = (value or b"").decode("utf-8", errors="replace")
    return "".join(sign for sign in text if sign.isprintable())[:MAX_TEXT]


def local_addresses() -> list[str]:
    """Return this machine's own IPv4 addresses but loopback and link-local ones, for operators to choose from."""
    found = [str(one.ip) for adapter in ifaddr.get_adapters() for one in adapter.ips if one.is_IPv4]
    return sorted({one for one in found if not ip_address(one).is_loopback and not ip_address(one).is_link_local})
