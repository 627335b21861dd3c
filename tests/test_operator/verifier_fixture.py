"""Have a verifier whose process is there, or one that misbehaves as a test wants."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable, Sequence

from koperta_crypto.signing import SigningKey
from koperta_operator.room.verifier import COMMAND, Verifier
from koperta_operator.room.verifier_process import Signed
from koperta_sync.entries import sign_entry
from koperta_sync.protocol.seat import EntryKind

SAYS_READY = "import sys, time; sys.stdout.buffer.write(b'\\x01'); sys.stdout.buffer.flush(); "


def program(code: str) -> tuple[str, ...]:
    """Return the command of a process that says it is ready and then does something else."""
    return (sys.executable, "-c", SAYS_READY + code)


@contextlib.asynccontextmanager
async def verifier(command: Sequence[str] = COMMAND) -> AsyncIterator[Verifier]:
    """Run a verifier and wait until its process is there."""
    made = Verifier(command)
    try:
        assert not made.check([], lambda _said: None)
        await until(lambda: made.ready)
        yield made
    finally:
        await made.close()


async def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.005)


def ask(verifier: Verifier, batch: Sequence[Signed]) -> asyncio.Future[list[bool] | None]:
    """Have a batch checked; the future gives what is told, None at once when nothing is taken."""
    told: asyncio.Future[list[bool] | None] = asyncio.get_running_loop().create_future()
    if not verifier.check(batch, told.set_result):
        told.set_result(None)
    return told


def signed(number: int, *, forged: bool = False, entries: int = 1) -> Signed:
    """Make a delivery with entries signed by its key, or by another one."""
    key = SigningKey.from_seed(bytes([number]) * 32)
    hand = SigningKey.generate() if forged else key
    made = tuple(
        sign_entry(
            hand, "s", f"k{number}", 1, cseq=cseq, kind=EntryKind.ANSWER, item="t01", value="a",
            worked_ms=cseq, mono_ms=cseq, boot="b",
        )
        for cseq in range(1, entries + 1)
    )  # fmt: skip
    return Signed(key.public, "s", f"k{number}", 1, made)
