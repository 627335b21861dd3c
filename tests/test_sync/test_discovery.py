"""Announcing and finding a room over multicast on 127.0.0.1, and living without multicast."""

from __future__ import annotations

import asyncio
import logging

import pytest
from zeroconf.asyncio import AsyncServiceInfo

from koperta_sync import discovery
from koperta_sync.discovery import SERVICE, Announcement, Announcer, Browser, FoundRoom, found_rooms, local_addresses

ROOM = Announcement(room_id="r-zażółć", label="Pracownia 12 – Łódź", port=8443)


def loopback() -> list[str]:
    """Return the one address the tests use."""
    return ["127.0.0.1"]


async def find(announcer: Announcer, browser_first: bool) -> FoundRoom:
    """Return the first room a browser finds."""
    found: asyncio.Queue[FoundRoom] = asyncio.Queue()
    browser = Browser(found.put_nowait, loopback)
    for one in (browser, announcer) if browser_first else (announcer, browser):
        one.start()
        await asyncio.wait_for(one.running.wait(), 20)
    try:
        return await asyncio.wait_for(found.get(), 20)
    finally:
        await browser.close()
        await announcer.close()


@pytest.mark.parametrize("browser_first", [True, False])
def test_an_announced_room_is_found_with_its_polish_label(browser_first: bool) -> None:
    found = asyncio.run(find(Announcer(ROOM, loopback), browser_first))
    assert found == FoundRoom("127.0.0.1:8443", ROOM.room_id, ROOM.label)


def test_a_room_whose_interface_comes_up_later_is_announced_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "WATCH_SECONDS", 0.1)
    up: list[str] = []

    async def story() -> FoundRoom:
        announcer = Announcer(ROOM, lambda: up)
        asyncio.get_running_loop().call_later(0.5, up.append, "127.0.0.1")
        return await find(announcer, browser_first=True)

    async def waits() -> None:
        announcer = Announcer(ROOM, list)
        announcer.start()
        await asyncio.sleep(0.3)
        assert not announcer.running.is_set()
        await announcer.close()

    asyncio.run(waits())
    assert asyncio.run(story()).room_id == ROOM.room_id


def test_without_multicast_nothing_is_found_and_the_log_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    """192.0.2.1 (documentation) is not an address of this machine, so joining the group fails."""

    async def story() -> None:
        announcer = Announcer(ROOM, lambda: ["192.0.2.1"])
        announcer.start()
        await asyncio.sleep(0.5)
        assert not announcer.running.is_set()
        await announcer.close()

    with caplog.at_level(logging.WARNING, logger="koperta_sync.discovery"):
        asyncio.run(story())
    said = [one for one in caplog.messages if "cannot be found by themselves" in one]
    assert len(said) == 1


def service(**properties: str) -> AsyncServiceInfo:
    """Return what a stranger on the network could announce."""
    return AsyncServiceInfo(SERVICE, f"x.{SERVICE}", port=1, addresses=[b"\x7f\0\0\1"], properties=properties)


def test_what_strangers_announce_is_dropped_or_cut() -> None:
    assert found_rooms(service(id="r1", v="2")) == []
    assert found_rooms(service(v="1")) == []
    assert found_rooms(service()) == []
    (room,) = found_rooms(service(id="r1\n\x1b[31m", v="1", label="x" * 240))
    assert room.room_id == "r1[31m"
    assert len(room.label) == 200


def test_own_addresses_are_never_loopback() -> None:
    assert not any(one.startswith("127.") for one in local_addresses())
