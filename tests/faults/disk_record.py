"""Run a program so that every change it makes below a folder is recorded, in order, with its own notes between.

The recording is done by `disk_shim.c`, built once with the system's C compiler and preloaded; Linux only.
`Entry` is one change or one note. Inside the recorded program `note` and its neighbours speak to the shim.
"""

from __future__ import annotations

import enum
import functools
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("disk_shim.c")
ROOT = SOURCE.parents[2]
_NOTE, _BREAK, _COUNTED, _BEGIN = range(-7001, -7005, -1)
_HEAD = struct.Struct("=BBHIQI")


EMPTIED, FOLDER = 1, 2


class What(enum.Enum):
    """Name the changes of a record, by the letter in it."""

    OPEN = "O"
    WRITE = "W"
    TRUNCATE = "T"
    SYNC = "S"
    UNLINK = "U"
    RENAME = "R"
    NOTE = "N"
    BROKEN = "B"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry; `failed` is an errno.

    `place` is an offset (WRITE), a length (TRUNCATE), a call's number (SYNC, BROKEN) or EMPTIED and FOLDER (OPEN).
    """

    what: What
    failed: int
    handle: int
    place: int
    data: bytes


def why_not() -> str:
    """Return why nothing can be recorded on this machine; empty when it can."""
    if sys.platform != "linux":
        return "recording what a program writes needs Linux"
    return "" if _compiler() else "no C compiler (cc) to build the recorder with; on Debian: gcc libc6-dev"


def _compiler() -> str | None:
    return shutil.which(os.environ.get("CC", "cc"))


@functools.cache
def _built() -> tuple[tempfile.TemporaryDirectory[str], Path]:
    # The folder object is kept, so that the folder lives as long as this program.
    folder = tempfile.TemporaryDirectory(prefix="koperta-shim-")
    library = Path(folder.name) / "disk_shim.so"
    command = [_compiler() or "cc", "-shared", "-fPIC", "-O1", "-U_FORTIFY_SOURCE", "-o", str(library), str(SOURCE)]
    subprocess.run([*command, "-lpthread"], check=True)
    return folder, library


def run_recorded(module: str, arguments: Sequence[str], *, wait_s: float = 600.0) -> subprocess.CompletedProcess[str]:
    """Run a module of the checkout with the shim preloaded; it says itself what is to be recorded (`begin`)."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=wait_s,
        check=False,
    )


def start_recorded(module: str, arguments: Sequence[str]) -> subprocess.Popen[str]:
    """Start a module in the same way, to be spoken to through its standard input and output."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _environment() -> dict[str, str]:
    # Behind what is set already: a copy of the checkout that is tested names its own packages there.
    paths = [path for path in (os.environ.get("PYTHONPATH", ""), str(ROOT)) if path]
    return os.environ | {"LD_PRELOAD": str(_built()[1]), "PYTHONPATH": os.pathsep.join(paths)}


def begin(record: Path, folder: Path) -> None:
    """Record the changes below a folder from now on; OSError without the shim."""
    os.write(_BEGIN, f"{record}\n{folder.resolve()}".encode())


def end() -> None:
    """Record, count and break nothing more."""
    os.write(_BEGIN, b"\n")


def note(data: bytes) -> None:
    """Put a note into the record, at this moment."""
    os.write(_NOTE, data)


def break_calls(first: int, error: int, times: int = 1) -> None:
    """Count calls from 1 and let some fail with an errno; 0 writes only half. `first` 0 only counts."""
    os.write(_BREAK, f"{first} {error} {times}".encode())


def counted() -> int:
    """Return how many calls were made since `break_calls`."""
    return os.write(_COUNTED, b"")


def read_record(path: Path) -> Iterator[Entry]:
    """Yield the entries of a record, oldest first."""
    data = path.read_bytes()
    at = 0
    while at < len(data):
        what, failed, _zero, handle, place, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield Entry(What(chr(what)), failed, handle, place, data[at : at + length])
        at += length
