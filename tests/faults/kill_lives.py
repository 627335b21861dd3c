"""Live the short lives of rooms and workstations that are about to be killed; forked from `kills.py`.

A room's life is the real actor over the real journal in SQLite, a workstation's its real journal on the disk. Both
speak over a socket to somebody who outlives them and remembers every word. Where to die is told before: after some
change of a file (`kill_shim.c`), at a step with a name, or when the other side thinks it is time.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from koperta_operator.room import actor as acting
from koperta_operator.room.actor import SittingActor
from koperta_operator.room.clock import RoomClock
from koperta_operator.room.journal.store import Draft, Journal
from koperta_operator.room.rules import commands as do
from koperta_sync import kiosk_journal, sealed_log
from koperta_sync.durable import sync_contents
from koperta_sync.kiosk_journal import KioskJournal
from koperta_sync.protocol.frames import WORKSTATION, encode_refusal, encode_reply
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import Entry
from koperta_sync.protocol.workstation import Deliver
from tests.test_operator.room_fixture import GENESIS, SmallTexts

ROOM_STEPS = (
    "before a commit", "after a commit", "before answers are told", "after answers are told", "before a checkpoint",
    "after a checkpoint", "before a replay", "after the first event of a run",
)  # fmt: skip
KIOSK_STEPS = ("before a record is written", "after it is written", "before it is synced", "after it is synced")
ENDED = b"ended of itself"


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold where a life ends: at the n-th change of a file, or at the n-th time of a step; neither: from outside."""

    changes: int = 0
    step: str = ""
    times: int = 0

    def arm(self) -> Callable[[str], None]:
        """Make ready to die; returns what is called at every step with its name."""
        if self.changes:
            ctypes.CDLL(None).koperta_die_at(ctypes.c_long(self.changes))
        seen = 0

        def passed(step: str) -> None:
            nonlocal seen
            seen += step == self.step
            if seen and seen == self.times:
                os.kill(os.getpid(), signal.SIGKILL)

        return passed


def send(connection: socket.socket, number: int, frame: bytes) -> None:
    """Write a frame: u32 length, u16 who, bytes."""
    connection.sendall(len(frame).to_bytes(4, "big") + number.to_bytes(2, "big") + frame)


# ---- a room --------------------------------------------------------------------------------------


def live_as_room(connection: socket.socket, folder: Path, fingerprints: list[str], plan: Plan) -> None:
    """Open the sitting, answer deliveries until somebody ends it."""
    _name_the_steps(plan.arm())
    asyncio.run(_room(connection, folder, fingerprints))


def _name_the_steps(passed: Callable[[str], None]) -> None:
    def around(owner: Any, name: str, before: str, after: str) -> None:
        real = getattr(owner, name)

        def call(*arguments: Any, **more: Any) -> Any:
            passed(before)
            result = real(*arguments, **more)
            passed(after)
            return result

        setattr(owner, name, call)

    around(Journal, "append_many", "before a commit", "after a commit")
    around(Journal, "checkpoint_if_due", "before a checkpoint", "after a checkpoint")
    around(acting, "Sitting", "before a replay", "after the first event of a run")
    around(acting, "resolve", "before answers are told", "after answers are told")


def acknowledge_too_early() -> None:
    """Be the negative control: commit only every other batch, and say nothing of it."""
    real, kept = Journal.append_many, list[Draft]()

    def lazy(journal: Journal, drafts: Sequence[Draft]) -> None:
        kept.extend(drafts)
        if len(kept) > len(drafts):
            real(journal, tuple(kept))
            kept.clear()

    Journal.append_many = lazy  # type: ignore[method-assign,assignment]  # the defect


async def _room(connection: socket.socket, folder: Path, fingerprints: list[str]) -> None:
    journal = Journal.open(folder / "journal.db", GENESIS, must_exist=True)
    actor = SittingActor(journal, clock=RoomClock(), texts=SmallTexts(), publish=lambda _changes: None)
    actor.start()
    reader, writer = await asyncio.open_connection(sock=connection)
    loop = asyncio.get_running_loop()
    ticking = loop.create_task(_tick(actor))
    answering: set[asyncio.Task[None]] = set()
    try:
        while True:
            head = await reader.readexactly(6)
            number = int.from_bytes(head[4:], "big")
            frame = await reader.readexactly(int.from_bytes(head[:4], "big"))
            task = loop.create_task(_answer(actor, writer, fingerprints[number], number, frame))
            answering.add(task)
            task.add_done_callback(answering.discard)
    except asyncio.IncompleteReadError:  # the other side has enough
        ticking.cancel()
        await asyncio.to_thread(actor.stop)


async def _tick(actor: SittingActor) -> None:
    while True:
        await asyncio.sleep(0.05)
        await actor.submit(do.Tick())


async def _answer(
    actor: SittingActor, writer: asyncio.StreamWriter, fingerprint: str, number: int, frame: bytes
) -> None:
    request = WORKSTATION.decode_request(frame)
    message = request.do
    if not isinstance(message, Deliver):
        raise TypeError(type(message).__name__)
    command = do.Deliver(
        actor=f"workstation:{fingerprint[:8]}",
        candidate_id=message.candidate_id,
        workstation=fingerprint,
        epoch=message.epoch,
        entries=message.entries,
        sent_mono_ms=message.sent_mono_ms,
        worked_ms=message.worked_ms,
    )
    try:
        reply = encode_reply(request.id, await actor.submit(command))
    except RefusedError as error:
        reply = encode_refusal(request.id, error.refusal)
    writer.write(len(reply).to_bytes(4, "big") + number.to_bytes(2, "big") + reply)


# ---- a workstation -------------------------------------------------------------------------------


def live_as_kiosk(connection: socket.socket, folder: Path, key: bytes, entries: list[Entry], plan: Plan) -> None:
    """Write entries into the journal and say of each when it is on the disk, until somebody ends it."""
    passed = plan.arm()
    write, sync = sealed_log._write_all, sync_contents

    def written(descriptor: int, data: bytes) -> None:
        passed("before a record is written")
        write(descriptor, data)
        passed("after it is written")

    def synced(descriptor: int) -> None:
        passed("before it is synced")
        sync(descriptor)
        passed("after it is synced")

    for name, step in (("_write_all", written), ("sync_contents", synced)):
        setattr(sealed_log, name, step)
    journal: KioskJournal = kiosk_journal.open_with_key(folder, key)
    for entry in entries:
        if entry.cseq >= journal.next_cseq:
            journal.append(entry)
            send(connection, 0, msgspec.json.encode(entry.cseq))
            journal.acknowledge(entry.cseq, entry.cseq, "ab" * 32)
    send(connection, 0, ENDED)
