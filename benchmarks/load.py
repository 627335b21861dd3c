"""Load a room's WebSocket port with lean clients: signed entries, every acknowledgement checked.

The client is a bare asyncio protocol, so that what is measured is the room and not the client. Frames
are built and signed before the clock starts. Modes as in the reference: closed (the next entry when the
last is acknowledged), paced (a fixed rate over all kiosks), burst (everybody at the same instant).
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import gc
import os
import re
import ssl
import statistics
import struct
import time
from dataclasses import dataclass
from typing import cast

from koperta_sync.credentials import Credentials
from koperta_sync.entries import sign_entry
from koperta_sync.protocol.frames import encode_request
from koperta_sync.protocol.seat import EntryKind, WorkstationFacts
from koperta_sync.protocol.workstation import Deliver, Hello
from koperta_sync.transport import machine_context, split_address

_MASKED = 0x80
_SEQUENCE = re.compile(rb'"sequence":(\d+)')
WARM_UP_S = 0.5


@dataclass(slots=True)
class Person:
    """Hold one kiosk with its candidate's lease."""

    credentials: Credentials
    sitting_id: str
    candidate_id: str
    epoch: int
    items: tuple[tuple[str, tuple[str, ...]], ...]
    cseq: int = 0


@dataclass(slots=True)
class Figures:
    """Hold what one run gave: latencies in seconds, bursts in milliseconds."""

    per_second: float
    latencies: list[float]
    bursts: list[float]
    connect_seconds: float

    def percentile(self, share: float) -> float:
        """Return a latency in milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, round((len(ordered) - 1) * share))] * 1000 if ordered else 0.0

    @property
    def burst_ms(self) -> float:
        """Return the median time until the last acknowledgement of a burst."""
        return statistics.median(self.bursts) if self.bursts else 0.0


class Kiosk(asyncio.Protocol):
    """Speak just enough WebSocket to deliver entries."""

    def __init__(self, person: Person, run: Run) -> None:
        self.last = b""  # the newest acknowledgement
        self.person = person
        self.run = run
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.frames: list[bytes] = []
        self.sent = 0
        self.began: float | None = None
        self.due: list[float] = []
        self._buffer = b""
        self._upgraded = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class is no asyncio.Transport
        key = base64.b64encode(os.urandom(16))
        self._transport.write(
            b"GET /v1/workstation HTTP/1.1\r\nHost: room\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key + b"\r\n\r\n"
        )

    def connection_lost(self, exc: Exception | None) -> None:
        """Note a connection that ended before it should."""
        if not self.ready.done():
            self.ready.set_exception(exc or ConnectionError("closed"))
        elif not self.run.stopping:
            self.run.lost += 1

    def prepare(self, count: int) -> None:
        """Sign the next entries; `run.boot` is this client's own boot id."""
        person = self.person
        key = person.credentials.answer_key
        self.frames = []
        for offset in range(1, count + 1):
            cseq = person.cseq + offset
            item, options = person.items[cseq % len(person.items)]
            entry = sign_entry(
                key, person.sitting_id, person.candidate_id, person.epoch,
                cseq=cseq, kind=EntryKind.ANSWER, item=item, value=options[cseq % len(options)],
                worked_ms=1000 + cseq, mono_ms=1000 + cseq, boot=self.run.boot,
            )  # fmt: skip
            message = Deliver(
                sitting_id=person.sitting_id, candidate_id=person.candidate_id, epoch=person.epoch,
                entries=(entry,), sent_mono_ms=1000 + cseq, worked_ms=1000 + cseq,
            )  # fmt: skip
            self.frames.append(_frame(encode_request(cseq, message)))
        self.sent = 0

    def send(self, due: float | None = None) -> None:
        """Send the next entry, or queue it while one is not acknowledged."""
        if self.began is not None:
            self.due.append(due or time.perf_counter())
            return
        if self.sent >= len(self.frames):
            self.run.exhausted.set()
            return
        self.began = due or time.perf_counter()
        assert self._transport is not None
        self._transport.write(self.frames[self.sent])
        self.sent += 1

    def hello(self) -> None:
        """Say hello; the reply makes the kiosk ready."""
        facts = WorkstationFacts(software="load", platform="load", screen="0x0", wall_ms=0)
        assert self._transport is not None
        self._transport.write(_frame(encode_request(0, Hello(version=1, facts=facts))))

    def data_received(self, data: bytes) -> None:
        """Take frames apart and check every acknowledgement."""
        self._buffer += data
        if not self._upgraded:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            if b" 101 " not in self._buffer[:20]:
                self.ready.set_exception(ConnectionError(self._buffer[:200].decode("latin-1")))
                return
            self._buffer = self._buffer[end + 4 :]
            self._upgraded = True
            self.hello()
        while (taken := _take(self._buffer)) is not None:
            opcode, payload, self._buffer = taken
            if opcode == 9:
                assert self._transport is not None
                self._transport.write(struct.pack(">BB", 0x8A, _MASKED | len(payload)) + b"\0\0\0\0" + payload)
            elif opcode == 1:
                self._message(payload)

    def _message(self, payload: bytes) -> None:
        if payload.startswith(b'{"push"'):
            return
        if payload.startswith(b'{"re":0,'):
            self.ready.set_result(None)
            return
        expected = self.person.cseq + self.sent
        if b'"through":%d,' % expected not in payload or self.began is None:
            raise AssertionError(f"expected {expected}: {payload[:300]!r}")
        self.run.latencies.append(time.perf_counter() - self.began)
        self.began, self.last = None, payload
        self.run.acknowledged(self)

    def settle(self) -> None:
        """Count what was acknowledged into the person, so that the next run goes on from there."""
        self.person.cseq += self.sent
        self.frames, self.sent = [], 0
        if self._transport is not None:
            self._transport.abort()


def _frame(payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return struct.pack(">BB", 0x81, _MASKED | size) + b"\0\0\0\0" + payload
    return struct.pack(">BBH", 0x81, _MASKED | 126, size) + b"\0\0\0\0" + payload


def _take(buffer: bytes) -> tuple[int, bytes, bytes] | None:
    """Return opcode, payload and the rest, or None while a frame is incomplete."""
    if len(buffer) < 2:
        return None
    size, start = buffer[1] & 127, 2
    if size == 126:
        if len(buffer) < 4:
            return None
        size, start = struct.unpack(">H", buffer[2:4])[0], 4
    elif size == 127:
        if len(buffer) < 10:
            return None
        size, start = struct.unpack(">Q", buffer[2:10])[0], 10
    if len(buffer) < start + size:
        return None
    return buffer[0] & 15, buffer[start : start + size], buffer[start + size :]


class Run:
    """Hold one measured run over many kiosks."""

    def __init__(self, people: list[Person], mode: str, seconds: float, rate: float = 0.0) -> None:
        self.people = people
        self.mode = mode
        self.seconds = seconds
        self.rate = rate
        self.boot = os.urandom(8).hex()
        self.latencies: list[float] = []
        self.stopping = False
        self.exhausted = asyncio.Event()
        self.sequence = 0  # the journal's length as the last acknowledgement tells it
        self.lost = 0
        self._left = 0
        self._drained: asyncio.Future[None] | None = None

    def acknowledged(self, kiosk: Kiosk) -> None:
        """Go on as the mode says."""
        if self.mode == "closed" and not self.stopping:
            kiosk.send()
        elif kiosk.due:
            kiosk.send(kiosk.due.pop(0))
        if self.mode == "burst":
            self._left -= 1
            if self._left == 0 and self._drained is not None:
                self._drained.set_result(None)

    async def go(self, per_kiosk: int) -> Figures:
        """Connect, prepare, measure."""
        began = time.perf_counter()
        kiosks = await asyncio.gather(*(self._connect(person) for person in self.people))
        connect = time.perf_counter() - began
        for kiosk in kiosks:
            kiosk.prepare(per_kiosk)
        gc.collect()
        gc.disable()  # a pause of this client would count as one of the room
        try:
            if self.mode == "closed":
                await self._warm_up(kiosks)
            started = time.perf_counter()
            bursts = await self._measure(kiosks)
            took, acknowledged = time.perf_counter() - started, len(self.latencies)
            self.stopping = True
            while any(kiosk.began is not None for kiosk in kiosks):
                await asyncio.sleep(0.01)
        finally:
            gc.enable()
        for kiosk in kiosks:
            self.sequence = max(self.sequence, int((_SEQUENCE.search(kiosk.last) or (0, 0))[1]))
            kiosk.settle()
        if self.lost or (self.mode != "closed" and self.exhausted.is_set()):
            raise RuntimeError(f"{self.lost} connections lost, entries exhausted: {self.exhausted.is_set()}")
        return Figures(acknowledged / took, self.latencies, bursts, connect)

    async def _warm_up(self, kiosks: list[Kiosk]) -> None:
        """Let the closed loop run half a second before anything counts, as the reference does."""
        for kiosk in kiosks:
            kiosk.send()
        await asyncio.sleep(WARM_UP_S)
        self.latencies.clear()

    async def _connect(self, person: Person) -> Kiosk:
        host, port = split_address(person.credentials.addresses[0])
        context: ssl.SSLContext = machine_context(person.credentials)
        loop = asyncio.get_running_loop()
        _, kiosk = await loop.create_connection(
            lambda: Kiosk(person, self), host, port, ssl=context, server_hostname=person.credentials.server_name
        )
        await kiosk.ready
        return kiosk

    async def _measure(self, kiosks: list[Kiosk]) -> list[float]:
        bursts: list[float] = []
        if self.mode == "closed":
            with contextlib.suppress(TimeoutError):  # whatever is first: the time, or a kiosk without entries
                await asyncio.wait_for(self.exhausted.wait(), self.seconds)
        elif self.mode == "paced":
            began = time.perf_counter()
            for number in range(int(self.rate * self.seconds)):
                due = began + number / self.rate
                if (wait := due - time.perf_counter()) > 0:
                    await asyncio.sleep(wait)
                kiosks[number % len(kiosks)].send(due)
        else:
            for _ in range(int(self.seconds)):
                self._left = len(kiosks)
                self._drained = asyncio.get_running_loop().create_future()
                began = time.perf_counter()
                for kiosk in kiosks:
                    kiosk.send()
                await self._drained
                bursts.append((time.perf_counter() - began) * 1000)
                await asyncio.sleep(max(0.0, 1 - (time.perf_counter() - began)))
        return bursts
