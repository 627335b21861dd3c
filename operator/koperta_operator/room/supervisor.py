"""Start the room again whenever it ends by itself.

The room ends on purpose when it can no longer promise that what it acknowledged is on the disk; what it
needs then is a fresh start, and nobody should have to give it one. Only a clean end is an end.
"""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

LOG = logging.getLogger(__name__)
FIRST_PAUSE_S = 0.2
LAST_PAUSE_S = 5.0
CALM_S = 30.0  # a run this long makes the next pause short again
TRY_AGAIN = 75  # what the room needs is away now and may be back at the next start
CANNOT_START = 2  # the room said why; starting again would only say it again


def supervise(arguments: Sequence[str], command: str = "serve") -> int:
    """Run `koperta room serve …`, or another such command, until it ends cleanly or cannot start; return its code."""
    program = [sys.executable, "-m", "koperta_operator.room", command, *arguments]
    pause = FIRST_PAUSE_S
    while True:
        began = time.monotonic()
        child = subprocess.Popen(program)
        code, told = _wait(child)
        if told or code in (0, CANNOT_START):
            return 0 if told else code
        if time.monotonic() - began > CALM_S:
            pause = FIRST_PAUSE_S
        LOG.error("the room ended with code %d and starts again in %.1f s", code, pause)
        time.sleep(pause)
        pause = min(LAST_PAUSE_S, pause * 2)


def _wait(child: subprocess.Popen[bytes]) -> tuple[int, bool]:
    """Wait for the room and pass a wish to stop on to it; return its exit code and whether there was such a wish."""
    told = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal told
        told = True
        child.terminate()

    before = signal.signal(signal.SIGTERM, stop)
    try:
        return child.wait(), told
    except KeyboardInterrupt:
        child.terminate()
        return child.wait(), True
    finally:
        signal.signal(signal.SIGTERM, before)
