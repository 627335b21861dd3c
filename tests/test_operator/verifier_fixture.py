"""Have a verifier whose process is there, or one that misbehaves as a test wants."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from koperta_crypto.signing import SigningKey
from koperta_operator.room.verifier import COMMAND, Verifier
from koperta_operator.room.verifier_process import Signed
from koperta_sync.entries import sign_entry
from koperta_sync.protocol.seat import EntryKind

SAYS_READY = "import sys, time; sys.stdout.buffer.write(b'\\x01'); sys.stdout.buffer.flush(); "


def program(code: str) -> tuple[str, ...]:
    """Return the command of a process that says it is ready and then does something else."""
    return (sys.executable, "-c", SAYS_READY + code)


@contextlib.contextmanager
def verifier(command: Sequence[str] = COMMAND) -> Iterator[Verifier]:
    """Run a verifier and wait until its process is there."""
    made = Verifier(command)
    try:
        assert made.hand_in([]) is None
        until(lambda: made.ready)
        yield made
    finally:
        made.close()


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


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
