"""Run the commands of `./dev`: a clean environment, calm lines, failures that say what to do."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Variables of the caller that would change what Python, Qt, pip or the checkers do. Where packages
# come from (a mirror, a certificate) stays the caller's business.
DROPPED_PREFIXES = ("PYTHON", "PYTEST_", "MYPY", "RUFF_", "QT_", "VIRTUAL_ENV")
DROPPED = {"PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_HASHES", "UV_REQUIRE_HASHES"}
KEPT = {"QT_QPA_PLATFORM", "PYTHONUNBUFFERED"}


class Stop(Exception):
    """End with a message for the person and an exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def say(text: str) -> None:
    """Print one progress line at once, also into a pipe."""
    print(f"dev: {text}", flush=True)


def environment(*, offscreen: bool = False) -> dict[str, str]:
    """Return the caller's environment without what would leak into the project's programs."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in KEPT or not (name.startswith(DROPPED_PREFIXES) or name in DROPPED)
    }
    has_display = os.name == "nt" or sys.platform == "darwin"
    has_display = has_display or bool(kept.get("DISPLAY") or kept.get("WAYLAND_DISPLAY"))
    if offscreen or not has_display:
        kept["QT_QPA_PLATFORM"] = "offscreen"
    return kept


def failure(what: str, command: list[str], code: int, next_step: str) -> Stop:
    """Say which command failed and what to do now."""
    how = f"exit code {code}" if code >= 0 else f"signal {-code}"
    return Stop(f"{what} failed ({how}): {shlex.join(command)}\nNext: {next_step}", abs(code) or 1)


def quietly(what: str, command: list[str], next_step: str) -> None:
    """Run a step of the set-up; show its last lines only when it fails."""
    say(what)
    quiet_env = {**environment(), "DEBIAN_FRONTEND": "noninteractive"}
    # Into a file: a service that a package starts would keep a pipe open, and this would wait for ever.
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=quiet_env, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
            )
        except OSError as error:
            raise Stop(f"{shlex.join(command)} cannot start: {error}\nNext: {next_step}") from error
        said.seek(0)
        lines = said.read().splitlines()
    if done.returncode:
        # As bytes: what a program of this system wrote suits its console, our guess may not.
        sys.stdout.buffer.write(b"\n".join(lines[-20:]) + b"\n")
        sys.stdout.flush()
        raise failure(what, command, done.returncode, next_step)


def openly(command: list[str], *, offscreen: bool = False, folder: Path = ROOT) -> int:
    """Run a command in the foreground and return its exit code; Ctrl+C is for it to answer."""
    try:
        child = subprocess.Popen(command, cwd=folder, env=environment(offscreen=offscreen))
    except OSError as error:
        raise Stop(f"{shlex.join(command)} cannot start: {error}\nNext: ./dev setup --again") from error
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue
