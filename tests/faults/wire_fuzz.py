"""Throw malformed bytes at a live room, by a seed, while an honest workstation goes on working.

As a test it runs for a bounded time (`tests/test_operator/test_attack_fuzz.py`); as a program it searches longer:

    ./dev faults wire_fuzz --seed 7 --minutes 10

After it the room must have answered no 5xx, lost no honest entry and written nothing but what is allowed.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import ssl
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from koperta_sync.transport import authority_context, machine_context
from tests.faults.wire_garbage import bad_entries, bad_frame, http_garbage, socket_frame, upgrade
from tests.test_operator.live_room import LiveRoom, prepared_copy, serving
from tests.test_operator.live_wire import Wire
from tests.test_operator.solver import ANSWER, Solver, answers, solving

PATIENCE_S = 5.0


@dataclass
class Findings:
    """Count what was thrown and hold what must not have happened."""

    thrown: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


@dataclass
class Fuzz:
    """Hold one search: the room, the dice, what was found."""

    live: LiveRoom
    dice: random.Random
    findings: Findings = field(default_factory=Findings)

    async def run(self, seconds: float) -> Findings:
        """Throw everything in turns until the time is over."""
        throws: list[Callable[[], Awaitable[None]]] = [
            self.raw_bytes, self.http, self.http_without_certificate, self.frames, self.console_frames,
            self.split_frames, self.entries,
        ]  # fmt: skip
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.findings.wrong:
            batch = [self._bounded(self.dice.choice(throws)) for _ in range(6)]
            await asyncio.gather(*batch)
        return self.findings

    async def _bounded(self, throw: Callable[[], Awaitable[None]]) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S * 2):
                await throw()
        except TimeoutError:
            self.findings.wrong.append(f"{throw.__name__} was left waiting")
        except (OSError, aiohttp.ClientError, ConnectionError, asyncio.IncompleteReadError):
            pass  # being cut off is a fine answer to garbage

    # ---- the throws -------------------------------------------------------------------------------

    async def raw_bytes(self) -> None:
        """Speak something that is not TLS."""
        self._count("raw", 1)
        _reader, writer = await asyncio.open_connection("127.0.0.1", self.live.port)
        writer.write(self.dice.randbytes(self.dice.choice((1, 5, 50, 5_000))))
        with contextlib.suppress(OSError):
            await writer.drain()
        writer.transport.abort()

    async def http(self) -> None:
        """Speak broken HTTP with a workstation's certificate."""
        await self._http(machine_context(self.live.seat(2)))

    async def http_without_certificate(self) -> None:
        """Speak broken HTTP as a stranger."""
        await self._http(authority_context(self.live.seat(2).authority_pem))

    async def _http(self, context: ssl.SSLContext) -> None:
        data = http_garbage(self.dice)
        self._count("http", 1)
        reader, writer = await self._connect(context)
        try:
            writer.write(data)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.3):
                    self._status(await reader.readline(), data)
        finally:
            writer.transport.abort()

    async def frames(self) -> None:
        """Send frames that are no messages of a workstation, before and after its hello."""
        await self._frames(await self.live.workstation(2, hello=self.dice.random() < 0.7))

    async def console_frames(self) -> None:
        """Send frames that are no messages of a console."""
        await self._frames(await self.live.console())

    async def _frames(self, wire: Wire) -> None:
        try:
            for _ in range(30):
                data, kind = bad_frame(self.dice, self.live.candidate(1).candidate_id, self.live.sitting_id)
                self._count("frame", 1)
                await wire.socket.send_frame(data, kind)
                if wire.socket.closed:
                    break
            with contextlib.suppress(TimeoutError):
                await wire.closed(0.05)
        finally:
            await wire.close()

    async def split_frames(self) -> None:
        """Write WebSocket frames by hand: fragments, reserved bits, lies about lengths, unmasked."""
        context = machine_context(self.live.seat(3))
        reader, writer = await self._connect(context)
        try:
            writer.write(upgrade("/v1/workstation"))
            self._status(await reader.readline(), b"upgrade")
            for _ in range(10):
                self._count("raw frame", 1)
                writer.write(socket_frame(self.dice))
                await writer.drain()
        finally:
            writer.transport.abort()

    async def entries(self) -> None:
        """Deliver entries for others and for nobody from a workstation that holds no lease."""
        wire = await self.live.workstation(4)
        try:
            for _ in range(20):
                self._count("entries", 1)
                message = bad_entries(self.dice, wire, self.live.candidate(0).candidate_id, self.live.sitting_id)
                await wire.refused(message)
        finally:
            await wire.close()

    # ---- inside -----------------------------------------------------------------------------------

    async def _connect(self, context: ssl.SSLContext) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        name = self.live.seat(2).server_name
        return await asyncio.open_connection("127.0.0.1", self.live.port, ssl=context, server_hostname=name)

    def _status(self, line: bytes, data: bytes) -> None:
        if line.startswith(b"HTTP/1."):
            status = int(line.split()[1])
            self.findings.statuses[status] += 1
            if status >= 500:
                self.findings.wrong.append(f"{status} to {data[:300]!r}")

    def _count(self, what: str, number: int) -> None:
        self.findings.thrown[what] += number


async def honest(solver: Solver, stop: asyncio.Event) -> tuple[int, float]:
    """Answer again and again; return how many entries were acknowledged and the longest wait in seconds."""
    cseq, worst = 1, 0.0
    while not stop.is_set():
        cseq += 1
        item = solver.items[cseq % len(solver.items)]
        began = time.monotonic()
        answer = await solver.send(cseq, ANSWER, item, solver.options[item][cseq % 4])
        worst = max(worst, time.monotonic() - began)
        if type(answer).__name__ != "Delivered":
            raise AssertionError(f"an honest entry was refused: {answer}")
        await asyncio.sleep(0.02)
    return cseq, worst


async def throw_at(live: LiveRoom, seed: int, seconds: float) -> Findings:
    """Fuzz a room with an unlocked sitting; AssertionError when the honest workstation suffered."""
    solver = await solving(live, 1)
    stop = asyncio.Event()
    working = asyncio.create_task(honest(solver, stop))
    room_before = len(await live.room.ledger.all_events())
    found = await Fuzz(live, random.Random(seed)).run(seconds)
    stop.set()
    acknowledged, worst = await working
    held = await answers(live, solver.candidate)
    events = await live.sitting.actor.call(lambda _s, _n: {one.kind for one in live.sitting.journal.read(0)})
    if acknowledged < 10 or not held:
        found.wrong.append(f"only {acknowledged} honest entries went through")
    if worst > PATIENCE_S:
        found.wrong.append(f"an honest entry waited {worst:.1f} s")
    room_kinds = {one.kind for one in (await live.room.ledger.all_events())[room_before:]}
    # The chair's console, which answers no pings while nobody reads it; what honest hellos say of their disks.
    if room_kinds - {"official-signed-out", "files-kept"}:
        found.wrong.append(f"garbage became events of the room: {sorted(room_kinds)}")
    allowed = {
        "boot-started", "sitting-opened", "unlocked", "forms-drawn", "score-checks-run", "logged-in", "seat-assigned",
        "data-confirmed", "form-stored", "sitting-started", "attempt-started", "answer-given", "heartbeat",
        "clock-far-from-day",  # the sitting of these tests is of another day
    }  # fmt: skip
    if events - allowed:
        found.wrong.append(f"garbage became events: {sorted(events - allowed)}")
    return found


async def _program(seed: int, minutes: float) -> Findings:
    with tempfile.TemporaryDirectory() as folder:
        async with contextlib.AsyncExitStack() as stack:
            room, issued, machines = await asyncio.to_thread(prepared_copy, Path(folder), 4, 4)
            live = await stack.enter_async_context(serving(room, issued, machines))
            await live.unlock()
            return await throw_at(live, seed, minutes * 60)


def search(seed: int, minutes: float) -> bool:
    """Search for a time; print the counts as JSON; False when something was found."""
    found = asyncio.run(_program(seed, minutes))
    print(json.dumps({"thrown": found.thrown, "statuses": found.statuses, "wrong": found.wrong}))
    return not found.wrong
