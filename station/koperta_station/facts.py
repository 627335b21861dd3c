"""Find out what a workstation tells the room of itself; shown to the operator, never used by a rule."""

from __future__ import annotations

import os
import platform
import secrets
import time
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from koperta_station import keeping
from koperta_station.keeping import Kept
from koperta_sync.durable import private_folder, sync_contents
from koperta_sync.protocol.seat import WorkstationFacts

_PROBE = b"\0" * 4096
CANNOT_WRITE = -1


@dataclass(frozen=True, slots=True)
class Machine:
    """Hold what is measured once, at the start."""

    software: str
    platform: str
    screen: str
    disk_sync_ms: int
    kept: Kept = keeping.UNKNOWN

    def facts(self, wall_ms: int) -> WorkstationFacts:
        """Return the facts as the room wants them, with this machine's calendar time."""
        return WorkstationFacts(
            software=self.software[:200],
            platform=self.platform[:200],
            screen=self.screen[:200],
            wall_ms=wall_ms,
            disk_sync_ms=self.disk_sync_ms,
            keeps_files=self.disk_sync_ms != CANNOT_WRITE,
            kept=self.kept.verdict,
            marker=self.kept.marker,
            starts=self.kept.starts,
        )


def measure(folder: Path, screen: str) -> Machine:
    """Look at this machine; writes 4 KiB to `folder` and waits for the disk, so run it in a thread."""
    try:
        software = f"koperta {metadata.version('koperta')}"
    except metadata.PackageNotFoundError:
        software = "koperta"
    kept = keeping.look(folder)
    return Machine(software, f"{platform.system()} {platform.release()}", screen, disk_sync_ms(folder), kept)


def disk_sync_ms(folder: Path) -> int:
    """Return how long one synced write took, rounded up; CANNOT_WRITE when the disk does not take it."""
    probe = folder / f".probe-{secrets.token_hex(4)}"
    try:
        private_folder(folder)
        started = time.monotonic_ns()
        with open(probe, "xb") as file:
            file.write(_PROBE)
            file.flush()
            sync_contents(file.fileno())
        took = time.monotonic_ns() - started
        os.unlink(probe)
    except OSError:
        return CANNOT_WRITE
    return -(-took // 1_000_000)
